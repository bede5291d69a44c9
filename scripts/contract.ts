/**
 * `npm run contract -- --url http://127.0.0.1:4010/v1 --key lomi_sk_test_…`: holds a server against the description; with `--har`, a
 * recording. contract/README.md has the options. Ends with 0 where it holds, 1 where it differs, 2 where that could not be told, and with
 * 130 where somebody ended it.
 */
import { readFile } from "node:fs/promises";
import { constants } from "node:os";
import { checkRecording } from "../contract/har.ts";
import {
	type ContractOptions,
	readContractOptions,
} from "../contract/options.ts";
import { createProgress } from "../contract/report/progress.ts";
import { describeResult } from "../contract/report/terminal.ts";
import { checkReports, writeReports } from "../contract/report/write.ts";
import { canTell, type Result } from "../contract/result.ts";
import { runContract } from "../contract/run.ts";
import { readTarget } from "../contract/target.ts";
import { type Description, readOperations } from "../description/operations.ts";
import { createLocate } from "./places.ts";
import { readBundle } from "./root.ts";
import { CommandError, dim, dimError, fail } from "./terminal.ts";

const progress = createProgress(process.stderr);
const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
	process.on(signal, () => {
		if (ending.signal.aborted) return;
		progress.clear();
		console.error(dimError("Ending, once what was made is deleted."));
		ending.abort(signal);
	});

try {
	const document = await readBundle();
	const options = readContractOptions(
		process.argv.slice(2),
		readOperations(document),
	);
	await checkReports(options.reports);
	const result = await look(document, options);
	progress.clear();
	console.log(describeResult(result, process.stdout.columns));
	const written = await writeReports(options.reports, result);
	if (written.length > 0) console.log(dim(`\nWrote ${written.join(", ")}.`));
	process.exitCode = exitCode(result);
} catch (error) {
	progress.clear();
	fail(error, 2);
}

async function look(
	document: Description,
	options: ContractOptions,
): Promise<Result> {
	const { har } = options;
	if (har !== undefined)
		return checkRecording(document, await readRecording(har), {
			...options,
			name: har,
			locate: await createLocate(),
		});
	const target = readTarget(options, document);
	return runContract(document, {
		...options,
		...target,
		rate: options.rate ?? target.rate,
		mayWrite: !target.live || options.knowsLive,
		locate: await createLocate(),
		onProgress: progress.show,
		signal: ending.signal,
	});
}

function readRecording(file: string): Promise<string> {
	return readFile(file, "utf8").catch((error) => {
		throw new CommandError(
			`Can't read --har ${file}: ${error.code}. Name a file that is there and yours to read.`,
		);
	});
}

function exitCode(result: Result): number {
	if (ending.signal.aborted && !result.complete)
		return 128 + constants.signals[ending.signal.reason as NodeJS.Signals];
	if (!canTell(result)) return 2;
	return result.failures.length > 0 ? 1 : 0;
}
