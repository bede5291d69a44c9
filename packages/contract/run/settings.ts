/** What a run is given, and how it reports its progress. */
import type { Operation } from "@lomi/spec";
import type { Place } from "@lomi/spec/load";
import type { CheckName } from "../checks/names.ts";
import type { Clock } from "../http/clock.ts";
import type { PhaseName } from "../result.ts";

export interface Settings {
	/** Without a trailing slash. */
	baseUrl: string;
	key: string;
	/** The environment that the key belongs to: `test`. */
	environment: string;
	/** Requests per minute; 0 for no limit. */
	rate: number;
	/** Milliseconds until the whole response must have arrived. */
	timeout: number;
	/** True if the server has no memory. */
	stateless: boolean;
	/** False if nothing may be changed on the server. */
	mayWrite: boolean;
	phases: readonly PhaseName[];
	/** operationIds. */
	operations: ReadonlySet<string>;
	checks: ReadonlySet<CheckName>;
	/** Random requests per operation: so many valid ones, and as many invalid ones. */
	runs: number;
	seed: number;
	/** Finds the source of a JSON pointer of the bundle in openapi/. */
	locate?: (pointer: string) => Place | undefined;
	onProgress?: (progress: ProgressUpdate) => void;
	/** Defaults to the system clock. */
	clock?: Clock;
	/** Ends the run early. Created resources are still deleted, within a few seconds, and the findings so far are returned. */
	signal?: AbortSignal;
}

/** Reported before each operation of each phase, and after each response. */
export interface ProgressUpdate {
	phase: PhaseName;
	operation: Operation;
	/** Steps of the plan that are done, from 0 to `total`. */
	done: number;
	total: number;
	/** Requests so far. */
	requests: number;
	/** Failures so far. */
	failures: number;
}
