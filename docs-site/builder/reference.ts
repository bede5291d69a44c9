/** The reference of the docs site: Redoc with the bundle, without requests to other hosts. */
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
import { codeSamples } from "./samples.ts";
import type { SiteInput } from "./site/write.ts";

const REDOC = join(
	dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")),
	"lib/chunks/redoc.standalone.js",
);
/** The tag for schemas in Redoc. page.js reads it from the last group. */
const SCHEMAS = "Schemas";
/** The URL of the logo in Redoc's footer. */
const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/[\w-]+\.svg/g;
/** Its replacement: the name, to keep the credit. */
const WORDMARK = `data:image/svg+xml,${encodeURIComponent(
	'<svg xmlns="http://www.w3.org/2000/svg" width="48" height="16"><text x="0" y="12" font-family="sans-serif" font-size="11" fill="#3f7cf4">Redocly</text></svg>',
)}`;

/**
 * Writes the reference's scripts, data and downloads into an existing folder. The page itself is part of the site.
 *
 * @param root The project folder, with a trailing slash.
 * @param texts Downloads by file name.
 * @throws {CommandError} If Redoc has changed so that the patch against requests to other hosts no longer applies.
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
			"Redoc's footer no longer contains the logo that the docs remove. Check what it loads now, and fix docs-site/builder/reference.ts.",
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

/** Collects the input for the site from the project. */
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
		// The current description is the next release, unless it equals the last one.
		released: released.some((release) => release.version === version)
			? released
			: [...released, { version, document }],
		schemaFiles: findSchemaFiles(root, files),
		editUrl: `${addressOf(JSON.parse(manifest).repository.url)}/edit/main/`,
		folder,
	};
}

/** The web URL of a repository, from the git URL in its manifest. */
function addressOf(repository: string): string {
	return repository.replace(/^git\+|\.git$/g, "");
}

/**
 * The description for Redoc: our extensions converted to Redoc's, code samples for each operation, and schemas listed after the resources.
 * Guides are omitted, since they have their own pages.
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

/** Points links to guides to their pages. */
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
