/** Money, time and countries as a reader writes them. */
import { decimalsOf } from "@lomi/spec";
import type { Interval } from "../../schedule.ts";
import type { Language } from "./locales.ts";

/** An amount in the currency's smallest unit: `10 000 F CFA`, `F CFA 10,000`, `19,99 €`. */
export function formatAmount(
	amount: number,
	currency: string,
	language: Language,
): string {
	const format = new Intl.NumberFormat(language, {
		style: "currency",
		currency,
	});
	// As text, the largest amounts keep their last digit.
	return format.format(
		`${amount}E-${decimalsOf(currency)}` as Intl.StringNumericLiteral,
	);
}

const UNITS = { W: "week", M: "month", Y: "year" };

/** How often it is paid, after a slash: `month`, `2 semaines`. */
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

/** A length of time in its largest unit of which there are two: `29 minutes`, `3 jours`. Never less than a minute. */
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

/** A country by its ISO code: `Côte d’Ivoire`. */
export function formatCountry(code: string, language: Language): string {
	return new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
}
