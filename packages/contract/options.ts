/** Reads and validates the options of `npm run contract`. */

import { CommandError, readArguments } from "@lomi/cli";
import type { Operation } from "@lomi/spec";
import { CHECKS, type CheckName } from "./checks/names.ts";
import type { ReportFiles } from "./report/write.ts";
import { PHASES, type PhaseName } from "./result.ts";

export interface ContractOptions {
	url: string | undefined;
	key: string | undefined;
	/** A recording to check instead of a server. */
	har: string | undefined;
	phases: PhaseName[];
	operations: Set<string>;
	checks: Set<CheckName>;
	stateless: boolean;
	runs: number;
	seed: number;
	/** Requests per minute; 0 for no limit; undefined for the documented limit. */
	rate: number | undefined;
	/** Milliseconds. */
	timeout: number;
	knowsLive: boolean;
	/** Files to write, by kind of report. */
	reports: ReportFiles;
}

const TEXTS = [
	"url",
	"key",
	"har",
	"runs",
	"seed",
	"rate",
	"timeout",
	"junit",
	"json",
	"html",
] as const;
/** Options that can be repeated, or have several comma-separated names. */
const LISTS = ["phase", "operation", "check", "exclude"] as const;
const FLAGS = ["stateless", "i-know-this-is-live"] as const;

/**
 * Reads the options.
 *
 * @param operations All operations, whose operationIds are the valid names.
 * @throws {CommandError} If an option is unknown or invalid.
 */
export function readContractOptions(
	args: string[],
	operations: Operation[],
): ContractOptions {
	const values = parse(args);
	const list = (name: (typeof LISTS)[number]) =>
		((values[name] ?? []) as string[]).flatMap((text) => text.split(","));
	const text = (name: (typeof TEXTS)[number]) =>
		values[name] as string | undefined;
	const ids = operations.map(({ id }) => id);
	const names = Object.keys(CHECKS) as CheckName[];
	const excluded = list("exclude");
	for (const name of excluded)
		oneOf("exclude", name, [...ids, ...names, ...PHASES]);
	const chosen = <Name extends string>(
		option: (typeof LISTS)[number],
		all: readonly Name[],
	) => {
		const asked = list(option).map((name) => oneOf(option, name, all));
		const left = all.filter(
			(name) =>
				(asked.length === 0 || asked.includes(name)) &&
				!excluded.includes(name),
		);
		if (left.length === 0)
			throw new CommandError(
				`--exclude leaves no ${option} to test. Exclude less.`,
			);
		return left;
	};
	return {
		url: text("url"),
		key: text("key"),
		har: text("har"),
		phases: chosen("phase", PHASES),
		operations: new Set(chosen("operation", ids)),
		checks: new Set(chosen("check", names)),
		stateless: values.stateless === true,
		runs: number("runs", text("runs") ?? "20", 1),
		seed: number("seed", text("seed") ?? String(Date.now() % 1_000_000), 0),
		rate:
			text("rate") === undefined
				? undefined
				: number("rate", text("rate") ?? "", 0),
		timeout: 1000 * number("timeout", text("timeout") ?? "30", 1),
		knowsLive: values["i-know-this-is-live"] === true,
		reports: Object.fromEntries(
			(["junit", "json", "html"] as const).flatMap((kind) => {
				const file = text(kind);
				return file === undefined ? [] : [[kind, file]];
			}),
		),
	};
}

function parse(args: string[]) {
	const option = (type: "string" | "boolean", multiple: boolean) =>
		({ type, multiple }) as const;
	const options = Object.fromEntries([
		...TEXTS.map((name) => [name, option("string", false)] as const),
		...LISTS.map((name) => [name, option("string", true)] as const),
		...FLAGS.map((name) => [name, option("boolean", false)] as const),
	]);
	return readArguments(options, args);
}

function number(name: string, text: string, least: number): number {
	if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
	throw new CommandError(
		`--${name} must be an integer ≥ ${least}, not ${JSON.stringify(text)}.`,
	);
}

function oneOf<Name extends string>(
	option: string,
	name: string,
	all: readonly Name[],
): Name {
	const found = all.find((each) => each === name);
	if (found) return found;
	const near = all.filter((each) =>
		each.toLowerCase().includes(name.toLowerCase()),
	);
	throw new CommandError(
		`--${option}: unknown name ${JSON.stringify(name)}. ${near.length > 0 && name ? `Did you mean ${near.slice(0, 5).join(", ")}?` : `Use one of ${all.join(", ")}.`}`,
	);
}
