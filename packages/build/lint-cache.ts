/** Caches which files passed the linter: linting is the slowest step, and most builds change few files. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { cacheFile, hashOf } from "@lomi/docs-site";

/** By name: the linted files, relative to the project, and a hash of them and the rules. */
type Linted = Record<string, { files: string[]; hash: string }>;

export interface LintCache {
	/**
	 * The hash of the files and the rules; undefined if anything has changed since they last passed the linter.
	 *
	 * @param files Absolute paths of the current files. Pass them if files can be added without changing another file.
	 */
	cleanHash(name: string, files?: string[]): Promise<string | undefined>;
	/** Records that the files passed the linter, and returns their hash. `files` are the absolute paths of everything it read. */
	remember(name: string, files: string[]): Promise<string>;
}

/** @param root The project folder, with a trailing slash. */
export async function openLintCache(root: string): Promise<LintCache> {
	const file = cacheFile(root, "lint.json");
	const linted: Linted = await readFile(file, "utf8")
		.then(JSON.parse)
		.catch(() => ({}));
	const hash = async (files: string[]) => {
		const texts = ["redocly.yaml", ...files].map((name) =>
			readFile(join(root, name), "utf8"),
		);
		return hashOf(files, await Promise.all(texts));
	};
	return {
		async cleanHash(name, files) {
			const known = linted[name];
			if (!known) return undefined;
			if (files && !isDeepStrictEqual(relativeTo(root, files), known.files))
				return undefined;
			// A deleted file counts as a change.
			const now = await hash(known.files).catch(() => undefined);
			return now === known.hash ? now : undefined;
		},
		async remember(name, absolute) {
			const files = relativeTo(root, absolute);
			const current = await hash(files);
			linted[name] = { files, hash: current };
			// Without a cache file, the next build lints again.
			await mkdir(dirname(file), { recursive: true })
				.then(() => writeFile(file, JSON.stringify(linted)))
				.catch(() => {});
			return current;
		},
	};
}

function relativeTo(root: string, files: string[]): string[] {
	return files.map((file) => relative(root, file)).sort();
}
