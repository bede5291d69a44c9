/** The rules of money. Amounts are integers in the currency's smallest unit. Fees and intervals are the description's own. */
import {
	type Description,
	decimalsOf,
	type Fee,
	paymentFees,
	refundFee,
} from "@lomi/spec";

export interface Fees {
	/** What lomi. takes of a payment. It can be more than a very small payment: nothing says that the fixed part has a limit. */
	ofPayment(amount: number, currency: string, method: string): number;
	/** What refunding costs the merchant, besides the refunded amount itself. The fee of the payment is not given back. */
	ofRefund(refunded: number): number;
}

/** Without a fee of their own, the other ways to pay cost what most payments do. */
const USUAL_METHOD = "MOBILE_MONEY";

/**
 * What a smallest unit is in francs: for a fixed part in another currency than the payment's, about which the description says nothing.
 * The euro is 655.957 XOF by treaty, the dollar about 600.
 */
const FRANCS: Record<string, number> = { XOF: 1, EUR: 6.55957, USD: 6 };

/** The fees by the table of the description. */
export function readFees(document: Description): Fees {
	const table = paymentFees(document);
	const { percent } = refundFee(document);
	return {
		ofPayment(amount, currency, method) {
			const fee = table[method] ?? (table[USUAL_METHOD] as Fee);
			const rate = (FRANCS[fee.currency] ?? 1) / (FRANCS[currency] ?? 1);
			return Math.round((amount * fee.percent) / 100 + fee.fixed * rate);
		},
		ofRefund: (refunded) => Math.round((refunded * percent) / 100),
	};
}

/** Charges of one amount that come again and again. */
export interface Recurring {
	amount: number;
	/** How often a year each comes. */
	timesAYear: number;
	/** How many subscriptions are charged so. */
	subscriptions: number;
}

/**
 * Monthly recurring revenue. It is rounded once, when all is summed: rounded for each subscription, a hundred weekly plans of 1,000 XOF
 * would make 433,300 of what are 433,333.
 */
export function monthlyRevenue(charges: Recurring[]): number {
	const yearly = charges.reduce(
		(sum, { amount, timesAYear, subscriptions }) =>
			sum + amount * timesAYear * subscriptions,
		0,
	);
	return Math.round(yearly / 12);
}

/** Annual recurring revenue: twelve times the monthly one, to the franc, so that the two always agree. */
export function annualRevenue(mrr: number): number {
	return 12 * mrr;
}

/**
 * What a payment is once money went back. All of it makes it `refunded`. A part does not: it stays `completed`, as in the description's
 * own example, for the rest was collected and is the merchant's.
 */
export function statusAfterRefund(
	gross: number,
	refunded: number,
): "completed" | "refunded" {
	return refunded < gross ? "completed" : "refunded";
}

/** A product's price, which is in the currency itself, in its smallest unit: a whole number, 1 at the least. XOF has no subunit. */
export function toSmallestUnit(price: number, currency: string): number {
	const amount = Math.round(price * 10 ** decimalsOf(currency));
	return Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, amount));
}
