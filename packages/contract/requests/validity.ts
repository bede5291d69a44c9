/** Whether a request is valid according to the description. */

import { headersOf, type Request, textOf } from "@lomi/spec";
import type { Validator } from "@lomi/spec/validation";

export function isValid(validate: Validator, request: Request): boolean {
	return violationsIn(validate, request).length === 0;
}

/** Returns a sentence for each violation in a request. */
export function violationsIn(validate: Validator, request: Request): string[] {
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
	const isJson = headers["content-type"] === "application/json";
	return [
		...violations.map(({ details }) => details),
		...(body && !isJson ? ["The Content-Type is not application/json."] : []),
	];
}
