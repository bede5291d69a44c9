/** Preparing a package for `npm pack`: reproducible, and unchanged files if the code doesn't compile or the run is interrupted. */
import { execFile } from "node:child_process";
import {
	cp,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	realpath,
	rm,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preparePackage, restorePackage } from "../../packages/build/pack.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { copyProject } from "./packed.ts";

let temporary: string;
beforeAll(async () => {
	temporary = await realpath(await mkdtemp(join(tmpdir(), "lomi-build-")));
	await copyProject(join(temporary, "here"));
});
afterAll(() => rm(temporary, { recursive: true, force: true }));

const client = (project = "here") =>
	join(temporary, project, "packages/client");
const prepare = (project = "here") =>
	preparePackage(client(project), { root: `${join(temporary, project)}/` });
const manifest = () => readFile(join(client(), "package.json"), "utf8");

/** The files of a package with their content. */
async function files(folder: string): Promise<Record<string, string>> {
	const entries = await readdir(folder, {
		recursive: true,
		withFileTypes: true,
	});
	const paths = entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name));
	return Object.fromEntries(
		await Promise.all(
			paths.map(async (path) => [
				path.slice(folder.length + 1),
				await readFile(path, "latin1"),
			]),
		),
	);
}

test("package.json points to dist/ until it is restored, even after an interrupted run", async () => {
	const before = await files(client());
	await prepare();
	await writeFile(join(client(), "dist/stale.js"), "");
	await mkdir(join(client(), ".build-killed"));
	await prepare();
	const { exports, scripts, devDependencies } = JSON.parse(await manifest());
	// Without them, npm would not restore it the next time.
	expect(Object.keys(scripts)).toStrictEqual(["prepack", "postpack"]);
	expect(exports["."]).toStrictEqual({
		types: "./dist/index.d.ts",
		default: "./dist/index.js",
	});
	expect(devDependencies).toBeUndefined();
	await restorePackage(client());
	const all = Object.entries(await files(client()));
	expect(
		Object.fromEntries(all.filter(([name]) => !name.startsWith("dist/"))),
	).toStrictEqual(before);
	expect(all.map(([name]) => name)).not.toContain("dist/stale.js");
});

test("the build is reproducible in another folder", async () => {
	const first = await files(join(client(), "dist"));
	expect(first["response-validators.js"]).toContain("GET /customers 200");
	const other = "another, with a longer name/and deeper";
	await cp(join(temporary, "here"), join(temporary, other), {
		recursive: true,
		verbatimSymlinks: true,
	});
	await prepare(other);
	expect(await files(join(client(other), "dist"))).toStrictEqual(first);
});

test("a bundling error is reported with its location, and nothing changes", async () => {
	const before = await files(client());
	const file = join(client(), "webhooks.ts");
	const text = await readFile(file, "utf8");
	await writeFile(file, `export { wrong } from "./errors.ts";\n${text}`);
	const error = await prepare().catch((error: unknown) => error);
	expect(error).toMatchObject({ expose: true });
	expect((error as Error).message).toMatch(
		/"wrong" is not exported.*webhooks\.ts:1:10/s,
	);
	await writeFile(file, text);
	expect(await files(client())).toStrictEqual(before);
});

test("the command rejects an unpublished package with one sentence", async () => {
	const run = promisify(execFile)(
		process.execPath,
		[`${ROOT}scripts/pack.ts`],
		{
			cwd: `${ROOT}packages/mock`,
		},
	);
	await expect(run).rejects.toMatchObject({
		code: 1,
		stdout: "",
		stderr:
			"mock is not a published package. Run this in packages/client or packages/sandbox.\n",
	});
});
