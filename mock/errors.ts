/** Answers to requests that can't be met: in the house shape, in the words of the description's own examples where it has any. */
import type { Example, Operation } from "../description/operations.ts";
import type { Violation } from "../description/validator.ts";
import type { MockAnswer } from "./prism.ts";

interface ErrorBody {
	error: { message: string; details?: unknown; code?: string; status?: number };
}

/** An answer for what the description has no example of: an unknown path, a method that isn't there, a request nobody can read. */
export function houseError(
	status: number,
	message: string,
	details: string,
	headers: Record<string, string> = {},
): MockAnswer {
	return {
		status,
		headers,
		body: { error: { message, details, status } } satisfies ErrorBody,
	};
}

/**
 * Says what is wrong with a request, in the documented example that fits best: the same sentence, or else the same field, or else
 * the same kind of mistake. The example's `details` give way to the true reason.
 *
 * @param operations All of them: an operation without a fitting example borrows the code from another's.
 */
export function explainViolations(
	operation: Operation,
	violations: Violation[],
	operations: Operation[],
): MockAnswer {
	const [first] = violations;
	const own = examplesOf(operation, 400);
	const foreign = operations.flatMap((other) => examplesOf(other, 400));
	const scoreOf = (example: Example) => likeness(detailsOf(example), first);
	const best = mostLike(own, scoreOf) ?? mostLike(foreign, scoreOf);
	const sameKind =
		best && scoreOf(best) > 1 ? best : (mostLike(foreign, scoreOf) ?? best);
	const { error } = (best?.value ?? {
		error: { message: "Invalid request", status: 400 },
	}) as ErrorBody;
	const code = (sameKind?.value as ErrorBody | undefined)?.error.code;
	const details = [
		...new Set(violations.map((violation) => violation.details)),
	].join("; ");
	return {
		status: 400,
		headers: {},
		body: {
			error: { ...error, ...(code && { code }), details },
		} satisfies ErrorBody,
	};
}

/** The documented answer to a missing or an unknown key, by scenario name; `details` replaces the example's own. */
export function refuseKey(
	operation: Operation,
	scenario: string,
	details?: string,
): MockAnswer {
	const example = examplesOf(operation, 401).find(
		(candidate) => candidate.scenario === scenario,
	);
	const { error } = (example?.value ?? {
		error: { message: "Invalid API key" },
	}) as ErrorBody;
	return {
		status: 401,
		headers: {},
		body: {
			error: { ...error, ...(details && { details }) },
		} satisfies ErrorBody,
	};
}

function examplesOf(operation: Operation, status: number): Example[] {
	return (
		operation.answers.find((answer) => answer.status === status)?.body
			?.examples ?? []
	);
}

function detailsOf(example: Example): string {
	const { details } = (example.value as ErrorBody).error;
	return typeof details === "string" ? details : "";
}

/** 4 for the same sentence, 3 for the same field and kind, 2 for the same kind of mistake, 1 for the same field, 0 for neither. */
function likeness(details: string, violation: Violation | undefined): number {
	if (!violation) return 0;
	if (details === violation.details) return 4;
	const kind = kindOf(details) === kindOf(violation.details) ? 2 : 0;
	return (
		kind +
		(violation.name !== "" && details.includes(`\`${violation.name}\``) ? 1 : 0)
	);
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

function mostLike(
	examples: Example[],
	likeness: (example: Example) => number,
): Example | undefined {
	return examples.toSorted((a, b) => likeness(b) - likeness(a))[0];
}
