/** Whether the docs have to be made anew: they take longer than all the rest, and most builds change nothing that they are made of. */
import { createHash } from "node:crypto";
import { glob, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ROOT } from "@lomi/spec/generated-files";

/** What makes the docs: the programs here, with the versions of everything that is installed, */
const PROGRAMS = [
	"{docs-site/builder,packages/{build,cli,client,contract,diff,spec}}/**/*.ts",
	"package.json",
	"package-lock.json",
];
/** and a project's templates and styles. */
const TEMPLATES = [
	"docs-site/{browser,layouts,pages,reference,styles,words}/**/*.*",
	"docs-site/*.*",
];

/** Where a project keeps what takes long to make: a file by this name. */
export function cacheFile(root: string, name: string): string {
	return join(root, "node_modules/.cache/lomi", name);
}

/** Where it is kept what the docs of a project are made of. */
const keptOf = (root: string) => cacheFile(root, "docs.json");

interface Kept {
	/** What the docs were made of. */
	made: string;
	/** The files that came of it, with their sizes and times. */
	files: Record<string, string>;
}

/** One hash of the templates of a project's docs, and of their words and styles. */
export function hashTemplates(root: string): Promise<string> {
	return hashFiles(root, TEMPLATES);
}

let programs: Promise<string> | undefined;

/** One hash of all that docs are made of: the programs here, and what these are given. */
export async function hashOf(...inputs: unknown[]): Promise<string> {
	const hash = createHash("sha256").update(process.version);
	for (const input of inputs) hash.update(JSON.stringify(input));
	// A process that runs keeps the programs that it has loaded.
	programs ??= hashFiles(ROOT, PROGRAMS);
	return hash.update(await programs).digest("hex");
}

async function hashFiles(folder: string, patterns: string[]): Promise<string> {
	const hash = createHash("sha256");
	const names: string[] = [];
	for await (const name of glob(patterns, { cwd: folder })) names.push(name);
	for (const name of names.sort())
		hash.update(name).update(await readFile(join(folder, name)));
	return hash.digest("hex");
}

/** True where the docs in place were made of this, and nobody has touched them since. */
export async function areFresh(root: string, made: string): Promise<boolean> {
	const kept = await recall(root);
	if (kept?.made !== made) return false;
	const now = await look(root, Object.keys(kept.files)).catch(() => undefined);
	return JSON.stringify(now) === JSON.stringify(kept.files);
}

/** Remembers what the docs in place were made of. */
export async function remember(
	root: string,
	made: string,
	files: string[],
): Promise<void> {
	const kept: Kept = { made, files: await look(root, files) };
	const file = keptOf(root);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, JSON.stringify(kept));
}

async function recall(root: string): Promise<Kept | undefined> {
	const text = await readFile(keptOf(root), "utf8").catch(() => undefined);
	return text && JSON.parse(text);
}

async function look(
	root: string,
	files: string[],
): Promise<Record<string, string>> {
	const seen = await Promise.all(
		files.map(async (file): Promise<[string, string]> => {
			const { size, mtimeMs } = await stat(join(root, file));
			return [file, `${size} ${mtimeMs}`];
		}),
	);
	return Object.fromEntries(seen);
}
