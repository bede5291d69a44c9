/** The SQL functions that migrations, triggers and searches use. Each returns null for null. */
import type { DatabaseSync } from "node:sqlite";
import { FORMATS } from "@lomi/spec/formats";
import { phoneKey } from "../phone.ts";

/** Adds `is_email`, `phone_key`, `search_key` and `digits` to a connection. */
export function addFunctions(sqlite: DatabaseSync): void {
	sqlite.function("is_email", { deterministic: true }, (text) =>
		text === null ? null : Number(FORMATS.email.test(String(text))),
	);
	sqlite.function("phone_key", { deterministic: true }, (text, country) =>
		text === null ? null : (phoneKey(String(text), String(country)) ?? null),
	);
	sqlite.function("search_key", { deterministic: true }, (text) =>
		text === null ? null : searchKey(String(text)),
	);
	sqlite.function("digits", { deterministic: true }, (text) =>
		text === null ? null : digitsOf(String(text)),
	);
}

const ASCII = /^[\0-\x7f]*$/;

/** A text in the form in which texts are compared: `koné`, `KONE` and `Koné` are all `kone`. */
export function searchKey(text: string): string {
	const plain = ASCII.test(text)
		? text
		: text.normalize("NFD").replaceAll(/\p{M}/gu, "");
	return plain.toLowerCase();
}

/** The digits of phone numbers, of which each is on a line of its own. */
function digitsOf(text: string): string {
	return text.replaceAll(/[^\d\n]/g, "");
}
