/** Words on the terminal: colour where somebody looks, none in a pipe or with NO_COLOR, and endings without a stack trace. */
import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Paints what goes to standard output. */
const paint = (format: Format) => (text: string) =>
	styleText(format, text, { stream: process.stdout });
export const bold = paint("bold");
export const dim = paint("dim");
export const green = paint("green");
export const redOut = paint("red");

/** Paints what goes to standard error. */
const paintError = (format: Format) => (text: string) =>
	styleText(format, text, { stream: process.stderr });
export const boldError = paintError("bold");
export const dimError = paintError("dim");
export const red = paintError("red");

/** Something that a person can mend. Its message says what and how, so no stack trace is shown with it. */
export class CommandError extends Error {
	override name = "CommandError";
	readonly expose = true;
}

// Somebody who reads only the first lines, `npm run build | head`, is no reason for a stack trace.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code !== "EPIPE") throw error;
});

/** True for errors whose message is for the person who runs the command: a {@link CommandError}, or another package's like it. */
function isExposed(error: unknown): error is Error {
	return error instanceof Error && "expose" in error && error.expose === true;
}

/** What went wrong, for standard error. Only a fault of ours comes with its stack trace. */
export function describeFailure(error: unknown): string {
	if (isExposed(error)) return error.message;
	const { code, path } = error as NodeJS.ErrnoException;
	if (code === "EACCES" || code === "EROFS" || code === "ENOSPC") {
		const why =
			code === "ENOSPC" ? "the disk is full" : "you may not write there";
		return `Can't write ${path}: ${why}. Mend that and try again.`;
	}
	return error instanceof Error
		? (error.stack ?? error.message)
		: String(error);
}

/** Ends the command, with what went wrong on standard error. */
export function fail(error: unknown, code = 1): never {
	console.error(describeFailure(error));
	process.exit(code);
}

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
