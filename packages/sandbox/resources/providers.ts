/** Providers: which there are, and which of them the merchant has connected. */
import type { Description } from "../../spec/operations.ts";
import { presenter } from "../data/present.ts";
import type { Handlers } from "../http/context.ts";

export function providers(document: Description): Handlers {
	const present = presenter(document, "Provider");
	return {
		async listProviders({ database, merchant }) {
			const rows = await database
				.selectFrom("providers")
				.selectAll()
				.where("merchant_id", "=", merchant.merchant_id)
				.orderBy("place")
				.execute();
			return { data: rows.map(present) };
		},
	};
}
