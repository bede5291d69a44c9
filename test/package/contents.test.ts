/** What is in the tarball, and what the tools say that judge packages. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { publint } from "publint";
import ts from "typescript";
import { expect, inject, test } from "vitest";
import { ROOT } from "../../scripts/root.ts";
import { commandLine } from "../command-lines.ts";
import { run, useInstalled, version } from "./install.ts";

const installed = useInstalled();
const read = (file: string) => readFileSync(join(installed.lomi, file), "utf8");
/** Paths of its files, with slashes. */
const files = () =>
	readdirSync(installed.lomi, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) =>
			relative(installed.lomi, join(parentPath, name)).replaceAll("\\", "/"),
		)
		.sort();
const filesLike = (pattern: RegExp) =>
	files().filter((file) => pattern.test(file));

test("it needs nothing but openapi-fetch", () => {
	const manifest = JSON.parse(read("package.json"));
	expect(Object.keys(manifest.dependencies)).toStrictEqual(["openapi-fetch"]);
	for (const other of [
		"peerDependencies",
		"optionalDependencies",
		"bundleDependencies",
	])
		expect(manifest).not.toHaveProperty(other);
	const packages = readdirSync(join(installed.folder, "node_modules"));
	expect(packages.filter((name) => !name.startsWith(".")).sort()).toStrictEqual(
		["lomi-openapi", "openapi-fetch", "openapi-typescript-helpers"],
	);
});

test("its manifest has the description's version, and lets bundlers leave out what nobody imports", () => {
	expect(JSON.parse(read("package.json"))).toMatchObject({
		version,
		type: "module",
		sideEffects: false,
	});
	for (const script of ["preinstall", "install", "postinstall", "prepare"])
		expect(JSON.parse(read("package.json")).scripts).not.toHaveProperty(script);
});

test("it holds the build, the description, and what people read", () => {
	const others = files().filter((file) => !file.startsWith("dist/"));
	expect(others).toStrictEqual(
		[
			"CHANGELOG.md",
			"LICENSE",
			"README.md",
			"client/README.md",
			"generated/openapi.json",
			"package.json",
		].sort(),
	);
	const kinds = filesLike(/^dist\//).filter(
		(file) => !/\.(js|js\.map|d\.ts)$/.test(file),
	);
	expect(kinds).toStrictEqual([]);
});

test("each entry gives what its users need, and nothing of its insides", async () => {
	const given = async (entry: string) =>
		Object.keys(
			await import(join(installed.lomi, `dist/client/${entry}.js`)),
		).sort();
	const webhooks = ["WebhookVerificationError", "signWebhook", "verifyWebhook"];
	expect(await given("index")).toStrictEqual(
		[
			...webhooks,
			"AbortError",
			"AuthenticationError",
			"BadRequestError",
			"ConflictError",
			"ConnectionError",
			"Lomi",
			"LomiError",
			"NotFoundError",
			"PermissionError",
			"RateLimitError",
			"ServerError",
			"TimeoutError",
		].sort(),
	);
	expect(await given("webhooks")).toStrictEqual(webhooks);
	expect(await given("validate")).toStrictEqual([
		"Lomi",
		"ResponseValidationError",
	]);
});

test("the client's page links to nothing that isn't packed", () => {
	const page = "client/README.md";
	const links = [...read(page).matchAll(/\]\(([^)#]+)/g)]
		.map(([, target = ""]) => target)
		.filter((target) => !target.startsWith("https://"));
	expect(links).not.toHaveLength(0);
	for (const link of links)
		expect(files()).toContain(join(dirname(page), link));
});

test("the first screen of what npm shows leads to the client's page", () => {
	const screen = read("README.md").split("\n").slice(0, 12).join("\n");
	expect(screen).toContain("(client/README.md)");
});

test("each module has a source map that holds its source", () => {
	// The validators are made from the description, and have no source that somebody wrote.
	const modules = filesLike(/\.js$/).filter(
		(file) => file !== "dist/client/response-validators.js",
	);
	expect(modules).toContain("dist/client/index.js");
	for (const file of modules) {
		const [, name = ""] =
			/^\/\/# sourceMappingURL=(.+)$/m.exec(read(file)) ?? [];
		const map = JSON.parse(read(join(dirname(file), name)));
		expect(map.file).toBe(file.split("/").at(-1));
		const source = join(dirname(file), map.sources[0]).replace("dist/", "");
		expect(map.sources).toHaveLength(1);
		expect(map.sourcesContent, source).toStrictEqual([
			readFileSync(ROOT + source, "utf8"),
		]);
	}
	expect(filesLike(/\.map$/)).toStrictEqual(
		modules.map((file) => `${file}.map`),
	);
});

test("whatever a file asks for is there, or is a dependency", () => {
	const packages = new Set<string>();
	for (const file of filesLike(/\.(js|d\.ts)$/)) {
		const { importedFiles, referencedFiles, typeReferenceDirectives } =
			ts.preProcessFile(read(file));
		expect([...referencedFiles, ...typeReferenceDirectives]).toStrictEqual([]);
		for (const { fileName } of importedFiles) {
			if (!fileName.startsWith(".")) packages.add(fileName);
			else {
				const found = join(dirname(file), fileName);
				const types = found.replace(/\.js$/, ".d.ts");
				expect(files()).toContain(file.endsWith(".d.ts") ? types : found);
			}
		}
	}
	expect([...packages]).toStrictEqual(["openapi-fetch"]);
});

test("no file tells of the machine that made it", async () => {
	const { stdout } = await run("npm", ["config", "get", "registry"]);
	const { host } = new URL(stdout.trim());
	const telling = [
		ROOT.slice(0, -1),
		...(host === "registry.npmjs.org" ? [] : [host]),
		"_authToken",
		"PRIVATE KEY-----",
		"/.build-",
	];
	for (const file of files())
		expect(
			telling.filter((text) => read(file).includes(text)),
			file,
		).toStrictEqual([]);
});

test("publint has nothing to say", async () => {
	const { buffer, byteOffset, length } = readFileSync(inject("tarball"));
	const { messages } = await publint({
		pack: { tarball: buffer.slice(byteOffset, byteOffset + length) },
		level: "suggestion",
		strict: true,
	});
	expect(messages).toStrictEqual([]);
});

test("arethetypeswrong finds its types right, for a package that is ESM only by choice", async () => {
	const attw = commandLine("@arethetypeswrong/cli", "dist/index.js");
	const { stdout } = await run(
		process.execPath,
		[attw, inject("tarball"), "--profile", "esm-only", "--format", "json"],
		{ maxBuffer: 10e6 },
	);
	const { analysis } = JSON.parse(stdout);
	expect(Object.keys(analysis.entrypoints)).toStrictEqual(
		Object.keys(JSON.parse(read("package.json")).exports),
	);
	const problems = analysis.problems.map(
		({ kind, resolutionKind }: Record<string, string>) =>
			`${kind} ${resolutionKind}`,
	);
	// Both are what ESM only means: nothing for TypeScript's oldest resolution, and `import()` or `require` of ESM from CommonJS.
	expect([...new Set(problems)].sort()).toStrictEqual([
		"CJSResolvesToESM node16-cjs",
		"NoResolution node10",
	]);
});
