/** Reads and validates the options of `npm run contract`. */

import {
	CommandError,
	type CommandLine,
	flag,
	integer,
	suggest,
	text,
	texts,
} from "@lomi/cli";
import type { Operation } from "@lomi/spec";
import { CHECKS, type CheckName } from "./checks/names.ts";
import type { ReportFiles } from "./report/write.ts";
import { PHASES, type PhaseName } from "./result.ts";
import { KEY_OPTION, LIVE_OPTION, URL_OPTION } from "./target.ts";

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

/** The command line. */
export const CONTRACT = {
	command: "npm run contract --",
	about:
		"Validates a live server, or recorded traffic, against the description. Exits with 0 if every check passes, 1 if one fails, 2 if that can't be determined.",
	options: {
		url: URL_OPTION,
		key: KEY_OPTION,
		har: text({
			placeholder: "FILE",
			about: "Check a recording instead of a server.",
		}),
		phase: texts({
			placeholder: "NAMES",
			about: `Run only these phases: ${PHASES.join(", ")}.`,
			default: "all",
		}),
		operation: texts({
			placeholder: "NAMES",
			about: "Test only these operationIds, separated by commas.",
			default: "all",
		}),
		check: texts({
			placeholder: "NAMES",
			about: "Run only these checks.",
			default: "all",
		}),
		exclude: texts({
			placeholder: "NAMES",
			about: "Leave out these phases, operations or checks.",
		}),
		stateless: flag("The server has no memory."),
		runs: integer({
			placeholder: "NUMBER",
			about:
				"Random requests per operation: so many valid and so many invalid.",
			min: 1,
			default: 20,
		}),
		seed: integer({
			placeholder: "NUMBER",
			about: "Repeat the random requests of an earlier run.",
			default: undefined,
			defaultText: "random",
		}),
		rate: integer({
			placeholder: "NUMBER",
			about: "Requests per minute; 0 for no limit.",
			default: undefined,
			defaultText: "the documented limit; none on localhost",
		}),
		timeout: integer({
			placeholder: "SECONDS",
			about: "Time until the whole response must have arrived.",
			min: 1,
			default: 30,
		}),
		html: report("HTML"),
		junit: report("JUnit XML"),
		json: report("JSON"),
		"i-know-this-is-live": LIVE_OPTION,
	},
};

function report(kind: string) {
	return text({ placeholder: "FILE", about: `Write a report as ${kind}.` });
}

/** What the command line says, without the names that it chooses from. */
type Given = CommandLine<typeof CONTRACT.options>["options"];

/**
 * Resolves the names that were given.
 *
 * @param operations All operations, whose operationIds are the valid names.
 * @throws {CommandError} If a name is unknown, or nothing is left to test.
 */
export function resolveOptions(
	given: Given,
	operations: Operation[],
): ContractOptions {
	const split = (names: string[]) => names.flatMap((name) => name.split(","));
	const ids = operations.map(({ id }) => id);
	const names = Object.keys(CHECKS) as CheckName[];
	const excluded = split(given.exclude);
	for (const name of excluded)
		oneOf("exclude", name, [...ids, ...names, ...PHASES]);
	const select = <Name extends string>(
		option: "phase" | "operation" | "check",
		all: readonly Name[],
	) => {
		const wanted = split(given[option]).map((name) => oneOf(option, name, all));
		const selected = all.filter(
			(name) =>
				(wanted.length === 0 || wanted.includes(name)) &&
				!excluded.includes(name),
		);
		if (selected.length === 0)
			throw new CommandError(
				`--exclude leaves no ${option} to test. Exclude less.`,
			);
		return selected;
	};
	const { url, key, har, html, junit, json } = given;
	const reports = Object.entries({ junit, json, html }).filter(
		([, file]) => file !== undefined,
	);
	return {
		...{ url, key, har },
		phases: select("phase", PHASES),
		operations: new Set(select("operation", ids)),
		checks: new Set(select("check", names)),
		stateless: given.stateless,
		runs: given.runs,
		seed: given.seed ?? Date.now() % 1_000_000,
		rate: given.rate,
		timeout: 1000 * given.timeout,
		knowsLive: given["i-know-this-is-live"],
		reports: Object.fromEntries(reports),
	};
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
	const question =
		near.length > 0 && name
			? ` Did you mean ${near.slice(0, 5).join(", ")}?`
			: suggest(name, all);
	throw new CommandError(
		`--${option}: unknown name ${JSON.stringify(name)}.${question || ` Use one of ${all.join(", ")}.`}`,
	);
}
