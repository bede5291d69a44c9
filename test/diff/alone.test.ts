/** Kinds of changes that are compared one by one, and ways of writing the same. */
import { beforeAll, describe, expect, test } from "vitest";
import { compare } from "../../packages/diff/compare.ts";
import { normalize } from "../../packages/diff/find/normalize/normalize.ts";
import { document } from "../bundle.ts";
import { some } from "../some.ts";
import { type Alone, extensions, oasdiff } from "./kinds/alone.ts";
import { DIFFERENT, EQUIVALENTS } from "./kinds/equivalents.ts";
import { schema } from "./kinds/kind.ts";

async function expectReport({ given, change, severity, at, says }: Alone) {
	const before = structuredClone(document);
	given?.(before);
	const after = structuredClone(before);
	change(after);
	const { changes } = await compare(before, after);
	const reported = changes.map(
		({ place, severity, what, consequences }) =>
			`${place.name}: ${severity}: ${[what, ...consequences].join(" ")}`,
	);
	expect(
		reported.filter(
			(line) => line.startsWith(`${at}: ${severity}: `) && line.includes(says),
		),
		reported.join("\n"),
	).toHaveLength(1);
}

describe("in a nested extension,", () => {
	test.each(some(extensions))("$kind is $severity", expectReport);
});

describe("oasdiff's", () => {
	test.each(some(oasdiff))("$kind is $severity", expectReport);

	test("list has at least twenty of them", () => {
		expect(
			new Set(oasdiff.map(({ kind }) => kind)).size,
		).toBeGreaterThanOrEqual(20);
	});
});

/**
 * Compares pairs of schemas as fields that are sent and received, all at once: a comparison takes most of a second. The fields are called
 * `extra_0` and so on.
 */
async function compareSchemas(pairs: (readonly [object, object])[]) {
	const [before, after] = [0, 1].map((side) => {
		const copy = structuredClone(document);
		for (const name of ["ProductCreate", "Product"])
			pairs.forEach((pair, index) => {
				const field = structuredClone(pair[side as 0 | 1]);
				schema(copy, name).properties[`extra_${index}`] = field;
			});
		return copy;
	}) as [typeof document, typeof document];
	return (await compare(before, after)).changes;
}

describe("written in another way, it is no change:", async () => {
	const cases = some(Object.entries(EQUIVALENTS)).flatMap(
		([meaning, [first = {}, ...others]]) =>
			others.map((other) => ({ meaning, first, other })),
	);
	let told: string;
	beforeAll(async () => {
		told = JSON.stringify(
			await compareSchemas(cases.map(({ first, other }) => [first, other])),
		);
	});

	test.each(cases.map((each, index) => ({ ...each, index })))(
		"$meaning: $other",
		({ index }) => {
			expect(told).not.toMatch(new RegExp(`\\bextra_${index}\\b`));
		},
	);

	test("nothing else is reported", () => {
		expect(told).toBe("[]");
	});
});

describe("a change of meaning is still one:", () => {
	let told: string[];
	beforeAll(async () => {
		const there = DIFFERENT.map(([, one, other]) => [one, other] as const);
		const back = DIFFERENT.map(([, one, other]) => [other, one] as const);
		const changes = await Promise.all([there, back].map(compareSchemas));
		told = changes.map((each) => JSON.stringify(each));
	});

	test.each(DIFFERENT.map(([what], index) => ({ what, index })))(
		"$what",
		({ index }) => {
			for (const each of some(told))
				expect(each).toMatch(new RegExp(`\\bextra_${index}\\b`));
		},
	);
});

test("descriptions of both notations are compared", async () => {
	const changes = await compareSchemas([
		[
			{ type: ["string", "null"], description: "One." },
			{ anyOf: [{ type: "null" }, { type: "string" }], description: "Two." },
		],
	]);
	expect(changes).toMatchObject([
		{ severity: "editorial" },
		{ severity: "editorial" },
	]);
});

test("a change that no check describes names its place, and no cause", async () => {
	const changed = structuredClone(document);
	const { mapping } = schema(changed, "PaymentLinkCreate").discriminator;
	delete mapping[Object.keys(mapping)[0] as string];
	const { changes } = await compare(document, changed);
	expect(changes).toMatchObject([
		{
			severity: "additive",
			what: expect.stringMatching(
				/^No check describes this change: `#\/components\/schemas\/PaymentLinkCreate\/discriminator\/mapping\/\w+`\.$/,
			),
		},
	]);
});

test("a normalized description stays normalized, and examples stay as they are", () => {
	const once = normalize(document);
	expect(normalize(once)).toStrictEqual(once);
	expect(once.components.examples).toStrictEqual(document.components.examples);
});
