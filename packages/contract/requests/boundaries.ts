/** Good requests at the values of the description: each has one field or parameter at a boundary of what its schema allows. */
import {
	type Description,
	type Node,
	type Operation,
	resolve,
} from "@lomi/spec";
import {
	type ConstraintCase,
	exampleOf,
	type MakeRequest,
	type Variant,
	variantsOf,
	withParameter,
} from "./invalid-requests.ts";

/**
 * Every boundary of an operation's parameters and body, from within.
 *
 * @param validRequest Makes the request in which a value is put to its boundary.
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
	const requiredOnly = Object.fromEntries(
		required.map((name) => [name, body[name]]),
	);
	// A PATCH with one field is a boundary by itself; a POST needs what it needs.
	const others = schema.minProperties ? {} : body;
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

/** Whether a field of a body names another resource: its value can't be made up. */
export function isReference({ format, items }: Node): boolean {
	return format === "uuid" || items?.format === "uuid";
}

interface BoundaryValue {
	/** The keyword of the schema that sets it. */
	keyword: string;
	value: unknown;
	/** Told in the place of the keyword, which may have several values. */
	label?: string;
}

const GOOD_FORMAT: Record<string, string> = {
	email: "someone@example.ci",
	uri: "https://shop.example.ci/page?id=1",
	"date-time": "2099-12-31T23:59:59.999Z",
};

/** Whether a schema takes any text. */
function isUnconstrained(schema: Node): boolean {
	const constraints = [
		"format",
		"pattern",
		"const",
		"enum",
		"minLength",
		"maxLength",
		"x-enumDescriptions",
	];
	return constraints.every((keyword) => schema[keyword] === undefined);
}

/** The values at the boundaries of a schema, each within it. */
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
	for (const value of schema.enum ?? [])
		if (value !== null) add("enum", value, String(value));
	// An open list: the known values, and one that nobody knows need not be taken.
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
