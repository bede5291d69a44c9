/** Test phone numbers, whose last four digits choose the outcome of a payment. */
import type { Outcome } from "./engine.ts";

/**
 * Outcomes by the last four digits, in any country: all have valid numbers with these endings. A test compares the README's table with
 * this one.
 */
export const OUTCOME_BY_SUFFIX: Record<string, Outcome> = {
	"0001": "insufficient_funds",
	"0002": "declined",
	"0003": "unconfirmed",
	"0004": "provider_down",
	"0005": "delayed",
};

const SUFFIX_LENGTH = 4;

/** The outcome for a phone number in any format; `succeed` if it isn't in the table or is missing. */
export function outcomeOfPhone(phone: string | null | undefined): Outcome {
	const digits = (phone ?? "").replaceAll(/\D/g, "");
	return OUTCOME_BY_SUFFIX[digits.slice(-SUFFIX_LENGTH)] ?? "succeed";
}
