/** Providers, and which of them the merchant has connected. */
import { createSerializer } from "../../db/serializers.ts";
import type { Described, Handlers } from "../context.ts";

export function providers({ document }: Described): Handlers {
	const serialize = createSerializer(document, "Provider");
	return {
		async listProviders({ database, merchant }) {
			const rows = await database
				.selectFrom("providers")
				.selectAll()
				.where("merchant_id", "=", merchant.merchant_id)
				.orderBy("place")
				.execute();
			return { data: rows.map(serialize) };
		},
	};
}
