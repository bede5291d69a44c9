/** Rows as the API shows them, where a schema has more than its row: addresses, the environment, what is shown of a plan. */
import { type Description, testServer } from "../../spec/operations.ts";
import { readHostedPages } from "../resources/hosted.ts";
import { type Present, presenter } from "./present.ts";

export interface Shown {
	transaction: Present;
	subscription: Present;
	refund: Present;
	provider: Present;
	/** @param origin Where the page is on which it is paid. */
	session(row: SessionLike, origin: string): ReturnType<Present>;
}

export interface SessionLike {
	checkout_session_id: string;
	created_at: string;
	updated_at: string;
}

export function createShown(document: Description): Shown {
	const environment = testServer(document)["x-environment"];
	const transaction = presenter(document, "Transaction");
	const session = presenter(document, "CheckoutSession");
	const pages = readHostedPages(document);
	return {
		transaction: (row) => transaction({ ...row, environment }),
		subscription: presenter(document, "Subscription"),
		refund: presenter(document, "Refund"),
		provider: presenter(document, "Provider"),
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
