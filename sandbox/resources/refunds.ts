/** Refunds: made in the dashboard, read here. */
import type { Description } from "../../description/operations.ts";
import { presenter } from "../data/present.ts";
import { type Handlers, refuseWith } from "../http/context.ts";

export function refunds(document: Description): Handlers {
	const present = presenter(document, "Refund");
	return {
		async getRefund(context) {
			const { database, merchant, path } = context;
			const row = await database
				.selectFrom("refunds")
				.selectAll()
				.where("refund_id", "=", path.id)
				.where("merchant_id", "=", merchant.merchant_id)
				.executeTakeFirst();
			if (!row) return refuseWith(context, 404, "notFound");
			return { data: present(row) };
		},
	};
}
