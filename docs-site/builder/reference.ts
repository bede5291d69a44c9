/** The reference of the docs site: Redoc and the bundle, side by side, with no request to any other host. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CommandError } from "@lomi/cli";
import { readReleases } from "@lomi/diff";
import {
	type Description,
	guidesOf,
	type Node,
	slugOf,
	type Tag,
	type WorkflowDocument,
} from "@lomi/spec";
import { type Bundle, findSchemaFiles } from "@lomi/spec/load";
import { hashTemplates } from "./build-cache.ts";
import { codeSamples } from "./samples/index.ts";
import type { SiteInput } from "./site/write.ts";

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
 * Writes the reference into a folder that exists: what its page loads, and what readers can download. The page itself is one of the site's.
 *
 * @param root The project's folder, with a slash at its end.
 * @param texts What readers can download, by the name of the file.
 * @throws {CommandError} Where Redoc has changed, so that what keeps it from asking another host no longer fits.
 */
export async function writeReference(
	root: string,
	document: Description,
	control: Description,
	texts: Record<string, string>,
	folder: string,
): Promise<void> {
	const original = await readFile(REDOC, "utf8");
	const redoc = original.replaceAll(LOGO, WORDMARK);
	if (redoc === original) {
		throw new CommandError(
			"Redoc no longer has the logo that the docs take out. Look at what its footer loads now, and mend docs-site/builder/reference.ts.",
		);
	}
	const reference = join(folder, "reference");
	await mkdir(reference, { recursive: true });
	await Promise.all([
		cp(`${root}docs-site/reference`, reference, { recursive: true }),
		writeFile(join(reference, "redoc.js"), redoc),
		writeFile(
			join(reference, "reference.json"),
			JSON.stringify(forRedoc(document, codeSamples(document))),
		),
		writeFile(
			join(reference, "sandbox.json"),
			JSON.stringify(forRedoc(control)),
		),
		...Object.entries(texts).map(([name, text]) =>
			writeFile(join(folder, name), text),
		),
	]);
}

/** What the pages around the reference are made of, gathered from the project. */
export async function siteInput(
	root: string,
	{ document, files }: Pick<Bundle, "document" | "files">,
	workflows: WorkflowDocument,
	folder: string,
): Promise<SiteInput> {
	const [changelog, clientGuide, manifest, releases, templates] =
		await Promise.all([
			readFile(`${root}CHANGELOG.md`, "utf8"),
			readFile(`${root}packages/client/README.md`, "utf8"),
			readFile(`${root}package.json`, "utf8"),
			readReleases(root),
			hashTemplates(root),
		]);
	const { version } = document.info;
	const released = releases.map((release) => ({
		version: release.document.info.version,
		document: release.document,
	}));
	return {
		root,
		templates,
		document,
		workflows,
		changelog,
		clientGuide,
		// What is described now is the next release, unless it is the last one.
		released: released.some((release) => release.version === version)
			? released
			: [...released, { version, document }],
		schemaFiles: findSchemaFiles(root, files),
		editUrl: `${addressOf(JSON.parse(manifest).repository.url)}/edit/main/`,
		folder,
	};
}

/** Where people look at a repository, as its manifest names it for git. */
function addressOf(repository: string): string {
	return repository.replace(/^git\+|\.git$/g, "");
}

/**
 * The description as Redoc shows it best: what our extensions say in Redoc's own, each operation with its code samples, and the schemas by
 * name after the resources. The guides have pages of their own, and are left out.
 */
function forRedoc(
	document: Description,
	samples: Record<string, unknown> = {},
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
	const guides = guidesOf(document);
	const names = new Set(guides.map(({ name }) => name));
	copy.tags = copy.tags.filter(({ name }: Tag) => !names.has(name));
	copy["x-tagGroups"] = [
		...copy["x-tagGroups"].filter(({ tags }: { tags: string[] }) =>
			tags.some((name) => !names.has(name)),
		),
		{ name: SCHEMAS, tags: [SCHEMAS] },
	];
	return JSON.parse(linkGuides(JSON.stringify(copy), guides));
}

/** Lets links to guides lead to their pages. */
function linkGuides(text: string, guides: Tag[]): string {
	return guides.reduce(
		(linked, { name }) =>
			linked.replaceAll(
				`](#tag/${name.replaceAll(" ", "-")})`,
				`](../guides/${slugOf(name)}/)`,
			),
		text,
	);
}
