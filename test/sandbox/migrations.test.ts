/** Released versions of the schema never change, so the values in their SQL must stay those of the description. */
import { expect, test } from "vitest";
import { VERSIONS } from "../../packages/sandbox/db/migrations.ts";
import { TRIGGERS } from "../../packages/sandbox/db/postgres/triggers.ts";
import { subscriptionStates } from "../../packages/spec/extensions.ts";
import { readEvents, resolve } from "../../packages/spec/operations.ts";
import { controlDocument, document, enumOf } from "../bundle.ts";
import { some } from "../some.ts";

const sql: string[] = Object.values(VERSIONS).flatMap((version) => [
	...version.statements,
	...Object.values(version.create).flatMap((table) => [
		...table.constraints,
		...Object.values<string>(table.columns),
	]),
]);
sql.push(...TRIGGERS);
const subscriptionEvents = readEvents(document)
	.filter(({ tag }) => tag === "Subscriptions")
	.map(({ name }) => name);
const { charged, running } = subscriptionStates(document);

/** The lists in quotes in the statement with a text. */
function listsOf(text: string): string[][] {
	const statement = some(sql.filter((each) => each.includes(text)))[0] ?? "";
	return [...statement.matchAll(/IN \(([^)]+)\)/g)].map(([, list = ""]) =>
		list.split(", ").map((value) => value.slice(1, -1)),
	);
}

// SQLite uses a partial index for a query with the same list in the same order.
test.each([
	["INDEX subscriptions_due", charged],
	["INDEX subscriptions_end", running],
	["'waiting', ", enumOf("DeliveryStatus", controlDocument)],
	["INDEX events_subscription", subscriptionEvents],
])("%s has the statuses of the description, in its order", (text, statuses) => {
	expect(listsOf(text)).toStrictEqual([statuses]);
});

test("events have the fields that indexes are made of", () => {
	for (const { name, body } of some(readEvents(document))) {
		const { properties } = resolve(document, { $ref: body.schema });
		expect(properties, name).toHaveProperty("id");
		if (subscriptionEvents.includes(name))
			expect(
				resolve(document, properties.data).properties,
				name,
			).toHaveProperty("subscription_id");
	}
});

test.each([
	["INDEX transactions_session", "TransactionStatus"],
	["TRIGGER transactions_insert", "TransactionStatus"],
	["TRIGGER transactions_update", "TransactionStatus"],
])("%s has known values of %s", (text, schema) => {
	for (const list of some(listsOf(text)))
		expect(enumOf(schema)).toEqual(expect.arrayContaining(list));
});

test("no other value is in quotes", () => {
	const values = [
		...enumOf("SubscriptionStatus"),
		...enumOf("TransactionStatus"),
		...enumOf("TransactionType"),
		...enumOf("BillingFrequency"),
		...enumOf("DeliveryStatus", controlDocument),
		// Whether PostgreSQL counts.
		...["lomi.counting", "off"],
		// Periods that are counted.
		...["all", "month", "day", "hour", ""],
		...subscriptionEvents,
		// Where events have their own ID, and that of the subscription that they are about.
		...["$.id", "$.data.subscription_id"],
	];
	const quoted = sql.flatMap((each) =>
		[...each.matchAll(/'([^']*)'/g)].map(([, value]) => value),
	);
	expect(values).toEqual(expect.arrayContaining(some(quoted)));
});
