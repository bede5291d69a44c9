/** A command as a process of its own, for what only a process has: that it starts, what is on its streams, how it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { ROOT } from "../scripts/root.ts";
import { createTranscript, type Running } from "./command.ts";

/**
 * Starts a script of the project, by its path there. What still runs at the end of the test is killed then.
 *
 * @param options.env Besides what the tests have; no colours are asked for.
 */
export function startProcess(
	script: string,
	args: string[] = [],
	{ cwd = ROOT, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Running & { child: ChildProcess } {
	const { LOMI_API_KEY, LOMI_API_URL, FORCE_COLOR, ...inherited } = process.env;
	const child = spawn(process.execPath, [`${ROOT}${script}`, ...args], {
		cwd,
		env: { ...inherited, ...env, NO_COLOR: "1" },
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
	onTestFinished(() => void child.kill("SIGKILL"));
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
