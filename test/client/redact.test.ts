/** Masking a key: in every encoding that can be in a log, and in linear time. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRedact, redactHeaders } from "../../packages/client/log.ts";
import { some } from "../some.ts";

const json = (text: string) => JSON.stringify(text).slice(1, -1);
/** What can happen to a key on its way into a log. */
const ENCODINGS: Record<string, (key: string) => string> = {
	"as it is": (key) => key,
	"in JSON": json,
	"in JSON in JSON": (key) => json(json(key)),
	"in JSON in JSON in JSON": (key) => json(json(json(key))),
	"in a path": encodeURIComponent,
	"in a path in JSON": (key) => json(encodeURIComponent(key)),
	"in a form": (key) => new URLSearchParams([["", key]]).toString().slice(1),
	"as the name of a header": (key) => key.toLowerCase(),
	"in upper case": (key) => key.toUpperCase(),
};
/** Few characters, so that they meet in every order: those that encodings change, and what looks like an escape. */
const keys = fc
	.array(
		fc.constantFrom(
			"a",
			"B",
			"2",
			'"',
			"\\",
			"%",
			"/",
			"+",
			" ",
			"!",
			"é",
			"%5c",
			"\t",
		),
		{ minLength: 1, maxLength: 12 },
	)
	.map((parts) => parts.join("").trim())
	.filter((key) => key !== "");

describe.each(some(Object.entries(ENCODINGS)))("a key %s", (_where, encode) => {
	test("is masked, and nothing around it", () => {
		fc.assert(
			fc.property(keys, (key) => {
				const masked = createRedact(["never_"], key)(`<${encode(key)}>`);
				// The backslashes that escape its first character are not the key's.
				expect(masked, JSON.stringify(key)).toMatch(/^<\\*(\*{3})+>$/);
			}),
			{ numRuns: 2_000 },
		);
	});
});

test.each([
	["a.b", "a-b ab a..b"],
	['a"b', 'a\\b a\'b a""b'],
	["a\\b", "ab a/b a\\\\"],
	["abc", "ab c a\\bc"],
])("the key %j isn't found in %j", (key, text) => {
	expect(createRedact(["never_"], key)(text)).toBe(text);
});

const MANY = 1_000_000;
test.each(
	some<[key: string, text: string]>([
		['"!"!"!"!"!', "\\".repeat(MANY)],
		['"!"!"!"!"!', `"${"\\".repeat(MANY)}`],
		['"!"!"!"!"!', `"${"\\".repeat(1_000)}`.repeat(MANY / 1_000)],
		['"""""""""a', '"'.repeat(MANY)],
		["\\\\\\\\\\\\a", "\\".repeat(MANY)],
		['a\\a\\a\\a"', "a\\\\".repeat(MANY / 3)],
		["%%%%%%%%%a", "%25".repeat(MANY / 3)],
		["%5c%5c%5ca", "%5c".repeat(MANY / 3)],
		["++++++++++a", "+".repeat(MANY)],
		["!a!a!a!a!b", "!a".repeat(MANY / 2)],
		["éééééa", "%c3%a9".repeat(MANY / 6)],
		["lomi_sk_test_", "lomi_sk_test_".repeat(MANY / 13)],
	]),
)("masking %j takes no time that grows faster than the text", (key, text) => {
	// A million characters would take hours where time grows with their square.
	const redact = createRedact(["lomi_sk_test_", "whsec_"], key);
	expect(redact(text)).toHaveProperty("length");
});

test("a key in a header's name or value is masked, and the name stays one", () => {
	const redact = createRedact(["whsec_"], "Key~1!");
	const headers = redactHeaders(redact, [
		["X-Key~1!", "a"],
		["key~1!-x", "whsec_b"],
		["whsec_c", "Key~1!"],
		["authorization", "x"],
	]);
	expect([...headers]).toStrictEqual([
		["***", "whsec_***"],
		["authorization", "***"],
		["whsec_***", "***"],
		["x-***", "a"],
	]);
});
