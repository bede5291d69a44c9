/** By what people recognize something that was found: a name, a title, an amount. */
import { decimalsOf } from "@lomi/spec";
import type { SourceKind } from "../../listing/sources.ts";

interface Title {
	/** SQL for a text; null where there is none. */
	text: string;
	/** SQL for an amount in the currency's smallest unit, and for the currency. */
	amount?: { number: string; currency: string };
	/** Whether the amount stands before the text, and not only in its place. */
	hasBoth?: boolean;
}

/** SQL for a column of the payment that a refund is of. */
const ofPayment = (column: string) =>
	`(SELECT ${column} FROM transactions WHERE transactions.transaction_id = refunds.transaction_id)`;

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
		text: `nullif(concat_ws(', ', coalesce(${ofPayment("description")}, reason),
			(SELECT name FROM customers WHERE customers.customer_id = ${ofPayment("customer_id")})), '')`,
		amount: {
			number: "refunded_amount",
			currency: ofPayment("currency_code"),
		},
		hasBoth: true,
	},
	webhook: { text: "url" },
};

export interface TitleParts {
	text: string | null;
	number: number | null;
	currency: string | null;
}

/** The title of what was found. Undefined if nothing is known of it but its ID. */
export function titleOf(
	kind: SourceKind,
	{ text, number, currency }: TitleParts,
): string | undefined {
	const amount =
		currency === null ? undefined : amountTitle(number ?? 0, currency);
	if (text === null) return amount;
	return amount && TITLES[kind].hasBoth ? `${amount}, ${text}` : text;
}

/** An amount with its currency: `30,000 XOF`, `50.00 USD`. */
function amountTitle(amount: number, currency: string): string {
	const decimals = decimalsOf(currency);
	const number = (amount / 10 ** decimals).toLocaleString("en", {
		minimumFractionDigits: decimals,
		maximumFractionDigits: decimals,
	});
	return `${number} ${currency}`;
}
