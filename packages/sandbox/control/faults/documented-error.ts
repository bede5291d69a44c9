/** The errors that faults can inject: those that the operations document. */

import type { RequestFault } from "@lomi/control";
import { examplesOf, type HttpAnswer } from "@lomi/http";
import type { Node, Operation } from "@lomi/spec";

type Asked = Pick<RequestFault, "status" | "code" | "retry_after">;

/** The documented error for a fault; undefined if the operation has none. */
export function documentedError(
	operation: Operation,
	{ status = 0, code, retry_after }: Asked,
): HttpAnswer | undefined {
	const answer = operation.answers.find((each) => each.status === status);
	const example = examplesOf(operation, status).find(
		({ value }) => (code ?? codeOf(value)) === codeOf(value),
	);
	if (!answer || !example) return undefined;
	const documented = answer.headers.map(
		({ name, example: value }) => [name.toLowerCase(), String(value)] as const,
	);
	const headers = {
		...Object.fromEntries(documented),
		...(retry_after !== undefined && { "retry-after": String(retry_after) }),
	};
	return { status, headers, body: example.value };
}

/** The codes that an operation documents for a status, or its error statuses if it doesn't document this one. */
export function describeDocumented(
	operation: Operation,
	status: number,
): string {
	const codes = examplesOf(operation, status).map(({ value }) => codeOf(value));
	if (codes.length > 0)
		return `${operation.id} documents the ${status} with ${[...new Set(codes)].map((code) => code ?? "no code").join(", ")}.`;
	const statuses = operation.answers
		.map((answer) => answer.status)
		.filter((each) => each >= 400)
		.toSorted();
	return `${operation.id} documents no ${status}. It documents ${statuses.join(", ")}.`;
}

function codeOf(value: unknown): string | undefined {
	return (value as { error: Node }).error.code;
}
