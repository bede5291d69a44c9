/** The build: lint → bundle → types → client → docs, which are made beside the rest, and only when what they are made of has changed. All of it is made in a folder beside the real one, and moved only when all is well. */
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
	/** The project's folder, with a slash at its end: it has openapi/, redocly.yaml and docs-site/ in it. */
	root: string;
	/** Compare generated/ with what is there, and don't write it. */
	check?: boolean;
	/** Make the docs as well. Default: true, but with `check`. */
	docs?: boolean;
	/** Ends it between two steps. */
	signal?: AbortSignal;
	/** Where a line of progress goes. */
	log?: (line: string) => void;
	/** Somebody waits in front of a browser: what the reference shows is new. */
	onReference?: () => void;
	/** Takes what makes all the rest of the docs, to be done when there is time; without it, the build does so itself. */
	later?: (makeDocs: () => Promise<void>) => void;
}

/**
 * Builds everything.
 *
 * @returns The bundled description.
 * @throws {CommandError} Where openapi/ has a mistake (`generated/` and the docs are then as they were) or, with `check`, where what is
 * committed isn't what a fresh build gives.
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
		const made = await hashOf({ ...input, root: "", folder: DOCS }, texts);
		// Nothing that is committed is made of the docs, so a check leaves them out.
		const wanted = withDocs && !later && !(await areFresh(root, made));
		const making = wanted ? writeDocs(input, { control, texts }) : undefined;
		// It is waited for below. Until then, a build that fails elsewhere says why.
		making?.catch(() => {});
		// Loading the TypeScript compiler is most of this step, so it is loaded only once the description holds.
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
			await making;
			if (wanted) await compressFiles(docs);
		});
		const files = await listFiles(folder);
		signal?.throwIfAborted();
		if (check) {
			await compare(
				root,
				folder,
				files.filter((file) => file.startsWith("generated/")),
			);
			log(`\ngenerated/ is what a fresh build gives. ${dim(seconds(start))}`);
		} else await replace(root, "generated", folder, files, true);
		if (wanted) {
			await replace(root, DOCS, folder, files);
			await remember(root, made, await listDocs(root));
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

/** Makes the docs and puts them in place, for a browser: with the collection of the time before, which takes longest, and not compressed. */
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
			"Makes generated/ and the docs from openapi/: lints, bundles, and generates types, clients and pages.",
		options: {
			check: flag(
				"Write nothing, and fail if generated/ isn't what a fresh build gives.",
			),
		},
	});
	if (!line) return;
	const { root, console, signal } = context;
	const { check } = line.options;
	await unlessEnded(signal, build({ root, check, signal, log: console.log }));
}

/** Puts what the reference shows in place before the rest. Redoc itself is there since the first build. */
async function showReference(root: string, docs: string): Promise<void> {
	const file = "reference/reference.json";
	const fresh = join(root, DOCS, `${file}.new`);
	// There are no docs yet if the first build failed.
	await mkdir(dirname(fresh), { recursive: true });
	await copyFile(join(docs, file), fresh);
	await rename(fresh, join(root, DOCS, file));
}

/** Writes what other tools read, and gives the texts by the names of their files. */
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

/** JSON has no comments, and an extension for the note would be one more that every reader of the description has to know. */
function toJson(document: object): string {
	return `${JSON.stringify(document, null, 2)}\n`;
}
