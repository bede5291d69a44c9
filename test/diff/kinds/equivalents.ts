/** Ways of writing the same. Each is compared with the other ones of its row, and none is a change. */
const nullable = { type: ["string", "null"], maxLength: 5 };
const ref = { $ref: "#/components/schemas/Currency" };

/** Schemas of a field, by what they mean. */
export const EQUIVALENTS: Record<string, object[]> = {
	"a text or null": [
		nullable,
		{ ...nullable, type: ["null", "string"] },
		{ anyOf: [{ type: "string", maxLength: 5 }, { type: "null" }] },
		{ anyOf: [{ type: "null" }, { type: "string", maxLength: 5 }] },
		{ oneOf: [{ type: "string", maxLength: 5 }, { type: "null" }] },
		{ oneOf: [{ const: null }, { type: "string", maxLength: 5 }] },
		{ anyOf: [{ type: "string" }, { enum: [null] }], maxLength: 5 },
		{ allOf: [nullable] },
	],
	"a reference or null": [
		{ anyOf: [ref, { type: "null" }] },
		{ anyOf: [{ type: "null" }, ref] },
		{ oneOf: [ref, { type: "null" }] },
		{ anyOf: [{ allOf: [ref] }, { const: null }] },
	],
	"a reference": [ref, { allOf: [ref] }, { oneOf: [ref] }, { anyOf: [ref] }],
	"one value": [
		{ type: "string", const: "a" },
		{ type: "string", enum: ["a"] },
		{ type: ["string"], enum: ["a"] },
	],
	"one value, and null by half": [
		{ type: "string", enum: ["a"] },
		{ type: ["string", "null"], enum: ["a"] },
		{ type: "string", enum: ["a", null] },
	],
	"one value or null": [
		{ type: ["string", "null"], enum: ["a", null] },
		{ anyOf: [{ type: "string", const: "a" }, { type: "null" }] },
	],
	"a positive integer": [
		{ type: "integer", minimum: 1 },
		{ type: "integer", exclusiveMinimum: 0 },
		{ type: "integer", minimum: 0.5 },
		{ type: "integer", exclusiveMinimum: 0.5 },
		{ type: "integer", minimum: -3, exclusiveMinimum: 0 },
	],
	"an integer below 10, or null": [
		{ type: ["integer", "null"], maximum: 9 },
		{ type: ["null", "integer"], exclusiveMaximum: 10 },
		{ anyOf: [{ type: "integer", maximum: 9.5 }, { type: "null" }] },
	],
	"several values": [
		{ type: "string", enum: ["a", "b", "c"] },
		{ enum: ["a", "b", "c"] },
		{ type: "string", enum: ["c", "a", "b"] },
		{ oneOf: [{ const: "a" }, { const: "b" }, { const: "c" }] },
		{ anyOf: [{ const: "b" }, { enum: ["c"] }, { const: "a" }] },
		{ type: "string", anyOf: [{ const: "a" }, { const: "b" }, { const: "c" }] },
		{ oneOf: [{ enum: ["a"] }, { type: "string", enum: ["b", 5, "c"] }] },
	],
	"several numbers": [
		{ type: "integer", enum: [1, 2] },
		{ enum: [1, 2] },
		{ oneOf: [{ const: 1 }, { type: "integer", const: 2 }] },
	],
	"several values or null": [
		{ type: ["string", "null"], enum: ["a", "b", null] },
		{ enum: [null, "a", "b"] },
		{ anyOf: [{ enum: ["a", "b"] }, { type: "null" }] },
		{ oneOf: [{ const: "a" }, { const: "b" }, { const: null }] },
	],
	"values that are described": [
		{ enum: ["a", "b"], "x-enumDescriptions": { a: "One.", b: "Two." } },
		{
			oneOf: [
				{ const: "a", description: "One." },
				{ const: "b", title: "Two." },
			],
		},
	],
	variants: [
		{ oneOf: [ref, { type: "integer" }, { type: "boolean" }] },
		{ oneOf: [{ type: "boolean" }, ref, { type: "integer" }] },
	],
	"an object in parts": [
		{
			type: "object",
			properties: { a: { type: "string" }, b: { type: "string" } },
			required: ["a", "b"],
		},
		{
			allOf: [
				{
					type: "object",
					properties: { a: { type: "string" } },
					required: ["a"],
				},
			],
			properties: { b: { type: "string" } },
			required: ["b"],
		},
		{
			type: "object",
			allOf: [
				{ properties: { b: { type: "string" } }, required: ["b"] },
				{ properties: { a: { type: "string" } } },
				{ required: ["a", "b"] },
			],
		},
	],
	"a closed object": [
		{
			type: "object",
			properties: { a: { type: "string" } },
			additionalProperties: false,
		},
		{
			type: "object",
			properties: { a: { type: "string" } },
			additionalProperties: { not: {} },
		},
		{
			type: "object",
			properties: { a: { type: "string" } },
			unevaluatedProperties: false,
		},
		{
			type: "object",
			properties: { a: { type: "string" } },
			unevaluatedProperties: { not: true },
		},
		{
			type: "object",
			allOf: [{ properties: { a: { type: "string" } } }],
			unevaluatedProperties: false,
		},
	],
	"a uuid": [
		{ type: "string", format: "uuid" },
		{ type: "string", format: "uuid", minLength: 1 },
	],
	"several types": [
		{ type: ["boolean", "integer", "null", "string"] },
		{ type: ["null", "string", "integer", "boolean"] },
	],
	"keywords that say nothing": [
		{ type: "object" },
		{ type: "object", required: [], minProperties: 0 },
		{ type: "object", additionalProperties: true, deprecated: false },
		{ type: "object", additionalProperties: {}, readOnly: false, allOf: [] },
	],
	"a list of anything": [
		{ type: "array" },
		{ type: "array", items: {}, minItems: 0, uniqueItems: false },
		{ type: "array", items: true },
	],
	"an object with a field called const": [
		{ type: "object", properties: { const: { type: ["null", "string"] } } },
		{ type: "object", properties: { const: { type: ["string", "null"] } } },
	],
};

/** Schemas that look like those above, but don't mean the same. */
export const DIFFERENT: [string, object, object][] = [
	[
		"another limit of a number",
		{ type: "number", minimum: 1 },
		{ type: "number", exclusiveMinimum: 0 },
	],
	[
		"another limit of a nullable text",
		nullable,
		{ anyOf: [{ type: "string", maxLength: 6 }, { type: "null" }] },
	],
	[
		"a text that may not be null",
		nullable,
		{ anyOf: [{ type: "string", maxLength: 5 }] },
	],
	[
		"two values",
		{ type: "string", const: "a" },
		{ type: "string", enum: ["a", "b"] },
	],
	[
		"allOf of two",
		{ allOf: [ref] },
		{ allOf: [ref, { type: "string", maxLength: 2 }] },
	],
	[
		"closed",
		{ type: "object", additionalProperties: true },
		{ type: "object", additionalProperties: false },
	],
	[
		"0 and 1",
		{ type: "integer", minimum: 0 },
		{ type: "integer", exclusiveMinimum: 0 },
	],
	[
		"null as a value",
		{ type: ["string", "null"], enum: ["a"] },
		{ anyOf: [{ type: "string", enum: ["a"] }, { type: "null" }] },
	],
	[
		"closed without its part",
		{
			type: "object",
			properties: { a: { type: "string" }, b: { type: "string" } },
			additionalProperties: false,
		},
		{
			type: "object",
			allOf: [{ properties: { a: { type: "string" } } }],
			properties: { b: { type: "string" } },
			additionalProperties: false,
		},
	],
	[
		"a part that evaluates only its own",
		{
			type: "object",
			properties: { a: { type: "string" } },
			anyOf: [{ required: ["a"] }, { maxProperties: 1 }],
			unevaluatedProperties: false,
		},
		{
			type: "object",
			allOf: [
				{
					anyOf: [{ required: ["a"] }, { maxProperties: 1 }],
					unevaluatedProperties: false,
				},
			],
			properties: { a: { type: "string" } },
		},
	],
	[
		"parts that disagree",
		{ type: "object", properties: { a: { type: "string", maxLength: 5 } } },
		{
			type: "object",
			allOf: [{ properties: { a: { type: "string" } } }],
			properties: { a: { type: "string", maxLength: 6 } },
		},
	],
	[
		"closed to what no part evaluates",
		{ type: "object", anyOf: [{ required: ["a"] }, { required: ["b"] }] },
		{
			type: "object",
			anyOf: [{ required: ["a"] }, { required: ["b"] }],
			unevaluatedProperties: false,
		},
	],
	[
		"another value among variants",
		{ type: "string", enum: ["a", "b"] },
		{ oneOf: [{ const: "a" }, { const: "c" }] },
	],
	[
		"a value that two of oneOf have",
		{ type: "string", enum: ["a", "b"] },
		{ oneOf: [{ const: "a" }, { enum: ["a", "b"] }] },
	],
	[
		"values of any type",
		{ type: "string", enum: ["a", "b"] },
		{ enum: ["a", "b", 5] },
	],
];
