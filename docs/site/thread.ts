/** Writes the site beside the rest of the build, in a thread that loads what it needs while the description is still being linted. */
import { Worker } from "node:worker_threads";
import type { SiteInput } from "./write.ts";

/** What the thread answers: nothing, or what went wrong. */
export type Written = { error?: string };

let worker: Worker | undefined;
let broken: Error | undefined;

/** Starts the thread, if it isn't running yet. It doesn't keep the process alive. */
export function startSite(): void {
	if (worker) return;
	worker = new Worker(new URL("./worker.ts", import.meta.url));
	// What keeps it from starting is told when something is to be written.
	worker.on("error", (error) => {
		broken = error;
	});
	worker.unref();
}

/**
 * Writes the site in the thread, one at a time.
 *
 * @throws {Error} As writeSite does.
 */
export function writeSiteAside(input: SiteInput): Promise<void> {
	startSite();
	const thread = worker as Worker;
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
