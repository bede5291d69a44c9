/** A shop's subscribers: when they start, and what they or the merchant do about it later. */
import { chance, type Random } from "../../random.ts";
import type { Schedule } from "../../schedule.ts";
import type { ProviderCode, SubscriptionStatus } from "../../schema-types.ts";
import type { BodyOf, Call, Player } from "../player.ts";
import { atShopHours, DAY, iso, MINUTE, type Period } from "./calendar.ts";
import type { Offer, Shop } from "./catalogue.ts";
import { createCustomer } from "./fake-customers.ts";

/** What becomes of a subscription. */
type Fate = SubscriptionStatus;

/** In rotation, so that even a small seed has every status. */
const FATES: Fate[] = [
	"active",
	"past_due",
	"trial",
	"pending",
	"paused",
	"expired",
	"cancelled",
	...Array<Fate>(10).fill("active"),
	"cancelled",
	"paused",
];

/** Limit per merchant, whatever the size of the seed. */
const MAX_SUBSCRIPTIONS = 2_000;
/** Stop after skipping this many that would exceed the number of payments. */
const MAX_SKIPPED = 20;

/** A plan of the shop. */
export interface Plan {
	plan_id: string;
	offer: Offer;
}

interface Retries {
	retry_payment_every: number;
	total_retries: number;
}

export interface SubscriberParts extends Period {
	random: Random;
	player: Player;
	call: Call;
	schedule: Schedule;
	shop: Shop;
	plans: Plan[];
	/** The merchant's settings. */
	retries: Retries;
	connected: ProviderCode[];
	/** Customers whose charges fail from a time on, in milliseconds, by ID. */
	broke: Map<string, number>;
}

/**
 * Schedules subscribers.
 *
 * @param most Number of payments of all of them, at most.
 * @returns A function that estimates how many payments are still to come after a time in milliseconds.
 */
export function planSubscribers(
	parts: SubscriberParts,
	most: number,
): (time: number) => number {
	const starts: { start: number; offer: Offer }[] = [];
	let payments = 0;
	let skipped = 0;
	for (
		let number = 0;
		number < MAX_SUBSCRIPTIONS && skipped < MAX_SKIPPED;
		number++
	) {
		const { plan, fate } = choose(parts, number);
		const start = startOf(parts, plan.offer, fate);
		const expected = 2 + paymentsBetween(parts, plan.offer, start);
		if (payments + expected > most) {
			skipped++;
			continue;
		}
		payments += expected;
		starts.push({ start, offer: plan.offer });
		parts.player.at(start, () => subscribe(parts, plan, fate));
	}
	return (time) =>
		starts.reduce(
			(sum, { start, offer }) =>
				sum +
				(start > time ? 1 : 0) +
				paymentsBetween(parts, offer, Math.max(start, time)),
			0,
		);
}

/** The n-th subscriber's plan and fate: active if no plan of the shop allows the fate whose turn it is. */
function choose(
	{ plans, schedule }: SubscriberParts,
	number: number,
): { plan: Plan; fate: Fate } {
	const fate = FATES[number % FATES.length] ?? "active";
	const suitable = plans.filter(({ offer }) => allows(schedule, offer, fate));
	const usual = plans[number % plans.length] as Plan;
	if (suitable.length === 0) return { plan: usual, fate: "active" };
	return {
		plan: suitable.includes(usual) ? usual : (suitable[0] as Plan),
		fate,
	};
}

function allows(schedule: Schedule, offer: Offer, fate: Fate): boolean {
	const recurs = schedule.timesAYear(offer.billing_frequency) > 0;
	if (fate === "trial" || fate === "pending")
		return offer.first_payment_type === "non_initial";
	// Its last charge was a few days ago, which a fixed charge day rarely allows.
	if (fate === "past_due") return recurs && offer.charge_day === null;
	return fate === "expired" ? recurs : true;
}

function startOf(
	{ now, since, random, schedule, retries }: SubscriberParts,
	offer: Offer,
	fate: Fate,
): number {
	const ago = (least: number, most: number) =>
		Math.max(since, atShopHours(random, now - random.int(least, most)));
	if (fate === "pending") return Math.min(now - MINUTE, ago(0, 3 * DAY));
	if (fate === "trial") return ago(DAY, 20 * DAY);
	if (fate === "past_due") {
		// A charge was due a few days ago, and not all retries have been made.
		const window = retries.retry_payment_every * retries.total_retries * DAY;
		const due = iso(
			now - random.int(MINUTE, Math.min(window, 8 * DAY) - DAY / 2),
		);
		const before = schedule.dueDate(
			{ ...offer, start_date: due },
			-random.int(1, 4),
		);
		return Math.max(Date.parse(before ?? due), since);
	}
	// Frequent charges started recently, or they would be most of all payments.
	const often = schedule.timesAYear(offer.billing_frequency);
	const longest = often > 12 ? (16 * 365 * DAY) / often : now - since;
	return ago(DAY, Math.floor(longest));
}

/** The charges from a time until now, on average. */
function paymentsBetween(
	{ schedule, now }: SubscriberParts,
	{ billing_frequency }: Offer,
	time: number,
): number {
	const years = (now - time) / (365 * DAY);
	return years * schedule.timesAYear(billing_frequency);
}

/** A customer subscribes, and what is to become of it is scheduled. */
async function subscribe(
	parts: SubscriberParts,
	{ plan_id, offer }: Plan,
	fate: Fate,
): Promise<void> {
	const { random, player, call, shop, now, connected, broke } = parts;
	const { engine } = player;
	const customer = await createCustomer(random, call, shop);
	const { checkout_session_id } = await call("createCheckoutSession", {
		body: {
			plan_id,
			title: offer.name,
			amount: offer.amount,
			currency_code: offer.currency_code,
			allowed_providers: connected,
			success_url: `${shop.site}/merci`,
			cancel_url: `${shop.site}/abonnements`,
			customer_name: customer.name,
			...(customer.email !== null && { customer_email: customer.email }),
			customer_phone: customer.phone_number,
		},
	});
	await engine.pay(checkout_session_id, {
		provider: customer.provider,
		outcome: "succeed",
	});
	const find = async () => {
		const { customer_id } = customer;
		const [subscription] = await call("listSubscriptions", {
			query: { customer_id },
		});
		if (!subscription) throw new Error("There is no subscription.");
		return subscription;
	};
	const { subscription_id } = await find();
	const path = { subscription_id };
	const update = (body: BodyOf<"updateSubscription">) =>
		call("updateSubscription", { path, body });
	const start = player.now();
	/** A time between the start and now. */
	const later = () => random.int(Math.min(start + 60 * MINUTE, now), now);

	/** Does something once the subscription isn't past due. */
	const whenActive = (time: number, act: () => Promise<unknown>) =>
		player.at(time, async () => {
			const { status } = await find();
			if (status === "active" || status === "trial") await act();
			else if (status === "past_due" && time + DAY < now)
				whenActive(time + DAY, act);
		});

	switch (fate) {
		case "past_due":
			broke.set(customer.customer_id, now - 9 * DAY);
			break;
		case "pending":
			// It starts later than agreed at first.
			await update({
				start_date: iso(now + random.int(DAY, 20 * DAY)),
			});
			break;
		case "paused":
			if (offer.failed_payment_action === "pause" && chance(random, 50))
				broke.set(customer.customer_id, later());
			else whenActive(later(), () => update({ status: "paused" }));
			break;
		case "cancelled":
			if (offer.failed_payment_action === "cancel" && chance(random, 50))
				broke.set(customer.customer_id, later());
			else whenActive(later(), () => call("cancelSubscription", { path }));
			break;
		case "expired":
			await update({ end_date: iso(later()) });
			break;
	}
}
