/** A command, run in the test's own process: with a folder, an environment and streams of the test's. */
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

/** What a command came to. */
export interface Ended {
	code: number | null;
	out: string;
	err: string;
}

/** A command that goes on until it is stopped. */
export interface Running {
	/** Everything that it has said so far. */
	said(): string;
	/** Waits until it has said what fits, and gives the match. Throws where it ends first. */
	says(what: RegExp): Promise<RegExpExecArray>;
	/** Asks it to end, and waits until it has. */
	stop(signal?: NodeJS.Signals): Promise<Ended>;
	/** Waits until it ends by itself. */
	ended: Promise<Ended>;
}

/** Collects what is written, and lets somebody wait for it. */
export function createTranscript() {
	const texts = { out: "", err: "" };
	/** Both, in the order in which they were said. */
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
		/** Lets those go who wait for something that will never be said. */
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

/** What a test can say of how its command runs. */
export type Setting = Partial<Pick<CommandContext, "root" | "cwd" | "env">> & {
	/** The exit code of a command that throws. */
	failure?: number;
	/** True for one that goes on after the test, or that no test has started: whoever starts it stops it. */
	kept?: boolean;
};

/** Starts a command. What still runs at the end of the test is stopped then. */
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

/** Runs a command to its end. */
export function run(
	command: Command,
	args: string[],
	setting?: Setting,
): Promise<Ended> {
	return startCommand(command, args, setting).ended;
}
