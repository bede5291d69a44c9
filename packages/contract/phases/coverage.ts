/** The coverage phase: each constraint at and beyond its boundary, and what all operations have in common: key, headers, methods. */
import type { Description, Operation } from "@lomi/spec";
import {
	assertMethodNotAllowed,
	assertUnauthorized,
	type KeyOptions,
	requestsWithInvalidKey,
	requestsWithOtherMethods,
	requestsWithoutHeader,
} from "../checks/access.ts";
import { boundariesOf } from "../requests/boundaries.ts";
import { invalidRequests } from "../requests/invalid-requests.ts";
import type { RequestMaker } from "../resources/resources.ts";
import type { CheckSelector, RequestSender } from "./capabilities.ts";

interface CoverageOptions extends KeyOptions {
	document: Description;
	operations: Operation[];
	/** False if nothing may be changed on the server. */
	mayWrite: boolean;
	requestMaker: RequestMaker;
}

export async function runCoverage(
	options: RequestSender & CheckSelector & CoverageOptions,
	operation: Operation,
): Promise<void> {
	const { document, operations, mayWrite } = options;
	const { send, isSelected, requestMaker } = options;
	let validRequest = await requestMaker(operation);
	for (const { name, pointer, request } of boundariesOf(
		document,
		operation,
		validRequest,
	))
		await send(request, { tried: name, pointer, expected: "accepted" });
	// Anew: the requests above may have deleted the resource.
	validRequest = await requestMaker(operation);
	for (const { name, pointer, request } of invalidRequests(
		document,
		operation,
		validRequest,
	))
		await send(request, { tried: name, pointer, expected: "rejected" });
	if (isSelected(["missing_required_header"], operation))
		for (const { name, pointer, request } of requestsWithoutHeader(
			document,
			operation,
			validRequest(),
		))
			await send(request, {
				tried: name,
				assert: assertUnauthorized("missing_required_header", name, pointer),
			});
	if (isSelected(["ignored_auth"], operation))
		for (const { name, pointer, request } of requestsWithInvalidKey(
			document,
			options,
			validRequest(),
		))
			await send(request, {
				tried: name,
				assert: assertUnauthorized("ignored_auth", name, pointer),
			});
	// If nothing may be changed, don't rely on the server to reject an unsupported method.
	if (mayWrite && isSelected(["unsupported_method"], operation))
		for (const { name, pointer, request } of requestsWithOtherMethods(
			operations,
			operation,
			validRequest(),
		))
			await send(request, {
				tried: name,
				assertOnly: true,
				assert: assertMethodNotAllowed(operations, operation, pointer),
			});
}
