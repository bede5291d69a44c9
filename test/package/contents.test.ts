/** What is in the tarballs, and what the tools say that judge packages. */
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

/** What each holds besides its dist/, what it needs, and which descriptions it has. */
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
		others: [],
		needed: [
			"ajv",
			"ajv-formats",
			"awesome-phonenumber",
			"fastify",
			"kysely",
			"lomi-openapi",
			"negotiator",
			"pure-rand",
			"temporal-polyfill",
		],
		descriptions: ["openapi.json", "sandbox.json"],
	},
];

/** Where npm gets packages from on this machine. */
const registry = run("npm", ["config", "get", "registry"]).then(({ stdout }) =>
	stdout.trim(),
);

describe.each(PACKAGES)(
	"the $name",
	({ name, others, needed, descriptions }) => {
		const installed = installedPackage(name);
		const read = (file: string) =>
			readFileSync(join(installed.lomi, file), "utf8");
		/** Paths of its files, with slashes. */
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

		test("needs what it says, in one version, and runs nothing when it is installed", () => {
			const { dependencies } = installed.manifest;
			expect(Object.keys(dependencies)).toStrictEqual(needed);
			for (const version of Object.values(dependencies))
				expect(version).toMatch(/^\d+\.\d+\.\d+$/);
			for (const other of [
				"peerDependencies",
				"optionalDependencies",
				"bundleDependencies",
				"devDependencies",
				"scripts",
			])
				expect(installed.manifest).not.toHaveProperty(other);
		});

		test("has the description's version", () => {
			expect(installed.manifest).toMatchObject({ version, type: "module" });
		});

		test("holds the build, and what people read", () => {
			expect(files.filter((file) => !file.startsWith("dist/"))).toStrictEqual(
				["LICENSE", "README.md", "package.json", ...others].sort(),
			);
			expect(read("LICENSE")).toBe(readFileSync(`${ROOT}LICENSE`, "utf8"));
			expect(read("README.md")).toBe(
				readFileSync(`${ROOT}packages/${name}/README.md`, "utf8"),
			);
			const kinds = filesLike(/^dist\//).filter(
				(file) => !/\.(js|js\.map|d\.ts)$/.test(file),
			);
			expect(kinds).toStrictEqual(descriptions.map((file) => `dist/${file}`));
		});

		test("has a source map beside each module, with its sources", () => {
			// The bundler's own parts have none.
			const modules = filesLike(/^dist\/(?!_virtual\/).*\.js$/);
			expect(modules).toContain("dist/index.js");
			for (const file of modules) {
				const [, map] = /^\/\/# sourceMappingURL=(.+)$/m.exec(read(file)) ?? [];
				// A module that only exports what others have maps to nothing.
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
				// Nobody wrote the validators.
				expect(sources.length > 0).toBe(!file.includes("validators"));
				for (const [index, source] of sources.entries()) {
					const path = join(`packages/${name}`, dirname(file), source);
					// These are generated when the package is built.
					if (/response-validators|generated-folder/.test(path)) continue;
					expect(sourcesContent[index], path).toBe(
						readFileSync(ROOT + path, "utf8"),
					);
				}
			}
		});

		test("asks for nothing that isn't there and is no dependency", () => {
			const packages = new Set<string>();
			for (const file of filesLike(/\.(js|d\.ts)$/)) {
				const { importedFiles, referencedFiles, typeReferenceDirectives } =
					ts.preProcessFile(read(file));
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
			// `ajv/dist/2020.js` is of `ajv`; Node brings what it has itself.
			const names = [...packages]
				.filter((each) => !each.startsWith("node:"))
				.map((each) => each.split("/")[0]);
			expect([...new Set(names)].sort()).toStrictEqual(needed);
		});

		test("has no file that tells of the machine that made it", async () => {
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

		test("is nothing that publint has something to say about", async () => {
			const { buffer, byteOffset, length } = readFileSync(tarballOf(name));
			const { messages } = await publint({
				pack: { tarball: buffer.slice(byteOffset, byteOffset + length) },
				level: "suggestion",
				strict: true,
			});
			expect(messages).toStrictEqual([]);
		});

		test("has types that arethetypeswrong finds right, for a package that is ESM only by choice", async () => {
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
			// Both are what ESM only means: nothing for TypeScript's oldest resolution, and `import()` or `require` of ESM from CommonJS.
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

	test("each entry gives what its users need, and nothing of its insides", async () => {
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

	test("the client's page links to nothing that isn't packed", () => {
		const page = "README.md";
		const links = [...read(page).matchAll(/\]\(([^)#]+)/g)]
			.map(([, target = ""]) => target)
			.filter((target) => !target.startsWith("https://"));
		expect(links).not.toHaveLength(0);
		// npm shows what is above the package as the repository has it, by `repository.directory`.
		const { directory } = installed.manifest.repository;
		for (const link of links)
			expect(
				existsSync(join(installed.lomi, link)) ||
					(link.startsWith("../../") &&
						existsSync(join(ROOT, directory, link))),
				link,
			).toBe(true);
	});

	test("package.json can be resolved, as tools do", () => {
		const { resolve } = createRequire(join(installed.folder, "x.js"));
		for (const name of ["lomi-openapi", "lomi-sandbox"])
			expect(resolve(`${name}/package.json`)).toBe(
				join(installed.folder, "node_modules", name, "package.json"),
			);
	});

	test("npm put nothing there for it but what it needs", () => {
		// npm's own note of what it installed, and why.
		const { packages } = JSON.parse(
			readFileSync(
				join(installed.folder, "node_modules/.package-lock.json"),
				"utf8",
			),
		);
		/** The places of a package and of all that it needs, as Node finds them: from a place upwards. */
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

	test("bundlers may leave out what nobody imports", () => {
		expect(installed.manifest).toHaveProperty("sideEffects", false);
	});
});
