/** Decides whether the docs must be rebuilt: they are the slowest part of the build, and most builds don't change their input. */
import { createHash } from "node:crypto";
import { glob, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ROOT } from "@lomi/spec/generated-files";

/** The code that builds the docs, and the versions of its dependencies. */
const PROGRAMS = [
	"{docs-site/builder,packages/{build,cli,client,contract,design,diff,spec}}/**/*.ts",
	"package.json",
	"package-lock.json",
];
/** A project's templates, styles and translations. */
const TEMPLATES = [
	"docs-site/{browser,images,layouts,pages,reference,styles,locales}/**/*.*",
	"docs-site/*.*",
];

/** The path of a cache file in a project. */
export function cacheFile(root: string, name: string): string {
	return join(root, "node_modules/.cache/lomi", name);
}

/** The cache entry for a project's docs. */
const keptOf = (root: string) => cacheFile(root, "docs.json");

interface Kept {
	/** Hash of the input. */
	made: string;
	/** The output files, with sizes and times. */
	files: Record<string, string>;
}

/** A hash of a project's templates, styles and translations. */
export function hashTemplates(root: string): Promise<string> {
	return hashFiles(root, TEMPLATES);
}

let programs: Promise<string> | undefined;

/** A hash of the code that builds the docs and of its input. */
export async function hashOf(...inputs: unknown[]): Promise<string> {
	const hash = createHash("sha256").update(process.version);
	for (const input of inputs) hash.update(JSON.stringify(input));
	// A running process doesn't reload its code.
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

/** True if the existing docs were built from this input and haven't been modified since. */
export async function areFresh(root: string, made: string): Promise<boolean> {
	const kept = await recall(root);
	if (kept?.made !== made) return false;
	const now = await look(root, Object.keys(kept.files)).catch(() => undefined);
	return JSON.stringify(now) === JSON.stringify(kept.files);
}

/** Records the input of the existing docs. */
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
