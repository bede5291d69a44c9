/** Log lines, and what must never stand in one. */

const LEVELS = ["debug", "info", "warn", "error", "off"] as const;
/** From which level on lines are written. */
export type LogLevel = (typeof LEVELS)[number];
type Level = Exclude<LogLevel, "off">;

/** Takes log lines, as the console does. */
export type Logger = {
	[Name in Level]: (message: string, fields?: object) => unknown;
};

/** Writes a line, if its level is on, with its fields, if `debug` is. Those are only asked for then. */
export type Log = (
	level: Level,
	message: string,
	fields?: () => object,
) => void;

/** A text without its secrets. */
export type Redact = (text: string) => string;

/** Makes the function that takes the key of one client, and all that begins like a key or a secret, out of a text. */
export function createRedact(
	prefixes: readonly string[],
	apiKey: string,
): Redact {
	const secrets = new RegExp(`(${prefixes.join("|")})[\\w%+/=.~-]+`, "g");
	return (text) => text.replace(secrets, "$1***").replaceAll(apiKey, "***");
}

/** Headers that carry somebody's secret, whatever it looks like. */
const SECRET_HEADER = /authorization|cookie/i;

/** Fields without their secrets, however deep those are. */
function redactDeep(redact: Redact, fields: object): object {
	const shown = (name: string, value: unknown) => {
		if (typeof value !== "string") return value;
		return SECRET_HEADER.test(name) ? "***" : redact(value);
	};
	return JSON.parse(JSON.stringify(fields, shown));
}

/** What an error tells of the fault behind it: name, words and code. Not the fault itself, in which a `fetch` may have put the request. */
export function redactFault(redact: Redact, fault: unknown): Error {
	const { name, message = fault, stack, code, cause } = Object(fault);
	const copy = new Error(redact(String(message)));
	if (stack) copy.stack = redact(String(stack));
	// Whatever was thrown, it is told as an error.
	copy.name = name ?? copy.name;
	return Object.assign(copy, { code: code ?? cause?.code });
}

export function createLog(
	logger: Logger,
	level: LogLevel,
	redact: Redact,
): Log {
	const from = LEVELS.indexOf(level);
	if (from < 0)
		throw new TypeError(
			`logLevel is ${level}, not one of ${LEVELS.join(", ")}.`,
		);
	return (at, message, fields) => {
		if (LEVELS.indexOf(at) < from) return;
		const line = redact(`lomi. ${message}`);
		if (fields && from === 0) logger[at](line, redactDeep(redact, fields()));
		else logger[at](line);
	};
}
