/** Log lines, with keys and secrets removed. */

const LEVELS = ["debug", "info", "warn", "error", "off"] as const;
/** The lowest level that is logged. */
export type LogLevel = (typeof LEVELS)[number];
type Level = Exclude<LogLevel, "off">;

/** Receives log lines. The console is one. */
export type Logger = {
	[Name in Level]: (message: string, fields?: object) => unknown;
};

/** Logs a line if its level is enabled. `sent` is called only at level `debug`. */
export type Log = (
	level: Level,
	message: string,
	sent?: () => [headers: Iterable<[string, string]>, body: string | undefined],
) => void;

/** Removes secrets from a text. */
export type Redact = (text: string) => string;

/**
 * Returns the function that masks a client's API key, and anything that starts like a key or a secret.
 *
 * @param prefixes How keys and secrets start.
 * @param apiKey Empty if there is none.
 */
export function createRedact(
	prefixes: readonly string[],
	apiKey: string,
): Redact {
	// As it is or in JSON, once or more often: backslashes come before a sign. Where a run of them ends is never in doubt, and none may begin
	// the match, so that each text takes time in proportion to its length.
	const inJson = apiKey.replace(
		/(\\*)([^\\]?)/g,
		(_, { length }: string, next: string, at: number) =>
			(length || /\W/.test(next) ? `\\\\{${length}${at ? "," : ""}}` : "") +
			next.replace(/\W/, (char) => (char < " " ? "[^\\\\]" : `\\${char}`)),
	);
	const inUrl = apiKey.replace(
		/\W/g,
		(char) =>
			`(?:${char === "%" ? "" : `\\${char}|\\+|`}(?:%\\w\\w){${char > "\x7f" ? 2 : 1}})`,
	);
	const rest = "[\\w%+/=.~-]";
	const secrets = new RegExp(
		`${apiKey && `(?:${inJson}|${inUrl})${rest}*|`}(${prefixes.join("|")})${rest}+`,
		"gi",
	);
	return (text) => text.replace(secrets, "$1***");
}

/** Headers whose whole value is secret. */
const SECRET_HEADER = /authorization|cookie/i;

/** A copy of the headers, with secrets masked. */
export function redactHeaders(
	redact: Redact,
	headers: Iterable<[string, string]>,
): Headers {
	const copy = new Headers();
	for (const [name, value] of headers)
		copy.append(redact(name), SECRET_HEADER.test(name) ? "***" : redact(value));
	return copy;
}

/** A message for any thrown value. `String` throws for an object without a prototype, for example. */
export function wordsOf(fault: unknown): string {
	try {
		return String(fault);
	} catch {
		return typeof fault;
	}
}

/** A copy of a network error for `cause`: name, message, stack and code, with secrets masked. The original may hold the request. */
export function redactFault(redact: Redact, fault: unknown): Error {
	const clean = (part: unknown) => redact(wordsOf(part));
	const { name, message = fault, stack, code, cause } = Object(fault);
	const copy = new Error(clean(message));
	if (stack) copy.stack = clean(stack);
	copy.name = clean(name ?? copy.name);
	const errorCode = code ?? cause?.code;
	return Object.assign(copy, { code: errorCode && clean(errorCode) });
}

export function createLog(
	logger: Logger,
	level: LogLevel,
	redact: Redact,
): Log {
	const from = LEVELS.indexOf(level);
	if (from < 0)
		throw new TypeError(
			`logLevel must be one of ${LEVELS.join(", ")}, not ${level}.`,
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
			// A failing logger must not fail the call.
		}
	};
}
