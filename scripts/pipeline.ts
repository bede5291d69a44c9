/** The build: lint → bundle → types → client → docs, which are made beside the rest, and only when what they are made of has changed. All of it is made in a folder beside the real one, and moved only when all is well. */
import { rmSync } from "node:fs";
import {
	copyFile,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	stat,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
	type Description,
	readEvents,
	readOperations,
} from "../description/operations.ts";
import type { WorkflowDocument } from "../description/workflows.ts";
import { compressFiles } from "../docs/site/compress.ts";
import { writeSiteAside } from "../docs/site/thread.ts";
import type { SiteInput } from "../docs/site/write.ts";
import { generateClient, generateControl } from "./client.ts";
import { siteInput, writeReference } from "./docs.ts";
import { areFresh, hashOf, remember } from "./fresh.ts";
import { makePostman, POSTMAN_FILE } from "./postman.ts";
import { ROOT } from "./root.ts";
import {
	type Bundle,
	lintBundle,
	readDescription,
	readRules,
	readWorkflows,
} from "./source.ts";
import {
	bold,
	CommandError,
	dim,
	fail,
	green,
	red,
	seconds,
	size,
} from "./terminal.ts";

const NOTE = "Made from openapi/ by npm run build. Do not edit.";
const DOCS = "docs-site/dist";

/** The Postman collection that this process made last. */
let collection: string | undefined;

export interface BuildOptions {
	/** Compare with what is there, and write nothing. */
	check?: boolean;
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
	check = false,
	log = () => {},
	onReference,
	later,
}: BuildOptions = {}): Promise<Description> {
	const start = performance.now();
	const step = async <Result>(
		name: string,
		run: () => Promise<Result>,
	): Promise<Result> => {
		const began = performance.now();
		const result = await run();
		log(`${green("✓")} ${name.padEnd(8)} ${dim(seconds(began))}`);
		return result;
	};
	const rules = await readRules();
	const { folder, clean } = await makeFolder(check);
	const write = (name: string, code: string) =>
		writeFile(join(folder, "generated", name), `// ${NOTE}\n${code}`);
	try {
		const { bundle, control, workflows } = await step("lint", async () => {
			const bundle = await readDescription(rules);
			await lintBundle(rules, bundle);
			const control = await readDescription(rules, "sandbox");
			await lintBundle(rules, control);
			const workflows = await readWorkflows(rules, bundle, "openapi.yaml");
			return { bundle, control: control.document, workflows };
		});
		const docs = join(folder, DOCS);
		const texts = await step("bundle", () =>
			writeBundles(bundle, control, workflows, folder),
		);
		if (onReference) {
			await writeReference(bundle.document, control, texts, docs);
			await showReference(docs);
			onReference();
		}
		const input = await siteInput(bundle, workflows, docs);
		const made = await hashOf({ ...input, folder: DOCS }, texts);
		// Nothing that is committed is made of the docs, so a check leaves them out.
		const wanted = !check && !later && !(await areFresh(made));
		const making = wanted ? makeDocs(input, control, texts) : undefined;
		// It is waited for below. Until then, a build that fails elsewhere says why.
		making?.catch(() => {});
		// Loading the TypeScript compiler is most of this step, so it is loaded only once the description holds.
		await step("types", async () => {
			const { generateTypes } = await import("./types.ts");
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
		if (check) {
			await compare(
				folder,
				files.filter((file) => file.startsWith("generated/")),
			);
			log(`\ngenerated/ is what a fresh build gives. ${dim(seconds(start))}`);
		} else {
			await replace("generated", folder, files);
			if (wanted) await replace(DOCS, folder, files);
			later?.(() => replaceDocs(input, control, texts));
			const site = (await listFiles(join(ROOT, DOCS))).map(
				(file) => `${DOCS}/${file}`,
			);
			if (wanted) await remember(made, site);
			const all = [...files.filter((file) => !file.startsWith(DOCS)), ...site];
			log(`\n${await summary(bundle.document, all)} ${dim(seconds(start))}`);
		}
		return bundle.document;
	} finally {
		clean();
	}
}

/** A folder beside the real one, so that each file can be moved in one step; a check moves nothing, and may not be able to write here. */
async function makeFolder(check = false) {
	const folder = await mkdtemp(join(check ? tmpdir() : ROOT, ".build-"));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	process.once("exit", remove);
	const clean = () => {
		process.off("exit", remove);
		remove();
	};
	return { folder, clean };
}

/** Writes the docs into the folder that their input names. */
async function makeDocs(
	input: SiteInput,
	control: Description,
	texts: Record<string, string>,
	kept?: string,
): Promise<void> {
	const { document, folder } = input;
	await mkdir(folder, { recursive: true });
	[collection] = await Promise.all([
		kept ?? makePostman(document),
		writeReference(document, control, texts, folder),
		writeSiteAside(input).catch((error: Error) => {
			throw new CommandError(error.message);
		}),
	]);
	await writeFile(join(folder, POSTMAN_FILE), collection);
}

/** Makes the docs and puts them in place, for a browser: with the collection of the time before, which takes longest, and not compressed. */
async function replaceDocs(
	input: SiteInput,
	control: Description,
	texts: Record<string, string>,
): Promise<void> {
	const { folder, clean } = await makeFolder();
	try {
		const docs = join(folder, DOCS);
		await makeDocs({ ...input, folder: docs }, control, texts, collection);
		await replace(DOCS, folder, await listFiles(folder));
	} finally {
		clean();
	}
}

/** Builds with a line a step on the terminal. Ends the command where the build fails, or where somebody ends it; nothing is left behind. */
export async function buildOrFail(check = false): Promise<Description> {
	const stop = () => process.exit(130);
	process.once("SIGINT", stop).once("SIGTERM", stop);
	try {
		return await build({ check, log: console.log });
	} catch (error) {
		return fail(error);
	} finally {
		process.off("SIGINT", stop).off("SIGTERM", stop);
	}
}

/** Puts what the reference shows in place before the rest. Redoc itself is there since the first build. */
async function showReference(docs: string): Promise<void> {
	const file = "reference/reference.json";
	const fresh = join(ROOT, DOCS, `${file}.new`);
	await copyFile(join(docs, file), fresh);
	await rename(fresh, join(ROOT, DOCS, file));
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

async function listFiles(folder: string): Promise<string[]> {
	const entries = await readdir(folder, {
		recursive: true,
		withFileTypes: true,
	});
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.sort();
}

async function compare(folder: string, files: string[]): Promise<void> {
	const committed = (
		await readdir(join(ROOT, "generated")).catch(() => [])
	).map((name) => `generated/${name}`);
	const stale: string[] = [];
	for (const file of new Set([...files, ...committed])) {
		const [fresh, there] = await Promise.all(
			[folder, ROOT].map((root) =>
				readFile(join(root, file)).catch(() => undefined),
			),
		);
		if (!fresh) stale.push(`${file} is not made by the build: delete it.`);
		else if (!there) stale.push(`${file} is missing.`);
		else if (!fresh.equals(there))
			stale.push(`${file} is not what openapi/ gives.`);
	}
	if (stale.length > 0)
		throw new CommandError(
			`${stale.map((line) => `${red("✗")} ${line}`).join("\n")}\nRun npm run build and commit what it writes.`,
		);
}

/**
 * Puts the files of a new build in the place of the old ones. Each is moved in one step, since both are on one disk: whoever reads, and
 * whatever ends the build, finds either the old file or the new one.
 */
async function replace(
	name: string,
	folder: string,
	files: string[],
): Promise<void> {
	const fresh = new Set(files.filter((file) => file.startsWith(`${name}/`)));
	const folders = new Set([...fresh].map((file) => dirname(join(ROOT, file))));
	for (const path of folders) await mkdir(path, { recursive: true });
	for (const file of fresh) await rename(join(folder, file), join(ROOT, file));
	for (const file of await readdir(join(ROOT, name), { recursive: true })) {
		const path = join(ROOT, name, file);
		if (!fresh.has(`${name}/${file}`) && !folders.has(path))
			await rm(path, { recursive: true, force: true });
	}
}

async function summary(
	document: Description,
	files: string[],
): Promise<string> {
	const { schemas = {}, examples = {} } = document.components;
	const counts = [
		`${readOperations(document).length} operations`,
		`${readEvents(document).length} events`,
		`${document.tags.flatMap((tag) => tag["x-workflows"] ?? []).length} workflows`,
		`${Object.keys(schemas).length} schemas`,
		`${Object.keys(examples).length} examples`,
	].join(", ");
	const weigh = async (name: string, parts: string[]) => {
		const sizes = await Promise.all(
			parts.map(async (file) => (await stat(join(ROOT, file))).size),
		);
		const sum = sizes.reduce((total, part) => total + part, 0);
		return `  ${name.padEnd(38)} ${size(sum).padStart(9)}`;
	};
	const generated = files.filter((file) => file.startsWith("generated/"));
	const site = files.filter((file) => file.startsWith(DOCS));
	const pages = site.filter((file) => file.endsWith(".html"));
	const rows = await Promise.all([
		...generated.map((file) => weigh(file, [file])),
		weigh(`${DOCS}/ (${pages.length} pages)`, site),
	]);
	return [...rows, "", bold(counts)].join("\n");
}
