/** Valid requests at the boundaries of the schemas: each has one field or parameter with a boundary value. */
import {
	type Description,
	type Node,
	type Operation,
	resolve,
} from "@lomi/spec";
import {
	alternativesOf,
	type ConstraintCase,
	exampleOf,
	type MakeRequest,
	type Variant,
	variantsOf,
	withParameter,
} from "./invalid-requests.ts";

/**
 * Every boundary of an operation's parameters and body.
 *
 * @param validRequest Makes the request in which one value is replaced.
 */
export function boundariesOf(
	document: Description,
	operation: Operation,
	validRequest: MakeRequest,
): ConstraintCase[] {
	return [
		...operation.parameters.flatMap((parameter): ConstraintCase[] => {
			// Another ID would be another resource.
			if (parameter.in === "path") return [];
			const { name, schema, pointer } = parameter;
			return boundaryValues(document, schema)
				.filter(({ value }) => value !== null)
				.map(({ keyword, value, label }) => ({
					name: `${name}: ${label ?? keyword}`,
					pointer: `${pointer}/${keyword}`,
					request: withParameter(validRequest(), parameter, String(value)),
				}));
		}),
		...(operation.body
			? variantsOf(document, operation.body.schema).flatMap((variant) =>
					bodyBoundaries(document, operation, variant, validRequest),
				)
			: []),
	];
}

function bodyBoundaries(
	document: Description,
	operation: Operation,
	variant: Variant,
	validRequest: MakeRequest,
): ConstraintCase[] {
	const { schema, pointer } = variant;
	const request = validRequest(exampleOf(document, operation, variant));
	const body = request.body as Node;
	const required: string[] = schema.required ?? [];
	const alternative = alternativesOf(schema).filter((name) => name in body);
	const requiredOnly = Object.fromEntries(
		[...required, ...alternative].map((name) => [name, body[name]]),
	);
	// A PATCH may have just one field, besides its required ones.
	const others = schema.minProperties ? requiredOnly : body;
	return [
		...(required.length > 0
			? [
					{
						name: "body: required fields only",
						pointer: `${pointer}/required`,
						request: { ...request, body: requiredOnly },
					},
				]
			: []),
		...Object.entries<Node>(schema.properties)
			.map(([name, node]) => ({ name, property: resolve(document, node) }))
			.filter(({ property }) => !isReference(property))
			.flatMap(({ name, property }) =>
				boundaryValues(document, property).map(({ keyword, value, label }) => ({
					name: `${name}: ${label ?? keyword}`,
					pointer: `${pointer}/properties/${name}/${keyword}`,
					request: { ...request, body: { ...others, [name]: value } },
				})),
			),
	];
}

/** Whether a field refers to another resource, so that its value can't be made up. */
export function isReference({ format, items }: Node): boolean {
	return format === "uuid" || items?.format === "uuid";
}

interface BoundaryValue {
	/** The keyword that sets the boundary. */
	keyword: string;
	value: unknown;
	/** Replaces the keyword in the name, if that has several boundaries. */
	label?: string;
}

const GOOD_FORMAT: Record<string, string> = {
	email: "someone@example.ci",
	uri: "https://shop.example.ci/page?id=1",
	"whatwg-url": "https://shop.example.ci/réussi?session={ID}",
	date: "2000-02-29",
	"date-time": "2099-12-31T23:59:59.999Z",
};

/** Whether a schema allows any string. */
function isUnconstrained(schema: Node): boolean {
	const constraints = [
		"format",
		"anyOf",
		"pattern",
		"const",
		"enum",
		"minLength",
		"maxLength",
		"x-enumDescriptions",
	];
	return constraints.every((keyword) => schema[keyword] === undefined);
}

/** The boundary values that a schema allows. */
function boundaryValues(document: Description, schema: Node): BoundaryValue[] {
	const types: string[] = [schema.type].flat();
	const values: BoundaryValue[] = [];
	const add = (keyword: string, value: unknown, label?: string) =>
		values.push({ keyword, value, ...(label && { label }) });
	const step = types.includes("integer") ? 1 : 0.01;
	if (schema.minimum !== undefined) {
		add("minimum", schema.minimum);
		add("minimum", schema.minimum + step, "just above minimum");
	}
	if (schema.exclusiveMinimum !== undefined)
		add("exclusiveMinimum", schema.exclusiveMinimum + step);
	if (schema.maximum !== undefined) {
		add("maximum", schema.maximum);
		add("maximum", schema.maximum - step, "just below maximum");
	}
	if (schema.exclusiveMaximum !== undefined)
		add("exclusiveMaximum", schema.exclusiveMaximum - step);
	if (schema.minLength) add("minLength", "x".repeat(schema.minLength));
	if (schema.maxLength) add("maxLength", "x".repeat(schema.maxLength));
	const text =
		GOOD_FORMAT[schema.format] ?? (isUnconstrained(schema) ? "x" : undefined);
	if (types.includes("string") && text !== undefined)
		add(schema.format ? "format" : "type", text, "a string");
	for (const { format } of schema.anyOf ?? [])
		if (GOOD_FORMAT[format]) add("anyOf", GOOD_FORMAT[format], format);
	for (const value of schema.enum ?? [])
		if (value !== null) add("enum", value, String(value));
	// An open list: unknown values needn't be accepted.
	if (!schema.enum)
		for (const value of Object.keys(schema["x-enumDescriptions"] ?? {}))
			add("x-enumDescriptions", value, value);
	if (schema.default !== undefined) add("default", schema.default);
	if (types.includes("boolean"))
		for (const value of [true, false]) add("type", value, String(value));
	if (types.includes("array")) {
		const [item] = boundaryValues(document, resolve(document, schema.items));
		if (item) {
			add("minItems", Array(schema.minItems || 1).fill(item.value));
			if (schema.maxItems)
				add("maxItems", Array(schema.maxItems).fill(item.value));
		}
	}
	if (types.includes("object")) {
		add("type", {}, "an empty object");
		if (schema.maxProperties)
			add(
				"maxProperties",
				Object.fromEntries(
					Array.from({ length: schema.maxProperties }, (_, index) => [
						`key_${index}`,
						"x",
					]),
				),
			);
	}
	if (types.includes("null")) add("type", null, "null");
	return values;
}
