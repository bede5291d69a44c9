/** Payment attempts, which are the API's transactions: pending, then settled. Callers handle what follows. */
import { later } from "../clock.ts";
import { prepare, prepareInsert } from "../db/statements.ts";
import { parseStored } from "../db/stored-json.ts";
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

/** An attempt that was started and isn't stored yet. */
export type StartedAttempt = TransactionRow & { isNew: true };

export interface PaymentAttempts {
	/** Starts an attempt, and emits its event. It is stored once it is settled or left pending. */
	start(
		work: UnitOfWork,
		owner: Owner,
		provider: ProviderRow,
		charge: Charge,
	): Promise<StartedAttempt>;
	/** Leaves an attempt pending, and schedules its settlement. */
	settleLater(
		work: UnitOfWork,
		attempt: StartedAttempt,
		ending: FinalStatus,
		time: string,
	): Promise<TransactionRow>;
	/** Settles an attempt, and emits its event. */
	settle(
		work: UnitOfWork,
		attempt: StartedAttempt | TransactionRow,
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

/** @param wakeAt Schedules a wake-up at an ISO 8601 time. */
export function createPaymentAttempts(
	random: Random,
	fees: Fees,
	serializers: Serializers,
	{ emit }: Outbox,
	wakeAt: (at: string) => void,
): PaymentAttempts {
	const insert = prepareInsert("transactions");
	const update = prepare<TransactionRow>()((database, row) =>
		database
			.updateTable("transactions")
			.set({
				status: row.status,
				provider_transaction_id: row.provider_transaction_id,
				fee_reference: row.fee_reference,
				subscription_id: row.subscription_id,
				settles_at: null,
				settles_as: null,
				updated_at: row.updated_at,
			})
			.where("transaction_id", "=", row.transaction_id),
	);

	return {
		async start(work, owner, provider, charge) {
			const [firstMethod = ""]: string[] = parseStored(
				provider.payment_methods,
			);
			const method = firstMethod.toUpperCase();
			const { amount, currency_code } = charge;
			const fee = fees.ofPayment(amount, currency_code, method);
			const row: TransactionRow = {
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
				settles_at: null,
				settles_as: null,
				created_at: work.at,
				updated_at: work.at,
			};
			await emit(work, owner, "PAYMENT_CREATED", serializers.transaction(row));
			return { ...row, isNew: true };
		},

		async settleLater({ on }, { isNew, ...attempt }, settles_as, settles_at) {
			const row = { ...attempt, settles_at, settles_as };
			await insert(on, row);
			wakeAt(settles_at);
			return row;
		},

		async settle(work, attempt, as, subscription_id) {
			const { on, at } = work;
			const { isNew, ...before } = { isNew: undefined, ...attempt };
			const row: TransactionRow = {
				...before,
				status: as,
				updated_at: at,
				settles_at: null,
				settles_as: null,
				...(as === "completed"
					? {
							provider_transaction_id:
								before.provider_transaction_id ??
								referenceOf(random, before.provider_code, at),
						}
					: { fee_reference: null }),
				...(subscription_id && { subscription_id }),
			};
			await (isNew ? insert(on, row) : update(on, row));
			await emit(work, row, EVENT_BY_STATUS[as], serializers.transaction(row));
			return row;
		},
	};
}
