/** Keeps what checks find: a difference once, however often it shows, and how often each check was made. */

import type { Operation } from "@lomi/spec";
import type { Place } from "@lomi/spec/load";
import type { Redact } from "lomi-openapi/internal";
import type { CheckName, Verdict } from "./checks/names.ts";
import type { Failure, PhaseName, Result } from "./result.ts";

export interface Occurrence {
	operation: Operation;
	/** Lines for a terminal that show it again. */
	curl: string;
	phase: PhaseName | undefined;
	/** What was tried: `amount: minimum`. */
	tried: string | undefined;
}

export interface Findings {
	/** Whether a finding of a check was kept already. */
	knows(operation: Operation, verdict: Verdict): boolean;
	/** Keeps a verdict on an operation. `sighting` is only asked for where it is a finding that is new. */
	keep(
		operation: Operation,
		verdict: Verdict,
		sighting: () => Occurrence,
	): void;
}

/**
 * @param result Takes what is kept.
 * @param redact Takes keys and secrets out of what is kept.
 * @param locate Where openapi/ says what stands at a pointer of the bundle.
 */
export function createFindings(
	result: Result,
	redact: Redact,
	locate: (pointer: string) => Place | undefined = () => undefined,
): Findings {
	const known = new Map<string, Failure>();
	return {
		knows: ({ id }, { check, finding }) =>
			known.has(keyOf(id, check, finding?.pointer)),
		keep({ id }, { check, finding }, sighting) {
			if (!finding) {
				const counts = result.tally.get(id) ?? new Map<CheckName, number>();
				counts.set(check, (counts.get(check) ?? 0) + 1);
				result.tally.set(id, counts);
				return;
			}
			const key = keyOf(id, check, finding.pointer);
			const again = known.get(key);
			if (again) {
				again.count += 1;
				return;
			}
			const { curl, ...seen } = sighting();
			const failure: Failure = {
				...seen,
				check,
				message: redact(finding.message),
				expected: redact(finding.expected),
				got: redact(finding.got),
				pointer: finding.pointer,
				curl: redact(curl),
				count: 1,
				place: locate(finding.pointer),
			};
			known.set(key, failure);
			result.failures.push(failure);
		},
	};
}

function keyOf(id: string, check: CheckName, pointer: string | undefined) {
	return `${id} ${check} ${pointer}`;
}
