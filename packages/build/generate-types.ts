/** TypeScript types of the description: generated/schema.d.ts, by openapi-typescript. */

import type { Description } from "@lomi/spec";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

/**
 * The types as a file's text. An open list, which is a string with `x-enumDescriptions` and no `enum`, becomes a union of its known
 * words and any other string, so that an editor completes the known ones.
 */
export async function generateTypes(document: Description): Promise<string> {
	const nodes = await openapiTS(JSON.stringify(document), {
		silent: true,
		// A field with a default may be left out of a request.
		defaultNonNullable: false,
		transform(schema) {
			const known =
				"x-enumDescriptions" in schema
					? (schema["x-enumDescriptions"] as object)
					: undefined;
			return known && !("enum" in schema) && "type" in schema
				? openList(Object.keys(known), [schema.type].flat())
				: undefined;
		},
	});
	return astToString(nodes);
}

function openList(words: string[], types: unknown[]): ts.TypeNode {
	const { factory } = ts;
	// `string & {}` is not folded into `string`, so the literals beside it survive.
	const anyOther = factory.createIntersectionTypeNode([
		factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
		factory.createTypeLiteralNode([]),
	]);
	return factory.createUnionTypeNode([
		...words.map((word) =>
			factory.createLiteralTypeNode(factory.createStringLiteral(word)),
		),
		factory.createParenthesizedType(anyOther),
		...(types.includes("null")
			? [factory.createLiteralTypeNode(factory.createNull())]
			: []),
	]);
}
