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
];
