/** A seeded sandbox on a free port, and everything in its lists through our own client, validating every response. */
import { sql } from "kysely";
import { Lomi } from "../../packages/client/index.ts";
import type { Clock } from "../../packages/sandbox/clock.ts";
import type { Database } from "../../packages/sandbox/db/database.ts";
import { openDatabase } from "../../packages/sandbox/db/sqlite/connect.ts";
import { migrate } from "../../packages/sandbox/db/sqlite/migrate.ts";
import { tableNames } from "../../packages/sandbox/db/tables.ts";
import { seededRandom } from "../../packages/sandbox/random.ts";
import {
	merchantsOf,
	type SeededMerchant,
} from "../../packages/sandbox/seed/merchants.ts";
import { seedDatabase } from "../../packages/sandbox/seed/world.ts";
import { createSandbox } from "../../packages/sandbox/server.ts";
import type { Description } from "../../packages/spec/operations.ts";
import { fetchAndCheck } from "./setup/checked-fetch.ts";
import { isOnPostgres } from "./setup/data.ts";

export interface SeedOptions {
	now: Date;
	seed?: number;
	size?: number;
}

export interface SeededSandbox {
	baseUrl: string;
	database: Database;
	merchants: SeededMerchant[];
	/** A client for the n-th merchant. */
	client(merchant: number): Lomi;
	close(): Promise<void>;
}

/** Starts a sandbox with a frozen clock. */
export async function startSeeded(
	document: Description,
	{ now, seed = 1, size = 0 }: SeedOptions,
): Promise<SeededSandbox> {
	const clock: Clock = { now: () => now };
	const { app, database, close } = await createSandbox(document, {
		clock,
		seed: (empty) =>
			seedDatabase(empty, document, { now, random: seededRandom(seed), size }),
	});
	const baseUrl = `${await app.listen({ port: 0, host: "127.0.0.1" })}/v1`;
	const merchants = merchantsOf(document);
	return {
		baseUrl,
		database,
		merchants,
		client: (merchant) =>
			new Lomi({
				apiKey: merchants[merchant]?.api_key ?? "",
				baseUrl,
				fetch: fetchAndCheck,
			}),
		close,
	};
}

export type Walked = Awaited<ReturnType<typeof walk>>;

/** Everything that a merchant can see. */
export async function walk(world: SeededSandbox, merchant: number) {
	const lomi = world.client(merchant);
	const { merchant_id = "" } = world.merchants[merchant] ?? {};
	const limit = 100;
	const webhooks = await all(lomi.webhooks.list());
	const logs = [];
	for (const { id } of webhooks)
		logs.push(...(await all(lomi.webhooks.listDeliveryLogs(id, { limit }))));
	const refunds = [];
	// There is no list of refunds.
	const { rows } = await sql<{ refund_id: string }>`
		select refund_id from refunds where merchant_id = ${merchant_id}`.execute(
		world.database,
	);
	for (const { refund_id } of rows)
		refunds.push((await lomi.refunds.get(refund_id)).data);
	const balances = new Map<string, number>();
	for (const currency_code of ["XOF", "USD", "EUR"] as const) {
		const { data } = await lomi.merchants.getBalance(merchant_id, {
			currency_code,
		});
		balances.set(currency_code, data.balance);
	}
	return {
		merchant: (await lomi.merchants.get(merchant_id)).data,
		balances,
		customers: await all(lomi.customers.list({ limit })),
		products: await all(lomi.products.list({ limit })),
		plans: await all(lomi.subscriptionPlans.list(merchant_id, { limit })),
		subscriptions: await all(lomi.subscriptions.list({ limit })),
		transactions: await all(lomi.transactions.list({ limit })),
		sessions: await all(lomi.checkoutSessions.list({ limit })),
		links: await all(
			lomi.paymentLinks.list({ page_size: limit, include_expired: true }),
		),
		refunds,
		webhooks,
		logs,
	};
}

async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
	const items: Item[] = [];
	for await (const item of list) items.push(item);
	return items;
}

/** An in-memory database with empty tables. */
export async function emptyDatabase(): Promise<Database> {
	const database = openDatabase(":memory:");
	await migrate(database);
	return database;
}

/** Every row of every table, as text. */
export async function dump(database: Database): Promise<string> {
	if (isOnPostgres) return dumpTables(database);
	const { rows: tables } = await sql<{ name: string }>`
		select name from sqlite_schema
		where type = 'table' and name not like 'kysely%' order by name`.execute(
		database,
	);
	const texts = [];
	for (const { name } of tables) {
		const { rows } = await sql`select * from ${sql.table(name)}`.execute(
			database,
		);
		texts.push(name, ...rows.map((row) => JSON.stringify(row)));
	}
	return texts.join("\n");
}

/** The rows of PostgreSQL's tables, which have no order. */
async function dumpTables(database: Database): Promise<string> {
	const texts = [];
	for (const name of tableNames) {
		const rows = await database.selectFrom(name).selectAll().execute();
		texts.push(name, ...rows.map((row) => JSON.stringify(row)).toSorted());
	}
	return texts.join("\n");
}
