/** Commands are functions that receive everything they depend on, so that tests can call them in their own process. */
import { Console } from "node:console";
import type { EventEmitter } from "node:events";
import { constants } from "node:os";
import { watchPackageManager } from "./package-manager.ts";
import { describeFailure } from "./terminal.ts";

/** A stream that a command prints to. */
export type Output = Pick<
	NodeJS.WriteStream,
	"write" | "isTTY" | "columns" | "on"
>;

/** What a command depends on. */
export interface CommandContext {
	/** The arguments after the command's name. */
	args: string[];
	/** The project folder, with a trailing slash. */
	root: string;
	/** The folder that file names on the command line are relative to. */
	cwd: string;
	env: NodeJS.ProcessEnv;
	stdout: Output;
	stderr: Output;
	/** Prints to `stdout` and `stderr`. */
	console: Pick<Console, "log" | "error">;
	/** Aborted when the command should stop. The reason is the name of the process signal, such as `SIGINT`. */
	signal: AbortSignal;
}

/**
 * Returns the exit code; undefined is 0.
 *
 * @throws {CommandError} With a message that says what went wrong and how to fix it.
 */
export type Command = (
	context: CommandContext,
) => Promise<number> | Promise<void>;

export function createConsole(
	stdout: Output,
	stderr: Output,
): CommandContext["console"] {
	return new Console(
		stdout as NodeJS.WriteStream,
		stderr as NodeJS.WriteStream,
	);
}

/**
 * Runs a command and prints the error that it throws, without a stack trace if it is a {@link CommandError}.
 *
 * @param failure The exit code if the command throws.
 * @returns The exit code.
 */
export async function execute(
	command: Command,
	context: CommandContext,
	failure = 1,
): Promise<number> {
	try {
		return (await command(context)) ?? 0;
	} catch (error) {
		const { signal } = context;
		// The user stopped the command: nothing to report.
		if (signal.aborted && error === signal.reason) return exitCodeOf(signal);
		context.console.error(describeFailure(error));
		return failure;
	}
}

/** The exit code of a command that was interrupted by a signal: 130 for SIGINT. */
export function exitCodeOf({ reason }: AbortSignal): number {
	return 128 + constants.signals[reason as NodeJS.Signals];
}

/** Milliseconds within which a second signal is ignored: npm forwards a signal that the terminal has already sent. */
const REPEATED_WITHIN = 500;

/**
 * Handles SIGINT, SIGTERM and SIGHUP: the first one starts a graceful shutdown, a later one exits at once.
 *
 * @param from Emits the process signals.
 * @param exit Ends the process.
 * @param now A monotonic clock, in milliseconds.
 * @returns Aborted by the first process signal, with its name as the reason.
 */
export function endOnSignals(
	from: Pick<EventEmitter, "on">,
	exit: (code: number) => void,
	now: () => number = () => performance.now(),
): AbortSignal {
	const ending = new AbortController();
	let since = 0;
	for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
		from.on(name, () => {
			if (!ending.signal.aborted) {
				since = now();
				ending.abort(name);
			} else if (now() - since > REPEATED_WITHIN)
				exit(exitCodeOf(ending.signal));
		});
	return ending.signal;
}

/** Waits for work that can't be interrupted, and rejects if the signal is aborted first. */
export function unlessEnded<Result>(
	signal: AbortSignal,
	work: Promise<Result>,
): Promise<Result> {
	return new Promise((resolve, reject) => {
		const end = () => reject(signal.reason);
		if (signal.aborted) end();
		signal.addEventListener("abort", end, { once: true });
		work
			.then(resolve, reject)
			.finally(() => signal.removeEventListener("abort", end));
	});
}

/** How to run a command as a process. */
export interface ProcessOptions {
	/** The project folder, with a trailing slash. Defaults to the current folder. */
	root?: string;
	/** The exit code if the command throws. Defaults to 1. */
	failure?: number;
	/** The command's arguments. Defaults to those after the script. */
	args?: string[];
}

/**
 * Runs a command in this process, then exits. SIGINT, SIGTERM and SIGHUP shut it down gracefully; a second one exits at once. The end of the
 * package manager that started it is a SIGTERM.
 */
export async function runCommand(
	command: Command,
	{
		failure,
		root = `${process.cwd()}/`,
		args = process.argv.slice(2),
	}: ProcessOptions = {},
): Promise<void> {
	const signal = endOnSignals(process, process.exit);
	const { stdout, stderr, env } = process;
	watchPackageManager(env, signal, () => process.emit("SIGTERM", "SIGTERM"));
	const code = await execute(
		command,
		{
			args,
			root,
			cwd: process.cwd(),
			env,
			stdout,
			stderr,
			console: createConsole(stdout, stderr),
			signal,
		},
		failure,
	);
	// Exiting now would truncate output to a pipe.
	await Promise.all(
		[stdout, stderr].map(
			(stream) => new Promise((resolve) => stream.write("", resolve)),
		),
	);
	process.exit(code);
}
