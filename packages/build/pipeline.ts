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
	bold,
	type CommandContext,
	CommandError,
	dim,
	flag,
	green,
	readCommandLine,
	red,
	seconds,
	size,
	unlessEnded,
} from "@lomi/cli";
import {
	areFresh,
	compressFiles,
	DOCS,
	hashOf,
	makePostman,
	POSTMAN_FILE,
	remember,
	type SiteInput,
	siteInput,
	writeReference,
	writeSiteAside,
} from "@lomi/docs-site";
import {
	type Description,
	readEvents,
	readOperations,
	type WorkflowDocument,
} from "@lomi/spec";
import {
	type Bundle,
	lintBundle,
	listWorkflowFiles,
	type Project,
	readDescription,
	readProject,
	readWorkflows,
} from "@lomi/spec/load";
import { generateClient, generateControl } from "./generate-client.ts";
import { type LintCache, openLintCache } from "./lint-cache.ts";

const NOTE = "Made from openapi/ by npm run build. Do not edit.";

/** The Postman collections that this process made last, by the folder of the project. */
const collections = new Map<string, string>();

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
	const project = await readProject(root);
	const { folder, clean } = await makeFolder(root, check && !withDocs);
	const write = (name: string, code: string) =>
		writeFile(join(folder, "generated", name), `// ${NOTE}\n${code}`);
	try {
		const { bundle, control, workflows } = await step("lint", async () => {
			const cache = await openLintCache(root);
			const bundle = await readLinted(project, cache, "lomi");
			const control = await readLinted(project, cache, "sandbox");
			const files = await listWorkflowFiles(root);
			const clean = (await cache.cleanHash("workflows", files)) !== undefined;
			const workflows = await readWorkflows(project, bundle, "openapi.yaml", {
				lint: !clean,
			});
			if (!clean) await cache.remember("workflows", files);
			return { bundle, control: control.document, workflows };
		});
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
		const making = wanted ? makeDocs(input, control, texts) : undefined;
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

/** The descriptions that this process read last, by project and name, each with the hash of what it is made of. */
const bundles = new Map<string, { hash: string; bundle: Bundle }>();

/** Reads a description, and lints its files and its bundle, unless they are what they were when that was last done. */
async function readLinted(
	project: Project,
	cache: LintCache,
	name: Bundle["name"],
): Promise<Bundle> {
	const key = `${project.root} ${name}`;
	const known = await cache.cleanHash(name);
	const last = bundles.get(key);
	if (known && last?.hash === known) return last.bundle;
	const bundle = await readDescription(project, name, { lint: !known });
	if (!known) await lintBundle(project, bundle);
	const hash = known ?? (await cache.remember(name, bundle.files));
	bundles.set(key, { hash, bundle });
	return bundle;
}

/** A folder beside the real one, so that each file can be moved in one step; a check moves nothing, and may not be able to write here. */
async function makeFolder(root: string, elsewhere = false) {
	const folder = await mkdtemp(join(elsewhere ? tmpdir() : root, ".build-"));
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
	const { root, document, folder } = input;
	await mkdir(folder, { recursive: true });
	const [collection] = await Promise.all([
		kept ?? makePostman(root, document),
		writeReference(root, document, control, texts, folder),
		writeSiteAside(input).catch((error: Error) => {
			throw new CommandError(error.message);
		}),
	]);
	collections.set(root, collection);
	await writeFile(join(folder, POSTMAN_FILE), collection);
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
		const kept = collections.get(root);
		await makeDocs({ ...input, folder: docs }, control, texts, kept);
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

/** The files of a project's docs, with the name of their folder. */
async function listDocs(root: string): Promise<string[]> {
	const files = await listFiles(join(root, DOCS));
	return files.map((file) => `${DOCS}/${file}`);
}

async function compare(
	root: string,
	folder: string,
	files: string[],
): Promise<void> {
	const committed = (
		await readdir(join(root, "generated")).catch(() => [])
	).map((name) => `generated/${name}`);
	const stale: string[] = [];
	for (const file of new Set([...files, ...committed])) {
		const [fresh, there] = await Promise.all(
			[folder, root].map((each) =>
				readFile(join(each, file)).catch(() => undefined),
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
 *
 * @param keepSame Leaves files alone that would get the same bytes, so that tools that watch them, as Prism does, don't load them again.
 * Not for the docs: to compare a thousand files takes longer than to move them.
 */
async function replace(
	root: string,
	name: string,
	folder: string,
	files: string[],
	keepSame = false,
): Promise<void> {
	const fresh = new Set(files.filter((file) => file.startsWith(`${name}/`)));
	const folders = new Set([...fresh].map((file) => dirname(join(root, file))));
	for (const path of folders) await mkdir(path, { recursive: true });
	for (const file of fresh) {
		const [made, place] = [join(folder, file), join(root, file)];
		if (keepSame && (await haveSameBytes(made, place))) continue;
		await rename(made, place);
	}
	for (const file of await readdir(join(root, name), { recursive: true })) {
		const path = join(root, name, file);
		if (!fresh.has(`${name}/${file}`) && !folders.has(path))
			await rm(path, { recursive: true, force: true });
	}
}

async function haveSameBytes(made: string, place: string): Promise<boolean> {
	const old = await readFile(place).catch(() => undefined);
	return old?.equals(await readFile(made)) ?? false;
}

async function summary(
	root: string,
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
			parts.map(async (file) => (await stat(join(root, file))).size),
		);
		const sum = sizes.reduce((total, part) => total + part, 0);
		return `  ${name.padEnd(38)} ${size(sum).padStart(9)}`;
	};
	const generated = files.filter((file) => file.startsWith("generated/"));
	const site = files.filter((file) => file.startsWith(DOCS));
	const pages = site.filter((file) => file.endsWith(".html"));
	const rows = await Promise.all([
		...generated.map((file) => weigh(file, [file])),
		...(site.length > 0
			? [weigh(`${DOCS}/ (${pages.length} pages)`, site)]
			: []),
	]);
	return [...rows, "", bold(counts)].join("\n");
}
