/** Responses to errors: refusals as they are, unreadable requests in the house shape, and internal errors without details. */

import {
	BODY_LIMIT,
	examplesOf,
	type HttpAnswer,
	houseError,
	Refusal,
} from "@lomi/http";
import type { Node, Operation } from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import type { Clock } from "../clock.ts";
import { violationOf } from "../conformance.ts";
import { DataFileError, UnavailableError } from "../db/stored-json.ts";

/** Returns the response to an error, and reports internal errors. What is wrong with the data file is told to the client, too. */
export type ErrorAnswer = (
	error: unknown,
	request: {
		method: string;
		url: string;
		/** The route that it was for, with its largest body in bytes. */
		routeOptions?: { bodyLimit?: number };
	},
) => HttpAnswer;

/** Errors of Node and Fastify before a request reaches its handler: status and details. */
const READ_ERRORS: Record<string, [status: number, details: string]> = {
	FST_ERR_BAD_URL: [400, "The address has a malformed percent escape."],
	FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
		400,
		"The `Content-Length` header doesn't match the length of the body.",
	],
	FST_ERR_CTP_INVALID_MEDIA_TYPE: [
		400,
		"The `Content-Type` header must be `application/json`.",
	],
	// The client disconnected while sending. Nobody receives this response.
	ECONNRESET: [400, "Connection closed before the full request arrived."],
};

/** Fastify's error for a body that is too large. */
const TOO_LARGE = "FST_ERR_CTP_BODY_TOO_LARGE";

/** @param onFault Receives the request and the stack trace of internal errors. */
export function createErrorAnswer(
	operations: Operation[],
	check: SchemaCheck,
	clock: Clock,
	onFault: (trace: string) => void,
): ErrorAnswer {
	const [documented500] = operations.flatMap(({ answers }) =>
		answers.filter(({ status }) => status === 500),
	);
	const [example] = operations.flatMap((each) => examplesOf(each, 500));
	if (!documented500?.body || !example)
		throw new Error("The description has no example of a 500.");
	const { schema } = documented500.body;
	const { error: internal } = example.value as { error: Node };

	const expected = (
		error: unknown,
		bodyLimit = BODY_LIMIT,
	): HttpAnswer | undefined => {
		if (error instanceof Refusal) return error.answer;
		const { code } = error as { code?: string };
		if (code === TOO_LARGE)
			return houseError(
				413,
				"Invalid request",
				`The request body is larger than ${bodyLimit / 1e6} MB.`,
			);
		const [status, details] = READ_ERRORS[code ?? ""] ?? [];
		return status && details
			? houseError(status, "Invalid request", details)
			: undefined;
	};

	const faultOf = (error: unknown, answer: HttpAnswer | undefined): unknown => {
		if (!answer) return error;
		const fault = violationOf(check, schema, answer.body);
		return fault && new Error(`The ${answer.status} ${fault}`);
	};

	return (error, { method, url, routeOptions }) => {
		const answer = expected(error, routeOptions?.bodyLimit);
		const fault = faultOf(error, answer);
		if (answer && !fault) return answer;
		const isFile = fault instanceof DataFileError;
		const trace = isFile
			? fault.message
			: ((fault as Partial<Error>).stack ?? fault);
		onFault(`${method} ${url}: ${trace}`);
		const details = isFile
			? fault.message
			: "The sandbox has an internal error. See its log.";
		const timestamp = clock.now().toISOString();
		if (fault instanceof UnavailableError)
			return houseError(503, "Service unavailable", details, {
				"retry-after": "1",
			});
		const body = { error: { ...internal, details, timestamp } };
		return { status: documented500.status, headers: {}, body };
	};
}
