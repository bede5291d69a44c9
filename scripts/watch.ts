/** Watches what the build is made of. */
import { watch as watchFiles } from "chokidar";
import { ROOT } from "./root.ts";

/**
 * Runs `rebuild` after each change of the description, its rules or the pages of the docs, one run at a time; changes during a run start one more.
 *
 * @param rebuild Tells of its own failures; it never throws.
 * @returns A function that stops it.
 */
export function watch(rebuild: () => Promise<void>): () => Promise<void> {
	let running = false;
	let changed = false;
	let timer: NodeJS.Timeout | undefined;
	const run = async () => {
		if (running) return;
		running = true;
		while (changed) {
			changed = false;
			await rebuild();
		}
		running = false;
	};
	const watched = ["openapi", "redocly.yaml", "docs-site", "CHANGELOG.md"];
	const watcher = watchFiles(
		watched.map((name) => `${ROOT}${name}`),
		{
			ignoreInitial: true,
			// What was released stays as it is, and dist/ is what is built.
			ignored: [`${ROOT}openapi/releases`, `${ROOT}docs-site/dist`],
		},
	);
	watcher.on("all", () => {
		changed = true;
		// Editors write a file in several steps; a few milliseconds gather them.
		clearTimeout(timer);
		timer = setTimeout(run, 30);
	});
	watcher.on("error", (error) => console.error(error));
	return () => {
		clearTimeout(timer);
		return watcher.close();
	};
}
