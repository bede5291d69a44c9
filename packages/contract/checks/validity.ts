/** What is wrong with a request, by the description. */

import { headersOf, type Request, textOf } from "@lomi/spec";
import type { Validator } from "@lomi/spec/validation";

/** Whether a request is one that the description allows. */
export function isValid(validate: Validator, request: Request): boolean {
	return mistakesIn(validate, request).length === 0;
}

/** Sentences on all that is wrong with a request; empty where nothing is. */
export function mistakesIn(validate: Validator, request: Request): string[] {
	const headers = Object.fromEntries(
		headersOf(request, "x-key", "").map(([name, value]) => [
			name.toLowerCase(),
			value,
		]),
	);
	const violations = validate(request.operation, {
		path: request.path,
		query: new URLSearchParams(request.query),
		headers,
		body: textOf(request) ?? "",
	});
	const { body } = request.operation;
	const json = headers["content-type"] === "application/json";
	return [
		...violations.map(({ details }) => details),
		...(body && !json ? ["The body is not called JSON."] : []),
	];
}
