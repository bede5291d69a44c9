/** Transactions. Read-only. */
import { findOwned } from "../../db/prepared-statements.ts";
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
			const { environment, path } = context;
			const { transaction_id } = path;
			const row = await findOwned(
				context,
				"transactions",
				"transaction_id",
				transaction_id,
			);
			if (!row) return refuseWith(context, 404, "notFound");
			return { data: serialize({ ...row, environment }) };
		},
	};
}
