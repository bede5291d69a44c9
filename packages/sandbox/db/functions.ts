/** The SQL functions that migrations, triggers and searches use. Each returns null for null. */
import type { DatabaseSync } from "node:sqlite";
import { FORMATS } from "@lomi/spec/formats";
import { phoneKey } from "../phone.ts";
import { createFinder } from "./search-text.ts";

/** Adds `is_email`, `phone_key`, `has_text` and `has_digits` to a connection. */
export function addFunctions(sqlite: DatabaseSync): void {
	sqlite.function("is_email", { deterministic: true }, (text) =>
		text === null ? null : Number(FORMATS.email.test(String(text))),
	);
	sqlite.function("phone_key", { deterministic: true }, (text, country) =>
		text === null ? null : (phoneKey(String(text), String(country)) ?? null),
	);
	// A statement looks for one text in many.
	let latest = { key: "", finds: createFinder("") };
	sqlite.function("has_text", { deterministic: true }, (text, of) => {
		if (text === null || of === null) return null;
		const key = String(of);
		if (latest.key !== key) latest = { key, finds: createFinder(key) };
		return Number(latest.finds(String(text)));
	});
	sqlite.function("has_digits", { deterministic: true }, (text, of) => {
		if (text === null || of === null) return null;
		const digits = String(text).replaceAll(NEITHER_DIGIT_NOR_LINE, "");
		return Number(
			String(of)
				.split("\n")
				.some((each) => digits.includes(each)),
		);
	});
}

/** Phone numbers are on lines of their own. */
const NEITHER_DIGIT_NOR_LINE = /[^\d\n]/g;
