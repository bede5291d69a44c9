/** How dist/ is made: the same bytes each time, in any folder, and nothing at all from code that doesn't compile. */
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../scripts/root.ts";
import { copyProject, type Project } from "../project.ts";
import { useInstalled } from "./install.ts";

const installed = { client: useInstalled(), sandbox: useInstalled("sandbox") };
let project: Project;
beforeAll(async () => {
	project = await copyProject();
	await cp(`${ROOT}tsconfig.json`, join(project.folder, "tsconfig.json"));
});
afterAll(() => project.remove());

/** A folder's files, each with its bytes as text. */
async function contents(folder: string): Promise<Record<string, string>> {
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
				path.slice(folder.length),
				await readFile(path, "latin1"),
			]),
		),
	);
}

const build = () => project.run("scripts/package.ts");
const dist = () => contents(join(project.folder, "dist"));

test("another folder gives the same bytes as the tarball holds", {
	timeout: 120_000,
}, async () => {
	const stale = join(project.folder, "dist/client/stale.js");
	await cp(join(project.folder, "dist/client/index.js"), stale);
	expect(await build()).toStrictEqual({ code: 0, out: "", err: "" });
	expect(await dist()).toStrictEqual(
		await contents(join(installed.client.lomi, "dist")),
	);

	expect(await project.run("scripts/package.ts", "sandbox")).toStrictEqual({
		code: 0,
		out: "",
		err: "",
	});
	expect(await contents(join(project.folder, "sandbox/dist"))).toStrictEqual(
		await contents(join(installed.sandbox.lomi, "dist")),
	);
});

test("a package that there isn't is refused in a sentence", async () => {
	expect(await project.run("scripts/package.ts", "mock")).toStrictEqual({
		code: 1,
		out: "",
		err: "There is no package in mock/. Name one of: sandbox.\n",
	});
});

test("a mistake is told with its place, and leaves dist/ as it was", async () => {
	const before = await dist();
	const file = join(project.folder, "client/log.ts");
	const text = await readFile(file, "utf8");
	await writeFile(file, `const wrong: number = "one";\n${text}`);
	const { code, out, err } = await build();
	expect(code).toBe(1);
	expect(out).toBe("");
	expect(err).toMatch(/^client\/log\.ts\(1,7\): error TS2322: /);
	// It is the person's own mistake, not one of the script.
	expect(err).not.toMatch(/^\s+at /m);
	expect(await dist()).toStrictEqual(before);
	expect(
		(await readdir(project.folder)).filter((name) => name.startsWith(".build")),
	).toStrictEqual([]);
});
