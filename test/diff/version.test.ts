/** The version that changes require, and how a report counts them. */
import { inc } from "semver";
import { describe, expect, test } from "vitest";
import type { Change } from "../../packages/diff/change.ts";
import type { Owner } from "../../packages/diff/find/owners.ts";
import type { Severity } from "../../packages/diff/find/severity.ts";
import { toMarkdown } from "../../packages/diff/report/markdown.ts";
import {
	type Report,
	report,
	toJson,
} from "../../packages/diff/report/report.ts";
import { toTerminal } from "../../packages/diff/report/terminal.ts";
import { readEvents, readOperations } from "../../packages/spec/operations.ts";
import { document } from "../bundle.ts";

describe("the version", () => {
	const reportOf = (was: string, is: string, severity?: Severity): Report => {
		const source = (version: string) => ({
			name: version,
			document: { ...document, info: { ...document.info, version } },
		});
		const change = (severity: Severity): Change => ({
			severity,
			what: "Something is different.",
			consequences: [],
			place: { name: "Somewhere", owners: [] },
		});
		return report(source(was), source(is), {
			changes: severity ? [change("editorial"), change(severity)] : [],
			owners: [],
		});
	};

	test.each([
		["1.4.2", "1.4.2", undefined, "1.4.2", true],
		["1.4.2", "1.4.2", "editorial", "1.4.3", true],
		["1.4.2", "1.4.2", "additive", "1.5.0", true],
		["1.4.2", "1.4.3", "additive", "1.5.0", true],
		["1.4.2", "1.5.0", "additive", "1.5.0", true],
		["1.4.2", "1.6.0", "additive", "1.6.0", true],
		["1.4.2", "1.4.2", "breaking", "2.0.0", false],
		["1.4.2", "1.5.0", "breaking", "2.0.0", false],
		["1.4.2", "2.0.0", "breaking", "2.0.0", true],
		["1.4.2", "3.1.0", "breaking", "3.1.0", true],
		["2.0.0", "1.0.0", "breaking", "3.0.0", false],
		["1.4.2", "2.0.0-rc.1", "breaking", "2.0.0", true],
	] as const)(
		"from %s to %s with %s changes is %s; allowed: %s",
		(was, is, severity, next, allowed) => {
			expect(reportOf(was, is, severity)).toMatchObject({ next, allowed });
		},
	);

	test.each([
		["1.5.0", "additive", "Next version: 1.5.0, as in info.version."],
		[
			"1.4.2",
			"additive",
			"Next version: 1.5.0. info.version is 1.4.2: set it to 1.5.0 before the release.",
		],
		[
			"1.4.2",
			"breaking",
			"Next version: 2.0.0. Breaking changes need a new major version, and info.version is 1.4.2: set it to 2.0.0, or revert the breaking changes.",
		],
	] as const)(
		"is explained for info.version %s and %s changes",
		(is, severity, sentence) => {
			expect(reportOf("1.4.2", is, severity).verdict).toBe(sentence);
		},
	);

	test("is not mentioned if nothing changed", () => {
		const nothing = reportOf("1.4.2", "1.4.2");
		expect(toTerminal(nothing, 80)).toBe(
			"1.4.2 (1.4.2) → 1.4.2 (1.4.2)\n\nNothing changed.",
		);
		expect(toMarkdown(nothing)).not.toContain("Next version");
	});
});

describe("the summary", () => {
	const summarize = (...severities: Severity[]) => {
		const source = { name: "openapi/", document };
		const changes = severities.map((severity) => ({
			severity,
			what: "Something is different.",
			consequences: [],
			place: { name: "Somewhere", owners: [] },
		}));
		return report(source, source, { changes, owners: [] }).summary;
	};

	test.each<[Severity[], string]>([
		[[], "nothing changed"],
		[["additive"], "1 additive change"],
		[["editorial", "editorial"], "2 editorial changes"],
		[["editorial", "breaking"], "1 breaking and 1 editorial changes"],
		[
			["editorial", "additive", "breaking", "editorial"],
			"1 breaking, 1 additive and 2 editorial changes",
		],
	])("of %j lists the most severe first: %s", (severities, summary) => {
		expect(summarize(...severities)).toBe(summary);
	});
});

test("the JSON report lists the operations and events of each change", () => {
	const [create, list] = readOperations(document);
	const [paid] = readEvents(document);
	if (!create || !list || !paid)
		throw new Error("There is no such operation or event.");
	const owners: Owner[] = [
		{ kind: "operation", base: create, revision: create },
		{ kind: "event", revision: paid },
		{ kind: "operation", base: list },
	];
	const made = report(
		{ name: "v1.0.0", document },
		{ name: "openapi/", document },
		{
			changes: [
				{
					severity: "additive",
					what: "`note` was added.",
					consequences: ["Code compiles as before."],
					place: { name: "Currency", owners },
				},
			],
			owners,
		},
	);
	const { version } = document.info;
	const next = inc(version, "minor") as string;
	const json = toJson(made);
	expect(json).toMatch(/^\{\n\t"base": \{\n/);
	expect(json.endsWith("\n}\n")).toBe(true);
	expect(JSON.parse(json)).toStrictEqual({
		base: { name: "v1.0.0", version },
		revision: { name: "openapi/", version },
		summary: "1 additive change",
		next,
		verdict: `Next version: ${next}. info.version is ${version}: set it to ${next} before the release.`,
		allowed: true,
		changes: [
			{
				level: "additive",
				what: "`note` was added.",
				consequences: ["Code compiles as before."],
				place: "Currency",
				operations: [create.id, list.id],
				events: [paid.name],
			},
		],
	});
});
