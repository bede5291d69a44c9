/** Generates generated/schema.d.ts, the TypeScript types of the description, with openapi-typescript. */

import type { Description, Node } from "@lomi/spec";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { acceptMore } from "./sent-types.ts";

/**
 * Returns the source of the types. An open enum, a string with `x-enumDescriptions` and no `enum`, becomes a union of its known values and
 * any other string, so that editors complete the known ones.
 */
export async function generateTypes(document: Description): Promise<string> {
	const text = JSON.stringify(document, (_, node) =>
		leaveOutConstraints(spellOutRequired(node)),
	);
	const nodes = await openapiTS(text, {
		silent: true,
		// A field with a default is optional in a request.
		defaultNonNullable: false,
		transform(schema) {
			const known =
				"x-enumDescriptions" in schema
					? (schema["x-enumDescriptions"] as object)
					: undefined;
			return known && !("enum" in schema) && "type" in schema
				? openEnum(Object.keys(known), [schema.type].flat())
				: undefined;
		},
	});
	return astToString(acceptMore(nodes, document));
}

/**
 * Rewrites `anyOf: [{ required: [amount] }, { required: [plan_id] }]` beside `properties`, which openapi-typescript reads as "or anything",
 * to alternatives that name the type of their field.
 */
function spellOutRequired(node: Node): Node {
	const { properties, anyOf, ...rest } = node ?? {};
	const isRequired = (part: Node) => Object.keys(part).join() === "required";
	if (!properties || !anyOf?.every(isRequired)) return node;
	const alternatives = anyOf.map(({ required }: Node) => ({
		type: "object",
		required,
		properties: Object.fromEntries(
			required.map((name: string) => [name, properties[name]]),
		),
	}));
	const { description, ...object } = rest;
	return {
		description,
		allOf: [{ ...object, properties }, { anyOf: alternatives }],
	};
}

/**
 * Leaves out alternatives that don't limit the type, such as `anyOf: [{ format: date-time }, { format: date }]` beside `type: string`:
 * openapi-typescript makes `string | unknown` of them, which accepts anything.
 */
function leaveOutConstraints(node: Node): Node {
	for (const key of ["anyOf", "oneOf"] as const) {
		const alternatives: unknown = node?.[key];
		if (!Array.isArray(alternatives) || alternatives.every(saysType)) continue;
		const { [key]: _constraints, ...rest } = node;
		return leaveOutConstraints(rest);
	}
	return node;
}

/** Whether openapi-typescript finds a type in a schema. */
function saysType(schema: Node | boolean): boolean {
	const { allOf = [], anyOf = [], oneOf = [], ...rest } = Object(schema);
	return (
		TYPING.some((keyword) => keyword in rest) ||
		allOf.some(saysType) ||
		[anyOf, oneOf].some((parts) => parts.length > 0 && parts.every(saysType))
	);
}

/** The keywords, besides compositions, that openapi-typescript makes a type of. All others are constraints, which are only comments. */
const TYPING = [
	...["$ref", "type", "const", "enum"],
	...["properties", "additionalProperties", "patternProperties", "$defs"],
];

function openEnum(values: string[], types: unknown[]): ts.TypeNode {
	const { factory } = ts;
	// TypeScript doesn't widen a union with `string & {}` to `string`, so the literals are kept.
	const anyOther = factory.createIntersectionTypeNode([
		factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
		factory.createTypeLiteralNode([]),
	]);
	return factory.createUnionTypeNode([
		...values.map((value) =>
			factory.createLiteralTypeNode(factory.createStringLiteral(value)),
		),
		factory.createParenthesizedType(anyOther),
		...(types.includes("null")
			? [factory.createLiteralTypeNode(factory.createNull())]
			: []),
	]);
}
