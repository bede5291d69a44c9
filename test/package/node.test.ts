/** The packed client on each supported Node version, imported and required. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { document, KEY, useMock } from "../api.ts";
import { delivery, installedPackage, outcome, run } from "./install.ts";
import { nodes } from "./nodes.ts";

const mock = useMock();
const installed = installedPackage();

/** Runs a program in the installed project. The client's key and base URL come from the environment. */
async function runProgram(node: string, ...args: string[]) {
	const { stdout, stderr } = await run(
		node,
		[...args, JSON.stringify({ options: {}, delivery })],
		{
			cwd: installed.folder,
			env: { LOMI_API_KEY: KEY, LOMI_API_URL: mock.baseUrl },
		},
	);
	// Warnings of Node: `(node:42) ExperimentalWarning: …`.
	const said = stderr
		.split("\n")
		.filter((line) => !/^\(node:\d+\) ExperimentalWarning|--trace-/.test(line));
	return { came: JSON.parse(stdout), said: said.join("") };
}

test("all Node versions in package.json are tested", () => {
	const { engines } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
	expect(engines.node).toBe(`>=${nodes[0]?.major}`);
});

describe.each(nodes)("Node $version", ({ major, version, path }) => {
	test.concurrent.each([
		["imported", ["--enable-source-maps", "import.mjs"]],
		["required", ["require.cjs"]],
		[
			"imported without code generation",
			["--disallow-code-generation-from-strings", "import.mjs"],
		],
	])("%s", async (_how, args) => {
		const { came, said } = await runProgram(path, ...args);
		expect(said).toBe("");
		expect(came).toMatchObject(outcome);
		expect(came.wrong.typed).toBe(true);
		expect(came.wrong.violations).toContain(
			"`data.customer_id` must be a string",
		);
		expect(came.api).toStrictEqual(document.info);
		expect(came.node).toBe(`v${version}`);
		expect(version.split(".")[0]).toBe(String(major));
		if (!args.includes("--enable-source-maps")) return;
		// An error, with its location in the sources.
		const [, line] = /\/options\.ts:(\d+):/.exec(came.stack) ?? [];
		const source = readFileSync(`${ROOT}packages/client/options.ts`, "utf8");
		expect(source.split("\n")[Number(line) - 1]).toContain("new TypeError(");
	});
});
