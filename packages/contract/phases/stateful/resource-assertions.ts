/** Comparisons and assertions that the lifecycle checks share. */
import { isDeepStrictEqual } from "node:util";
import { documentedRequest, type Node, type Request } from "@lomi/spec";
import { checkResult, describeResponse } from "../../checks/check-result.ts";
import { operationPointer } from "../../checks/spec-pointers.ts";
import type { HttpResponse } from "../../http/response.ts";
import type { ResolvedLink } from "../../resources/links.ts";
import type { ResultRecorder } from "../capabilities.ts";

/** The payload of a response. */
export function dataOf(response: HttpResponse | undefined): Node {
	return (response?.body as { data?: Node } | undefined)?.data ?? {};
}

/** Whether two values are equal. Timestamps are compared as instants. */
export function isEqual(a: unknown, b: unknown): boolean {
	if (isDeepStrictEqual(a, b)) return true;
	const timestamp = /^\d{4}-\d\d-\d\dT/;
	return (
		typeof a === "string" &&
		typeof b === "string" &&
		timestamp.test(a) &&
		timestamp.test(b) &&
		Date.parse(a) === Date.parse(b)
	);
}

/** The names of the fields that both objects have, with different values. */
export function differingFields(a: Node, b: Node): string[] {
	return Object.keys(a).filter(
		(name) => name in b && !isEqual(a[name], b[name]),
	);
}

/** Formats names for a sentence: `` `city`, `email` ``. */
export function formatNames(names: string[]): string {
	return names.map((name) => `\`${name}\``).join(", ");
}

/** The request that a link leads to, with the body of an example if the operation has one. */
export function linkedRequest({
	operation,
	path,
	query,
}: ResolvedLink): Request {
	return { ...documentedRequest(operation), path, query };
}

/** Asserts that a request to a resource that was just created doesn't get a 404. */
export function assertFound(
	{ record }: ResultRecorder,
	request: Request,
	response: HttpResponse,
): void {
	record(
		request,
		checkResult("ensure_resource_availability", response.status !== 404, {
			message: "Returned 404 for a resource that was just created.",
			expected: "the created resource",
			got: describeResponse(response),
			pointer: operationPointer(request.operation),
		}),
	);
}
