/** Settles pending payments: at their time, or as soon as somebody says so. */
import type { TransactionRow } from "../db/tables.ts";
import type { Only, TransactionStatus } from "../schema-types.ts";
import { ActionError } from "./engine.ts";
import type { FinalStatus, PaymentAttempts } from "./payment-attempts.ts";
import type { Payments } from "./payments.ts";
import type { Subscriptions } from "./subscriptions.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export interface Settlement {
	/** Settles a pending payment, and starts or continues what it pays for. */
	settle(
		work: UnitOfWork,
		pending: TransactionRow,
		as: FinalStatus,
	): Promise<void>;
	/** The same for the payment with an ID. @throws {ActionError} `unknown` if there is none, `conflict` if it isn't pending. */
	settleNow(
		work: UnitOfWork,
		transaction_id: string,
		as: Only<FinalStatus, "completed" | "failed">,
	): Promise<void>;
}

const PENDING: TransactionStatus = "pending";

export function createSettlement(
	attempts: PaymentAttempts,
	payments: Payments,
	subscriptions: Subscriptions,
): Settlement {
	const settle: Settlement["settle"] = async (work, pending, as) => {
		if (pending.checkout_session_id) {
			await payments.settle(work, pending, as);
			return;
		}
		const transaction = await attempts.settle(work, pending, as);
		if (transaction.subscription_id)
			await subscriptions.continueAfter(work, transaction);
	};
	return {
		settle,
		async settleNow(work, transaction_id, as) {
			const row = await work.on
				.selectFrom("transactions")
				.selectAll()
				.where("transaction_id", "=", transaction_id)
				.executeTakeFirst();
			if (!row)
				throw new ActionError(
					"unknown",
					`There is no transaction with ID \`${transaction_id}\`.`,
				);
			if (row.status !== PENDING)
				throw new ActionError(
					"conflict",
					`The transaction is ${row.status}. Only a pending transaction can be confirmed, or fail.`,
				);
			await settle(work, row, as);
		},
	};
}
