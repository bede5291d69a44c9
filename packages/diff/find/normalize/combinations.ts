/** Rewrites schemas that are made of others, `allOf`, `anyOf` and `oneOf`, as one schema where that means the same. */
import { isDeepStrictEqual } from "node:util";
import type { Node } from "@lomi/spec";
import { canonical, hasType, sortTypes } from "./schemas.ts";

/** `allOf: [X, Y]` is both in one, unless a keyword stands in both. Only a single reference is merged: its siblings aren't compared. */
export function mergeAllOf(node: Node): Node {
	const { allOf, ...rest } = node;
	if (!Array.isArray(allOf)) return node;
	if (allOf.length > 1 && [rest, ...allOf].some(({ $ref }) => $ref))
		return node;
	return (
		allOf.reduce(
			(whole: Node | undefined, part) => whole && merge(part, whole),
			rest,
		) ?? node
	);
}

/** `anyOf` or `oneOf` of single values is a list of values. What their descriptions say is said by `x-enumDescriptions`. */
export function listValues(node: Node): Node {
	for (const key of ["anyOf", "oneOf"]) {
		const { [key]: variants, ...rest } = node;
		if (!Array.isArray(variants) || !variants.every(isListed)) continue;
		const values = variants.flatMap(valuesOf);
		const isUnique = new Set(values.map(canonical)).size === values.length;
		// A value that two of oneOf have is not valid.
		if (key === "oneOf" && !isUnique) continue;
		const texts = variants.flatMap((variant) => {
			const text = variant.description ?? variant.title;
			return text && !isNull(variant) ? [[variant.enum[0], text]] : [];
		});
		const merged = merge(
			sortTypes({
				type: variants.flatMap(({ type }) => type),
				enum: [...new Set(values)],
				...(texts.length > 0 && {
					"x-enumDescriptions": Object.fromEntries(texts),
				}),
			}),
			rest,
		);
		if (merged) return merged;
	}
	return node;
}

/** Whether a schema does nothing but list values, or describe one. */
function isListed(schema: Node): boolean {
	if (isNull(schema)) return true;
	const { type, enum: values, description, title, ...others } = schema;
	if (!Array.isArray(values) || type === undefined) return false;
	const texts = [description, title].filter((text) => text !== undefined);
	return (
		Object.keys(others).length === 0 &&
		(texts.length === 0 || (texts.length === 1 && values.length === 1))
	);
}

function valuesOf(schema: Node): unknown[] {
	return isNull(schema)
		? [null]
		: schema.enum.filter((value: unknown) => hasType(value, schema.type));
}

/** `anyOf` or `oneOf` of one schema and `null`, in any order. One of several schemas and `null` has `null` at its end. */
export function unwrapNullable(node: Node): Node {
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

/** Annotations, of which the outer one counts. */
const ANNOTATIONS = new Set(["description", "title", "examples", "example"]);

/** Two schemas in one; undefined if they would contradict each other. */
function merge(inner: Node, outer: Node): Node | undefined {
	if (typeof inner !== "object" || inner === null) return undefined;
	// Of the keywords for what is left, only the outer `unevaluated…` sees what the other schema evaluates.
	if (isLimited(inner, outer, "unevaluatedProperties")) return undefined;
	if (isLimited(inner, outer) || isLimited(outer, inner)) return undefined;
	const properties = { ...inner.properties, ...outer.properties };
	const whole: Node = {
		...inner,
		...outer,
		...(inner.properties && outer.properties && { properties }),
		...(inner.required &&
			outer.required && {
				required: [...new Set([...inner.required, ...outer.required])].sort(),
			}),
	};
	const clash =
		[...Object.keys(inner), ...Object.keys(outer)].some(
			(key) =>
				!ANNOTATIONS.has(key) &&
				key !== "properties" &&
				key !== "required" &&
				key in inner &&
				!isDeepStrictEqual(inner[key], whole[key]),
		) ||
		Object.entries(inner.properties ?? {}).some(
			([name, schema]) => !isDeepStrictEqual(schema, properties[name]),
		);
	return clash ? undefined : whole;
}

/** Whether what a schema says of all other properties or items is said of some that only another schema names. */
function isLimited(
	schema: Node,
	other: Node,
	keyword = "additionalProperties",
): boolean {
	if ("items" in schema && "prefixItems" in other) return true;
	return (
		keyword in schema &&
		["properties", "patternProperties"].some((key) =>
			Object.keys(other[key] ?? {}).some(
				(name) => !Object.hasOwn(schema[key] ?? {}, name),
			),
		)
	);
}
