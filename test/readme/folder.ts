/** A folder in which readers' programs run: with the packages as this project has them, and nothing else of the project. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { ROOT } from "../../scripts/root.ts";

export interface Folder {
	path: string;
	/** Writes a file into it. */
	put(file: string, text: string): Promise<void>;
	/** Runs a program with Node, to its end. */
	run(...args: string[]): Promise<Ended>;
	/** Starts a program that goes on until it is stopped. */
	start(...args: string[]): Running;
}

export interface Ended {
	code: number | null;
	out: string;
	err: string;
}

export interface Running {
	/** Everything that it has said so far. */
	said(): string;
	/** Waits until it has said what fits, and gives the match. Throws where it ends first. */
	says(what: RegExp): Promise<RegExpExecArray>;
	stop(): Promise<Ended>;
	/** Waits until it ends by itself. */
	ended: Promise<Ended>;
}

/** The folder for the tests of one file: made before the first, removed after the last, with all that still runs in it. */
export function useFolder(): Folder {
	const folder = { path: "" } as Folder;
	const children = new Set<ChildProcess>();
	beforeAll(async () => {
		folder.path = await mkdtemp(join(tmpdir(), "lomi-readers-"));
		// `lomi-openapi` is this folder itself, as it is the project's own, and leads to what was packed for these tests.
		await cp(`${ROOT}package.json`, join(folder.path, "package.json"));
		for (const part of ["node_modules", "dist", "generated"])
			await symlink(ROOT + part, join(folder.path, part));
	});
	afterAll(async () => {
		for (const child of children) child.kill("SIGKILL");
		await rm(folder.path, { recursive: true, force: true });
	});
	folder.put = (file, text) => writeFile(join(folder.path, file), text);
	folder.start = (...args) => {
		const child = spawn(process.execPath, args, {
			cwd: folder.path,
			env: { ...process.env, NO_COLOR: "1" },
		});
		children.add(child);
		let out = "";
		let err = "";
		child.stdout.on("data", (chunk) => {
			out += chunk;
		});
		child.stderr.on("data", (chunk) => {
			err += chunk;
		});
		const ended = once(child, "close").then(([code]): Ended => {
			children.delete(child);
			return { code, out, err };
		});
		const said = () => out + err;
		return {
			said,
			says: (what) =>
				new Promise((resolve, reject) => {
					const look = () => {
						const match = what.exec(said());
						if (match) resolve(match);
					};
					child.stdout.on("data", look);
					child.stderr.on("data", look);
					look();
					ended.then(() =>
						reject(new Error(`It never said ${what}, but:\n${said()}`)),
					);
				}),
			stop: () => {
				child.kill();
				return ended;
			},
			ended,
		};
	};
	folder.run = (...args) => folder.start(...args).ended;
	return folder;
}
