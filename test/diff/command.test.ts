/** `npm run diff` on a small description: what it compares, what it ends with, and how it refuses. */
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

/** Changes one text of a file, which must be in it. */
async function edit(name: string, from: string, to: string): Promise<void> {
	const text = await readFile(file(name), "utf8");
	expect(text).toContain(from);
	await writeFile(file(name), text.replace(from, to));
}

describe("without a release", () => {
	test("says that there is none, and which will be the first", async () => {
		expect(await diff()).toStrictEqual({
			code: 0,
			out: `There is no release in openapi/releases/ yet, so there is nothing to compare with. The first one is ${version}, as info.version says. npm run diff -- main compares with a branch.\n`,
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

	test("what breaks is allowed with a major version, built or not", async () => {
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
		expect(out).toContain("✓ Next version: 2.0.0, as info.version says.");
	});

	test("what is new asks for a minor version, other words for none, and neither fails", async () => {
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
		expect(out).toContain("  + Additive: `tax_id` is new.");
		expect(out).toContain("  · Editorial: Texts that changed: the summary.");
		expect(out).toContain(
			"1 additive and 1 editorial changes.\n✓ Next version: 1.1.0. info.version is 1.0.0: set it to 1.1.0 before the release.\n",
		);
	});

	test("the last one is the one with the highest version", async () => {
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

	test("a release that isn't named by its version is refused", async () => {
		await release("openapi/releases/latest.yaml");
		const ended = await diff();
		await rm(file("openapi/releases/latest.yaml"));
		expect(ended).toStrictEqual({
			code: 2,
			out: "",
			err: "openapi/releases/latest.yaml is not named by a version. Call it like openapi/releases/1.0.0.yaml.\n",
		});
	});

	test("a mistake in openapi/ is reported with its place", async () => {
		await edit(source[1], "#/schemas/WebhookCreate", "#/schemas/Nothing");
		const { code, err } = await diff();
		expect(code).toBe(2);
		expect(err).toMatch(/^openapi\/resources\/webhooks\.yaml:\d+:\d+ at /m);
		expect(err).toMatch(
			/Nothing was compared; mend what is told above first\.\n$/,
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

	test("are compared as the README shows it", async () => {
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

	test("are bundles or what references others, YAML or JSON", async () => {
		const bundles = await diff("generated/openapi.yaml", "changed.json");
		expect(bundles.code).toBe(0);
		expect(bundles.out).toContain(
			"1.0.0 (generated/openapi.yaml) → 2.0.0 (changed.json)\n\nCHECKOUT_COMPLETED  event\n  ✗ Breaking: It is gone.\n",
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
			"CHECKOUT_COMPLETED  event\n  + Additive: It is new.",
		);
	});

	test("reports go to files beside the terminal, or alone to standard output", async () => {
		const both = await diff(
			...["openapi/openapi.yaml", "changed.json"],
			...["--markdown", "changes.md", "--json", "changes.json"],
		);
		expect(both.out).toContain("✗ Breaking: It is gone.");
		const markdown = await readFile(file("changes.md"), "utf8");
		expect(markdown).toContain(
			"### `CHECKOUT_COMPLETED` · event\n\n- **Breaking:** It is gone.\\\n  Receivers wait for it in vain",
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

	test("what can't be read ends it with 2", async () => {
		expect(await diff("missing.yaml")).toStrictEqual({
			code: 2,
			out: "",
			err: "There is no file missing.yaml.\n",
		});
	});

	/** What is said of a file with this text, which can't be compared. */
	async function refusal(name: string, text: string): Promise<string> {
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
			'info.version of x.yaml is "v1", and not a version like 1.0.0.',
		],
		[
			"{ openapi: 3.1.0, info: { title: T, version: 1.0.0 }, paths: { /a: { get: { responses: {} } } } }",
			"GET /a of x.yaml has no operationId, which gives it its name in the client.",
		],
		[
			"{ openapi: 3.1.0, info: { title: T, version: 1.0.0 }, paths: { /a: { get: { operationId: listA, responses: {} } } } }",
			"GET /a of x.yaml has no tag, which gives it its name in the client.",
		],
		[
			"{ openapi: 3.1.0, info: { title: T, version: 1.0.0 }, webhooks: { A: { post: { operationId: receiveA, tags: [A] } } } }",
			"x.yaml can't be compared, since it is not written as `npm run build` asks: The event A has no body.",
		],
	])("%j is refused in a sentence", async (text, message) => {
		expect(await refusal("x.yaml", text)).toBe(message);
	});

	test.each([
		["not YAML", "openapi: [:", /^x\.yaml:1:\d+\n {2}\S/],
		[
			"a reference to nothing",
			"{ openapi: 3.1.0, info: { title: T, version: 1.0.0 }, paths: { /a: { $ref: b.yaml } } }",
			/^x\.yaml:1:\d+ at /,
		],
	])("%s is reported with its place", async (_what, text, message) => {
		const said = await refusal("x.yaml", text);
		expect(said).toMatch(message);
		expect(said).toMatch(
			/Nothing was compared; mend what is told above first\.$/,
		);
	});

	test("a description without tags of its own, events and components can be compared", async () => {
		const text =
			"{ openapi: 3.0.3, info: { title: T, version: 1.0.0 }, paths: { /a: { get: { operationId: listA, tags: [A], responses: { '200': { description: All. } } } } } }";
		await writeFile(file("a.yaml"), text);
		await writeFile(file("b.yaml"), text.replace("'200'", "'206'"));
		const { code, out } = await diff("a.yaml", "b.yaml");
		expect(code).toBe(1);
		expect(out).toContain(
			"listA  GET /a\n  ✗ Breaking: It answers `206`, where it was `200`.",
		);
	});
});

describe("revisions of git", () => {
	const git = (...args: string[]) =>
		promisify(execFile)(
			"git",
			["-c", "user.name=Awa", "-c", "user.email=awa@example.ci", ...args],
			{ cwd: project.root },
		);

	test("where there is no git repository, a name that is no file is refused", async () => {
		expect(await diff("main")).toStrictEqual({
			code: 2,
			out: "",
			err: "main is no file, and this is no git repository, in which it could be a revision.\n",
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

		test("are compared with each other, and with openapi/", async () => {
			expect(await diff("main~1", "main")).toMatchObject({
				code: 0,
				out: expect.stringContaining(
					"1.0.0 (main~1) → 1.0.0 (main)\n\ncreateWebhook  POST /webhooks\n  · Editorial: Texts that changed: the summary.\n\n1 editorial change.\n✓ Next version: 1.0.1. info.version is 1.0.0: set it to 1.0.1 before the release.\n",
				),
			});
			expect((await diff("main~1")).out).toBe(
				"1.0.0 (main~1) → 1.0.0 (openapi/)\n\nNothing changed.\n",
			);
		});

		test.each([
			[
				"mian",
				"mian is neither a file nor a revision that git has here. A branch, a tag and a commit are one: npm run diff -- HEAD~1. What is elsewhere, git fetch brings.\n",
			],
			[
				"old",
				"The revision old has no generated/openapi.yaml: it is older than that file. Compare with a later one.\n",
			],
		])("%s is refused in a sentence", async (name, message) => {
			expect(await diff(name)).toStrictEqual({
				code: 2,
				out: "",
				err: message,
			});
		});

		test("without git, only files are compared", async () => {
			expect(await diffWith({ PATH: "" }, ["main"])).toStrictEqual({
				code: 2,
				out: "",
				err: "There is no git here, so only files can be compared: npm run diff -- before.yaml after.yaml.\n",
			});
		});
	});
});

describe("options", () => {
	const USAGE =
		"Use npm run diff -- [BASE [REVISION]] [--markdown FILE] [--json FILE]. BASE and REVISION are files or git revisions, - in the place of FILE is standard output.\n";

	test.each([
		[["--html", "x.html"], "Unknown option '--html'. "],
		[["--markdown"], "Option '--markdown <value>' argument missing. "],
		[["--json=-", "--markdown=-"], "--markdown and --json take a file each. "],
		[["--json="], "--json takes a file, not nothing. "],
		[["a", "b", "c"], "3 names are too many. "],
		[[""], "A name is empty. "],
	])("%j is refused, with what there is", async (args, reason) => {
		expect(await diff(...args)).toStrictEqual({
			code: 2,
			out: "",
			err: `${reason}${USAGE}`,
		});
	});

	test("a file that can't be written ends it with 2", async () => {
		const { code, err } = await diff(
			...["openapi/openapi.yaml", "openapi/openapi.yaml"],
			...["--markdown", "nowhere/changes.md"],
		);
		expect(code).toBe(2);
		expect(err).toBe(
			"Can't write --markdown nowhere/changes.md: there is no folder nowhere. Make it first.\n",
		);
	});
});
