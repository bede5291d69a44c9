/** The docs site: Redoc and the bundle, side by side, with no request to any other host. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Description, Node, Tag } from "../description/operations.ts";
import type { WorkflowDocument } from "../description/workflows.ts";
import { markdownFiles, readPages } from "../docs/markdown/index.ts";
import { type CodeSample, codeSamples } from "../docs/samples/index.ts";
import { describeJourneys } from "./journeys.ts";
import { ROOT } from "./root.ts";
import { CommandError } from "./terminal.ts";

const REDOC = join(
	dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")),
	"lib/chunks/redoc.standalone.js",
);
/** The tag under which Redoc lists the schemas; page.js takes it from the last group. */
const SCHEMAS = "Schemas";
/** Where Redoc's footer loads its logo from. */
const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/[\w-]+\.svg/g;
/** What stands there instead: the name, so that Redoc's makers keep their credit. */
const WORDMARK = `data:image/svg+xml,${encodeURIComponent(
	'<svg xmlns="http://www.w3.org/2000/svg" width="48" height="16"><text x="0" y="12" font-family="sans-serif" font-size="11" fill="#3f7cf4">Redocly</text></svg>',
)}`;

/**
 * Writes the whole site into a folder that exists.
 *
 * @param texts What readers can download, by the name of the file.
 * @throws {CommandError} Where Redoc has changed, so that what keeps it from asking another host no longer fits.
 */
export async function writeDocs(
	document: Description,
	workflows: WorkflowDocument,
	texts: Record<string, string>,
	folder: string,
): Promise<void> {
	const original = await readFile(REDOC, "utf8");
	const redoc = original.replaceAll(LOGO, WORDMARK);
	if (redoc === original) {
		throw new CommandError(
			"Redoc no longer has the logo that the docs take out. Look at what its footer loads now, and mend scripts/docs.ts.",
		);
	}
	const samples = codeSamples(document);
	const pages = readPages(document, workflows, samples);
	await Promise.all([
		cp(`${ROOT}docs-site`, folder, {
			recursive: true,
			filter: (source) => source !== `${ROOT}docs-site/dist`,
		}),
		writeFiles(folder, {
			"redoc.js": redoc,
			"reference.json": JSON.stringify(forRedoc(document, workflows, samples)),
			...texts,
			...markdownFiles(document, pages),
		}),
	]);
}

/** Writes texts by the names of their files, and makes the folders that they are in. */
async function writeFiles(
	folder: string,
	texts: Record<string, string>,
): Promise<void> {
	const names = Object.keys(texts);
	for (const each of new Set(names.map((name) => dirname(name))))
		await mkdir(join(folder, each), { recursive: true });
	await Promise.all(
		Object.entries(texts).map(([name, text]) =>
			writeFile(join(folder, name), text),
		),
	);
}

/**
 * The description as Redoc shows it best: what our extensions say in Redoc's own, each operation with its code samples, each guide with its
 * journeys beneath, and the schemas by name after the resources. The samples and the journeys stand here and not in the bundle: they are
 * made of it, and its other readers get the journeys as Arazzo.
 */
function forRedoc(
	document: Description,
	workflows: WorkflowDocument,
	samples: Record<string, CodeSample[]>,
): Node {
	const copy = JSON.parse(JSON.stringify(document), (_key, value) =>
		value?.["x-beta"] === true
			? { ...value, "x-badges": [{ name: "Beta" }] }
			: value,
	);
	copy.components.schemas = Object.fromEntries(
		Object.entries(copy.components.schemas).sort(),
	);
	for (const item of Object.values<Node>(copy.paths))
		for (const operation of Object.values<Node>(item))
			if (operation.operationId in samples)
				operation["x-codeSamples"] = samples[operation.operationId];
	for (const tag of copy.tags as Tag[])
		tag.description += describeJourneys(tag, document, workflows);
	copy["x-tagGroups"].push({ name: SCHEMAS, tags: [SCHEMAS] });
	return copy;
}
