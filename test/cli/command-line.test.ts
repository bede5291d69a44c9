/** Command line parsing, shared by all commands. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { docsCommand } from "../../packages/build/docs.ts";
import { buildCommand } from "../../packages/build/pipeline.ts";
import { releaseCommand } from "../../packages/build/release.ts";
import { startCommand } from "../../packages/build/start.ts";
import type { Command } from "../../packages/cli/command.ts";
import { readCommandLine } from "../../packages/cli/command-line.ts";
import {
	flag,
	integer,
	port,
	text,
	texts,
} from "../../packages/cli/options.ts";
import { suggest } from "../../packages/cli/suggest.ts";
import { contractCommand } from "../../packages/contract/command.ts";
import { workflowsCommand } from "../../packages/contract/workflows/command.ts";
import { diffCommand } from "../../packages/diff/command.ts";
import { mockCommand } from "../../packages/mock/command.ts";
import { sandboxCommand } from "../../packages/sandbox/cli/index.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { run } from "../command.ts";

const DEFINITION = {
	command: "npm run it --",
	about: "Does it.",
	arguments: {
		FROM: { about: "Where from." },
		TO: { about: "Where to.", optional: true },
	},
	options: {
		port: port(4010),
		runs: integer({ placeholder: "N", about: "Runs.", min: 1, default: 20 }),
		key: text({ placeholder: "KEY", about: "The key." }),
		check: texts({ placeholder: "NAME", about: "Checks.", default: "all" }),
		quiet: flag("Say less."),
	},
};

function read(...args: string[]) {
	const printed: string[] = [];
	const console = {
		log: (line: string) => printed.push(line),
		error: (line: string) => printed.push(line),
	};
	const line = readCommandLine({ args, console }, DEFINITION);
	return { line, printed: printed.join("\n") };
}

test("options have defaults, and the last value wins except for lists", () => {
	expect(read("a").line).toStrictEqual({
		arguments: ["a"],
		options: { port: 4010, runs: 20, key: undefined, check: [], quiet: false },
	});
	const given = ["--port=0", "--port", "1", "--check", "x", "--check=y", "a"];
	expect(read(...given, "--key=-k", "--quiet", "b").line).toStrictEqual({
		arguments: ["a", "b"],
		options: { port: 1, runs: 20, key: "-k", check: ["x", "y"], quiet: true },
	});
	expect(read("--", "--port").line?.arguments).toStrictEqual(["--port"]);
});

test("--help prints everything, even if arguments are missing", () => {
	const { line, printed } = read("--runs", "3", "--help");
	expect(line).toBeUndefined();
	expect(printed).toBe(
		[
			"Does it.",
			"",
			"Usage: npm run it -- FROM [TO] [options]",
			"",
			"Arguments:",
			"  FROM          Where from.",
			"  TO            Where to.",
			"",
			"Options:",
			"  --port NUMBER  Port to listen on; 0 picks a free one. Default: 4010.",
			"  --runs N       Runs. Default: 20.",
			"  --key KEY      The key.",
			"  --check NAME   Checks. Default: all.",
			"  --quiet        Say less.",
			"  --help         Print this help.",
		]
			.join("\n")
			.replaceAll(/^ {2}(FROM|TO) +/gm, (_, name) => `  ${name.padEnd(15)}`),
	);
});

describe("an invalid command line is rejected with one sentence", () => {
	const more = " npm run it -- --help lists the options.";
	test.each([
		[[], `FROM is missing.${more}`],
		[
			["a", "b", "c"],
			`Unexpected argument "c". npm passes on options only after --:${more}`,
		],
		[["a", "--runs", "-3"], '--runs must be an integer ≥ 1, not "-3".'],
		[
			["a", "--runs", "1000000000"],
			"--runs must be at most 999999999, not 1000000000.",
		],
		[[""], `FROM is empty.${more}`],
		[["a", "--prot=1"], `Unknown option --prot. Did you mean --port?${more}`],
		[["a", "--key"], `--key requires a value.${more}`],
		[["a", "--key="], `--key requires a value.${more}`],
		[
			["a", "--key", "--quiet"],
			`--key requires a value, and --quiet looks like an option. Write --key=--quiet if it is the value.${more}`,
		],
		[["a", "--quiet=yes"], `--quiet doesn't take a value.${more}`],
		[["a", "-q"], `Unknown option -q.${more}`],
		[["a", "--zzz"], `Unknown option --zzz.${more}`],
		[["a", "--__proto__=1"], `Unknown option --__proto__.${more}`],
		[["a", "--constructor"], `Unknown option --constructor.${more}`],
		[["a", "--runs", "0"], '--runs must be an integer ≥ 1, not "0".'],
		[["a", "--runs", "1e3"], '--runs must be an integer ≥ 1, not "1e3".'],
		[
			["a", "--port", "70000"],
			'--port must be an integer from 0 to 65535 (0 picks a free port), not "70000".',
		],
	])("%j", (args, sentence) => {
		expect(() => read(...args)).toThrow(sentence);
	});
});

describe("every command prints help, and does nothing else", () => {
	const commands: Record<string, Command> = {
		build: buildCommand,
		docs: docsCommand,
		start: startCommand,
		mock: mockCommand,
		sandbox: sandboxCommand,
		contract: contractCommand,
		workflows: workflowsCommand,
		diff: diffCommand,
		release: releaseCommand,
	};

	test("every script of package.json that takes options is one of them", () => {
		const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
		const names = Object.entries<string>(scripts)
			.filter(([, line]) => /^node scripts\/\w+\.ts$/.test(line))
			.map(([name]) => name);
		expect(Object.keys(commands).sort()).toStrictEqual(names.sort());
	});

	test.each(Object.entries(commands))("%s", async (_name, command) => {
		const { code, out, err } = await run(command, ["--help"], {
			root: "/nowhere/",
		});
		expect({ code, err }).toStrictEqual({ code: 0, err: "" });
		expect(out).toMatch(/^[A-Zl].+\.\n\nUsage: (npm (run|start)|lomi-sandbox)/);
		expect(out).toMatch(/\n {2}--help +Print this help\.\n/);
	});
});

test.each([
	["prot", " Did you mean port?"],
	["ports", " Did you mean port?"],
	["seedsize", " Did you mean seed-size?"],
	["rate_limit", " Did you mean rate-limit?"],
	["xyz", ""],
	["", ""],
])("%j has the suggestion%s", (given, question) => {
	expect(suggest(given, ["port", "seed", "seed-size", "rate-limit"])).toBe(
		question,
	);
});
