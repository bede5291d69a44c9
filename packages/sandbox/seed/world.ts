/**
 * What a new sandbox has in it: what the description's examples show, and a year of business around it, of any size. The same seed and time
 * give the same rows, to the byte.
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

/** As much as a sandbox has when nobody says how much. */
export const USUAL_SIZE = 500;

export interface SeedOptions {
	now: Date;
	random: Random;
	/** How many transactions the two merchants have, besides those of the examples. Default: {@link USUAL_SIZE}. 0 leaves only the examples. */
	size?: number;
}

/** Fills an empty database, all or nothing; one that has a merchant stays as it is. */
export async function seedDatabase(
	database: Database,
	document: Description,
	{ now, random, size = USUAL_SIZE }: SeedOptions,
): Promise<void> {
	if (!(await isEmpty(database))) return;
	// Also where it is part of a larger transaction.
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
		// The last one gets what rounding has left.
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

/** A year, and as much of a month as there is of this one, so that what is charged yearly has been charged again. */
function yearBefore(now: Date): number {
	return Date.UTC(now.getUTCFullYear() - 1, now.getUTCMonth(), 1);
}
