/** The build itself: what is committed is fresh, two builds give the same bytes, and a mistake leaves everything as it was. */
import { spawnSync } from "node:child_process";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { events, operations } from "../api.ts";
import { copyProject, type Ended, type Project } from "../project.ts";

let project: Project;
let copy: string;
beforeAll(async () => {
	project = await copyProject();
	copy = project.folder;
});
afterAll(() => project.remove());

const run = (...args: string[]): Promise<Ended> =>
	project.run("scripts/build.ts", ...args);

/** Builds with every occurrence of one text of one file changed, and changes it back. */
async function runWith(name: string, from: string, to: string): Promise<Ended> {
	const file = join(copy, name);
	const text = await readFile(file, "utf8");
	expect(text).toContain(from);
	await writeFile(file, text.replaceAll(from, to));
	const ended = await run();
	await writeFile(file, text);
	return ended;
}

const CUSTOMERS = "openapi/resources/customers.yaml";

/** Every generated file with its bytes. */
async function snapshot(): Promise<Record<string, string>> {
	const files: Record<string, string> = {};
	for (const folder of ["generated", "docs-site/dist"]) {
		const entries = await readdir(join(copy, folder), {
			recursive: true,
			withFileTypes: true,
		}).catch(() => []);
		for (const entry of entries.filter((entry) => entry.isFile())) {
			const path = join(entry.parentPath, entry.name);
			files[path.slice(copy.length + 1)] = await readFile(path, "base64");
		}
	}
	return files;
}

test("generated/ is what a fresh build gives", async () => {
	expect(await run("--check")).toMatchObject({ code: 0, err: "" });
});

test("says step by step what it does, and at the end what it wrote", async () => {
	const { code, out } = await run();
	expect(code).toBe(0);
	const steps = [...out.matchAll(/^✓ (\w+) +\d+\.\d\d s$/gm)].map(
		([, name]) => name,
	);
	expect(steps).toStrictEqual(["lint", "bundle", "types", "client", "docs"]);
	expect(out).toMatch(/generated\/client\.ts +\d+\.\d kB/);
	expect(out).toContain(
		`${operations.length} operations, ${events.length} events, `,
	);
	expect(out).not.toContain("\u001b[");
});

test("gives the same bytes again, and says in each file that it is made", {
	timeout: 60_000,
}, async () => {
	await run();
	const first = await snapshot();
	// While they are there, and what they are made of hasn't changed, the docs are not made again.
	await rm(join(copy, "docs-site/dist"), { recursive: true });
	await run();
	expect(await snapshot()).toStrictEqual(first);
	expect(Object.keys(first)).toEqual(
		expect.arrayContaining([
			"generated/openapi.json",
			"docs-site/dist/index.html",
			"docs-site/dist/reference/redoc.js.br",
			"docs-site/dist/fr/guides/testing/index.html",
			"docs-site/dist/search.json",
		]),
	);
	for (const [name, bytes] of Object.entries(first).filter(([name]) =>
		name.startsWith("generated/"),
	)) {
		const [line] = Buffer.from(bytes, "base64").toString().split("\n");
		expect(line, name).toContain(
			"Made from openapi/ by npm run build. Do not edit.",
		);
	}
});

test("makes the docs again when somebody has touched them, or what they are made of", async () => {
	await run();
	const page = join(copy, "docs-site/dist/guides/testing/index.html");
	const text = await readFile(page, "utf8");
	await writeFile(page, "something else");
	await run();
	expect(await readFile(page, "utf8")).toBe(text);
	const template = join(copy, "docs-site/words/en.json");
	const words = await readFile(template, "utf8");
	await writeFile(template, words.replace("Edit this page", "Mend this page"));
	await run();
	expect(await readFile(page, "utf8")).toContain("Mend this page");
	await writeFile(template, words);
}, 90_000);

test("a mistake ends it with file, line, column, rule and remedy, and leaves every file as it was", async () => {
	await run();
	const before = await snapshot();
	const { code, err } = await runWith(
		CUSTOMERS,
		"summary: Create a customer\n",
		"summary: Create a customer.\n",
	);
	expect(code).toBe(1);
	expect(err).toMatch(/^openapi\/resources\/customers\.yaml:\d+:\d+ at /m);
	expect(err).toContain("summary: Create a customer.");
	expect(err).toContain(
		"rule/summary-is-short: A summary is sentence case, at most 60 characters, without a full stop",
	);
	expect(err).not.toContain("at build (");
	expect(await snapshot()).toStrictEqual(before);
	expect(
		(await readdir(copy)).filter((name) => name.startsWith(".build")),
	).toStrictEqual([]);
});

test.each([
	["not YAML", "paths:", "paths: [:", /customers\.yaml:\d+:\d+/],
	[
		"a reference to nothing",
		"#/schemas/CustomerCreate",
		"#/schemas/Nothing",
		/customers\.yaml:\d+:\d+ at [^\n]+\n.*\n +no-unresolved-refs/,
	],
	[
		"an example that isn't valid",
		"name: Awa Koné",
		"name: 7",
		/customers\.yaml:\d+:\d+ at [^\n]+\n.*\n +no-invalid-media-type-examples/,
	],
])("%s is told with its place", async (_what, from, to, message) => {
	const { code, err } = await runWith(CUSTOMERS, from, to);
	expect(code).toBe(1);
	expect(err).toMatch(message);
});

test.each([
	[
		"openapi/openapi.yaml",
		"info:",
		"info: [:",
		/^openapi\/openapi\.yaml:\d+:\d+\n {2}\S/,
	],
	[
		"redocly.yaml",
		"oas3_1Rules:",
		"oas3_1Rules: [:",
		/^redocly\.yaml:\d+:\d+\n {2}\S/,
	],
	[
		"redocly.yaml",
		"  component-name-unique:",
		"  component-name-uniq:",
		/^redocly\.yaml:\d+:\d+ at [^\n]+component-name-uniq/,
	],
])(
	"a mistake in %s itself is told with its place: %s",
	async (name, from, to, message) => {
		const { code, err } = await runWith(name, from, to);
		expect(code).toBe(1);
		expect(err).toMatch(message);
		expect(err).toContain("Nothing was written");
		expect(err).not.toContain(copy);
		expect(err).not.toMatch(/^ +at /m);
	},
);

test("the description of the control plane is held to its rules as well", async () => {
	const { code, err } = await runWith(
		"openapi/sandbox/clock.yaml",
		"operationId: freezeClock",
		"operationId: stopTheClock",
	);
	expect(code).toBe(1);
	expect(err).toMatch(/^openapi\/sandbox\/clock\.yaml:\d+:\d+ at /m);
	expect(err).toContain(
		"rule/operation-id-is-verb-and-noun: The operationId is not a verb and a noun. Write it like `payCheckoutSession`",
	);
});

test("a name that only the bundle has is told with its place in openapi/", async () => {
	const { code, err } = await runWith(
		"openapi/resources/providers.yaml",
		"ProviderList",
		"provider_list",
	);
	expect(code).toBe(1);
	expect(err).toMatch(
		/^openapi\/resources\/providers\.yaml:\d+:3 at #\/components\/schemas\/provider_list/,
	);
	expect(err).toContain("rule/schema-is-pascal-case");
});

test("works in a folder with a space and a letter beyond ASCII in its name", async () => {
	const other = `${copy} à part`;
	await rename(copy, other);
	const child = spawnSync(process.execPath, ["scripts/build.ts", "--check"], {
		cwd: other,
		encoding: "utf8",
	});
	await rename(other, copy);
	expect(child).toMatchObject({ status: 0, stderr: "" });
});

test("--check names the file that isn't fresh, and writes nothing", async () => {
	await run();
	const file = join(copy, "generated/client.ts");
	const text = await readFile(file, "utf8");
	await writeFile(file, `${text}// by hand\n`);
	const workflows = join(copy, "generated/workflows.arazzo.json");
	const made = await readFile(workflows, "utf8");
	await writeFile(workflows, `${made}\n`);
	await writeFile(join(copy, "generated/notes.txt"), "mine");
	const { code, err } = await run("--check");
	expect(code).toBe(1);
	expect(err).toContain("generated/client.ts is not what openapi/ gives.");
	expect(err).toContain(
		"generated/notes.txt is not made by the build: delete it.",
	);
	expect(err).toContain(
		"generated/workflows.arazzo.json is not what openapi/ gives.",
	);
	expect(err).not.toContain("schema.d.ts");
	expect(await readFile(file, "utf8")).toContain("// by hand");
	await writeFile(workflows, made);
	await rm(join(copy, "generated/notes.txt"));
	await rm(file);
	expect((await run("--check")).err).toContain(
		"generated/client.ts is missing.",
	);
	await writeFile(file, text);
});

test("somebody who ends it early finds every file as it was", async () => {
	await run();
	const before = await snapshot();
	const build = project.start("scripts/build.ts");
	await build.says(/✓ lint/);
	expect(await build.stop("SIGINT")).toMatchObject({ code: 130, err: "" });
	expect(await snapshot()).toStrictEqual(before);
	const left = (await readdir(copy)).filter((name) =>
		name.startsWith(".build"),
	);
	expect(left).toStrictEqual([]);
});

test("an unknown option is refused in one sentence", async () => {
	const { code, err } = await run("--chekc");
	expect(code).toBe(1);
	expect(err.trim().split("\n")).toHaveLength(1);
	expect(err).toContain("--chekc");
});
