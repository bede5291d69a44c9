/** The recipes of sandbox/README.md for other people's tests: as they stand, each with the runner that it is for. Those without a browser take less than a second each. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { commandLine } from "../command-lines.ts";
import { copyProject, type Project } from "../project.ts";
import { recipe } from "./pages.ts";

const PAGE = "sandbox/README.md";
/** Three times the second that it takes at most where a machine has nothing else to do. */
const PATIENCE = 3_000;

let project: Project;
beforeAll(async () => {
	project = await copyProject();
});
afterAll(() => project.remove());

/** Puts a recipe into the project, and runs it there. */
async function run(heading: string, file: string, ...args: string[]) {
	await writeFile(join(project.folder, file), recipe(PAGE, heading));
	const ended = await project.run(...args);
	expect(ended.code, ended.out + ended.err).toBe(0);
	return ended;
}

/** Holds the tests of a run to their names and their time. */
function hold(ran: [name: string, duration: number][], names: string[]): void {
	expect(ran.map(([name]) => name)).toStrictEqual(names);
	for (const [name, duration] of ran)
		expect(duration, name).toBeLessThan(PATIENCE);
}

test("with vitest", async () => {
	await run(
		"With vitest",
		"recipe.test.ts",
		commandLine("vitest", "vitest.mjs"),
		...["run", "recipe.test.ts", "--reporter=json", "--outputFile=ran.json"],
	);
	const report = await readFile(join(project.folder, "ran.json"), "utf8");
	const [{ assertionResults }] = JSON.parse(report).testResults;
	hold(
		assertionResults.map((each: { title: string; duration: number }) => [
			each.title,
			each.duration,
		]),
		[
			"the customer pays, and the order is marked paid",
			"the payment fails, and the order stays open",
			"the webhook arrives twice, and one parcel is sent",
		],
	);
});

test("with node:test", async () => {
	const { out } = await run(
		"With node:test",
		"recipe.node.ts",
		...["--test-reporter=tap", "recipe.node.ts"],
	);
	const ran = [
		...out.matchAll(/^ok \d+ - (.*)\n *---\n *duration_ms: ([\d.]+)/gm),
	];
	hold(
		ran.map(([, name = "", duration]) => [name, Number(duration)]),
		["a subscription fails three times and is cancelled"],
	);
});

test("with Playwright", async () => {
	const use = { connectOptions: { wsEndpoint: inject("browser") } };
	await writeFile(
		join(project.folder, "playwright.config.ts"),
		`export default ${JSON.stringify({ testMatch: "recipe.spec.ts", use })};`,
	);
	const { out } = await run(
		"With Playwright",
		"recipe.spec.ts",
		commandLine("@playwright/test", "cli.js"),
		...["test", "--reporter=json"],
	);
	const [{ specs }] = JSON.parse(out).suites;
	// Most of its time is the browser's, of which a busy machine has little.
	expect(specs.map(({ title }: { title: string }) => title)).toStrictEqual([
		"the customer pays on the page, and comes back to the shop",
	]);
});
