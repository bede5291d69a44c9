/** Both languages say the same things, and know every value of the description. */
import { expect, test } from "vitest";
import en from "../../packages/inspector/app/locales/en.json" with {
	type: "json",
};
import fr from "../../packages/inspector/app/locales/fr.json" with {
	type: "json",
};
import { resolve } from "../../packages/spec/operations.ts";
import { controlDocument, document } from "../bundle.ts";

type Messages = { [name: string]: string | Messages };

/** The paths of all messages, with their placeholders. */
function shapeOf(messages: Messages, path = ""): Record<string, string[]> {
	return Object.fromEntries(
		Object.entries(messages).flatMap(([name, value]) =>
			typeof value === "string"
				? [[`${path}${name}`, placeholdersOf(value)]]
				: Object.entries(shapeOf(value, `${path}${name}.`)),
		),
	);
}

function placeholdersOf(message: string): string[] {
	return [...new Set(message.match(/\{\w+\}/g))].toSorted();
}

test("French has every message of English, with the same placeholders", () => {
	expect(shapeOf(fr)).toStrictEqual(shapeOf(en));
	expect(Object.keys(shapeOf(en)).length).toBeGreaterThan(200);
});

const enumOf = (name: string, of = document): string[] =>
	resolve(of, { $ref: `#/components/schemas/${name}` }).enum;

test.each([
	["TransactionStatus", en.status.transaction],
	["CheckoutSessionStatus", en.status.session],
	["SubscriptionStatus", en.status.subscription],
	["BillingFrequency", en.plans.frequencies],
] as const)("there is a word for every %s", (name, words) => {
	expect(Object.keys(words).toSorted()).toStrictEqual(enumOf(name).toSorted());
});

test.each([
	["DeliveryStatus", en.status.delivery],
	["PaymentOutcome", en.checkout.outcomes],
	["Drop", en.faults.drops],
] as const)("there is a word for every %s", (name, words) => {
	expect(Object.keys(words).toSorted()).toStrictEqual(
		enumOf(name, controlDocument).toSorted(),
	);
});
