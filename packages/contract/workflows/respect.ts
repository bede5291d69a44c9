/** `redocly respect`: sends the requests of workflows to a server, and says of each step what was asked and answered and whether it holds. */
import { existsSync, rmSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { CommandError } from "@lomi/cli";

const REDOCLY = join(
	dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")),
	"bin/cli.js",
);

export interface RespectOptions {
	/** The Arazzo document. */
	file: string;
	/** Its workflows to run, by name. */
	workflows: string[];
	/** Where to send requests: a URL for each description by the name that the document gives it. */
	servers: Record<string, string>;
	/** For all workflows; each takes those that it knows. */
	inputs: Record<string, string>;
	/** Every secret, wherever it stands. Nothing that it fits is in the result. */
	secret: RegExp;
}

export interface ExecutedWorkflow {
	workflowId: string;
	/** In the order in which they ran; those that didn't are missing. */
	steps: ExecutedStep[];
}

export interface ExecutedStep {
	stepId: string;
	request: { query: Record<string, string>; body: unknown };
	/** The status is 0 where nothing was answered. */
	response: {
		statusCode: number;
		body: unknown;
		headers: Record<string, string>;
		/** Milliseconds. */
		time: number;
	};
	checks: StepCheck[];
}

/** Something that was held against the answer. The step's own criteria come first, in their order. */
export interface StepCheck {
	name: string;
	passed: boolean;
	message: string;
}

/** A workflow or a step as Redocly writes it: where a step goes on elsewhere, what ran there is a workflow among its steps. */
interface Executed extends ExecutedStep {
	workflowId: string;
	executedSteps?: Executed[];
}

/** What went over the wire, in the form of browsers (HAR): a request that was answered, each. */
interface Entry {
	request: {
		queryString: { name: string; value: string }[];
		postData?: { text: string };
	};
	response: { content?: { text?: string } };
}

/**
 * Runs workflows one after the other.
 *
 * @throws {CommandError} Where Redocly ends without a result, with what it said.
 */
export async function runRespect({
	file,
	workflows,
	servers,
	inputs,
	secret,
}: RespectOptions): Promise<ExecutedWorkflow[]> {
	const folder = await mkdtemp(join(tmpdir(), "lomi-respect-"));
	const removeFolder = () => rmSync(folder, { recursive: true, force: true });
	process.once("exit", removeFolder);
	const [resultFile = "", harFile = ""] = ["result.json", "wire.har"].map(
		(name) => join(folder, name),
	);
	const mask = (text: string) => text.replaceAll(secret, "********");
	// Redocly masks secrets too, but of two in one text only the first.
	const read = async (path: string) =>
		JSON.parse(mask(await readFile(path, "utf8")));
	try {
		const output = await redocly([
			"respect",
			file,
			...workflows.flatMap((name) => ["--workflow", name]),
			"--server",
			JSON.stringify(servers),
			"--input",
			JSON.stringify(inputs),
			"--json-output",
			resultFile,
			"--har-output",
			harFile,
		]);
		if (!existsSync(harFile))
			throw new CommandError(
				`redocly respect returned no result:\n${mask(output)}`,
			);
		const {
			files,
		}: { files: Record<string, { executedWorkflows: Executed[] }> } =
			await read(resultFile);
		const { log }: { log: { entries: Entry[] } } = await read(harFile);
		return Object.values(files)
			.flatMap(({ executedWorkflows }) => executedWorkflows)
			.map(({ workflowId, executedSteps = [] }) => ({
				workflowId,
				steps: executedSteps
					.flatMap(flatten)
					.map((step) =>
						step.response.statusCode === 0
							? step
							: withBodies(step, log.entries.shift()),
					),
			}));
	} finally {
		process.off("exit", removeFolder);
		removeFolder();
	}
}

function flatten(executed: Executed): Executed[] {
	return executed.executedSteps?.flatMap(flatten) ?? [executed];
}

/** The step with its bodies from the wire: of one whose outputs aren't there, which is one that went wrong, Redocly tells none. */
function withBodies(
	{ stepId, response, checks }: Executed,
	entry: Entry | undefined,
): ExecutedStep {
	return {
		stepId,
		request: {
			query: Object.fromEntries(
				(entry?.request.queryString ?? []).map(({ name, value }) => [
					name,
					value,
				]),
			),
			body: parse(entry?.request.postData?.text),
		},
		response: { ...response, body: parse(entry?.response.content?.text) },
		checks,
	};
}

/** What a body holds; the text itself where it isn't JSON. */
function parse(text: string | undefined): unknown {
	if (!text) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/**
 * Runs the command line to its end and gives what it said. In a worker: anybody on the machine can read the arguments of a process, and the
 * key is among them.
 */
function redocly(argv: string[]): Promise<string> {
	const worker = new Worker(REDOCLY, {
		argv,
		// Without these it asks other hosts.
		env: {
			...process.env,
			REDOCLY_TELEMETRY: "off",
			REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
			NO_COLOR: "1",
		},
		stdout: true,
		stderr: true,
	});
	let output = "";
	for (const stream of [worker.stdout, worker.stderr])
		stream.on("data", (chunk) => {
			output += chunk;
		});
	return new Promise((resolve, reject) => {
		worker.once("error", reject).once("exit", () => resolve(output));
	});
}
