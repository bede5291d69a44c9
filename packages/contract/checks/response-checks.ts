/** Checks of one response against its documentation: content type, headers, schema, and the shape of errors. */
import {
	type Description,
	type Answer as DocumentedResponse,
	escapePointer,
	type Operation,
} from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import { describeViolation } from "@lomi/spec/validation-messages";
import type { HttpResponse } from "../http/response.ts";
import {
	type CheckResult,
	checkResult,
	describeResponse,
	describeValue,
} from "./check-result.ts";
import type { CheckName } from "./names.ts";
import {
	fieldPointer,
	operationPointer,
	responsePointer,
} from "./spec-pointers.ts";

export function checkContentType(
	operation: Operation,
	{ status, body }: DocumentedResponse,
	response: HttpResponse,
): CheckResult {
	const contentType = response.headers["content-type"];
	const isJson = /^application\/json\s*(;|$)/i.test(contentType ?? "");
	const passed = body
		? isJson && response.body !== undefined
		: response.text === "";
	return checkResult("content_type_conformance", passed, {
		message: !body
			? `A ${status} response must not have a body.`
			: isJson
				? "The Content-Type is application/json, but the body is not valid JSON."
				: `The Content-Type is ${contentType ?? "missing"}.`,
		expected: body ? "application/json" : "no content",
		got: `${contentType ?? "no Content-Type"}; ${describeResponse(response)}`,
		pointer: responsePointer(operation, status),
	});
}

/** @param reason Why the body of the response can't be decoded. */
export function checkReadable(
	operation: Operation,
	{ status }: HttpResponse,
	reason: string,
): CheckResult {
	return checkResult("content_type_conformance", false, {
		message: `The body of the response can't be decoded: ${reason}.`,
		expected:
			"a body without Content-Encoding, as no request has an Accept-Encoding",
		got: `${status} with a body that can't be decoded`,
		pointer: operationPointer(operation, "responses"),
	});
}

export function checkHeaders(
	documented: DocumentedResponse,
	response: HttpResponse,
	checkValue: SchemaCheck,
): CheckResult[] {
	return documented.headers.map((header) => {
		const { name, required, schema, pointer } = header;
		const { type } = schema;
		const text = response.headers[name.toLowerCase()];
		const expected = `${name}: ${type}`;
		if (text === undefined)
			return checkResult("response_headers_conformance", !required, {
				message: `The header ${name} is missing.`,
				expected,
				got: `${response.status} with ${Object.keys(response.headers).join(", ")}`,
				pointer,
			});
		const value = type === "integer" && /^-?\d+$/.test(text) ? +text : text;
		const [error] = checkValue(pointer, value);
		return checkResult("response_headers_conformance", !error, {
			message: `${error && describeViolation(error, { root: name }).details}.`,
			expected,
			got: `${name}: ${text}`,
			pointer,
		});
	});
}

/** How many schema violations of one response are reported. */
const MAX_VIOLATIONS = 5;

/** @param schemaPointer JSON pointer to the schema of the body. */
export function checkSchema(
	document: Description,
	schemaPointer: string,
	response: HttpResponse,
	checkValue: SchemaCheck,
): CheckResult[] {
	const errors = checkValue(schemaPointer, response.body);
	const check: CheckName = "response_schema_conformance";
	if (errors.length === 0) return [{ check }];
	return errors.slice(0, MAX_VIOLATIONS).map((error) => {
		const { details } = describeViolation(error, {
			root: "",
			whole: "The body",
		});
		const { missingProperty: missing } = error.params;
		const path = `${error.instancePath}${missing ? `/${escapePointer(missing)}` : ""}`;
		return {
			check,
			finding: {
				message: `The ${response.status} response doesn't match its schema: ${details}.`,
				expected: missing ? `the field ${path}` : details,
				got: `${describeValue(error.data)} in ${describeResponse(response)}`,
				pointer: fieldPointer(document, schemaPointer, path),
			},
		};
	});
}

const ERROR_SCHEMA = "#/components/schemas/Error";

export function checkErrorShape(
	document: Description,
	response: HttpResponse,
	checkValue: SchemaCheck,
): CheckResult {
	const [error] = checkValue(ERROR_SCHEMA, response.body ?? null);
	const { status } =
		(response.body as { error?: { status?: number } } | undefined)?.error ?? {};
	const problem =
		response.body === undefined
			? "the body is not JSON"
			: error
				? describeViolation(error, { root: "", whole: "The body" }).details
				: status !== undefined && status !== response.status
					? `\`error.status\` is ${status}, but the response status is ${response.status}`
					: undefined;
	return checkResult("error_shape", problem === undefined, {
		message: `The error doesn't have the documented shape: ${problem}.`,
		expected: `{ "error": { "message": … } }, and the response status in error.status if it has one`,
		got: describeResponse(response),
		pointer: error
			? fieldPointer(document, ERROR_SCHEMA, error.instancePath)
			: ERROR_SCHEMA,
	});
}
