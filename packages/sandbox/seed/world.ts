/**
 * Seeds a new sandbox: the objects of the description's examples, and a year of business around them, of any size. The same seed and time
 * produce the same rows, byte for byte.
 */

import { type Description, subscriptionStates } from "@lomi/spec";
import { sql } from "kysely";
import type { Database } from "../db/database.ts";
import { prepare } from "../db/statements.ts";
import type { Outcome } from "../engine/engine.ts";
import type { DueCharge } from "../engine/subscriptions.ts";
import { readFees } from "../money.ts";
import { chance, type Random } from "../random.ts";
import { readSchedule } from "../schedule.ts";
import type { SubscriptionStatus } from "../schema-types.ts";
import { readSpecExamples } from "../spec-examples.ts";
import { nextTurn } from "../timers.ts";
import { seedExamples } from "./examples.ts";
import {
	isEmpty,
	merchantsOf,
	providersOf,
	type SeededMerchant,
	seedMerchants,
} from "./merchants.ts";
import { createPlayer } from "./player.ts";
import { DAY, type Period, startOfDay } from "./shop/calendar.ts";
import { SHOPS } from "./shop/catalogue.ts";
import { createScriptedCaller } from "./shop/endpoint.ts";
import {
	CLOSING,
	type OpenShop,
	openShop,
	type ShopParts,
} from "./shop/shop.ts";

/** Default number of transactions. */
export const USUAL_SIZE = 300;

export interface SeedOptions {
	now: Date;
	random: Random;
	/** Transactions of both merchants, besides those of the examples; 0 seeds only the examples. Default: {@link USUAL_SIZE}. */
	size?: number;
	/** Called after each seeded day with the share of the year that has passed, from 0 to 1. Throwing ends the seed. */
	onProgress?: (share: number) => void;
}

/** Seeds an empty database, atomically. A database with merchants is left unchanged. */
export async function seedDatabase(
	database: Database,
	document: Description,
	{ now, random, size = USUAL_SIZE, onProgress = () => {} }: SeedOptions,
): Promise<void> {
	if (!(await isEmpty(database))) return;
	// A savepoint, since this may be part of a larger transaction.
	await sql`savepoint seed`.execute(database);
	try {
		await play(database, document, { now, random, size, onProgress });
	} catch (error) {
		await sql`rollback to seed`.execute(database);
		throw error;
	} finally {
		await sql`release seed`.execute(database);
	}
}

async function play(
	database: Database,
	document: Description,
	{ now, random, size, onProgress }: Required<SeedOptions>,
): Promise<void> {
	const period = { since: yearBefore(now), now: now.getTime() };
	const merchants = merchantsOf(document);
	const endpointSince = endpointRegistration(period, size);
	const broke = new Map<string, number>();
	let isOver = size === 0;
	const player = createPlayer({
		document,
		database,
		random,
		since: period.since,
		// Nobody could have received earlier ones, and the examples aren't news.
		keepsEvent: (at) => !isOver && Date.parse(at) >= endpointSince,
		caller: createScriptedCaller(random),
		outcomeOfCharge: createOutcomes(random, merchants, broke, period.now),
	});
	await seedMerchants(
		database,
		document,
		now,
		size > 0 ? new Date(period.since) : now,
	);
	if (size > 0) {
		const shops = await openShops(
			{
				...period,
				document,
				random,
				player,
				schedule: readSchedule(document),
				connected: providersOf(document)
					.filter(({ is_connected }) => is_connected)
					.map(({ code }) => code),
				broke,
				endpointSince,
				countTransactions: createCountTransactions(database),
				countDue: createCountDue(document, database, now),
			},
			merchants,
			size,
		);
		const days = Math.floor((period.now - startOfDay(period.since)) / DAY);
		for (let day = 0; day <= days; day++) {
			for (const shop of shops) await shop.planDay(day);
			const end = startOfDay(period.since) + (day + 1) * DAY;
			await player.goTo(Math.min(end - 1, period.now - CLOSING));
			onProgress(days === 0 ? 1 : day / days);
			// Otherwise nothing would interrupt a long seed.
			await nextTurn();
		}
		for (const shop of shops) await shop.close();
		await player.goTo(period.now);
		isOver = true;
	}
	await seedExamples(
		{
			document,
			database,
			documented: readSpecExamples(document, now),
			now: period.now,
			fees: readFees(document),
			schedule: readSchedule(document),
			attempts: player.attempts,
		},
		merchants[0] as SeededMerchant,
	);
	await database
		.updateTable("clock")
		.set({ ahead_by: 0, frozen_at: null })
		.execute();
}

/** Opens the merchants' shops, and divides the transactions among them. */
async function openShops(
	parts: ShopParts,
	merchants: SeededMerchant[],
	size: number,
): Promise<OpenShop[]> {
	const shops: OpenShop[] = [];
	let left = size;
	for (const [index, merchant] of merchants.entries()) {
		const shop = SHOPS[index];
		if (!shop) continue;
		// The last merchant gets the rest after rounding.
		const isLast = index === merchants.length - 1;
		const own = isLast ? left : Math.round((size * shop.share) / 100);
		left -= own;
		if (own > 0) shops.push(await openShop(parts, merchant, shop, own));
	}
	return shops;
}

/** Decides how charges end: most succeed, some on the first retry, and those of broke customers never. */
function createOutcomes(
	random: Random,
	merchants: SeededMerchant[],
	broke: Map<string, number>,
	now: number,
) {
	return ({
		customer_id,
		failed_attempts,
		at,
		provider,
	}: DueCharge): Outcome => {
		const time = Date.parse(at);
		if (time >= (broke.get(customer_id) ?? Infinity))
			return "insufficient_funds";
		const { retry_payment_every = 0 } =
			merchants.find((each) => each.merchant_id === provider.merchant_id) ?? {};
		const canRetry = time + (retry_payment_every + 1) * DAY < now;
		return failed_attempts === 0 && canRetry && chance(random, LATE)
			? "insufficient_funds"
			: "succeed";
	};
}

/** Percentage of charges that succeed only on the first retry. */
const LATE = 6;

/** Creates the function that counts a merchant's transactions. */
function createCountTransactions(database: Database) {
	const count = prepare<{ merchant_id: string }>()((on, { merchant_id }) =>
		on
			.selectFrom("transactions")
			.select(({ fn }) => fn.countAll<number>().as("number"))
			.where("merchant_id", "=", merchant_id),
	);
	return async (merchant_id: string): Promise<number> => {
		const [row] = await count(database, { merchant_id });
		return row?.number ?? 0;
	};
}

/** Creates the function that counts a merchant's subscriptions whose charge is due until a time. */
function createCountDue(
	document: Description,
	database: Database,
	until: Date,
) {
	const states = subscriptionStates<SubscriptionStatus>(document);
	return async (merchant_id: string): Promise<number> => {
		const { number } = await database
			.selectFrom("subscriptions")
			.select(({ fn }) => fn.countAll<number>().as("number"))
			.where("merchant_id", "=", merchant_id)
			.where("next_billing_date", "<=", until.toISOString())
			.where("status", "in", states.charged)
			.executeTakeFirstOrThrow();
		return number;
	};
}

/** When the merchants register their endpoints: two weeks ago, or so late that a few dozen sales follow. */
function endpointRegistration({ since, now }: Period, size: number): number {
	const perDay = size / ((now - since) / DAY);
	return now - Math.min(14 * DAY, (40 / Math.max(perDay, 1)) * DAY);
}

/** The first of the month a year ago, so that yearly charges have recurred. */
function yearBefore(now: Date): number {
	return Date.UTC(now.getUTCFullYear() - 1, now.getUTCMonth(), 1);
}
