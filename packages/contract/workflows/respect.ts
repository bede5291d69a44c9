/** `redocly respect`: runs workflows against a server, and returns the requests, responses and checks of each step. */
import { existsSync, rmSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { CommandError } from "@lomi/cli";
import { exemptFromProxy, isOnThisMachine } from "@lomi/http";
import { proxyOf } from "lomi-openapi/internal";

const REDOCLY = join(
	dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")),
	"bin/cli.js",
);

export interface RespectOptions {
	/** Path of the Arazzo document. */
	file: string;
	/** The workflowIds to run. */
	workflows: string[];
	/** Server URLs by the name of the source description. */
	servers: Record<string, string>;
	/** Inputs of all workflows; each uses those that it declares. */
	inputs: Record<string, string>;
	/** Matches every secret. They are masked in the result. */
	secret: RegExp;
}

export interface ExecutedWorkflow {
	workflowId: string;
	/** In the order of execution. Steps that did not run are missing. */
	steps: ExecutedStep[];
}

export interface ExecutedStep {
	stepId: string;
	request: { query: Record<string, string>; body: unknown };
	/** The status is 0 if there was no response. */
	response: {
		statusCode: number;
		body: unknown;
		headers: Record<string, string>;
		/** Milliseconds. */
		time: number;
	};
	checks: StepCheck[];
}

/** A check of a response. The step's own criteria come first, in their order. */
export interface StepCheck {
	name: string;
	passed: boolean;
	message: string;
}

/** A workflow or step as Redocly reports it. A step that continues in another workflow contains that workflow. */
interface Executed extends ExecutedStep {
	workflowId: string;
	executedSteps?: Executed[];
}

/** An exchange in the HAR file. */
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
 * @throws {CommandError} If Redocly returns no result; the message has its output.
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
	// Redocly masks only the first secret of a text.
	const read = async (path: string) =>
		JSON.parse(mask(await readFile(path, "utf8")));
	try {
		const output = await redocly(servers, [
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

/** Adds the bodies from the HAR file: Redocly doesn't report those of a step that failed. */
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

/** Parses a body. Returns the text itself if it isn't JSON. */
function parse(text: string | undefined): unknown {
	if (!text) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/**
 * Runs the command line to completion, and returns its output. In a worker, because its arguments include the key, and every user of the
 * machine can read the arguments of a process.
 */
function redocly(
	servers: RespectOptions["servers"],
	argv: string[],
): Promise<string> {
	const env = { ...process.env };
	// Redocly uses a proxy even where Node doesn't. All requests of a run take the same way.
	for (const url of Object.values(servers))
		if (isOnThisMachine(url) || !proxyOf(url)) exemptFromProxy(url, env);
	const worker = new Worker(REDOCLY, {
		argv,
		// Otherwise it contacts other hosts.
		env: {
			...env,
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
