/** Watches the inputs of the build. */
import { once } from "node:events";
import { watch as watchFiles } from "chokidar";

export interface Watcher {
	/** Resolves when changes are being watched. */
	ready: Promise<void>;
	/** Stops watching, after the current run. */
	close(): Promise<void>;
}

/**
 * Runs `rebuild` after each change of the description, the lint rules or the docs, one run at a time. A change during a run starts another.
 *
 * @param root The project folder, with a trailing slash.
 * @param rebuild Reports its own errors, and never throws.
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
			// Releases don't change, and dist/ is output.
			ignored: [`${root}openapi/releases`, `${root}docs-site/dist`],
		},
	);
	watcher.on("all", () => {
		changed = true;
		// Debounced: editors write a file in several steps.
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
