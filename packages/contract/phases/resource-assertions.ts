/** Things and what is known of them: compared with each other, and whether they are still there. */
import { isDeepStrictEqual } from "node:util";
import { documentedRequest, type Node, type Request } from "@lomi/spec";
import { told, unless } from "../checks/conformance.ts";
import { operationPointer } from "../checks/spec-pointers.ts";
import type { Lead } from "../links.ts";
import type { Run } from "../run.ts";
import type { Answer } from "../send.ts";

/** What an answer holds under `data`. */
export function dataOf(answer: Answer | undefined): Node {
	return (answer?.body as { data?: Node } | undefined)?.data ?? {};
}

/** Whether two values are the same, times by the moment that they name. */
export function same(a: unknown, b: unknown): boolean {
	if (isDeepStrictEqual(a, b)) return true;
	const time = /^\d{4}-\d\d-\d\dT/;
	return (
		typeof a === "string" &&
		typeof b === "string" &&
		time.test(a) &&
		time.test(b) &&
		Date.parse(a) === Date.parse(b)
	);
}

/** The names of the fields that two objects both have, with different values. */
export function differingFields(a: Node, b: Node): string[] {
	return Object.keys(a).filter((name) => name in b && !same(a[name], b[name]));
}

/** Names as a sentence has them: `` `city`, `email` ``. */
export function named(names: string[]): string {
	return names.map((name) => `\`${name}\``).join(", ");
}

/** The request that an answer leads to, with a body where that takes one. */
export function requestTo({ operation, path, query }: Lead): Request {
	return { ...documentedRequest(operation), path, query };
}

/** Keeps that what was just created is there for a request, which its answer tells. */
export function assertFound(run: Run, request: Request, answer: Answer): void {
	run.keep(request, {
		check: "ensure_resource_availability",
		...unless(answer.status !== 404, {
			message: "It answers 404 for what was just created.",
			expected: "what was created",
			got: told(answer),
			pointer: operationPointer(request.operation),
		}),
	});
}
