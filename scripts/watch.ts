/** Watches what a build is made from. */
import { watch as watchFiles } from "node:fs";
import { ROOT } from "./description.ts";

/**
 * Runs `rebuild` after each change in openapi/ and of redocly.yaml, one run at a time; changes during a run start one more.
 * Gives a function that stops it.
 */
export function watch(rebuild: () => Promise<void>): () => void {
	let running = false;
	let again = false;
	let timer: NodeJS.Timeout | undefined;
	const run = async () => {
		again = running;
		if (running) return;
		running = true;
		await rebuild();
		running = false;
		if (again) await run();
	};
	// Editors write a file in several steps; a few milliseconds gather them.
	const changed = () => {
		clearTimeout(timer);
		timer = setTimeout(run, 30);
	};
	const watchers = [
		watchFiles(`${ROOT}openapi`, { recursive: true }, changed),
		watchFiles(ROOT, (_event, name) => name === "redocly.yaml" && changed()),
	];
	return () => {
		clearTimeout(timer);
		for (const watcher of watchers) watcher.close();
	};
}
