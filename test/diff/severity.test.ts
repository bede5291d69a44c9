/**
 * The severity of each finding, in the format of `redocly diff`. kinds.test.ts checks that Redocly reports them like this, and that the
 * severity gets into the report.
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
const OPEN_LIST = `${SCHEMA}/x-enumDescriptions`;
const OPERATION = "#/paths/~1refunds/get";

/** A modified property; `undefined` for a missing value. */
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

/** Checks the severity of a finding in requests, and in responses and events. */
function checkSeverity(
	name: string,
	finding: Finding,
	sent: Severity,
	received: Severity = sent,
) {
	test(`${name}: ${sent}${received === sent ? "" : ` in requests, ${received} in responses`}`, () => {
		expect(
			BOTH.map((direction) => severityOf(finding, direction)),
		).toStrictEqual([sent, received]);
	});
}

test("severities are sorted from the most severe on", () => {
	expect(SEVERITIES).toStrictEqual(["breaking", "additive", "editorial"]);
});

describe("what only people read is editorial, even if Redocly considers it breaking", () => {
	for (const property of [
		"description",
		"summary",
		"title",
		"example",
		"examples",
	])
		checkSeverity(
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
		checkSeverity(
			`a ${typeName} that was removed`,
			removed("#/tags/7", typeName, {}, { impact: "major" }),
			"editorial",
		);
		checkSeverity(
			`an extension of a ${typeName}`,
			modified("#/tags/7", "x-workflows", [["a"], ["b"]], { typeName }),
			"editorial",
		);
	}

	for (const extension of [
		"x-access",
		"x-id-prefix",
		"x-otherwise",
		"x-outcomes",
		"x-patternDescription",
		"x-providers",
		"x-remedies",
		"x-request-faults",
		"x-tagGroups",
		"x-traitTag",
	])
		checkSeverity(
			`${extension} of anything`,
			modified(OPERATION, extension, ["a", "b"], { typeName: "Operation" }),
			"editorial",
		);
});

describe("everything else has Redocly's severity", () => {
	for (const [impact, level] of [
		["major", "breaking"],
		["minor", "additive"],
		["patch", "additive"],
	] as const)
		checkSeverity(
			`a format, of the impact ${impact}`,
			modified(SCHEMA, "format", ["uuid", "ulid"], { impact }),
			level,
		);
	checkSeverity(
		"an added field",
		added(`${SCHEMA}/properties/more`, "Schema", { type: "string" }),
		"additive",
	);
	checkSeverity(
		"a status that is no longer returned",
		removed(`${OPERATION}/responses/404`, "Response", {}, { impact: "major" }),
		"breaking",
	);
});

describe("the values of an open list", () => {
	checkSeverity(
		"an added value",
		modified(OPEN_LIST, "disputed", [undefined, "It is."]),
		"additive",
	);
	checkSeverity(
		"a removed value, which remains valid",
		modified(OPEN_LIST, "disputed", ["It is.", undefined], { impact: "major" }),
		"editorial",
	);
	checkSeverity(
		"the meaning of a value",
		modified(OPEN_LIST, "disputed", ["It is.", "It was."]),
		"editorial",
	);
	checkSeverity(
		"an added list",
		added(OPEN_LIST, "SpecExtension", { disputed: "It is." }),
		"editorial",
	);
	checkSeverity(
		"a removed list",
		removed(OPEN_LIST, "SpecExtension", { disputed: "It is." }),
		"editorial",
	);

	test("are prose if only their meaning changed, or the list was added or removed", () => {
		const prose = (finding: Finding) => isProse(finding);
		expect(prose(modified(OPEN_LIST, "disputed", ["It is.", "It was."]))).toBe(
			true,
		);
		expect(prose(modified(OPEN_LIST, "disputed", [undefined, "It is."]))).toBe(
			false,
		);
		expect(prose(modified(OPEN_LIST, "disputed", ["It is.", undefined]))).toBe(
			false,
		);
		expect(prose(added(OPEN_LIST, "SpecExtension", {}))).toBe(true);
		expect(prose(removed(OPEN_LIST, "SpecExtension", {}))).toBe(true);
		expect(prose(modified(SCHEMA, "format", ["uuid", "ulid"]))).toBe(false);
	});

	test("are those of x-enumDescriptions itself", () => {
		expect(isOpenListEntry(OPEN_LIST)).toBe(true);
		expect(isOpenListEntry(`${OPEN_LIST}/disputed`)).toBe(false);
		expect(isOpenListEntry(SCHEMA)).toBe(false);
	});
});

describe("a default", () => {
	const limit = `${OPERATION}/parameters/1/schema`;
	checkSeverity(
		"that changed affects requests without a value",
		modified(limit, "default", [20, 25]),
		"breaking",
		"editorial",
	);
	checkSeverity(
		"that was removed does, too",
		modified(limit, "default", [20, undefined]),
		"breaking",
		"editorial",
	);
	checkSeverity(
		"that was added",
		modified(limit, "default", [undefined, 25]),
		"additive",
		"editorial",
	);
	checkSeverity(
		"in a response, whatever Redocly says",
		modified(limit, "default", [undefined, 25], { impact: "major" }),
		"breaking",
		"editorial",
	);
});

describe("a custom extension", () => {
	const of = (
		extension: string,
		values: [unknown, unknown],
		fields: Partial<Finding> = {},
	) =>
		modified(OPERATION, extension, values, {
			typeName: "Operation",
			...fields,
		});
	checkSeverity(
		"with another value",
		of("x-metadata", ["replace", "merge"]),
		"breaking",
	);
	checkSeverity(
		"that was removed",
		of("x-metadata", ["replace", undefined]),
		"breaking",
	);
	checkSeverity(
		"that was added",
		of("x-metadata", [undefined, "merge"]),
		"editorial",
	);
	checkSeverity(
		"with another value in a property",
		modified(`${OPERATION}/parameters/2/x-filter`, "field", ["a", "b"]),
		"breaking",
	);
	checkSeverity(
		"whose whole value was added",
		added(`${OPERATION}/parameters/2/x-filter`, "SpecExtension", {}),
		"editorial",
	);
	checkSeverity(
		"whose whole value was removed",
		removed(`${OPERATION}/parameters/2/x-filter`, "SpecExtension", {}),
		"breaking",
	);
	for (const extension of ["x-pagination", "x-beta"])
		checkSeverity(
			`${extension} that was added, which the client reads`,
			of(extension, [undefined, true]),
			"additive",
		);
	checkSeverity(
		"x-pagination with another value",
		of("x-pagination", ["page", "offset"]),
		"breaking",
	);
	checkSeverity(
		"x-beta that was removed, which promised nothing",
		of("x-beta", [true, undefined]),
		"additive",
	);

	test("is recognised as the property, and in the path", () => {
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
	checkSeverity(
		"that is lower",
		modified(limit, "perMinute", [120, 119]),
		"breaking",
	);
	checkSeverity(
		"that is higher",
		modified(limit, "perMinute", [120, 121]),
		"additive",
	);
	checkSeverity(
		"that is a string",
		modified(limit, "perMinute", [120, "120"]),
		"additive",
	);
});

describe("a new request body", () => {
	const body = "#/paths/~1webhooks~1{id}~1test/post/requestBody";
	checkSeverity(
		"that is required",
		added(body, "RequestBody", { required: true }),
		"breaking",
		"additive",
	);
	checkSeverity(
		"that is optional",
		added(body, "RequestBody", { required: false }),
		"additive",
	);
	checkSeverity(
		"without `required`",
		added(body, "RequestBody", {}),
		"additive",
	);
	checkSeverity(
		"without a value",
		added(body, "RequestBody", undefined),
		"additive",
	);
	checkSeverity(
		"that already existed",
		modified(body, "content", [{}, { required: true }], {
			typeName: "RequestBody",
		}),
		"additive",
	);
	checkSeverity(
		"is a parameter instead",
		added(`${OPERATION}/parameters/3`, "Parameter", { required: true }),
		"additive",
	);
});

describe("a header of responses and events", () => {
	const header = "#/webhooks/REFUND_COMPLETED/post/parameters/1";
	const of = (property: string, values: [unknown, unknown]) =>
		modified(header, property, values, { typeName: "Parameter" });
	checkSeverity(
		"may be missing",
		of("required", [true, false]),
		"additive",
		"breaking",
	);
	checkSeverity(
		"may be missing, because `required` was removed",
		of("required", [true, undefined]),
		"additive",
		"breaking",
	);
	checkSeverity("is now required", of("required", [false, true]), "additive");
	checkSeverity(
		"was removed",
		removed(header, "Parameter", {}),
		"additive",
		"breaking",
	);
	checkSeverity("is new", added(header, "Parameter", {}), "additive");
	for (const property of ["key", "name", "in"])
		checkSeverity(
			`has another ${property}`,
			of(property, ["a", "b"]),
			"additive",
			"breaking",
		);
	checkSeverity(
		"has another style",
		of("style", ["simple", "form"]),
		"additive",
	);
	checkSeverity(
		"was optional and now says so",
		of("style", [true, false]),
		"additive",
	);
	checkSeverity(
		"isn't a parameter, and may be missing",
		modified(SCHEMA, "required", [true, false]),
		"additive",
	);
});

describe("an enum", () => {
	const of = (was: unknown, is: unknown) => modified(SCHEMA, "enum", [was, is]);
	checkSeverity(
		"lost a value, which a program may have a case for",
		of(["a", "b"], ["a"]),
		"additive",
		"breaking",
	);
	checkSeverity(
		"has one value replaced",
		of(["a", "b"], ["a", "c"]),
		"additive",
		"breaking",
	);
	checkSeverity("gains a value", of(["a"], ["a", "b"]), "additive");
	checkSeverity("is in another order", of(["a", "b"], ["b", "a"]), "additive");
	checkSeverity("is new", of(undefined, ["a"]), "additive");
	checkSeverity("was removed", of(["a"], undefined), "additive");
	checkSeverity(
		"isn't one: another list that lost a value",
		modified(SCHEMA, "type", [["a", "b"], ["a"]]),
		"additive",
	);
});
