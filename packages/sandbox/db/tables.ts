/**
 * The rows of the database. A column is named as the field of the API that it holds. True and false are 1 and 0, lists and objects are
 * JSON text, times are ISO 8601 in UTC with milliseconds, so that they sort as text. present.ts turns a row into what the API shows.
 */

import type { Generated, Selectable } from "kysely";

/** The merchant that a row belongs to, and its organization. */
export interface Owner {
	merchant_id: string;
	organization_id: string;
}

/** Columns of every table whose rows belong to a merchant. */
interface Owned extends Owner {
	created_at: string;
	updated_at: string;
}

export type Flag = 0 | 1;
/** JSON text. */
export type Json = string;

export interface Tables {
	merchants: {
		merchant_id: string;
		organization_id: string;
		name: string;
		email: string;
		phone_number: string;
		country: string;
		retry_payment_every: number;
		total_retries: number;
		metadata: Json;
		created_at: string;
		updated_at: string;
	};
	api_keys: { api_key: string; merchant_id: string };
	/** A provider of a merchant. */
	providers: {
		merchant_id: string;
		code: string;
		name: string;
		description: string;
		payment_methods: Json;
		is_connected: Flag;
		/** Where it stands in the list. */
		place: number;
	};
	customers: Owned & {
		customer_id: string;
		name: string;
		email: string | null;
		phone_number: string | null;
		whatsapp_number: string | null;
		country: string | null;
		city: string | null;
		address: string | null;
		postal_code: string | null;
		is_business: Flag;
		metadata: Json | null;
		/** 1 once a transaction of theirs was completed. Kept by triggers. */
		has_paid: Generated<Flag>;
	};
	products: Owned & {
		product_id: string;
		name: string;
		description: string | null;
		price: number;
		currency_code: string;
		image_url: string | null;
		is_active: Flag;
		display_on_storefront: Flag;
		fee_type_ids: Json | null;
	};
	plans: Owned & {
		plan_id: string;
		name: string;
		description: string | null;
		amount: number;
		currency_code: string;
		billing_frequency: string;
		failed_payment_action: string | null;
		charge_day: number | null;
		first_payment_type: string | null;
		is_active: Flag;
		metadata: Json | null;
		/** Set where the API knows the plan no more: a subscription that has ended still shows what it was to. */
		deleted_at: string | null;
	};
	subscriptions: Owned & {
		subscription_id: string;
		plan_id: string;
		customer_id: string;
		status: string;
		start_date: string;
		end_date: string | null;
		next_billing_date: string | null;
		metadata: Json | null;
		/** As the customer is, or was last: they stay when the customer is deleted. */
		customer_name: string | null;
		customer_email: string | null;
		/** What the due dates are counted from, where that is no longer the start. */
		billing_anchor: Generated<string | null>;
		/** The due date of the charge that is being tried again. */
		due_since: Generated<string | null>;
		/** How often that charge has failed. */
		failed_attempts: Generated<number>;
		/** 1 while an attempt to charge is under way. */
		is_charging: Generated<Flag>;
	};
	checkout_sessions: Owned & {
		checkout_session_id: string;
		status: string;
		expires_at: string;
		success_url: string;
		cancel_url: string;
		allowed_providers: Json;
		amount: number;
		currency_code: string;
		title: string | null;
		public_description: string | null;
		customer_email: string | null;
		customer_name: string | null;
		customer_phone: string | null;
		product_id: string | null;
		subscription_id: string | null;
		plan_id: string | null;
		metadata: Json | null;
		allow_coupon_code: Flag;
	};
	payment_links: Owned & {
		link_id: string;
		link_type: string;
		title: string;
		currency_code: string;
		price: number | null;
		product_id: string | null;
		plan_id: string | null;
		public_description: string | null;
		private_description: string | null;
		allowed_providers: Json | null;
		allow_coupon_code: Flag;
		is_active: Flag;
		expires_at: string | null;
		success_url: string | null;
		cancel_url: string | null;
		metadata: Json | null;
	};
	transactions: Owned & {
		transaction_id: string;
		customer_id: string | null;
		gross_amount: number;
		fee_amount: number;
		net_amount: number;
		fee_reference: string | null;
		currency_code: string;
		payment_method_code: string;
		provider_code: string;
		provider_transaction_id: string | null;
		transaction_type: string;
		product_id: string | null;
		subscription_id: string | null;
		status: string;
		description: string | null;
		metadata: Json | null;
		/** The session in which it is paid. One at most is under way or done. */
		checkout_session_id: Generated<string | null>;
		/** When an attempt that is under way ends, and as what; null once it is over. */
		settles_at: Generated<string | null>;
		settles_as: Generated<string | null>;
	};
	refunds: Owned & {
		refund_id: string;
		transaction_id: string;
		amount: number;
		refunded_amount: number;
		/** Of the payment. */
		fee_amount: number;
		/** What the refund costs, by the fees of its time. */
		refund_fee: number;
		reason: string | null;
		status: string;
		metadata: Json | null;
	};
	/** How many transactions of each kind began in a period. Kept by triggers. */
	transaction_tallies: {
		merchant_id: string;
		unit: "all" | "month" | "day" | "hour";
		/** As times begin that lie in it: nothing, `2025-04`, `2025-04-05` or `2025-04-05T09`. */
		period: string;
		status: string;
		provider_code: string;
		number: number;
	};
	/** How many subscriptions a plan has in each state. Kept by triggers. */
	subscription_tallies: {
		merchant_id: string;
		plan_id: string;
		status: string;
		number: number;
	};
	/** How many customers have paid. Kept by triggers. */
	customer_tallies: { merchant_id: string; number: number };
	/** What a merchant has taken in, and what they have. Kept by triggers. */
	balances: {
		merchant_id: string;
		currency_code: string;
		taken: number;
		balance: number;
	};
	webhooks: {
		id: string;
		organization_id: string;
		url: string;
		events: Json;
		active: Flag;
		description: string | null;
		secret: string;
		created_at: string;
		updated_at: string;
	};
	delivery_logs: {
		id: string;
		webhook_id: string;
		event_type: string;
		attempt_number: number;
		success: Flag;
		response_status: number | null;
		response_body_truncated: Flag;
		request_duration_ms: number | null;
		payload_present: Flag;
		created_at: string;
		/** What is sent again on a retry: the body as it was signed. */
		payload: string;
	};
	/** What happened that merchants are told of. Never changed: the body is the same on every attempt. */
	events: {
		/** In the order in which they happened. */
		sequence: Generated<number>;
		/** `evt_…` */
		event_id: string;
		merchant_id: string;
		organization_id: string;
		event_type: string;
		/** The body, as it is signed and sent. */
		payload: string;
		created_at: string;
	};
	/** An event on its way to an endpoint: the outbox. */
	deliveries: {
		event_id: string;
		webhook_id: string;
		status: "waiting" | "delivered" | "failed";
		/** How many attempts were made. */
		attempts: number;
		/** When the next attempt is made; null where it is over. */
		due_at: string | null;
		/** What the endpoint answered last; null where it did not. */
		response_status: number | null;
		updated_at: string;
	};
	/** Where the clock is: one row. */
	clock: {
		id: 1;
		/** Milliseconds before the machine's. */
		ahead_by: number;
		/** The time at which it stands still, if it does. */
		frozen_at: string | null;
	};
	idempotency_keys: {
		merchant_id: string;
		idempotency_key: string;
		/** Of method, address and body. */
		fingerprint: string;
		status: number;
		body: string;
		created_at: string;
	};
}

/** A row as it is read. */
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;
export type CustomerRow = Row<"customers">;
export type DeliveryRow = Row<"deliveries">;
export type EventRow = Row<"events">;
export type LinkRow = Row<"payment_links">;
export type ProviderRow = Row<"providers">;
export type RefundRow = Row<"refunds">;
export type SessionRow = Row<"checkout_sessions">;
export type TransactionRow = Row<"transactions">;
