/** Whether the docs have to be made anew: they take longer than all the rest, and most builds change nothing that they are made of. */
import { createHash } from "node:crypto";
import { glob, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ROOT } from "./root.ts";

/** What makes the docs: programs, templates, styles, and the versions of everything that is installed. */
const MAKERS = [
	"{docs,scripts,description,client,contract,diff}/**/*.ts",
	"docs-site/{browser,layouts,pages,reference,styles,words}/**/*.*",
	"docs-site/*.*",
	"package.json",
	"package-lock.json",
];

/** The file in which is kept what the docs of a project are made of: one for each copy, since they may share what is installed. */
function keptOf(root: string): string {
	const name = createHash("sha256").update(root).digest("hex").slice(0, 12);
	return join(ROOT, "node_modules/.cache/lomi", `docs-${name}.json`);
}

interface Kept {
	/** What the docs were made of. */
	made: string;
	/** The files that came of it, with their sizes and times. */
	files: Record<string, string>;
}

/** One hash of all that the docs are made of. */
export async function hashOf(...inputs: unknown[]): Promise<string> {
	const hash = createHash("sha256").update(process.version);
	for (const input of inputs) hash.update(JSON.stringify(input));
	const names: string[] = [];
	for await (const name of glob(MAKERS, { cwd: ROOT })) names.push(name);
	for (const name of names.sort())
		hash.update(name).update(await readFile(join(ROOT, name)));
	return hash.digest("hex");
}

/** True where the docs in place were made of this, and nobody has touched them since. */
export async function areFresh(made: string): Promise<boolean> {
	const kept = await recall();
	if (kept?.made !== made) return false;
	const now = await look(Object.keys(kept.files)).catch(() => undefined);
	return JSON.stringify(now) === JSON.stringify(kept.files);
}

/** Remembers what the docs in place were made of. */
export async function remember(
	made: string,
	files: string[],
	root = ROOT,
): Promise<void> {
	const kept: Kept = { made, files: await look(files, root) };
	const file = keptOf(root);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, JSON.stringify(kept));
}

/** Lets a copy of the project, docs and all, know what its docs were made of. */
export async function rememberCopy(root: string): Promise<void> {
	const kept = await recall();
	if (kept) await remember(kept.made, Object.keys(kept.files), root);
}

async function recall(): Promise<Kept | undefined> {
	const text = await readFile(keptOf(ROOT), "utf8").catch(() => undefined);
	return text && JSON.parse(text);
}

async function look(
	files: string[],
	root = ROOT,
): Promise<Record<string, string>> {
	const seen = await Promise.all(
		files.map(async (file): Promise<[string, string]> => {
			const { size, mtimeMs } = await stat(join(root, file));
			return [file, `${size} ${mtimeMs}`];
		}),
	);
	return Object.fromEntries(seen);
}
