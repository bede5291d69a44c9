/** Rewrites the keywords of a schema that can be written in several ways. */
import { isDeepStrictEqual } from "node:util";
import type { Node } from "@lomi/spec";

/** Keywords that say nothing if they have one of these values. */
const NEUTRAL: Record<string, unknown[]> = {
	additionalProperties: [true, {}],
	allOf: [[]],
	allowEmptyValue: [false],
	allowReserved: [false],
	deprecated: [false],
	items: [true, {}],
	minContains: [1],
	minItems: [0],
	minLength: [0],
	minProperties: [0],
	parameters: [[]],
	propertyNames: [true, {}],
	readOnly: [false],
	required: [false, []],
	unevaluatedItems: [true, {}],
	unevaluatedProperties: [true, {}],
	uniqueItems: [false],
	writeOnly: [false],
};

const UUID_LENGTH = 36;

export function dropNeutral(node: Node): Node {
	const saysNothing = (key: string, value: unknown) =>
		NEUTRAL[key]?.some((neutral) => isDeepStrictEqual(value, neutral)) ||
		(key === "minLength" &&
			node.format === "uuid" &&
			Number(value) <= UUID_LENGTH);
	return Object.fromEntries(
		Object.entries(node).filter(([key, value]) => !saysNothing(key, value)),
	);
}

/** What applies to whatever is left, by what it also is if no other keyword could have evaluated that. */
const UNEVALUATED = {
	unevaluatedItems: "items",
	unevaluatedProperties: "additionalProperties",
};
const EVALUATES = [
	"$dynamicRef",
	"$ref",
	"allOf",
	"anyOf",
	"contains",
	"dependentSchemas",
	"if",
	"oneOf",
];

/** Writes a schema that nothing is valid against, `{ not: {} }`, as false, and `unevaluatedProperties` as `additionalProperties`. */
export function replaceUnevaluated(node: Node): Node {
	const simple = { ...node };
	for (const [key, plain] of Object.entries(UNEVALUATED)) {
		for (const each of [key, plain])
			if (isNothing(simple[each])) simple[each] = false;
		if (!(key in simple) || EVALUATES.some((each) => each in simple)) continue;
		if (!(plain in simple)) simple[plain] = simple[key];
		delete simple[key];
	}
	return simple;
}

function isNothing(schema: unknown): boolean {
	return [{ not: {} }, { not: true }].some((nothing) =>
		isDeepStrictEqual(schema, nothing),
	);
}

/** `const: X` is `enum: [X]`, so that a list that grows from or shrinks to one value is a list. */
export function unwrapConst(node: Node): Node {
	if (!("const" in node) || "enum" in node) return node;
	const { const: value, ...rest } = node;
	return { ...rest, enum: [value] };
}

/** A list of values has their types, whether or not it says so. */
export function inferType(node: Node): Node {
	const { enum: values, ...rest } = node;
	if (!Array.isArray(values) || values.length === 0) return node;
	if (
		values.every((value) => value === null) &&
		(node.type ?? "null") === "null"
	)
		return { ...rest, type: "null" };
	return node.type === undefined
		? { ...node, type: [...new Set(values.map(typeOf))] }
		: node;
}

function typeOf(value: unknown): string {
	if (value === null) return "null";
	if (Array.isArray(value)) return "array";
	return Number.isInteger(value) ? "integer" : typeof value;
}

/** Whether a value is of a type, or of one of several. */
export function hasType(value: unknown, types: string | string[]): boolean {
	const type = typeOf(value);
	return [types]
		.flat()
		.some((each) => each === type || (each === "number" && type === "integer"));
}

/** Null is allowed only if both the type and the list of values have it. */
export function agreeOnNull(node: Node): Node {
	const { type, enum: values } = node;
	if (!Array.isArray(values) || type === undefined) return node;
	const types: unknown[] = [type].flat();
	const [inType, inValues] = [types.includes("null"), values.includes(null)];
	if (inType === inValues) return node;
	const withoutNull = (list: unknown[], nothing: unknown) =>
		list.filter((each) => each !== nothing);
	return inType
		? { ...node, type: withoutNull(types, "null") }
		: { ...node, enum: withoutNull(values, null) };
}

/** A list of types has no order, and one type needs no list. */
export function sortTypes(node: Node): Node {
	if (!Array.isArray(node.type)) return node;
	const types = [...new Set<string>(node.type)].sort(
		(a, b) => Number(a === "null") - Number(b === "null") || a.localeCompare(b),
	);
	return { ...node, type: types.length === 1 ? types[0] : types };
}

/** Serializes a value as JSON with sorted keys, so that equal values are equal texts. */
export function canonical(value: unknown): string {
	return JSON.stringify(value, (_key, each) =>
		typeof each === "object" && each !== null && !Array.isArray(each)
			? Object.fromEntries(
					Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)),
				)
			: each,
	);
}
