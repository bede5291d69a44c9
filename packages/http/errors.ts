/** Error responses, made from the description's examples. */

import type { Example, Operation } from "@lomi/spec";
import type { Violation } from "@lomi/spec/validation";
import type { HttpAnswer } from "./answer.ts";
import { Refusal } from "./refusal.ts";

interface ErrorBody {
	error: { message: string; details?: unknown; code?: string; status?: number };
}

/** Reasons listed in one response; the rest are counted. */
const REASONS = 10;

/** Creates the response to an invalid request. */
export type Explain = (
	operation: Operation,
	violations: Violation[],
) => HttpAnswer;

/**
 * Creates the function that answers invalid requests with the documented example that fits best: one of the operation, or a more similar
 * one of another. The true reason replaces the example's `details`; its `code` stays only if the example is of the same kind of mistake.
 *
 * @param operations All operations, whose examples can be used.
 */
export function createExplain(operations: Operation[]): Explain {
	const candidates = new Map(
		operations.map((operation) => [operation, candidatesOf(operation)]),
	);
	const all = [...candidates.values()].flat();
	return (operation, violations) => {
		const [first] = violations;
		const kind = first && kindOf(first.details);
		let best: Candidate | undefined;
		let nearest = -1;
		for (const candidate of [...(candidates.get(operation) ?? []), ...all]) {
			const near = likeness(candidate, first, kind);
			if (near > nearest) [best, nearest] = [candidate, near];
		}
		if (!best) throw new Error("The description has no example of a 400.");
		const reasons = [...new Set(violations.map((found) => found.details))];
		const details = reasons.slice(0, REASONS);
		if (reasons.length > REASONS)
			details.push(`and ${reasons.length - REASONS} more`);
		const error = { ...best.error, details: details.join("; ") };
		if (nearest < SAME_KIND) delete error.code;
		return { status: 400, headers: {}, body: { error } satisfies ErrorBody };
	};
}

/** An example of an error, and its kind of mistake. */
interface Candidate {
	error: ErrorBody["error"];
	kind: string | undefined;
}

function candidatesOf(operation: Operation): Candidate[] {
	return examplesOf(operation, 400).map(({ value }) => {
		const { error } = value as ErrorBody;
		const { details } = error;
		const kind = typeof details === "string" ? kindOf(details) : undefined;
		return { error, kind };
	});
}

/** Rejects the request with the documented 401 for a missing or unknown key, by scenario; `details` replaces the example's. */
export function refuseKey(
	operation: Operation,
	scenario: string,
	details?: string,
): never {
	const example = examplesOf(operation, 401).find(
		(candidate) => candidate.scenario === scenario,
	);
	if (!example)
		throw new Error(`${operation.id} has no example ${scenario} of its 401.`);
	const { error } = example.value as ErrorBody;
	const body = { error: { ...error, ...(details && { details }) } };
	throw new Refusal({ status: 401, headers: {}, body });
}

export function examplesOf(operation: Operation, status: number): Example[] {
	return (
		operation.answers.find((answer) => answer.status === status)?.body
			?.examples ?? []
	);
}

const SAME_SENTENCE = 4;
const SAME_KIND = 2;
const SAME_FIELD = 1;

/** How similar an example is to a mistake; higher is more similar. */
function likeness(
	{ error: { details }, kind }: Candidate,
	mistake: Violation | undefined,
	kindOfMistake: string | undefined,
): number {
	if (!mistake || typeof details !== "string") return 0;
	if (details === mistake.details) return SAME_SENTENCE;
	return (
		(kind === kindOfMistake ? SAME_KIND : 0) +
		(details.includes(`\`${mistake.name}\``) ? SAME_FIELD : 0)
	);
}

/** A sentence without its names, and the limit at its end. */
function kindOf(details: string): string {
	return details
		.replaceAll(/`[^`]*`/g, "`…`")
		.replace(
			/(must (?:be one of|be|have)(?: at (?:least|most)| greater than| less than)?) .*/,
			"$1",
		);
}
