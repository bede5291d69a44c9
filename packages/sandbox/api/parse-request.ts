/** Validates, parses and completes requests by the description. */

import { createExplain, decodeBody, Refusal, refuseInput } from "@lomi/http";
import {
	type Body,
	type Description,
	type Node,
	type Operation,
	resolve,
} from "@lomi/spec";
import {
	createValidator,
	parseParameter,
	type SchemaCheck,
} from "@lomi/spec/validation";
import type { FastifyRequest } from "fastify";

/** A parsed request. */
export interface ParsedRequest {
	path: Record<string, string>;
	/** Parsed, with the description's defaults applied. */
	query: Node;
	/** With the description's defaults applied. */
	body: Node;
}

/**
 * Creates the function that parses a request to an operation. It throws a {@link Refusal} if the request is invalid.
 *
 * @param operations All operations of the description.
 */
export function createRequestParser(
	document: Description,
	operations: Operation[],
	check: SchemaCheck,
) {
	const validate = createValidator(document, check);
	const explain = createExplain(document, operations);
	return (
		operation: Operation,
		{ headers, params, body: bytes }: FastifyRequest,
		query: URLSearchParams,
	): ParsedRequest => {
		const path = params as Record<string, string>;
		const body = operation.body
			? decodeBody((bytes as Buffer | undefined) ?? EMPTY, headers)
			: "";
		const violations = validate(operation, { path, query, headers, body });
		if (violations.length > 0)
			throw new Refusal(explain(operation, violations));
		return {
			path: readPath(operation, path),
			query: readQuery(operation, query),
			body: completeBody(document, operation, body),
		};
	};
}

const EMPTY = Buffer.alloc(0);

function readPath(
	{ parameters }: Operation,
	path: Record<string, string>,
): Record<string, string> {
	const read = { ...path };
	for (const { in: place, name, schema } of parameters)
		if (place === "path" && read[name] !== undefined)
			read[name] = canonical(schema, read[name]) as string;
	return read;
}

/** Normalises a value as the database stores it: times in UTC, UUIDs in lower case (RFC 9562, section 4). */
function canonical(schema: Node, value: unknown): unknown {
	if (typeof value !== "string") return value;
	if (schema.format === "date-time") return toUtc(value);
	return schema.format === "uuid" ? value.toLowerCase() : value;
}

/** Query values by name, with defaults for those that are absent. */
export function readQuery(operation: Operation, query: URLSearchParams): Node {
	const values: Node = {};
	for (const parameter of operation.parameters) {
		if (parameter.in !== "query") continue;
		const text = query.get(parameter.name);
		const value =
			text === null
				? parameter.schema.default
				: parseParameter(parameter, text);
		if (value !== undefined)
			values[parameter.name] = canonical(parameter.schema, value);
	}
	return values;
}

/** Maximum nesting of objects and arrays: deeper values could not be serialised again. */
export const MAX_DEPTH = 1_000;

/**
 * The body with its schema's defaults, and times and UUIDs normalised.
 *
 * @param text Valid JSON; empty if the operation has no body, or an optional one.
 */
export function completeBody(
	document: Description,
	{ body: documented }: Operation,
	text: string,
): Node {
	if (!documented) return {};
	const sent: Node = text.trim() === "" ? {} : JSON.parse(text);
	if (text.length > MAX_DEPTH && isDeeperThan(sent, MAX_DEPTH))
		refuseInput(
			`The request body is nested more than ${MAX_DEPTH.toLocaleString("en")} levels deep.`,
		);
	const { tag = "" } = documented;
	const variant = variantsOf(document, documented).find(
		(each) => !tag || each[tag]?.const === sent[tag],
	);
	const body: Node = {};
	for (const [name, property] of Object.entries(variant ?? {})) {
		// Accepted from old clients, and ignored.
		if (property.deprecated) continue;
		const value = name in sent ? sent[name] : property.default;
		if (value === undefined) continue;
		body[name] = Array.isArray(value)
			? value.map((item) =>
					canonical(resolve(document, property.items ?? {}), item),
				)
			: canonical(property, value);
	}
	return body;
}

/** Fields of a body by name, with references resolved. */
type Fields = Record<string, Node>;

const VARIANTS = new WeakMap<Body, Fields[]>();

/** The variants of a body's schema; most have one. Cached, since this runs for every request. */
function variantsOf(document: Description, body: Body): Fields[] {
	const known = VARIANTS.get(body);
	if (known) return known;
	const schema = resolve(document, { $ref: body.schema });
	const variants = (schema.oneOf ?? [schema]).map((each: Node) => {
		const { properties = {} } = resolve(document, each);
		return Object.fromEntries(
			Object.entries<Node>(properties).map(([name, node]) => [
				name,
				resolve(document, node),
			]),
		);
	});
	VARIANTS.set(body, variants);
	return variants;
}

function isDeeperThan(value: unknown, levels: number): boolean {
	if (typeof value !== "object" || value === null) return false;
	return (
		levels === 0 ||
		Object.values(value).some((item) => isDeeperThan(item, levels - 1))
	);
}

const TIME = /^(\d{4}-\d\d-\d\d)t(\d\d:\d\d:)(\d\d)(\.\d+)?(z|[+-]\d\d:\d\d)$/i;

/**
 * Normalises a time to UTC so that times compare as text. A leap second, which `Date` can't represent, becomes the second before it.
 *
 * @param text A valid RFC 3339 date-time.
 */
export function toUtc(text: string): string {
	const [, date, minutes, seconds, fraction = "", offset = ""] =
		TIME.exec(text) ?? [];
	const second = seconds === "60" ? "59" : seconds;
	const spelled = `${date}T${minutes}${second}${fraction}${offset.toUpperCase()}`;
	return formatTime(Date.parse(spelled));
}

const EARLIEST = Date.parse("0000-01-01T00:00:00.000Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/** Formats a time for the database. RFC 3339 years have four digits, so times beyond them are clamped. */
export function formatTime(time: number): string {
	return new Date(Math.min(LATEST, Math.max(EARLIEST, time))).toISOString();
}
