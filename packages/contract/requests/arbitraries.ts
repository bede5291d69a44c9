/** Generates random requests, valid and invalid, with fast-check arbitraries that are made from the schemas. */

import {
	type Description,
	type Node,
	type Operation,
	type Parameter,
	type Request,
	resolve,
} from "@lomi/spec";
import fc, { type Arbitrary } from "fast-check";
import { isReference } from "./boundaries.ts";
import {
	alternativesOf,
	exampleOf,
	invalidParameterValues,
	invalidValues,
	type MakeRequest,
	variantsOf,
	without,
	withParameter,
} from "./invalid-requests.ts";
import { conforms } from "./validity.ts";

/**
 * Random valid requests to an operation.
 *
 * @param validRequest Provides path parameters and references to other resources.
 */
export function validRequests(
	document: Description,
	operation: Operation,
	validRequest: MakeRequest,
): Arbitrary<Request> {
	const parameters = operation.parameters.filter(
		(parameter) => parameter.in === "query",
	);
	const query = fc.record(
		Object.fromEntries(
			parameters.map((parameter) => [
				parameter.name,
				texts(document, parameter),
			]),
		),
		{
			requiredKeys: parameters
				.filter(({ required }) => required)
				.map(({ name }) => name),
		},
	);
	const bodies = bodyVariants(document, operation, validRequest).map(
		({ bodies }) => bodies.map((body) => ({ body })),
	);
	return fc
		.tuple(query, bodies.length > 0 ? fc.oneof(...bodies) : fc.constant({}))
		.map(([values, body]) => ({
			...validRequest(),
			query: Object.entries(values) as Request["query"],
			...body,
		}));
}

/** Random requests with one violation each. Undefined if nothing about a request to the operation can be invalid. */
export function invalidRequests(
	document: Description,
	operation: Operation,
	validRequest: MakeRequest,
): Arbitrary<Request> | undefined {
	const valid = validRequests(document, operation, validRequest);
	const mutations = [
		...operation.parameters.flatMap((parameter) =>
			invalidTexts(document, parameter).map((invalid) =>
				fc
					.tuple(valid, invalid)
					.map(([request, text]) => withParameter(request, parameter, text)),
			),
		),
		...bodyVariants(document, operation, validRequest).flatMap(
			({ schema, bodies }) =>
				invalidBodies(document, schema, bodies).map((mutation) =>
					fc.tuple(valid, mutation).map(([{ body: _, ...request }, sent]) => ({
						...request,
						...sent,
					})),
				),
		),
	];
	return mutations.length > 0 ? fc.oneof(...mutations) : undefined;
}

/** Valid values of a parameter, as strings. */
function texts(
	document: Description,
	{ schema }: Parameter,
): Arbitrary<string> {
	return values(document, schema)
		.filter((value) => value !== null)
		.map(String);
}

/** Invalid values of a parameter, for each constraint that it has. */
function invalidTexts(
	document: Description,
	{ schema }: Parameter,
): Arbitrary<string>[] {
	const constants = invalidParameterValues(document, schema).map(([, text]) =>
		fc.constant(text),
	);
	const numeric = ["integer", "number", "boolean"].includes(schema.type);
	return [
		...constants,
		// Some servers treat an empty value as a missing parameter.
		...(numeric
			? [fc.string({ minLength: 1 }).filter(isNeitherNumberNorBoolean)]
			: []),
	];
}

function isNeitherNumberNorBoolean(text: string): boolean {
	return !/^\s*(-?[\d.]+(e[+-]?\d+)?|true|false)?\s*$/i.test(text);
}

/** Random bodies for each variant of an operation's schema. None if it has no body. */
function bodyVariants(
	document: Description,
	operation: Operation,
	validRequest: MakeRequest,
): { schema: Node; bodies: Arbitrary<Node> }[] {
	if (!operation.body) return [];
	return variantsOf(document, operation.body.schema).map((variant) => {
		const { body } = validRequest(exampleOf(document, operation, variant));
		const { schema, pointer } = variant;
		const bodies = objects(document, schema, body as Node);
		// Fields that depend on each other.
		return {
			schema,
			bodies: bodies.filter((each) => conforms(document, pointer, each)),
		};
	});
}

/** Random objects for a closed schema. References are copied from the example, or left out. */
function objects(
	document: Description,
	schema: Node,
	examples: Node,
): Arbitrary<Node> {
	const properties = Object.entries<Node>(schema.properties)
		.map(([name, node]): [string, Node] => [name, resolve(document, node)])
		.filter(([name, property]) => !isReference(property) || name in examples);
	return fc.record(
		Object.fromEntries(
			properties.map(([name, property]) => [
				name,
				isReference(property)
					? fc.constant(examples[name])
					: values(document, property),
			]),
		),
		{ requiredKeys: schema.required ?? [] },
	);
}

/** Random bodies with one violation: an unknown, missing or invalid field, or no object at all. */
function invalidBodies(
	document: Description,
	schema: Node,
	bodies: Arbitrary<Node>,
): Arbitrary<Pick<Request, "body" | "text">>[] {
	const unknown = fc
		.string({ minLength: 1 })
		.filter((key) => key !== "__proto__" && !(key in schema.properties));
	return [
		fc
			.tuple(bodies, unknown, fc.jsonValue())
			.map(([body, key, value]) => ({ body: { ...body, [key]: value } })),
		...(schema.required ?? []).map((name: string) =>
			bodies.map((body) => ({ body: without(body, [name]) })),
		),
		...(alternativesOf(schema).length > 0
			? [
					bodies.map((body) => ({
						body: without(body, alternativesOf(schema)),
					})),
				]
			: []),
		...Object.entries<Node>(schema.properties).flatMap(([name, node]) =>
			Object.values(invalidValues(document, resolve(document, node)))
				.filter((value) => value !== undefined)
				.map((value) =>
					bodies.map((body) => ({ body: { ...body, [name]: value } })),
				),
		),
		fc
			.jsonValue()
			.filter((value) => !isObject(value))
			.map((body) => ({ body })),
		fc
			.string()
			.filter(isInvalidJson)
			.map((text) => ({ text })),
	];
}

function isObject(value: unknown): boolean {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isInvalidJson(text: string): boolean {
	try {
		JSON.parse(text);
		return false;
	} catch {
		return true;
	}
}

const dateTimes = () =>
	fc
		.date({
			min: new Date("2000-01-01"),
			max: new Date("2099-12-31"),
			noInvalidDate: true,
		})
		.map((date) => date.toISOString());

const FORMATS: Record<string, () => Arbitrary<unknown>> = {
	uuid: () => fc.uuid(),
	email: () => fc.emailAddress(),
	uri: () => fc.webUrl({ validSchemes: ["https"] }),
	"whatwg-url": () =>
		fc
			.tuple(
				fc.webUrl({ validSchemes: ["https"] }),
				fc.constantFrom("", "?session={ID}", "?réussi=1", "#ça va"),
			)
			.map((parts) => parts.join("")),
	date: () => dateTimes().map((text) => text.slice(0, 10)),
	"date-time": dateTimes,
};

/** Random values of a schema. Constraints without an arbitrary of their own are met by filtering. */
export function values(
	document: Description,
	schema: Node,
): Arbitrary<unknown> {
	if (schema.const !== undefined) return fc.constant(schema.const);
	const types: string[] = [schema.type].flat();
	const [type = ""] = types.filter((each) => each !== "null");
	const nonNull = ofType(document, schema, type);
	return types.includes("null")
		? fc.oneof(
				{ weight: 1, arbitrary: fc.constant(null) },
				{ weight: 4, arbitrary: nonNull },
			)
		: nonNull;
}

function ofType(
	document: Description,
	schema: Node,
	type: string,
): Arbitrary<unknown> {
	if (schema.enum)
		return fc.constantFrom(
			...schema.enum.filter((value: unknown) => value !== null),
		);
	const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
	switch (type) {
		case "boolean":
			return fc.boolean();
		case "integer":
			return fc.integer({
				min: minimum ?? (exclusiveMinimum ?? -1_000_001) + 1,
				max: maximum ?? (exclusiveMaximum ?? 1_000_000_001) - 1,
			});
		case "number":
			// Two decimals, as in prices.
			return fc
				.integer({
					min:
						Math.ceil((minimum ?? exclusiveMinimum ?? -10_000) * 100) +
						(exclusiveMinimum === undefined ? 0 : 1),
					max: Math.floor((maximum ?? exclusiveMaximum ?? 1_000_000) * 100),
				})
				.map((hundredths) => hundredths / 100);
		case "array":
			return fc.array(values(document, resolve(document, schema.items)), {
				minLength: schema.minItems ?? 0,
				maxLength: schema.maxItems ?? 5,
			});
		case "object":
			return dictionaries(document, schema);
		default:
			return strings(schema);
	}
}

function strings(schema: Node): Arbitrary<unknown> {
	const known = Object.keys(schema["x-enumDescriptions"] ?? {});
	// An open list: unknown values needn't be accepted.
	if (known.length > 0) return fc.constantFrom(...known);
	const { anyOf, format, pattern, minLength = 0, maxLength = 200 } = schema;
	if (anyOf)
		return fc.oneof(
			...anyOf.map((part: Node) =>
				strings({ ...schema, anyOf: null, ...part }),
			),
		);
	const formatted = FORMATS[format]?.();
	if (formatted)
		return pattern
			? formatted.filter((text) => new RegExp(pattern, "u").test(String(text)))
			: formatted;
	if (pattern) return fc.stringMatching(new RegExp(pattern, "u"));
	return fc.string({ minLength, maxLength, unit: "grapheme" });
}

/** Objects with arbitrary keys: `metadata`. */
function dictionaries(
	document: Description,
	{ additionalProperties, maxProperties = 5 }: Node,
): Arbitrary<unknown> {
	const value =
		typeof additionalProperties === "object"
			? values(document, resolve(document, additionalProperties))
			: fc.oneof(fc.string(), fc.integer(), fc.boolean());
	return fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), value, {
		maxKeys: Math.min(maxProperties, 5),
		noNullPrototype: true,
	});
}
