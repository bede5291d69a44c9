/** Log lines, and what must never stand in one. */

const LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LEVELS)[number];

/** Takes log lines, as the console does. */
export type Logger = {
	[Level in LogLevel]: (message: string, fields?: object) => unknown;
};

/** Writes a line, if its level is on. Message and fields are only asked for then. */
export type Log = (
	level: LogLevel,
	message: () => string,
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
	return (text) => text.replace(secrets, "$1…").replaceAll(apiKey, "…");
}

/** A value without its secrets, however deep they are in it. */
export function redactDeep<Value>(redact: Redact, value: Value): Value {
	return JSON.parse(
		JSON.stringify(value, (_key, part) =>
			typeof part === "string" ? redact(part) : part,
		),
	);
}

/** A fault as it may be shown: itself, or a copy without its secrets where it, or what it was caused by, has any in its words. */
export function redactFault(redact: Redact, fault: unknown): unknown {
	if (!(fault instanceof Error))
		return typeof fault === "string" ? redact(fault) : fault;
	const { message, stack = "" } = fault;
	const cause = redactFault(redact, fault.cause);
	if (cause === fault.cause && redact(message + stack) === message + stack)
		return fault;
	const copy = new Error(redact(message), { cause });
	return Object.assign(copy, { name: fault.name, stack: redact(stack) });
}

export function createLog(
	logger: Logger,
	level: LogLevel | "off",
	redact: Redact,
): Log {
	const from =
		level === "off" ? LEVELS.length : LEVELS.indexOf(level as LogLevel);
	if (from < 0)
		throw new TypeError(
			`logLevel is ${JSON.stringify(level)}. Pass one of ${LEVELS.join(", ")}, off.`,
		);
	return (at, message, fields) => {
		if (LEVELS.indexOf(at) < from) return;
		const shown = fields && redactDeep(redact, fields());
		logger[at](redact(`lomi. ${message()}`), ...(shown ? [shown] : []));
	};
}

/** Headers that carry somebody's secret, whatever it looks like. */
const SECRET_HEADER = /^(authorization|proxy-authorization|cookie|set-cookie)$/;

/** Headers as they may be shown. */
export function shownHeaders(
	headers: Record<string, string>,
): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			SECRET_HEADER.test(name) ? "…" : value,
		]),
	);
}
