/** What came of a run, for every kind of report. */
import type { Operation } from "@lomi/spec";
import type { Place } from "@lomi/spec/load";
import type { Finding } from "./checks/check-result.ts";
import type { CheckName } from "./checks/names.ts";

export const PHASES = ["examples", "coverage", "fuzzing", "stateful"] as const;
export type PhaseName = (typeof PHASES)[number];

/** A difference between server and description, told once however often it shows. */
export interface Failure extends Finding {
	operation: Operation;
	/** Absent where nothing was sent: the traffic was recorded. */
	phase: PhaseName | undefined;
	/** What was tried: `amount: minimum`. */
	tried: string | undefined;
	/** Lines for a terminal that show it again; the key is not in them. */
	curl: string;
	/** How often it showed. */
	count: number;
	/** Where openapi/ says otherwise; absent where openapi/ isn't there. */
	place: Place | undefined;
}

/** How often each check of each operation was made: by operationId, then by check. */
export type Tally = Map<string, Map<CheckName, number>>;

export interface Result {
	/** Title and version of the description. */
	title: string;
	version: string;
	/** What was looked at: a server's address, or the name of a recording. */
	subject: string;
	/** The chosen operations, in the order of the description. */
	operations: Operation[];
	/** The chosen checks, in the order of reports. */
	checks: CheckName[];
	/** The chosen phases; none where nothing was sent. */
	phases: readonly PhaseName[];
	tally: Tally;
	failures: Failure[];
	/** How many requests were sent, or recorded. */
	requests: number;
	/** Seconds. */
	duration: number;
	/** Seconds spent on each operation, by operationId. */
	times: Map<string, number>;
	/** ISO 8601 time of the start. */
	startedAt: string;
	/** What makes the same random requests again; absent without any. */
	seed: number | undefined;
	/** False where the end was not reached: somebody ended it, or the server was gone. */
	complete: boolean;
	/** Sentences that a reader must know: what was not tried, what was left behind, why it ended early. */
	notes: string[];
}

/** What a table shows for an operation and a check. */
export type Cell = "holds" | "differs" | "not applicable";

/** What came of one check on one operation. */
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

/** How many checks of operations hold, differ and don't apply. */
export function countCells(result: Result): Record<Cell, number> {
	const counts = { holds: 0, differs: 0, "not applicable": 0 };
	for (const operation of result.operations)
		for (const check of result.checks)
			counts[cellOf(result, operation, check)] += 1;
	return counts;
}

/** False where nobody can tell whether all holds: it wasn't all tried, or no check applied to anything. */
export function isConclusive({ failures, tally, complete }: Result): boolean {
	return failures.length > 0 || (complete && tally.size > 0);
}
