/** `npm run contract`. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
	type CommandContext,
	CommandError,
	dim,
	dimError,
	exitCodeOf,
	readCommandLine,
} from "@lomi/cli";
import { type Description, readOperations } from "@lomi/spec";
import { readBundle } from "@lomi/spec/generated-files";
import { createSourceMap } from "@lomi/spec/load";
import { checkRecording } from "./har.ts";
import { CONTRACT, type ContractOptions, resolveOptions } from "./options.ts";
import { createProgress, type Progress } from "./report/progress.ts";
import { describeResult } from "./report/terminal.ts";
import { checkReports, writeReports } from "./report/write.ts";
import { isConclusive, type Result } from "./result.ts";
import { runContract } from "./run/run.ts";
import { readTarget } from "./target.ts";

/**
 * Runs the suite against a server, or checks a recording. When interrupted, it first deletes the resources that it created.
 *
 * @returns The exit code: 0 if every check passed, 1 if one failed, 2 if the run is inconclusive, or that of the signal if it was interrupted.
 * @throws {CommandError} If an option is invalid or the run can't start.
 */
export async function contractCommand(
	context: CommandContext,
): Promise<number> {
	const line = readCommandLine(context, CONTRACT);
	if (!line) return 0;
	const { root, cwd, stdout, stderr, console, signal } = context;
	const progress = createProgress(stderr);
	const announceCleanUp = () => {
		progress.clear();
		console.error(dimError("Stopping, after created resources are deleted."));
	};
	signal.addEventListener("abort", announceCleanUp, { once: true });
	try {
		const document = await readBundle(root);
		const options = resolveOptions(line.options, readOperations(document));
		await checkReports(options.reports, cwd);
		const result = await runChecks(context, document, options, progress);
		progress.clear();
		console.log(describeResult(result, stdout.columns));
		const written = await writeReports(options.reports, result, cwd);
		if (written.length > 0) console.log(dim(`\nWrote ${written.join(", ")}.`));
		return exitCode(result, signal);
	} finally {
		progress.clear();
		signal.removeEventListener("abort", announceCleanUp);
	}
}

async function runChecks(
	{ root, cwd, env, signal }: CommandContext,
	document: Description,
	options: ContractOptions,
	progress: Progress,
): Promise<Result> {
	const { har } = options;
	const locate = await createSourceMap(root);
	if (har !== undefined)
		return checkRecording(document, await readRecording(cwd, har), {
			...options,
			name: har,
			locate,
		});
	const target = readTarget(options, document, env);
	return runContract(document, {
		...options,
		...target,
		rate: options.rate ?? target.rate,
		mayWrite: !target.live || options.knowsLive,
		locate,
		onProgress: progress.show,
		signal,
	});
}

function readRecording(cwd: string, file: string): Promise<Uint8Array> {
	return readFile(resolve(cwd, file)).catch((error) => {
		throw new CommandError(
			`Can't read --har ${file}: ${error.code}. Name an existing file that you may read.`,
		);
	});
}

function exitCode(result: Result, signal: AbortSignal): number {
	if (signal.aborted && !result.complete) return exitCodeOf(signal);
	if (!isConclusive(result)) return 2;
	return result.failures.length > 0 ? 1 : 0;
}
