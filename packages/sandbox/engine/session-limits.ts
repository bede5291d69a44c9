/** What the description says of new checkout sessions. */
import { type Description, type Node, resolve } from "@lomi/spec";

export interface SessionLimits {
	/** Lifetime of a session, in minutes, unless its request says otherwise. */
	usualMinutes: number;
	/** The largest amount, in the currency's smallest unit. */
	amount: number;
	/** The largest number of items of a product. */
	quantity: number;
}

export function readSessionLimits(document: Description): SessionLimits {
	const { properties }: Node = resolve(document, {
		$ref: "#/components/schemas/CheckoutSessionCreate",
	});
	return {
		usualMinutes: properties.expiration_minutes.default,
		amount: properties.amount.maximum,
		quantity: properties.quantity.maximum,
	};
}
