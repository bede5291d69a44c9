/** What the benches have in common: how long a process takes, the middle of some measurements, and a word on the way. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { dimError } from "../scripts/terminal.ts";

const require = createRequire(import.meta.url);

/** The file that a package's command line starts with. */
export function commandLine(name: string, file: string): string {
	return join(dirname(require.resolve(`${name}/package.json`)), file);
}

export const redocly = commandLine("@redocly/cli", "bin/cli.js");

/** Wall time of one process of this Node, in milliseconds. Throws where it fails: a failure is quick, and would look good. */
export function time(args: string[], cwd: string): number {
	const start = performance.now();
	const { status, stderr } = spawnSync(process.execPath, args, {
		cwd,
		env: {
			...process.env,
			REDOCLY_TELEMETRY: "off",
			REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
		},
	});
	if (status !== 0) throw new Error(`${args.join(" ")} failed:\n${stderr}`);
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
