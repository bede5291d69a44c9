/** How `lomi-sandbox` prints what happens: for people, or a JSON object a line, for programs that collect logs. */
import type { CommandContext, Option } from "@lomi/cli";
import type { RequestEntry } from "../server.ts";

/** The formats of `--log`. */
const FORMATS = ["text", "json"] as const;
type Format = (typeof FORMATS)[number];

/** `--log`. */
export const LOG: Option<Format> = {
	placeholder: "FORMAT",
	default: "text",
	about:
		"How to print requests and errors: text, or json, with an object a line.",
	read(texts) {
		const text = texts.at(-1) ?? "text";
		const format = FORMATS.find((each) => each === text);
		if (!format)
			throw new Error(
				`must be ${FORMATS.join(" or ")}, not ${JSON.stringify(text)}`,
			);
		return format;
	},
};

export interface Log {
	/** Prints that the sandbox answers. @param text For people. */
	ready(text: string, url: string): void;
	request(line: string, entry: RequestEntry): void;
	/** Prints an internal error. */
	fault(trace: string): void;
	warning(text: string): void;
}

/** @param now Returns the machine's time. */
export function createLog(
	format: Format,
	{ console }: Pick<CommandContext, "console">,
	now = () => new Date(),
): Log {
	if (format === "text")
		return {
			ready: (text) => console.log(text),
			request: (line) => console.log(line),
			fault: (trace) => console.error(trace),
			warning: (text) => console.error(text),
		};
	const write =
		(print: (line: string) => void) =>
		(level: string, message: string, more: object = {}) =>
			print(
				JSON.stringify({ time: now().toISOString(), level, message, ...more }),
			);
	const out = write((line) => console.log(line));
	const err = write((line) => console.error(line));
	return {
		ready: (_, url) => out("info", "listening", { url }),
		request: (_, entry) => out("info", "request", entry),
		fault: (trace) =>
			err("error", trace.split("\n")[0] ?? "", { stack: trace }),
		warning: (text) => err("warning", text),
	};
}
