/** When subscriptions are charged. All times are UTC. */
import { billingIntervals, type Description } from "@lomi/spec";
import { Temporal } from "temporal-polyfill";

/** The time between two charges. */
export interface Interval {
	every: number;
	unit: "W" | "M";
}

/** What determines the due dates of a subscription. */
export interface Charges {
	start_date: string;
	billing_frequency: string;
	/** Day of the month, or of the week (1 is Monday), if the plan sets one. */
	charge_day: number | null;
}

export interface Schedule {
	/**
	 * The due date of the n-th charge after the first, which is 0. Undefined if there is none.
	 *
	 * It falls in the n-th period after the start, on the charge day or else the day of the start, at the same time of day. In a month that is
	 * too short it is the last day, without changing later ones: 31 January, 28 February, 31 March.
	 */
	dueDate(charges: Charges, number: number): string | undefined;
	/**
	 * The first due date after a time. Undefined if there is none.
	 *
	 * @param own Whether the period of the start counts, if its charge day is still to come.
	 */
	after(charges: Charges, time: string, own?: boolean): string | undefined;
	/** Charges per year of a billing frequency: 52, 26, 12, 6, 4, 2, 1 or 0. */
	timesAYear(frequency: string): number;
}

const DAY = 24 * 60 * 60 * 1000;
/** Length of the date in an ISO 8601 time. */
const DATE = "2025-01-31".length;
const A_YEAR = { W: 52, M: 12 };
/** The longest week and month, in milliseconds. */
const LONGEST = { W: 7 * DAY, M: 31 * DAY };

/** Reads the billing intervals from the description. */
export function readSchedule(document: Description): Schedule {
	const intervals = readIntervals(document);
	const inPeriod = (
		{ start_date, billing_frequency, charge_day }: Charges,
		number: number,
	) => {
		const interval = intervals.get(billing_frequency);
		if (!interval) return undefined;
		const start = Temporal.PlainDate.from(start_date.slice(0, DATE));
		const periods = number * interval.every;
		const due =
			interval.unit === "W"
				? weeksAfter(start, periods, charge_day)
				: monthsAfter(start, periods, charge_day);
		return `${due}${start_date.slice(DATE)}`;
	};
	return {
		dueDate: (charges, number) =>
			number === 0 ? charges.start_date : inPeriod(charges, number),
		after(charges, time, own = false) {
			const interval = intervals.get(charges.billing_frequency);
			if (!interval) return undefined;
			const passed = Date.parse(time) - Date.parse(charges.start_date);
			const longest = interval.every * LONGEST[interval.unit];
			const first = own ? 0 : 1;
			// No earlier charge can be the one.
			let number = Math.max(first, Math.floor(passed / longest) - 1);
			let due = inPeriod(charges, number);
			while (due !== undefined && due <= time)
				due = inPeriod(charges, ++number);
			return due;
		},
		timesAYear(frequency) {
			const interval = intervals.get(frequency);
			return interval ? A_YEAR[interval.unit] / interval.every : 0;
		},
	};
}

/** The intervals by billing frequency; undefined for a frequency that charges once. */
export function readIntervals(
	document: Description,
): Map<string, Interval | undefined> {
	return new Map(
		Object.entries(billingIntervals(document)).map(([frequency, text]) => [
			frequency,
			parse(text),
		]),
	);
}

function parse(text: string | null): Interval | undefined {
	const [, every, unit] = /^P(\d+)([WM])$/.exec(text ?? "") ?? [];
	return unit ? { every: Number(every), unit: unit as "W" | "M" } : undefined;
}

/** @param day Of the week; 1 is Monday. */
function weeksAfter(
	start: Temporal.PlainDate,
	weeks: number,
	day: number | null,
): Temporal.PlainDate {
	const shift = day === null ? 0 : day - start.dayOfWeek;
	return start.add({ days: 7 * weeks + shift });
}

/** @param day Of the month. */
function monthsAfter(
	start: Temporal.PlainDate,
	months: number,
	day: number | null,
): Temporal.PlainDate {
	const due = start.add({ months });
	return day === null ? due : due.with({ day });
}
