/** Phone numbers, as they are typed and as E.164 has them. */
import { parsePhoneNumber } from "awesome-phonenumber";

/**
 * The number in E.164, `+2250701020304`; undefined where it isn't a valid one.
 *
 * @param country Whose numbers need no dialling code: an ISO code.
 */
export function toE164(text: string, country: string): string | undefined {
	const { valid, number } = parsePhoneNumber(text, { regionCode: country });
	return valid ? number.e164 : undefined;
}

/** As people read it: `+225 07 01 02 03 04`. What is no number stays as it is. */
export function formatPhone(text: string): string {
	return parsePhoneNumber(text).number?.international ?? text;
}
