/** The contents of the tarballs, and the results of package linters. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import {
	checkPackage,
	createPackageFromTarballData,
} from "@arethetypeswrong/core";
import { publint } from "publint";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import {
	installedPackage,
	type Packed,
	run,
	tarballOf,
	version,
} from "./install.ts";

/** Each package's files besides dist/, its dependencies, and its descriptions. */
const PACKAGES: {
	name: Packed;
	others: string[];
	needed: string[];
	descriptions: string[];
}[] = [
	{
		name: "client",
		others: ["CHANGELOG.md"],
		needed: ["openapi-fetch"],
		descriptions: ["openapi.json"],
	},
	{
		name: "sandbox",
		others: ["deploy/kubernetes.yaml", "deploy/lomi-sandbox.service"],
		needed: [
			"ajv",
			"ajv-formats",
			"awesome-phonenumber",
			"fastify",
			"kysely",
			"lomi-openapi",
			"negotiator",
			"pg",
			"prom-client",
			"pure-rand",
			"temporal-polyfill",
		],
		descriptions: ["openapi.json", "sandbox.json"],
	},
];

/** The npm registry on this machine. */
const registry = run("npm", ["config", "get", "registry"]).then(({ stdout }) =>
	stdout.trim(),
);

describe.each(PACKAGES)(
	"the $name",
	({ name, others, needed, descriptions }) => {
		const installed = installedPackage(name);
		const read = (file: string) =>
			readFileSync(join(installed.lomi, file), "utf8");
		/** Paths of the files, with slashes. */
		const files = readdirSync(installed.lomi, {
			recursive: true,
			withFileTypes: true,
		})
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) =>
				relative(installed.lomi, join(parentPath, name)).replaceAll("\\", "/"),
			)
			.sort();
		const filesLike = (pattern: RegExp) =>
			files.filter((file) => pattern.test(file));

		test("has exact dependencies and no install scripts", () => {
			const { dependencies, scripts } = installed.manifest;
			// npm runs these only where it packs.
			expect(Object.keys(scripts)).toStrictEqual(["prepack", "postpack"]);
			expect(Object.keys(dependencies)).toStrictEqual(needed);
			for (const version of Object.values(dependencies))
				expect(version).toMatch(/^\d+\.\d+\.\d+$/);
			for (const other of [
				"peerDependencies",
				"optionalDependencies",
				"bundleDependencies",
				"devDependencies",
			])
				expect(installed.manifest).not.toHaveProperty(other);
		});

		test("has the description's version", () => {
			expect(installed.manifest).toMatchObject({ version, type: "module" });
		});

		test("contains the build and the documentation", () => {
			expect(files.filter((file) => !file.startsWith("dist/"))).toStrictEqual(
				["LICENSE", "README.md", "package.json", ...others].sort(),
			);
			expect(read("LICENSE")).toBe(readFileSync(`${ROOT}LICENSE`, "utf8"));
			expect(read("README.md")).toBe(
				readFileSync(`${ROOT}packages/${name}/README.md`, "utf8"),
			);
			const kinds = filesLike(/^dist\/(?!inspector\/)/).filter(
				(file) => !/\.(js|js\.map|d\.ts)$/.test(file),
			);
			expect(kinds).toStrictEqual(descriptions.map((file) => `dist/${file}`));
		});

		test("has a source map with sources for each module", () => {
			// The bundler's helpers have none.
			// Nor do the inspector's scripts, which are minified: they are run in a browser.
			const modules = filesLike(
				/^dist\/(?!_virtual\/|inspector\/assets\/|inspector\/files).*\.js$/,
			);
			expect(modules).toContain("dist/index.js");
			for (const file of modules) {
				const [, map] = /^\/\/# sourceMappingURL=(.+)$/m.exec(read(file)) ?? [];
				// A module with only re-exports has no mappings.
				if (!map) {
					expect(read(file)).not.toMatch(/\bfunction\b/);
					continue;
				}
				const {
					file: of,
					sources,
					sourcesContent,
				} = JSON.parse(read(join(dirname(file), map)));
				expect(of).toBe(file.split("/").at(-1));
				// The validators are generated.
				expect(sources.length > 0).toBe(
					!/validators|generated-folder/.test(file),
				);
				for (const [index, source] of sources.entries()) {
					const path = join(`packages/${name}`, dirname(file), source);
					// Generated when the package is built.
					if (/response-validators|generated-folder/.test(path)) continue;
					expect(sourcesContent[index], path).toBe(
						readFileSync(ROOT + path, "utf8"),
					);
				}
			}
		});

		test("imports only its own files and its dependencies", () => {
			const packages = new Set<string>();
			for (const file of filesLike(/\.(js|d\.ts)$/)) {
				const { importedFiles, referencedFiles, typeReferenceDirectives } =
					ts.preProcessFile(read(file), true, true);
				expect([...referencedFiles, ...typeReferenceDirectives]).toStrictEqual(
					[],
				);
				for (const { fileName } of importedFiles) {
					if (!fileName.startsWith(".")) packages.add(fileName);
					else {
						const found = join(dirname(file), fileName);
						const types = found.replace(/\.js$/, ".d.ts");
						expect(files).toContain(file.endsWith(".d.ts") ? types : found);
					}
				}
			}
			// `ajv/dist/2020.js` belongs to `ajv`; Node's own modules are built in.
			const names = [...packages]
				.filter((each) => !each.startsWith("node:"))
				.map((each) => each.split("/")[0]);
			expect([...new Set(names)].sort()).toStrictEqual(needed);
		});

		test("contains no paths of the build machine", async () => {
			const { host } = new URL(await registry);
			const telling = [
				ROOT.slice(0, -1),
				...(host === "registry.npmjs.org" ? [] : [host]),
				"_authToken",
				"PRIVATE KEY-----",
				"/.build-",
			];
			for (const file of files)
				expect(
					telling.filter((text) => read(file).includes(text)),
					file,
				).toStrictEqual([]);
		});

		test("passes publint", async () => {
			const { buffer, byteOffset, length } = readFileSync(tarballOf(name));
			const { messages } = await publint({
				pack: { tarball: buffer.slice(byteOffset, byteOffset + length) },
				level: "suggestion",
				strict: true,
			});
			expect(messages).toStrictEqual([]);
		});

		test("passes arethetypeswrong for an ESM-only package", async () => {
			const analysis = await checkPackage(
				createPackageFromTarballData(readFileSync(tarballOf(name))),
			);
			if (!analysis.types) throw new Error("There are no types.");
			expect(Object.keys(analysis.entrypoints)).toStrictEqual(
				Object.keys(installed.manifest.exports),
			);
			const problems = analysis.problems.map(
				(problem) =>
					`${problem.kind} ${"resolutionKind" in problem ? problem.resolutionKind : ""}`,
			);
			// Both are expected for ESM only: no node10 resolution, and `import()` or `require` of ESM from CommonJS.
			expect([...new Set(problems)].sort()).toStrictEqual([
				"CJSResolvesToESM node16-cjs",
				"NoResolution node10",
			]);
		});
	},
);

describe("in a project with the client", () => {
	const installed = installedPackage();
	const read = (file: string) =>
		readFileSync(join(installed.lomi, file), "utf8");

	test("each entry exports the public API, and no internals", async () => {
		const given = async (entry: string) =>
			Object.keys(
				await import(join(installed.lomi, `dist/${entry}.js`)),
			).sort();
		const webhooks = [
			"WebhookVerificationError",
			"signWebhook",
			"verifyWebhook",
		];
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

	test("all links of the client's README are packed or on the web", () => {
		const page = "README.md";
		const links = [...read(page).matchAll(/\]\(([^)#]+)/g)]
			.map(([, target = ""]) => target)
			.filter((target) => !target.startsWith("https://"));
		expect(links).not.toHaveLength(0);
		// npm resolves links above the package with `repository.directory`.
		const { directory } = installed.manifest.repository;
		for (const link of links)
			expect(
				existsSync(join(installed.lomi, link)) ||
					(link.startsWith("../../") &&
						existsSync(join(ROOT, directory, link))),
				link,
			).toBe(true);
	});

	test("package.json can be resolved", () => {
		const { resolve } = createRequire(join(installed.folder, "x.js"));
		for (const name of ["lomi-openapi", "lomi-sandbox"])
			expect(resolve(`${name}/package.json`)).toBe(
				join(installed.folder, "node_modules", name, "package.json"),
			);
	});

	test("npm installed only its dependencies", () => {
		// npm's record of installed packages.
		const { packages } = JSON.parse(
			readFileSync(
				join(installed.folder, "node_modules/.package-lock.json"),
				"utf8",
			),
		);
		/** The paths of a package and all its dependencies, resolved upwards as in Node. */
		const neededAt = (name: string, from = ""): string[] => {
			const above = from.split("/node_modules/");
			const place = above
				.map((_, index) => above.slice(0, above.length - index))
				.map((parts) => [...parts, name].join("/node_modules/"))
				.find((each) => each in packages);
			const found = place ?? `node_modules/${name}`;
			return [
				found,
				...Object.keys(packages[found].dependencies ?? {}).flatMap((each) =>
					neededAt(each, found),
				),
			];
		};
		expect(neededAt("lomi-openapi")).toStrictEqual([
			"node_modules/lomi-openapi",
			"node_modules/openapi-fetch",
			"node_modules/openapi-typescript-helpers",
		]);
		expect(Object.keys(packages).sort()).toStrictEqual(
			[
				...new Set([neededAt("lomi-openapi"), neededAt("lomi-sandbox")].flat()),
			].sort(),
		);
	});

	test("bundlers can drop unused modules", () => {
		expect(installed.manifest).toHaveProperty("sideEffects", false);
	});
});
