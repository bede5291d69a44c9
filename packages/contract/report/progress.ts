/** The progress of a run: a bar on a terminal, or a line now and then in a log. */
import { dimError } from "@lomi/cli";
import type { PhaseName } from "../result.ts";
import type { ProgressUpdate } from "../run/settings.ts";
import { formatCount } from "./text.ts";

export interface Progress {
	show(update: ProgressUpdate): void;
	/** Erases the bar. */
	clear(): void;
}

/** The part of a stream that is used. */
export type OutputStream = Pick<
	NodeJS.WriteStream,
	"isTTY" | "columns" | "write"
>;

/** @param clock Returns the time in milliseconds. */
export function createProgress(
	stream: OutputStream,
	clock: () => number = () => performance.now(),
): Progress {
	return stream.isTTY && process.env.TERM !== "dumb"
		? bar(stream, clock)
		: lines(stream, clock);
}

/** Maximum width of the bar, in columns. */
const WIDTH = 24;
/** Minimum time between two updates of the bar, in milliseconds. */
const REDRAW_INTERVAL = 100;

function bar(stream: OutputStream, clock: () => number): Progress {
	let drawn = "";
	let nextDraw = 0;
	const columns = () => stream.columns || 80;
	/** The line may have wrapped since, if the terminal has become narrower. */
	const erase = () => {
		const above = Math.ceil(drawn.length / columns()) - 1;
		return `\r${above > 0 ? `\x1b[${above}A` : ""}\x1b[J`;
	};
	return {
		show({ phase, operation, done, total, requests, failures }) {
			if (clock() < nextDraw) return;
			nextDraw = clock() + REDRAW_INTERVAL;
			const width = Math.min(WIDTH, Math.floor(columns() / 4));
			const filled = Math.floor((width * done) / total);
			const text = [
				`${"█".repeat(filled)}${"░".repeat(width - filled)} ${`${Math.floor((100 * done) / total)}`.padStart(2)} %`,
				...(failures > 0 ? [`${failures} ✗`] : []),
				`${phase}: ${operation.id}`,
				formatCount(requests, "request"),
			].join("  ");
			// With room for the ^C that Ctrl+C prints.
			const line = text.slice(0, columns() - 3);
			stream.write(`${erase()}${line}`);
			drawn = line;
		},
		clear() {
			if (drawn) stream.write(erase());
			drawn = "";
		},
	};
}

/** A log has a line for each phase and, in a long phase, one after each such interval, in milliseconds. */
const LOG_INTERVAL = 60_000;

function lines(stream: OutputStream, clock: () => number): Progress {
	let lastPhase: PhaseName | undefined;
	let nextLine = 0;
	return {
		show({ phase, operation, requests, failures }) {
			if (phase === lastPhase && clock() < nextLine) return;
			const position =
				phase === lastPhase ? `${phase}: ${operation.id}` : phase;
			const counts = `${formatCount(requests, "request")}, ${formatCount(failures, "failure")} so far`;
			stream.write(`${dimError(`${position} (${counts})`)}\n`);
			lastPhase = phase;
			nextLine = clock() + LOG_INTERVAL;
		},
		clear() {},
	};
}
