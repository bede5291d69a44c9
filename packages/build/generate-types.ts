/** Generates generated/schema.d.ts, the TypeScript types of the description, with openapi-typescript. */

import type { Description } from "@lomi/spec";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { acceptMore } from "./sent-types.ts";

/**
 * Returns the source of the types. An open enum, a string with `x-enumDescriptions` and no `enum`, becomes a union of its known values and
 * any other string, so that editors complete the known ones.
 */
export async function generateTypes(document: Description): Promise<string> {
	const nodes = await openapiTS(JSON.stringify(document), {
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
