/** Writes the site in a worker thread, in parallel with the rest of the build. The thread is reused. */
import { Worker } from "node:worker_threads";
import type { SiteInput } from "./write.ts";

/** The thread's reply: an error message, or nothing. */
export type Written = { error?: string };

let worker: Worker | undefined;
/** Hash of the templates that the thread has loaded. */
let loaded: string | undefined;
let broken: Error | undefined;

/** The running thread if it has these templates, otherwise a new one. It doesn't keep the process alive. */
function startThread(templates: string): Worker {
	if (worker && loaded === templates) return worker;
	// Eleventy caches layouts, and translations are modules.
	worker?.terminate();
	broken = undefined;
	loaded = templates;
	worker = new Worker(new URL("./worker.ts", import.meta.url));
	// If the thread fails, current and later callers get the error.
	worker.on("error", (error) => {
		broken = error;
	});
	worker.unref();
	return worker;
}

/**
 * Starts the thread before there is something to write, so that it loads meanwhile.
 *
 * @param templates The hash of the project's templates.
 */
export function preloadSite(templates: string): void {
	startThread(templates);
}

/**
 * Writes the site in the thread, one run at a time.
 *
 * @throws {Error} As writeSite does.
 */
export function writeSiteAside(input: SiteInput): Promise<void> {
	const thread = startThread(input.templates);
	return new Promise((resolve, reject) => {
		const settle = () => {
			thread.off("message", answer).off("error", fail).unref();
		};
		const answer = ({ error }: Written) => {
			settle();
			if (error === undefined) resolve();
			else reject(new Error(error));
		};
		const fail = (error: Error) => {
			settle();
			reject(error);
		};
		if (broken) return reject(broken);
		thread.ref();
		thread.on("message", answer).on("error", fail);
		thread.postMessage(input);
	});
}
