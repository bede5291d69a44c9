/** By what people recognize something that was found: a name, a title, an amount. */
import { decimalsOf } from "@lomi/spec";
import type { SourceKind } from "../../listing/sources.ts";

interface Title {
	/** SQL for a text; null where there is none. */
	text: string;
	/** SQL for an amount in the currency's smallest unit, and for the currency. */
	amount?: { number: string; currency: string };
}

export const TITLES: Record<SourceKind, Title> = {
	customer: { text: "name" },
	transaction: {
		text: "description",
		amount: { number: "gross_amount", currency: "currency_code" },
	},
	checkout_session: {
		text: "title",
		amount: { number: "amount", currency: "currency_code" },
	},
	subscription: {
		text: "concat_ws(', ', (SELECT name FROM plans WHERE plans.plan_id = subscriptions.plan_id), customer_name)",
	},
	payment_link: { text: "title" },
	product: { text: "name" },
	plan: { text: "name" },
	refund: {
		text: "reason",
		amount: {
			number: "refunded_amount",
			currency:
				"(SELECT currency_code FROM transactions WHERE transactions.transaction_id = refunds.transaction_id)",
		},
	},
	webhook: { text: "url" },
};

/** An amount with its currency: `30,000 XOF`, `50.00 USD`. */
export function amountTitle(amount: number, currency: string): string {
	const decimals = decimalsOf(currency);
	const number = (amount / 10 ** decimals).toLocaleString("en", {
		minimumFractionDigits: decimals,
		maximumFractionDigits: decimals,
	});
	return `${number} ${currency}`;
}
