/** `lomi-sandbox open`: opens the inspector, or says why it can't. */
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxCommand } from "../../packages/sandbox/cli/index.ts";
import { controlDocument } from "../bundle.ts";
import { run } from "../command.ts";
import { useSandbox } from "../sandbox/setup/sandbox.ts";

const sandbox = useSandbox({ control: controlDocument });
const without = useSandbox({ control: controlDocument, inspector: false });

/** A folder with a browser that writes down what it is to open. */
let folder: string;
const opener = process.platform === "darwin" ? "open" : "xdg-open";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "lomi-open-"));
	const file = join(folder, opener);
	await writeFile(file, `#!/bin/sh\nprintf %s "$1" > "${folder}/opened"\n`);
	await chmod(file, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

const open = (url: string, path = `${folder}:${process.env.PATH}`) =>
	run(sandboxCommand, ["open", "--url", url], {
		env: { ...process.env, PATH: path },
	});

describe.skipIf(process.platform === "win32")("lomi-sandbox open", () => {
	test.each(["", "/v1"])(
		"opens the page of a sandbox at its address%s",
		async (path) => {
			const page = `${sandbox.origin}/`;
			expect(await open(sandbox.origin + path)).toStrictEqual({
				code: 0,
				out: `${page}\n`,
				err: "",
			});
			expect(await readFile(join(folder, "opened"), "utf8")).toBe(page);
		},
	);

	test("prints the address where there is no browser", async () => {
		expect(await open(sandbox.origin, "/nowhere")).toMatchObject({
			code: 1,
			err: `No browser could be opened: there is no ${opener}. Open ${sandbox.origin}/ yourself.\n`,
		});
	});

	test("says that there is no sandbox, or no inspector", async () => {
		expect((await open("http://127.0.0.1:1")).err).toContain(
			"No sandbox answers at http://127.0.0.1:1.",
		);
		expect((await open(without.origin)).err).toBe(
			`The sandbox at ${without.origin} has no inspector: it was started with --no-inspector.\n`,
		);
	});
});
