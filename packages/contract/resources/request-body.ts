/** Turns the documented examples into requests that a server can accept: real IDs, unique URLs, future dates. */
import {
	type Description,
	documentedRequest,
	type Node,
	type Operation,
	type Request,
	resolve,
	type Unique,
} from "@lomi/spec";
import { isReference } from "../requests/boundaries.ts";
import { variantsOf } from "../requests/invalid-requests.ts";

/** The fields of an operation's body that refer to another resource, in all variants of its schema. */
export function referenceFields(
	document: Description,
	{ body }: Operation,
): string[] {
	if (!body) return [];
	return variantsOf(document, body.schema).flatMap((variant) =>
		Object.entries<Node>(variant.schema.properties)
			.filter(([, property]) => isReference(resolve(document, property)))
			.map(([name]) => name),
	);
}

/**
 * Fills in the body of an example.
 *
 * @param references IDs of existing resources by the field that refers to them: `product_id`.
 */
export function fillInBody(
	example: unknown,
	fields: string[],
	references: ReadonlyMap<string, string>,
	unique: Unique,
): Pick<Request, "body" | "references"> {
	const body = { ...(example as Node) };
	for (const field of fields)
		if (typeof body[field] === "string")
			body[field] = references.get(field) ?? body[field];
	for (const [field, value] of Object.entries(body)) {
		if (isUrl(value)) body[field] = `${value}?${unique.next()}`;
		// Dates of examples pass: what expired next year when it was written has expired by now.
		if (isPast(value)) body[field] = tomorrow();
	}
	return { body, references: fields.some((field) => body[field] != null) };
}

/** The required query parameters of a request. */
export function requiredQuery(
	{ parameters }: Operation,
	{ query }: Request,
): Request["query"] {
	return query.filter(([name]) =>
		parameters.some((each) => each.name === name && each.required),
	);
}

const UNUSED_UUID = "00000000-0000-4000-8000-000000000000";

/**
 * Well-formed path parameters for when no resource is known. For reading, the documented ones, which a server may have; otherwise those of
 * no resource.
 */
export function placeholderPath(operation: Operation): Record<string, string> {
	const examples = documentedRequest(operation).path;
	if (operation.method === "get") return examples;
	return Object.fromEntries(
		operation.parameters
			.filter((parameter) => parameter.in === "path")
			.map(({ name, schema }) => [
				name,
				schema.format === "uuid" ? UNUSED_UUID : (examples[name] ?? ""),
			]),
	);
}

function isPast(value: unknown): boolean {
	return (
		typeof value === "string" &&
		/^\d{4}-\d\d-\d\dT/.test(value) &&
		Date.parse(value) < Date.now()
	);
}

function tomorrow(): string {
	const date = new Date();
	date.setUTCDate(date.getUTCDate() + 1);
	return `${date.toISOString().slice(0, 10)}T12:00:00.000Z`;
}

function isUrl(value: unknown): value is string {
	return typeof value === "string" && /^https?:\/\/[^?#]+$/.test(value);
}
