/** Rows of payments and refunds, with their fees and provider references. */
import type { Insertable } from "kysely";
import type { Tables } from "../../db/tables.ts";
import { type Fees, statusAfterRefund } from "../../money.ts";
import { type Random, uuid } from "../../random.ts";
import { referenceOf } from "../../references.ts";
import type { Currency } from "../../schema-types.ts";
import type { Write } from "../bulk-insert.ts";
import type { SeededMerchant } from "../merchants.ts";
import { iso } from "./calendar.ts";

export interface Payment {
	at: number;
	/** Milliseconds until it was settled. */
	took: number;
	status: "pending" | "completed" | "failed" | "expired";
	customer_id: string | null;
	gross_amount: number;
	currency_code: Currency;
	provider_code: string;
	description: string | null;
	product_id?: string | null;
	subscription_id?: string | null;
	metadata?: object;
}

export interface Refund {
	at: number;
	took: number;
	status: "pending" | "completed" | "failed";
	refunded_amount: number;
	reason: string | null;
}

export type TransactionRow = Insertable<Tables["transactions"]>;
export type RefundRow = Insertable<Tables["refunds"]>;

interface PaymentParts {
	random: Random;
	write: Write;
	fees: Fees;
	/** A provider's payment method, as in transactions. */
	methodAt(provider: string): string;
}

/** Writes a payment, and its refund if there is one. */
export type RecordPayment = (
	owner: SeededMerchant,
	payment: Payment,
	refund?: Refund,
) => Promise<{ transaction: TransactionRow; refund?: RefundRow }>;

export function createRecordPayment({
	random,
	write,
	fees,
	methodAt,
}: PaymentParts): RecordPayment {
	return async (owner, payment, refund) => {
		const { gross_amount, currency_code, provider_code, status } = payment;
		const payment_method_code = methodAt(provider_code);
		const fee_amount = fees.ofPayment(
			gross_amount,
			currency_code,
			payment_method_code,
		);
		const isCollected = status === "completed";
		const refunded =
			refund?.status === "completed" ? refund.refunded_amount : 0;
		const over = payment.at + payment.took;
		const transaction: TransactionRow = {
			transaction_id: uuid(random),
			...ownerOf(owner),
			customer_id: payment.customer_id,
			gross_amount,
			fee_amount,
			net_amount: gross_amount - fee_amount,
			fee_reference:
				isCollected || status === "pending" ? "STANDARD_FEE" : null,
			currency_code,
			payment_method_code,
			provider_code,
			provider_transaction_id: isCollected
				? referenceOf(random, provider_code, iso(over))
				: null,
			transaction_type: "payment",
			product_id: payment.product_id ?? null,
			subscription_id: payment.subscription_id ?? null,
			status: isCollected ? statusAfterRefund(gross_amount, refunded) : status,
			description: payment.description,
			metadata: payment.metadata ? JSON.stringify(payment.metadata) : null,
			created_at: iso(payment.at),
			updated_at: iso(
				refunded === gross_amount && refund ? refund.at + refund.took : over,
			),
		};
		await write("transactions", transaction);
		if (!refund) return { transaction };
		const row: RefundRow = {
			refund_id: uuid(random),
			...ownerOf(owner),
			transaction_id: transaction.transaction_id,
			amount: gross_amount,
			refunded_amount: refund.refunded_amount,
			fee_amount,
			refund_fee: fees.ofRefund(refund.refunded_amount),
			reason: refund.reason,
			status: refund.status,
			metadata: null,
			created_at: iso(refund.at),
			updated_at: iso(refund.at + refund.took),
		};
		await write("refunds", row);
		return { transaction, refund: row };
	};
}

/** The owner columns of a row. */
export function ownerOf({ merchant_id, organization_id }: SeededMerchant) {
	return { merchant_id, organization_id };
}
