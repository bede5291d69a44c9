/** A year of business: payments per day and hour. Times are UTC, which is local time in Abidjan and Dakar. */
import { pick, type Random } from "../../random.ts";

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** The seeded period, in milliseconds: nothing happens before `since` or after `now`. */
export interface Period {
	since: number;
	now: number;
}

/** A holiday that raises sales. */
interface Holiday {
	calendar: "gregorian" | "islamic";
	/** Month and day in that calendar, both from 1. */
	on: string;
	/** Days before the holiday during which sales rise … */
	days: number;
	/** … up to this factor. */
	times: number;
}

export const HOLIDAYS = {
	christmas: { calendar: "gregorian", on: "12/25", days: 12, times: 1.8 },
	tabaski: { calendar: "islamic", on: "12/10", days: 10, times: 2.2 },
	korite: { calendar: "islamic", on: "10/1", days: 7, times: 1.7 },
	magal: { calendar: "islamic", on: "2/18", days: 6, times: 2 },
} satisfies Record<string, Holiday>;

/** From Sunday. Friday is market day; most shops are closed on Sunday. */
const WEEKDAYS = [0.55, 0.95, 0.95, 1, 1.05, 1.4, 1.2];
/** Salaries are paid at the end of the month, and spent within days. */
const PAYDAYS = { from: 26, to: 4, times: 1.35 };
const CLOSED = 0.3;
/** Growth over the year. */
const GROWTH = 0.6;

/** Relative number of payments per hour of the day. */
const HOURS = [
	0, 0, 0, 0, 1, 2, 6, 14, 28, 42, 50, 48, 40, 38, 40, 44, 50, 58, 62, 56, 40,
	24, 10, 0,
];
const DRAWN_HOURS = HOURS.flatMap((share, hour) =>
	Array<number>(share).fill(hour),
);

/** Relative weight of each day of a period. The last day counts for the part that has passed. */
export function weighDays(
	since: number,
	now: number,
	holidays: Holiday[],
): number[] {
	const first = startOfDay(since);
	const days = Math.floor((now - first) / DAY) + 1;
	const holidayDates = datesOf(holidays, first, days);
	return Array.from({ length: days }, (_, index) => {
		const day = first + index * DAY;
		const date = new Date(day);
		const weekday = WEEKDAYS[date.getUTCDay()] ?? 1;
		const monthday = date.getUTCDate();
		const paid = monthday >= PAYDAYS.from || monthday <= PAYDAYS.to;
		const growth = 1 + (GROWTH * index) / days;
		const part = Math.min(1, (now - day) / DAY);
		const holidayRise = Math.max(
			1,
			...holidayDates.map(({ dates, days, times }) =>
				holidayFactor(dates, day, days, times),
			),
		);
		const isHoliday = holidayDates.some(({ dates }) => dates.includes(day));
		const closed = isHoliday ? CLOSED : 1;
		return (
			weekday *
			(paid ? PAYDAYS.times : 1) *
			growth *
			holidayRise *
			closed *
			part
		);
	});
}

/** Dates of each holiday, looking far enough ahead for those whose sales rise before. */
function datesOf(holidays: Holiday[], first: number, days: number) {
	const after = Math.max(...holidays.map((holiday) => holiday.days));
	// Calculated in advance; the observed date may be a day later.
	const format = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura", {
		month: "numeric",
		day: "numeric",
		timeZone: "UTC",
	});
	const all = Array.from({ length: days + after }, (_, index) => {
		const day = first + index * DAY;
		const date = new Date(day);
		const gregorian = `${date.getUTCMonth() + 1}/${date.getUTCDate()}`;
		return { day, gregorian, islamic: format.format(date) };
	});
	return holidays.map((holiday) => ({
		...holiday,
		dates: all
			.filter((each) => each[holiday.calendar] === holiday.on)
			.map(({ day }) => day),
	}));
}

/** Sales factor of a day: the closer the holiday, the higher. */
function holidayFactor(
	dates: number[],
	day: number,
	days: number,
	times: number,
): number {
	const next = dates.find((date) => date > day);
	const left = next === undefined ? days + 1 : (next - day) / DAY;
	return left > days ? 1 : 1 + ((times - 1) * (days + 1 - left)) / days;
}

/** Distributes a number over days by weight. */
export function spread(number: number, weights: number[]): number[] {
	const sum = weights.reduce((total, weight) => total + weight, 0);
	let come = 0;
	let before = 0;
	return weights.map((weight) => {
		come += weight;
		const until = Math.round((number * come) / sum);
		const own = until - before;
		before = until;
		return own;
	});
}

/** Sorted times within a day, none after `now`. */
export function timesOfDay(
	random: Random,
	day: number,
	number: number,
	now: number,
): number[] {
	const length = Math.min(DAY, now - day + 1);
	return Array.from(
		{ length: number },
		// On the current day, later times wrap around to the part that has passed.
		() => day + ((atShopHours(random, day) - day) % length),
	).sort((a, b) => a - b);
}

/** A time during opening hours on the same day. */
export function atShopHours(random: Random, time: number): number {
	const hour = pick(random, DRAWN_HOURS) * 60 * MINUTE;
	return startOfDay(time) + hour + random.int(0, 60 * MINUTE - 1);
}

export function startOfDay(time: number): number {
	return time - (time % DAY);
}

/** Formats a time for the database. */
export function iso(time: number): string {
	return new Date(time).toISOString();
}
