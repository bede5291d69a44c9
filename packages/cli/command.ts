/** What every command has in common: it is a function, given all that it has to do with, so that a test can call it in its own process. */
import { Console } from "node:console";
import type { EventEmitter } from "node:events";
import { constants } from "node:os";
import { describeFailure } from "./terminal.ts";

/** A stream that a command prints to. */
export type Output = Pick<
	NodeJS.WriteStream,
	"write" | "isTTY" | "columns" | "on"
>;

/** What a command is given. */
export interface CommandContext {
	/** The words after its name. */
	args: string[];
	/** The project's folder, with a slash at its end. */
	root: string;
	/** The folder that file names on the command line are relative to. */
	cwd: string;
	env: NodeJS.ProcessEnv;
	stdout: Output;
	stderr: Output;
	/** Prints to both. */
	console: Pick<Console, "log" | "error">;
	/** Aborted when the command is to end. Its reason is the name of the signal, such as `SIGINT`. */
	signal: AbortSignal;
}

/**
 * Runs to its end and returns the exit code; nothing is 0.
 *
 * @throws {CommandError} With a message that says what went wrong, and what to do.
 */
export type Command = (
	context: CommandContext,
) => Promise<number> | Promise<void>;

/** Prints to two streams. */
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
 * Runs a command and prints what it throws, without a stack trace where a person can fix it.
 *
 * @param failure The exit code of a command that throws.
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
		// Whoever ends a command knows why it stopped.
		if (signal.aborted && error === signal.reason) return exitCodeOf(signal);
		context.console.error(describeFailure(error));
		return failure;
	}
}

/** The exit code of a command that a signal ended before it was done: 130 for SIGINT. */
export function exitCodeOf({ reason }: AbortSignal): number {
	return 128 + constants.signals[reason as NodeJS.Signals];
}

/** Milliseconds within which a second signal counts as the first: npm forwards what the terminal has already sent. */
const REPEATED_WITHIN = 500;

/**
 * Ends a command on a signal: the first asks it to finish in order, a later one exits at once.
 *
 * @param from Where signals come from.
 * @param exit Ends the process.
 * @param now Milliseconds since some moment.
 * @returns A signal that the first one aborts, with its name as the reason.
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

/** Waits for work that can't be interrupted, but no longer than until the command is to end. */
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

/** How a command runs as a process. */
export interface ProcessOptions {
	/** The project's folder, with a slash at its end. Default: the current folder. */
	root?: string;
	/** The exit code of a command that throws; 1 when left out. */
	failure?: number;
	/** The command's words; what stands after the script when left out. */
	args?: string[];
}

/** Runs a command as this process, which ends with it. SIGINT, SIGTERM and SIGHUP end it in order; a second one later ends it at once. */
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
	// A pipe takes what was printed only by and by.
	await Promise.all(
		[stdout, stderr].map(
			(stream) => new Promise((resolve) => stream.write("", resolve)),
		),
	);
	process.exit(code);
}
