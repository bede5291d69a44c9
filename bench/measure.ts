/** Shared by the benches: timing a process, medians, progress output. */
import { spawnSync } from "node:child_process";
import { dimError } from "@lomi/cli";
import { QUIET_REDOCLY } from "../test/command-lines.ts";

/** Wall time of one Node process, in milliseconds. Throws if it fails: a failure is fast, and would look good. */
export function time(args: string[], cwd: string): number {
	const start = performance.now();
	const { status, stdout, stderr } = spawnSync(process.execPath, args, {
		cwd,
		env: QUIET_REDOCLY,
	});
	if (status !== 0)
		throw new Error(`${args.join(" ")} failed:\n${stdout}${stderr}`);
	return performance.now() - start;
}

/** The median, which is robust against a slow run on a busy machine. */
export function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Prints the progress on a terminal. Round 0 is the warm-up. */
export function progress(round: number, rounds: number): void {
	const end = round === rounds ? "\n\n" : "";
	process.stderr.write(
		dimError(round === 0 ? "warm-up" : ` ${round}/${rounds}`) + end,
	);
}
