/** Words on the terminal: colour where somebody looks, none in a pipe or with NO_COLOR, and clear endings. */
import { styleText } from "node:util";

const paint =
	(format: Parameters<typeof styleText>[0]) =>
	(text: string): string =>
		styleText(format, text, { stream: process.stderr });

export const bold = paint("bold");
export const dim = paint("dim");
export const green = paint("green");
export const red = paint("red");

/** Seconds since `start`, which is a reading of `performance.now()`: `0.42 s`. */
export function seconds(start: number): string {
	return `${((performance.now() - start) / 1000).toFixed(2)} s`;
}

/** A size for people: `981 B`, `12.3 kB`, `2.3 MB`. */
export function size(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	return bytes < 1e6
		? `${(bytes / 1e3).toFixed(1)} kB`
		: `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Ends the command with a sentence instead of a stack trace. */
export function fail(message: string): never {
	console.error(message);
	process.exit(1);
}
