/** Checks README, CONTRIBUTING and the guides: runs commands, compiles TypeScript, checks links. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../../packages/sandbox/index.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { document, useMock } from "../api.ts";
import { some } from "../some.ts";
import { compile } from "./compile.ts";
import { useFolder } from "./folder.ts";
import { blocks, headings, pages, read, withOrigins } from "./pages.ts";

const readme = read("README.md");
describe("TypeScript", () => {
	const sources = pages.flatMap((page) =>
		blocks(page, "ts").map((text, index) => ({
			name: `${page} ${index + 1}`,
			text,
		})),
	);
	const problemsOf = compile(sources.map(({ text }) => text));

	test.each(some(sources.map(({ name }, index) => [name, index] as const)))(
		"of %s compiles",
		(_name, index) => {
			expect(problemsOf(index)).toStrictEqual([]);
		},
	);
});

describe("commands", () => {
	const { scripts } = JSON.parse(read("package.json"));
	const named = pages.flatMap((page) =>
		[
			...read(page).matchAll(/\bnpm (?:run (?:-s )?([\w:]+)|(start|test)\b)/g),
		].map((match) => [match[1] ?? match[2] ?? "", page] as const),
	);

	test.each(some(named))("npm run %s, in %s, exists", (script) => {
		expect(scripts).toHaveProperty(script);
	});

	test.each(
		some(
			pages.flatMap((page) =>
				[...read(page).matchAll(/npm run bench -- (\w+(?:\|\w+)*)/g)].map(
					([, names = ""]) => [names, page] as const,
				),
			),
		),
	)("npm run bench -- %s, in %s, exists", (names) => {
		for (const name of names.split("|"))
			expect(read("bench/index.ts")).toContain(`./${name}.ts`);
	});

	test.each([
		["packages/client/README.md", ["client"]],
		["packages/sandbox/README.md", ["client", "sandbox"]],
	])("npm pack creates the files that are installed in %s", (page, made) => {
		const files = read(page).match(/[\w-]+-[\d.]+\.tgz/g);
		const manifests = made.map((folder) =>
			JSON.parse(read(`packages/${folder}/package.json`)),
		);
		expect(new Set(files)).toStrictEqual(
			new Set(manifests.map(({ name, version }) => `${name}-${version}.tgz`)),
		);
		for (const { name } of manifests)
			expect(read(page)).toMatch(new RegExp(`npm pack .*-w ${name}\\b`));
	});

	test("the two setup commands are on the first screen, and CI runs the second", () => {
		const screen = readme.split("\n").slice(0, 30).join("\n");
		expect(screen).toContain("npm ci && npm start");
		expect(screen).toContain("npm ci && npm test");
		expect(read(".ci/run")).toContain("\nnpm ci && npm test\n");
		expect(read(".github/workflows/ci.yml")).toContain(
			"- run: npm ci && npm test\n",
		);
	});
});

describe("run", () => {
	const folder = useFolder();
	const mock = useMock();
	let sandbox: Sandbox;
	let sandboxUrl: string;
	beforeAll(async () => {
		sandbox = await createSandbox({ document });
		sandboxUrl = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	});
	afterAll(() => sandbox.close());
	/** Replaces the documented URLs by those of this test. */
	const here = (text: string) =>
		withOrigins(text, {
			mock: new URL(mock.baseUrl).origin,
			sandbox: sandboxUrl,
		});
	const shell = (text: string, options = {}) =>
		promisify(execFile)("sh", ["-c", text], { encoding: "utf8", ...options });

	test("the first block of the README", async () => {
		const [example = ""] = blocks("README.md", "ts");
		await folder.put("example.ts", here(example));
		const { code, out } = await folder.run("example.ts");
		expect(code).toBe(0);
		expect(out).toMatch(/^https:\/\/\S+\n$/);
	});

	test("the second block of the README, with its environment variables", async () => {
		const [, example = ""] = blocks("README.md", "ts");
		const settings = `process.env.LOMI_API_KEY = "lomi_sk_test_x"; process.env.LOMI_API_URL = ${JSON.stringify(mock.baseUrl)};`;
		await folder.put("example.ts", `${settings}\n${example}`);
		expect(await folder.run("example.ts")).toMatchObject({
			code: 0,
			out: expect.stringContaining("https://pay.lomi.africa/"),
		});
	});

	test("the curl commands of the README, with the documented responses", async () => {
		const lines = blocks("README.md", "sh")
			.join("")
			.split("\n")
			.filter((line) => line.startsWith("curl"));
		const statuses = [];
		const bodies = [];
		for (const line of some(lines)) {
			const { stdout } = await shell(`${here(line)} -s -w '\\n%{http_code}'`);
			const [body = "", status] = stdout.split("\n");
			statuses.push(status);
			bodies.push(JSON.parse(body));
		}
		expect(statuses).toStrictEqual(["200", "400", "429", "201", "200"]);
		const [, refused, , made, listed] = bodies;
		expect(readme).toContain(`\`\`${refused.error.details} \`\``);
		expect(listed.data).toStrictEqual([made.data]);
		const { scripts } = JSON.parse(read("package.json"));
		expect(scripts.mock).toBe("node scripts/mock.ts");
		expect(scripts.sandbox).toBe("node scripts/sandbox.ts");
	});

	test("the control plane commands of packages/sandbox/README.md", async () => {
		const [block = ""] = blocks("packages/sandbox/README.md", "sh").filter(
			(each) => each.includes("/_sandbox/"),
		);
		const answers = [];
		for (const line of block.trim().split("\n"))
			answers.push(JSON.parse((await shell(`${here(line)} -s`)).stdout).data);
		const [paid, clock, events] = answers;
		expect(paid.outcome).toBe("succeed");
		expect(Date.parse(clock.now) - Date.now()).toBeGreaterThan(3_500_000);
		expect(events).toHaveLength(1);
	});

	test("the CI commands of packages/sandbox/README.md, which wait until the sandbox is ready", async () => {
		const [block = ""] = blocks("packages/sandbox/README.md", "sh").filter(
			(each) => each.includes("npm test"),
		);
		const { bin } = JSON.parse(
			await readFile(
				join(folder.path, "node_modules/lomi-sandbox/package.json"),
				"utf8",
			),
		);
		const server = createServer().listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		server.close();
		const ask = `sh -c 'curl -s $LOMI_API_URL/providers -H "X-API-Key: $LOMI_API_KEY"'`;
		const lines = block
			.replaceAll("4020", String(port))
			.replace(
				"npx lomi-sandbox",
				`node node_modules/lomi-sandbox/${bin["lomi-sandbox"]} --port ${port}`,
			)
			.replace("npm test", `${ask}; kill $!`);
		const { stdout } = await shell(lines, { cwd: folder.path });
		expect(stdout).toContain('"is_connected":true');
	});
});

describe("links", () => {
	test.each([
		"README.md",
		"CONTRIBUTING.md",
		"test/README.md",
		"packages/client/README.md",
		"packages/contract/README.md",
		"packages/sandbox/README.md",
	])("of %s point to existing files and headings", (page) => {
		for (const [, target = ""] of some(read(page).matchAll(/\]\(([^)]+)\)/g))) {
			if (target.startsWith("https://")) continue;
			const [file = "", anchor] = target.split("#");
			const path = file ? join(dirname(page), file) : page;
			expect(existsSync(`${ROOT}${path}`), target).toBe(true);
			if (anchor) expect(headings(path), target).toContain(anchor);
		}
	});

	test.each(["packages/client/README.md", "packages/sandbox/README.md"])(
		"of %s cover all of its sections",
		(page) => {
			const contents = /\n\n(\[[^\n]+\]\(#[\s\S]+?)\n\n/.exec(read(page))?.[1];
			const sections = read(page).match(/^## /gm) ?? [];
			expect(contents?.match(/\]\(#/g)).toHaveLength(sections.length);
		},
	);
});

test("README and CONTRIBUTING list every folder, and the diagram every package built from the description", () => {
	const packages = readdirSync(`${ROOT}packages`);
	for (const name of some(packages)) {
		expect(readme).toContain(`| \`packages/${name}/\` |`);
		expect(read("CONTRIBUTING.md")).toMatch(new RegExp(`^ {2}${name}/ `, "m"));
	}
	for (const name of ["client", "mock", "sandbox", "contract", "diff"])
		expect(read("docs-site/flow.svg")).toContain(`>packages/${name}<`);
});

test("CONTRIBUTING is at most 12 kB", () => {
	expect(Buffer.byteLength(read("CONTRIBUTING.md"))).toBeLessThan(12_000);
});

/** Names of extensions, but not what looks like one in an example. */
function extensionsOf(node: unknown): string[] {
	return typeof node !== "object" || node === null
		? []
		: Object.entries(node).flatMap(([key, value]) => [
				...(key.startsWith("x-") ? [key] : []),
				...(key === "examples" ? [] : extensionsOf(value)),
			]);
}

test("openapi/README.md explains exactly the extensions in use", () => {
	const used = new Set(
		["openapi.json", "sandbox.json", "workflows.arazzo.json"].flatMap((file) =>
			extensionsOf(JSON.parse(read(`generated/${file}`))),
		),
	);
	const rows =
		read("openapi/README.md").split("## Extensions")[1]?.split("\n## ")[0] ??
		"";
	const explained = [...rows.matchAll(/`(x-[\w-]+)`/g)].map(([, name]) => name);
	expect(used.size).toBeGreaterThan(0);
	expect(new Set(explained)).toStrictEqual(used);
});
