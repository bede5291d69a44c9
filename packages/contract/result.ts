/** The result of a run, which all reports are made from. */
import type { Operation } from "@lomi/spec";
import type { Place } from "@lomi/spec/load";
import type { Finding } from "./checks/check-result.ts";
import type { CheckName } from "./checks/names.ts";

export const PHASES = ["examples", "coverage", "fuzzing", "stateful"] as const;
export type PhaseName = (typeof PHASES)[number];

/** A check that failed on an operation. Failures with the same pointer are counted, not repeated. */
export interface Failure extends Finding {
	operation: Operation;
	/** Undefined for recorded traffic. */
	phase: PhaseName | undefined;
	/** What was tested: `amount: minimum`. */
	tried: string | undefined;
	/** Shell commands that reproduce it, without the key. */
	curl: string;
	/** How often it occurred. */
	count: number;
	/** The source of the violated rule in openapi/; undefined if there is no openapi/. */
	place: Place | undefined;
}

/** How often each check passed, by operationId, then by check. */
export type Tally = Map<string, Map<CheckName, number>>;

export interface Result {
	/** Title and version of the description. */
	title: string;
	version: string;
	/** What was tested: the URL of a server, or the name of a recording. */
	subject: string;
	/** The selected operations, in the order of the description. */
	operations: Operation[];
	/** The selected checks, in the order of reports. */
	checks: CheckName[];
	/** The selected phases; none for recorded traffic. */
	phases: readonly PhaseName[];
	tally: Tally;
	failures: Failure[];
	/** Number of requests that were sent or recorded. */
	requests: number;
	/** Seconds. */
	duration: number;
	/** Seconds spent on each operation, by operationId. */
	times: Map<string, number>;
	/** ISO 8601 time of the start. */
	startedAt: string;
	/** Repeats the random requests; undefined without fuzzing. */
	seed: number | undefined;
	/** False if the run was interrupted, or the server stopped responding. */
	complete: boolean;
	/** Sentences for the reader: what was not tested, what was not cleaned up, why the run ended early. */
	notes: string[];
}

/** The result of a check on an operation. */
export type Cell = "holds" | "differs" | "not applicable";

/** The result of one check on one operation. */
export function cellOf(
	{ tally, failures }: Result,
	operation: Operation,
	check: CheckName,
): Cell {
	const differs = failures.some(
		(failure) => failure.operation === operation && failure.check === check,
	);
	if (differs) return "differs";
	return tally.get(operation.id)?.has(check) ? "holds" : "not applicable";
}

/** Counts the results of all selected checks on all selected operations. */
export function countCells(result: Result): Record<Cell, number> {
	const counts = { holds: 0, differs: 0, "not applicable": 0 };
	for (const operation of result.operations)
		for (const check of result.checks)
			counts[cellOf(result, operation, check)] += 1;
	return counts;
}

/** False if the run is inconclusive: it is incomplete without failures, or no check applied to anything. */
export function isConclusive({ failures, tally, complete }: Result): boolean {
	return failures.length > 0 || (complete && tally.size > 0);
}
