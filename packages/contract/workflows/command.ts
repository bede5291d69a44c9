/** `npm run workflows`. */
import { randomUUID } from "node:crypto";

import {
	bold,
	type CommandContext,
	CommandError,
	dim,
	readCommandLine,
	seconds,
	suggest,
	texts,
	unlessEnded,
} from "@lomi/cli";
import {
	type Description,
	type Input,
	keyHeader,
	readOperations,
	type Workflow,
} from "@lomi/spec";
import {
	readBundle,
	readWorkflows,
	WORKFLOWS,
} from "@lomi/spec/generated-files";
import { NoResponse } from "../http/response.ts";
import { createSender } from "../http/sender.ts";
import { preflight } from "../preflight.ts";
import {
	KEY_OPTION,
	LIVE_OPTION,
	readTarget,
	refuseLive,
	secretPattern,
	type Target,
	URL_OPTION,
} from "../target.ts";
import { createReporter, describeSkipped, type Report } from "./report.ts";
import { runRespect } from "./respect.ts";
import { reasonForLive } from "./skipped.ts";

/**
 * Runs the selected workflows against a server.
 *
 * @returns The exit code: 0 if all of them pass or are skipped, or 1.
 * @throws {CommandError} If they can't be run.
 */
export function workflowsCommand(context: CommandContext): Promise<number> {
	return unlessEnded(context.signal, run(context));
}

async function run(context: CommandContext): Promise<number> {
	const start = performance.now();
	const line = readCommandLine(context, {
		command: "npm run workflows --",
		about:
			"Runs the workflows of openapi/workflows/ against a live server. Exits with 0 if none fails, 1 if one does, 2 if they can't be run.",
		options: {
			url: URL_OPTION,
			key: KEY_OPTION,
			workflow: texts({
				placeholder: "NAME",
				about: "Run this one. May be repeated.",
				default: "all",
			}),
			input: texts({
				placeholder: "NAME=VALUE",
				about: "Set an input, such as provider=ORANGE. May be repeated.",
				default: "as in the workflow",
			}),
			"i-know-this-is-live": LIVE_OPTION,
		},
	});
	if (!line) return 0;
	const { root, env, console } = context;
	const { options } = line;
	const [document, { sourceDescriptions, workflows }] = await Promise.all([
		readBundle(root),
		readWorkflows(root),
	]);
	const selected = selectWorkflows(workflows, options.workflow);
	const given = readInputs(selected, options.input);
	const inputs = { ...uniqueInputs(selected), ...given };
	const target = readTarget(options, document, env);
	refuseLive(target, options["i-know-this-is-live"]);
	const proxy = await checkServer(target, document);
	const via = proxy ? `, through the proxy ${proxy}` : "";
	console.log(`${bold(target.baseUrl)} ${dim(target.environment + via)}\n`);
	const operations = readOperations(document);
	const refused = new Map(
		selected.flatMap((workflow): [Workflow, string][] => {
			const reason = target.live && reasonForLive(workflow, operations);
			return reason ? [[workflow, reason]] : [];
		}),
	);
	const runnable = selected.filter((workflow) => !refused.has(workflow));
	const executed =
		runnable.length === 0
			? []
			: await runRespect({
					file: `${root}${WORKFLOWS}`,
					workflows: runnable.map(({ workflowId }) => workflowId),
					servers: Object.fromEntries(
						sourceDescriptions.map(({ name }) => [name, target.baseUrl]),
					),
					inputs: { ...inputs, ...keyInputs(selected, target.key) },
					secret: secretPattern(document),
				});
	const report = createReporter(document, inputs);
	const reports = selected.map((workflow): Report => {
		const reason = refused.get(workflow);
		if (reason !== undefined)
			return { outcome: "skip", lines: [describeSkipped(workflow, reason)] };
		return report(
			workflow,
			executed.find(({ workflowId }) => workflowId === workflow.workflowId),
		);
	});
	for (const { lines } of reports) console.log(`${lines.join("\n")}\n`);
	const count = (wanted: Report["outcome"]) =>
		reports.filter(({ outcome }) => outcome === wanted).length;
	const skipped = count("skip");
	console.log(
		`${bold(`${count("pass")} of ${reports.length} workflows passed${skipped > 0 ? `, ${skipped} skipped` : ""}.`)} ${dim(seconds(start))}`,
	);
	return count("fail") > 0 ? 1 : 0;
}

/**
 * Checks that the server exists and accepts the key, so that this isn't reported for every step.
 *
 * @returns The proxy on the way to it.
 */
async function checkServer(
	target: Target,
	document: Description,
): Promise<string | undefined> {
	const sender = createSender({
		...target,
		keyHeader: keyHeader(document),
		timeout: 10_000,
	});
	const send: Parameters<typeof preflight>[2] = (request) =>
		sender.send(request).catch((error) => {
			if (error instanceof NoResponse) return error;
			throw error;
		});
	await preflight(document, target.baseUrl, send).finally(sender.close);
	return sender.proxy;
}

/** The workflows with these names, in the order of the document; all of them if there are no names. */
function selectWorkflows(workflows: Workflow[], names: string[]): Workflow[] {
	const known = workflows.map(({ workflowId }) => workflowId);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown !== undefined)
		throw new CommandError(
			`Unknown workflow ${JSON.stringify(unknown)}.${suggest(unknown, known)} Use one of ${known.join(", ")}.`,
		);
	return workflows.filter(
		({ workflowId }) => names.length === 0 || names.includes(workflowId),
	);
}

function isKey({ format }: Input): boolean {
	return format === "password";
}

/** The API key, under the names of the inputs for it. */
function keyInputs(workflows: Workflow[], key: string): Record<string, string> {
	const names = workflows.flatMap(({ inputs }) =>
		Object.entries(inputs.properties)
			.filter(([, input]) => isKey(input))
			.map(([name]) => name),
	);
	return Object.fromEntries(names.map((name) => [name, key]));
}

/** Values that no earlier run has used, for the inputs that need them: the default with a query of its own. */
function uniqueInputs(workflows: Workflow[]): Record<string, string> {
	return Object.fromEntries(
		workflows.flatMap(
			({ inputs: { properties }, "x-unique-inputs": names = [] }) =>
				names.map((name) => [
					name,
					`${properties[name]?.default}?run=${randomUUID()}`,
				]),
		),
	);
}

/** Parses `--input provider=ORANGE`. */
function readInputs(
	workflows: Workflow[],
	assignments: string[] = [],
): Record<string, string> {
	const known = Object.fromEntries(
		workflows
			.flatMap(({ inputs }) => Object.entries(inputs.properties))
			.filter(([, input]) => !isKey(input)),
	);
	return Object.fromEntries(
		assignments.map((text) => {
			const [, name = "", value = ""] = /^(\w+)=(.+)$/s.exec(text) ?? [];
			const input = known[name];
			const names = Object.keys(known);
			if (name === "")
				throw new CommandError(
					`--input must be name=value. The names are ${names.join(", ") || "none"}.`,
				);
			if (!input)
				throw new CommandError(
					`Unknown input ${JSON.stringify(name)}.${suggest(name, names)} The names are ${names.join(", ") || "none"}.`,
				);
			if (input.type === "integer" && !/^\d{1,15}$/.test(value))
				throw new CommandError(
					`--input ${name}=… must be an integer, not ${JSON.stringify(value)}.`,
				);
			return [name, value];
		}),
	);
}
