/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are code. */
/** Code doesn't repeat values of the description where the compiler can't compare them with it. */
import { globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { idPrefixes, secretPrefixes } from "../../packages/spec/extensions.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { controlDocument, document } from "../bundle.ts";
import { some } from "../some.ts";
import { findLiterals, valuesOf } from "./literals.ts";

/** The kinds of search results are names of things, which code is full of. */
const { SearchResultKind: _, ...schemas } =
	controlDocument.components.schemas ?? {};
const values = [
	...new Set([
		...valuesOf(document.components),
		...valuesOf({ ...controlDocument.components, schemas }),
		...valuesOf(document.paths),
		...valuesOf(controlDocument.paths),
	]),
];
const prefixes = [
	...new Set([
		...Object.values(idPrefixes(document)),
		...secretPrefixes(document),
	]),
];

/** What may stay, by file, and why. */
const EXCEPTIONS: { file: string; values: string[]; why: string }[] = [
	{
		file: "packages/sandbox/db/migrations.ts",
		values: [
			...["waiting", "delivered", "failed"],
			...["pending", "completed", "refunded"],
			...["trial", "active", "past_due", "paused"],
			...["weekly", "bi-weekly"],
			...["SUBSCRIPTION_CREATED", "SUBSCRIPTION_RENEWED"],
			...["SUBSCRIPTION_PAYMENT_FAILED", "SUBSCRIPTION_CANCELED"],
		],
		why: "Released versions never change; test/sandbox/migrations.test.ts compares them with the description.",
	},
	{
		file: "packages/sandbox/db/sqlite/triggers.ts",
		values: ["completed", "refunded", "refund"],
		why: "Part of a released version, see above.",
	},
	{
		file: "packages/sandbox/db/postgres/triggers.ts",
		values: ["completed", "refunded", "refund"],
		why: "As above.",
	},
	{
		file: "packages/spec/operations.ts",
		values: ["test", "live"],
		why: "The type of x-environment, whose values a lint rule checks. The package is used by the client, whose types it can't use.",
	},
	{
		file: "packages/spec/workflows.ts",
		values: ["end", "retry"],
		why: "What actions of a workflow do, in Arazzo.",
	},
	{
		file: "packages/sandbox/index.ts",
		values: ["seed"],
		why: "The name of an option.",
	},
	{
		file: "packages/sandbox/checkout/controller.ts",
		values: ["cancel"],
		why: "The name of a method.",
	},
	{
		file: "packages/sandbox/cli/open.ts",
		values: ["open"],
		why: "The name of a command of macOS.",
	},
	{
		file: "packages/inspector/app/routes.ts",
		values: ["before"],
		why: "The name of a parameter.",
	},
	{
		file: "packages/build/build-thread.ts",
		values: ["failed"],
		why: "How a build ended.",
	},
	{
		file: "packages/contract/report/text.ts",
		values: ["failed"],
		why: "How a check ended.",
	},
];

const files = globSync(
	[
		"packages/**/*.{ts,js}",
		"docs-site/{builder,browser}/**/*.{ts,js}",
		"scripts/*.ts",
		"bench/*.ts",
	],
	{ cwd: ROOT, exclude: ["**/{node_modules,dist}/**", "**/*.d.ts"] },
);

test("no file repeats a value", () => {
	const found = findLiterals(some(files), some(values), some(prefixes));
	const left = found.filter(
		({ file, value }) =>
			!EXCEPTIONS.some(
				(each) => each.file === file && each.values.includes(value),
			),
	);
	expect(
		left.map(({ file, line, value }) => `${file}:${line} ${value}`),
	).toStrictEqual([]);
	const unused = EXCEPTIONS.flatMap(({ file, values }) =>
		values
			.filter(
				(value) =>
					!found.some((each) => each.file === file && each.value === value),
			)
			.map((value) => ({ file, value })),
	);
	expect(unused).toStrictEqual([]);
});

/** Lines of code, and the values that they may not have. */
const LINES: [line: string, found: string[]][] = [
	['export const is = name === "past_due";', ["past_due"]],
	['export const is = code === "WAVE";', ["WAVE"]],
	['export const all = ["WAVE", "MTN"];', ["WAVE", "MTN"]],
	['export const all = ["trial"] as const;', ["trial"]],
	['write({ status, code: "WAVE" });', ["WAVE"]],
	['switch (name) { case "active": write({ status, code }); }', ["active"]],
	["export const one = `trial`;", ["trial"]],
	['export type One = "active" | "paused";', ["active", "paused"]],
	['export type One = Extract<SubscriptionStatus, "active">;', ["active"]],
	['export type All = Record<"active", string>;', ["active"]],
	['export const colours = { WAVE: "blue" };', ["WAVE"]],
	[
		'export const colours: Record<string, string> = { "past_due": "" };',
		["past_due"],
	],
	[
		"export const sql = `status IN ('active', 'trial') AND at < ${name}`;",
		["active", "trial"],
	],
	["export const id = `evt_${name}`;", ["evt_"]],
	['export const about = "The whole secret, whsec_ included";', ["whsec_"]],
	['export const key = "lomi_sk_test_anything";', ["lomi_sk_test_"]],
	// What the compiler compares, or what is no value.
	['export const is = status === "past_due";', []],
	['export const one: SubscriptionStatus = "past_due";', []],
	['export const one = "WAVE" satisfies Known<Schemas["ProviderCode"]>;', []],
	['write({ status: name ? "active" : "paused", code });', []],
	['switch (status) { case "active": write({ status, code }); }', []],
	[
		'export const all = new Set<string>(["active"] satisfies SubscriptionStatus[]);',
		[],
	],
	['export type One = Only<SubscriptionStatus, "active">;', []],
	['export type Some = AllBut<SubscriptionStatus, "active" | "paused">;', []],
	['export type Part = Pick<{ active: 1 }, "active">;', []],
	[
		'export const colours: Partial<Record<SubscriptionStatus, string>> = { past_due: "" };',
		[],
	],
	['export const sentence = "It is active, and an event_id.";', []],
	["export const open = { active: true };", []],
];

const HEAD = `
import type { Known, Only, AllBut, SubscriptionStatus, Schemas } from "./schema-types.ts";
declare const status: SubscriptionStatus;
declare const code: Schemas["ProviderCode"];
declare const name: string;
declare function write(row: { status: SubscriptionStatus; code: string }): void;
`;

describe("in a line of code", () => {
	const texts = Object.fromEntries(
		LINES.map(([line], index) => [
			`packages/sandbox/line-${index}.ts`,
			HEAD + line,
		]),
	);
	const found = findLiterals(Object.keys(texts), values, prefixes, texts);

	test.each(LINES.map((each, index) => [...each, index] as const))(
		"%s finds %j",
		(_, expected, index) => {
			const file = Object.keys(texts)[index];
			expect(
				found.filter((each) => each.file === file).map(({ value }) => value),
			).toStrictEqual(expected);
		},
	);
});
