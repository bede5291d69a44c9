/** How far a run is, while it goes on: a bar where somebody looks, a line now and then in a log. */
import { dimError } from "@lomi/cli";
import type { PhaseName } from "../result.ts";
import type { ProgressUpdate } from "../run/settings.ts";
import { counted } from "./text.ts";

export interface Progress {
	show(update: ProgressUpdate): void;
	/** Takes the bar away. */
	clear(): void;
}

/** What is needed of a stream. */
export type Screen = Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write">;

/** @param clock Milliseconds. */
export function createProgress(
	stream: Screen,
	clock: () => number = () => performance.now(),
): Progress {
	return stream.isTTY && process.env.TERM !== "dumb"
		? bar(stream, clock)
		: lines(stream, clock);
}

/** A bar is at most so wide, */
const WIDTH = 24;
/** and drawn at most so often, in milliseconds. */
const PAUSE = 100;

function bar(stream: Screen, clock: () => number): Progress {
	let drawn = "";
	let due = 0;
	const columns = () => stream.columns || 80;
	/** The terminal may have become narrower since, and have broken the line in two. */
	const erase = () => {
		const above = Math.ceil(drawn.length / columns()) - 1;
		return `\r${above > 0 ? `\x1b[${above}A` : ""}\x1b[J`;
	};
	return {
		show({ phase, operation, done, total, requests, failures }) {
			if (clock() < due) return;
			due = clock() + PAUSE;
			const width = Math.min(WIDTH, Math.floor(columns() / 4));
			const filled = Math.floor((width * done) / total);
			const text = [
				`${"█".repeat(filled)}${"░".repeat(width - filled)} ${`${Math.floor((100 * done) / total)}`.padStart(2)} %`,
				...(failures > 0 ? [`${failures} ✗`] : []),
				`${phase}: ${operation.id}`,
				counted(requests, "request"),
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
const SILENCE = 60_000;

function lines(stream: Screen, clock: () => number): Progress {
	let told: PhaseName | undefined;
	let due = 0;
	return {
		show({ phase, operation, requests, failures }) {
			if (phase === told && clock() < due) return;
			const where = phase === told ? `${phase}: ${operation.id}` : phase;
			const so = `${counted(requests, "request")}, ${counted(failures, "difference")} so far`;
			stream.write(`${dimError(`${where} (${so})`)}\n`);
			told = phase;
			due = clock() + SILENCE;
		},
		clear() {},
	};
}
