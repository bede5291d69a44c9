/** Parsing and formatting of phone numbers. */
import { parsePhoneNumber } from "awesome-phonenumber";

/**
 * The number in E.164, `+2250701020304`; undefined if it is invalid.
 *
 * @param country ISO code of the country whose numbers need no calling code.
 */
export function toE164(text: string, country: string): string | undefined {
	const { valid, number } = parsePhoneNumber(text, { regionCode: country });
	return valid ? number.e164 : undefined;
}

/** International format: `+225 07 01 02 03 04`. Invalid numbers are returned unchanged. */
export function formatPhone(text: string): string {
	return parsePhoneNumber(text).number?.international ?? text;
}
