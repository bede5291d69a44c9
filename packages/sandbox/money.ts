/** Fees, revenue and refunds. Amounts are integers in the currency's smallest unit. Rates come from the description. */
import {
	type Description,
	decimalsOf,
	type Fee,
	paymentFees,
	refundFee,
} from "@lomi/spec";
import type {
	Currency,
	Only,
	PaymentMethod,
	TransactionStatus,
} from "./schema-types.ts";

export interface Fees {
	/** lomi.'s fee for a payment. It can exceed a very small payment: the fixed part has no documented limit. */
	ofPayment(amount: number, currency: Currency, method: string): number;
	/** Name of the fee, the transaction's `fee_reference`. */
	referenceOf(method: string): string;
	/** What a refund costs the merchant on top of the refunded amount. The payment's own fee is not returned. */
	ofRefund(refunded: number): number;
}

/** Payment methods without a documented fee cost as much as this one. */
const USUAL_METHOD = "MOBILE_MONEY" satisfies PaymentMethod;

/**
 * Francs per smallest unit, to convert a fixed fee to the payment's currency, which the description doesn't specify.
 * The euro is pegged at 655.957 XOF; the dollar is roughly 600.
 */
const FRANCS: Record<Currency, number> = { XOF: 1, EUR: 6.55957, USD: 6 };

/** Reads the fee table from the description. */
export function readFees(document: Description): Fees {
	const table = paymentFees(document);
	const { percent } = refundFee(document);
	const feeFor = (method: string) =>
		table[method] ?? (table[USUAL_METHOD] as Fee);
	return {
		referenceOf: (method) => feeFor(method).reference,
		ofPayment(amount, currency, method) {
			const fee = feeFor(method);
			const rate = FRANCS[fee.currency as Currency] / FRANCS[currency];
			return Math.round((amount * fee.percent) / 100 + fee.fixed * rate);
		},
		ofRefund: (refunded) => Math.round((refunded * percent) / 100),
	};
}

/** Recurring charges of the same amount. */
export interface Recurring {
	amount: number;
	/** Charges per year. */
	timesAYear: number;
	/** Number of subscriptions with these charges. */
	subscriptions: number;
}

/**
 * Monthly recurring revenue. Rounded once, after summing: rounding per subscription would turn the 433,333 of a hundred weekly plans of
 * 1,000 XOF into 433,300.
 */
export function monthlyRevenue(charges: Recurring[]): number {
	const yearly = charges.reduce(
		(sum, { amount, timesAYear, subscriptions }) =>
			sum + amount * timesAYear * subscriptions,
		0,
	);
	return Math.round(yearly / 12);
}

/** Annual recurring revenue: exactly 12 × MRR, so that the two always agree. */
export function annualRevenue(mrr: number): number {
	return 12 * mrr;
}

/**
 * A payment's status after a refund. A full refund makes it `refunded`; after a partial one it stays `completed`, as in the description's
 * example, since the merchant keeps the rest.
 */
export function statusAfterRefund(
	gross: number,
	refunded: number,
): Only<TransactionStatus, "completed" | "refunded"> {
	return refunded < gross ? "completed" : "refunded";
}

/** What can still be refunded of a payment, in the currency's smallest unit. @param refunded Sum of its refunds, without those that failed. */
export function refundableOf(
	{ status, gross_amount }: { status: TransactionStatus; gross_amount: number },
	refunded: number,
): number {
	return status === "completed" ? Math.max(0, gross_amount - refunded) : 0;
}

/** Converts a product's price, which is in the currency itself, to the smallest unit: an integer ≥ 1. */
export function toSmallestUnit(price: number, currency: string): number {
	const amount = Math.round(price * 10 ** decimalsOf(currency));
	return Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, amount));
}
