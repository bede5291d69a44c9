/** Builds in a worker thread, so that servers stay responsive. The thread is reused, so that its modules are loaded only once. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { CommandError } from "@lomi/cli";
import type { Description } from "@lomi/spec";

/** Messages to the thread. */
export type BuildRequest =
	/** With `live`, the reference is updated first and the rest of the docs afterwards. */
	{ kind: "build"; live: boolean } | { kind: "abort" };

/** Messages from the thread. */
export type BuildReport =
	| { kind: "log"; line: string }
	/** The reference was updated. */
	| { kind: "reference" }
	| { kind: "built"; document: Description }
	/** The rest of the docs was updated, or failed. */
	| { kind: "pages"; failure?: string }
	| { kind: "failed"; message: string };

export interface BuildThreadOptions {
	/** Receives progress lines. */
	log?: (line: string) => void;
	onReference?: () => void;
	/** The docs were updated, or failed with `failure`. */
	onPages?: (failure?: string) => void;
}

export interface BuildThread {
	/**
	 * Builds everything. Call it again only after the previous build has settled.
	 *
	 * @throws {CommandError} As `build` does.
	 */
	build(live: boolean): Promise<Description>;
	/** Stops a running build after its current step, then ends the thread. */
	close(): Promise<void>;
}

/** @param root The project folder, with a trailing slash. */
export function createBuildThread(
	root: string,
	{ log = () => {}, onReference, onPages }: BuildThreadOptions = {},
): BuildThread {
	const worker = new Worker(new URL("build-worker.ts", import.meta.url), {
		workerData: root,
	});
	const request = (message: BuildRequest) => worker.postMessage(message);
	let building: PromiseWithResolvers<Description> | undefined;
	const settle = () => {
		const settled = building;
		building = undefined;
		return settled;
	};
	worker.on("message", (report: BuildReport) => {
		if (report.kind === "log") log(report.line);
		if (report.kind === "reference") onReference?.();
		if (report.kind === "pages") onPages?.(report.failure);
		if (report.kind === "built") settle()?.resolve(report.document);
		if (report.kind === "failed")
			settle()?.reject(new CommandError(report.message));
	});
	worker.on("error", (error) => settle()?.reject(error));
	return {
		build(live) {
			building = Promise.withResolvers();
			request({ kind: "build", live });
			return building.promise;
		},
		async close() {
			const ended = building?.promise.catch(() => {});
			request({ kind: "abort" });
			await ended;
			const exited = once(worker, "exit");
			await worker.terminate();
			await exited;
		},
	};
}
