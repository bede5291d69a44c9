/** Writes the site beside the rest of the build, in a thread of its own, which stays for the next time. */
import { Worker } from "node:worker_threads";
import type { SiteInput } from "./write.ts";

/** What the thread answers: nothing, or what went wrong. */
export type Written = { error?: string };

let worker: Worker | undefined;
/** What the thread has loaded. */
let loaded: string | undefined;
let broken: Error | undefined;

/** The thread, started if none is running that has these templates. It doesn't keep the process alive. */
function startThread(templates: string): Worker {
	if (worker && loaded === templates) return worker;
	// Eleventy keeps every layout that it has read, and the words are modules.
	worker?.terminate();
	broken = undefined;
	loaded = templates;
	worker = new Worker(new URL("./worker.ts", import.meta.url));
	// What ends it is told to whoever has something written, now or later.
	worker.on("error", (error) => {
		broken = error;
	});
	worker.unref();
	return worker;
}

/**
 * Writes the site in the thread, one at a time.
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
