/** Runs programs and commands as processes, for tests of start-up, streams and exit. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { ROOT } from "../packages/spec/generated-files.ts";
import { createTranscript, type Running } from "./command.ts";

export interface RunningProcess extends Running {
	child: ChildProcess;
}

/** Starts Node with these arguments, without colours. The caller stops it. */
export function startNode(
	args: string[],
	{ cwd, env = process.env }: { cwd: string; env?: NodeJS.ProcessEnv },
): RunningProcess {
	const child = spawn(process.execPath, args, {
		cwd,
		env: { ...env, NO_COLOR: "1" },
	});
	const transcript = createTranscript();
	child.stdout.setEncoding("utf8").on("data", transcript.out);
	child.stderr.setEncoding("utf8").on("data", transcript.err);
	let over = false;
	const ended = once(child, "close").then(([code]) => {
		over = true;
		transcript.end();
		return { code: code as number | null, ...transcript.texts() };
	});
	return {
		child,
		said: transcript.said,
		says: (what) => transcript.says(what, () => over),
		stop(signal = "SIGTERM") {
			child.kill(signal);
			return ended;
		},
		ended,
	};
}

/**
 * Starts a script of the project, by its relative path. It is killed at the end of the test.
 *
 * @param options.env Added to the environment of the tests.
 */
export function startProcess(
	script: string,
	args: string[] = [],
	{ cwd = ROOT, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): RunningProcess {
	const { LOMI_API_KEY, LOMI_API_URL, FORCE_COLOR, ...inherited } = process.env;
	const started = startNode([`${ROOT}${script}`, ...args], {
		cwd,
		env: { ...inherited, ...env },
	});
	onTestFinished(() => void started.child.kill("SIGKILL"));
	return started;
}
