/** Whether a request is one that the description allows. */
import type { Validator } from "../../description/validator.ts";
import { headersOf, type Request, textOf } from "../requests/request.ts";

export function isValid(validate: Validator, request: Request): boolean {
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
	const json =
		request.operation.body === undefined ||
		headers["content-type"] === "application/json";
	return violations.length === 0 && json;
}
