/**
 * The level of each difference, from findings as `redocly diff` words them. That it does word them so, and that the level reaches the
 * report, is what kinds.test.ts holds.
 */
import { describe, expect, test } from "vitest";
import type { Direction } from "../../packages/diff/find/directions.ts";
import type { Finding } from "../../packages/diff/find/redocly.ts";
import {
	extensionOf,
	isOpenListEntry,
	isProse,
	SEVERITIES,
	type Severity,
	severityOf,
} from "../../packages/diff/find/severity.ts";

const SCHEMA = "#/components/schemas/Refund/properties/status";
const WORDS = `${SCHEMA}/x-enumDescriptions`;
const OPERATION = "#/paths/~1refunds/get";

/** A property that was one value and is another; `undefined` where it wasn't, or isn't, there. */
const modified = (
	path: string,
	property: string,
	[was, is]: [was: unknown, is: unknown],
	fields: Partial<Finding> = {},
): Finding => ({
	path,
	property,
	typeName: /\/x-/.test(path) ? "SpecExtension" : "Schema",
	kind: "modified",
	impact: "patch",
	verdicts: [],
	base: { pointer: path, ...(was !== undefined && { value: was }) },
	revision: { pointer: path, ...(is !== undefined && { value: is }) },
	...fields,
});

const added = (
	path: string,
	typeName: string,
	value: unknown,
	fields: Partial<Finding> = {},
): Finding => ({
	path,
	typeName,
	kind: "added",
	impact: "minor",
	verdicts: [],
	revision: { pointer: path, value },
	...fields,
});

const removed = (
	path: string,
	typeName: string,
	value: unknown,
	fields: Partial<Finding> = {},
): Finding => ({
	path,
	typeName,
	kind: "removed",
	impact: "patch",
	verdicts: [],
	base: { pointer: path, value },
	...fields,
});

const BOTH: Direction[] = ["sent", "received"];

/** What a difference is: in requests, and in answers and events. */
function rates(
	name: string,
	finding: Finding,
	sent: Severity,
	received: Severity = sent,
) {
	test(`${name}: ${sent}${received === sent ? "" : ` in requests, ${received} in answers`}`, () => {
		expect(
			BOTH.map((direction) => severityOf(finding, direction)),
		).toStrictEqual([sent, received]);
	});
}

test("the levels go from the worst on", () => {
	expect(SEVERITIES).toStrictEqual(["breaking", "additive", "editorial"]);
});

describe("what only people read is editorial, even where Redocly calls it breaking", () => {
	for (const property of [
		"description",
		"summary",
		"title",
		"example",
		"examples",
	])
		rates(
			`the ${property} of a schema`,
			modified(SCHEMA, property, ["A", "B"], { impact: "major" }),
			"editorial",
		);

	for (const typeName of [
		"Contact",
		"ExternalDocs",
		"Info",
		"License",
		"Link",
		"LinksMap",
		"Tag",
	]) {
		rates(
			`a ${typeName} that is gone`,
			removed("#/tags/7", typeName, {}, { impact: "major" }),
			"editorial",
		);
		rates(
			`an extension of a ${typeName}`,
			modified("#/tags/7", "x-workflows", [["a"], ["b"]], { typeName }),
			"editorial",
		);
	}

	for (const extension of ["x-request-faults", "x-tagGroups", "x-traitTag"])
		rates(
			`${extension} of anything`,
			modified(OPERATION, extension, ["a", "b"], { typeName: "Operation" }),
			"editorial",
		);
});

describe("the rest is as Redocly says", () => {
	for (const [impact, level] of [
		["major", "breaking"],
		["minor", "additive"],
		["patch", "additive"],
	] as const)
		rates(
			`a format, of the impact ${impact}`,
			modified(SCHEMA, "format", ["uuid", "ulid"], { impact }),
			level,
		);
	rates(
		"a field that is new",
		added(`${SCHEMA}/properties/more`, "Schema", { type: "string" }),
		"additive",
	);
	rates(
		"a status that is no longer answered",
		removed(`${OPERATION}/responses/404`, "Response", {}, { impact: "major" }),
		"breaking",
	);
});

describe("the words of a list", () => {
	rates(
		"a new one",
		modified(WORDS, "disputed", [undefined, "It is."]),
		"additive",
	);
	rates(
		"one that is no longer named, which stays valid",
		modified(WORDS, "disputed", ["It is.", undefined], { impact: "major" }),
		"editorial",
	);
	rates(
		"what one of them means",
		modified(WORDS, "disputed", ["It is.", "It was."]),
		"editorial",
	);
	rates(
		"all of them at once, now named",
		added(WORDS, "SpecExtension", { disputed: "It is." }),
		"editorial",
	);
	rates(
		"all of them at once, no longer named",
		removed(WORDS, "SpecExtension", { disputed: "It is." }),
		"editorial",
	);

	test("are prose where only their meaning is told otherwise, or all come or go", () => {
		const prose = (finding: Finding) => isProse(finding);
		expect(prose(modified(WORDS, "disputed", ["It is.", "It was."]))).toBe(
			true,
		);
		expect(prose(modified(WORDS, "disputed", [undefined, "It is."]))).toBe(
			false,
		);
		expect(prose(modified(WORDS, "disputed", ["It is.", undefined]))).toBe(
			false,
		);
		expect(prose(added(WORDS, "SpecExtension", {}))).toBe(true);
		expect(prose(removed(WORDS, "SpecExtension", {}))).toBe(true);
		expect(prose(modified(SCHEMA, "format", ["uuid", "ulid"]))).toBe(false);
	});

	test("are those of x-enumDescriptions itself", () => {
		expect(isOpenListEntry(WORDS)).toBe(true);
		expect(isOpenListEntry(`${WORDS}/disputed`)).toBe(false);
		expect(isOpenListEntry(SCHEMA)).toBe(false);
	});
});

describe("a default", () => {
	const limit = `${OPERATION}/parameters/1/schema`;
	rates(
		"another one changes what a request without a value does",
		modified(limit, "default", [20, 25]),
		"breaking",
		"editorial",
	);
	rates(
		"one that is gone, too",
		modified(limit, "default", [20, undefined]),
		"breaking",
		"editorial",
	);
	rates(
		"one where there was none",
		modified(limit, "default", [undefined, 25]),
		"additive",
		"editorial",
	);
	rates(
		"an answer's, whatever Redocly says",
		modified(limit, "default", [undefined, 25], { impact: "major" }),
		"breaking",
		"editorial",
	);
});

describe("an extension of ours", () => {
	const of = (
		extension: string,
		values: [unknown, unknown],
		fields: Partial<Finding> = {},
	) =>
		modified(OPERATION, extension, values, {
			typeName: "Operation",
			...fields,
		});
	rates(
		"that promises something else",
		of("x-metadata", ["replace", "merge"]),
		"breaking",
	);
	rates(
		"that promises no more",
		of("x-metadata", ["replace", undefined]),
		"breaking",
	);
	rates(
		"that is told at last",
		of("x-metadata", [undefined, "merge"]),
		"editorial",
	);
	rates(
		"whose part promises something else",
		modified(`${OPERATION}/parameters/2/x-filter`, "field", ["a", "b"]),
		"breaking",
	);
	rates(
		"that is there at last",
		added(`${OPERATION}/parameters/2/x-filter`, "SpecExtension", {}),
		"editorial",
	);
	rates(
		"that is gone",
		removed(`${OPERATION}/parameters/2/x-filter`, "SpecExtension", {}),
		"breaking",
	);
	for (const extension of ["x-pagination", "x-beta"])
		rates(
			`${extension} that is told at last, which the client reads`,
			of(extension, [undefined, true]),
			"additive",
		);
	rates(
		"x-pagination that says something else",
		of("x-pagination", ["page", "offset"]),
		"breaking",
	);
	rates(
		"x-beta that is gone, and with it the absence of a promise",
		of("x-beta", [true, undefined]),
		"additive",
	);

	test("is told by its name, be it the property or on the way to it", () => {
		const nameOf = (path: string, property?: string) =>
			extensionOf(modified(path, property ?? "", [1, 2]));
		expect(nameOf(OPERATION, "x-metadata")).toBe("x-metadata");
		expect(nameOf(`${OPERATION}/x-pagination`, "style")).toBe("x-pagination");
		expect(nameOf(`${OPERATION}/x-pagination/style`)).toBe("x-pagination");
		expect(nameOf(OPERATION, "tags")).toBeUndefined();
		expect(nameOf("#/paths/~1tax-x-rates/get", "max-x-y")).toBeUndefined();
		const { property: _, ...whole } = modified(OPERATION, "", [1, 2]);
		expect(extensionOf(whole)).toBeUndefined();
		expect(extensionOf({ ...whole, path: "#/servers/0/x-rate-limit" })).toBe(
			"x-rate-limit",
		);
	});
});

describe("a rate limit", () => {
	const limit = "#/servers/0/x-rate-limit";
	rates("that is lower", modified(limit, "perMinute", [120, 119]), "breaking");
	rates("that is higher", modified(limit, "perMinute", [120, 121]), "additive");
	rates(
		"that is told as text",
		modified(limit, "perMinute", [120, "120"]),
		"additive",
	);
});

describe("a body that was not asked for", () => {
	const body = "#/paths/~1webhooks~1{id}~1test/post/requestBody";
	rates(
		"and is required",
		added(body, "RequestBody", { required: true }),
		"breaking",
		"additive",
	);
	rates(
		"and can be left out",
		added(body, "RequestBody", { required: false }),
		"additive",
	);
	rates("and says nothing of it", added(body, "RequestBody", {}), "additive");
	rates("and has no value", added(body, "RequestBody", undefined), "additive");
	rates(
		"but was there before",
		modified(body, "content", [{}, { required: true }], {
			typeName: "RequestBody",
		}),
		"additive",
	);
	rates(
		"is a parameter instead",
		added(`${OPERATION}/parameters/3`, "Parameter", { required: true }),
		"additive",
	);
});

describe("a header of answers and events", () => {
	const header = "#/webhooks/REFUND_COMPLETED/post/parameters/1";
	const of = (property: string, values: [unknown, unknown]) =>
		modified(header, property, values, { typeName: "Parameter" });
	rates(
		"may be missing",
		of("required", [true, false]),
		"additive",
		"breaking",
	);
	rates(
		"may be missing, as is no longer said",
		of("required", [true, undefined]),
		"additive",
		"breaking",
	);
	rates("is always there now", of("required", [false, true]), "additive");
	rates("is gone", removed(header, "Parameter", {}), "additive", "breaking");
	rates("is new", added(header, "Parameter", {}), "additive");
	for (const property of ["key", "name", "in"])
		rates(
			`has another ${property}`,
			of(property, ["a", "b"]),
			"additive",
			"breaking",
		);
	rates("is written otherwise", of("style", ["simple", "form"]), "additive");
	rates(
		"was optional and is so in words",
		of("style", [true, false]),
		"additive",
	);
	rates(
		"is no parameter, and not always there",
		modified(SCHEMA, "required", [true, false]),
		"additive",
	);
});

describe("an enumeration", () => {
	const of = (was: unknown, is: unknown) => modified(SCHEMA, "enum", [was, is]);
	rates(
		"loses a value, which a program has a case for",
		of(["a", "b"], ["a"]),
		"additive",
		"breaking",
	);
	rates(
		"has one value for another",
		of(["a", "b"], ["a", "c"]),
		"additive",
		"breaking",
	);
	rates("gains a value", of(["a"], ["a", "b"]), "additive");
	rates("is in another order", of(["a", "b"], ["b", "a"]), "additive");
	rates("is new", of(undefined, ["a"]), "additive");
	rates("is gone", of(["a"], undefined), "additive");
	rates(
		"isn't one: what else loses a value",
		modified(SCHEMA, "type", [["a", "b"], ["a"]]),
		"additive",
	);
});
