/** How a dist/ is made: the same bytes in any folder, and nothing at all from code that doesn't compile. On a project of three files, which has each kind of thing that goes into a package. */
import { execFile } from "node:child_process";
import {
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	realpath,
	rm,
	symlink,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
	buildPackage,
	copyFromProject,
	type Packages,
	writeValidators,
} from "../../packages/build/pack.ts";
import { CommandError } from "../../packages/cli/terminal.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";

const PACKAGES: Packages = {
	"": {
		target: "es2022",
		others: {
			"generated/schema.d.ts": copyFromProject,
			"packages/client/response-validators.js": writeValidators,
		},
		bundled: { name: "kysely", entries: ["kysely", "kysely/migration"] },
	},
};

const EXPORTS = {
	".": {
		types: "./dist/packages/client/index.d.ts",
		default: "./dist/packages/client/index.js",
	},
};
const SCHEMA = { type: "object", properties: { name: { type: "string" } } };
const DESCRIPTION = {
	openapi: "3.1.0",
	info: { title: "Things", version: "1.0.0" },
	servers: [{ url: "https://things.example" }],
	tags: [{ name: "Things" }],
	paths: {
		"/things": {
			get: {
				operationId: "listThings",
				tags: ["Things"],
				responses: {
					200: {
						description: "All of them.",
						content: {
							"application/json": {
								schema: { $ref: "#/components/schemas/Thing" },
							},
						},
					},
				},
			},
		},
	},
	components: { schemas: { Thing: SCHEMA } },
};
const FILES = {
	"package.json": JSON.stringify({ type: "module", exports: EXPORTS }),
	"tsconfig.json": JSON.stringify({
		compilerOptions: {
			...{ target: "es2024", lib: ["es2024"], types: [] },
			// Its own types are large.
			paths: {
				kysely: ["./kysely.d.ts"],
				"kysely/migration": ["./kysely.d.ts"],
			},
			...{ module: "nodenext", strict: true, skipLibCheck: true },
			...{ allowImportingTsExtensions: true, noEmit: true },
		},
	}),
	"packages/client/index.ts": `import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import type { Thing } from "../generated/schema.ts";
import { validators } from "./response-validators.ts";
export const isThing = (value: unknown): value is Thing => Object.values(validators).length > 0 && value !== sql && value !== Migrator;
`,
	"packages/client/response-validators.ts":
		"export const validators: Record<string, unknown> = {};",
	"kysely.d.ts": "export const sql: unknown; export const Migrator: unknown;",
	"generated/schema.d.ts": "export interface Thing { name?: string }",
	"generated/openapi.json": JSON.stringify(DESCRIPTION),
};

let temporary: string;
let here: string;
beforeAll(async () => {
	temporary = await realpath(await mkdtemp(join(tmpdir(), "lomi-build-")));
	here = await makeProject("here");
});
afterAll(() => rm(temporary, { recursive: true, force: true }));

async function makeProject(name: string): Promise<string> {
	const root = join(temporary, name);
	for (const folder of ["packages", "generated"])
		await mkdir(join(root, folder), { recursive: true });
	for (const [file, text] of Object.entries(FILES))
		await writeFile(join(root, file), text);
	await symlink(`${ROOT}node_modules`, join(root, "node_modules"));
	return root;
}

const build = (root: string) => buildPackage("", { root, packages: PACKAGES });

/** The files of a dist/, each with its bytes as text. */
async function dist(root: string): Promise<Record<string, string>> {
	const entries = await readdir(join(root, "dist"), {
		recursive: true,
		withFileTypes: true,
	});
	const paths = entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name));
	return Object.fromEntries(
		await Promise.all(
			paths.map(async (path) => [
				path.slice(join(root, "dist/").length),
				await readFile(path, "latin1"),
			]),
		),
	);
}

test("another folder gives the same bytes, and what was there before is gone", async () => {
	await mkdir(join(here, "dist"));
	await writeFile(join(here, "dist/stale.js"), "");
	await build(here);
	const files = await dist(here);
	expect(Object.keys(files).sort()).toStrictEqual([
		"bundled/kysely.js",
		"bundled/kysely/migration.js",
		"bundled/shared.js",
		"packages/client/index.d.ts",
		"packages/client/index.js",
		"packages/client/index.js.map",
		"packages/client/response-validators.js",
		"generated/schema.d.ts",
	]);
	expect(files["packages/client/response-validators.js"]).toContain(
		"GET /things 200",
	);
	const there = await makeProject("another, with a longer name/and deeper");
	await build(there);
	expect(await dist(there)).toStrictEqual(files);
});

test("a mistake is reported with its place, and leaves dist/ as it was", async () => {
	const before = await dist(here);
	const file = join(here, "packages/client/index.ts");
	await writeFile(
		file,
		`const wrong: number = "one";\n${FILES["packages/client/index.ts"]}`,
	);
	const error = await build(here).catch((error: unknown) => error);
	// One that the script tells without a stack trace.
	expect(error).toBeInstanceOf(CommandError);
	expect((error as Error).message).toMatch(
		/^client\/index\.ts\(1,7\): error TS2322: /,
	);
	expect(await dist(here)).toStrictEqual(before);
	expect(
		(await readdir(here)).filter((name) => name.startsWith(".build")),
	).toStrictEqual([]);
});

test("as a command, it refuses a package that there isn't in a sentence", async () => {
	const run = promisify(execFile)(process.execPath, [
		`${ROOT}packages/build/package.ts`,
		"mock",
	]);
	await expect(run).rejects.toMatchObject({
		code: 1,
		stdout: "",
		stderr: "There is no package in mock/. Name one of: sandbox.\n",
	});
});
