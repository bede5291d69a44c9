/** Watches what the build is made of. */
import { once } from "node:events";
import { watch as watchFiles } from "chokidar";

export interface Watcher {
	/** Waits until it sees what changes. */
	ready: Promise<void>;
	/** Stops it, once the run under way is over. */
	close(): Promise<void>;
}

/**
 * Runs `rebuild` after each change of the description, its rules or the pages of the docs, one run at a time; changes during a run start one more.
 *
 * @param root The project's folder, with a slash at its end.
 * @param rebuild Tells of its own failures; it never throws.
 */
export function watch(root: string, rebuild: () => Promise<void>): Watcher {
	let running: Promise<void> | undefined;
	let changed = false;
	let closed = false;
	let timer: NodeJS.Timeout | undefined;
	const run = () => {
		running ??= (async () => {
			while (changed && !closed) {
				changed = false;
				await rebuild();
			}
			running = undefined;
		})();
	};
	const watched = ["openapi", "redocly.yaml", "docs-site", "CHANGELOG.md"];
	const watcher = watchFiles(
		watched.map((name) => `${root}${name}`),
		{
			ignoreInitial: true,
			// What was released stays as it is, and dist/ is what is built.
			ignored: [`${root}openapi/releases`, `${root}docs-site/dist`],
		},
	);
	watcher.on("all", () => {
		changed = true;
		// Editors write a file in several steps; a few milliseconds gather them.
		clearTimeout(timer);
		timer = setTimeout(run, 30);
	});
	watcher.on("error", (error) => console.error(error));
	return {
		ready: once(watcher, "ready").then(() => {}),
		async close() {
			closed = true;
			clearTimeout(timer);
			await Promise.all([watcher.close(), running]);
		},
	};
}
