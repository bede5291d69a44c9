/** `npm run contract` in the test's process, in a temporary folder, without a terminal. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { contractCommand } from "../../../packages/contract/command.ts";
import { startCommand } from "../../command.ts";

/** Provides the command to the tests of one file. The folder is emptied after each test. */
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
		/** Runs it to completion. */
		run: (...args: string[]) => start(...args).ended,
	};
}
