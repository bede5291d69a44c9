/** Runs the recipes of packages/sandbox/README.md with their test runners. None waits for real time. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, inject, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { commandLine } from "../command-lines.ts";
import { HANGS } from "../hangs.ts";
import { useFolder } from "./folder.ts";
import { recipe } from "./pages.ts";

const PAGE = "packages/sandbox/README.md";
const NO_WAITING = `--import=${pathToFileURL(`${ROOT}test/readme/no-waiting.mjs`)}`;

const folder = useFolder();

/** Writes a recipe to the folder and runs it. */
async function run(heading: string, file: string, ...args: string[]) {
	await folder.put(file, recipe(PAGE, heading));
	const ended = await folder.run(...args);
	expect(ended.code, ended.out + ended.err).toBe(0);
	return ended;
}

test("with vitest", async () => {
	await run(
		"With vitest",
		"recipe.test.ts",
		...[commandLine("vitest", "vitest.mjs"), "run", "recipe.test.ts"],
		...["--reporter=json", "--outputFile=ran.json", `--execArgv=${NO_WAITING}`],
		...[`--testTimeout=${HANGS}`, `--hookTimeout=${HANGS}`],
	);
	const report = await readFile(join(folder.path, "ran.json"), "utf8");
	const [{ assertionResults }] = JSON.parse(report).testResults;
	expect(
		assertionResults.map(({ title }: { title: string }) => title),
	).toStrictEqual([
		"the customer pays, and the order is marked paid",
		"the payment fails, and the order stays open",
		"the webhook arrives twice, and one parcel is sent",
	]);
});

test("with node:test", async () => {
	const { out } = await run(
		"With node:test",
		"recipe.node.ts",
		...[NO_WAITING, "--test-reporter=tap", "recipe.node.ts"],
	);
	expect(
		[...out.matchAll(/^ok \d+ - (.*)$/gm)].map(([, name]) => name),
	).toStrictEqual(["a subscription fails three times and is cancelled"]);
});

test("a recipe that waits for real time is detected", async () => {
	await folder.put("recipe.waiting.ts", "setTimeout(() => {}, 1_000);");
	expect(await folder.run(NO_WAITING, "recipe.waiting.ts")).toMatchObject({
		code: 1,
		err: expect.stringContaining("It waited for 1000 ms of real time"),
	});
});

test("with Playwright", async () => {
	const config = {
		testMatch: "recipe.spec.ts",
		timeout: HANGS,
		expect: { timeout: HANGS },
		use: { connectOptions: { wsEndpoint: inject("browser") } },
	};
	await folder.put(
		"playwright.config.ts",
		`export default ${JSON.stringify(config)};`,
	);
	const { out } = await run(
		"With Playwright",
		"recipe.spec.ts",
		commandLine("@playwright/test", "cli.js"),
		...["test", "--reporter=json"],
	);
	const [{ specs }] = JSON.parse(out).suites;
	expect(specs.map(({ title }: { title: string }) => title)).toStrictEqual([
		"the customer pays on the page, and comes back to the shop",
	]);
});
