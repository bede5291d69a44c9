/** Parsing and formatting of phone numbers. */
import { createRequire } from "node:module";

type Library = typeof import("awesome-phonenumber");

const require = createRequire(import.meta.url);

/** The library is loaded on first use: it takes 20 ms, and API-only callers with international numbers don't need it. */
function parse(...of: Parameters<Library["parsePhoneNumber"]>) {
	const { parsePhoneNumber }: Library = require("awesome-phonenumber");
	return parsePhoneNumber(...of);
}

/**
 * The number in E.164, `+2250701020304`; undefined if it is invalid.
 *
 * @param country ISO code of the country whose numbers need no calling code.
 */
export function toE164(text: string, country: string): string | undefined {
	const plain = withAsciiMarks(text);
	const { valid, number } = parse(plain, { regionCode: country });
	return valid ? number.e164 : undefined;
}

/** A number that begins with its calling code, and is written without brackets, which may be around a digit that isn't dialled. */
const INTERNATIONAL = /^(?:\+|00)([\d ./-]{7,24})$/;

/** The same text for all spellings of a number, whether it exists or not; undefined for what isn't a number. As in {@link toE164}. */
export function phoneKey(text: string, country: string): string | undefined {
	const [, international] = INTERNATIONAL.exec(withAsciiMarks(text)) ?? [];
	return international
		? `+${international.replaceAll(/\D/g, "")}`
		: toE164(text, country);
}

/**
 * Keyboards and copied text put any of Unicode's spaces and dashes between the digits, marks that can't be seen around them, and the digits
 * of any script.
 */
function withAsciiMarks(text: string): string {
	return text
		.normalize("NFKC")
		.replaceAll(/\p{Cf}/gu, "")
		.replaceAll(/\s/g, " ")
		.replaceAll(/\p{Pd}/gu, "-")
		.trim();
}

/** What may be a phone number, or a part of one: digits, and what is written between them. */
const PHONE_LIKE = /^\+?[\d ()./-]*\d[\d ()./-]*$/;
/** Digits from which on a text is looked for among phone numbers. */
const FEWEST_DIGITS = 4;

/**
 * The digits by which phone numbers are found that a text is a spelling of, or a part. Empty if it is none.
 *
 * @param country ISO code of the country whose numbers need no calling code.
 */
export function phoneDigits(text: string, country: string): string[] {
	const plain = withAsciiMarks(text);
	const digits = plain.replaceAll(/\D/g, "");
	if (!PHONE_LIKE.test(plain) || digits.length < FEWEST_DIGITS) return [];
	const { valid, number } = parse(plain, { regionCode: country });
	const spellings = [
		plain.startsWith("00") ? digits.slice(2) : digits,
		// Stored with the calling code, or without.
		...(valid ? [number.e164.slice(1), number.significant] : []),
	];
	return [...new Set(spellings)];
}

/** International format: `+225 07 01 02 03 04`. Invalid numbers are returned unchanged. */
export function formatPhone(text: string): string {
	return parse(text).number?.international ?? text;
}
