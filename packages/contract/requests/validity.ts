/** Whether a request is valid according to the description. */

import { type Description, headersOf, type Request, textOf } from "@lomi/spec";
import {
	createSchemaCheck,
	type SchemaCheck,
	type Validator,
} from "@lomi/spec/validation";

const CHECKS = new WeakMap<Description, SchemaCheck>();

/** Whether a value conforms to the schema at a JSON pointer. */
export function conforms(
	document: Description,
	pointer: string,
	value: unknown,
): boolean {
	const check = CHECKS.get(document) ?? createSchemaCheck(document);
	CHECKS.set(document, check);
	return check(pointer, value).length === 0;
}

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
