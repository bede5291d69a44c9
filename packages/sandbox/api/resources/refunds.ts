/** Refunds. They are created in the dashboard and are read-only here. */
import { createSerializer } from "../../db/serializers.ts";
import { type Described, type Handlers, refuseWith } from "../context.ts";

export function refunds({ document }: Described): Handlers {
	const serialize = createSerializer(document, "Refund");
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
			return { data: serialize(row) };
		},
	};
}
