/**
 * The source, read through Redocly's own linter and bundler. Nothing but this file looks into openapi/.
 */
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, relative } from "node:path";
import {
	BaseResolver,
	bundle,
	createConfig,
	lint,
	lintConfig,
	lintDocument,
	loadConfig,
	Source,
	stringifyYaml,
} from "@redocly/openapi-core";
import { SpecError } from "../error.ts";
import type { Description } from "../operations.ts";
import { fillGuides } from "./fill-guides.ts";
import {
	NOTHING_COMPARED,
	NOTHING_WRITTEN,
	readOrRefuse,
	refuse,
} from "./problems.ts";

/** The descriptions, by their names in redocly.yaml, and where they are in a project. */
const ENTRIES = {
	lomi: "openapi/openapi.yaml",
	sandbox: "openapi/sandbox.yaml",
};
export const ENTRY = ENTRIES.lomi;
const RELEASES = "openapi/releases/";
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
