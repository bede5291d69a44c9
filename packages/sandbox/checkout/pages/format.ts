/** Localised formats of money, durations and countries. */
import { decimalsOf } from "@lomi/spec";
import type { Interval } from "../../schedule.ts";
import type { Language } from "./locales.ts";

/** Formats an amount in the smallest unit: `10 000 F CFA`, `F CFA 10,000`, `19,99 €`. */
export function formatAmount(
	amount: number,
	currency: string,
	language: Language,
): string {
	const format = new Intl.NumberFormat(language, {
		style: "currency",
		currency,
	});
	// Passed as text, so that large amounts keep their last digits.
	return format.format(
		`${amount}E-${decimalsOf(currency)}` as Intl.StringNumericLiteral,
	);
}

const UNITS = { W: "week", M: "month", Y: "year" };

/** A billing interval after a slash: `month`, `2 semaines`. */
export function formatInterval(
	{ every, unit }: Interval,
	language: Language,
): string {
	const isYears = unit === "M" && every % 12 === 0;
	const count = isYears ? every / 12 : every;
	const parts = unitFormat(language, UNITS[isYears ? "Y" : unit]).formatToParts(
		count,
	);
	return parts
		.filter(({ type }) => count !== 1 || type === "unit")
		.map(({ value }) => value)
		.join("");
}

const MINUTES = [
	["day", 24 * 60],
	["hour", 60],
	["minute", 1],
] as const;

/** A duration in the largest unit of which there are at least two: `29 minutes`, `3 jours`. At least a minute. */
export function formatLength(milliseconds: number, language: Language): string {
	const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
	const [unit, length] =
		MINUTES.find(([, each]) => minutes >= 2 * each) ?? MINUTES[2];
	return unitFormat(language, unit).format(Math.floor(minutes / length));
}

function unitFormat(language: Language, unit: string): Intl.NumberFormat {
	return new Intl.NumberFormat(language, {
		style: "unit",
		unit,
		unitDisplay: "long",
	});
}

/** Name of a country: `Côte d’Ivoire`. */
export function formatCountry(code: string, language: Language): string {
	return new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
}
