/** Remembers which files the linter found nothing wrong with: it takes longer than everything else, and most builds change few of them. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { cacheFile, hashOf } from "@lomi/docs-site";

/** What was linted, by name: its files, relative to the project, and one hash of them and of the rules. */
type Linted = Record<string, { files: string[]; hash: string }>;

export interface LintCache {
	/**
	 * One hash of all its files and the rules, if nothing has changed since they were linted without a finding.
	 *
	 * @param files Absolute paths of those that it has now, if none of them names the others.
	 */
	cleanHash(name: string, files?: string[]): Promise<string | undefined>;
	/** Remembers that the linter found nothing, and returns the hash. `files` are absolute paths of everything that it read. */
	remember(name: string, files: string[]): Promise<string>;
}

/** @param root The project's folder, with a slash at its end. */
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
			// A file that is gone is a change.
			const now = await hash(known.files).catch(() => undefined);
			return now === known.hash ? now : undefined;
		},
		async remember(name, absolute) {
			const files = relativeTo(root, absolute);
			const made = await hash(files);
			linted[name] = { files, hash: made };
			// What can't be kept is linted again.
			await mkdir(dirname(file), { recursive: true })
				.then(() => writeFile(file, JSON.stringify(linted)))
				.catch(() => {});
			return made;
		},
	};
}

function relativeTo(root: string, files: string[]): string[] {
	return files.map((file) => relative(root, file)).sort();
}
