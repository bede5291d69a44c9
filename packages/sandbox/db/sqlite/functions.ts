/** The SQL functions that migrations, triggers and searches use. Each returns null for null. */
import type { DatabaseSync } from "node:sqlite";
import { FORMATS } from "@lomi/spec/formats";
import { phoneKey } from "../../phone.ts";
import { createFinder } from "../search-text.ts";

/** Adds `is_email`, `phone_key`, `has_text` and `has_digits` to a connection. */
export function addFunctions(sqlite: DatabaseSync): void {
	sqlite.function("is_email", { deterministic: true }, (text) =>
		text === null ? null : Number(FORMATS.email.test(String(text))),
	);
	sqlite.function("phone_key", { deterministic: true }, (text, country) =>
		text === null ? null : (phoneKey(String(text), String(country)) ?? null),
	);
	sqlite.function("json_texts", { deterministic: true }, (text) =>
		text === null ? null : textsOf(String(text)),
	);
	// A statement looks for one text in many.
	let latest = { key: "", finds: createFinder("") };
	sqlite.function("has_text", { deterministic: true }, (text, of) => {
		if (text === null || of === null) return null;
		if (latest.key !== of)
			latest = { key: String(of), finds: createFinder(String(of)) };
		return Number(latest.finds(String(text)));
	});
	let wanted = { text: "", digits: [""] };
	sqlite.function("has_digits", { deterministic: true }, (text, of) => {
		if (text === null || of === null) return null;
		if (wanted.text !== of)
			wanted = { text: String(of), digits: String(of).split("\n") };
		const own = String(text).replaceAll(NEITHER_DIGIT_NOR_LINE, "");
		return Number(wanted.digits.some((each) => own.includes(each)));
	});
}

/** The values in JSON at any depth, without the keys, each on a line of its own; null for what isn't JSON. */
function textsOf(json: string): string | null {
	const texts: string[] = [];
	const collect = (value: unknown) => {
		if (typeof value === "object" && value !== null)
			for (const each of Object.values(value)) collect(each);
		else if (value !== null) texts.push(String(value));
	};
	try {
		collect(JSON.parse(json));
		return texts.join("\n");
	} catch {
		return null;
	}
}

/** Phone numbers are on lines of their own. */
const NEITHER_DIGIT_NOR_LINE = /[^\d\n]/g;
