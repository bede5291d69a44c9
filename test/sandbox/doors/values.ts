/** Values for all doors: valid, nearly valid, and hostile ones. Bodies are written as text, so that they can hold what no value is. */
import fc, { type Arbitrary } from "fast-check";
import { values } from "../../../packages/contract/requests/arbitraries.ts";
import { type Node, resolve } from "../../../packages/spec/operations.ts";
import { document } from "../../bundle.ts";

/** JSON text that is sent as it is. */
export class Raw {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

/** The ID of something that exists when the step is made: the n-th, counted in a circle. */
export class Reference {
	readonly field: string;
	readonly index: number;
	constructor(field: string, index: number) {
		this.field = field;
		this.index = index;
	}
}

/** Writes a body as JSON, with `find` for its references. */
export function write(
	value: unknown,
	find: (reference: Reference) => string,
): string {
	if (value instanceof Raw) return value.text;
	if (value instanceof Reference) return JSON.stringify(find(value));
	if (Array.isArray(value))
		return `[${value.map((item) => write(item, find)).join()}]`;
	if (typeof value !== "object" || value === null)
		return JSON.stringify(value) ?? "null";
	const fields = Object.entries(value)
		.filter(([, field]) => field !== undefined)
		.map(([name, field]) => `${JSON.stringify(name)}:${write(field, find)}`);
	return `{${fields.join()}}`;
}

const TEXTS = [
	"",
	" ",
	"\u0000",
	"a\u0000b",
	"\u001b[31m\u202e",
	"\ufeff",
	"\ufffd",
	"💳",
	"e\u0301",
	"'; DROP TABLE customers; --",
	"<script>alert(1)</script>",
	"%00",
	"../..",
	"null",
	"__proto__",
	"a".repeat(20_000),
	"awa.koné@example.ci",
	"a..b@c.de",
	"awa@localhost",
	'"awa k"@example.ci',
	"javascript:alert(1)",
	"https://boutique.ci/réussi",
	"https://boutique.ci/ok?session={CHECKOUT_SESSION_ID}",
	"2025-06-01",
	"0000-01-01T00:00:00+23:59",
	"1999-12-31T23:59:59Z",
	"2000-01-01T00:00:00+14:00",
	"2024-02-29t12:00:00.123456789z",
	"2025-02-29T00:00:00Z",
	"2099-12-31T23:59:59-12:00",
	"9999-12-31T23:59:60-23:59",
];
const NUMBERS = [
	0,
	-1,
	0.5,
	1.5,
	19.99,
	1e11,
	1e11 + 1,
	2 ** 53,
	1e21,
	1e308,
	-1e300,
	5e-324,
];
/** What JSON.parse changes, or what only text can say. */
const RAW = [
	"9007199254740993",
	"1e400",
	"1e-400",
	"-0",
	"1.0",
	"1E3",
	"0.1000000000000000055",
	'"\\ud800"',
	'{"a":1,"a":2}',
	'{"__proto__":{"admin":true}}',
	'{"constructor":{"prototype":1}}',
	'{"\\udc00":1}',
];

const text = fc.oneof(
	fc.constantFrom(...TEXTS),
	fc.string({ unit: "binary", maxLength: 20 }),
);
export const hostile: Arbitrary<unknown> = fc.oneof(
	text,
	fc.constantFrom(...NUMBERS),
	fc.constantFrom(...RAW).map((each) => new Raw(each)),
	fc.constantFrom(null, true, [], {}, [null], [[]]),
);

const metadata = fc.oneof(
	fc.dictionary(
		fc.oneof(fc.constantFrom("__proto__", "toString", "order_id"), text),
		fc.oneof(
			{
				weight: 4,
				arbitrary: fc.jsonValue({ stringUnit: "binary", maxDepth: 3 }),
			},
			{ weight: 2, arbitrary: fc.constantFrom(...NUMBERS) },
			{
				weight: 1,
				arbitrary: fc.constantFrom(...RAW).map((each) => new Raw(each)),
			},
		),
		{ maxKeys: 4, noNullPrototype: true },
	),
	fc.constant(null),
);

const index = fc.nat(1_000);
const reference = (field: string) =>
	index.map((each) => new Reference(field, each));

/** Valid values of fields that their schema says too little about. */
const FIELDS: Record<string, Arbitrary<unknown>> = {
	metadata,
	allowed_providers: fc.subarray(["WAVE", "ORANGE", "MTN"], { minLength: 1 }),
	currency_code: fc.constantFrom("XOF", "XOF", "XOF", "EUR", "USD"),
	fee_type_ids: fc.constantFrom(
		[],
		["b7c1e5d2-4f60-4a8b-9e3c-2d5f7a9b1c36"],
		["B7C1E5D2-4F60-4A8B-9E3C-2D5F7A9B1C36"],
	),
	customer_phone: fc.constantFrom(null, "+2250701020304", "+2250701020001"),
	is_active: fc.constantFrom(true, true, true, false),
};

/** Values of a field of a body, most of them valid. */
function field(name: string, schema: Node): Arbitrary<unknown> {
	const valid =
		FIELDS[name] ??
		(schema.format === "uuid" ? reference(name) : values(document, schema));
	return fc.oneof(
		{ weight: 24, arbitrary: valid },
		{ weight: 1, arbitrary: hostile },
	);
}

/** Bodies for a schema of the API, most of them valid. */
export function bodies(schema: Node): Arbitrary<unknown> {
	const variants: Node[] = (schema.oneOf ?? [schema]).map((each: Node) =>
		resolve(document, each),
	);
	const valid = variants.map(({ properties, required = [] }) => {
		const fields = Object.entries<Node>(properties).map(([name, node]) => {
			const value = field(name, resolve(document, node));
			// Two references at once are mostly a refusal.
			const isRare = name.endsWith("_id") && !required.includes(name);
			return [
				name,
				isRare ? fc.option(value, { nil: undefined, freq: 2 }) : value,
			];
		});
		return fc.record(Object.fromEntries(fields), {
			requiredKeys: required,
			noNullPrototype: true,
		}) as Arbitrary<unknown>;
	});
	return fc.oneof(
		{ weight: 30, arbitrary: fc.oneof(...valid) },
		{ weight: 1, arbitrary: hostile },
	);
}

/** Values of a query parameter. */
export function queryText(name: string, schema: Node): Arbitrary<unknown> {
	const valid =
		schema.format === "uuid" ? reference(name) : values(document, schema);
	return fc.oneof(
		{ weight: 9, arbitrary: valid },
		{ weight: 1, arbitrary: text },
	);
}

export { reference, text };
