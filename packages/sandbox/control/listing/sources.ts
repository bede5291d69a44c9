/** The tables that are listed and searched: what identifies their rows, whose they are, and which columns have text that people look for. */
import type { ControlSchemas, Only } from "../../schema-types.ts";

export interface Source {
	table: string;
	/** Column with the ID. */
	id: string;
	/** Column that says whose a row is. */
	owner: "merchant_id" | "organization_id";
	/** Columns with text, the table's own. */
	texts: readonly string[];
	/** Columns with phone numbers, the table's own. */
	phones: readonly string[];
	/** Whether it has a column `metadata`. */
	hasMetadata: boolean;
	/** Column that is set in rows that are no longer shown. */
	deleted?: string;
	/** The column that a query parameter is compared with. */
	filters: Readonly<Record<string, Filter>>;
}

interface Filter {
	column: string;
	/** True if so few rows have the same value that its index is better than that of the owner's rows. */
	isSelective?: boolean;
}

export type SourceKind = Only<
	ControlSchemas["SearchResultKind"],
	| "transaction"
	| "checkout_session"
	| "payment_link"
	| "customer"
	| "product"
	| "plan"
	| "subscription"
	| "refund"
	| "webhook"
>;

const STATUS = { status: { column: "status" } };
const CUSTOMER = { customer_id: { column: "customer_id", isSelective: true } };
const OWNED = {
	owner: "merchant_id",
	phones: [],
	hasMetadata: true,
	filters: {},
} as const;

/** In the order in which results of a search are shown. */
export const SOURCES = {
	customer: {
		...OWNED,
		table: "customers",
		id: "customer_id",
		texts: ["customer_id", "name", "email"],
		phones: ["phone_number", "whatsapp_number"],
	},
	transaction: {
		...OWNED,
		table: "transactions",
		id: "transaction_id",
		texts: ["transaction_id", "provider_transaction_id", "description"],
		filters: {
			...STATUS,
			...CUSTOMER,
			provider: { column: "provider_code" },
			subscription_id: { column: "subscription_id", isSelective: true },
			checkout_session_id: { column: "checkout_session_id", isSelective: true },
		},
	},
	checkout_session: {
		...OWNED,
		table: "checkout_sessions",
		id: "checkout_session_id",
		texts: [
			"checkout_session_id",
			"title",
			"public_description",
			"customer_name",
			"customer_email",
		],
		phones: ["customer_phone"],
		filters: STATUS,
	},
	subscription: {
		...OWNED,
		table: "subscriptions",
		id: "subscription_id",
		texts: ["subscription_id", "customer_name", "customer_email"],
		filters: {
			...STATUS,
			...CUSTOMER,
			plan_id: { column: "plan_id", isSelective: true },
		},
	},
	payment_link: {
		...OWNED,
		table: "payment_links",
		id: "link_id",
		texts: ["link_id", "title", "public_description", "private_description"],
	},
	product: {
		...OWNED,
		table: "products",
		id: "product_id",
		texts: ["product_id", "name", "description"],
		hasMetadata: false,
	},
	plan: {
		...OWNED,
		table: "plans",
		id: "plan_id",
		texts: ["plan_id", "name", "description"],
		deleted: "deleted_at",
	},
	refund: {
		...OWNED,
		table: "refunds",
		id: "refund_id",
		texts: ["refund_id", "reason"],
	},
	webhook: {
		...OWNED,
		table: "webhooks",
		id: "id",
		owner: "organization_id",
		texts: ["id", "url", "description"],
		hasMetadata: false,
	},
} as const satisfies Record<SourceKind, Source>;

/** Customers, by what a payment shows of them. */
export const PAYER: Source = {
	...SOURCES.customer,
	texts: ["customer_id", "name", "email"],
	phones: ["phone_number"],
	hasMetadata: false,
};

/** Plans, by what a subscription shows of them, also when they are deleted. */
export const SUBSCRIBED: Source = {
	...OWNED,
	table: "plans",
	id: "plan_id",
	texts: ["plan_id", "name"],
	hasMetadata: false,
};
