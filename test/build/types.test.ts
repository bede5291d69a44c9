/** The types that openapi-typescript makes of the description. */
import { readFile } from "node:fs/promises";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { generateClient } from "../../packages/build/generate-client.ts";
import { generateTypes } from "../../packages/build/generate-types.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { document } from "../bundle.ts";

const parse = (text: string) =>
	ts.createSourceFile("types.d.ts", text, ts.ScriptTarget.ES2022, true);

function* nodesOf(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of node.getChildren()) yield* nodesOf(child);
}

/** The unions of a declaration file with `unknown`, which makes their other types meaningless. */
function meaningless(text: string): string[] {
	return [...nodesOf(parse(text))]
		.filter(ts.isUnionTypeNode)
		.filter(({ types }) =>
			types.some(({ kind }) => kind === ts.SyntaxKind.UnknownKeyword),
		)
		.map((union) => union.getText());
}

test.each(["schema.d.ts", "sandbox.d.ts"])(
	"no union of generated/%s contains unknown",
	async (file) => {
		const text = await readFile(`${ROOT}generated/${file}`, "utf8");
		expect(text).toMatch(/ \| /);
		expect(meaningless(text)).toStrictEqual([]);
	},
);

/** The type that is generated for a schema. */
async function typeOf(schema: object): Promise<string | undefined> {
	const changed = structuredClone(document);
	Object.assign(changed.components.schemas ?? {}, { Subject: schema });
	const text = await generateTypes(changed);
	expect(meaningless(text)).toStrictEqual([]);
	const subject = [...nodesOf(parse(text))]
		.filter(ts.isPropertySignature)
		.find(({ name }) => name.getText() === "Subject");
	return subject?.type?.getText().replace(/\s+/g, " ");
}

const CURRENCY = { $ref: "#/components/schemas/Currency" };

describe("alternatives that don't limit the type", () => {
	test.each([
		[
			"formats",
			{ type: "string", anyOf: [{ format: "date-time" }, { format: "date" }] },
			"string",
		],
		[
			"oneOf",
			{ type: "string", oneOf: [{ pattern: "^a" }, { maxLength: 3 }] },
			"string",
		],
		[
			"numbers",
			{ type: "integer", anyOf: [{ maximum: 5 }, { multipleOf: 10 }] },
			"number",
		],
		[
			"nullable",
			{
				type: ["string", "null"],
				anyOf: [{ format: "uri" }, { maxLength: 0 }],
			},
			"string | null",
		],
		[
			"list lengths",
			{
				type: "array",
				items: { type: "string" },
				anyOf: [{ maxItems: 1 }, { minItems: 3 }],
			},
			"string[]",
		],
		[
			"not",
			{ type: "string", anyOf: [{ not: { const: "a" } }, { minLength: 2 }] },
			"string",
		],
		[
			"nested",
			{
				type: "string",
				anyOf: [{ anyOf: [{ format: "date" }] }, { allOf: [{ minLength: 2 }] }],
			},
			"string",
		],
		[
			"both",
			{
				type: "string",
				anyOf: [{ minLength: 1 }],
				oneOf: [{ format: "uuid" }, {}],
			},
			"string",
		],
		["true", { type: "boolean", anyOf: [true, { title: "any" }] }, "boolean"],
		[
			"only some of them",
			{ type: "string", anyOf: [{ enum: ["today"] }, { format: "date" }] },
			"string",
		],
		[
			"no type at all",
			{ anyOf: [{ minLength: 1 }, { type: "number" }] },
			"unknown",
		],
		[
			"required fields",
			{
				type: "object",
				additionalProperties: { type: "string" },
				anyOf: [{ required: ["a"] }, { required: ["b"] }],
			},
			"{ [key: string]: string; }",
		],
	])("are left out: %s", async (_what, schema, type) => {
		expect(await typeOf(schema)).toBe(type);
	});

	test.each([
		[
			"types",
			{ anyOf: [{ type: "string", format: "date" }, { type: "number" }] },
			"string | number",
		],
		[
			"a reference",
			{ anyOf: [CURRENCY, { type: "null" }] },
			'components["schemas"]["Currency"] | null',
		],
		[
			"values",
			{ oneOf: [{ const: "a" }, { enum: ["b", "c"] }] },
			'"a" | ("b" | "c")',
		],
		[
			"nested types",
			{
				anyOf: [
					{ allOf: [{ minLength: 1 }, CURRENCY] },
					{ oneOf: [{ type: "null" }] },
				],
			},
			'(unknown & components["schemas"]["Currency"]) | null',
		],
	])("others are kept: %s", async (_what, schema, type) => {
		expect(await typeOf(schema)).toBe(type);
	});
});

test.each([
	["a format", { type: "string", format: "date-time" }, true],
	[
		"one of several formats",
		{ type: "string", anyOf: [{ format: "date" }, { format: "date-time" }] },
		true,
	],
	[
		"one of several types",
		{ oneOf: [{ type: "string", format: "date-time" }, { const: "now" }] },
		true,
	],
	["dates alone", { type: "string", anyOf: [{ format: "date" }] }, false],
])(
	"a Date is accepted for a time in the query: %s",
	(_what, schema, accepted) => {
		const changed = structuredClone(document);
		Object.assign(
			changed.components.parameters?.TransactionFromDateFilter ?? {},
			{ schema },
		);
		const [, query = ""] =
			/interface ListTransactionsQuery ([^}]*)}/.exec(
				generateClient(changed),
			) ?? [];
		expect(query.includes("from_date?: string | Date")).toBe(accepted);
	},
);
