/** Puts around what a handler gives what the description has around it: `data`, `success`, `environment`, `meta`. */
import { type Body, type Description, type Node, resolve } from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import { violationOf } from "../conformance.ts";
import type { Context, Outcome } from "./context.ts";
import type { Kept } from "./idempotency.ts";

/** What an answer depends on besides what the handler gives. */
type Asked = Pick<Context, "document" | "operation" | "query" | "environment">;

/**
 * The answer of a success, as documented.
 *
 * @throws Where what the handler gives is not as documented.
 */
export function envelop(
	asked: Asked,
	outcome: Outcome,
	check: SchemaCheck,
): Kept {
	const { document, operation, environment } = asked;
	const answer = operation.answers.find(({ status }) => status < 300);
	if (!answer) throw new Error(`${operation.id} documents no success.`);
	const { status } = answer;
	if (!answer.body) return { status, text: "" };
	const { schema } = answer.body;
	const known: Node = {
		success: true,
		data: outcome.data,
		meta: metaOf(asked, outcome),
		environment,
		...outcome.beside,
	};
	const body: Node = {};
	for (const name of namesOf(document, answer.body))
		if (known[name] !== undefined) body[name] = known[name];
	const fault = violationOf(check, schema, body);
	if (fault) throw new Error(`The ${status} of ${operation.id} ${fault}`);
	return { status, text: JSON.stringify(body) };
}

const NAMES = new WeakMap<Body, string[]>();

/** What an answer's body may have, in this order. Looked up once: an answer is asked for again and again. */
function namesOf(document: Description, body: Body): string[] {
	const known = NAMES.get(body);
	if (known) return known;
	const names = Object.keys(
		resolve(document, { $ref: body.schema }).properties,
	);
	NAMES.set(body, names);
	return names;
}

/** What `meta` tells of a page, under the names that `x-pagination` gives. */
function metaOf(
	{ operation, query }: Asked,
	{ data, total }: Outcome,
): Node | undefined {
	const { pagination } = operation;
	if (!pagination?.size || !Array.isArray(data)) return undefined;
	const { position, size, positionUsed, sizeUsed, pages, returned } =
		pagination;
	const limit: number = query[size];
	const told = [
		[positionUsed, query[position ?? pagination.style]],
		[sizeUsed, limit],
		[pagination.total, total],
		[pages, total === undefined ? undefined : Math.ceil(total / limit)],
		[returned, data.length],
	] as const;
	return Object.fromEntries(
		told.flatMap(([place, value]) =>
			place && value !== undefined
				? [[place.replace(/^meta\./, ""), value]]
				: [],
		),
	);
}
