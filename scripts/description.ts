/**
 * The description, read through Redocly's own linter and bundler. Nothing but this file looks into openapi/.
 */
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import {
	BaseResolver,
	bundle,
	getLineColLocation,
	lint,
	lintFromString,
	loadConfig,
	type NormalizedProblem,
	stringifyYaml,
} from "@redocly/openapi-core";
import type { Description } from "../description/operations.ts";
import { bold, dim, red } from "./terminal.ts";

export const ROOT = new URL("../", import.meta.url).pathname;
const ENTRY = `${ROOT}openapi/openapi.yaml`;
const BUNDLE = `${ROOT}generated/openapi.yaml`;

/** What the linter found. `message` is ready to be printed: each problem with its file, line, column, rule and remedy. */
export class DescriptionError extends Error {
	override name = "DescriptionError";
}

/** The description in one piece, as an object and as YAML, and the files that it was made of (absolute paths). */
export interface Bundle {
	document: Description;
	yaml: string;
	files: string[];
}

/** The bundle that the last build wrote. */
export async function readBundle(): Promise<Description> {
	return JSON.parse(await readFile(`${ROOT}generated/openapi.json`, "utf8"));
}

/** The linter's configuration, redocly.yaml. Reading it once is enough for a build; `npm run dev` reads it again when it changes. */
export function readRules() {
	return loadConfig({ configPath: `${ROOT}redocly.yaml` });
}

type Rules = Awaited<ReturnType<typeof readRules>>;

/** Lints the files in openapi/ and puts them into one document. Both use one resolver, so that each file is read once. */
export async function readDescription(rules: Rules): Promise<Bundle> {
	const externalRefResolver = new BaseResolver();
	refuse(await lint({ ref: ENTRY, config: rules, externalRefResolver }));
	const result = await bundle({
		ref: ENTRY,
		config: rules,
		externalRefResolver,
		removeUnusedComponents: false,
	});
	refuse(result.problems);
	const document = result.bundle.parsed as Description;
	return {
		document,
		yaml: stringifyYaml(document, { noRefs: true, lineWidth: -1 }),
		files: [...result.fileDependencies],
	};
}

/** Lints the bundle: some mistakes, such as a component that nothing uses, show only there. */
export async function lintBundle(
	rules: Rules,
	{ yaml }: Bundle,
): Promise<void> {
	refuse(
		await lintFromString({ source: yaml, absoluteRef: BUNDLE, config: rules }),
	);
}

/** A warning is refused as well: what nobody has to mend, nobody mends. */
function refuse(problems: NormalizedProblem[]): void {
	const found = problems.filter((problem) => !problem.ignored);
	if (found.length === 0) return;
	throw new DescriptionError(
		[...new Set(found.map(describeProblem))].join("\n\n"),
	);
}

function describeProblem(problem: NormalizedProblem): string {
	const [first] = problem.location;
	const lines = [];
	if (first) {
		const { start } = getLineColLocation(first);
		const file = relative(process.cwd(), first.source.absoluteRef);
		const at = first.pointer ? dim(` at ${first.pointer}`) : "";
		lines.push(`${bold(`${file}:${start.line}:${start.col}`)}${at}`);
		lines.push(
			`  ${start.line} | ${first.source.getLines()[start.line - 1] ?? ""}`,
		);
	}
	lines.push(`  ${red(problem.ruleId)}: ${problem.message}`);
	const [suggestion] = problem.suggest;
	if (suggestion) lines.push(`  Did you mean ${suggestion}?`);
	else if (problem.reference)
		lines.push(`  How to mend it: ${problem.reference}`);
	return lines.join("\n");
}
