/** Refunds. They are created in the dashboard and are read-only here. */
import { findOwned } from "../../db/prepared-statements.ts";
import { createSerializer } from "../../db/serializers.ts";
import { type Described, type Handlers, refuseWith } from "../context.ts";

export function refunds({ document }: Described): Handlers {
	const serialize = createSerializer(document, "Refund");
	return {
		async getRefund(context) {
			const { id } = context.path;
			const row = await findOwned(context, "refunds", "refund_id", id);
			if (!row) return refuseWith(context, 404, "notFound");
			return { data: serialize(row) };
		},
	};
}
