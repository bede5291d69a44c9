/** The worker of build-thread.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { describeFailure } from "@lomi/cli";
import type { BuildReport, BuildRequest } from "./build-thread.ts";
import { build } from "./pipeline.ts";

const root: string = workerData;
const aborting = new AbortController();
const report = (message: BuildReport) => parentPort?.postMessage(message);

/** Writes the docs, one run at a time. Only the newest waiting run is kept. */
const queueDocs = createQueue(async (write: () => Promise<void>) => {
	try {
		await write();
		report({ kind: "pages" });
	} catch (error) {
		report({ kind: "pages", failure: describeFailure(error) });
	}
});

parentPort?.on("message", async (request: BuildRequest) => {
	if (request.kind === "abort") return aborting.abort("aborted");
	try {
		const document = await build({
			root,
			signal: aborting.signal,
			...(request.live
				? { onReference: () => report({ kind: "reference" }), later: queueDocs }
				: { log: (line) => report({ kind: "log", line }) }),
		});
		report({ kind: "built", document });
	} catch (error) {
		report({ kind: "failed", message: describeFailure(error) });
	}
});

function createQueue<Work>(
	run: (work: Work) => Promise<void>,
): (work: Work) => Promise<void> {
	let running = false;
	let newest: { work: Work } | undefined;
	return async (work) => {
		newest = { work };
		if (running) return;
		running = true;
		while (newest) {
			const next: Work = newest.work;
			newest = undefined;
			await run(next);
		}
		running = false;
	};
}
