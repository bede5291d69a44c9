/** Counters and balances that triggers maintain equal a full count, whatever happens to the rows. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../packages/sandbox/db/database.ts";
import { pick, seededRandom } from "../../packages/sandbox/random.ts";
import type { TransactionStatus } from "../../packages/sandbox/schema-types.ts";
import { seedDatabase } from "../../packages/sandbox/seed/world.ts";
import { document, enumOf } from "../bundle.ts";
import {
	emptyDatabase,
	type SeededSandbox,
	startSeeded,
	type Walked,
	walk,
} from "./walk.ts";

const now = new Date("2026-11-24T09:30:00.000Z");

describe("the total of a list of transactions", () => {
	let world: SeededSandbox;
	let transactions: Walked["transactions"];
	beforeAll(async () => {
		world = await startSeeded(document, { now, size: 600 });
		transactions = (await walk(world, 0)).transactions;
	});
	afterAll(() => world.close());

	const statuses = [
		undefined,
		["completed"],
		["failed", "expired"],
		["pending"],
		["completed", "refunded", "failed", "expired", "pending"],
	] as const;
	const providers = [undefined, "WAVE", "NOWPAYMENTS", "PAYPAL"] as const;
	/** Ranges: open, whole days, within a day, a single moment, empty. */
	const ranges = [
		[undefined, undefined],
		["2026-06-15T12:00:00.000Z", undefined],
		[undefined, "2026-06-15T12:00:00.000Z"],
		["2026-03-01T00:00:00.000Z", "2026-03-31T23:59:59.999Z"],
		["2026-02-10T13:14:15.016Z", "2026-09-03T05:00:00.000Z"],
		["2026-06-15T23:59:59.999Z", "2026-06-17T00:00:00.000Z"],
		["2026-11-23T06:00:00.000Z", "2026-11-23T22:00:00.000Z"],
		["2026-09-03T05:00:00.000Z", "2026-02-10T13:14:15.016Z"],
		["2026-11-23T22:00:00.000Z", "2026-11-23T06:00:00.000Z"],
		["2026-03-01T00:00:00.000Z", "2026-05-31T22:00:00.000Z"],
		["2026-06-15T00:00:00.000Z", "2026-06-15T23:59:59.999Z"],
		["2026-01-31T00:00:00.000Z", undefined],
		[undefined, "2026-02-28T23:59:59.999Z"],
		["2026-06-15T12:00:00+02:00", "2099-12-31T23:59:59Z"],
	] as const;

	test.each(
		statuses.flatMap((status) =>
			providers.map((provider) => [status, provider] as const),
		),
	)(
		"with status %j and provider %j, in every range",
		async (status, provider) => {
			for (const [from, to] of ranges) {
				const { meta } = await world.client(0).transactions.list({
					limit: 1,
					...(status && { status: [...status] }),
					...(provider && { provider }),
					...(from && { from_date: from }),
					...(to && { to_date: to }),
				});
				const wanted = transactions.filter((each) => {
					const at = Date.parse(each.created_at);
					return (
						(!status || (status as readonly string[]).includes(each.status)) &&
						(!provider || each.provider_code === provider) &&
						(!from || at >= Date.parse(from)) &&
						(!to || at <= Date.parse(to))
					);
				});
				expect(meta.total, `${from} to ${to}`).toBe(wanted.length);
			}
		},
	);

	test("includes each moment on one side of a boundary", async () => {
		const list = (query: { from_date?: string; to_date?: string }) =>
			world.client(0).transactions.list(query);
		for (const { created_at } of transactions.slice(0, 20)) {
			const at = new Date(created_at);
			const before = new Date(at.getTime() - 1).toISOString();
			const { meta: until } = await list({ to_date: before });
			const { meta: from } = await list({ from_date: created_at });
			expect((until.total ?? 0) + (from.total ?? 0)).toBe(transactions.length);
			const { meta: then } = await list({
				from_date: created_at,
				to_date: created_at,
			});
			const alike = transactions.filter(
				(each) => each.created_at === created_at,
			);
			expect(then.total).toBe(alike.length);
		}
	});
});

describe("after any sequence of changes", () => {
	let database: Database;
	beforeAll(async () => {
		database = await emptyDatabase();
		await seedDatabase(database, document, {
			now,
			random: seededRandom(1),
			size: 1_000,
		});
	});
	afterAll(() => database.destroy());

	const random = seededRandom(7);
	const rows = async (query: string) => {
		const { rows } = await sql.raw<object>(query).execute(database);
		return rows;
	};

	/** All counters, and the same figures counted from the rows. */
	const kept = async () => ({
		tallies: await rows(
			"select merchant_id, unit, period, status, provider_code, number from transaction_tallies where number <> 0 order by 1, 2, 3, 4, 5",
		),
		subscriptions: await rows(
			"select merchant_id, plan_id, status, number from subscription_tallies where number <> 0 order by 1, 2, 3",
		),
		customers: await rows(
			"select merchant_id, number from customer_tallies where number <> 0 order by 1",
		),
		balances: await rows(
			"select * from balances where taken <> 0 or balance <> 0 order by 1, 2",
		),
	});
	const counted = async () => ({
		tallies: await rows(
			`select merchant_id, unit, period, status, provider_code, count(*) as number from (
				select *, 'day' as unit, substr(created_at, 1, 10) as period from transactions
				union all select *, 'month', substr(created_at, 1, 7) from transactions)
			group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
		),
		subscriptions: await rows(
			"select merchant_id, plan_id, status, count(*) as number from subscriptions group by 1, 2, 3 order by 1, 2, 3",
		),
		customers: await rows(
			"select merchant_id, count(*) as number from customers where has_paid = 1 group by 1 order by 1",
		),
		balances: await rows(
			`select merchant_id, currency_code, sum(taken) as taken, sum(balance) as balance from (
				select merchant_id, currency_code, gross_amount as taken, net_amount as balance from transactions
				where status in ('completed', 'refunded') and transaction_type <> 'refund'
				union all
				select refunds.merchant_id, currency_code, 0, -refunded_amount - refund_fee from refunds
				join transactions using (transaction_id) where refunds.status = 'completed')
			group by 1, 2 having sum(taken) <> 0 or sum(balance) <> 0 order by 1, 2`,
		),
	});

	const STATUSES = enumOf<TransactionStatus>("TransactionStatus");
	const changes: Record<string, () => Promise<unknown>> = {
		"a payment ends": async () =>
			database
				.updateTable("transactions")
				.set({ status: pick(random, STATUSES) })
				.where("transaction_id", "=", await someId("transactions"))
				.execute(),
		"a payment is deleted": async () =>
			database
				.deleteFrom("transactions")
				.where("transaction_id", "=", await someId("transactions"))
				.where("transaction_id", "not in", (query) =>
					query.selectFrom("refunds").select("transaction_id"),
				)
				.execute(),
		"a payment comes": async () => {
			const id = await someId("transactions");
			const row = await database
				.selectFrom("transactions")
				.selectAll()
				.where("transaction_id", "=", id)
				.executeTakeFirstOrThrow();
			await database
				.insertInto("transactions")
				.values({
					...row,
					transaction_id: `copy ${random.hex(8)}`,
					checkout_session_id: null,
					status: pick(random, STATUSES),
					transaction_type: pick(random, ["payment", "refund", "instalment"]),
				})
				.execute();
		},
		"a refund ends": async () =>
			database
				.updateTable("refunds")
				.set({
					status: pick(random, ["pending", "completed", "failed"] as const),
				})
				.where("refund_id", "=", await someId("refunds"))
				.execute(),
		"a subscription goes on or ends": async () =>
			database
				.updateTable("subscriptions")
				.set({ status: pick(random, ["active", "paused", "cancelled"]) })
				.where("subscription_id", "=", await someId("subscriptions"))
				.execute(),
		"a subscription is deleted": async () =>
			database
				.deleteFrom("subscriptions")
				.where("subscription_id", "=", await someId("subscriptions"))
				.execute(),
		"a customer is deleted": async () =>
			database
				.deleteFrom("customers")
				.where("customer_id", "=", await someId("customers"))
				.execute(),
	};
	const someId = async (
		table: "transactions" | "refunds" | "subscriptions" | "customers",
	) => {
		const id = `${table.slice(0, -1)}_id`;
		const found = await rows(`select ${id} as id from ${table} order by 1`);
		return (pick(random, found) as { id: string }).id;
	};

	test.each(Object.keys(changes))("%s", async (name) => {
		for (let round = 0; round < 20; round++) await changes[name]?.();
		expect(await kept()).toStrictEqual(await counted());
	});

	test("a customer who has paid once stays in the list", async () => {
		const missing = await rows(
			`select customer_id from customers where has_paid = 0 and customer_id in
				(select customer_id from transactions where status in ('completed', 'refunded'))`,
		);
		expect(missing).toStrictEqual([]);
	});
});
