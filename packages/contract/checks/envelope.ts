/** envelope_conformance: the fields around the payload of a response. */
import type { Answer as DocumentedResponse } from "@lomi/spec";
import {
	type CheckResult,
	checkResult,
	describeResponse,
} from "./check-result.ts";
import type { CheckedExchange, ConformanceOptions } from "./exchange.ts";
import { operationPointer, responsePointer } from "./spec-pointers.ts";

interface Envelope {
	data?: unknown;
	error?: unknown;
	meta?: Record<string, unknown>;
	environment?: unknown;
}

/** Checks a response's envelope. Returns no result if the response has no body that needs one. */
export function checkEnvelope(
	exchange: CheckedExchange,
	documented: DocumentedResponse | undefined,
	options: ConformanceOptions,
): CheckResult[] {
	const { request, response } = exchange;
	const { body, status } = response;
	if (typeof body !== "object" || body === null) return [];
	if (status < 300 && !documented?.body) return [];
	const problem =
		status >= 400
			? "data" in body
				? "An error has `data`"
				: undefined
			: status < 300
				? envelopeProblem(body as Envelope, exchange, options)
				: undefined;
	return [
		checkResult("envelope_conformance", problem === undefined, {
			message: `${problem}.`,
			expected:
				"the payload in `data`, the environment of the API key, and a `meta` that matches the request",
			got: describeResponse(response),
			pointer: problem?.includes("`meta")
				? operationPointer(request.operation, "x-pagination")
				: responsePointer(request.operation, status),
		}),
	];
}

function envelopeProblem(
	body: Envelope,
	exchange: CheckedExchange,
	{ environment, stateless }: ConformanceOptions,
): string | undefined {
	if (!("data" in body)) return "The response has no `data`";
	if ("error" in body) return "A success has `error`";
	const places = { environment: body, "data.environment": body.data };
	for (const [name, parent] of Object.entries(places)) {
		const value = (parent as Envelope | null)?.environment;
		if (environment && typeof value === "string" && value !== environment)
			return `\`${name}\` is ${value}, but the API key is a ${environment} key`;
	}
	return stateless ? undefined : pageProblem(body, exchange);
}

/** Compares what `meta` says about the page with what was asked for. */
function pageProblem(
	{ data, meta = {} }: Envelope,
	{ request }: CheckedExchange,
): string | undefined {
	const { pagination, parameters } = request.operation;
	if (!pagination || pagination.style === "none" || !Array.isArray(data))
		return undefined;
	const requested = (name: string | undefined) => {
		const [, text] = request.query.find(([key]) => key === name) ?? [];
		const { schema } = parameters.find((each) => each.name === name) ?? {};
		return Number(text ?? schema?.default);
	};
	const reported = (path: string | undefined) =>
		path === undefined ? undefined : meta[path.replace(/^meta\./, "")];
	const size = requested(pagination.size);
	if (data.length > size)
		return `The page has ${data.length} items, but ${size} were requested`;
	const used = reported(pagination.sizeUsed);
	// A server may return shorter pages than requested, as long as it says so.
	if (typeof used === "number" && (used > size || data.length > used))
		return `\`${pagination.sizeUsed}\` is ${used}, but ${size} items were requested and ${data.length} returned`;
	const total = reported(pagination.total);
	if (typeof total === "number" && total < data.length)
		return `\`${pagination.total}\` is ${total}, but the page has ${data.length} items`;
	return undefined;
}
