/**
 * The source, read through Redocly's own linter and bundler. Nothing but this file looks into openapi/.
 */
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, relative } from "node:path";
import { styleText } from "node:util";
import {
	BaseResolver,
	bundle,
	createConfig,
	type Document,
	getLineColLocation,
	lint,
	lintConfig,
	lintDocument,
	loadConfig,
	type NormalizedProblem,
	Source,
	stringifyYaml,
	type YamlParseError,
} from "@redocly/openapi-core";
import { SpecError } from "../error.ts";
import type { Description } from "../operations.ts";
import type { Workflow, WorkflowDocument } from "../workflows.ts";
import { checkWorkflows } from "./check-workflows.ts";
import { fillGuides } from "./fill-guides.ts";

/** Formats what goes to standard error. */
const paint = (format: Parameters<typeof styleText>[0]) => (text: string) =>
	styleText(format, text, { stream: process.stderr });
const [bold, dim, red] = [paint("bold"), paint("dim"), paint("red")];

/** The descriptions, by their names in redocly.yaml, and where they are in a project. */
const ENTRIES = {
	lomi: "openapi/openapi.yaml",
	sandbox: "openapi/sandbox.yaml",
};
export const ENTRY = ENTRIES.lomi;
const RELEASES = "openapi/releases/";
const WORKFLOWS = "openapi/workflows/";
const WORKFLOW_FILE = ".arazzo.yaml";
const NOTHING_WRITTEN = `${red("✗")} Nothing was written; mend what is told above and build again.`;
const NOTHING_COMPARED = `${red("✗")} Nothing was compared; mend what is told above first.`;
const RULES = "redocly.yaml";

/** Where a description is read from, and the rules that it is held to. */
export interface Project {
	/** The folder that has openapi/ and redocly.yaml in it, with a slash at its end. Files are named relative to it. */
	root: string;
	rules: Awaited<ReturnType<typeof loadConfig>>;
}

/** A description in one piece, as an object and as YAML, and the files that it was made of (absolute paths). */
export interface Bundle {
	name: keyof typeof ENTRIES;
	document: Description;
	yaml: string;
	files: string[];
}

/**
 * Reads the rules of a project, redocly.yaml.
 *
 * @param root The project's folder, with a slash at its end.
 * @throws {SpecError} Where it isn't YAML, or has a rule that doesn't exist.
 */
export async function readProject(root: string): Promise<Project> {
	const config = await readOrRefuse(root, () =>
		loadConfig({ configPath: `${root}${RULES}` }),
	);
	refuse(root, await lintConfig({ config, severity: "error" }));
	return { root, rules: config };
}

/**
 * Lints the files of a description and puts them into one document. Both use one resolver, so that each file is read once.
 *
 * @param name Which description: the API's, `lomi`, or that of the sandbox's control plane, `sandbox`.
 * @param options.lint False if its files are known to be clean.
 * @throws {SpecError} With every mistake: its file, line and column, its rule, and what to do.
 */
export async function readDescription(
	{ root, rules }: Project,
	name: Bundle["name"] = "lomi",
	{ lint: linted = true } = {},
): Promise<Bundle> {
	const ref = `${root}${ENTRIES[name]}`;
	const config = rules.forAlias(name);
	const externalRefResolver = new BaseResolver();
	if (linted)
		refuse(
			root,
			await readOrRefuse(root, () =>
				lint({ ref, config, externalRefResolver }),
			),
		);
	const result = await bundle({
		ref,
		config,
		externalRefResolver,
		removeUnusedComponents: false,
	});
	refuse(root, result.problems);
	const document = result.bundle.parsed as Description;
	// The guides are the API's.
	if (name === "lomi") fillOrRefuse(document, NOTHING_WRITTEN);
	return {
		name,
		document,
		yaml: stringifyYaml(document, { noRefs: true, lineWidth: -1 }),
		files: [...result.fileDependencies],
	};
}

/**
 * Lints the bundle: some mistakes, such as the name of a component, show only there.
 *
 * @throws {SpecError} As {@link readDescription} does.
 */
export async function lintBundle(
	{ root, rules }: Project,
	{ name, document, yaml, files }: Bundle,
): Promise<void> {
	refuse(
		root,
		await lintDocument({
			// With its text, for lines and columns, but not parsed from it once more.
			document: {
				source: new Source(`${root}generated/${basename(ENTRIES[name])}`, yaml),
				parsed: document,
			},
			config: rules.forAlias(name),
			externalRefResolver: new BaseResolver(),
		}),
		files,
	);
}

/**
 * Lints the files in openapi/workflows/, holds them against the bundle, and puts their workflows into one document, in the order in which
 * the tags of the guides name them.
 *
 * @param url Where the document will find the bundle.
 * @throws {SpecError} As {@link readDescription} does, and where a file is missing or nothing names it.
 */
export async function readWorkflows(
	{ root, rules }: Project,
	{ document }: Bundle,
	url: string,
	{ lint: linted = true } = {},
): Promise<WorkflowDocument> {
	const names = await listWorkflows(root, document);
	const externalRefResolver = new BaseResolver();
	const files = await Promise.all(
		names.map(async (name) => {
			const ref = `${root}${WORKFLOWS}${name}${WORKFLOW_FILE}`;
			const problems = linted
				? await readOrRefuse(root, () =>
						lint({ ref, config: rules, externalRefResolver }),
					)
				: [];
			// Linted before, so it is there and can be read.
			const file = await externalRefResolver.resolveDocument(null, ref, true);
			return { name, problems, file: file as Document<WorkflowDocument> };
		}),
	);
	refuse(
		root,
		files.flatMap(({ problems }) => problems),
	);
	refuse(
		root,
		files.flatMap(({ name, file: { source, parsed } }) =>
			parsed.workflows.length === 1 && parsed.workflows[0]?.workflowId === name
				? []
				: problemAt(
						source,
						"#/workflows/0/workflowId",
						`The file holds one workflow, under its own name: \`${name}\`.`,
					),
		),
	);
	const sources = new Map(
		files.map(({ file: { source, parsed } }) => [
			parsed.workflows[0] as Workflow,
			source,
		]),
	);
	const workflows = [...sources.keys()];
	refuse(
		root,
		checkWorkflows(document, workflows).flatMap(
			({ workflow, pointer, message }) =>
				problemAt(
					sources.get(workflow) as Source,
					`#/workflows/0${pointer}`,
					message,
				),
		),
	);
	const [{ arazzo, sourceDescriptions } = {}] = files.map(
		({ file }) => file.parsed,
	);
	const { title, version } = document.info;
	return {
		arazzo: arazzo ?? "",
		info: { title, version },
		sourceDescriptions: (sourceDescriptions ?? []).map((description) => ({
			...description,
			url,
		})),
		workflows,
	};
}

/** Absolute paths of the files in openapi/workflows/ of a project. */
export async function listWorkflowFiles(root: string): Promise<string[]> {
	const folder = `${root}${WORKFLOWS}`;
	const names = await readdir(folder).catch(() => []);
	return names.map((name) => `${folder}${name}`);
}

/** The names of the workflows, as the tags have them under `x-workflows`; each is that of a file, and each file has its name there. */
async function listWorkflows(
	root: string,
	{ tags }: Description,
): Promise<string[]> {
	const named = tags.flatMap((tag) => tag["x-workflows"] ?? []);
	const there = (await listWorkflowFiles(root)).map((file) =>
		basename(file, WORKFLOW_FILE),
	);
	const place = (name: string) => `${WORKFLOWS}${name}${WORKFLOW_FILE}`;
	const told = [
		...named
			.filter((name) => !there.includes(name))
			.map(
				(name) =>
					`There is no ${place(name)}, which a tag of openapi.yaml names under x-workflows.`,
			),
		...there
			.filter((name) => !named.includes(name))
			.map(
				(name) =>
					`${place(name)} is named nowhere. Name it under x-workflows of its guide's tag in openapi.yaml, or delete it.`,
			),
	];
	if (told.length > 0)
		throw new SpecError([...told, NOTHING_WRITTEN].join("\n\n"));
	return named;
}

function problemAt(
	source: Source,
	pointer: string,
	message: string,
): NormalizedProblem[] {
	return [
		{
			ruleId: "workflow-fits-the-description",
			severity: "error",
			message,
			location: [{ source, pointer, reportOnKey: false }],
			suggest: [],
		},
	];
}

/**
 * Puts a description and the files that it references into one document, as it is: it is not linted.
 *
 * @param file Path of a bundle, or of a file like {@link ENTRY}.
 * @param from The folder that files are named relative to.
 * @throws {SpecError} Where it can't be read, or a reference leads nowhere.
 */
export async function bundleFile(file: string, from: string): Promise<unknown> {
	const config = await createConfig({});
	const externalRefResolver = new BaseResolver();
	const read = async () => {
		const doc = await externalRefResolver.resolveDocument(null, file, true);
		if (doc instanceof Error) throw doc;
		return isOpenApi(doc.parsed)
			? bundle({ doc, config, externalRefResolver })
			: { problems: [], bundle: doc };
	};
	const result = await readOrRefuse(from, read, NOTHING_COMPARED);
	refuse(from, result.problems, [], NOTHING_COMPARED);
	const parsed = result.bundle.parsed as Partial<Description> | undefined;
	// A bundle has its facts already.
	if (isOpenApi(parsed) && /{[{%]/.test(JSON.stringify(parsed?.tags ?? [])))
		fillOrRefuse(parsed as Description, NOTHING_COMPARED);
	return parsed;
}

function fillOrRefuse(document: Description, end: string): void {
	try {
		fillGuides(document);
	} catch (error) {
		throw new SpecError(`${(error as Error).message}\n\n${end}`);
	}
}

/** True for what Redocly can put together; at all else it throws. */
export function isOpenApi(parsed: unknown): boolean {
	return /^3\./.test(String((parsed as { openapi?: string })?.openapi));
}

/** The file in openapi/ that each schema is written in, by its name. */
export function findSchemaFiles(
	root: string,
	files: string[],
): Record<string, string> {
	const found = files.flatMap((file) => {
		const text = readFileSync(file, "utf8");
		// A resource has its schemas under a key, the shared ones are a file of their own.
		const shared = file.endsWith("/shared/schemas.yaml");
		const section = shared
			? text
			: (/^schemas:\n((?: .*\n|\n)*)/m.exec(text)?.[1] ?? "");
		const name = shared ? /^(\w+):/gm : /^ {2}(\w+):/gm;
		return [...section.matchAll(name)].map(([, schema = ""]) => [
			schema,
			relative(root, file),
		]);
	});
	return Object.fromEntries(found);
}

/** The files in openapi/releases/ of a project: the bundle of each release, under its version. */
export async function listReleases(
	root: string,
): Promise<{ name: string; file: string }[]> {
	const folder = `${root}${RELEASES}`;
	const names = await readdir(folder).catch(() => []);
	return names
		.filter((name) => name.endsWith(".yaml"))
		.map((name) => ({ name, file: `${folder}${name}` }));
}

/** Reads a root file. Redocly throws where that isn't there or isn't YAML, instead of reporting a problem. */
async function readOrRefuse<Result>(
	from: string,
	read: () => Promise<Result>,
	end = NOTHING_WRITTEN,
): Promise<Result> {
	try {
		return await read();
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const { source, line, col } = error as Partial<YamlParseError>;
		const place = source
			? `${bold(`${relative(from, source.absoluteRef)}:${line}:${col}`)}\n  `
			: "";
		throw new SpecError(`${place}${withoutPlace(error.message)}\n\n${end}`);
	}
}

/** A warning is refused as well: what nobody has to mend, nobody mends. */
function refuse(
	from: string,
	problems: NormalizedProblem[],
	files: string[] = [],
	end = NOTHING_WRITTEN,
): void {
	const all = problems.filter((problem) => !problem.ignored);
	if (all.length === 0) return;
	// A file that isn't YAML is reported once more by each reference into it; the file itself says it all.
	const unreadable = all.filter(({ message }) =>
		message.startsWith("Failed to parse"),
	);
	const found = unreadable.length > 0 ? unreadable : all;
	const told = new Set(found.map((problem) => describe(from, problem, files)));
	throw new SpecError([...told, end].join("\n\n"));
}

/** Redocly's parser repeats the place, with the folder of this machine. */
function withoutPlace(message: string): string {
	return message.replace(
		/ in "[^"]*" \(\d+:\d+\)$/,
		". Check indentation, quotes and brackets there.",
	);
}

function describe(
	from: string,
	problem: NormalizedProblem,
	files: string[],
): string {
	const lines = [];
	const place = placeOf(problem, files);
	if (place) {
		const file = relative(from, place.file);
		const at = place.pointer ? dim(` at ${place.pointer}`) : "";
		lines.push(`${bold(`${file}:${place.line}:${place.column}`)}${at}`);
		lines.push(`  ${place.line} | ${place.text}`);
	}
	const message = withoutPlace(problem.message).replaceAll(from, "");
	lines.push(`  ${red(problem.ruleId)}: ${message}`);
	const [suggestion] = problem.suggest;
	if (suggestion) lines.push(`  Did you mean ${suggestion}?`);
	else if (problem.reference)
		lines.push(`  How to mend it: ${problem.reference}`);
	return lines.join("\n");
}

interface Place {
	file: string;
	line: number;
	column: number;
	pointer: string | undefined;
	text: string;
}

/** Where a problem is. One of the bundle is where openapi/ has the name of its component, as far as that is there. */
function placeOf(
	{ location: [first] }: NormalizedProblem,
	files: string[],
): Place | undefined {
	if (!first) return undefined;
	const { pointer, source } = first;
	const [, name] = /^#\/components\/\w+\/([^/]+)/.exec(pointer ?? "") ?? [];
	for (const file of name ? files : []) {
		const texts = readFileSync(file, "utf8").split("\n");
		const line = texts.findIndex((text) => text.trim().startsWith(`${name}:`));
		const text = texts[line];
		if (text !== undefined) {
			const column = text.length - text.trimStart().length + 1;
			return { file, line: line + 1, column, pointer, text };
		}
	}
	const { start } = getLineColLocation(first);
	return {
		file: source.absoluteRef,
		line: start.line,
		column: start.col,
		pointer,
		text: source.getLines()[start.line - 1] ?? "",
	};
}
