/** The changes of kinds/: how `npm run diff` reports each, how plain `redocly diff` rates it, and whether a program still compiles. */
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { generateClient } from "../../packages/build/generate-client.ts";
import { generateTypes } from "../../packages/build/generate-types.ts";
import type { Change } from "../../packages/diff/change.ts";
import { compare } from "../../packages/diff/compare.ts";
import { type Finding, runRedocly } from "../../packages/diff/find/redocly.ts";
import type { Severity } from "../../packages/diff/find/severity.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { document } from "../bundle.ts";
import { some } from "../some.ts";
import { breaking } from "./kinds/breaking.ts";
import { additive, editorial } from "./kinds/harmless.ts";
import type { Kind } from "./kinds/kind.ts";
import { unseen } from "./kinds/unseen.ts";

const kinds = [...breaking, ...unseen, ...additive, ...editorial];

const changed = structuredClone(document);
for (const { change } of kinds) change(changed);

const messageOf = ({ what, consequences }: Change) =>
	[what, ...consequences].join(" ");
const isReportOf = (change: Change, { at, severity, says }: Kind) =>
	change.place.name === at &&
	change.severity === severity &&
	messageOf(change).includes(says);

let changes: Change[];
let findings: Finding[];
beforeAll(async () => {
	({ changes } = await compare(document, changed));
	findings = await runRedocly(document, changed);
});

test("the table has at least ten breaking changes and twenty in all", () => {
	expect(breaking.length + unseen.length).toBeGreaterThanOrEqual(10);
	expect(kinds.length).toBeGreaterThanOrEqual(20);
});

describe.each(some(kinds))("$kind", (kind) => {
	test(`is ${kind.severity}, reported at ${kind.at} with its consequence`, () => {
		const reported = changes
			.filter(({ place }) => place.name === kind.at)
			.map((change) => `${change.severity}: ${messageOf(change)}`);
		expect(
			changes.filter((change) => isReportOf(change, kind)),
			reported.join("\n"),
		).toHaveLength(1);
	});

	test(`is ${kind.redocly ?? "nothing"} to plain redocly diff`, () => {
		expect(redoclySeverity(kind.pointer)).toBe(kind.redocly);
	});
});

test("nothing else is reported", () => {
	const rest = changes.filter(
		(change) =>
			!kinds.some(
				(kind) =>
					isReportOf(change, kind) ||
					(kind.also &&
						change.place.name === kind.at &&
						messageOf(change).includes(kind.also)),
			),
	);
	expect(rest.map(messageOf)).toStrictEqual([]);
});

/** The worst severity that plain Redocly reports for pointers with a prefix. */
function redoclySeverity(pointer: string): Severity | undefined {
	const impacts = findings
		.filter(({ base, revision }) =>
			[base, revision].some((side) => side?.pointer.startsWith(pointer)),
		)
		.map(({ impact }) => impact);
	if (impacts.includes("major")) return "breaking";
	if (impacts.includes("minor")) return "additive";
	return impacts.length > 0 ? "editorial" : undefined;
}

describe("the compiler agrees", () => {
	const programs = kinds.filter(({ program }) => program !== undefined);
	let after: string[][];
	let before: string[][];
	beforeAll(async () => {
		before = compile(programs, {});
		after = compile(programs, {
			[`${ROOT}generated/schema.d.ts`]: await generateTypes(changed),
			[`${ROOT}generated/client.ts`]: generateClient(changed),
		});
	});

	test.each(some(programs.map((kind, index) => ({ ...kind, index }))))(
		"$kind: a program that compiled before compiles after: $compiles",
		({ index, compiles }) => {
			expect(before[index]).toStrictEqual([]);
			const problems = after[index] ?? [];
			expect(problems.length === 0, problems.join("\n")).toBe(compiles);
		},
	);
});

/** Compiles programs. Returns the errors of each. */
function compile(programs: Kind[], others: Record<string, string>): string[][] {
	const files = new Map(Object.entries(others));
	const names = programs.map(({ program }, index) => {
		const name = `${ROOT}program-${index}.ts`;
		files.set(
			name,
			`import type { Lomi, RefundCompletedEvent, WebhookEvent } from "./packages/client/index.ts";\ndeclare const lomi: Lomi;\n${program}\n`,
		);
		return name;
	});
	const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
	const { options } = ts.parseJsonConfigFileContent(
		{ ...config, include: [], files: ["x.ts"] },
		ts.sys,
		ROOT,
	);
	const host = ts.createCompilerHost(options);
	const { getSourceFile, fileExists, readFile } = host;
	host.fileExists = (name) => files.has(name) || fileExists(name);
	host.readFile = (name) => files.get(name) ?? readFile(name);
	host.getSourceFile = (name, ...rest) => {
		const text = files.get(name);
		return text === undefined
			? getSourceFile(name, ...rest)
			: ts.createSourceFile(name, text, ts.ScriptTarget.ES2024);
	};
	const program = ts.createProgram(
		names,
		{ ...options, noUnusedLocals: false },
		host,
	);
	return names.map((name) =>
		program
			.getSemanticDiagnostics(program.getSourceFile(name))
			.map(({ messageText }) =>
				ts.flattenDiagnosticMessageText(messageText, "\n"),
			),
	);
}
