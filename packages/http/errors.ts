/** Error responses, made from the description's examples. */

import {
	type Description,
	type Example,
	type Operation,
	requestFaults,
} from "@lomi/spec";
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

/** The example of an error for bodies that aren't JSON. */
const UNREADABLE = "invalidBody";

/**
 * Creates the function that answers invalid requests in the shape of a documented example: with the code of the constraint that is violated
 * (`x-error-codes`), or else that of requests that are wrong in themselves, and with the true reasons as `details`.
 *
 * @param operations All operations, whose examples can be used: an operation's own, or else another's.
 */
export function createExplain(
	document: Description,
	operations: Operation[],
): Explain {
	const [usualCode] = requestFaults(document);
	const examples = operations.flatMap((operation) =>
		examplesOf(operation, 400).map(({ scenario, value }) => ({
			operation,
			scenario,
			error: (value as ErrorBody).error,
		})),
	);
	const templateOf = (
		operation: Operation,
		violation?: Violation,
		code = violation?.code ?? usualCode,
	): ErrorBody["error"] => {
		const candidates = examples.filter(({ error }) => error.code === code);
		const fitting = candidates.filter(
			({ scenario }) =>
				(scenario === UNREADABLE) === (violation?.isUnreadable ?? false),
		);
		const template =
			fitting.find((candidate) => candidate.operation === operation) ??
			fitting[0] ??
			candidates[0];
		if (template) return template.error;
		if (code === undefined || code === usualCode)
			throw new Error(`The description has no example of a 400 with ${code}.`);
		// A description may refer to a schema of another one, which has examples of its code.
		return { ...templateOf(operation, violation, usualCode), code };
	};
	return (operation, violations) => {
		const reasons = [...new Set(violations.map((found) => found.details))];
		const details = reasons.slice(0, REASONS);
		if (reasons.length > REASONS)
			details.push(`and ${reasons.length - REASONS} more`);
		const template = templateOf(operation, violations[0]);
		const error = { ...template, details: details.join("; ") };
		return { status: 400, headers: {}, body: { error } satisfies ErrorBody };
	};
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
