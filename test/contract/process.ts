/** `npm run contract` as a process, in a folder of its own, without a terminal. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { ROOT } from "../../scripts/root.ts";

/** Gives the command to the tests of one file. What a test leaves in the folder is gone before the next. */
export function useCommand() {
	const children = new Set<ChildProcess>();
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "lomi-contract-"));
	});
	afterEach(async () => {
		for (const file of await readdir(folder)) await rm(join(folder, file));
	});
	afterAll(async () => {
		for (const child of children) child.kill("SIGKILL");
		await rm(folder, { recursive: true });
	});

	function start(...args: string[]) {
		const { LOMI_API_KEY, LOMI_API_URL, FORCE_COLOR, NO_COLOR, ...env } =
			process.env;
		const child = spawn(
			process.execPath,
			[`${ROOT}scripts/contract.ts`, ...args],
			{ cwd: folder, env },
		);
		children.add(child);
		let out = "";
		let err = "";
		child.stdout.on("data", (chunk) => {
			out += chunk;
		});
		child.stderr.on("data", (chunk) => {
			err += chunk;
		});
		const ended = once(child, "close").then(([code]) => {
			children.delete(child);
			return { code: code as number, out, err };
		});
		return { child, ended };
	}

	return {
		folder: () => folder,
		start,
		/** Runs it to its end. */
		run: (...args: string[]) => start(...args).ended,
	};
}
