/** The build, with a small description: it is reproducible, and an error leaves all files unchanged. test/docs-site/site.ts checks the full build. */
import {
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	stat,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preparePackage } from "../../packages/build/pack.ts";
import { buildCommand } from "../../packages/build/pipeline.ts";
import { type Ended, run as runCommand } from "../command.ts";
import { createSmallProject, type Project } from "../copied-project.ts";

let project: Project;
/** Another project, in a folder with a space and a non-ASCII letter in its name. */
let elsewhere: string;
/** The output of each, including docs. */
let built: Record<"here" | "elsewhere", Ended>;
beforeAll(async () => {
	project = await createSmallProject();
	const other = await createSmallProject();
	elsewhere = `${other.root.slice(0, -1)} à part/`;
	await rename(other.root, elsewhere);
	built = { here: await run(), elsewhere: await run([], elsewhere) };
});
afterAll(async () => {
	await project.remove();
	await rm(elsewhere, { recursive: true });
});

const run = (args: string[] = [], root = project.root): Promise<Ended> =>
	runCommand(buildCommand, args, { root, kept: true });

/** Builds with a text replaced in one file, and restores it. */
async function runWith(name: string, from: string, to: string): Promise<Ended> {
	const undo = await project.edit(name, from, to);
	const ended = await run();
	await undo();
	return ended;
}

const SESSIONS = "openapi/resources/checkout-sessions.yaml";

/** All output files with their content. */
async function snapshot(root = project.root): Promise<Record<string, string>> {
	const files: Record<string, string> = {};
	for (const folder of ["generated", "docs-site/dist"]) {
		const entries = await readdir(join(root, folder), {
			recursive: true,
			withFileTypes: true,
		});
		for (const entry of entries.filter((entry) => entry.isFile())) {
			const path = join(entry.parentPath, entry.name);
			files[path.slice(root.length)] = await readFile(path, "base64");
		}
	}
	return files;
}

/** Temporary folders of an interrupted or failed build. */
const leftovers = async () =>
	(await readdir(project.root)).filter((name) => name.startsWith(".build"));

// Names that mean something in a URL, a JSON pointer or a glob.
test.each(["C#/lomi", "#1 what? 100% réussi*", "[id] {a,b} a%23b"])(
	"builds in a folder that is named %s",
	async (name) => {
		const other = await createSmallProject();
		const parent = await mkdtemp(join(tmpdir(), "lomi-named-"));
		const root = `${join(parent, name)}/`;
		try {
			await mkdir(join(root, ".."), { recursive: true });
			await rename(other.root, root);
			expect(await run([], root)).toMatchObject({ code: 0, err: "" });
			// Places of errors are those of the files.
			const file = join(root, SESSIONS);
			const text = await readFile(file, "utf8");
			await writeFile(file, text.replace("operationId: ", "operationid: "));
			expect((await run([], root)).err).toMatch(
				/^openapi\/resources\/checkout-sessions\.yaml:\d+:\d+ at #/m,
			);
		} finally {
			await rm(parent, { recursive: true });
		}
	},
);

test("packing says that the bundler can't read a folder with a # in its name", async () => {
	await expect(
		preparePackage("/C#/packages/client", { root: "/C#/" }),
	).rejects.toThrow("Can't pack in /C#/: the bundler doesn't support # and ?");
});

test("prints each step, and finally the files that it wrote", () => {
	const { code, out, err } = built.here;
	expect({ code, err }).toStrictEqual({ code: 0, err: "" });
	const steps = [...out.matchAll(/^✓ (\w+) +\d+\.\d\d s$/gm)].map(
		([, name]) => name,
	);
	expect(steps).toStrictEqual(["lint", "bundle", "types", "client", "docs"]);
	expect(out).toMatch(/generated\/client\.ts +\d+\.\d kB/);
	expect(out).toMatch(
		/^11 operations, 2 events, 0 workflows, \d+ schemas, \d+ examples \d/m,
	);
	expect(out).not.toContain("\u001b[");
});

test("doesn't touch files that wouldn't change", async () => {
	const file = join(project.root, "generated/openapi.yaml");
	const { ino, mtimeMs } = await stat(file);
	expect(await run()).toMatchObject({ code: 0 });
	expect(await stat(file)).toMatchObject({ ino, mtimeMs });
});

test("writes the same bytes in any folder, with a note in each file", async () => {
	expect(built.elsewhere).toMatchObject({ code: 0, err: "" });
	const [first, other] = [await snapshot(), await snapshot(elsewhere)];
	expect(Object.keys(other)).toStrictEqual(Object.keys(first));
	for (const [name, bytes] of Object.entries(first))
		expect(other[name] === bytes, `${name} differs`).toBe(true);
	expect(Object.keys(first)).toEqual(
		expect.arrayContaining([
			"generated/openapi.json",
			"docs-site/dist/index.html",
			"docs-site/dist/reference/redoc.js.br",
			"docs-site/dist/fr/guides/error-handling/index.html",
			"docs-site/dist/search.json",
		]),
	);
	// JSON has no comments.
	const made = Object.entries(first).filter(([name]) =>
		/^generated\/.*(?<!\.json)$/.test(name),
	);
	expect(made).toHaveLength(5);
	for (const [name, bytes] of made) {
		const [line] = Buffer.from(bytes, "base64").toString().split("\n");
		expect(line, name).toContain(
			"Made from openapi/ by npm run build. Do not edit.",
		);
	}
});

test("rebuilds the docs if they or their input have changed", async () => {
	const page = "docs-site/dist/guides/error-handling/index.html";
	const text = await project.read(page);
	await project.write(page, "something else");
	expect(await run()).toMatchObject({ code: 0 });
	expect(await project.read(page)).toBe(text);

	const layout = "docs-site/layouts/base.liquid";
	await project.edit(layout, "</main>", "<i>New</i></main>");
	expect(await run()).toMatchObject({ code: 0 });
	expect(await project.read(page)).toContain("<i>New</i></main>");
});

test("an error is reported with file, line, column, rule and remedy, and leaves all files unchanged", async () => {
	const before = await snapshot();
	const { code, err } = await runWith(
		SESSIONS,
		"summary: Create a checkout session\n",
		"summary: Create a checkout session.\n",
	);
	expect(code).toBe(1);
	expect(err).toMatch(
		/^openapi\/resources\/checkout-sessions\.yaml:\d+:\d+ at /m,
	);
	expect(err).toContain("summary: Create a checkout session.");
	expect(err).toContain(
		"rule/summary-is-short: A summary is sentence case, at most 60 characters, without a full stop",
	);
	expect(err).not.toContain("at build (");
	expect(await snapshot()).toStrictEqual(before);
	expect(await leftovers()).toStrictEqual([]);
});

test.each([
	["not YAML", "paths:", "paths: [:", /checkout-sessions\.yaml:\d+:\d+/],
	[
		"a reference to nothing",
		"#/schemas/CheckoutSessionCreate",
		"#/schemas/Nothing",
		/checkout-sessions\.yaml:\d+:\d+ at [^\n]+\n.*\n +no-unresolved-refs/,
	],
	[
		"an example that isn't valid",
		"currency_code: XOF",
		"currency_code: 7",
		/checkout-sessions\.yaml:\d+:\d+ at [^\n]+\n.*\n +no-invalid-media-type-examples/,
	],
])("%s is reported with its location", async (_what, from, to, message) => {
	const { code, err } = await runWith(SESSIONS, from, to);
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
	"an error in %s itself is reported with its location: %s",
	async (name, from, to, message) => {
		const { code, err } = await runWith(name, from, to);
		expect(code).toBe(1);
		expect(err).toMatch(message);
		expect(err).toContain("Nothing was written");
		expect(err).not.toContain(project.root);
		expect(err).not.toMatch(/^ +at /m);
	},
);

test("the control plane's description is linted too", async () => {
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

test("an error in the bundle is reported with its location in openapi/", async () => {
	const { code, err } = await runWith(
		SESSIONS,
		"CheckoutSessionList",
		"session_list",
	);
	expect(code).toBe(1);
	expect(err).toMatch(
		/^openapi\/resources\/checkout-sessions\.yaml:\d+:3 at #\/components\/schemas\/session_list/,
	);
	expect(err).toContain("rule/schema-is-pascal-case");
});

test("--check names the outdated files, and writes nothing", async () => {
	expect(await run(["--check"])).toMatchObject({ code: 0, err: "" });
	const file = "generated/client.ts";
	const text = await project.read(file);
	await project.write(file, `${text}// by hand\n`);
	const workflows = "generated/workflows.arazzo.json";
	const made = await project.read(workflows);
	await project.write(workflows, `${made}\n`);
	await project.write("generated/notes.txt", "mine");
	const { code, err } = await run(["--check"]);
	expect(code).toBe(1);
	expect(err).toContain("generated/client.ts is out of date.");
	expect(err).toContain(
		"generated/notes.txt is not generated by the build: delete it.",
	);
	expect(err).toContain("generated/workflows.arazzo.json is out of date.");
	expect(err).not.toContain("schema.d.ts");
	expect(await project.read(file)).toContain("// by hand");
	await project.write(workflows, made);
	await rm(join(project.root, "generated/notes.txt"));
	await rm(join(project.root, file));
	expect((await run(["--check"])).err).toContain(
		"generated/client.ts is missing.",
	);
	await project.write(file, text);
});

test("an unknown option is rejected with one sentence", async () => {
	const { code, err } = await run(["--chekc"]);
	expect(code).toBe(1);
	expect(err.trim().split("\n")).toHaveLength(1);
	expect(err).toContain("--chekc");
});
