/** Watches the description and its rules. */
import { watch as watchFiles } from "chokidar";
import { ROOT } from "./root.ts";

/**
 * Runs `rebuild` after each change in openapi/ and of redocly.yaml, one run at a time; changes during a run start one more.
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
	const watcher = watchFiles([`${ROOT}openapi`, `${ROOT}redocly.yaml`], {
		ignoreInitial: true,
		// What was released stays as it is, and nothing is built from it.
		ignored: `${ROOT}openapi/releases`,
	});
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
