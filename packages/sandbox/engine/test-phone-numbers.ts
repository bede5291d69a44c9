/** How an attempt to pay ends by the customer's phone number: a tester chooses it as a customer would type it. */
import type { Outcome } from "./engine.ts";

/**
 * What the last four digits of a number mean, whatever its country: every country has valid numbers that end so. README's table is held to
 * it by a test.
 */
export const OUTCOME_BY_SUFFIX: Record<string, Outcome> = {
	"0001": "insufficient_funds",
	"0002": "declined",
	"0003": "unconfirmed",
	"0004": "provider_down",
	"0005": "delayed",
};

const SUFFIX_LENGTH = 4;

/** The outcome for a phone number, however it is written; `succeed` for any that is not in the table, and for none. */
export function outcomeOfPhone(phone: string | null | undefined): Outcome {
	const digits = (phone ?? "").replaceAll(/\D/g, "");
	return OUTCOME_BY_SUFFIX[digits.slice(-SUFFIX_LENGTH)] ?? "succeed";
}
