/** Runs a command in the test's process, with the test's folder, environment and streams. */
import { Writable } from "node:stream";
import { onTestFinished } from "vitest";
import {
	type Command,
	type CommandContext,
	createConsole,
	execute,
	type Output,
} from "../packages/cli/command.ts";
import { ROOT } from "../packages/spec/generated-files.ts";

/** The result of a command. */
export interface Ended {
	code: number | null;
	out: string;
	err: string;
}

/** A command that runs until it is stopped. */
export interface Running {
	/** The output so far. */
	said(): string;
	/** Waits until the output matches, and returns the match. Throws if the command ends first. */
	says(what: RegExp): Promise<RegExpExecArray>;
	/** Stops it, and waits until it has ended. */
	stop(signal?: NodeJS.Signals): Promise<Ended>;
	/** Waits until it ends. */
	ended: Promise<Ended>;
}

/** Collects output and waits for it. */
export function createTranscript() {
	const texts = { out: "", err: "" };
	/** Both streams, in order. */
	let all = "";
	const waiting = new Set<() => void>();
	const told = () => {
		for (const look of waiting) look();
	};
	const take = (stream: keyof typeof texts) => (text: string) => {
		texts[stream] += text;
		all += text;
		told();
	};
	return {
		out: take("out"),
		err: take("err"),
		texts: () => ({ ...texts }),
		said: () => all,
		/** Rejects pending waits when the command has ended. */
		end: told,
		says(what: RegExp, hasEnded: () => boolean): Promise<RegExpExecArray> {
			return new Promise((resolve, reject) => {
				const look = () => {
					const match = what.exec(all);
					if (!match && !hasEnded()) return;
					waiting.delete(look);
					if (match) resolve(match);
					else reject(new Error(`It never said ${what}, but:\n${all}`));
				};
				waiting.add(look);
				look();
			});
		},
	};
}

/** Options of a command in a test. */
export type Setting = Partial<Pick<CommandContext, "root" | "cwd" | "env">> & {
	/** The exit code if the command throws. */
	failure?: number;
	/** True if the caller stops it, because it outlives the test or was started outside of one. */
	kept?: boolean;
};

/** Starts a command. It is stopped at the end of the test. */
export function startCommand(
	command: Command,
	args: string[],
	{ root = ROOT, cwd = root, env = {}, failure = 1, kept }: Setting = {},
): Running {
	const transcript = createTranscript();
	const stream = (take: (text: string) => void) =>
		new Writable({
			decodeStrings: false,
			write(chunk, _encoding, done) {
				take(String(chunk));
				done();
			},
		}) as unknown as Output;
	const [stdout, stderr] = [stream(transcript.out), stream(transcript.err)];
	const ending = new AbortController();
	let over = false;
	const ended = execute(
		command,
		{
			...{ args, root, cwd, env, stdout, stderr },
			console: createConsole(stdout, stderr),
			signal: ending.signal,
		},
		failure,
	).then((code): Ended => {
		over = true;
		transcript.end();
		return { code, ...transcript.texts() };
	});
	const stop = (signal: NodeJS.Signals = "SIGTERM") => {
		ending.abort(signal);
		return ended;
	};
	if (!kept)
		onTestFinished(async () => {
			await stop();
		});
	return {
		said: transcript.said,
		says: (what) => transcript.says(what, () => over),
		stop,
		ended,
	};
}

/** Runs a command until it ends. */
export function run(
	command: Command,
	args: string[],
	setting?: Setting,
): Promise<Ended> {
	return startCommand(command, args, setting).ended;
}
