/**
 * The build: lint → bundle → types → client → docs. The docs are built in parallel with the other steps, and only if their input has changed.
 * Everything is written to a temporary folder, and moved into place only if the whole build succeeds.
 */
import { existsSync } from "node:fs";
import { copyFile, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
	type CommandContext,
	dim,
	flag,
	green,
	readCommandLine,
	seconds,
	unlessEnded,
} from "@lomi/cli";
import {
	areFresh,
	compressFiles,
	DOCS,
	hashOf,
	hashTemplates,
	preloadSite,
	remember,
	type SiteInput,
	siteInput,
	writeDocs,
	writeReference,
} from "@lomi/docs-site";
import type { Description, WorkflowDocument } from "@lomi/spec";
import type { Bundle } from "@lomi/spec/load";
import { generateClient, generateControl } from "./generate-client.ts";
import {
	compare,
	listDocs,
	listFiles,
	makeFolder,
	replace,
	summary,
} from "./output.ts";
import { readSources } from "./read-sources.ts";

const NOTE = "Made from openapi/ by npm run build. Do not edit.";

export interface BuildOptions {
	/** The project folder, with a trailing slash. It contains openapi/, redocly.yaml and docs-site/. */
	root: string;
	/** Compare with the existing generated/ instead of writing it. */
	check?: boolean;
	/** Build the docs as well. Defaults to the opposite of `check`. */
	docs?: boolean;
	/** Stops the build after the current step. */
	signal?: AbortSignal;
	/** Receives progress lines. */
	log?: (line: string) => void;
	/** Called as soon as the reference is updated, for live reload. If set, the reference is built first. */
	onReference?: () => void;
	/** Receives a function that builds the rest of the docs, to be called later. By default, the build includes them. */
	later?: (writeRest: () => Promise<void>) => void;
}

/**
 * Builds everything.
 *
 * @returns The bundled description.
 * @throws {CommandError} If openapi/ has an error; generated/ and the docs are unchanged then. With `check`, if generated/ is out of date.
 */
export async function build({
	root,
	check = false,
	docs: withDocs = !check,
	signal,
	log = () => {},
	onReference,
	later,
}: BuildOptions): Promise<Description> {
	const start = performance.now();
	const step = async <Result>(
		name: string,
		run: () => Promise<Result>,
	): Promise<Result> => {
		const began = performance.now();
		const result = await run();
		signal?.throwIfAborted();
		log(`${green("✓")} ${name.padEnd(8)} ${dim(seconds(began))}`);
		return result;
	};
	const { folder, clean } = await makeFolder(root, check && !withDocs);
	const write = (name: string, code: string) =>
		writeFile(join(folder, "generated", name), `// ${NOTE}\n${code}`);
	try {
		// Linting takes one core, and docs that aren't there must be made in any case.
		if (withDocs && !existsSync(join(root, DOCS, "index.html")))
			preloadSite(await hashTemplates(root));
		const { bundle, control, workflows } = await step("lint", () =>
			readSources(root),
		);
		const docs = join(folder, DOCS);
		const texts = await step("bundle", () =>
			writeBundles(bundle, control, workflows, folder),
		);
		if (onReference) {
			await writeReference(root, bundle.document, control, texts, docs);
			await showReference(root, docs);
			onReference();
		}
		const input = await siteInput(root, bundle, workflows, docs);
		const docsHash = await hashOf({ ...input, root: "", folder: DOCS }, texts);
		const buildsDocs = withDocs && !later && !(await areFresh(root, docsHash));
		const writing = buildsDocs
			? writeDocs(input, { control, texts })
			: undefined;
		// Awaited below. If another step fails first, that error is reported.
		writing?.catch(() => {});
		// Imported here, so that a description with errors doesn't wait for the TypeScript compiler to load.
		await step("types", async () => {
			const { generateTypes } = await import("./generate-types.ts");
			await write("schema.d.ts", await generateTypes(bundle.document));
			await write("sandbox.d.ts", await generateTypes(control));
		});
		await step("client", async () => {
			await write("client.ts", generateClient(bundle.document));
			await write("control.ts", generateControl(control, bundle.document));
		});
		await step("docs", async () => {
			await writing;
			if (buildsDocs) await compressFiles(docs);
		});
		const files = await listFiles(folder);
		signal?.throwIfAborted();
		if (check) {
			await compare(
				root,
				folder,
				files.filter((file) => file.startsWith("generated/")),
			);
			log(`\ngenerated/ is up to date. ${dim(seconds(start))}`);
		} else await replace(root, "generated", folder, files, true);
		if (buildsDocs) {
			await replace(root, DOCS, folder, files);
			await remember(root, docsHash, await listDocs(root));
		}
		later?.(() => replaceDocs(input, control, texts));
		if (!check) {
			const all = [
				...files.filter((file) => !file.startsWith(DOCS)),
				...(withDocs ? await listDocs(root) : []),
			];
			log(
				`\n${await summary(root, bundle.document, all)} ${dim(seconds(start))}`,
			);
		}
		return bundle.document;
	} finally {
		clean();
	}
}

/** Builds and replaces the docs for live reload: not compressed, and with the last Postman collection, which is the slowest part. */
async function replaceDocs(
	input: SiteInput,
	control: Description,
	texts: Record<string, string>,
): Promise<void> {
	const { root } = input;
	const { folder, clean } = await makeFolder(root);
	try {
		const docs = join(folder, DOCS);
		await writeDocs(
			{ ...input, folder: docs },
			{ control, texts, hurry: true },
		);
		await replace(root, DOCS, folder, await listFiles(folder));
	} finally {
		clean();
	}
}

/** `npm run build`. Throws as {@link build} does. */
export async function buildCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "npm run build --",
		about:
			"Builds generated/ and the docs from openapi/: lints, bundles, and generates types, clients and pages.",
		options: {
			check: flag("Write nothing, and fail if generated/ is out of date."),
		},
	});
	if (!line) return;
	const { root, console, signal } = context;
	const { check } = line.options;
	await unlessEnded(signal, build({ root, check, signal, log: console.log }));
}

/** Updates the data of the reference before the other docs. Redoc itself is in place since the first build. */
async function showReference(root: string, docs: string): Promise<void> {
	const file = "reference/reference.json";
	const fresh = join(root, DOCS, `${file}.new`);
	// There are no docs yet if the first build failed.
	await mkdir(dirname(fresh), { recursive: true });
	await copyFile(join(docs, file), fresh);
	await rename(fresh, join(root, DOCS, file));
}

/** Writes the bundles, and returns their text by file name. */
async function writeBundles(
	{ document, yaml }: Bundle,
	control: Description,
	workflows: WorkflowDocument,
	folder: string,
): Promise<Record<string, string>> {
	const texts = {
		"openapi.yaml": `# ${NOTE}\n${yaml}`,
		"openapi.json": toJson(document),
		"sandbox.json": toJson(control),
		"workflows.arazzo.json": toJson(workflows),
	};
	await mkdir(join(folder, "generated"));
	await Promise.all(
		Object.entries(texts).map(([name, text]) =>
			writeFile(join(folder, "generated", name), text),
		),
	);
	return texts;
}

/** Without the note: JSON has no comments, and another extension would confuse readers of the description. */
function toJson(document: object): string {
	return `${JSON.stringify(document, null, 2)}\n`;
}
