/** A merchant's subscriptions, with their customers and payments. */
import type { Insertable } from "kysely";
import type { Tables } from "../../db/tables.ts";
import { uuid } from "../../random.ts";
import type { Write } from "../bulk-insert.ts";
import type { SeededMerchant } from "../merchants.ts";
import { iso, MINUTE } from "./calendar.ts";
import type { Offer, Shop } from "./catalogue.ts";
import type { AddCustomer, Customer } from "./fake-customers.ts";
import { ownerOf, type RecordPayment } from "./payments.ts";
import {
	CHARGE_DURATION,
	createHistory,
	endOf,
	type HistoryParts,
	type SubscriptionHistory,
} from "./subscription-history.ts";

/** Limit per merchant, whatever the size of the seed. */
const MAX_SUBSCRIPTIONS = 2_000;
/** Stop after skipping this many that would exceed the number of payments. */
const MAX_SKIPPED = 20;

export interface SubscriptionParts extends HistoryParts {
	write: Write;
	addCustomer: AddCustomer;
	recordPayment: RecordPayment;
}

export type SubscriptionRow = Insertable<Tables["subscriptions"]>;

/** A seeded plan. */
export interface Plan {
	plan_id: string;
	offer: Offer;
}

/**
 * Writes subscriptions.
 *
 * @param most Maximum number of payments of all subscriptions.
 * @returns The number of payments written.
 */
export async function seedSubscriptions(
	parts: SubscriptionParts,
	owner: SeededMerchant,
	shop: Shop,
	plans: Plan[],
	most: number,
	onCreated: (subscription: SubscriptionRow, plan: Plan) => Promise<void>,
): Promise<number> {
	const offers = plans.map(({ offer }) => offer);
	let payments = 0;
	let skipped = 0;
	for (
		let number = 0;
		number < MAX_SUBSCRIPTIONS && skipped < MAX_SKIPPED;
		number++
	) {
		const history = createHistory(parts, offers, owner, number);
		if (payments + history.charges.length > most) {
			skipped++;
			continue;
		}
		payments += history.charges.length;
		const plan = plans.find(({ offer }) => offer === history.offer);
		if (!plan) continue;
		const at = history.created - 5 * MINUTE;
		const customer = await parts.addCustomer(owner, shop, at);
		await onCreated(
			await addSubscription(parts, owner, plan, history, customer),
			plan,
		);
	}
	return payments;
}

async function addSubscription(
	parts: SubscriptionParts,
	owner: SeededMerchant,
	{ plan_id, offer }: Plan,
	history: SubscriptionHistory,
	customer: Customer,
): Promise<SubscriptionRow> {
	const { random, write, recordPayment } = parts;
	const { customer_id, name, email, provider } = customer;
	const time = (at: number | null) => (at === null ? null : iso(at));
	const row: SubscriptionRow = {
		subscription_id: uuid(random),
		...ownerOf(owner),
		plan_id,
		customer_id,
		customer_name: name,
		customer_email: email,
		status: history.status,
		start_date: iso(history.start),
		end_date: time(history.end),
		next_billing_date: time(history.next),
		metadata: null,
		created_at: iso(history.created),
		updated_at: iso(history.changed),
	};
	await write("subscriptions", row);
	for (const charge of history.charges) {
		const over = endOf(charge, history.start);
		await recordPayment(owner, {
			at: over - CHARGE_DURATION,
			took: CHARGE_DURATION,
			status: charge.status,
			customer_id,
			subscription_id: row.subscription_id,
			gross_amount: offer.amount,
			currency_code: offer.currency_code,
			provider_code: provider,
			description: `${offer.name}, ${monthOf(charge.at)}`,
		});
	}
	return row;
}

/** As in the examples: April 2025. Loading Intl's data for it would take longer than seeding all subscriptions. */
function monthOf(time: number): string {
	const date = new Date(time);
	return `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

const MONTHS =
	"January February March April May June July August September October November December".split(
		" ",
	);
