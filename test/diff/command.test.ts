/** `npm run diff` on a small description: sources, reports, errors and exit codes. */
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../packages/build/pipeline.ts";
import { diffCommand } from "../../packages/diff/command.ts";
import { readSource } from "../../packages/diff/read.ts";
import type { Report } from "../../packages/diff/report/report.ts";
import { document } from "../bundle.ts";
import { type Ended, run } from "../command.ts";
import { createSmallProject, type Project } from "../copied-project.ts";
import { blocks } from "../readme/pages.ts";

const { version } = document.info;
const { PATH } = process.env;
let project: Project;
beforeAll(async () => {
	project = await createSmallProject();
	await build({ root: project.root, docs: false });
});
afterAll(() => project.remove());

const diffWith = (env: NodeJS.ProcessEnv, args: string[]): Promise<Ended> =>
	run(diffCommand, args, { root: project.root, env, failure: 2 });
const diff = (...args: string[]) => diffWith({ PATH }, args);
const file = (name: string) => join(project.root, name);

/** Replaces a text in a file, which must contain it. */
async function edit(name: string, from: string, to: string): Promise<void> {
	const text = await readFile(file(name), "utf8");
	expect(text).toContain(from);
	await writeFile(file(name), text.replace(from, to));
}

describe("without a release", () => {
	test("says so, and names the first version", async () => {
		expect(await diff()).toStrictEqual({
			code: 0,
			out: `There is no release in openapi/releases/ to compare with yet. The first one will be ${version}, from info.version. To compare with a branch: npm run diff -- main.\n`,
			err: "",
		});
	});
});

describe("since the last release", () => {
	const RELEASE = `openapi/releases/${version}.yaml`;
	const release = (name: string) =>
		cp(file("generated/openapi.yaml"), file(name));
	const source = [
		"openapi/openapi.yaml",
		"openapi/resources/webhooks.yaml",
	] as const;
	beforeAll(async () => {
		await mkdir(file("saved"));
		for (const name of source)
			await cp(file(name), file(`saved/${name.replaceAll("/", "-")}`));
		await release(RELEASE);
	});
	afterEach(async () => {
		for (const name of source)
			await cp(file(`saved/${name.replaceAll("/", "-")}`), file(name));
	});
	afterAll(() => rm(file(RELEASE)));

	test("nothing changed", async () => {
		expect(await diff()).toStrictEqual({
			code: 0,
			out: `${version} (${RELEASE}) → ${version} (openapi/)\n\nNothing changed.\n`,
			err: "",
		});
	});

	test("a breaking change is allowed with a new major version, without a build", async () => {
		await edit(
			source[1],
			"required: [url, authorized_events]\n",
			"required: [url, authorized_events, description]\n",
		);
		await edit(source[0], "version: 1.0.0", "version: 2.0.0");
		const { code, out } = await diff();
		expect(code).toBe(0);
		expect(out).toMatch(
			new RegExp(
				`^${version} \\(${RELEASE}\\) → 2\\.0\\.0 \\(openapi/\\)\n\ncreateWebhook {2}POST /webhooks\n {2}✗ Breaking: \`description\` is now required\\.\n`,
			),
		);
		expect(out).toContain("✓ Next version: 2.0.0, as in info.version.");
	});

	test("an additive change requires a minor version, and doesn't fail", async () => {
		await edit(
			source[1],
			"summary: Register a webhook\n",
			"summary: Add a webhook\n",
		);
		await edit(
			source[1],
			"      authorized_events:\n        &authorized_events",
			"      tax_id: { type: string, description: Tax number. }\n      authorized_events:\n        &authorized_events",
		);
		const { code, out } = await diff();
		expect(code).toBe(0);
		expect(out).toContain("  + Additive: `tax_id` was added.");
		expect(out).toContain("  · Editorial: Changed texts: the summary.");
		expect(out).toContain(
			"1 additive and 1 editorial changes.\n✓ Next version: 1.1.0. info.version is 1.0.0: set it to 1.1.0 before the release.\n",
		);
	});

	test("the last release is the one with the highest version", async () => {
		for (const name of ["1.9.0", "1.10.0"]) {
			await release(`openapi/releases/${name}.yaml`);
			await edit(
				`openapi/releases/${name}.yaml`,
				"version: 1.0.0",
				`version: ${name}`,
			);
		}
		const { out } = await diff();
		for (const name of ["1.9.0", "1.10.0"])
			await rm(file(`openapi/releases/${name}.yaml`));
		expect(out).toContain("1.10.0 (openapi/releases/1.10.0.yaml) → 1.0.0");
	});

	test("a release that isn't named after its version is an error", async () => {
		await release("openapi/releases/latest.yaml");
		const ended = await diff();
		await rm(file("openapi/releases/latest.yaml"));
		expect(ended).toStrictEqual({
			code: 2,
			out: "",
			err: "openapi/releases/latest.yaml isn't named after a version. Rename it like openapi/releases/1.0.0.yaml.\n",
		});
	});

	test("a mistake in openapi/ is reported with its position", async () => {
		await edit(source[1], "#/schemas/WebhookCreate", "#/schemas/Nothing");
		const { code, err } = await diff();
		expect(code).toBe(2);
		expect(err).toMatch(/^openapi\/resources\/webhooks\.yaml:\d+:\d+ at /m);
		expect(err).toMatch(
			/Nothing was compared. Fix the errors above first\.\n$/,
		);
	});
});

describe("files", () => {
	beforeAll(async () => {
		const changed = JSON.parse(await project.read("generated/openapi.json"));
		delete changed.webhooks.CHECKOUT_COMPLETED;
		changed.info.version = "2.0.0";
		await project.write("changed.json", JSON.stringify(changed));
	});

	test("have the output that the README shows", async () => {
		const changed = structuredClone(document);
		changed.components.schemas?.CustomerCreate?.required.push("email");
		await project.write("whole.json", JSON.stringify(document));
		await project.write("email.json", JSON.stringify(changed));
		const { code, out } = await diff("whole.json", "email.json");
		expect(code).toBe(1);
		const [shown = ""] = blocks("README.md", "text");
		const words = (text: string) => text.trim().split(/\s+/);
		const [, ...rest] = out.split("\n");
		expect(words(rest.join("\n"))).toStrictEqual(words(shown));
	});

	test("can be bundles or have references, and be YAML or JSON", async () => {
		const bundles = await diff("generated/openapi.yaml", "changed.json");
		expect(bundles.code).toBe(0);
		expect(bundles.out).toContain(
			"1.0.0 (generated/openapi.yaml) → 2.0.0 (changed.json)\n\nCHECKOUT_COMPLETED  event\n  ✗ Breaking: It was removed.\n",
		);
		const place = { root: project.root, cwd: project.root, env: {} };
		const [bundle, entry] = await Promise.all(
			["generated/openapi.yaml", "openapi/openapi.yaml"].map((name) =>
				readSource(name, place),
			),
		);
		expect(entry?.document).toStrictEqual(bundle?.document);
		const alone = await diff("changed.json");
		expect(alone.out).toContain("2.0.0 (changed.json) → 1.0.0 (openapi/)");
		expect(alone.out).toContain(
			"CHECKOUT_COMPLETED  event\n  + Additive: It was added.",
		);
	});

	test("reports are written to files besides the terminal, or instead of it to standard output", async () => {
		const both = await diff(
			...["openapi/openapi.yaml", "changed.json"],
			...["--markdown", "changes.md", "--json", "changes.json"],
		);
		expect(both.out).toContain("✗ Breaking: It was removed.");
		const markdown = await readFile(file("changes.md"), "utf8");
		expect(markdown).toContain(
			"### `CHECKOUT_COMPLETED` · event\n\n- **Breaking:** It was removed.\\\n  Receivers no longer get it",
		);
		const report: Report = JSON.parse(
			await readFile(file("changes.json"), "utf8"),
		);
		expect(report).toMatchObject({
			next: "2.0.0",
			allowed: true,
			changes: [
				{
					level: "breaking",
					place: "CHECKOUT_COMPLETED",
					events: ["CHECKOUT_COMPLETED"],
				},
			],
		});
		const alone = await diff("changed.json", "changed.json", "--markdown=-");
		expect(alone.out).toBe(
			"## The API: nothing changed\n\nFrom 2.0.0 (`changed.json`) to 2.0.0 (`changed.json`).\n",
		);
	});

	test("exits with 2 if a file can't be read", async () => {
		expect(await diff("missing.yaml")).toStrictEqual({
			code: 2,
			out: "",
			err: "No such file: missing.yaml.\n",
		});
	});

	/** The error for a file that can't be compared. */
	async function readError(name: string, text: string): Promise<string> {
		await writeFile(file(name), text);
		const { root } = project;
		const place = { root, cwd: root, env: {} };
		const error = await readSource(name, place).catch((error) => error);
		expect(error).toMatchObject({ expose: true });
		expect(error.message).not.toContain(root);
		return error.message;
	}

	const NO_OPENAPI =
		"x.yaml is not an OpenAPI 3 description: it has no `openapi: 3.1.0`.";
	test.each([
		["swagger: '2.0'", NO_OPENAPI],
		["[1, 2]", NO_OPENAPI],
		["Bonjour", NO_OPENAPI],
		["", NO_OPENAPI],
		[
			"{ openapi: 3.1.0, info: { title: T, version: v1 }, paths: {} }",
			'info.version of x.yaml must be a version such as 1.0.0, not "v1".',
		],
		[
			"{ openapi: 3.1.0, info: { title: T, version: 1.0.0 }, paths: { /a: { get: { responses: {} } } } }",
			"GET /a of x.yaml has no operationId, which names it in the client.",
		],
		[
			"{ openapi: 3.1.0, info: { title: T, version: 1.0.0 }, paths: { /a: { get: { operationId: listA, responses: {} } } } }",
			"GET /a of x.yaml has no tag, which names it in the client.",
		],
		[
			"{ openapi: 3.1.0, info: { title: T, version: 1.0.0 }, webhooks: { A: { post: { operationId: receiveA, tags: [A] } } } }",
			"x.yaml can't be compared, because `npm run build` would reject it: The event A has no body.",
		],
	])("%j is an error", async (text, message) => {
		expect(await readError("x.yaml", text)).toBe(message);
	});

	test.each([
		["invalid YAML", "openapi: [:", /^x\.yaml:1:\d+\n {2}\S/],
		[
			"a broken reference",
			"{ openapi: 3.1.0, info: { title: T, version: 1.0.0 }, paths: { /a: { $ref: b.yaml } } }",
			/^x\.yaml:1:\d+ at /,
		],
	])("%s is reported with its position", async (_what, text, message) => {
		const error = await readError("x.yaml", text);
		expect(error).toMatch(message);
		expect(error).toMatch(
			/Nothing was compared. Fix the errors above first\.$/,
		);
	});

	test("a description without tags, events and components can be compared", async () => {
		const text =
			"{ openapi: 3.0.3, info: { title: T, version: 1.0.0 }, paths: { /a: { get: { operationId: listA, tags: [A], responses: { '200': { description: All. } } } } } }";
		await writeFile(file("a.yaml"), text);
		await writeFile(file("b.yaml"), text.replace("'200'", "'206'"));
		const { code, out } = await diff("a.yaml", "b.yaml");
		expect(code).toBe(1);
		expect(out).toContain(
			"listA  GET /a\n  ✗ Breaking: It returns `206` instead of `200`.",
		);
	});
});

describe("git revisions", () => {
	const git = (...args: string[]) =>
		promisify(execFile)(
			"git",
			["-c", "user.name=Awa", "-c", "user.email=awa@example.ci", ...args],
			{ cwd: project.root },
		);

	test("without a git repository, a name that isn't a file is an error", async () => {
		expect(await diff("main")).toStrictEqual({
			code: 2,
			out: "",
			err: "main is not a file, and this is not a git repository, so it can't be a revision.\n",
		});
	});

	describe("in a repository", () => {
		beforeAll(async () => {
			await git("init", "--quiet", "--initial-branch", "main");
			await writeFile(file("note"), "");
			await git("add", "note");
			await git("commit", "--quiet", "-m", "before the bundle");
			await git("tag", "old");
			await git("add", "generated");
			await git("commit", "--quiet", "-m", "first");
			await edit(
				"generated/openapi.yaml",
				"summary: Register a webhook\n",
				"summary: Add a webhook\n",
			);
			await git("commit", "--quiet", "-a", "-m", "second");
			await edit(
				"generated/openapi.yaml",
				"summary: Add a webhook\n",
				"summary: Register a webhook\n",
			);
		});

		test("can be compared with each other, and with openapi/", async () => {
			expect(await diff("main~1", "main")).toMatchObject({
				code: 0,
				out: expect.stringContaining(
					"1.0.0 (main~1) → 1.0.0 (main)\n\ncreateWebhook  POST /webhooks\n  · Editorial: Changed texts: the summary.\n\n1 editorial change.\n✓ Next version: 1.0.1. info.version is 1.0.0: set it to 1.0.1 before the release.\n",
				),
			});
			expect((await diff("main~1")).out).toBe(
				"1.0.0 (main~1) → 1.0.0 (openapi/)\n\nNothing changed.\n",
			);
		});

		test.each([
			[
				"mian",
				"mian is neither a file nor a known git revision, which is a branch, a tag or a commit. Run git fetch if it is on a remote.\n",
			],
			[
				"old",
				"The revision old has no generated/openapi.yaml: it is older than that file. Compare with a later one.\n",
			],
		])("%s is an error", async (name, message) => {
			expect(await diff(name)).toStrictEqual({
				code: 2,
				out: "",
				err: message,
			});
		});

		test("without git, only files can be compared", async () => {
			expect(await diffWith({ PATH: "" }, ["main"])).toStrictEqual({
				code: 2,
				out: "",
				err: "git is not installed, so only files can be compared: npm run diff -- before.yaml after.yaml.\n",
			});
		});
	});
});

describe("options", () => {
	const HELP = " npm run diff -- --help lists the options.\n";

	test.each([
		[["--html", "x.html"], `Unknown option --html.${HELP}`],
		[["--markdown"], `--markdown requires a value.${HELP}`],
		[
			["--json=-", "--markdown=-"],
			"--markdown and --json must be different files.\n",
		],
		[["--json="], `--json requires a value.${HELP}`],
		[
			["a", "b", "c"],
			`Unexpected argument "c". npm passes on options only after --:${HELP}`,
		],
		[[""], `BASE is empty.${HELP}`],
	])("%j is an error in one sentence", async (args, err) => {
		expect(await diff(...args)).toStrictEqual({
			code: 2,
			out: "",
			err,
		});
	});

	test("exits with 2 if a file can't be written", async () => {
		const { code, err } = await diff(
			...["openapi/openapi.yaml", "openapi/openapi.yaml"],
			...["--markdown", "nowhere/changes.md"],
		);
		expect(code).toBe(2);
		expect(err).toBe(
			"Can't write --markdown nowhere/changes.md: the folder nowhere doesn't exist. Create it first.\n",
		);
	});
});
