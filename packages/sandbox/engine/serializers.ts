/** Serializers for resources that show more than their row: URLs, the environment, plan details. */
import { type Description, testServer } from "@lomi/spec";
import { createSerializer, type Serialize } from "../db/serializers.ts";
import { readHostedPages } from "./hosted-pages.ts";

export interface Serializers {
	transaction: Serialize;
	subscription: Serialize;
	refund: Serialize;
	provider: Serialize;
	/** @param origin Origin of the session's page. */
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
				// Sessions that have never changed don't show `updated_at`.
				...(updated_at !== row.created_at && { updated_at }),
				url: pages.session(origin, row),
				environment,
			});
		},
	};
}
