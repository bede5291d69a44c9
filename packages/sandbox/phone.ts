/** Parsing and formatting of phone numbers. */
import { parsePhoneNumber } from "awesome-phonenumber";

/**
 * The number in E.164, `+2250701020304`; undefined if it is invalid.
 *
 * @param country ISO code of the country whose numbers need no calling code.
 */
export function toE164(text: string, country: string): string | undefined {
	const plain = withAsciiMarks(text);
	const { valid, number } = parsePhoneNumber(plain, { regionCode: country });
	return valid ? number.e164 : undefined;
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

/** International format: `+225 07 01 02 03 04`. Invalid numbers are returned unchanged. */
export function formatPhone(text: string): string {
	return parsePhoneNumber(text).number?.international ?? text;
}
