/** How far a run is, while it goes on: a bar where somebody looks, a line now and then in a log. */
import { dimError } from "@lomi/cli";
import type { PhaseName } from "../result.ts";
import type { ProgressUpdate } from "../run/settings.ts";
import { formatCount } from "./text.ts";

export interface Progress {
	show(update: ProgressUpdate): void;
	/** Takes the bar away. */
	clear(): void;
}

/** What is needed of a stream. */
export type OutputStream = Pick<
	NodeJS.WriteStream,
	"isTTY" | "columns" | "write"
>;

/** @param clock Milliseconds. */
export function createProgress(
	stream: OutputStream,
	clock: () => number = () => performance.now(),
): Progress {
	return stream.isTTY && process.env.TERM !== "dumb"
		? bar(stream, clock)
		: lines(stream, clock);
}

/** A bar is at most so wide, */
const WIDTH = 24;
/** and drawn at most so often, in milliseconds. */
const REDRAW_INTERVAL = 100;

function bar(stream: OutputStream, clock: () => number): Progress {
	let drawn = "";
	let nextDraw = 0;
	const columns = () => stream.columns || 80;
	/** The terminal may have become narrower since, and have broken the line in two. */
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
			// What Ctrl+C puts there, ^C, still fits into the line.
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

/** A log is told of each phase, and within a long one that it still goes on, so that nobody takes it for dead. */
const LOG_INTERVAL = 60_000;

function lines(stream: OutputStream, clock: () => number): Progress {
	let lastPhase: PhaseName | undefined;
	let nextLine = 0;
	return {
		show({ phase, operation, requests, failures }) {
			if (phase === lastPhase && clock() < nextLine) return;
			const position =
				phase === lastPhase ? `${phase}: ${operation.id}` : phase;
			const counts = `${formatCount(requests, "request")}, ${formatCount(failures, "difference")} so far`;
			stream.write(`${dimError(`${position} (${counts})`)}\n`);
			lastPhase = phase;
			nextLine = clock() + LOG_INTERVAL;
		},
		clear() {},
	};
}
