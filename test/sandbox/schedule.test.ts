/** The next charge of a subscription. The dates themselves are in money.test.ts. */
import { describe, expect, test } from "vitest";
import {
	type Charges,
	readIntervals,
	readSchedule,
} from "../../packages/sandbox/schedule.ts";
import { billingIntervals } from "../../packages/spec/extensions.ts";
import type { Description } from "../../packages/spec/operations.ts";
import { document } from "../bundle.ts";

const schedule = readSchedule(document);
const DAY = 24 * 60 * 60 * 1000;
const START = "2025-01-31T09:15:20.000Z";
/** The last day of the week, or of the longest month. */
const lastDayOf = (frequency: string) =>
	frequency.includes("weekly") ? 7 : 31;
const later = (time: string, by: number) =>
	new Date(Date.parse(time) + by).toISOString();

describe("the first charge after a time", () => {
	const frequencies = Object.keys(billingIntervals(document));
	const recurring = frequencies.filter(
		(frequency) => schedule.timesAYear(frequency) > 0,
	);
	const all = recurring.flatMap((billing_frequency) =>
		[null, 1, 5, lastDayOf(billing_frequency)].map((charge_day) => ({
			billing_frequency,
			charge_day,
		})),
	);

	test("exists for all frequencies but one", () => {
		expect(recurring).toHaveLength(frequencies.length - 1);
		expect(recurring.length).toBeGreaterThan(5);
	});

	test.each(all)("is the next due date: %j", (plan) => {
		const charges: Charges = { ...plan, start_date: START };
		const dates = Array.from({ length: 300 }, (_, index) =>
			schedule.dueDate(charges, index + 1),
		) as string[];
		expect(dates).toStrictEqual(dates.toSorted());
		for (const index of [0, 1, 2, 3, 7, 40, 150, 298]) {
			const [due = "", next] = dates.slice(index);
			expect(schedule.after(charges, later(due, -1))).toBe(due);
			// A charge due at that time is not after it.
			expect(schedule.after(charges, due)).toBe(next);
			expect(schedule.after(charges, later(due, 1))).toBe(next);
		}
		expect(schedule.after(charges, START)).toBe(
			dates.find((due) => due > START),
		);
	});

	test.each(all)("is never before the first charge: %j", (plan) => {
		const charges: Charges = { ...plan, start_date: START };
		const first = schedule.dueDate(charges, 1);
		for (const time of ["2024-12-31T00:00:00.000Z", "1970-01-01T00:00:00.000Z"])
			expect(schedule.after(charges, time)).toBe(first);
	});

	test.each([
		// A Friday, and the 31st. The charge day of the same period is still to come or has passed.
		["weekly", 7, START, "2025-02-02"],
		["weekly", 1, START, "2025-02-03"],
		["weekly", null, START, "2025-02-07"],
		["monthly", 5, "2025-01-03T09:15:20.000Z", "2025-01-05"],
		["monthly", 5, "2025-01-05T09:15:20.000Z", "2025-02-05"],
		["monthly", 5, START, "2025-02-05"],
		["monthly", null, START, "2025-02-28"],
		["yearly", 31, "2025-01-30T09:15:20.000Z", "2025-01-31"],
		["yearly", 31, START, "2026-01-31"],
	])(
		"%s on day %j may be in the period of the start, %s: %s",
		(billing_frequency, charge_day, start_date, date) => {
			const charges = { billing_frequency, charge_day, start_date };
			expect(schedule.after(charges, start_date, true)).toBe(
				`${date}T09:15:20.000Z`,
			);
		},
	);

	test("is only in the period of the start if asked for", () => {
		const start_date = "2025-01-03T09:15:20.000Z";
		const charges = { billing_frequency: "monthly", charge_day: 5, start_date };
		const second = "2025-02-05T09:15:20.000Z";
		expect(schedule.after(charges, start_date)).toBe(second);
		expect(schedule.after(charges, start_date, false)).toBe(second);
	});

	test("is undefined if a plan charges once, or for an unknown frequency", () => {
		for (const billing_frequency of ["one-time", "fortnightly"]) {
			const charges = {
				billing_frequency,
				charge_day: null,
				start_date: START,
			};
			expect(schedule.after(charges, START)).toBeUndefined();
			expect(schedule.dueDate(charges, 1)).toBeUndefined();
			expect(schedule.timesAYear(billing_frequency)).toBe(0);
		}
	});

	test("is found after a hundred years", () => {
		const charges = {
			billing_frequency: "weekly",
			charge_day: null,
			start_date: "1925-01-01T00:00:00.000Z",
		};
		const time = "2025-01-01T12:00:00.000Z";
		expect(schedule.after(charges, time)).toBe("2025-01-02T00:00:00.000Z");
	});
});

describe("a week", () => {
	test.each([
		["2025-12-27", 6, "2026-01-03"],
		["2025-12-27", 7, "2026-01-04"],
		// A week ends on Sunday.
		["2025-12-28", 1, "2025-12-29"],
		["2025-12-28", 6, "2026-01-03"],
		["2025-12-28", 7, "2026-01-04"],
		["2025-12-29", 7, "2026-01-11"],
		["2025-12-29", 1, "2026-01-05"],
	])("after %s, on day %i, is %s", (start, charge_day, date) => {
		const due = schedule.dueDate(
			{
				start_date: `${start}T23:59:59.999Z`,
				billing_frequency: "weekly",
				charge_day,
			},
			1,
		);
		expect(due).toBe(`${date}T23:59:59.999Z`);
	});

	test("before the start, is counted backwards", () => {
		const charges = {
			start_date: START,
			billing_frequency: "weekly",
			charge_day: null,
		};
		expect(schedule.dueDate(charges, -1)).toBe(later(START, -7 * DAY));
	});
});

describe("the intervals of the description", () => {
	const withIntervals = (
		intervals: Record<string, string | null>,
	): Description => ({
		...document,
		components: {
			...document.components,
			schemas: { BillingFrequency: { "x-intervals": intervals } },
		},
	});

	test("are read by frequency", () => {
		expect(Object.fromEntries(readIntervals(document))).toStrictEqual({
			"one-time": undefined,
			weekly: { every: 1, unit: "W" },
			"bi-weekly": { every: 2, unit: "W" },
			monthly: { every: 1, unit: "M" },
			"bi-monthly": { every: 2, unit: "M" },
			quarterly: { every: 3, unit: "M" },
			"semi-annual": { every: 6, unit: "M" },
			yearly: { every: 12, unit: "M" },
		});
	});

	test.each(["P1D", "P1M2W", "XP1M", "P1MX", "PM", "1M", "", null])(
		"are undefined unless whole weeks or months: %j",
		(interval) => {
			const read = readIntervals(withIntervals({ odd: interval }));
			expect([...read]).toStrictEqual([["odd", undefined]]);
		},
	);

	test("give the number of charges a year", () => {
		const { timesAYear } = readSchedule(
			withIntervals({ often: "P4W", seldom: "P24M" }),
		);
		expect(timesAYear("often")).toBe(13);
		expect(timesAYear("seldom")).toBe(0.5);
	});
});
