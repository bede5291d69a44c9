/** What the benches have in common: how long a process takes, the middle of some measurements, and a word on the way. */
import { spawnSync } from "node:child_process";
import { dimError } from "@lomi/cli";
import { QUIET_REDOCLY } from "../test/command-lines.ts";

/** Wall time of one process of this Node, in milliseconds. Throws where it fails: a failure is quick, and would look good. */
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

/** The middle one of some measurements; one slow run of a busy machine doesn't move it. */
export function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Shows how far it is, where somebody looks. Round 0 warms up. */
export function progress(round: number, rounds: number): void {
	const end = round === rounds ? "\n\n" : "";
	process.stderr.write(
		dimError(round === 0 ? "warm-up" : ` ${round}/${rounds}`) + end,
	);
}
