/** positive_data_acceptance and negative_data_rejection: whether a valid request was accepted, and an invalid one rejected. */
import type { Request } from "@lomi/spec";
import type { HttpResponse } from "../http/response.ts";
import {
	type CheckResult,
	checkResult,
	describeResponse,
} from "./check-result.ts";
import type { CheckedExchange } from "./exchange.ts";
import { operationPointer } from "./spec-pointers.ts";

/** @param faultCodes The error codes that say that the request itself is wrong. */
export function checkExpectation(
	{ request, response, expected, pointer }: CheckedExchange,
	faultCodes: string[],
): CheckResult[] {
	const { operation } = request;
	const { status } = response;
	// A server error says nothing about the request, and not_a_server_error reports it.
	if (expected === undefined || status >= 500 || status === 429) return [];
	if (expected === "rejected")
		return [
			checkResult("negative_data_rejection", status >= 400, {
				message: `Returned ${status} to an invalid request.`,
				expected: "400",
				got: describeResponse(response),
				pointer: pointer ?? operationPointer(operation),
			}),
		];
	return [
		checkResult(
			"positive_data_acceptance",
			!isRejection(request, response, faultCodes),
			{
				message: `Rejected a valid request with ${status}.`,
				expected: operation.answers
					.filter((each) => each.status < 300)
					.map((each) => each.status)
					.join(" or "),
				got: describeResponse(response),
				pointer: pointer ?? operationPointer(operation),
			},
		),
	];
}

/** Whether a response says that the request itself is wrong, rather than that it conflicts with the server's state. */
function isRejection(
	{ references }: Request,
	{ status, body }: HttpResponse,
	faultCodes: string[],
): boolean {
	if (status < 400 || [403, 404, 409].includes(status)) return false;
	if (status !== 400) return true;
	const { code } = (body as { error?: { code?: string } })?.error ?? {};
	// Two resources that the request refers to may not go together, such as a product and a currency.
	return code === undefined ? !references : faultCodes.includes(code);
}
