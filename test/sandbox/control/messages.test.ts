/** Messages of the control plane are for people: none of them shows a pattern. */
import { expect, test } from "vitest";
import { type Node, resolve } from "../../../packages/spec/operations.ts";
import { controlDocument } from "../../bundle.ts";
import { some } from "../../some.ts";
import { controlOperations } from "../setup/control.ts";

/** The patterns in a schema, at any depth, that nothing says in words. */
function wordless(schema: unknown, seen = new Set<unknown>()): string[] {
	if (typeof schema !== "object" || schema === null) return [];
	const node: Node = resolve(controlDocument, schema as Node);
	if (seen.has(node)) return [];
	seen.add(node);
	const own =
		typeof node.pattern === "string" && !node["x-patternDescription"]
			? [node.pattern]
			: [];
	return [
		...own,
		...Object.values(node).flatMap((each) => wordless(each, seen)),
	];
}

test.each(some(controlOperations))("$id", ({ body, parameters }) => {
	const sent = [
		...(body ? [{ $ref: body.schema }] : []),
		// Of those in a path, the title is said.
		...parameters
			.filter(({ schema }) => !schema.title)
			.map(({ schema }) => schema),
	];
	expect(sent.flatMap((schema) => wordless(schema))).toStrictEqual([]);
});
