/** Assertions that the lifecycle checks share. */
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
