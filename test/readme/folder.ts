/** A folder to run readers' programs in, with the packed packages installed, and nothing else of the project. */
import {
	mkdir,
	mkdtemp,
	readdir,
	realpath,
	rm,
	symlink,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import type { Ended } from "../command.ts";
import { type RunningProcess, startNode } from "../process.ts";

/** The packages of this project. */
const PACKAGES = ["lomi-openapi", "lomi-sandbox"];

export interface Folder {
	path: string;
	/** Writes a file. */
	put(file: string, text: string): Promise<void>;
	/** Runs a program with Node until it ends. */
	run(...args: string[]): Promise<Ended>;
	/** Starts a program that runs until it is stopped. */
	start(...args: string[]): RunningProcess;
}

/**
 * Creates the folder for the tests of one file. Afterwards, removes it and stops its programs.
 *
 * @param flags Node options before the program.
 */
export function useFolder(...flags: string[]): Folder {
	const folder = { path: "" } as Folder;
	const started: RunningProcess[] = [];
	beforeAll(async () => {
		folder.path = await realpath(
			await mkdtemp(join(tmpdir(), "lomi-readers-")),
		);
		await folder.put("package.json", '{ "private": true, "type": "module" }');
		// Other packages that readers use are linked.
		const modules = join(folder.path, "node_modules");
		await mkdir(modules);
		const others = await readdir(`${ROOT}node_modules`);
		for (const name of others.filter((each) => !PACKAGES.includes(each)))
			await symlink(`${ROOT}node_modules/${name}`, join(modules, name));
		for (const name of PACKAGES)
			await symlink(
				join(inject("installed"), "node_modules", name),
				join(modules, name),
			);
	});
	afterAll(async () => {
		for (const { child } of started) child.kill("SIGKILL");
		await rm(folder.path, { recursive: true, force: true });
	});
	folder.put = (file, text) => writeFile(join(folder.path, file), text);
	folder.start = (...args) => {
		const running = startNode([...flags, ...args], { cwd: folder.path });
		started.push(running);
		return running;
	};
	folder.run = (...args) => folder.start(...args).ended;
	return folder;
}
