/** Terminal output: colours (not in a pipe or with NO_COLOR), and errors without a stack trace. */
import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** For standard output. */
const paint = (format: Format) => (text: string) =>
	styleText(format, text, { stream: process.stdout });
export const bold = paint("bold");
export const dim = paint("dim");
export const green = paint("green");
export const redOut = paint("red");

/** For standard error. */
const paintError = (format: Format) => (text: string) =>
	styleText(format, text, { stream: process.stderr });
export const dimError = paintError("dim");
export const red = paintError("red");

/** An error that the user can fix. Its message says how, so it is printed without a stack trace. */
export class CommandError extends Error {
	override name = "CommandError";
	readonly expose = true;
}

// A reader that closes the pipe early, `npm run build | head`, is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code !== "EPIPE") throw error;
});
// There is nowhere to report a failure of standard error: reporting it there would fail again, endlessly.
process.stderr.on("error", () => {});

/** True for errors whose message is meant for the user: a {@link CommandError}, or a similar class of another package. */
function isExposed(error: unknown): error is Error {
	return error instanceof Error && "expose" in error && error.expose === true;
}

/** Describes an error for standard error. Only a bug includes its stack trace. */
export function describeFailure(error: unknown): string {
	if (isExposed(error)) return error.message;
	const { code, path } = error as NodeJS.ErrnoException;
	if (code === "EACCES" || code === "EROFS" || code === "ENOSPC") {
		const why = code === "ENOSPC" ? "the disk is full" : "permission denied";
		return `Can't write ${path}: ${why}.`;
	}
	return error instanceof Error
		? (error.stack ?? error.message)
		: String(error);
}

/** Formats the time since `start`, a value of `performance.now()`: `0.42 s`. */
export function seconds(start: number): string {
	return `${((performance.now() - start) / 1000).toFixed(2)} s`;
}

/** Formats a size: `981 B`, `12.3 kB`, `2.3 MB`. */
export function size(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	return bytes < 1e6
		? `${(bytes / 1e3).toFixed(1)} kB`
		: `${(bytes / 1e6).toFixed(1)} MB`;
}
