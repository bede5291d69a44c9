/** `npm run bench`: help and errors. */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { peer } from "../../bench/servers.ts";
import { CommandError } from "../../packages/cli/terminal.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";

const bench = (...args: string[]) =>
	promisify(execFile)(process.execPath, [
		`${ROOT}bench/index.ts`,
		...args,
	]).then(
		({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
		({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
	);

test("--help lists every bench", async () => {
	const { code, out, err } = await bench("--help");
	expect({ code, err }).toStrictEqual({ code: 0, err: "" });
	const named = [...out.matchAll(/^ {2}([a-z][a-z-]*) {2}/gm)].map(
		([, name]) => `${name}.ts`,
	);
	const shared = ["bare", "bundle", "chart", "client-case", "index", "load"];
	const others = [
		...shared,
		"dev-server",
		"measure",
		"options",
		"scalar",
		"servers",
		"installed",
	];
	expect(named.sort()).toStrictEqual(
		readdirSync(`${ROOT}bench`)
			.filter((file) => file.endsWith(".ts"))
			.filter((file) => !others.includes(file.replace(".ts", "")))
			.sort(),
	);
});

test.each([
	[["nothing"], /^Unknown bench "nothing"\. The benches are build, .*\.\n$/],
	[["toString"], /^Unknown bench "toString"\. /],
	[[], /^NAME is missing\. npm run bench -- --help /],
	[["contrct"], /^Unknown bench "contrct"\. Did you mean contract\? /],
	[["build", "docs"], /^Unexpected argument "docs"\. /],
	[["size", "--rounds", "0"], /^--rounds must be an integer .*"0"\.\n$/],
	[
		["size", "--fast"],
		/^Unknown option --fast\. npm run bench -- --help lists the options\.\n$/,
	],
])("%j is rejected with one line", async (args, said) => {
	const { code, out, err } = await bench(...args);
	expect({ code, out }).toStrictEqual({ code: 1, out: "" });
	expect(err).toMatch(said);
	expect(err.trimEnd()).not.toContain("\n");
});

test("a missing peer is reported with one sentence", () => {
	expect(() => peer("no-such-package/index.js")).toThrow(CommandError);
	expect(() => peer("no-such-package/index.js")).toThrow(
		"Run npm ci --prefix bench/peers --ignore-scripts first.",
	);
});
