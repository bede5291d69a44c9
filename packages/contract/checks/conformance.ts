/** The checks that apply to every exchange, whatever it was made for. */
import { type Description, requestFaults } from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import {
	type CheckResult,
	checkResult,
	describeResponse,
} from "./check-result.ts";
import { checkEnvelope } from "./envelope.ts";
import type { CheckedExchange, ConformanceOptions } from "./exchange.ts";
import { checkExpectation } from "./expectation.ts";
import {
	checkContentType,
	checkErrorShape,
	checkHeaders,
	checkReadable,
	checkSchema,
} from "./response-checks.ts";
import { operationPointer } from "./spec-pointers.ts";

/** Returns the result of each check that applies to an exchange. */
export type Conformance = (exchange: CheckedExchange) => CheckResult[];

export function createConformance(
	document: Description,
	checkValue: SchemaCheck,
	options: ConformanceOptions,
): Conformance {
	const faultCodes = requestFaults(document);
	return (exchange) => {
		const { request, response } = exchange;
		const { operation } = request;
		const { status } = response;
		const documented = operation.answers.find(
			(candidate) => candidate.status === status,
		);
		const { body } = documented ?? {};
		const { unreadable } = response;
		const ofStatus = [
			checkResult("not_a_server_error", status < 500, {
				message: `Returned ${status}; no request should cause a server error.`,
				expected: "a status below 500",
				got: describeResponse(response),
				pointer: operationPointer(operation),
			}),
			checkResult("status_code_conformance", documented !== undefined, {
				message: `The operation doesn't document the status ${status}.`,
				expected: operation.answers.map((each) => each.status).join(", "),
				got: describeResponse(response),
				pointer: operationPointer(operation, "responses"),
			}),
		];
		// Without its body, nothing else can be said about it.
		if (unreadable !== undefined)
			return [...ofStatus, checkReadable(operation, response, unreadable)];
		return [
			...ofStatus,
			...(documented
				? [
						checkContentType(operation, documented, response),
						...checkHeaders(documented, response, checkValue),
					]
				: []),
			...(body && response.body !== undefined
				? checkSchema(document, body.schema, response, checkValue)
				: []),
			...checkEnvelope(exchange, documented, options),
			...(status >= 400
				? [checkErrorShape(document, response, checkValue)]
				: []),
			...checkExpectation(exchange, faultCodes),
		];
	};
}
