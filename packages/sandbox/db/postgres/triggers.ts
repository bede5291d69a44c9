/** The counters and sums of ../sqlite/triggers.ts. */

const COLLECTED = "status IN ('completed', 'refunded')";

const count = (row: string, by: number) => `
	INSERT INTO transaction_tallies AS tallies VALUES
		(${row}.merchant_id, 'month', substr(${row}.created_at, 1, 7), ${row}.status, ${row}.provider_code, ${by}),
		(${row}.merchant_id, 'day', substr(${row}.created_at, 1, 10), ${row}.status, ${row}.provider_code, ${by})
	ON CONFLICT (merchant_id, unit, period, status, provider_code) DO UPDATE SET number = tallies.number + excluded.number;`;

const book = (row: string, by: number) => `
	INSERT INTO balances
	SELECT ${row}.merchant_id, ${row}.currency_code, ${by} * ${row}.gross_amount, ${by} * ${row}.net_amount
	WHERE ${row}.${COLLECTED} AND ${row}.transaction_type <> 'refund'
	ON CONFLICT (merchant_id, currency_code) DO UPDATE SET taken = balances.taken + excluded.taken, balance = balances.balance + excluded.balance;`;

const giveBack = (row: string, by: number) => `
	INSERT INTO balances
	SELECT ${row}.merchant_id, currency_code, 0, ${-by} * (${row}.refunded_amount + ${row}.refund_fee)
	FROM transactions WHERE transaction_id = ${row}.transaction_id AND ${row}.status = 'completed'
	ON CONFLICT (merchant_id, currency_code) DO UPDATE SET balance = balances.balance + excluded.balance;`;

const markPaid = `
	UPDATE customers SET has_paid = 1 WHERE customer_id = NEW.customer_id AND has_paid = 0 AND NEW.${COLLECTED};`;

const countSubscription = (row: string, by: number) => `
	INSERT INTO subscription_tallies AS tallies VALUES (${row}.merchant_id, ${row}.plan_id, ${row}.status, ${by})
	ON CONFLICT (merchant_id, plan_id, status) DO UPDATE SET number = tallies.number + excluded.number;`;

const countPaid = (row: string, by: number) => `
	INSERT INTO customer_tallies SELECT ${row}.merchant_id, ${by} WHERE ${row}.has_paid = 1
	ON CONFLICT (merchant_id) DO UPDATE SET number = customer_tallies.number + excluded.number;`;

/** False while rows are written together with their counters. */
const COUNTING =
	"current_setting('lomi.counting', true) IS DISTINCT FROM 'off'";

export const TRIGGERS = [
	...trigger(
		"transactions",
		"INSERT",
		count("NEW", 1) + book("NEW", 1) + markPaid,
	),
	...trigger(
		"transactions",
		"UPDATE OF status, provider_code, created_at, merchant_id, currency_code, gross_amount, net_amount, transaction_type, customer_id",
		count("OLD", -1) +
			count("NEW", 1) +
			book("OLD", -1) +
			book("NEW", 1) +
			markPaid,
	),
	...trigger("transactions", "DELETE", count("OLD", -1) + book("OLD", -1)),
	...trigger("subscriptions", "INSERT", countSubscription("NEW", 1)),
	...trigger(
		"subscriptions",
		"UPDATE OF status, plan_id, merchant_id",
		countSubscription("OLD", -1) + countSubscription("NEW", 1),
		"OLD.status <> NEW.status OR OLD.plan_id <> NEW.plan_id OR OLD.merchant_id <> NEW.merchant_id",
	),
	...trigger("subscriptions", "DELETE", countSubscription("OLD", -1)),
	...trigger("refunds", "INSERT", giveBack("NEW", 1)),
	...trigger("refunds", "UPDATE", giveBack("OLD", -1) + giveBack("NEW", 1)),
	...trigger("refunds", "DELETE", giveBack("OLD", -1)),
	...trigger("customers", "INSERT", countPaid("NEW", 1)),
	...trigger(
		"customers",
		"UPDATE OF has_paid",
		countPaid("OLD", -1) + countPaid("NEW", 1),
		"OLD.has_paid <> NEW.has_paid",
	),
	...trigger("customers", "DELETE", countPaid("OLD", -1)),
];

function trigger(
	table: string,
	event: string,
	body: string,
	...when: string[]
): string[] {
	const [verb = ""] = event.toLowerCase().split(" ");
	const name = `${table}_${verb}${/has_paid/.test(event) ? "_paid" : ""}`;
	return [
		`CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NULL; END $$`,
		`CREATE TRIGGER ${name} AFTER ${event} ON ${table} FOR EACH ROW WHEN (${[COUNTING, ...when].join(" AND ")}) EXECUTE FUNCTION ${name}()`,
	];
}
