/**
 * Seeds a new sandbox: the objects of the description's examples, and a year of business around them, of any size. The same seed and time
 * produce the same rows, byte for byte.
 */

import type { Description } from "@lomi/spec";
import { sql } from "kysely";
import type { Database } from "../db/sqlite.ts";
import { readFees } from "../money.ts";
import type { Random } from "../random.ts";
import { readSchedule } from "../schedule.ts";
import { readSpecExamples } from "../spec-examples.ts";
import { createBulkInsert } from "./bulk-insert.ts";
import { seedExamples } from "./examples.ts";
import {
	isEmpty,
	merchantsOf,
	providersOf,
	type SeededMerchant,
	seedMerchants,
} from "./merchants.ts";
import { SHOPS } from "./shop/catalogue.ts";
import { createAddCustomer } from "./shop/fake-customers.ts";
import { createRecordPayment } from "./shop/payments.ts";
import { seedShop } from "./shop/shop.ts";

/** Default number of transactions. */
export const USUAL_SIZE = 500;

export interface SeedOptions {
	now: Date;
	random: Random;
	/** Transactions of both merchants, besides those of the examples; 0 seeds only the examples. Default: {@link USUAL_SIZE}. */
	size?: number;
}

/** Seeds an empty database, atomically. A database with merchants is left unchanged. */
export async function seedDatabase(
	database: Database,
	document: Description,
	{ now, random, size = USUAL_SIZE }: SeedOptions,
): Promise<void> {
	if (!(await isEmpty(database))) return;
	// A savepoint, since this may be part of a larger transaction.
	await sql`savepoint seed`.execute(database);
	try {
		await insertAll(database, document, { now, random, size });
	} catch (error) {
		await sql`rollback to seed`.execute(database);
		throw error;
	} finally {
		await sql`release seed`.execute(database);
	}
}

async function insertAll(
	database: Database,
	document: Description,
	{ now, random, size }: Required<SeedOptions>,
): Promise<void> {
	const { write, flush } = createBulkInsert(database);
	const providers = providersOf(document);
	const methods = new Map(
		providers.map(({ code, payment_methods: [method = ""] }) => [
			code,
			method.toUpperCase(),
		]),
	);
	const period = { since: yearBefore(now), now: now.getTime() };
	const documented = readSpecExamples(document, now);
	const fees = readFees(document);
	const schedule = readSchedule(document);
	const connected = providers
		.filter(({ is_connected }) => is_connected)
		.map(({ code }) => code);
	const recordPayment = createRecordPayment({
		random,
		write,
		fees,
		methodAt: (provider) => methods.get(provider) ?? "",
	});
	const addCustomer = createAddCustomer({
		random,
		write,
		since: period.since,
	});
	const since = size > 0 ? new Date(period.since) : now;
	await seedMerchants(database, document, now, since);
	const merchants = merchantsOf(document);
	await seedExamples(
		{
			document,
			database,
			documented,
			now: period.now,
			fees,
			schedule,
			recordPayment,
		},
		merchants[0] as SeededMerchant,
	);
	let left = size;
	for (const [index, merchant] of merchants.entries()) {
		const shop = SHOPS[index];
		if (!shop) continue;
		// The last merchant gets the rest after rounding.
		const last = index === merchants.length - 1;
		const own = last ? left : Math.round((size * shop.share) / 100);
		left -= own;
		if (own > 0)
			await seedShop(
				{
					...period,
					document,
					documented,
					random,
					write,
					schedule,
					connected,
					addCustomer,
					recordPayment,
				},
				merchant,
				shop,
				own,
			);
	}
	await flush();
}

/** The first of the month a year ago, so that yearly charges have recurred. */
function yearBefore(now: Date): number {
	return Date.UTC(now.getUTCFullYear() - 1, now.getUTCMonth(), 1);
}
