/** Answers to requests that can't be met, in the words of the description's own examples. */
import type { Example, Operation } from "../description/operations.ts";
import type { Violation } from "../description/validator.ts";
import type { MockAnswer } from "./prism.ts";
import { Refusal } from "./refusal.ts";

interface ErrorBody {
	error: { message: string; details?: unknown; code?: string; status?: number };
}

/** How many reasons one answer gives before it only counts the rest. */
const REASONS = 10;

/**
 * Says what is wrong with a request, in the documented example that fits best: one of the operation's own, or else another's that is
 * nearer. The example's `details` give way to the true reason; its `code` stays only where the example is of the same kind of mistake.
 *
 * @param operations All of them, to borrow from.
 */
export function explainViolations(
	operation: Operation,
	violations: Violation[],
	operations: Operation[],
): MockAnswer {
	const [first] = violations;
	const [best] = [operation, ...operations]
		.flatMap((candidate) => examplesOf(candidate, 400))
		.map((example) => ({ example, likeness: likeness(example, first) }))
		.sort((a, b) => b.likeness - a.likeness);
	if (!best) throw new Error("The description has no example of a 400.");
	const reasons = [...new Set(violations.map((found) => found.details))];
	const details = reasons.slice(0, REASONS);
	if (reasons.length > REASONS)
		details.push(`and ${reasons.length - REASONS} more`);
	const error = {
		...(best.example.value as ErrorBody).error,
		details: details.join("; "),
	};
	if (best.likeness < SAME_KIND) delete error.code;
	return { status: 400, headers: {}, body: { error } satisfies ErrorBody };
}

/** Ends the request with the documented answer to a missing or an unknown key, by scenario name; `details` replaces the example's own. */
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

/** How near an example is to a mistake; higher is nearer. */
function likeness({ value }: Example, mistake: Violation | undefined): number {
	const { details } = (value as ErrorBody).error;
	if (!mistake || typeof details !== "string") return 0;
	if (details === mistake.details) return SAME_SENTENCE;
	const kind = kindOf(details) === kindOf(mistake.details) ? SAME_KIND : 0;
	const field = details.includes(`\`${mistake.name}\``) ? SAME_FIELD : 0;
	return kind + field;
}

/** A sentence without what it is about: the names, and the limits at its end. */
function kindOf(details: string): string {
	return details
		.replaceAll(/`[^`]*`/g, "`…`")
		.replace(
			/(must (?:be one of|be|have)(?: at (?:least|most)| greater than| less than)?) .*/,
			"$1",
		);
}
