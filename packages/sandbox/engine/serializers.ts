/** Serializers of the API's resources. Some show more than their row: URLs, the environment, plan details. */
import { type Description, testServer } from "@lomi/spec";
import { createSerializer, type Serialize } from "../db/serializers.ts";
import { readHostedPages } from "./hosted-pages.ts";

export interface Serializers {
	customer: Serialize;
	plan: Serialize;
	product(row: { fee_type_ids: string | null }): ReturnType<Serialize>;
	webhook: Serialize;
	transaction: Serialize;
	subscription: Serialize;
	refund: Serialize;
	provider: Serialize;
	/** @param origin Origin of the session's page. */
	session(row: SessionLike, origin: string): ReturnType<Serialize>;
	/** @param origin Origin of the link's page. */
	link(row: LinkLike, origin: string): ReturnType<Serialize>;
}

interface LinkLike {
	link_type: string;
	link_id: string;
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
	const product = createSerializer(document, "Product");
	const link = createSerializer(document, "PaymentLink");
	const pages = readHostedPages(document);
	return {
		customer: createSerializer(document, "Customer"),
		plan: createSerializer(document, "SubscriptionPlan"),
		// The only field that is absent when it is null.
		product: ({ fee_type_ids, ...row }) =>
			product(fee_type_ids === null ? row : { ...row, fee_type_ids }),
		webhook: createSerializer(document, "Webhook"),
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
		link: (row, origin) => link({ ...row, url: pages.link(origin, row) }),
	};
}
