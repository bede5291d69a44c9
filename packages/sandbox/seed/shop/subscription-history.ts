/** The history of a subscription: its start, its charges, and how it continued or ended. */
import { chance, pick, type Random } from "../../random.ts";
import type { Schedule } from "../../schedule.ts";
import { atShopHours, DAY, iso, MINUTE, type Period } from "./calendar.ts";
import type { Offer } from "./catalogue.ts";

export type State =
	| "active"
	| "trial"
	| "pending"
	| "past_due"
	| "paused"
	| "cancelled"
	| "expired";

/** In rotation, so that even a small seed has every status. */
const STATES: State[] = [
	...Array<State>(4).fill("active"),
	...(["cancelled", "paused", "trial", "past_due", "expired"] as const),
	...Array<State>(7).fill("active"),
	...(["pending", "cancelled", "paused"] as const),
];

/** An attempt to charge. */
export interface Charge {
	at: number;
	status: "completed" | "failed";
}

export interface SubscriptionHistory {
	offer: Offer;
	status: State;
	created: number;
	start: number;
	end: number | null;
	next: number | null;
	changed: number;
	charges: Charge[];
}

export interface HistoryParts extends Period {
	random: Random;
	schedule: Schedule;
}

/** The merchant's retry settings. */
export interface Retries {
	retry_payment_every: number;
	total_retries: number;
}

/** Milliseconds that a charge takes. */
export const CHARGE_DURATION = 20_000;

/** The history of a merchant's n-th subscription. Falls back to an active one if no offer can have the status whose turn it is. */
export function createHistory(
	parts: HistoryParts,
	offers: Offer[],
	retries: Retries,
	number: number,
): SubscriptionHistory {
	const state = STATES[number % STATES.length] ?? "active";
	const usual = offers[number % offers.length] as Offer;
	const suitable = offers.filter((each) => canBe(parts, each, state));
	const offer = suitable.includes(usual) ? usual : (suitable[0] ?? usual);
	const history =
		suitable.length > 0 && historyInState(parts, offer, state, retries);
	return (
		history ||
		activeHistory(parts, offer, startOf(parts, offer, "active"), retries)
	);
}

function canBe(
	{ schedule }: HistoryParts,
	offer: Offer,
	state: State,
): boolean {
	const recurs = schedule.timesAYear(offer.billing_frequency) > 0;
	if (state === "trial") return offer.first_payment_type === "non_initial";
	// Its last charge was a few days ago, which a fixed charge day rarely allows.
	if (state === "past_due") return recurs && offer.charge_day === null;
	return state === "expired" ? recurs : true;
}

function historyInState(
	parts: HistoryParts,
	offer: Offer,
	state: State,
	retries: Retries,
): SubscriptionHistory | undefined {
	const start = startOf(parts, offer, state);
	switch (state) {
		case "active":
		case "trial":
			return activeHistory(parts, offer, start, retries);
		case "pending":
			return {
				...baseHistory(offer, start),
				status: state,
				created: parts.now - parts.random.int(2, 72) * 60 * MINUTE,
				changed: parts.now - 60 * MINUTE,
				next: start,
			};
		case "past_due":
			return pastDueHistory(parts, offer, start, retries);
		case "expired":
			return expiredHistory(parts, offer, start, retries);
		default:
			return stoppedHistory(parts, offer, start, retries, state);
	}
}

function startOf(
	{ now, since, random, schedule }: HistoryParts,
	offer: Offer,
	state: State,
): number {
	const ago = (least: number, most: number) =>
		atShopHours(random, now - random.int(least, most));
	if (state === "pending") return ago(-20 * DAY, -DAY);
	if (state === "trial") return ago(DAY, 20 * DAY);
	if (state === "past_due") {
		const due = iso(ago(DAY, 8 * DAY));
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

function baseHistory(offer: Offer, start: number) {
	return {
		offer,
		created: start,
		start,
		end: null,
		next: null,
		changed: start,
		charges: [] as Charge[],
	};
}

/** When the n-th charge is due, from 0. */
function dueOf(
	{ schedule }: HistoryParts,
	offer: Offer,
	start: number,
	n: number,
) {
	const due = schedule.dueDate({ ...offer, start_date: iso(start) }, n);
	return due === undefined ? undefined : Date.parse(due);
}

/** Charges everything due until a time. Failed charges mostly succeed on the first retry. */
function chargeUntil(
	parts: HistoryParts,
	offer: Offer,
	start: number,
	until: number,
	{ retry_payment_every }: Retries,
): { charges: Charge[]; next: number | null; number: number } {
	const charges: Charge[] = [];
	let number = offer.first_payment_type === "non_initial" ? 1 : 0;
	let due = dueOf(parts, offer, start, number);
	while (due !== undefined && due + CHARGE_DURATION <= until) {
		const again = due + retry_payment_every * DAY;
		const isLate =
			number > 0 && again + CHARGE_DURATION <= until && chance(parts.random, 6);
		if (isLate) charges.push({ at: due, status: "failed" });
		charges.push({ at: isLate ? again : due, status: "completed" });
		number++;
		due = dueOf(parts, offer, start, number);
	}
	return { charges, next: due ?? null, number };
}

function activeHistory(
	parts: HistoryParts,
	offer: Offer,
	start: number,
	retries: Retries,
): SubscriptionHistory {
	const { charges, next } = chargeUntil(
		parts,
		offer,
		start,
		parts.now,
		retries,
	);
	const last = charges.at(-1);
	return {
		...baseHistory(offer, start),
		status: last ? "active" : "trial",
		next,
		charges,
		changed: last ? endOf(last, start) : start,
	};
}

/** The first payment starts the subscription, so it ends at the start. */
export function endOf({ at }: Charge, start: number): number {
	return at === start ? start : at + CHARGE_DURATION;
}

/** The last charge has failed and is being retried. */
function pastDueHistory(
	parts: HistoryParts,
	offer: Offer,
	start: number,
	retries: Retries,
): SubscriptionHistory | undefined {
	const { charges, number } = chargeUntil(
		parts,
		offer,
		start,
		parts.now,
		retries,
	);
	const due = dueOf(parts, offer, start, number - 1);
	if (number < 2 || due === undefined) return undefined;
	const attempts = attemptsAt(due, retries);
	const past = attempts.filter((at) => at + CHARGE_DURATION <= parts.now);
	const next = attempts[past.length];
	const last = past.at(-1);
	if (next === undefined || last === undefined) return undefined;
	return {
		...baseHistory(offer, start),
		status: "past_due",
		next,
		charges: [...charges.filter(({ at }) => at < due), ...past.map(failed)],
		changed: last + CHARGE_DURATION,
	};
}

/** All attempts for a charge due at a time. */
function attemptsAt(
	due: number,
	{ retry_payment_every, total_retries }: Retries,
): number[] {
	return Array.from(
		{ length: 1 + total_retries },
		(_, retry) => due + retry * retry_payment_every * DAY,
	);
}

function failed(at: number): Charge {
	return { at, status: "failed" };
}

/** Expired at its end date, after a few charges. */
function expiredHistory(
	parts: HistoryParts,
	offer: Offer,
	start: number,
	retries: Retries,
): SubscriptionHistory | undefined {
	const end = dueOf(parts, offer, start, pick(parts.random, [1, 2, 3]));
	if (end === undefined || end > parts.now) return undefined;
	const { charges } = chargeUntil(parts, offer, start, end - 1, retries);
	return {
		...baseHistory(offer, start),
		status: "expired",
		end,
		charges,
		changed: end,
	};
}

/** Paused or cancelled: by someone, or by the plan's action after all attempts failed. */
function stoppedHistory(
	parts: HistoryParts,
	offer: Offer,
	start: number,
	retries: Retries,
	status: "paused" | "cancelled",
): SubscriptionHistory {
	const { now, random } = parts;
	const action = status === "paused" ? "pause" : "cancel";
	const until = random.int(start + 60 * MINUTE, now);
	const { charges, next } = chargeUntil(parts, offer, start, until, retries);
	const failures =
		next !== null && offer.failed_payment_action === action
			? attemptsAt(next, retries).map(failed)
			: [];
	const last = failures.at(-1);
	const isForced = last !== undefined && last.at + CHARGE_DURATION <= now;
	const changed = isForced ? last.at + CHARGE_DURATION : until;
	return {
		...baseHistory(offer, start),
		status,
		// A charge that was due when it was paused stays due.
		next: status === "paused" ? next : null,
		end: status === "cancelled" ? changed : null,
		charges: isForced ? [...charges, ...failures] : charges,
		changed,
	};
}
