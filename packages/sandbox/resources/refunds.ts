/** Refunds: made in the dashboard, read here. */
import type { Description } from "../../spec/operations.ts";
import { presenter } from "../data/present.ts";
import { findOwned } from "../data/statements.ts";
import { type Handlers, refuseWith } from "../http/context.ts";

export function refunds(document: Description): Handlers {
	const present = presenter(document, "Refund");
	return {
		async getRefund(context) {
			const { id } = context.path;
			const row = await findOwned(context, "refunds", "refund_id", id);
			if (!row) return refuseWith(context, 404, "notFound");
			return { data: present(row) };
		},
	};
}
