/** Rows as the API shows them, where a schema has more than its row: addresses, the environment, what is shown of a plan. */
import { type Description, testServer } from "@lomi/spec";
import { createSerializer, type Serialize } from "../db/serializers.ts";
import { readHostedPages } from "./hosted-pages.ts";

export interface Serializers {
	transaction: Serialize;
	subscription: Serialize;
	refund: Serialize;
	provider: Serialize;
	/** @param origin Where the page is on which it is paid. */
	session(row: SessionLike, origin: string): ReturnType<Serialize>;
}

export interface SessionLike {
	checkout_session_id: string;
	created_at: string;
	updated_at: string;
}

export function createSerializers(document: Description): Serializers {
	const environment = testServer(document)["x-environment"];
	const transaction = createSerializer(document, "Transaction");
	const session = createSerializer(document, "CheckoutSession");
	const pages = readHostedPages(document);
	return {
		transaction: (row) => transaction({ ...row, environment }),
		subscription: createSerializer(document, "Subscription"),
		refund: createSerializer(document, "Refund"),
		provider: createSerializer(document, "Provider"),
		session(row, origin) {
			const { updated_at, ...rest } = row;
			return session({
				...rest,
				// A session whose row has never changed shows no time of a change.
				...(updated_at !== row.created_at && { updated_at }),
				url: pages.session(origin, row),
				environment,
			});
		},
	};
}
