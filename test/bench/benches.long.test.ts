/** Each bench completes in a clean clone. The figures aren't checked, since the machine may be busy. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";

const run = promisify(execFile);
const PEERS = "bench/peers/node_modules";
/** Benches with peers that are not installed with the project. */
const NEED_PEERS = ["contract", "sandbox"];

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "lomi-bench-"));
	await cp(ROOT, folder, {
		recursive: true,
		filter: (source) =>
			!/^(\.git|.*\bnode_modules|dist|sandbox\/dist|docs-site\/dist)$/.test(
				source.slice(ROOT.length),
			),
	});
	for (const modules of [
		"node_modules",
		"packages/sandbox/node_modules",
		PEERS,
	])
		if (existsSync(ROOT + modules))
			await symlink(ROOT + modules, join(folder, modules));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
	["build", /^ratio \d+\.\d\d/m],
	["client", /^growth -?\d+ kB/m],
	["clock", /^ +20 subscriptions .* charges/m],
	["contract", /^Portman +[\d,]+ +[\d,]+ +[01]$/m],
	["dev", /^change shown in browser +\d+ ms$/m],
	["docs", /^redocly build-docs +\d+ ms/m],
	["payments", /^ +with 3 webhooks each, verified +\d+ per second$/m],
	["sandbox", /^creating one +[\d.]+ × prism's rate/m],
	["size", /^ratio \d+\.\d\d × stripe/m],
	["sizes", /^page 1,000 +\d+ +\d+ +\d+\.\d\d ×$/m],
	["speedups", /saves -?\d+ %$/m],
	["types", /^ratio \d+\.\d\d/m],
])("%s", async (name, measured) => {
	for (const made of ["dist", "packages/sandbox/dist", "docs-site/dist"])
		await rm(join(folder, made), { recursive: true, force: true });
	const ended = run(
		process.execPath,
		[join(folder, "bench/index.ts"), name, "--quick"],
		{ env: { ...process.env, NO_COLOR: "1" } },
	);
	if (NEED_PEERS.includes(name) && !existsSync(ROOT + PEERS))
		await expect(ended).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringMatching(
				/ not installed\. Run npm ci --prefix bench\/peers --ignore-scripts first\.\n$/,
			),
		});
	else expect((await ended).stdout).toMatch(measured);
});
