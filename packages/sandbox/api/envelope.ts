/** Wraps a handler's result in the documented envelope: `data`, `success`, `environment`, `meta`. */
import { type Body, type Description, type Node, resolve } from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import { violationOf } from "../conformance.ts";
import type { Context, HandlerResult } from "./context.ts";
import type { StoredResponse } from "./idempotency.ts";

/** The parts of the request that the envelope depends on. */
type EnvelopeContext = Pick<
	Context,
	"document" | "operation" | "query" | "environment"
>;

/**
 * Builds the documented success response.
 *
 * @throws If the result violates the description.
 */
export function wrapResult(
	context: EnvelopeContext,
	result: HandlerResult,
	check: SchemaCheck,
): StoredResponse {
	const { document, operation, environment } = context;
	const answer = operation.answers.find(({ status }) => status < 300);
	if (!answer) throw new Error(`${operation.id} documents no success.`);
	const { status } = answer;
	if (!answer.body) return { status, text: "" };
	const { schema } = answer.body;
	const known: Node = {
		success: true,
		data: result.data,
		meta: metaOf(context, result),
		environment,
		...result.extra,
	};
	const body: Node = {};
	for (const name of namesOf(document, answer.body))
		if (known[name] !== undefined) body[name] = known[name];
	const fault = violationOf(check, schema, body);
	if (fault) throw new Error(`The ${status} of ${operation.id} ${fault}`);
	return { status, text: JSON.stringify(body) };
}

const NAME_CACHE = new WeakMap<Body, string[]>();

/** The properties of a response body, in order. Cached, since this runs for every response. */
function namesOf(document: Description, body: Body): string[] {
	const known = NAME_CACHE.get(body);
	if (known) return known;
	const names = Object.keys(
		resolve(document, { $ref: body.schema }).properties,
	);
	NAME_CACHE.set(body, names);
	return names;
}

/** The page's `meta`, with the field names of `x-pagination`. */
function metaOf(
	{ operation, query }: EnvelopeContext,
	{ data, total }: HandlerResult,
): Node | undefined {
	const { pagination } = operation;
	if (!pagination?.size || !Array.isArray(data)) return undefined;
	const { position, size, positionUsed, sizeUsed, pages, returned } =
		pagination;
	const limit: number = query[size];
	const entries = [
		[positionUsed, query[position ?? pagination.style]],
		[sizeUsed, limit],
		[pagination.total, total],
		[pages, total === undefined ? undefined : Math.ceil(total / limit)],
		[returned, data.length],
	] as const;
	return Object.fromEntries(
		entries.flatMap(([place, value]) =>
			place && value !== undefined
				? [[place.replace(/^meta\./, ""), value]]
				: [],
		),
	);
}
