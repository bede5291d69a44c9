/** Builds in a thread of its own, so that servers answer meanwhile. The thread stays, with everything that it has loaded. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { CommandError } from "@lomi/cli";
import type { Description } from "@lomi/spec";

/** What the thread is asked for. */
export type BuildRequest =
	/** `live` has the reference shown before everything else, and the other docs made once there is time. */
	{ kind: "build"; live: boolean } | { kind: "abort" };

/** What the thread reports. */
export type BuildReport =
	| { kind: "log"; line: string }
	/** What the reference shows is in place. */
	| { kind: "reference" }
	| { kind: "built"; document: Description }
	/** The other docs are in place, or why not. */
	| { kind: "pages"; failure?: string }
	| { kind: "failed"; message: string };

export interface BuildThreadOptions {
	/** Receives a line of progress. */
	log?: (line: string) => void;
	onReference?: () => void;
	/** The docs are new; `failure` says why they aren't. */
	onPages?: (failure?: string) => void;
}

export interface BuildThread {
	/**
	 * Builds everything, one build at a time.
	 *
	 * @throws {CommandError} As `build` does.
	 */
	build(live: boolean): Promise<Description>;
	/** Ends a build between two of its steps, and the thread. */
	close(): Promise<void>;
}

/** @param root The project's folder, with a slash at its end. */
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
