/** Transactions. Read-only. */
import { createSerializer } from "../../db/serializers.ts";
import { type Described, type Handlers, refuseWith } from "../context.ts";
import { page } from "../lists.ts";

export function transactions({ document }: Described): Handlers {
	const serialize = createSerializer(document, "Transaction");
	return {
		async listTransactions(context) {
			const { database, merchant, environment } = context;
			const own = database
				.selectFrom("transactions")
				.selectAll()
				.where("merchant_id", "=", merchant.merchant_id);
			return page(context, own, "transactions", "transaction_id", (row) =>
				serialize({ ...row, environment }),
			);
		},

		async getTransaction(context) {
			const { database, environment, merchant, path } = context;
			const row = await database
				.selectFrom("transactions")
				.selectAll()
				.where("transaction_id", "=", path.transaction_id)
				.where("merchant_id", "=", merchant.merchant_id)
				.executeTakeFirst();
			if (!row) return refuseWith(context, 404, "notFound");
			return { data: serialize({ ...row, environment }) };
		},
	};
}
