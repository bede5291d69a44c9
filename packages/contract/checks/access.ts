/** Requests that every server must reject: without a required header, with an invalid key, or with a method that the path doesn't have. */
import {
	type Description,
	escapePointer,
	keyHeader,
	type Operation,
	type Request,
} from "@lomi/spec";
import type { HttpResponse } from "../http/response.ts";
import type { ConstraintCase } from "../requests/invalid-requests.ts";
import {
	type CheckResult,
	checkResult,
	describeResponse,
} from "./check-result.ts";
import type { CheckName } from "./names.ts";
import { operationPointer } from "./spec-pointers.ts";

const SECURITY_SCHEME = "#/components/securitySchemes/apiKey";

/** Requests that each lack one of the headers that the operation requires, the API key included. */
export function requestsWithoutHeader(
	document: Description,
	operation: Operation,
	valid: Request,
): ConstraintCase[] {
	const required = operation.parameters
		.filter((parameter) => parameter.in === "header" && parameter.required)
		.map(({ name, pointer }) => ({ name, pointer }));
	return [
		{ name: keyHeader(document), pointer: SECURITY_SCHEME },
		...required,
	].map(({ name, pointer }) => ({
		name: `without ${name}`,
		pointer,
		request: { ...valid, headers: { ...valid.headers, [name]: undefined } },
	}));
}

export interface KeyOptions {
	/** The valid API key. */
	key: string;
	/** True if the server has no memory: it then can't know which keys were issued. */
	stateless: boolean;
}

/** Requests with each kind of invalid key. */
export function requestsWithInvalidKey(
	document: Description,
	{ key, stateless }: KeyOptions,
	valid: Request,
): ConstraintCase[] {
	const header = keyHeader(document);
	const withKey = (value: string | undefined, others = {}) => ({
		...valid,
		headers: { ...valid.headers, [header]: value, ...others },
	});
	const prefixes = document.servers.map((server) => server["x-key-prefix"]);
	const own = prefixes.find((prefix) => key.startsWith(prefix)) ?? "";
	const other = prefixes.find((prefix) => !key.startsWith(prefix));
	const cases = [
		{ name: "an empty key", request: withKey("") },
		{ name: "an invalid key", request: withKey("none") },
		{
			name: "the key in Authorization",
			request: withKey(undefined, { Authorization: `Bearer ${key}` }),
		},
		{
			name: "a key of the other environment",
			request: withKey(`${other}unknown`),
		},
		...(stateless
			? []
			: [
					{
						name: "a key that was never issued",
						request: withKey(`${own}contractneverissued`),
					},
				]),
	];
	return cases.map((each) => ({ ...each, pointer: SECURITY_SCHEME }));
}

/** The status that every operation documents for a missing or invalid key. */
const UNAUTHORIZED = 401;

/** Asserts that a request without a header or a valid key gets a 401. */
export function assertUnauthorized(
	check: CheckName,
	name: string,
	pointer: string,
): (response: HttpResponse) => CheckResult[] {
	return (response) => [
		checkResult(check, response.status === UNAUTHORIZED, {
			message: `Returned ${response.status} to a request with ${name}.`.replace(
				"with without",
				"without",
			),
			expected: String(UNAUTHORIZED),
			got: describeResponse(response),
			pointer,
		}),
	];
}

/** Methods of RFC 9110, and PATCH. Servers handle HEAD and OPTIONS by themselves. */
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"];

/** Requests with each method that the path doesn't have. They are made once per path, for its first operation. */
export function requestsWithOtherMethods(
	operations: Operation[],
	operation: Operation,
	valid: Request,
): ConstraintCase[] {
	const methods = methodsOf(operations, operation);
	const [first] = operations.filter(({ path }) => path === operation.path);
	if (first !== operation) return [];
	const { body: _, ...withoutBody } = valid;
	return METHODS.filter((method) => !methods.includes(method)).map(
		(method) => ({
			name: method,
			pointer: `#/paths/${escapePointer(operation.path)}`,
			request: { ...withoutBody, method },
		}),
	);
}

function methodsOf(operations: Operation[], { path }: Operation): string[] {
	return operations
		.filter((each) => each.path === path)
		.map(({ method }) => method.toUpperCase());
}

/** Asserts that an unsupported method gets a 405 whose `Allow` lists the methods of the path. */
export function assertMethodNotAllowed(
	operations: Operation[],
	operation: Operation,
	pointer: string,
): (response: HttpResponse) => CheckResult[] {
	const methods = methodsOf(operations, operation);
	return (response) => {
		const { status, headers } = response;
		const allowed = (headers.allow ?? "")
			.split(",")
			.map((method) => method.trim())
			.filter((method) => !["HEAD", "OPTIONS", ""].includes(method));
		const matches = methods.toSorted().join() === allowed.toSorted().join();
		const problem =
			status !== 405
				? `Returned ${status} for an unsupported method`
				: matches
					? undefined
					: `The header Allow is ${headers.allow ?? "missing"}`;
		return [
			checkResult("unsupported_method", problem === undefined, {
				message: `${problem}.`,
				expected: `405, with Allow: ${methods.join(", ")}`,
				got: describeResponse(response),
				pointer: pointer || operationPointer(operation),
			}),
		];
	};
}
