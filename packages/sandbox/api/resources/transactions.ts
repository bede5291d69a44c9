/** Transactions. Read-only. */
import type { Serializers } from "../../engine/serializers.ts";
import { type Handlers, refuseWith } from "../context.ts";
import { page } from "../lists.ts";

interface Parts {
	serializers: Pick<Serializers, "transaction">;
}

export function transactions({ serializers }: Parts): Handlers {
	const { transaction: serialize } = serializers;
	return {
		async listTransactions(context) {
			const { database, merchant } = context;
			const own = database
				.selectFrom("transactions")
				.selectAll()
				.where("merchant_id", "=", merchant.merchant_id);
			return page(context, own, "transactions", "transaction_id", serialize);
		},

		async getTransaction(context) {
			const { database, merchant, path } = context;
			const row = await database
				.selectFrom("transactions")
				.selectAll()
				.where("transaction_id", "=", path.transaction_id)
				.where("merchant_id", "=", merchant.merchant_id)
				.executeTakeFirst();
			if (!row) return refuseWith(context, 404, "notFound");
			return { data: serialize(row) };
		},
	};
}
