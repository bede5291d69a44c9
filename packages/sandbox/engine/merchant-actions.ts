/** Merchant actions in the dashboard: refunds and provider connections. */
import type { ProviderRow, RefundRow } from "../db/tables.ts";
import { type Fees, refundableOf, statusAfterRefund } from "../money.ts";
import { type Random, uuid } from "../random.ts";
import { ActionError, type RefundRequest } from "./engine.ts";
import type { Outbox } from "./outbox.ts";
import type { Serializers } from "./serializers.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export interface MerchantActions {
	refund(work: UnitOfWork, request: RefundRequest): Promise<RefundRow>;
	setProvider(
		work: UnitOfWork,
		merchant_id: string,
		code: string,
		is_connected: boolean,
	): Promise<ProviderRow>;
}

export function createMerchantActions(
	random: Random,
	fees: Fees,
	serializers: Serializers,
	{ emit }: Outbox,
): MerchantActions {
	return {
		async refund(work, { transaction_id, amount, reason }) {
			const { on, at } = work;
			const transaction = await on
				.selectFrom("transactions")
				.selectAll()
				.where("transaction_id", "=", transaction_id)
				.executeTakeFirst();
			if (!transaction)
				throw new ActionError(
					"unknown",
					`There is no transaction with ID \`${transaction_id}\`.`,
				);
			const { gross_amount: gross, status } = transaction;
			const before = await on
				.selectFrom("refunds")
				.select(({ fn }) => fn.sum<number>("refunded_amount").as("sum"))
				.where("transaction_id", "=", transaction_id)
				.where("status", "!=", "failed")
				.executeTakeFirst();
			const refunded = before?.sum ?? 0;
			const refundable = refundableOf(transaction, refunded);
			if (refundable === 0)
				throw new ActionError(
					"conflict",
					status === "completed" || status === "refunded"
						? "The transaction is already fully refunded."
						: `The transaction is ${status}. Only completed transactions can be refunded.`,
				);
			const refundedNow = amount ?? refundable;
			if (refundedNow > refundable)
				throw new ActionError(
					"conflict",
					`\`amount\` must be ${refundable} or less: that much of the transaction has not been refunded.`,
				);
			const pending = await on
				.insertInto("refunds")
				.values({
					refund_id: uuid(random),
					merchant_id: transaction.merchant_id,
					organization_id: transaction.organization_id,
					transaction_id,
					amount: gross,
					refunded_amount: refundedNow,
					fee_amount: transaction.fee_amount,
					refund_fee: fees.ofRefund(refundedNow),
					reason: reason ?? null,
					status: "pending",
					metadata: null,
					created_at: at,
					updated_at: at,
				})
				.returningAll()
				.executeTakeFirstOrThrow();
			await emit(work, pending, "REFUND_CREATED", serializers.refund(pending));
			const after = statusAfterRefund(gross, refunded + refundedNow);
			if (after !== status)
				await on
					.updateTable("transactions")
					.set({ status: after, updated_at: at })
					.where("transaction_id", "=", transaction_id)
					.execute();
			const row = await on
				.updateTable("refunds")
				.set({ status: "completed" })
				.where("refund_id", "=", pending.refund_id)
				.returningAll()
				.executeTakeFirstOrThrow();
			await emit(work, row, "REFUND_COMPLETED", serializers.refund(row));
			return row;
		},

		async setProvider(work, merchant_id, code, is_connected) {
			const find = () =>
				work.on
					.selectFrom("providers")
					.innerJoin(
						"merchants",
						"merchants.merchant_id",
						"providers.merchant_id",
					)
					.selectAll("providers")
					.select("organization_id")
					.where("providers.merchant_id", "=", merchant_id)
					.where("code", "=", code)
					.executeTakeFirst();
			const before = await find();
			if (!before)
				throw new ActionError(
					"unknown",
					`The merchant knows no provider \`${code}\`.`,
				);
			if (Boolean(before.is_connected) === is_connected) return before;
			const row = { ...before, is_connected: is_connected ? 1 : 0 } as const;
			await work.on
				.updateTable("providers")
				.set({ is_connected: row.is_connected })
				.where("merchant_id", "=", merchant_id)
				.where("code", "=", code)
				.execute();
			const data = serializers.provider(row);
			await emit(work, row, "PROVIDER_STATUS_CHANGED", data);
			return row;
		},
	};
}
