/** Bodies that parsing would change are refused, by the name of their field. All others come back as they were sent. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	findInvalidText,
	parseBody,
} from "../../packages/spec/validation/parse-body.ts";

/** What is wrong with a body; undefined if it is accepted. */
const problem = (text: string) => {
	const parsed = parseBody(text);
	return "violation" in parsed ? parsed.violation : undefined;
};

const exact = (name: string) =>
	`\`${name}\` is a number that can't be kept exactly. Send it as a string, or with fewer digits`;
const half = (name: string) =>
	`\`${name}\` has a lone surrogate, which is half a character. Send the other half too, or neither`;
const twice = (name: string) => `\`${name}\` was given more than once`;

test.each([
	['{"amount":9007199254740993}', "amount", exact],
	['{"metadata":{"order_no":9007199254740993}}', "metadata.order_no", exact],
	['{"metadata":{"a":[1,{"b":1e400}]}}', "metadata.a[1].b", exact],
	['{"a":-1e400}', "a", exact],
	['{"a":1e-400}', "a", exact],
	['{"a":4.9e-324}', "a", exact],
	['{"a":0.1000000000000000055}', "a", exact],
	['{"a":123456789012345678}', "a", exact],
	['{"a":1.7976931348623159e308}', "a", exact],
	[`{"a":0.${"3".repeat(40)}}`, "a", exact],
	[`{"a":1${"0".repeat(1_000)}}`, "a", exact],
	['{"a":{},"b":[[],[]],"c":9007199254740993}', "c", exact],
	['{"a":"}{][,","c":9007199254740993}', "c", exact],
	['[[1],{"":9007199254740993}]', "[1].", exact],
	['{"name":"\\ud800"}', "name", half],
	['{"name":"a\\uDC00\\ud800b"}', "name", half],
	['{"m":{"a":["\\ud83d"]}}', "m.a[0]", half],
	['{"m":{"\\ud83dx":1}}', "m.\ufffdx", half],
	['{"a":1,"a":1}', "a", twice],
	['{"a":1,"b":{"a":2},"\\u0061":3}', "a", twice],
	['{"m":{"__proto__":1,"__proto__":2}}', "m.__proto__", twice],
	['{"m":[{"x":1,"x":1}]}', "m[0].x", twice],
])("%s is refused", (text, name, details) => {
	expect(problem(text)).toStrictEqual({ name, details: details(name) });
});

test("a body that is such a value itself has no name", () => {
	expect(problem("1e999")?.details).toBe(
		"The request body is a number that can't be kept exactly. Send it as a string, or with fewer digits",
	);
});

test.each([
	"0.1",
	"19.99",
	"1.0",
	"1e3",
	"1E+3",
	"-0",
	"0e99999999999",
	"1e21",
	"5e-324",
	"2.2250738585072014e-308",
	"1.7976931348623157e308",
	"9007199254740992",
	"9007199254740994",
	"100000000000000000000",
	"0.30000000000000004",
	`0.${"0".repeat(1_000)}1e1001`,
	`1${"0".repeat(300)}`,
	'"\\ud83d\\ude00"',
	'"\\\\ud800"',
	'"\\u0000"',
	'{"__proto__":{"a":1},"constructor":2}',
	'{"a":{"x":1},"b":{"x":1},"c":[{"x":1},{"x":1}]}',
	'{"2":1,"1":{"2":1}}',
])("%s is accepted", (text) => {
	expect(parseBody(text)).toStrictEqual({ value: JSON.parse(text) });
});

test("what isn't JSON is refused as such", () => {
	for (const text of ["{", "", "{'a':1}", "NaN", "[1,]"])
		expect(problem(text)?.details).toBe("The request body is not valid JSON");
});

/** A decimal as a fraction of whole numbers. */
function fractionOf(decimal: string): [bigint, bigint] {
	const [, sign = "", whole = "", fraction = "", exponent = "0"] =
		/^(-?)(\d+)\.?(\d*)e?([+-]?\d+)?$/i.exec(decimal) ?? [];
	const digits = BigInt(sign + whole + fraction);
	const power = Number(exponent) - fraction.length;
	return power < 0
		? [digits, 10n ** BigInt(-power)]
		: [digits * 10n ** BigInt(power), 1n];
}

test("a number is accepted exactly if it comes back with the same value", () => {
	const digits = fc.bigInt({ min: 0n, max: 10n ** 19n }).map(String);
	const number = fc
		.tuple(
			fc.constantFrom("", "-"),
			digits,
			fc.option(digits),
			fc.option(fc.integer({ min: -340, max: 320 })),
		)
		.map(
			([sign, whole, fraction, exponent]) =>
				`${sign}${whole}${fraction === null ? "" : `.${fraction}`}${exponent === null ? "" : `e${exponent}`}`,
		);
	const double = fc
		.double({ noNaN: true, noDefaultInfinity: true })
		.map((value) => JSON.stringify(value));
	const outcomes = new Set<boolean>();
	fc.assert(
		fc.property(fc.oneof(number, double), (text) => {
			const back = JSON.stringify(JSON.parse(text));
			const [top, bottom] = fractionOf(text);
			const [otherTop, otherBottom] =
				back === "null" ? [1n, 0n] : fractionOf(back);
			const isSame = top * otherBottom === otherTop * bottom && back !== "null";
			outcomes.add(isSame);
			expect(problem(`{"a":${text}}`) === undefined).toBe(isSame);
		}),
		{ numRuns: 2_000, seed: 1 },
	);
	expect(outcomes).toStrictEqual(new Set([true, false]));
});

test("any JSON value comes back, however its text is spelled", () => {
	const spaced = (value: unknown) => JSON.stringify(value, null, " \t\n");
	const escaped = (value: unknown) =>
		JSON.stringify(value).replaceAll(
			/[^\x20-\x7e]/g,
			(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
		);
	fc.assert(
		fc.property(
			fc.jsonValue({ stringUnit: "binary" }),
			fc.constantFrom(JSON.stringify, spaced, escaped),
			(value, write) => {
				const text = write(value);
				expect(parseBody(text)).toStrictEqual({ value: JSON.parse(text) });
			},
		),
		{ numRuns: 1_000, seed: 1 },
	);
});

test("takes linear time", () => {
	for (const text of [
		`{"a":0.${"0".repeat(900_000)}1}`,
		`{"a":1${"0".repeat(900_000)}1}`,
		`{"a":1e-${"9".repeat(900_000)}}`,
	])
		expect(problem(text)?.name).toBe("a");
	for (const text of [
		`{"a":"${"\\n".repeat(450_000)}"}`,
		`{"a":[${"0,".repeat(450_000)}0]}`,
	])
		expect(problem(text)).toBeUndefined();
});

describe("bytes that aren't UTF-8", () => {
	const bytes = (...parts: (string | number[])[]) =>
		Buffer.concat(parts.map((part) => Buffer.from(part as string)));
	const details = (name: string) =>
		`\`${name}\` is not UTF-8 text. Encode the body as UTF-8`;

	test.each([
		["name", bytes('{"name":"', [0xff], '"}')],
		["name", bytes('{"name":"', [0xed, 0xa0, 0x80], '"}')],
		["m.é", bytes('{"a":"ü","m":{"é":"', [0xc3], '"}}')],
		["m.\ufffd", bytes('{"m":{"', [0xe9], '":1}}')],
		["a[1]", bytes('{"a":["ok","', [0xc0, 0x80], '"]}')],
	])("are named: %s", (name, body) => {
		expect(findInvalidText(body)).toStrictEqual({
			name,
			details: details(name),
		});
	});

	test("are not, where there is no field", () => {
		expect(findInvalidText(bytes('{"a":', [0xff], "}"))).toBeUndefined();
		expect(findInvalidText(bytes([0xff, 0xfe]))).toBeUndefined();
	});
});
