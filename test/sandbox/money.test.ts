/** Money, by the rules of the description, its guides and its examples. */
import { describe, expect, test } from "vitest";
import { createSubscriptions } from "../../packages/sandbox/engine/subscriptions.ts";
import {
	annualRevenue,
	monthlyRevenue,
	readFees,
	statusAfterRefund,
} from "../../packages/sandbox/money.ts";
import { readSchedule } from "../../packages/sandbox/schedule.ts";
import { readSpecExamples } from "../../packages/sandbox/spec-examples.ts";
import { subscriptionStates } from "../../packages/spec/extensions.ts";
import { document } from "../bundle.ts";
import { some } from "../some.ts";

const fees = readFees(document);
const { dueDate, timesAYear } = readSchedule(document);
const documented = readSpecExamples(document, new Date());

describe("the fee of a payment", () => {
	test.each([
		[30_000, "XOF", "MOBILE_MONEY", 1_160],
		[1_000, "XOF", "MOBILE_MONEY", 232],
		[90_000, "XOF", "MOBILE_MONEY", 3_080],
		[5_000, "USD", "CRYPTO", 230],
		[5_000, "USD", "CARDS", 230],
		// 0.4 francs round down, 0.6 up.
		[12_325, "XOF", "MOBILE_MONEY", 594],
		[12_050, "XOF", "MOBILE_MONEY", 586],
		// More than the payment.
		[100, "XOF", "MOBILE_MONEY", 203],
		// 0.30 USD are about 180 XOF; 200 XOF are 0.3049 EUR.
		[10_000, "XOF", "CRYPTO", 580],
		[1_999, "EUR", "MOBILE_MONEY", 94],
		// Methods that aren't in the table.
		[30_000, "XOF", "E_WALLET", 1_160],
		[30_000, "XOF", "QR_CODE", 1_160],
	] as const)("of %i %s by %s is %i", (amount, currency, method, fee) => {
		expect(fees.ofPayment(amount, currency, method)).toBe(fee);
	});

	test("matches every example", () => {
		const transactions = documented("Transaction");
		expect(transactions.length).toBeGreaterThan(3);
		for (const each of some(transactions)) {
			const { gross_amount, currency_code, payment_method_code } = each;
			expect(
				fees.ofPayment(gross_amount, currency_code, payment_method_code),
			).toBe(each.fee_amount);
		}
	});
});

test.each([
	[30_000, 1_200],
	[10_000, 400],
	[15_000, 600],
	[12, 0],
	[13, 1],
])("a refund of %i costs %i", (refunded, cost) => {
	expect(fees.ofRefund(refunded)).toBe(cost);
});

test("a payment is refunded once all of it was returned", () => {
	expect(statusAfterRefund(30_000, 15_000)).toBe("completed");
	expect(statusAfterRefund(30_000, 29_999)).toBe("completed");
	expect(statusAfterRefund(30_000, 30_000)).toBe("refunded");
});

describe("the first payment of a subscription", () => {
	const none = {} as never;
	const { firstPayment } = createSubscriptions(
		none,
		readSchedule(document),
		subscriptionStates(document),
		none,
		none,
		none,
		none,
	);
	const plan: Parameters<typeof firstPayment>[0] = {
		plan_id: "plan",
		name: "Abonnement",
		amount: 31_000,
		currency_code: "XOF",
		billing_frequency: "monthly",
		charge_day: 1,
		first_payment_type: "initial",
		failed_payment_action: null,
	};

	test.each(["initial", null] as const)(
		"is the full amount with %s",
		(type) => {
			const whole = { ...plan, first_payment_type: type };
			expect(firstPayment(whole, "2025-08-21T00:00:00.000Z")).toBe(31_000);
		},
	);

	test("is zero before a trial", () => {
		const trial = { ...plan, first_payment_type: "non_initial" } as const;
		expect(firstPayment(trial, "2025-08-21T00:00:00.000Z")).toBe(0);
	});

	test.each([
		// August: 11 of 31 days, all, and almost none, but never zero.
		["monthly", 1, 31_000, "2025-08-21T00:00", 11_000],
		["monthly", 1, 31_000, "2025-08-01T00:00", 31_000],
		["monthly", 1, 31, "2025-08-31T00:00", 1],
		["monthly", 1, 1, "2025-08-31T00:00", 1],
		// The day is still to come this month: 2 days of the previous month.
		["monthly", 5, 31_000, "2025-08-03T00:00", 2_000],
		// From Thursday to Monday, at the same time of day.
		["weekly", 1, 7_000, "2025-08-21T12:00", 4_000],
		["weekly", 1, 1_000, "2025-08-21T12:00", 571],
		["weekly", 1, 1_001, "2025-08-20T12:00", 715],
		// Without a charge day, the period starts with the subscription; without an interval, nothing is prorated.
		["monthly", null, 31_000, "2025-08-21T00:00", 31_000],
		["monthly", null, 31_000, "2025-01-31T00:00", 31_000],
		["one-time", 1, 31_000, "2025-08-21T00:00", 31_000],
	] as const)(
		"is prorated for the current period: %s, on day %j, of %i from %s: %i",
		(billing_frequency, charge_day, amount, at, paid) => {
			const prorated = {
				...plan,
				first_payment_type: "prorated",
				billing_frequency,
				charge_day,
				amount,
			} as const;
			expect(firstPayment(prorated, `${at}:00.000Z`)).toBe(paid);
		},
	);
});

describe("recurring revenue", () => {
	const monthly = (frequency: string, amount: number, subscriptions = 1) =>
		monthlyRevenue([
			{ amount, timesAYear: timesAYear(frequency), subscriptions },
		]);

	test.each([
		["weekly", 3_000, 13_000],
		["bi-weekly", 6_000, 13_000],
		["monthly", 10_000, 10_000],
		["bi-monthly", 10_000, 5_000],
		["quarterly", 30_000, 10_000],
		["semi-annual", 60_000, 10_000],
		["yearly", 90_000, 7_500],
		["one-time", 45_000, 0],
	])("a %s plan of %i counts as %i a month", (frequency, amount, mrr) => {
		expect(monthly(frequency, amount)).toBe(mrr);
	});

	test("is rounded once, after summing", () => {
		expect(monthly("weekly", 1_000)).toBe(4_333);
		expect(monthly("weekly", 1_000, 100)).toBe(433_333);
		expect(
			monthlyRevenue([
				{ amount: 5, timesAYear: 1, subscriptions: 1 },
				{ amount: 1, timesAYear: 1, subscriptions: 1 },
			]),
		).toBe(1);
		expect(monthlyRevenue([])).toBe(0);
	});

	test("ARR is twelve times MRR", () => {
		expect(annualRevenue(monthly("weekly", 1_000))).toBe(51_996);
	});
});

describe("a charge is due", () => {
	const due = (
		start: string,
		billing_frequency: string,
		charge_day: number | null,
		number: number,
	) => {
		const start_date = `${start}T09:15:20.000Z`;
		const time = dueDate({ start_date, billing_frequency, charge_day }, number);
		expect(time?.slice(10) ?? "T09:15:20.000Z").toBe("T09:15:20.000Z");
		return time?.slice(0, 10);
	};

	test.each([
		["2026-01-31", "monthly", null, ["02-28", "03-31", "04-30", "05-31"]],
		["2024-01-31", "monthly", null, ["02-29", "03-31"]],
		["2025-12-31", "bi-monthly", null, ["02-28", "04-30", "06-30"]],
		["2025-11-30", "quarterly", null, ["02-28", "05-30", "08-30"]],
		["2025-08-31", "semi-annual", null, ["02-28", "08-31"]],
		["2024-02-29", "yearly", null, ["02-28", "02-28", "02-28", "02-29"]],
		["2025-12-24", "weekly", null, ["12-31", "01-07"]],
		["2025-12-24", "bi-weekly", null, ["01-07", "01-21"]],
		// On the charge day of the following month, whether more or less than a month later.
		["2025-04-05", "monthly", 5, ["05-05", "06-05"]],
		["2025-04-22", "monthly", 5, ["05-05", "06-05"]],
		["2025-04-03", "monthly", 5, ["05-05", "06-05"]],
		["2026-01-10", "monthly", 31, ["02-28", "03-31", "04-30"]],
		["2026-01-10", "quarterly", 1, ["04-01", "07-01"]],
		// A Wednesday; charged on Fridays, on Mondays.
		["2025-12-24", "weekly", 5, ["01-02", "01-09"]],
		["2025-12-24", "weekly", 1, ["12-29", "01-05"]],
		// Sunday is the last day of the week.
		["2025-12-28", "weekly", 7, ["01-04", "01-11"]],
		// A day that no month or week has.
		["2026-01-10", "monthly", 31, ["02-28", "03-31"]],
		["2026-01-10", "monthly", 1, ["02-01", "03-01"]],
		["2025-12-24", "weekly", 7, ["01-04"]],
	])("from %s, %s, on day %s: %j", (start, frequency, day, dates) => {
		expect(
			dates.map((_, index) => due(start, frequency, day, index + 1)?.slice(5)),
		).toStrictEqual(dates);
		expect(due(start, frequency, day, 0)).toBe(start);
	});

	test("once, without an interval", () => {
		expect(due("2026-01-31", "one-time", null, 0)).toBe("2026-01-31");
		expect(due("2026-01-31", "one-time", null, 1)).toBeUndefined();
	});

	test("on the dates in the examples", () => {
		const [active] = documented("Subscription");
		const plan = documented("SubscriptionPlan").find(
			({ plan_id }) => plan_id === active?.plan_id,
		);
		const original =
			document.components.examples?.["getSubscription.active.200"]?.value.data;
		expect(dueDate({ ...plan, ...original } as never, 1)).toBe(
			original.next_billing_date,
		);
	});
});
