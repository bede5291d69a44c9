/**
 * Counts and sums that would take longer to compute the more payments there are: transactions, paying customers, subscriptions, balances.
 * Triggers update them in the transaction of each change, whatever code makes it.
 */

const COLLECTED = "status IN ('completed', 'refunded')";

/** Counts a transaction in its hour, its day, its month and overall. */
const count = (row: string, by: number) => `
	INSERT INTO transaction_tallies VALUES
		(${row}.merchant_id, 'all', '', ${row}.status, ${row}.provider_code, ${by}),
		(${row}.merchant_id, 'month', substr(${row}.created_at, 1, 7), ${row}.status, ${row}.provider_code, ${by}),
		(${row}.merchant_id, 'day', substr(${row}.created_at, 1, 10), ${row}.status, ${row}.provider_code, ${by}),
		(${row}.merchant_id, 'hour', substr(${row}.created_at, 1, 13), ${row}.status, ${row}.provider_code, ${by})
	ON CONFLICT DO UPDATE SET number = number + excluded.number;`;

/** Adds what was collected to the balance. Refunded money is in `refunds`, whatever the transaction's status. */
const book = (row: string, by: number) => `
	INSERT INTO balances
	SELECT ${row}.merchant_id, ${row}.currency_code, ${by} * ${row}.gross_amount, ${by} * ${row}.net_amount
	WHERE ${row}.${COLLECTED} AND ${row}.transaction_type <> 'refund'
	ON CONFLICT DO UPDATE SET taken = taken + excluded.taken, balance = balance + excluded.balance;`;

/** Subtracts a refund and its fee from the balance, in the currency of the payment. */
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

/** The triggers of the first version. */
export const COUNTER_TRIGGERS = [
	`CREATE TRIGGER transactions_insert AFTER INSERT ON transactions BEGIN
	${count("NEW", 1)} ${book("NEW", 1)} ${markPaid} END`,
	`CREATE TRIGGER transactions_update AFTER UPDATE ON transactions BEGIN
	${count("OLD", -1)} ${count("NEW", 1)} ${book("OLD", -1)} ${book("NEW", 1)} ${markPaid} END`,
	`CREATE TRIGGER transactions_delete AFTER DELETE ON transactions BEGIN ${count("OLD", -1)} ${book("OLD", -1)} END`,
	`CREATE TRIGGER subscriptions_insert AFTER INSERT ON subscriptions BEGIN ${countSubscription("NEW", 1)} END`,
	`CREATE TRIGGER subscriptions_update AFTER UPDATE ON subscriptions BEGIN
	${countSubscription("OLD", -1)} ${countSubscription("NEW", 1)} END`,
	`CREATE TRIGGER subscriptions_delete AFTER DELETE ON subscriptions BEGIN ${countSubscription("OLD", -1)} END`,
	`CREATE TRIGGER refunds_insert AFTER INSERT ON refunds BEGIN ${giveBack("NEW", 1)} END`,
	`CREATE TRIGGER refunds_update AFTER UPDATE ON refunds BEGIN ${giveBack("OLD", -1)} ${giveBack("NEW", 1)} END`,
	`CREATE TRIGGER refunds_delete AFTER DELETE ON refunds BEGIN ${giveBack("OLD", -1)} END`,
	`CREATE TRIGGER customers_insert AFTER INSERT ON customers BEGIN ${countPaid("NEW", 1)} END`,
	`CREATE TRIGGER customers_update AFTER UPDATE OF has_paid ON customers WHEN OLD.has_paid <> NEW.has_paid BEGIN ${countPaid("OLD", -1)} ${countPaid("NEW", 1)} END`,
	`CREATE TRIGGER customers_delete AFTER DELETE ON customers BEGIN ${countPaid("OLD", -1)} END`,
];

const countByDay = (row: string, by: number) => `
	INSERT INTO transaction_tallies VALUES
		(${row}.merchant_id, 'month', substr(${row}.created_at, 1, 7), ${row}.status, ${row}.provider_code, ${by}),
		(${row}.merchant_id, 'day', substr(${row}.created_at, 1, 10), ${row}.status, ${row}.provider_code, ${by})
	ON CONFLICT DO UPDATE SET number = number + excluded.number;`;

/** Replaces triggers that ran for each update, whatever it changed, and counted by the hour, which no list is long enough for. */
export const LEANER_COUNTER_TRIGGERS = [
	"DROP TRIGGER transactions_insert",
	"DROP TRIGGER transactions_update",
	"DROP TRIGGER transactions_delete",
	"DROP TRIGGER subscriptions_update",
	"DELETE FROM transaction_tallies WHERE unit IN ('all', 'hour')",
	`CREATE TRIGGER transactions_insert AFTER INSERT ON transactions BEGIN
	${countByDay("NEW", 1)} ${book("NEW", 1)} ${markPaid} END`,
	`CREATE TRIGGER transactions_update AFTER UPDATE OF status, provider_code, created_at, merchant_id, currency_code, gross_amount, net_amount, transaction_type, customer_id
	ON transactions BEGIN
	${countByDay("OLD", -1)} ${countByDay("NEW", 1)} ${book("OLD", -1)} ${book("NEW", 1)} ${markPaid} END`,
	`CREATE TRIGGER transactions_delete AFTER DELETE ON transactions BEGIN ${countByDay("OLD", -1)} ${book("OLD", -1)} END`,
	`CREATE TRIGGER subscriptions_update AFTER UPDATE OF status, plan_id, merchant_id ON subscriptions
	WHEN OLD.status <> NEW.status OR OLD.plan_id <> NEW.plan_id OR OLD.merchant_id <> NEW.merchant_id BEGIN
	${countSubscription("OLD", -1)} ${countSubscription("NEW", 1)} END`,
];
