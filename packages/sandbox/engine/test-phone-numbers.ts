/** Test phone numbers, whose last digits choose the outcome of a payment. */
import { type OutcomeFacts, paymentOutcomes } from "@lomi/spec";
import { readControlDescription } from "../documents.ts";
import type { Outcome } from "./engine.ts";

const FACTS = paymentOutcomes<Outcome>(readControlDescription());

/** All outcomes, in the order of the control plane's description. */
export const OUTCOMES = Object.keys(FACTS) as Outcome[];

/** Outcomes by the last digits, in any country: all have valid numbers with these endings. A test compares the README's table with this one. */
export const OUTCOME_BY_SUFFIX: Record<string, Outcome> = Object.fromEntries(
	Object.entries<OutcomeFacts>(FACTS).flatMap(([outcome, { phoneSuffix }]) =>
		phoneSuffix ? [[phoneSuffix, outcome as Outcome]] : [],
	),
);

/** The outcome of all other numbers. */
const USUAL = OUTCOMES.find((outcome) => !FACTS[outcome].phoneSuffix);

/** The outcome for a phone number in any format; the usual one if its ending isn't in the table, or it is missing. */
export function outcomeOfPhone(phone: string | null | undefined): Outcome {
	const digits = (phone ?? "").replaceAll(/\D/g, "");
	const suffix = Object.keys(OUTCOME_BY_SUFFIX).find((each) =>
		digits.endsWith(each),
	);
	const found = suffix === undefined ? USUAL : OUTCOME_BY_SUFFIX[suffix];
	if (!found) throw new Error("Every outcome has phone numbers of its own.");
	return found;
}

/** Milliseconds that an outcome takes. */
export function delayOf(outcome: Outcome): number {
	return 1000 * (FACTS[outcome].seconds ?? 0);
}
