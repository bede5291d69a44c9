/** Two independent validators, ours and the tests' reference validator, agree. */
import fc, { type Arbitrary } from "fast-check";
import { describe, expect, test } from "vitest";
import { values } from "../../packages/contract/requests/arbitraries.ts";
import {
	type Description,
	type Node,
	resolve,
} from "../../packages/spec/operations.ts";
import { FORMATS } from "../../packages/spec/validation/formats.ts";
import { createSchemaCheck } from "../../packages/spec/validation/validator.ts";
import {
	controlDocument,
	controlViolations,
	document,
	violations,
} from "../bundle.ts";
import { createJudge, schemasOf } from "../judge.ts";

/** Valid and invalid strings by format. The reference validator doesn't support future IP versions, `http://[v1.x]/`. */
const TEXTS: Record<string, { right: string[]; wrong: string[] }> = {
	// RFC 3339, sections 5.6 and 5.7
	"date-time": {
		right: [
			"1985-04-12T23:20:50.52Z",
			"1996-12-19t16:39:57-08:00",
			"2000-02-29T00:00:00.123456789+23:59",
			"2016-12-31T23:59:60Z",
			"1990-12-31T15:59:60.5-08:00",
			"0000-01-01T00:00:00z",
		],
		wrong: [
			"1985-04-12 23:20:50Z",
			"1985-04-12T23:20:50",
			"2026-01-01T00:00:00+0100",
			"2026-01-01T00:00:00+01",
			"2026-01-01T00:00:00+24:00",
			"2026-01-01T24:00:00Z",
			"2026-01-01T24:59:00+01:00",
			"2026-01-01T00:00:00.Z",
			"2026-01-01T00:00Z",
			"1900-02-29T00:00:00Z",
			"2026-02-29T00:00:00Z",
			"2026-04-31T00:00:00Z",
			"2026-00-01T00:00:00Z",
			"2026-01-01T23:59:60Z",
			"2016-12-31T22:59:60Z",
			"2016-12-31T23:59:61Z",
			"1984-12-31T23:59:60Z",
			"+2026-01-01T00:00:00Z",
			"2026-01-01T00:00:00Z\n",
			"2026-01-01\u00a000:00:00Z",
			"২026-01-01T00:00:00Z",
		],
	},
	// RFC 3339, appendix A
	duration: {
		right: ["P1Y2M3DT4H5M6S", "PT36H", "P2W", "P0D", "P1DT12H", "P1M1D"],
		wrong: ["P", "PT", "P1DT", "P1Y1D", "PT1H1S", "P1Y2W", "PT1D", "p1d"],
	},
	// RFC 5321, section 4.1.2
	email: {
		right: [
			"awa.kone+lomi@example.ci",
			"awa@localhost",
			"awa_k@example.ci",
			'"awa kone"@example.ci',
			'"a@\\"b"@example.ci',
			"awa@[127.0.0.1]",
			"awa@[IPv6:2001:db8::1]",
		],
		wrong: [
			"awa",
			".awa@example.ci",
			"awa.@example.ci",
			"a..b@example.ci",
			"awa kone@example.ci",
			"koné@example.ci",
			"a@b@example.ci",
			"awa@-example.ci",
			"awa@example_shop.ci",
			"awa@example.ci.",
			"awa@[127.0.0.300]",
			"Awa <awa@example.ci>",
		],
	},
	// RFC 3339, section 5.6
	date: {
		right: ["1985-04-12", "2000-02-29", "0000-01-01"],
		wrong: [
			"1985-4-12",
			"2026-02-29",
			"2026-13-01",
			"2026-01-00",
			"20260101",
			"2026-01-01T00:00:00Z",
			"2026-01-01Z",
			"2026-01-01 ",
			"২026-01-01",
		],
	},
	// https://url.spec.whatwg.org/#url-parsing, with no base
	"whatwg-url": {
		right: [
			"https://boutique.ci/réussi",
			"https://boutique.ci/ok?session={CHECKOUT_SESSION_ID}",
			"https://épicerie.ci/",
			"http://[::1]:3000/",
			"myapp://paid",
			"https://example.ci/a b",
		],
		wrong: [
			"",
			"/merci",
			"//example.ci/merci",
			"boutique.ci/merci",
			"https://",
			"http://a:b/",
			"http://[::1",
			"https://exa mple.ci/",
			"https://example.ci:99999/",
		],
	},
	password: { right: ["", "anything"], wrong: [] },
	// RFC 3986, appendix A
	uri: {
		right: [
			"https://example.ci/a%20b?c=d/e?f#g",
			"https:",
			"urn:isbn:0451450523",
			"tel:+225-01-02-03-04-05",
			"http://user:pass@[2001:db8::7]:8080/",
			"http://[::ffff:1.2.3.4]/",
			"https://example.ci:/",
			"file:///etc/hosts",
		],
		wrong: [
			"/merci",
			"//example.ci/merci",
			"https://example.ci/a b",
			"https://example.ci/é",
			"https://example.ci/%2",
			"https://example.ci/a#b#c",
			'https://example.ci/"a"',
			"https://example.ci/[a]",
			"https://example.ci/{id}",
			"https://example.ci\\a",
			"http://[::1",
			"http://[1:2:3]/",
			"http://[fe80::1%25en0]/",
			"http://a:b/",
			"1http://example.ci",
			":https",
		],
	},
	// RFC 9562, section 4
	uuid: {
		right: [
			"2eb8aa08-aa98-11ea-b4aa-73b441d16380",
			"2EB8AA08-AA98-11EA-B4AA-73B441D16380",
			"00000000-0000-0000-0000-000000000000",
		],
		wrong: [
			"urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380",
			"{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
			"2eb8aa08aa9811eab4aa73b441d16380",
			"2eb8aa08-aa98-11ea-b4aa-73b441d1638",
			"2eb8aa08-aa98-11ea-b4aa-73b441d16380 ",
			"2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
		],
	},
};

test("there are strings for every format of the descriptions, and we support each", () => {
	const used = new Set<string>();
	const look = (_: string, value: Node) => {
		if (typeof value?.format === "string") used.add(value.format);
		return value;
	};
	JSON.stringify(
		[document, controlDocument].map(({ paths, components }) => [
			paths,
			components.schemas,
			components.parameters,
		]),
		look,
	);
	expect([...used].sort()).toStrictEqual(Object.keys(FORMATS).sort());
	expect(Object.keys(TEXTS).sort()).toStrictEqual(Object.keys(FORMATS).sort());
});

describe.each(Object.entries(TEXTS))("%s", async (format, { right, wrong }) => {
	const formats = {
		...document,
		paths: {},
		webhooks: {},
		components: { schemas: { Text: { type: "string", format } } },
	} as Description;
	const text = "#/components/schemas/Text";
	const check = createSchemaCheck(formats);
	const judge = await createJudge(formats, `formats/${format}`);
	const each = (texts: string[]) =>
		texts.map((value) => ({
			value,
			ours: check(text, value).length === 0,
			judge: judge(text, value).length === 0,
		}));

	test("accepts exactly what its RFC allows", () => {
		for (const found of each(right))
			expect(found).toMatchObject({ ours: true, judge: true });
		for (const found of each(wrong))
			expect(found).toMatchObject({ ours: false, judge: false });
	});
});

const EDGES: unknown[] = [
	...Object.values(TEXTS).flatMap(({ right, wrong }) => [...right, ...wrong]),
	...["", " ", "null", "0", "\u0000", "\ud800", "💸", "é", "é", "constructor"],
	...[0, -1, 1, 0.1, 1.0000000000000002, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308],
	...[null, true, false, [], {}, [[]], [null], { a: null }],
	...Object.values(document.components.schemas ?? {}).flatMap(
		(schema: Node) => schema.enum ?? [],
	),
];
const CHARACTERS = [..."tTzZ:+-.,/0569aAP@\"'[]%#? \n\té💸\u2028"];
const KEYS = ["x", "id", "data", "status", "toString", "__proto__", "", "é"];

/** Generates valid values for a schema. */
function valid(of: Description, node: Node, depth = 0): Arbitrary<unknown> {
	const schema = resolve(of, node);
	const variants = schema.oneOf ?? schema.anyOf;
	if (variants && !schema.type)
		return fc.oneof(
			...variants.map((each: Node) => valid(of, each, depth + 1)),
		);
	if (schema.properties) {
		const { required = [] } = schema;
		// Limit the depth of recursive schemas.
		const names = Object.keys(schema.properties).filter(
			(name) => depth < 8 || required.includes(name),
		);
		const object = fc.record(
			Object.fromEntries(
				names.map((name) => [
					name,
					valid(of, schema.properties[name], depth + 1),
				]),
			),
			{ requiredKeys: required },
		);
		return [schema.type].flat().includes("null")
			? fc.option(object, { freq: 5 })
			: object;
	}
	if (schema.items && schema.const === undefined)
		return fc.array(valid(of, schema.items, depth + 1), {
			minLength: schema.minItems ?? 0,
			maxLength: Math.min(schema.maxItems ?? 3, 3),
		});
	if (!schema.type && !schema.enum && schema.const === undefined)
		return fc.jsonValue();
	if (schema.format === "duration")
		return fc.constantFrom(...(TEXTS.duration?.right ?? []));
	return values(of, schema);
}

/** Mutates one position of a value. Positions wrap around. */
interface Mistake {
	place: number;
	kind: "replace" | "remove" | "add" | "insert" | "swap" | "cut";
	key: string;
	edge: unknown;
	at: number;
	character: string;
}

const MISTAKES: Arbitrary<Mistake> = fc.record({
	place: fc.nat(10_000),
	kind: fc.constantFrom("replace", "remove", "add", "insert", "swap", "cut"),
	key: fc.constantFrom(...KEYS),
	edge: fc.oneof(fc.constantFrom(...EDGES), fc.jsonValue({ maxDepth: 1 })),
	at: fc.nat(40),
	character: fc.constantFrom(...CHARACTERS),
});

/** A copy of a value with one mutation, which may still be valid. */
function spoil(value: unknown, mistake: Mistake): unknown {
	const whole: Node = { value: structuredClone(value) };
	const places: [holder: Node, key: string][] = [];
	const collect = (holder: Node) => {
		for (const key of Object.keys(holder)) {
			places.push([holder, key]);
			if (typeof holder[key] === "object" && holder[key] !== null)
				collect(holder[key]);
		}
	};
	collect(whole);
	const [holder, key] = places[mistake.place % places.length] ?? [whole, ""];
	const there = holder[key];
	if (typeof there === "string" && mistake.kind !== "replace") {
		const at = mistake.at % (there.length + 1);
		const taken = { insert: 0, add: 0, swap: 1, cut: 1, remove: 1 };
		const put = ["cut", "remove"].includes(mistake.kind)
			? ""
			: mistake.character;
		holder[key] =
			there.slice(0, at) + put + there.slice(at + taken[mistake.kind]);
	} else if (mistake.kind === "remove" && holder !== whole) {
		if (Array.isArray(holder)) holder.splice(Number(key), 1);
		else delete holder[key];
	} else if (mistake.kind === "add" && typeof there === "object" && there)
		Object.defineProperty(there, mistake.key, {
			value: mistake.edge,
			enumerable: true,
			configurable: true,
			writable: true,
		});
	else holder[key] = mistake.edge;
	return whole.value;
}

const VALUES = 10_000;
/** Set another seed for other values: `LOMI_SEED=7 npx vitest run test/spec/validators`. */
const SEED = Number(process.env.LOMI_SEED ?? 20_261_127);

test(`our Ajv and the reference validator agree on ${VALUES} values, about half of them invalid`, () => {
	const sides = [
		{ of: document, check: createSchemaCheck(document), judge: violations },
		{
			of: controlDocument,
			check: createSchemaCheck(controlDocument),
			judge: controlViolations,
		},
	];
	const cases = sides.flatMap(({ of, check, judge }) =>
		[...new Set(schemasOf(of))].map((pointer) => ({
			pointer,
			check,
			judge,
			values: valid(of, { $ref: pointer }),
		})),
	);
	const asked = fc.constantFrom(...cases).chain((one) =>
		fc
			.tuple(one.values, fc.option(MISTAKES, { freq: 5 }))
			.map(([value, mistake]) => ({
				...one,
				// As received over HTTP.
				value: JSON.parse(
					JSON.stringify(mistake ? spoil(value, mistake) : value),
				) as unknown,
			})),
	);
	let wrong = 0;
	fc.assert(
		fc.property(asked, ({ pointer, value, check, judge }) => {
			const said = {
				ours: check(pointer, value).map(
					({ instancePath, message }) => `${instancePath} ${message}`,
				),
				judge: judge(pointer, value),
			};
			if (said.judge.length > 0) wrong++;
			if (said.ours.length > 0 === said.judge.length > 0) return;
			throw new Error(
				`${pointer} and ${JSON.stringify(value)}: ${JSON.stringify(said)}`,
			);
		}),
		{ numRuns: VALUES, seed: SEED },
	);
	expect(wrong / VALUES).toBeGreaterThan(0.35);
	expect(wrong / VALUES).toBeLessThan(0.65);
});
