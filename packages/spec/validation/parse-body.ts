/**
 * Parses JSON bodies, and finds what `JSON.parse` would change on the way: numbers that a double can't hold, lone surrogates, and repeated
 * keys. What is accepted comes back as it was sent (I-JSON, RFC 7493).
 */
import {
	givenTwice,
	INVALID_JSON,
	loneSurrogate,
	notExact,
	notUtf8,
	type Violation,
} from "./validation-messages.ts";

/** The tokens of valid JSON that matter here: strings, numbers, and the marks of objects and arrays. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|[{}[\],]/g;
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;
/** Significant digits that a double always keeps, if there is no exponent. */
const SAFE_DIGITS = 15;

/** An object or array that the scan is inside of. */
interface Level {
	/** The keys so far; undefined in an array. */
	keys: Set<string> | undefined;
	/** The current key, or index. */
	at: string | number;
	/** True where the next string is a key. */
	expectsKey: boolean;
}

/** Parses a body, or returns what is wrong with it. */
export function parseBody(
	text: string,
): { value: unknown } | { violation: Violation } {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		const details = INVALID_JSON;
		return { violation: { name: "", details, isUnreadable: true } };
	}
	const violation = findChange(text);
	return violation ? { violation } : { value };
}

/** The first field that a body's parser would change. @param text Valid JSON. */
function findChange(text: string): Violation | undefined {
	return findToken(text, (token, level) => {
		if (token[0] !== '"') return isHeld(token) ? undefined : notExact;
		if (ESCAPED_SURROGATE.test(token) && !decode(token).isWellFormed())
			return loneSurrogate;
		if (!level?.expectsKey) return undefined;
		return level.keys?.has(decode(token)) ? givenTwice : undefined;
	});
}

/**
 * Finds the field in which a body isn't UTF-8. Undefined if it isn't in a string of a JSON text.
 *
 * @param bytes The body, as it was sent.
 */
export function findInvalidText(bytes: Buffer): Violation | undefined {
	// A character for each byte keeps the structure, since JSON's own marks are ASCII.
	const text = bytes.toString("latin1");
	try {
		JSON.parse(text);
	} catch {
		return undefined;
	}
	const isValid = (token: string) =>
		!Buffer.from(token, "latin1").toString().includes("\ufffd");
	const found = findToken(text, (token) =>
		isValid(token) ? undefined : notUtf8,
	);
	const readable = (latin: string) => Buffer.from(latin, "latin1").toString();
	return (
		found && { name: readable(found.name), details: readable(found.details) }
	);
}

/**
 * Finds the first string or number that something is wrong with.
 *
 * @param text Valid JSON.
 * @param judge Returns what is wrong, given the name of its field. `level` is what it stands in.
 */
function findToken(
	text: string,
	judge: (
		token: string,
		level: Level | undefined,
	) => ((name: string) => string) | undefined,
): Violation | undefined {
	const levels: Level[] = [];
	for (const [token] of text.matchAll(TOKENS)) {
		const level = levels.at(-1);
		switch (token) {
			case "{":
				levels.push({ keys: new Set(), at: "", expectsKey: true });
				break;
			case "[":
				levels.push({ keys: undefined, at: 0, expectsKey: false });
				break;
			case "}":
			case "]":
				levels.pop();
				break;
			case ",":
				if (typeof level?.at === "number") level.at++;
				else if (level) level.expectsKey = true;
				break;
			default: {
				const problem = judge(token, level);
				const isKey = level?.expectsKey ?? false;
				if (level && isKey) level.at = decode(token);
				if (problem) {
					const name = nameOf(levels);
					return { name, details: problem(name) };
				}
				if (level && isKey) {
					level.keys?.add(String(level.at));
					level.expectsKey = false;
				}
			}
		}
	}
	return undefined;
}

function decode(token: string): string {
	return token.includes("\\") ? JSON.parse(token) : token.slice(1, -1);
}

/** `metadata.order_no`, `allowed_providers[0]`. A character that can't be shown is replaced. */
function nameOf(levels: Level[]): string {
	return levels
		.reduce(
			(path, { at }) =>
				typeof at === "number" ? `${path}[${at}]` : path ? `${path}.${at}` : at,
			"",
		)
		.toWellFormed();
}

/** Whether a number is the same after `JSON.parse` and `JSON.stringify`. */
function isHeld(token: string): boolean {
	if (token.length <= SAFE_DIGITS && !/[eE]/.test(token)) return true;
	const value = Number(token);
	return Number.isFinite(value) && decimalOf(token) === decimalOf(`${value}`);
}

/** A number's value in one spelling: its digits without zeros at either end, and the power of ten of the last. */
function decimalOf(token: string): string {
	const [, sign = "", whole = "", fraction = "", exponent = "0"] =
		/^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token) ?? [];
	const digits = (whole + fraction).replace(/^0+/, "");
	let end = digits.length;
	// A regular expression would take quadratic time.
	while (digits[end - 1] === "0") end--;
	if (end === 0) return "0";
	const power = Number(exponent) - fraction.length + digits.length - end;
	return `${sign}${digits.slice(0, end)}e${power}`;
}
