/** Rewrites a description so that what means the same is written the same way, and so that nothing is too deep to be compared. */
import { isDeepStrictEqual } from "node:util";
import type { Node } from "@lomi/spec";
import { tightenIntegerLimits } from "./integer-limits.ts";

/** Keys whose values are data: they are compared as they are. */
const DATA = new Set(["const", "default", "enum", "example", "examples"]);
/** Keys whose values are maps: their keys are names, not keywords. */
const MAPS = new Set([
	"$defs",
	"callbacks",
	"content",
	"dependentSchemas",
	"encoding",
	"headers",
	"links",
	"mapping",
	"parameters",
	"pathItems",
	"paths",
	"patternProperties",
	"properties",
	"requestBodies",
	"responses",
	"schemas",
	"securitySchemes",
	"variables",
	"webhooks",
]);

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
	propertyNames: [true, {}],
	readOnly: [false],
	required: [false, []],
	unevaluatedProperties: [true, {}],
	uniqueItems: [false],
	writeOnly: [false],
};

/** Returns a normalized copy of a description, or of a part of one. */
export function normalize(document: Node): Node {
	return normalizeValue(document, false) as Node;
}

/** @param isMap True if the keys of the value are names. */
function normalizeValue(value: unknown, isMap: boolean): unknown {
	if (Array.isArray(value))
		return value.map((item) => normalizeValue(item, false));
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).map(([key, each]) => {
		if (key.startsWith("x-") && !isMap) return [key, flatten(each)];
		if (DATA.has(key) && !isMap) return [key, each];
		const isNames = !isMap && MAPS.has(key) && !Array.isArray(each);
		return [key, normalizeValue(each, isNames)];
	});
	const copy: Node = Object.fromEntries(entries);
	return isMap ? copy : simplify(copy);
}

/**
 * Puts the leaves of an extension side by side, named by their paths: `{ "CARDS.percent": 4 }`. Redocly compares no more than one level.
 * Lists of values stay lists.
 */
function flatten(value: unknown): unknown {
	if (typeof value !== "object" || value === null || isFlatList(value))
		return value;
	const leaves: [string, unknown][] = Object.entries(value).flatMap(
		([key, each]): [string, unknown][] => {
			const below = flatten(each);
			if (typeof below !== "object" || below === null || isFlatList(below))
				return [[key, isFlatList(below) ? JSON.stringify(below) : below]];
			const entries = Object.entries(below);
			// An empty object is a leaf, too.
			if (entries.length === 0) return [[key, "{}"]];
			return entries.map(([name, leaf]) => [`${key}.${name}`, leaf]);
		},
	);
	return Object.fromEntries(leaves);
}

function isFlatList(value: unknown): boolean {
	return (
		Array.isArray(value) &&
		value.every((item) => typeof item !== "object" || item === null)
	);
}

/** Rewrites the keywords of one object. Those of OpenAPI's objects don't clash with those of schemas. */
function simplify(node: Node): Node {
	let simple = node;
	for (const rewrite of [
		dropNeutral,
		unwrapAllOf,
		unwrapNullable,
		unwrapConst,
		agreeOnNull,
		sortTypes,
		tightenIntegerLimits,
	])
		simple = rewrite(simple);
	return simple;
}

function dropNeutral(node: Node): Node {
	return Object.fromEntries(
		Object.entries(node).filter(
			([key, value]) =>
				!NEUTRAL[key]?.some((neutral) => isDeepStrictEqual(value, neutral)),
		),
	);
}

/** `allOf: [X]` is X, unless a keyword stands in both. */
function unwrapAllOf(node: Node): Node {
	const { allOf, ...rest } = node;
	return Array.isArray(allOf) && allOf.length === 1
		? (merge(allOf[0], rest) ?? node)
		: node;
}

/** `anyOf` or `oneOf` of one schema and `null`, in any order. One of several schemas and `null` has `null` at its end. */
function unwrapNullable(node: Node): Node {
	for (const key of ["anyOf", "oneOf"]) {
		const { [key]: variants, ...rest } = node;
		if (!Array.isArray(variants)) continue;
		const others = variants.filter((variant) => !isNull(variant));
		const [only] = others;
		if (others.length === variants.length) {
			const single = others.length === 1 && merge(only, rest);
			if (single) return single;
			continue;
		}
		if (others.length !== 1)
			return { ...node, [key]: [...others, { type: "null" }] };
		const nullable = withNull(only) && merge(withNull(only) as Node, rest);
		if (nullable) return nullable;
		// A reference: both keywords mean the same.
		return node.anyOf && node.oneOf
			? node
			: { ...rest, anyOf: [only, { type: "null" }] };
	}
	return node;
}

function isNull(schema: Node): boolean {
	const { type, enum: values, const: value, ...others } = schema;
	return (
		Object.keys(others).every((key) => key === "description") &&
		(type === "null" ||
			value === null ||
			(values?.length === 1 && values[0] === null))
	);
}

/** A schema that also allows `null`; undefined if it can't be written without a list of variants. */
function withNull(schema: Node): Node | undefined {
	const { type, enum: values, const: value } = schema;
	// Keywords for a type don't apply to null; these do.
	const applies = ["$ref", "allOf", "anyOf", "oneOf", "not", "if"];
	if (type === undefined || applies.some((key) => key in schema))
		return undefined;
	const listed = values ?? (value === undefined ? undefined : [value]);
	const { const: _const, ...others } = schema;
	return {
		...others,
		type: [...new Set([type].flat().concat("null"))],
		...(listed && { enum: [...new Set([...listed, null])] }),
	};
}

/** `const: X` is `enum: [X]`, so that a list that grows from or shrinks to one value is a list. */
function unwrapConst(node: Node): Node {
	if (!("const" in node) || "enum" in node) return node;
	const { const: value, ...rest } = node;
	return { ...rest, enum: [value] };
}

/** Null is allowed only if both the type and the list of values have it. */
function agreeOnNull(node: Node): Node {
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
function sortTypes(node: Node): Node {
	if (!Array.isArray(node.type)) return node;
	const types = [...new Set<string>(node.type)].sort(
		(a, b) => Number(a === "null") - Number(b === "null") || a.localeCompare(b),
	);
	return { ...node, type: types.length === 1 ? types[0] : types };
}

/** Annotations, of which the outer one counts. */
const ANNOTATIONS = new Set(["description", "title", "examples", "example"]);

/** Two schemas in one; undefined if they would contradict each other. */
function merge(inner: Node, outer: Node): Node | undefined {
	if (typeof inner !== "object" || inner === null) return undefined;
	const clash = Object.keys(outer).some(
		(key) =>
			key in inner &&
			!ANNOTATIONS.has(key) &&
			!isDeepStrictEqual(inner[key], outer[key]),
	);
	return clash ? undefined : { ...inner, ...outer };
}
