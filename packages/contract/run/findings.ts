/** Collects check results: each failure once, however often it occurs, and how often each check passed. */

import type { Operation } from "@lomi/spec";
import type { Place } from "@lomi/spec/load";
import type { Redact } from "lomi-openapi/internal";
import type { CheckResult } from "../checks/check-result.ts";
import type { CheckName } from "../checks/names.ts";
import type { Failure, PhaseName, Result } from "../result.ts";

export interface Occurrence {
	operation: Operation;
	/** Shell commands that reproduce it. */
	curl: string;
	phase: PhaseName | undefined;
	/** What was tested: `amount: minimum`. */
	tried: string | undefined;
}

export interface Findings {
	/** Whether the finding was already recorded. */
	has(operation: Operation, result: CheckResult): boolean;
	/** @param describe Only called for a new finding. */
	add(
		operation: Operation,
		result: CheckResult,
		describe: () => Occurrence,
	): void;
}

/**
 * @param target The failures and counts are added to it.
 * @param redact Removes keys and secrets from everything that is recorded.
 * @param locate Finds the source of a JSON pointer of the bundle in openapi/.
 */
export function createFindings(
	target: Pick<Result, "tally" | "failures">,
	redact: Redact,
	locate: (pointer: string) => Place | undefined = () => undefined,
): Findings {
	const known = new Map<string, Failure>();
	return {
		has: ({ id }, { check, finding }) =>
			known.has(keyOf(id, check, finding?.pointer)),
		add({ id }, { check, finding }, describe) {
			if (!finding) {
				const counts = target.tally.get(id) ?? new Map<CheckName, number>();
				counts.set(check, (counts.get(check) ?? 0) + 1);
				target.tally.set(id, counts);
				return;
			}
			const key = keyOf(id, check, finding.pointer);
			const existing = known.get(key);
			if (existing) {
				existing.count += 1;
				return;
			}
			const { curl, ...occurrence } = describe();
			const failure: Failure = {
				...occurrence,
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
			target.failures.push(failure);
		},
	};
}

function keyOf(id: string, check: CheckName, pointer: string | undefined) {
	return `${id} ${check} ${pointer}`;
}
