/** Blanks keys and secrets, also those that are written with escapes. */
import { type Description, secretPrefixes } from "@lomi/spec";
import { createRedact, type Redact } from "lomi-openapi/internal";

/** An escape of a URL, a form or JSON. */
const ESCAPE = /%([\da-f]{2})|\\u00([\da-f]{2})/gi;
/** What has no end of a value in it: a part of a path, a name or a value. */
const WORD = /[^\s"'&=/?#,;<>{}()[\]]+/g;
/** How often a text can be escaped and still be read. */
const LAYERS = 3;

/** Creates the function that blanks all that starts like a key or a secret of the API. */
export function createBlank(api: Description): Redact {
	const redact = createRedact(secretPrefixes(api), "");
	const hidesSecret = (word: string) => {
		let plain = word;
		for (let layer = 0; layer < LAYERS; layer++) {
			const before = plain;
			plain = decodeOnce(before);
			if (plain === before) return false;
			if (redact(plain) !== plain) return true;
		}
		return false;
	};
	return (text) => {
		const redacted = redact(text);
		if (redacted.search(ESCAPE) < 0) return redacted;
		return redacted.replaceAll(WORD, (word) =>
			hidesSecret(word) ? "***" : word,
		);
	};
}

/** Only for comparing: prefixes of secrets are ASCII. */
function decodeOnce(text: string): string {
	return text.replaceAll(ESCAPE, (_, url: string, json: string) =>
		String.fromCharCode(Number.parseInt(url ?? json, 16)),
	);
}

/**
 * Blanks all strings in a JSON value, and the names of fields.
 *
 * @param levels How deeply it may be nested.
 * @throws {RangeError} If it is nested more deeply.
 */
export function blankValue(
	value: unknown,
	blank: Redact,
	levels: number,
): unknown {
	if (typeof value === "string") return blank(value);
	if (typeof value !== "object" || value === null) return value;
	if (levels === 0) throw new RangeError("The value is nested too deeply.");
	const inner = (item: unknown) => blankValue(item, blank, levels - 1);
	if (Array.isArray(value)) return value.map(inner);
	return Object.fromEntries(
		Object.entries(value).map(([name, item]) => [blank(name), inner(item)]),
	);
}
