/** `npm run contract` in the test's own process, in a folder of its own, without a terminal. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { contractCommand } from "../../packages/contract/command.ts";
import { startCommand } from "../command.ts";

/** Gives the command to the tests of one file. What a test leaves in the folder is gone before the next. */
export function useCommand() {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "lomi-contract-"));
	});
	afterEach(async () => {
		for (const file of await readdir(folder)) await rm(join(folder, file));
	});
	afterAll(() => rm(folder, { recursive: true }));

	const start = (...args: string[]) =>
		startCommand(contractCommand, args, { cwd: folder, failure: 2 });
	return {
		folder: () => folder,
		start,
		/** Runs it to its end. */
		run: (...args: string[]) => start(...args).ended,
	};
}
