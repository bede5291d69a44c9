/** The database's versions, each made from the one before. A file of an older version is brought up to date when it is opened. */
import { type Kysely, sql } from "kysely";
import {
	DEFAULT_MIGRATION_TABLE,
	type Migration,
	Migrator,
} from "kysely/migration";
import { DataFileError, IN_MEMORY, SIGNATURE } from "./data-file.ts";
import type { Database } from "./sqlite.ts";

/** What stands in every table of something that belongs to a merchant. */
const OWNED = `
	merchant_id TEXT NOT NULL REFERENCES merchants,
	organization_id TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL`;

const COLLECTED = "status IN ('completed', 'refunded')";

/** Counts a transaction among those of its hour, of its day, of its month and of all time. */
const count = (row: string, by: number) => `
	INSERT INTO transaction_tallies VALUES
		(${row}.merchant_id, 'all', '', ${row}.status, ${row}.provider_code, ${by}),
		(${row}.merchant_id, 'month', substr(${row}.created_at, 1, 7), ${row}.status, ${row}.provider_code, ${by}),
		(${row}.merchant_id, 'day', substr(${row}.created_at, 1, 10), ${row}.status, ${row}.provider_code, ${by}),
		(${row}.merchant_id, 'hour', substr(${row}.created_at, 1, 13), ${row}.status, ${row}.provider_code, ${by})
	ON CONFLICT DO UPDATE SET number = number + excluded.number;`;

/** Puts what was collected into the balance. Money that goes back is in `refunds`, whatever transaction stands for it. */
const book = (row: string, by: number) => `
	INSERT INTO balances
	SELECT ${row}.merchant_id, ${row}.currency_code, ${by} * ${row}.gross_amount, ${by} * ${row}.net_amount
	WHERE ${row}.${COLLECTED} AND ${row}.transaction_type <> 'refund'
	ON CONFLICT DO UPDATE SET taken = taken + excluded.taken, balance = balance + excluded.balance;`;

/** Takes a refund and what it costs out of the balance, in the currency of its payment. */
const giveBack = (row: string, by: number) => `
	INSERT INTO balances
	SELECT ${row}.merchant_id, currency_code, 0, ${-by} * (${row}.refunded_amount + ${row}.refund_fee)
	FROM transactions WHERE transaction_id = ${row}.transaction_id AND ${row}.status = 'completed'
	ON CONFLICT DO UPDATE SET balance = balance + excluded.balance;`;

const markPaid = `
	UPDATE customers SET has_paid = 1 WHERE customer_id = NEW.customer_id AND has_paid = 0 AND NEW.${COLLECTED};`;

const countSubscription = (row: string, by: number) => `
	INSERT INTO subscription_tallies VALUES (${row}.merchant_id, ${row}.plan_id, ${row}.status, ${by})
	ON CONFLICT DO UPDATE SET number = number + excluded.number;`;

const countPaid = (row: string, by: number) => `
	INSERT INTO customer_tallies SELECT ${row}.merchant_id, ${by} WHERE ${row}.has_paid = 1
	ON CONFLICT DO UPDATE SET number = number + excluded.number;`;

const FIRST = `
CREATE TABLE merchants (
	merchant_id TEXT PRIMARY KEY, organization_id TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, phone_number TEXT NOT NULL,
	country TEXT NOT NULL, retry_payment_every INTEGER NOT NULL, total_retries INTEGER NOT NULL, metadata TEXT NOT NULL,
	created_at TEXT NOT NULL, updated_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE api_keys (api_key TEXT PRIMARY KEY, merchant_id TEXT NOT NULL REFERENCES merchants) WITHOUT ROWID;
CREATE TABLE providers (
	merchant_id TEXT NOT NULL REFERENCES merchants, code TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
	payment_methods TEXT NOT NULL, is_connected INTEGER NOT NULL CHECK (is_connected IN (0, 1)), place INTEGER NOT NULL,
	PRIMARY KEY (merchant_id, code)) WITHOUT ROWID;
CREATE TABLE customers (
	customer_id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT, phone_number TEXT, whatsapp_number TEXT, country TEXT, city TEXT,
	address TEXT, postal_code TEXT, is_business INTEGER NOT NULL CHECK (is_business IN (0, 1)), metadata TEXT,
	has_paid INTEGER NOT NULL DEFAULT 0 CHECK (has_paid IN (0, 1)), ${OWNED});
CREATE INDEX customers_newest ON customers (merchant_id, created_at DESC, customer_id DESC) WHERE has_paid = 1;
CREATE INDEX customers_email ON customers (merchant_id, email, created_at DESC, customer_id DESC) WHERE email IS NOT NULL;
CREATE INDEX customers_phone ON customers (merchant_id, phone_number, created_at DESC, customer_id DESC) WHERE phone_number IS NOT NULL;
CREATE TABLE products (
	product_id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, price REAL NOT NULL CHECK (price > 0), currency_code TEXT NOT NULL,
	image_url TEXT, is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
	display_on_storefront INTEGER NOT NULL CHECK (display_on_storefront IN (0, 1)), fee_type_ids TEXT, ${OWNED});
CREATE INDEX products_newest ON products (merchant_id, created_at DESC, product_id DESC);
CREATE TABLE plans (
	plan_id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, amount INTEGER NOT NULL CHECK (amount > 0), currency_code TEXT NOT NULL,
	billing_frequency TEXT NOT NULL, failed_payment_action TEXT, charge_day INTEGER, first_payment_type TEXT,
	is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)), metadata TEXT, deleted_at TEXT, ${OWNED});
CREATE INDEX plans_newest ON plans (merchant_id, created_at DESC, plan_id DESC);
CREATE TABLE subscriptions (
	subscription_id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plans, customer_id TEXT NOT NULL, status TEXT NOT NULL,
	start_date TEXT NOT NULL, end_date TEXT, next_billing_date TEXT, metadata TEXT, customer_name TEXT, customer_email TEXT, ${OWNED});
CREATE INDEX subscriptions_newest ON subscriptions (merchant_id, created_at DESC, subscription_id DESC);
CREATE INDEX subscriptions_plan ON subscriptions (plan_id, status);
CREATE INDEX subscriptions_customer ON subscriptions (customer_id);
CREATE TABLE checkout_sessions (
	checkout_session_id TEXT PRIMARY KEY, status TEXT NOT NULL, expires_at TEXT NOT NULL, success_url TEXT NOT NULL, cancel_url TEXT NOT NULL,
	allowed_providers TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount > 0), currency_code TEXT NOT NULL, title TEXT,
	public_description TEXT, customer_email TEXT, customer_name TEXT, customer_phone TEXT, product_id TEXT, subscription_id TEXT,
	plan_id TEXT, metadata TEXT, allow_coupon_code INTEGER NOT NULL CHECK (allow_coupon_code IN (0, 1)), ${OWNED});
CREATE INDEX checkout_sessions_newest ON checkout_sessions (merchant_id, created_at DESC, checkout_session_id DESC);
CREATE INDEX checkout_sessions_expiry ON checkout_sessions (status, expires_at);
CREATE TABLE payment_links (
	link_id TEXT PRIMARY KEY, link_type TEXT NOT NULL, title TEXT NOT NULL, currency_code TEXT NOT NULL, price INTEGER, product_id TEXT,
	plan_id TEXT, public_description TEXT, private_description TEXT, allowed_providers TEXT,
	allow_coupon_code INTEGER NOT NULL CHECK (allow_coupon_code IN (0, 1)), is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
	expires_at TEXT, success_url TEXT, cancel_url TEXT, metadata TEXT, ${OWNED});
CREATE INDEX payment_links_newest ON payment_links (merchant_id, created_at DESC, link_id DESC);
CREATE TABLE transactions (
	transaction_id TEXT PRIMARY KEY, customer_id TEXT, gross_amount INTEGER NOT NULL, fee_amount INTEGER NOT NULL, net_amount INTEGER NOT NULL,
	fee_reference TEXT, currency_code TEXT NOT NULL, payment_method_code TEXT NOT NULL, provider_code TEXT NOT NULL,
	provider_transaction_id TEXT, transaction_type TEXT NOT NULL, product_id TEXT, subscription_id TEXT, status TEXT NOT NULL,
	description TEXT, metadata TEXT, ${OWNED},
	CHECK (net_amount = gross_amount - fee_amount));
CREATE INDEX transactions_newest ON transactions (merchant_id, created_at DESC, transaction_id DESC, status, provider_code);
CREATE INDEX transactions_status ON transactions (merchant_id, status, created_at DESC, transaction_id DESC, provider_code);
CREATE INDEX transactions_provider ON transactions (merchant_id, provider_code, created_at DESC, transaction_id DESC, status);
CREATE TABLE refunds (
	refund_id TEXT PRIMARY KEY, transaction_id TEXT NOT NULL REFERENCES transactions, amount INTEGER NOT NULL,
	refunded_amount INTEGER NOT NULL CHECK (refunded_amount BETWEEN 0 AND amount), fee_amount INTEGER NOT NULL,
	refund_fee INTEGER NOT NULL, reason TEXT, status TEXT NOT NULL, metadata TEXT, ${OWNED});
CREATE INDEX refunds_transaction ON refunds (transaction_id);
CREATE TABLE webhooks (
	id TEXT PRIMARY KEY, organization_id TEXT NOT NULL, url TEXT NOT NULL, events TEXT NOT NULL,
	active INTEGER NOT NULL CHECK (active IN (0, 1)), description TEXT, secret TEXT NOT NULL, created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL, UNIQUE (organization_id, url));
CREATE TABLE delivery_logs (
	id TEXT PRIMARY KEY, webhook_id TEXT NOT NULL REFERENCES webhooks ON DELETE CASCADE, event_type TEXT NOT NULL,
	attempt_number INTEGER NOT NULL CHECK (attempt_number > 0), success INTEGER NOT NULL CHECK (success IN (0, 1)), response_status INTEGER,
	response_body_truncated INTEGER NOT NULL, request_duration_ms INTEGER, payload_present INTEGER NOT NULL, created_at TEXT NOT NULL,
	payload TEXT NOT NULL);
CREATE INDEX delivery_logs_newest ON delivery_logs (webhook_id, created_at DESC, id DESC);
CREATE TABLE idempotency_keys (
	merchant_id TEXT NOT NULL REFERENCES merchants, idempotency_key TEXT NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
	body TEXT NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (merchant_id, idempotency_key)) WITHOUT ROWID;
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
`;

/**
 * What would take longer to read the more payments there are: how many there are, how many customers have paid
 * and are subscribed, what the merchant has.
 * Triggers keep it in the transaction of each change, whoever makes it.
 */
const KEPT = `
CREATE TABLE transaction_tallies (
	merchant_id TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL, status TEXT NOT NULL, provider_code TEXT NOT NULL,
	number INTEGER NOT NULL, PRIMARY KEY (merchant_id, unit, period, status, provider_code)) WITHOUT ROWID;
CREATE TABLE subscription_tallies (
	merchant_id TEXT NOT NULL, plan_id TEXT NOT NULL, status TEXT NOT NULL, number INTEGER NOT NULL,
	PRIMARY KEY (merchant_id, plan_id, status)) WITHOUT ROWID;
CREATE TABLE customer_tallies (merchant_id TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE balances (
	merchant_id TEXT NOT NULL, currency_code TEXT NOT NULL, taken INTEGER NOT NULL, balance INTEGER NOT NULL,
	PRIMARY KEY (merchant_id, currency_code)) WITHOUT ROWID;
CREATE TRIGGER transactions_insert AFTER INSERT ON transactions BEGIN
	${count("NEW", 1)} ${book("NEW", 1)} ${markPaid} END;
CREATE TRIGGER transactions_update AFTER UPDATE ON transactions BEGIN
	${count("OLD", -1)} ${count("NEW", 1)} ${book("OLD", -1)} ${book("NEW", 1)} ${markPaid} END;
CREATE TRIGGER transactions_delete AFTER DELETE ON transactions BEGIN ${count("OLD", -1)} ${book("OLD", -1)} END;
CREATE TRIGGER subscriptions_insert AFTER INSERT ON subscriptions BEGIN ${countSubscription("NEW", 1)} END;
CREATE TRIGGER subscriptions_update AFTER UPDATE ON subscriptions BEGIN
	${countSubscription("OLD", -1)} ${countSubscription("NEW", 1)} END;
CREATE TRIGGER subscriptions_delete AFTER DELETE ON subscriptions BEGIN ${countSubscription("OLD", -1)} END;
CREATE TRIGGER refunds_insert AFTER INSERT ON refunds BEGIN ${giveBack("NEW", 1)} END;
CREATE TRIGGER refunds_update AFTER UPDATE ON refunds BEGIN ${giveBack("OLD", -1)} ${giveBack("NEW", 1)} END;
CREATE TRIGGER refunds_delete AFTER DELETE ON refunds BEGIN ${giveBack("OLD", -1)} END;
CREATE TRIGGER customers_insert AFTER INSERT ON customers BEGIN ${countPaid("NEW", 1)} END;
CREATE TRIGGER customers_update AFTER UPDATE OF has_paid ON customers WHEN OLD.has_paid <> NEW.has_paid BEGIN ${countPaid("OLD", -1)} ${countPaid("NEW", 1)} END;
CREATE TRIGGER customers_delete AFTER DELETE ON customers BEGIN ${countPaid("OLD", -1)} END;
`;

/** What goes on behind the API: attempts to pay that are under way, charges to come, events and their way to the endpoints, the clock. */
const BACKSTAGE = `
ALTER TABLE transactions ADD COLUMN checkout_session_id TEXT;
ALTER TABLE transactions ADD COLUMN settles_at TEXT;
ALTER TABLE transactions ADD COLUMN settles_as TEXT;
CREATE UNIQUE INDEX transactions_session ON transactions (checkout_session_id)
	WHERE checkout_session_id IS NOT NULL AND status IN ('pending', 'completed', 'refunded');
CREATE INDEX transactions_settling ON transactions (settles_at) WHERE settles_at IS NOT NULL;
CREATE INDEX transactions_subscription ON transactions (subscription_id, created_at) WHERE subscription_id IS NOT NULL;
ALTER TABLE subscriptions ADD COLUMN billing_anchor TEXT;
ALTER TABLE subscriptions ADD COLUMN due_since TEXT;
ALTER TABLE subscriptions ADD COLUMN failed_attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN is_charging INTEGER NOT NULL DEFAULT 0 CHECK (is_charging IN (0, 1));
CREATE INDEX subscriptions_due ON subscriptions (next_billing_date)
	WHERE next_billing_date IS NOT NULL AND is_charging = 0 AND status IN ('pending', 'trial', 'active', 'past_due');
CREATE INDEX subscriptions_end ON subscriptions (end_date)
	WHERE end_date IS NOT NULL AND status IN ('pending', 'trial', 'active', 'past_due', 'paused');
CREATE TABLE events (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL UNIQUE, merchant_id TEXT NOT NULL REFERENCES merchants,
	organization_id TEXT NOT NULL, event_type TEXT NOT NULL, payload TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE deliveries (
	event_id TEXT NOT NULL REFERENCES events (event_id), webhook_id TEXT NOT NULL REFERENCES webhooks ON DELETE CASCADE,
	status TEXT NOT NULL CHECK (status IN ('waiting', 'delivered', 'failed')), attempts INTEGER NOT NULL, due_at TEXT,
	response_status INTEGER, updated_at TEXT NOT NULL, PRIMARY KEY (event_id, webhook_id),
	CHECK ((status = 'waiting') = (due_at IS NOT NULL))) WITHOUT ROWID;
CREATE INDEX deliveries_due ON deliveries (webhook_id, due_at) WHERE due_at IS NOT NULL;
CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead_by INTEGER NOT NULL, frozen_at TEXT);
INSERT INTO clock VALUES (1, 0, NULL);
`;

const MIGRATIONS: Record<string, Migration> = {
	"01": { up: (database) => runAll(database, FIRST + KEPT) },
	"02": { up: (database) => runAll(database, BACKSTAGE) },
};

async function runAll(
	// biome-ignore lint/suspicious/noExplicitAny: a migration knows the tables of its own time only.
	database: Kysely<any>,
	text: string,
): Promise<void> {
	for (const statement of text.split(/;\n+(?=CREATE|ALTER|INSERT INTO clock)/))
		if (statement.trim()) await sql.raw(statement).execute(database);
}

/**
 * Brings a database to the newest version, and does `fill` then: all of it or nothing, whatever ends the process meanwhile.
 *
 * @param file What to call the database in an error.
 * @throws {DataFileError} Where a newer sandbox has made it.
 */
export async function migrate(
	database: Database,
	file = IN_MEMORY,
	fill: (database: Database) => Promise<void> = async () => {},
): Promise<void> {
	// Kysely starts no transaction for a migration in SQLite, which could well undo one.
	await run(database, "BEGIN IMMEDIATE");
	try {
		await refuseNewer(database, file);
		await run(database, SIGNATURE);
		const migrator = new Migrator({
			db: database,
			provider: { getMigrations: async () => MIGRATIONS },
		});
		const { error } = await migrator.migrateToLatest();
		if (error) throw error;
		await fill(database);
		await run(database, "COMMIT");
	} catch (error) {
		await run(database, "ROLLBACK");
		throw error;
	}
}

function run(database: Database, statement: string): Promise<unknown> {
	return sql.raw(statement).execute(database);
}

async function refuseNewer(database: Database, file: string): Promise<void> {
	const { rows: tables } = await sql`
		SELECT 1 FROM sqlite_schema WHERE name = ${DEFAULT_MIGRATION_TABLE}`.execute(
		database,
	);
	if (tables.length === 0) return;
	const { rows } = await sql<{ name: string }>`
		SELECT name FROM ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(database);
	if (rows.some(({ name }) => !(name in MIGRATIONS)))
		throw new DataFileError(
			`${file} was made by a newer version of the sandbox. Use that one, or choose another file.`,
		);
}
