/** Requests that no server should take: without a header that it needs, with a key that is none, with a method that isn't there. */
import { escapePointer, type Operation, type Request } from "@lomi/spec";
import type { InvalidRequest } from "../requests/invalid-requests.ts";
import type { Run } from "../run.ts";
import type { Answer } from "../send.ts";
import { told, unless } from "./conformance.ts";
import type { CheckName, Verdict } from "./names.ts";
import { operationPointer } from "./spec-pointers.ts";

const SCHEME = "#/components/securitySchemes/apiKey";

/** A request without each header that the operation requires; the key is one. */
export function headerProbes(
	{ keyHeader }: Run,
	operation: Operation,
	good: Request,
): InvalidRequest[] {
	const required = operation.parameters
		.filter((parameter) => parameter.in === "header" && parameter.required)
		.map(({ name, pointer }) => ({ name, pointer }));
	return [{ name: keyHeader, pointer: SCHEME }, ...required].map(
		({ name, pointer }) => ({
			name: `without ${name}`,
			pointer,
			request: { ...good, headers: { ...good.headers, [name]: undefined } },
		}),
	);
}

/** A request with each kind of key that is none. A server without a memory can't tell a key that it never gave. */
export function authProbes(
	{ keyHeader, settings, document }: Run,
	good: Request,
): InvalidRequest[] {
	const { key, stateless } = settings;
	const withKey = (value: string | undefined, others = {}) => ({
		...good,
		headers: { ...good.headers, [keyHeader]: value, ...others },
	});
	const other = document.servers.find(
		(server) => !key.startsWith(server["x-key-prefix"]),
	);
	const probes = [
		{ name: "an empty key", request: withKey("") },
		{ name: "a key that is none", request: withKey("none") },
		{
			name: "a key in Authorization",
			request: withKey(undefined, { Authorization: `Bearer ${key}` }),
		},
		{
			name: "a key of the other environment",
			request: withKey(`${other?.["x-key-prefix"]}unknown`),
		},
		...(stateless
			? []
			: [
					{
						name: "a key that was never given",
						request: withKey(
							`${document.servers.find((server) => key.startsWith(server["x-key-prefix"]))?.["x-key-prefix"] ?? ""}contractneverissued`,
						),
					},
				]),
	];
	return probes.map((probe) => ({ ...probe, pointer: SCHEME }));
}

/** The status that a missing or unknown key is answered with, from the description: the one that every operation has for it. */
const UNAUTHORIZED = 401;

/** Judges the answer to a request that must be refused for want of a header or a key. */
export function judgeRefusal(
	check: CheckName,
	name: string,
	pointer: string,
): (answer: Answer) => Verdict[] {
	return (answer) => [
		{
			check,
			...unless(answer.status === UNAUTHORIZED, {
				message:
					`It answers ${answer.status} to a request with ${name}.`.replace(
						"with without",
						"without",
					),
				expected: String(UNAUTHORIZED),
				got: told(answer),
				pointer,
			}),
		},
	];
}

/** Methods that a server must know (RFC 9110) and those that people try; HEAD and OPTIONS are answered by servers themselves. */
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"];

/** A request with each method that the path doesn't have. The first operation of a path makes them for all of it. */
export function methodProbes(
	{ operations, settings }: Run,
	operation: Operation,
	good: Request,
): InvalidRequest[] {
	const methods = methodsOf(operations, operation);
	const [first] = operations.filter(({ path }) => path === operation.path);
	// Where nothing may be changed, nobody relies on a method that isn't there to be refused.
	if (first !== operation || !settings.mayWrite) return [];
	const { body: _, ...bare } = good;
	return METHODS.filter((method) => !methods.includes(method)).map(
		(method) => ({
			name: method,
			pointer: `#/paths/${escapePointer(operation.path)}`,
			request: { ...bare, method },
		}),
	);
}

function methodsOf(operations: Operation[], { path }: Operation): string[] {
	return operations
		.filter((each) => each.path === path)
		.map(({ method }) => method.toUpperCase());
}

/** Judges the answer to a method that isn't there. */
export function judgeMethod(
	{ operations }: Run,
	operation: Operation,
	pointer: string,
): (answer: Answer) => Verdict[] {
	const methods = methodsOf(operations, operation);
	return (answer) => {
		const { status, headers } = answer;
		const allowed = (headers.allow ?? "")
			.split(",")
			.map((method) => method.trim())
			.filter((method) => !["HEAD", "OPTIONS", ""].includes(method));
		const same = methods.toSorted().join() === allowed.toSorted().join();
		const fault =
			status !== 405
				? `It answers ${status} to a method that the path doesn't have`
				: same
					? undefined
					: `The header Allow is ${headers.allow ?? "missing"}`;
		return [
			{
				check: "unsupported_method",
				...unless(fault === undefined, {
					message: `${fault}.`,
					expected: `405, with Allow: ${methods.join(", ")}`,
					got: told(answer),
					pointer: pointer || operationPointer(operation),
				}),
			},
		];
	};
}
