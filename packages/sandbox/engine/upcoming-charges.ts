/** When a subscription is charged next, as far as it can be said today. */
import type { SubscriptionStates } from "@lomi/spec";
import { NEVER } from "../clock.ts";
import type { Row } from "../db/tables.ts";
import type { Schedule } from "../schedule.ts";
import type { ControlSchemas, SubscriptionStatus } from "../schema-types.ts";

/** The fields of a subscription and its plan that its due dates follow from. */
type Charged = Pick<
	Row<"subscriptions">,
	"start_date" | "end_date" | "billing_anchor"
> & { plan_billing_frequency: string; charge_day: number | null };

/** The first due date after a time; null if there is none before the end date. */
export function dueAfter(
	schedule: Schedule,
	row: Charged,
	time: string,
): string | null {
	const charges = {
		start_date: row.billing_anchor ?? row.start_date,
		billing_frequency: row.plan_billing_frequency,
		charge_day: row.charge_day,
	};
	const due = schedule.after(charges, time) ?? NEVER;
	return due < (row.end_date ?? NEVER) ? due : null;
}

export interface UpcomingCharge {
	at: string;
	kind: ControlSchemas["UpcomingCharge"]["kind"];
}

/** A subscription with its plan, as the engine charges it. */
type Upcoming = Charged &
	Pick<
		Row<"subscriptions">,
		"status" | "next_billing_date" | "due_since" | "is_charging"
	>;

/**
 * The next charges, in order, and the end if there is one before the last of them. Each is expected to succeed.
 *
 * @param most How many to return at most.
 */
export function upcomingOf(
	schedule: Schedule,
	{ charged, running }: SubscriptionStates<SubscriptionStatus>,
	row: Upcoming,
	most: number,
): UpcomingCharge[] {
	if (!running.includes(row.status)) return [];
	const upcoming = charged.includes(row.status)
		? chargesOf(schedule, row, most)
		: [];
	if (row.end_date !== null) upcoming.push({ at: row.end_date, kind: "end" });
	return upcoming.slice(0, most);
}

function chargesOf(
	schedule: Schedule,
	row: Upcoming,
	most: number,
): UpcomingCharge[] {
	const { next_billing_date: next, due_since, is_charging } = row;
	const charges: UpcomingCharge[] = [];
	const isBeforeEnd = next !== null && next < (row.end_date ?? NEVER);
	if (isBeforeEnd && !is_charging) {
		const isRetry = row.status === "past_due";
		charges.push({ at: next, kind: isRetry ? "retry" : "charge" });
	}
	let due = due_since ?? next;
	while (due !== null && charges.length < most) {
		due = dueAfter(schedule, row, due);
		// What falls due during the retries is charged once they are over.
		const earliest = charges[0]?.at ?? "";
		if (due !== null)
			charges.push({ at: due > earliest ? due : earliest, kind: "charge" });
	}
	return charges;
}
