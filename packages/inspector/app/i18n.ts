/** Languages: messages and formats. */
import { decimalsOf } from "@lomi/spec/currency";
import { signal } from "@preact/signals";
import en from "./locales/en.json" with { type: "json" };
import fr from "./locales/fr.json" with { type: "json" };

export type Messages = typeof en;

const MESSAGES = { en, fr } satisfies Record<string, Messages>;
export type Language = keyof typeof MESSAGES;
export const LANGUAGES = Object.keys(MESSAGES) as Language[];

const KEY = "lomi.language";

/** The locales of formats: days before months, and 24 hours. */
const FORMATS = { en: "en-GB", fr: "fr-FR" } satisfies Record<Language, string>;

export const language = signal<Language>(initialLanguage());
document.documentElement.lang = language.value;

/** The messages of the current language. Components that read them render again when it changes. */
export function messages(): Messages {
	return MESSAGES[language.value];
}

/** Switches to another language, and remembers it. */
export function setLanguage(next: Language): void {
	localStorage.setItem(KEY, next);
	document.documentElement.lang = next;
	language.value = next;
}

/** The language that was chosen before, or the browser's. */
function initialLanguage(): Language {
	const wanted = [localStorage.getItem(KEY), ...navigator.languages];
	const known = wanted
		.map((each) => LANGUAGES.find((code) => each?.startsWith(code)))
		.find((each) => each !== undefined);
	return known ?? "en";
}

/** Replaces `{name}` in a message. */
export function fill(
	message: string,
	values: Record<string, string | number>,
): string {
	return message.replaceAll(/\{(\w+)\}/g, (whole, name) =>
		name in values ? String(values[name]) : whole,
	);
}

/** A message for a number: `one|other`, with `{n}` for the number itself. */
export function plural(message: string, n: number): string {
	const [one = "", other = one] = message.split("|");
	const form =
		new Intl.PluralRules(language.value).select(n) === "one" ? one : other;
	return fill(form, { n: formatNumber(n) });
}

export function formatNumber(value: number): string {
	return formatOf(value, {});
}

/** An amount in the currency's smallest unit: `10 000 F CFA`, `F CFA 10,000`. */
export function formatAmount(
	amount: number,
	currency: string,
	options: Intl.NumberFormatOptions = {},
): string {
	return formatOf(amount / 10 ** decimalsOf(currency), {
		style: "currency",
		currency,
		...options,
	});
}

/** A time in UTC, which is that of Abidjan and Dakar and of the API. */
export function formatTime(
	time: string | Date,
	options: Intl.DateTimeFormatOptions = {
		dateStyle: "medium",
		timeStyle: "medium",
	},
): string {
	return dateFormat({ timeZone: "UTC", ...options }).format(new Date(time));
}

/** A duration: `1.4 ms`, `2.3 s`. */
export function formatDuration(milliseconds: number): string {
	const isShort = milliseconds < 1_000;
	return formatOf(isShort ? milliseconds : milliseconds / 1_000, {
		style: "unit",
		unit: isShort ? "millisecond" : "second",
		maximumFractionDigits: milliseconds < 10 || !isShort ? 1 : 0,
	});
}

function formatOf(value: number, options: Intl.NumberFormatOptions): string {
	return numberFormat(options).format(value);
}

/** Formats are slow to make: one for each language and options is kept. */
const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
	return kept("n", options, (code) => new Intl.NumberFormat(code, options));
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	return kept("d", options, (code) => new Intl.DateTimeFormat(code, options));
}

function kept<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(
	kind: string,
	options: object,
	make: (code: string) => Format,
): Format {
	const key = `${kind} ${language.value} ${JSON.stringify(options)}`;
	const format =
		(formats.get(key) as Format | undefined) ?? make(FORMATS[language.value]);
	formats.set(key, format);
	return format;
}
