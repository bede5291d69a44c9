/** Log lines, and what must never stand in one. */

const LEVELS = ["debug", "info", "warn", "error", "off"] as const;
/** From which level on lines are written. */
export type LogLevel = (typeof LEVELS)[number];
type Level = Exclude<LogLevel, "off">;

/** Takes log lines, as the console does. */
export type Logger = {
	[Name in Level]: (message: string, fields?: object) => unknown;
};

/** Writes a line, if its level is on, with its fields, if `debug` is. Both are only asked for then. */
export type Log = (
	level: Level,
	message: string,
	sent?: () => [headers: Iterable<[string, string]>, body: string | undefined],
) => void;

/** A text without its secrets. */
export type Redact = (text: string) => string;

/**
 * Makes the function that takes the key of one client, and all that begins like a key or a secret, out of a text.
 *
 * @param apiKey Empty where there is none.
 */
export function createRedact(
	prefixes: readonly string[],
	apiKey: string,
): Redact {
	// A sign in it may stand there as it is, as in JSON, `\"`, or as in a URL, `%22`.
	const key = apiKey.replace(/\W/g, "(?:\\\\*.|%\\w\\w)");
	const rest = "[\\w%+/=.~-]";
	const secrets = new RegExp(
		`${key && `${key}${rest}*|`}(${prefixes.join("|")})${rest}+`,
		"gi",
	);
	return (text) => text.replace(secrets, "$1***");
}

/** Headers whose value is somebody's secret, whatever it looks like. */
const SECRET_HEADER = /authorization|cookie/i;

/** A copy of headers, without the secrets. */
export function redactHeaders(
	redact: Redact,
	headers: Iterable<[string, string]>,
): Headers {
	const copy = new Headers();
	for (const [name, value] of headers)
		copy.append(name, SECRET_HEADER.test(name) ? "***" : redact(value));
	return copy;
}

/** What a fault says, whatever was thrown. */
export function wordsOf(fault: unknown): string {
	try {
		return String(fault);
	} catch {
		return typeof fault;
	}
}

/** What an error tells of the fault behind it: name, words and code. Not the fault itself, in which a `fetch` may have put the request. */
export function redactFault(redact: Redact, fault: unknown): Error {
	const told = (part: unknown) => redact(wordsOf(part));
	const { name, message = fault, stack, code, cause } = Object(fault);
	const copy = new Error(told(message));
	if (stack) copy.stack = told(stack);
	// Whatever was thrown, it is told as an error.
	copy.name = told(name ?? copy.name);
	const mark = code ?? cause?.code;
	return Object.assign(copy, { code: mark && told(mark) });
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
	return (at, message, sent) => {
		if (LEVELS.indexOf(at) < from) return;
		try {
			const line = redact(`lomi. ${message}`);
			if (!sent || from > 0) {
				logger[at](line);
				return;
			}
			const [headers, body] = sent();
			logger[at](line, {
				headers: Object.fromEntries(redactHeaders(redact, headers)),
				body: body && redact(body),
			});
		} catch {
			// A logger that fails is no reason for a call to fail.
		}
	};
}
