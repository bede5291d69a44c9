/** Due dates of subscriptions, computed independently of the sandbox. */
import { expect } from "vitest";
import type { Walked } from "./walk.ts";

const DAY = 24 * 60 * 60 * 1000;
const COLLECTED = ["completed", "refunded"];
const MONTHS: Record<string, number> = {
	monthly: 1,
	"bi-monthly": 2,
	quarterly: 3,
	"semi-annual": 6,
	yearly: 12,
};

/** The due date of the n-th charge, computed independently of the sandbox. */
export function dueOf(
	start: Date,
	frequency: string,
	chargeDay: number | null,
	n: number,
): number {
	const [year, month, date] = [
		start.getUTCFullYear(),
		start.getUTCMonth(),
		start.getUTCDate(),
	];
	const time = start.getTime() % DAY;
	const weeks = { weekly: 1, "bi-weekly": 2 }[frequency];
	if (weeks) {
		let due = start.getTime() + n * weeks * 7 * DAY;
		if (chargeDay === null) return due;
		// From the Monday of that week to the charge day.
		while (new Date(due).getUTCDay() !== 1) due -= DAY;
		return due + (chargeDay - 1) * DAY;
	}
	const months = MONTHS[frequency];
	if (!months) return Number.POSITIVE_INFINITY;
	const wanted = month + n * months;
	const due = Date.UTC(year, wanted, chargeDay ?? date);
	const last = Date.UTC(year, wanted + 1, 0);
	return Math.min(due, last) + time;
}

/** Checks the payments and the next due date of each subscription against its start and plan. */
export function checkCharges(
	{ subscriptions, plans, transactions, merchant }: Walked,
	now: Date,
): void {
	const retry = merchant.retry_payment_every * DAY;
	for (const each of subscriptions) {
		const plan = plans.find(({ plan_id }) => plan_id === each.plan_id);
		const { billing_frequency = "", charge_day = null } = plan ?? {};
		const { subscription_id, status, next_billing_date } = each;
		const start = new Date(each.start_date);
		const own = transactions
			.filter((payment) => payment.subscription_id === subscription_id)
			.sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
		const first = plan?.first_payment_type === "non_initial" ? 1 : 0;
		const due = (n: number) =>
			n === 0
				? start.getTime()
				: dueOf(start, billing_frequency, charge_day, n);
		for (const payment of own) {
			expect(payment.gross_amount).toBe(each.plan_amount);
			expect(payment.currency_code).toBe(each.plan_currency_code);
			expect(payment.customer_id).toBe(each.customer_id);
		}
		// In order: each is due, and may be retried days later until it succeeds.
		let n = first;
		let attempt = 0;
		for (const payment of own) {
			// The first payment starts the subscription, and ends at that moment.
			const at = n === 0 ? payment.updated_at : payment.created_at;
			const wanted = new Date(due(n) + attempt * retry).toISOString();
			expect(at, `${subscription_id}, ${billing_frequency}, ${n}`).toBe(wanted);
			if (COLLECTED.includes(payment.status)) {
				n++;
				attempt = 0;
			} else attempt++;
		}
		const time = next_billing_date ? Date.parse(next_billing_date) : null;
		switch (status) {
			case "active":
			case "trial":
				expect(time ?? Number.POSITIVE_INFINITY).toBe(due(n));
				expect(due(n)).toBeGreaterThan(now.getTime() - 20_000);
				expect(attempt).toBe(0);
				expect(n > first || status === "trial").toBe(true);
				break;
			case "past_due":
				expect(attempt).toBeGreaterThan(0);
				expect(time).toBe(due(n) + attempt * retry);
				expect(time).toBeGreaterThan(now.getTime() - 20_000);
				break;
			case "pending":
				expect(own).toStrictEqual([]);
				expect(start.getTime()).toBeGreaterThan(now.getTime());
				expect(next_billing_date).toBe(each.start_date);
				break;
			case "paused":
				expect(time ?? Number.POSITIVE_INFINITY).toBe(due(n));
				expect(each.end_date).toBeNull();
				break;
			default:
				expect(next_billing_date).toBeNull();
				expect((each.end_date ?? "~") <= now.toISOString()).toBe(true);
		}
		const last = own.at(-1);
		if (each.end_date && last)
			// One that its last failed charge has cancelled ends at that moment.
			expect(last.created_at <= each.end_date).toBe(true);
	}
}
