/** Writes the report files atomically. */
import { realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { CommandError } from "@lomi/cli";
import type { Result } from "../result.ts";

/** The formatters, which are loaded on demand. */
const KINDS = {
	junit: async () => (await import("./junit.ts")).junitReport,
	json: async () => (await import("./json.ts")).jsonReport,
	html: async () => (await import("./html.ts")).htmlReport,
} satisfies Record<string, () => Promise<(result: Result) => string>>;

/** File names by kind of report. */
export type ReportFiles = { [Kind in keyof typeof KINDS]?: string };

/**
 * Checks before a run, which may take hours, that the reports can be written after it. Existing files are left as they are.
 *
 * @param cwd The folder that the file names are relative to.
 * @throws {CommandError} If a file can't be written.
 */
export async function checkReports(
	files: ReportFiles,
	cwd = process.cwd(),
): Promise<void> {
	const seen = new Map<string, string>();
	for (const [kind, file] of entriesOf(files)) {
		const other = seen.get(file);
		if (other)
			throw new CommandError(
				`--${other} and --${kind} must be different files, not both ${file}.`,
			);
		seen.set(file, kind);
		await explainErrors(kind, file, async () => {
			const { path, isFile } = await resolveTarget(resolve(cwd, file));
			if (!isFile) return;
			await writeFile(temporaryFile(path), "");
			await rm(temporaryFile(path));
		});
	}
}

/**
 * Writes the reports.
 *
 * @returns The file names.
 * @throws {CommandError} If a file can't be written.
 */
export async function writeReports(
	files: ReportFiles,
	result: Result,
	cwd = process.cwd(),
): Promise<string[]> {
	for (const [kind, file] of entriesOf(files)) {
		const report = await KINDS[kind]();
		await explainErrors(kind, file, async () => {
			const { path, isFile } = await resolveTarget(resolve(cwd, file));
			if (!isFile) return writeFile(path, report(result));
			try {
				await writeFile(temporaryFile(path), report(result));
				await rename(temporaryFile(path), path);
			} catch (error) {
				await rm(temporaryFile(path), { force: true });
				throw error;
			}
		});
	}
	return entriesOf(files).map(([, file]) => file);
}

function entriesOf(files: ReportFiles): [keyof typeof KINDS, string][] {
	return Object.entries(files) as [keyof typeof KINDS, string][];
}

/** Follows symbolic links. Also returns whether the target is a regular file, or will be one: a pipe, such as /dev/stdout, can't be renamed to. */
async function resolveTarget(
	file: string,
): Promise<{ path: string; isFile: boolean }> {
	const there = await stat(file).catch((error) => {
		if (error.code !== "ENOENT") throw error;
	});
	if (there?.isDirectory())
		throw Object.assign(new Error(), { code: "EISDIR" });
	const isFile = !there || there.isFile();
	return { path: there && isFile ? await realpath(file) : file, isFile };
}

/** A name in the same folder, so that the file can be renamed in one step. */
function temporaryFile(file: string): string {
	return `${file}.${process.pid}.tmp`;
}

async function explainErrors(
	kind: string,
	file: string,
	write: () => Promise<void>,
): Promise<void> {
	await write().catch((error) => {
		throw new CommandError(
			`Can't write --${kind} ${file}: ${reason(error, file)}`,
		);
	});
}

function reason({ code, message }: NodeJS.ErrnoException, file: string) {
	const folder = dirname(file);
	switch (code) {
		case "ENOENT":
		case "ENOTDIR":
			return `the folder ${folder} doesn't exist. Create it first.`;
		case "EISDIR":
			return "it is a folder. Name a file in it.";
		case "EACCES":
		case "EPERM":
		case "EROFS":
			return `no permission to write to ${folder}. Choose another folder.`;
		case "ENOSPC":
			return "the disk is full. Free some space and try again.";
		default:
			return `${message}.`;
	}
}
