/** Lints and bundles the descriptions in openapi/ with Redocly. */
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, relative } from "node:path";
import {
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
import { FileResolver, toPath, toRef } from "./file-resolver.ts";
import { fillTexts } from "./fill-texts.ts";
import {
	NOTHING_COMPARED,
	NOTHING_WRITTEN,
	readOrRefuse,
	refuse,
} from "./problems.ts";

/** The entry files of the descriptions, by their names in redocly.yaml. */
const ENTRIES = {
	lomi: "openapi/openapi.yaml",
	sandbox: "openapi/sandbox.yaml",
};
export const ENTRY = ENTRIES.lomi;
const RELEASES = "openapi/releases/";
const RULES = "redocly.yaml";

/** A project folder and its lint rules. */
export interface Project {
	/** The folder with openapi/ and redocly.yaml, with a trailing slash. Errors name files relative to it. */
	root: string;
	rules: Awaited<ReturnType<typeof loadConfig>>;
}

/** A bundled description. */
export interface Bundle {
	name: keyof typeof ENTRIES;
	document: Description;
	yaml: string;
	/** Absolute paths of the source files. */
	files: string[];
}

/**
 * Reads a project's lint rules, redocly.yaml.
 *
 * @param root The project folder, with a trailing slash.
 * @throws {SpecError} If it isn't YAML, or has an unknown rule.
 */
export async function readProject(root: string): Promise<Project> {
	const config = await readOrRefuse(root, () =>
		loadConfig({ configPath: `${root}${RULES}` }),
	);
	refuse(root, await lintConfig({ config, severity: "error" }));
	return { root, rules: config };
}

/**
 * Lints and bundles a description. Both steps share a resolver, so that each file is read once.
 *
 * @param name `lomi` for the API, `sandbox` for the sandbox's control plane.
 * @param options.lint False if the files are known to pass.
 * @throws {SpecError} With every error: its file, line and column, rule, and how to fix it.
 */
export async function readDescription(
	{ root, rules }: Project,
	name: Bundle["name"] = "lomi",
	{ lint: linted = true } = {},
): Promise<Bundle> {
	const ref = toRef(`${root}${ENTRIES[name]}`);
	const config = rules.forAlias(name);
	const externalRefResolver = new FileResolver();
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
	fillOrRefuse(document, NOTHING_WRITTEN);
	return {
		name,
		document,
		yaml: stringifyYaml(document, { noRefs: true, lineWidth: -1 }),
		files: [...result.fileDependencies].map(toPath),
	};
}

/**
 * Lints the bundle: some errors, such as component names, only appear there.
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
			// The text is only used for lines and columns; the document is already parsed.
			document: {
				source: new Source(
					toRef(`${root}generated/${basename(ENTRIES[name])}`),
					yaml,
				),
				parsed: document,
			},
			config: rules.forAlias(name),
			externalRefResolver: new FileResolver(),
		}),
		files,
	);
}

/**
 * Bundles a description without linting it.
 *
 * @param file Path of a bundle, or of a file like {@link ENTRY}.
 * @param from The folder that file names in errors are relative to.
 * @throws {SpecError} If it can't be read, or a reference can't be resolved.
 */
export async function bundleFile(file: string, from: string): Promise<unknown> {
	const config = await createConfig({});
	const externalRefResolver = new FileResolver();
	const read = async () => {
		const doc = await externalRefResolver.resolveDocument(
			null,
			toRef(file),
			true,
		);
		if (doc instanceof Error) throw doc;
		return isOpenApi(doc.parsed)
			? bundle({ doc, config, externalRefResolver })
			: { problems: [], bundle: doc };
	};
	const result = await readOrRefuse(from, read, NOTHING_COMPARED);
	refuse(from, result.problems, [], NOTHING_COMPARED);
	const parsed = result.bundle.parsed as Partial<Description> | undefined;
	// In a bundle, the texts are rendered already.
	if (isOpenApi(parsed) && /{[{%]/.test(JSON.stringify(parsed?.tags ?? [])))
		fillOrRefuse(parsed as Description, NOTHING_COMPARED);
	return parsed;
}

function fillOrRefuse(document: Description, end: string): void {
	try {
		fillTexts(document);
	} catch (error) {
		throw new SpecError(`${(error as Error).message}\n\n${end}`);
	}
}

/** True for documents that Redocly can bundle; it throws for any other. */
export function isOpenApi(parsed: unknown): boolean {
	return /^3\./.test(String((parsed as { openapi?: string })?.openapi));
}

/** The file in openapi/ that defines each schema, by schema name. */
export function findSchemaFiles(
	root: string,
	files: string[],
): Record<string, string> {
	const found = files.flatMap((file) => {
		const text = readFileSync(file, "utf8");
		// Resource files have schemas under a key; the shared file has nothing else.
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

/** The files in openapi/releases/: the bundle of each release, named by version. */
export async function listReleases(
	root: string,
): Promise<{ name: string; file: string }[]> {
	const folder = `${root}${RELEASES}`;
	const names = await readdir(folder).catch(() => []);
	return names
		.filter((name) => name.endsWith(".yaml"))
		.map((name) => ({ name, file: `${folder}${name}` }));
}
