/**
 * The versions of the schema. A released version never changes: to add or change a table, append a version. Row types (tables.ts) are
 * derived from here.
 *
 * Columns have the names of the API's fields. Booleans are FLAGs, arrays and objects are JSON text, times are ISO 8601 in UTC with
 * milliseconds, so that they sort as text.
 */
import { type Column, type Table, table } from "./columns.ts";
import {
	COUNTER_TRIGGERS,
	LEANER_COUNTER_TRIGGERS,
} from "./sqlite/triggers.ts";

interface Version {
	/** New tables, each after those that it references. */
	create: Record<string, Table>;
	/** New columns of existing tables. */
	add?: Record<string, Record<string, Column>>;
	/** Indexes, triggers and rows, run last. */
	statements: string[];
}

/** Columns of every table whose rows belong to a merchant. */
const OWNED = {
	merchant_id: "TEXT NOT NULL REFERENCES merchants",
	organization_id: "TEXT NOT NULL",
	created_at: "TEXT NOT NULL",
	updated_at: "TEXT NOT NULL",
} as const;

/** The phone number of a row of `customers` in one spelling. Numbers without a calling code are of the merchant's country. */
const PHONE_KEY =
	"phone_key(phone_number, (SELECT country FROM merchants WHERE merchants.merchant_id = customers.merchant_id))";

/** The subscription that a row of `events` is about. A query has to spell this and the next as the index does. Damage within a value must not be met here. */
export const EVENT_SUBSCRIPTION =
	"CASE WHEN json_valid(payload) THEN json_extract(payload, '$.data.subscription_id') END";
/** Whether a row of `events` is about a subscription. */
export const IS_SUBSCRIPTION_EVENT =
	"event_type IN ('SUBSCRIPTION_CREATED', 'SUBSCRIPTION_RENEWED', 'SUBSCRIPTION_PAYMENT_FAILED', 'SUBSCRIPTION_CANCELED')";

export const VERSIONS = {
	"01": {
		create: {
			merchants: table(
				{
					merchant_id: "TEXT PRIMARY KEY",
					organization_id: "TEXT NOT NULL",
					name: "TEXT NOT NULL",
					email: "TEXT NOT NULL",
					phone_number: "TEXT NOT NULL",
					country: "TEXT NOT NULL",
					retry_payment_every: "INTEGER NOT NULL",
					total_retries: "INTEGER NOT NULL",
					metadata: "TEXT NOT NULL",
					created_at: "TEXT NOT NULL",
					updated_at: "TEXT NOT NULL",
				},
				{ withoutRowid: true },
			),
			api_keys: table(
				{
					api_key: "TEXT PRIMARY KEY",
					merchant_id: "TEXT NOT NULL REFERENCES merchants",
				},
				{ withoutRowid: true },
			),
			/** A provider of a merchant. */
			providers: table(
				{
					merchant_id: "TEXT NOT NULL REFERENCES merchants",
					code: "TEXT NOT NULL",
					name: "TEXT NOT NULL",
					description: "TEXT NOT NULL",
					payment_methods: "TEXT NOT NULL",
					is_connected: "FLAG",
					/** Position in the list. */
					place: "INTEGER NOT NULL",
				},
				{
					constraints: ["PRIMARY KEY (merchant_id, code)"],
					withoutRowid: true,
				},
			),
			customers: table({
				customer_id: "TEXT PRIMARY KEY",
				name: "TEXT NOT NULL",
				email: "TEXT",
				phone_number: "TEXT",
				whatsapp_number: "TEXT",
				country: "TEXT",
				city: "TEXT",
				address: "TEXT",
				postal_code: "TEXT",
				is_business: "FLAG",
				metadata: "TEXT",
				/** 1 once one of their transactions was completed. Maintained by triggers. */
				has_paid: "FLAG DEFAULT 0",
				...OWNED,
			}),
			products: table({
				product_id: "TEXT PRIMARY KEY",
				name: "TEXT NOT NULL",
				description: "TEXT",
				price: "REAL NOT NULL CHECK (price > 0)",
				currency_code: "TEXT NOT NULL",
				image_url: "TEXT",
				is_active: "FLAG",
				display_on_storefront: "FLAG",
				fee_type_ids: "TEXT",
				...OWNED,
			}),
			plans: table({
				plan_id: "TEXT PRIMARY KEY",
				name: "TEXT NOT NULL",
				description: "TEXT",
				amount: "INTEGER NOT NULL CHECK (amount > 0)",
				currency_code: "TEXT NOT NULL",
				billing_frequency: "TEXT NOT NULL",
				failed_payment_action: "TEXT",
				charge_day: "INTEGER",
				first_payment_type: "TEXT",
				is_active: "FLAG",
				metadata: "TEXT",
				/** Set once the plan is deleted: subscriptions that have ended still show its name and amount. */
				deleted_at: "TEXT",
				...OWNED,
			}),
			subscriptions: table({
				subscription_id: "TEXT PRIMARY KEY",
				plan_id: "TEXT NOT NULL REFERENCES plans",
				customer_id: "TEXT NOT NULL",
				status: "TEXT NOT NULL",
				start_date: "TEXT NOT NULL",
				end_date: "TEXT",
				next_billing_date: "TEXT",
				metadata: "TEXT",
				/** The customer's current or last name and e-mail: they outlive the customer. */
				customer_name: "TEXT",
				customer_email: "TEXT",
				...OWNED,
			}),
			checkout_sessions: table({
				checkout_session_id: "TEXT PRIMARY KEY",
				status: "TEXT NOT NULL",
				expires_at: "TEXT NOT NULL",
				success_url: "TEXT NOT NULL",
				cancel_url: "TEXT NOT NULL",
				allowed_providers: "TEXT NOT NULL",
				amount: "INTEGER NOT NULL CHECK (amount > 0)",
				currency_code: "TEXT NOT NULL",
				title: "TEXT",
				public_description: "TEXT",
				customer_email: "TEXT",
				customer_name: "TEXT",
				customer_phone: "TEXT",
				product_id: "TEXT",
				subscription_id: "TEXT",
				plan_id: "TEXT",
				metadata: "TEXT",
				allow_coupon_code: "FLAG",
				...OWNED,
			}),
			payment_links: table({
				link_id: "TEXT PRIMARY KEY",
				link_type: "TEXT NOT NULL",
				title: "TEXT NOT NULL",
				currency_code: "TEXT NOT NULL",
				price: "INTEGER",
				product_id: "TEXT",
				plan_id: "TEXT",
				public_description: "TEXT",
				private_description: "TEXT",
				allowed_providers: "TEXT",
				allow_coupon_code: "FLAG",
				is_active: "FLAG",
				expires_at: "TEXT",
				success_url: "TEXT",
				cancel_url: "TEXT",
				metadata: "TEXT",
				...OWNED,
			}),
			transactions: table(
				{
					transaction_id: "TEXT PRIMARY KEY",
					customer_id: "TEXT",
					gross_amount: "INTEGER NOT NULL",
					fee_amount: "INTEGER NOT NULL",
					net_amount: "INTEGER NOT NULL",
					fee_reference: "TEXT",
					currency_code: "TEXT NOT NULL",
					payment_method_code: "TEXT NOT NULL",
					provider_code: "TEXT NOT NULL",
					provider_transaction_id: "TEXT",
					transaction_type: "TEXT NOT NULL",
					product_id: "TEXT",
					subscription_id: "TEXT",
					status: "TEXT NOT NULL",
					description: "TEXT",
					metadata: "TEXT",
					...OWNED,
				},
				{ constraints: ["CHECK (net_amount = gross_amount - fee_amount)"] },
			),
			refunds: table({
				refund_id: "TEXT PRIMARY KEY",
				transaction_id: "TEXT NOT NULL REFERENCES transactions",
				amount: "INTEGER NOT NULL",
				refunded_amount:
					"INTEGER NOT NULL CHECK (refunded_amount BETWEEN 0 AND amount)",
				/** Fee of the payment. */
				fee_amount: "INTEGER NOT NULL",
				/** Cost of the refund, by the fees of its time. */
				refund_fee: "INTEGER NOT NULL",
				reason: "TEXT",
				status: "TEXT NOT NULL",
				metadata: "TEXT",
				...OWNED,
			}),
			webhooks: table(
				{
					id: "TEXT PRIMARY KEY",
					organization_id: "TEXT NOT NULL",
					url: "TEXT NOT NULL",
					events: "TEXT NOT NULL",
					active: "FLAG",
					description: "TEXT",
					secret: "TEXT NOT NULL",
					created_at: "TEXT NOT NULL",
					updated_at: "TEXT NOT NULL",
				},
				{ constraints: ["UNIQUE (organization_id, url)"] },
			),
			delivery_logs: table({
				id: "TEXT PRIMARY KEY",
				webhook_id: "TEXT NOT NULL REFERENCES webhooks ON DELETE CASCADE",
				event_type: "TEXT NOT NULL",
				attempt_number: "INTEGER NOT NULL CHECK (attempt_number > 0)",
				success: "FLAG",
				response_status: "INTEGER",
				response_body_truncated: "INTEGER NOT NULL",
				request_duration_ms: "INTEGER",
				payload_present: "INTEGER NOT NULL",
				created_at: "TEXT NOT NULL",
				/** The body as it was signed, which a retry sends again. */
				payload: "TEXT NOT NULL",
			}),
			idempotency_keys: table(
				{
					merchant_id: "TEXT NOT NULL REFERENCES merchants",
					idempotency_key: "TEXT NOT NULL",
					/** Of method, URL and body. */
					fingerprint: "TEXT NOT NULL",
					status: "INTEGER NOT NULL",
					body: "TEXT NOT NULL",
					created_at: "TEXT NOT NULL",
				},
				{
					constraints: ["PRIMARY KEY (merchant_id, idempotency_key)"],
					withoutRowid: true,
				},
			),
			/** Number of transactions of each kind that began in a period. Maintained by triggers. */
			transaction_tallies: table(
				{
					merchant_id: "TEXT NOT NULL",
					/** `month` or `day`; until version 03 also `all` and `hour`. */
					unit: "TEXT NOT NULL",
					/** The start of every time in it: empty, `2025-04`, `2025-04-05` or `2025-04-05T09`. */
					period: "TEXT NOT NULL",
					status: "TEXT NOT NULL",
					provider_code: "TEXT NOT NULL",
					number: "INTEGER NOT NULL",
				},
				{
					constraints: [
						"PRIMARY KEY (merchant_id, unit, period, status, provider_code)",
					],
					withoutRowid: true,
				},
			),
			/** Number of a plan's subscriptions in each status. Maintained by triggers. */
			subscription_tallies: table(
				{
					merchant_id: "TEXT NOT NULL",
					plan_id: "TEXT NOT NULL",
					status: "TEXT NOT NULL",
					number: "INTEGER NOT NULL",
				},
				{
					constraints: ["PRIMARY KEY (merchant_id, plan_id, status)"],
					withoutRowid: true,
				},
			),
			/** Number of customers who have paid. Maintained by triggers. */
			customer_tallies: table(
				{ merchant_id: "TEXT PRIMARY KEY", number: "INTEGER NOT NULL" },
				{ withoutRowid: true },
			),
			/** A merchant's revenue and balance. Maintained by triggers. */
			balances: table(
				{
					merchant_id: "TEXT NOT NULL",
					currency_code: "TEXT NOT NULL",
					taken: "INTEGER NOT NULL",
					balance: "INTEGER NOT NULL",
				},
				{
					constraints: ["PRIMARY KEY (merchant_id, currency_code)"],
					withoutRowid: true,
				},
			),
		},
		statements: [
			"CREATE INDEX customers_newest ON customers (merchant_id, created_at DESC, customer_id DESC) WHERE has_paid = 1",
			"CREATE INDEX customers_email ON customers (merchant_id, email, created_at DESC, customer_id DESC) WHERE email IS NOT NULL",
			"CREATE INDEX customers_phone ON customers (merchant_id, phone_number, created_at DESC, customer_id DESC) WHERE phone_number IS NOT NULL",
			"CREATE INDEX products_newest ON products (merchant_id, created_at DESC, product_id DESC)",
			"CREATE INDEX plans_newest ON plans (merchant_id, created_at DESC, plan_id DESC)",
			"CREATE INDEX subscriptions_newest ON subscriptions (merchant_id, created_at DESC, subscription_id DESC)",
			"CREATE INDEX subscriptions_plan ON subscriptions (plan_id, status)",
			"CREATE INDEX subscriptions_customer ON subscriptions (customer_id)",
			"CREATE INDEX checkout_sessions_newest ON checkout_sessions (merchant_id, created_at DESC, checkout_session_id DESC)",
			"CREATE INDEX checkout_sessions_expiry ON checkout_sessions (status, expires_at)",
			"CREATE INDEX payment_links_newest ON payment_links (merchant_id, created_at DESC, link_id DESC)",
			"CREATE INDEX transactions_newest ON transactions (merchant_id, created_at DESC, transaction_id DESC, status, provider_code)",
			"CREATE INDEX transactions_status ON transactions (merchant_id, status, created_at DESC, transaction_id DESC, provider_code)",
			"CREATE INDEX transactions_provider ON transactions (merchant_id, provider_code, created_at DESC, transaction_id DESC, status)",
			"CREATE INDEX refunds_transaction ON refunds (transaction_id)",
			"CREATE INDEX delivery_logs_newest ON delivery_logs (webhook_id, created_at DESC, id DESC)",
			"CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at)",
			...COUNTER_TRIGGERS,
		],
	},
	/** The engine: pending payments, scheduled charges, events and their deliveries, the clock. */
	"02": {
		create: {
			/** Immutable: every attempt sends the same body. */
			events: table({
				/** In order of occurrence. */
				sequence: "INTEGER PRIMARY KEY AUTOINCREMENT",
				/** `evt_…` */
				event_id: "TEXT NOT NULL UNIQUE",
				merchant_id: "TEXT NOT NULL REFERENCES merchants",
				organization_id: "TEXT NOT NULL",
				event_type: "TEXT NOT NULL",
				/** The body as it is signed and sent. */
				payload: "TEXT NOT NULL",
				created_at: "TEXT NOT NULL",
			}),
			/** The outbox: an event for an endpoint. */
			deliveries: table(
				{
					event_id: "TEXT NOT NULL REFERENCES events (event_id)",
					webhook_id: "TEXT NOT NULL REFERENCES webhooks ON DELETE CASCADE",
					status:
						"TEXT NOT NULL CHECK (status IN ('waiting', 'delivered', 'failed'))",
					/** Number of attempts so far. */
					attempts: "INTEGER NOT NULL",
					/** Time of the next attempt; null if there is none. */
					due_at: "TEXT",
					/** Status of the endpoint's last response; null if it did not respond. */
					response_status: "INTEGER",
					updated_at: "TEXT NOT NULL",
				},
				{
					constraints: [
						"PRIMARY KEY (event_id, webhook_id)",
						"CHECK ((status = 'waiting') = (due_at IS NOT NULL))",
					],
					withoutRowid: true,
				},
			),
			/** The clock's setting: one row. */
			clock: table({
				id: "INTEGER PRIMARY KEY CHECK (id = 1)",
				/** Milliseconds ahead of the machine's clock. */
				ahead_by: "INTEGER NOT NULL",
				/** The time at which it is frozen, if it is. */
				frozen_at: "TEXT",
			}),
		},
		add: {
			transactions: {
				/** The session that it pays. A session has at most one that is pending or completed. */
				checkout_session_id: "TEXT",
				/** When a pending attempt ends, and with which status; null once it has. */
				settles_at: "TEXT",
				settles_as: "TEXT",
			},
			subscriptions: {
				/** Due dates are counted from here, if no longer from the start. */
				billing_anchor: "TEXT",
				/** Due date of the charge that is being retried. */
				due_since: "TEXT",
				/** How often that charge has failed. */
				failed_attempts: "INTEGER NOT NULL DEFAULT 0",
				/** 1 while a charge is pending. */
				is_charging: "FLAG DEFAULT 0",
			},
		},
		statements: [
			`CREATE UNIQUE INDEX transactions_session ON transactions (checkout_session_id)
				WHERE checkout_session_id IS NOT NULL AND status IN ('pending', 'completed', 'refunded')`,
			"CREATE INDEX transactions_settling ON transactions (settles_at) WHERE settles_at IS NOT NULL",
			"CREATE INDEX transactions_subscription ON transactions (subscription_id, created_at) WHERE subscription_id IS NOT NULL",
			`CREATE INDEX subscriptions_due ON subscriptions (next_billing_date)
				WHERE next_billing_date IS NOT NULL AND is_charging = 0 AND status IN ('pending', 'trial', 'active', 'past_due')`,
			`CREATE INDEX subscriptions_end ON subscriptions (end_date)
				WHERE end_date IS NOT NULL AND status IN ('pending', 'trial', 'active', 'past_due', 'paused')`,
			"CREATE INDEX deliveries_due ON deliveries (webhook_id, due_at) WHERE due_at IS NOT NULL",
			"INSERT INTO clock VALUES (1, 0, NULL)",
		],
	},
	/** Scheduled work that has failed, deliveries in the order of their events, and leaner counters. */
	"03": {
		create: {
			failed_jobs: table(
				{
					/** As in engine/due-jobs.ts. */
					kind: "TEXT NOT NULL",
					/** Of the transaction, session or subscription. */
					resource_id: "TEXT NOT NULL",
					merchant_id: "TEXT NOT NULL",
					/** When the job was due. With another due time it is another job. */
					due_at: "TEXT NOT NULL",
					/** Why it failed. */
					error: "TEXT NOT NULL",
					attempts: "INTEGER NOT NULL",
					failed_at: "TEXT NOT NULL",
					/** When it is tried again; null if it isn't. */
					retry_at: "TEXT",
				},
				{
					constraints: ["PRIMARY KEY (kind, resource_id)"],
					withoutRowid: true,
				},
			),
		},
		add: {
			subscriptions: {
				/** Of the last payment, if it is known. */
				provider_code: "TEXT",
			},
			deliveries: {
				/** That of the event. */
				sequence: "INTEGER",
				/** How often it was queued. An attempt's result doesn't end a delivery that was queued again meanwhile. */
				queued: "INTEGER NOT NULL DEFAULT 1",
				/** Why the last attempt failed, if there was no response. */
				reason: "TEXT",
			},
		},
		statements: [
			"UPDATE deliveries SET sequence = (SELECT sequence FROM events WHERE events.event_id = deliveries.event_id)",
			"DROP INDEX deliveries_due",
			"CREATE INDEX deliveries_due ON deliveries (webhook_id, due_at, sequence) WHERE due_at IS NOT NULL",
			...LEANER_COUNTER_TRIGGERS,
		],
	},
	/** Repairs what earlier versions accepted, but no response can show, or nobody can pay. */
	"04": {
		create: {},
		statements: [
			"UPDATE customers SET email = NULL WHERE NOT is_email(email)",
			"UPDATE subscriptions SET customer_email = NULL WHERE NOT is_email(customer_email)",
			"UPDATE checkout_sessions SET customer_email = NULL WHERE NOT is_email(customer_email)",
			// The largest amounts and prices that requests may have.
			"UPDATE checkout_sessions SET amount = 100000000000 WHERE amount > 100000000000",
			"UPDATE payment_links SET price = 100000000000 WHERE price > 100000000000",
			"UPDATE plans SET amount = 100000000000 WHERE amount > 100000000000",
			"UPDATE products SET price = 1000000000 WHERE price > 1000000000",
		],
	},
	/** Quantities of products, one customer for one payer, and days on which a plan can charge. */
	"05": {
		create: {},
		add: {
			checkout_sessions: {
				quantity: "INTEGER NOT NULL DEFAULT 1",
				allow_quantity: "FLAG DEFAULT 0",
			},
			customers: {
				/** The phone number in one spelling, by which payers are found; null if it isn't one. See phone-keys.ts. */
				phone_key: "TEXT",
			},
		},
		statements: [
			`UPDATE plans SET charge_day = MAX(1, MIN(charge_day, CASE WHEN billing_frequency IN ('weekly', 'bi-weekly') THEN 7 ELSE 31 END))
				WHERE charge_day IS NOT NULL`,
			`UPDATE customers SET phone_key = ${PHONE_KEY} WHERE phone_number IS NOT NULL`,
			`CREATE TRIGGER customers_phone_added AFTER INSERT ON customers WHEN new.phone_number IS NOT NULL BEGIN
				UPDATE customers SET phone_key = ${PHONE_KEY} WHERE customer_id = new.customer_id; END`,
			`CREATE TRIGGER customers_phone_changed AFTER UPDATE OF phone_number ON customers BEGIN
				UPDATE customers SET phone_key = ${PHONE_KEY} WHERE customer_id = new.customer_id; END`,
			"CREATE INDEX customers_phone_key ON customers (merchant_id, phone_key, created_at DESC, customer_id DESC) WHERE phone_key IS NOT NULL",
			"CREATE INDEX customers_email_key ON customers (merchant_id, LOWER(email), created_at DESC, customer_id DESC) WHERE email IS NOT NULL",
		],
	},
	/** What the control plane looks up: attempts by their event, events by their subscription, and rows by what they belong to. */
	"06": {
		create: {},
		add: {
			delivery_logs: {
				/** That of the payload. */
				event_id: "TEXT",
				/** The start of the endpoint's response; null if nothing of it was read. */
				response_text: "TEXT",
			},
		},
		statements: [
			// Restored snapshots have added rows to the one that counts.
			"DELETE FROM sqlite_sequence WHERE rowid NOT IN (SELECT min(rowid) FROM sqlite_sequence GROUP BY name)",
			"UPDATE delivery_logs SET event_id = json_extract(payload, '$.id') WHERE json_valid(payload)",
			"CREATE INDEX delivery_logs_event ON delivery_logs (event_id) WHERE event_id IS NOT NULL",
			`CREATE INDEX events_subscription ON events (${EVENT_SUBSCRIPTION}) WHERE ${IS_SUBSCRIPTION_EVENT}`,
			"CREATE INDEX customers_created ON customers (merchant_id, created_at DESC, customer_id DESC)",
			"CREATE INDEX checkout_sessions_status ON checkout_sessions (merchant_id, status, created_at DESC, checkout_session_id DESC)",
			"CREATE INDEX transactions_customer ON transactions (customer_id, created_at DESC, transaction_id DESC) WHERE customer_id IS NOT NULL",
			"CREATE INDEX transactions_attempts ON transactions (checkout_session_id) WHERE checkout_session_id IS NOT NULL",
		],
	},
	/** Phone keys are written with their number: only SQLite could compute them. */
	"07": {
		create: {},
		statements: [
			"DROP TRIGGER customers_phone_added",
			"DROP TRIGGER customers_phone_changed",
		],
	},
} as const satisfies Record<string, Version>;
