/** The checks that every exchange can be held to, whatever it was made for. */
import {
	type Description,
	type Answer as Documented,
	escapePointer,
	type Operation,
	type Request,
	requestFaults,
} from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import { describeViolation } from "@lomi/spec/validation-messages";
import type { Answer } from "../send.ts";
import { envelopeVerdicts } from "./envelope.ts";
import type { CheckName, Verdict } from "./names.ts";
import {
	fieldPointer,
	operationPointer,
	responsePointer,
} from "./spec-pointers.ts";

/** A request, its answer, and what the description says should become of it, where it does. */
export interface Exchange {
	request: Request;
	answer: Answer;
	/** `accepted` where nothing is wrong with the request, `refused` where something is. */
	expected?: "accepted" | "refused" | undefined;
	/** The place that makes it refused, or that the request is at the edge of. */
	pointer?: string | undefined;
}

export interface ConformanceOptions {
	/** The environment that the key belongs to; undefined where nobody knows. */
	environment: string | undefined;
	/** True where the server can't tell the page that was asked for. */
	stateless: boolean;
}

/** Gives the verdict of each check that applies to an exchange. */
export type Conformance = (exchange: Exchange) => Verdict[];

export function createConformance(
	document: Description,
	check: SchemaCheck,
	options: ConformanceOptions,
): Conformance {
	const faults = requestFaults(document);
	return (exchange) => {
		const { request, answer } = exchange;
		const { operation } = request;
		const { status } = answer;
		const documented = operation.answers.find(
			(candidate) => candidate.status === status,
		);
		const { body } = documented ?? {};
		return [
			{
				check: "not_a_server_error",
				...unless(status < 500, {
					message: `It answers ${status} to a request that the server should survive.`,
					expected: "a status below 500",
					got: told(answer),
					pointer: operationPointer(operation),
				}),
			},
			{
				check: "status_code_conformance",
				...unless(documented !== undefined, {
					message: `${status} is not among the statuses that the operation documents.`,
					expected: operation.answers.map((each) => each.status).join(", "),
					got: told(answer),
					pointer: operationPointer(operation, "responses"),
				}),
			},
			...(documented ? [contentType(operation, documented, answer)] : []),
			...(documented ? headers(documented, answer, check) : []),
			...(body && answer.body !== undefined
				? schema(document, operation, body.schema, answer, check)
				: []),
			...envelopeVerdicts(exchange, documented, options),
			...(status >= 400
				? [errorShape(document, operation, answer, check)]
				: []),
			...expectation(exchange, faults),
		];
	};
}

/** A finding, but where all is well. */
export function unless(
	fine: boolean,
	finding: NonNullable<Verdict["finding"]>,
): Pick<Verdict, "finding"> {
	return fine ? {} : { finding };
}

/** An answer in a line. */
export function told({ status, text }: Answer): string {
	const shown = text.length > 400 ? `${text.slice(0, 400)}…` : text;
	return `${status} ${shown || "with an empty body"}`;
}

function contentType(
	operation: Operation,
	{ status, body }: Documented,
	answer: Answer,
): Verdict {
	const given = answer.headers["content-type"];
	const json = /^application\/json\s*(;|$)/i.test(given ?? "");
	const fine = body ? json && answer.body !== undefined : answer.text === "";
	return {
		check: "content_type_conformance",
		...unless(fine, {
			message: !body
				? `A ${status} has no content, and this one has.`
				: json
					? "The body is not JSON, though its Content-Type says so."
					: `The Content-Type is ${given ?? "missing"}.`,
			expected: body ? "application/json" : "no content",
			got: `${given ?? "no Content-Type"}; ${told(answer)}`,
			pointer: responsePointer(operation, status),
		}),
	};
}

function headers(
	documented: Documented,
	answer: Answer,
	check: SchemaCheck,
): Verdict[] {
	return documented.headers.map((header): Verdict => {
		const { name, required, schema, pointer } = header;
		const { type } = schema;
		const text = answer.headers[name.toLowerCase()];
		const expected = `${name}: ${type}`;
		if (text === undefined)
			return {
				check: "response_headers_conformance",
				...unless(!required, {
					message: `The header ${name} is missing.`,
					expected,
					got: `${answer.status} with ${Object.keys(answer.headers).join(", ")}`,
					pointer,
				}),
			};
		const value = type === "integer" && /^-?\d+$/.test(text) ? +text : text;
		const [error] = check(pointer, value);
		return {
			check: "response_headers_conformance",
			...unless(!error, {
				message: `${error && describeViolation(error, { root: name }).details}.`,
				expected,
				got: `${name}: ${text}`,
				pointer,
			}),
		};
	});
}

/** How many mistakes of one answer are told. */
const MOST = 5;

function schema(
	document: Description,
	_operation: Operation,
	pointer: string,
	answer: Answer,
	check: SchemaCheck,
): Verdict[] {
	const errors = check(pointer, answer.body);
	const name: CheckName = "response_schema_conformance";
	if (errors.length === 0) return [{ check: name }];
	return errors.slice(0, MOST).map((error) => {
		const { details } = describeViolation(error, {
			root: "",
			whole: "The body",
		});
		const { missingProperty: missing } = error.params;
		const path = `${error.instancePath}${missing ? `/${escapePointer(missing)}` : ""}`;
		return {
			check: name,
			finding: {
				message: `The ${answer.status} is not as described: ${details}.`,
				expected: missing ? `a field ${path}` : details,
				got: `${shown(error.data)} in ${told(answer)}`,
				pointer: fieldPointer(document, pointer, path),
			},
		};
	});
}

/** A value in a few characters. */
export function shown(value: unknown): string {
	const text = JSON.stringify(value) ?? "nothing";
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

const ERROR = "#/components/schemas/Error";

function errorShape(
	document: Description,
	_operation: Operation,
	answer: Answer,
	check: SchemaCheck,
): Verdict {
	const [error] = check(ERROR, answer.body ?? null);
	const { status } =
		(answer.body as { error?: { status?: number } } | undefined)?.error ?? {};
	const fault =
		answer.body === undefined
			? "The body of an error is not JSON"
			: error
				? describeViolation(error, { root: "", whole: "The body" }).details
				: status !== undefined && status !== answer.status
					? `\`error.status\` is ${status}, and the status of the answer ${answer.status}`
					: undefined;
	return {
		check: "error_shape",
		...unless(fault === undefined, {
			message: `The error is not in the house shape: ${fault}.`,
			expected: `{ "error": { "message": … } }, and a true status where it has one`,
			got: told(answer),
			pointer: error
				? fieldPointer(document, ERROR, error.instancePath)
				: ERROR,
		}),
	};
}

/** Whether a good request was taken, and a bad one refused. */
function expectation(
	{ request, answer, expected, pointer }: Exchange,
	faults: string[],
): Verdict[] {
	const { operation } = request;
	const { status } = answer;
	// What a server error says of a request, not_a_server_error has said.
	if (expected === undefined || status >= 500 || status === 429) return [];
	if (expected === "refused")
		return [
			{
				check: "negative_data_rejection",
				...unless(status >= 400, {
					message: `It answers ${status} to a request that the description doesn't allow.`,
					expected: "400",
					got: told(answer),
					pointer: pointer ?? operationPointer(operation),
				}),
			},
		];
	return [
		{
			check: "positive_data_acceptance",
			...unless(!isRefusal(request, answer, faults), {
				message: `It answers ${status} to a request in which nothing is wrong.`,
				expected: operation.answers
					.filter((each) => each.status < 300)
					.map((each) => each.status)
					.join(" or "),
				got: told(answer),
				pointer: pointer ?? operationPointer(operation),
			}),
		},
	];
}

/** Whether an answer says that the request is wrong in itself, and not that the present state is against it. */
function isRefusal(
	{ references }: Request,
	{ status, body }: Answer,
	faults: string[],
): boolean {
	if (status < 400 || [403, 404, 409].includes(status)) return false;
	if (status !== 400) return true;
	const { code } = (body as { error?: { code?: string } })?.error ?? {};
	// Two things that the request names, a product and a currency, may not go together.
	return code === undefined ? !references : faults.includes(code);
}
