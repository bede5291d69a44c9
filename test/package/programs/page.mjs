/** Lets a test run the exercise on the page, or in a module worker that the page starts. */
import * as entries from "./entries.mjs";
import { exercise } from "./exercise.mjs";

globalThis.onPage = (settings) => exercise(entries, settings);

globalThis.inWorker = (settings) =>
	new Promise((resolve, reject) => {
		const worker = new Worker("/worker.mjs", { type: "module" });
		worker.onmessage = ({ data: { came, fault } }) =>
			fault === undefined ? resolve(came) : reject(new Error(fault));
		worker.onerror = reject;
		worker.postMessage(settings);
	});
