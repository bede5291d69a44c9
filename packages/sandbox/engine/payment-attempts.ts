/** Payment attempts, which are the API's transactions: pending, then settled. Callers handle what follows. */
import { later } from "../clock.ts";
import type { Owner, ProviderRow, TransactionRow } from "../db/tables.ts";
import type { Fees } from "../money.ts";
import { type Random, uuid } from "../random.ts";
import { referenceOf } from "../references.ts";
import type {
	Currency,
	EventName,
	Only,
	TransactionStatus,
	TransactionType,
} from "../schema-types.ts";
import type { Outcome } from "./engine.ts";
import type { Outbox } from "./outbox.ts";
import type { Serializers } from "./serializers.ts";
import { delayOf } from "./test-phone-numbers.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** What to charge, and to whom. */
export interface Charge {
	customer_id: string | null;
	/** In the currency's smallest unit. */
	amount: number;
	currency_code: Currency;
	description: string | null;
	metadata: string | null;
	product_id?: string | null;
	subscription_id?: string | null;
	checkout_session_id?: string;
}

/** A settled attempt's status. */
export type FinalStatus = Only<
	TransactionStatus,
	"completed" | "failed" | "expired"
>;

export interface PaymentAttempts {
	/** Creates a pending attempt, and emits its event. */
	begin(
		work: UnitOfWork,
		owner: Owner,
		provider: ProviderRow,
		charge: Charge,
	): Promise<TransactionRow>;
	/** Schedules the settlement of an attempt. */
	settleLater(
		work: UnitOfWork,
		transaction: TransactionRow,
		ending: FinalStatus,
		time: string,
	): Promise<TransactionRow>;
	/** Settles an attempt, and emits its event. */
	settle(
		work: UnitOfWork,
		transaction: TransactionRow,
		as: FinalStatus,
		subscription_id?: string,
	): Promise<TransactionRow>;
}

/**
 * The status that an outcome settles with, and when, unless immediately.
 *
 * @param at When the attempt starts.
 * @param until When it can no longer be confirmed.
 */
export function settlementOf(
	outcome: Outcome,
	at: string,
	until: string,
): { ending: FinalStatus; time?: string } {
	switch (outcome) {
		case "succeed":
			return { ending: "completed" };
		case "delayed":
			return { ending: "completed", time: later(at, delayOf(outcome)) };
		case "unconfirmed":
			return { ending: "expired", time: until };
		default:
			return { ending: "failed" };
	}
}

const EVENT_BY_STATUS: Record<FinalStatus, EventName> = {
	completed: "PAYMENT_SUCCEEDED",
	failed: "PAYMENT_FAILED",
	// Nobody confirmed it in time.
	expired: "PAYMENT_FAILED",
};

export function createPaymentAttempts(
	random: Random,
	fees: Fees,
	serializers: Serializers,
	{ emit }: Outbox,
): PaymentAttempts {
	return {
		async begin(work, owner, provider, charge) {
			const [firstMethod = ""]: string[] = JSON.parse(provider.payment_methods);
			const method = firstMethod.toUpperCase();
			const { amount, currency_code } = charge;
			const fee = fees.ofPayment(amount, currency_code, method);
			const row = await work.on
				.insertInto("transactions")
				.values({
					transaction_id: uuid(random),
					merchant_id: owner.merchant_id,
					organization_id: owner.organization_id,
					customer_id: charge.customer_id,
					gross_amount: amount,
					fee_amount: fee,
					net_amount: amount - fee,
					fee_reference: fees.referenceOf(method),
					currency_code,
					payment_method_code: method,
					provider_code: provider.code,
					provider_transaction_id: null,
					transaction_type: "payment" satisfies TransactionType,
					product_id: charge.product_id ?? null,
					subscription_id: charge.subscription_id ?? null,
					status: "pending",
					description: charge.description,
					metadata: charge.metadata,
					checkout_session_id: charge.checkout_session_id ?? null,
					created_at: work.at,
					updated_at: work.at,
				})
				.returningAll()
				.executeTakeFirstOrThrow();
			await emit(work, owner, "PAYMENT_CREATED", serializers.transaction(row));
			return row;
		},

		settleLater: ({ on }, { transaction_id }, settles_as, settles_at) =>
			on
				.updateTable("transactions")
				.set({ settles_at, settles_as })
				.where("transaction_id", "=", transaction_id)
				.returningAll()
				.executeTakeFirstOrThrow(),

		async settle(work, transaction, as, subscription_id) {
			const { on, at } = work;
			const isCompleted = as === "completed";
			const row = await on
				.updateTable("transactions")
				.set({
					status: as,
					updated_at: at,
					settles_at: null,
					settles_as: null,
					...(isCompleted
						? {
								provider_transaction_id: referenceOf(
									random,
									transaction.provider_code,
									at,
								),
							}
						: { fee_reference: null }),
					...(subscription_id && { subscription_id }),
				})
				.where("transaction_id", "=", transaction.transaction_id)
				.returningAll()
				.executeTakeFirstOrThrow();
			await emit(work, row, EVENT_BY_STATUS[as], serializers.transaction(row));
			return row;
		},
	};
}
