/** Searches for a part of a text: without regard to capitals, accents, kinds of apostrophes and the spelling of phone numbers. */
import { type RawBuilder, sql } from "kysely";
import { searchKey } from "../../db/search-text.ts";
import { phoneDigits } from "../../phone.ts";
import { readPasted } from "./pasted.ts";
import type { Source } from "./sources.ts";

/** A text that is searched for. */
export interface Needle {
	/** As texts are compared. */
	key: string;
	/** Digits by which phone numbers are found; empty if it isn't one. */
	phones: readonly string[];
}

/**
 * @param text As it was typed, or pasted.
 * @param countries Countries of the merchants, whose numbers need no calling code.
 */
export function needleOf(text: string, countries: readonly string[]): Needle {
	const plain = readPasted(text);
	const phones = countries.flatMap((country) => phoneDigits(plain, country));
	// A text of accents alone is compared as it is.
	return { key: searchKey(plain) || plain, phones: [...new Set(phones)] };
}

export interface Haystack {
	/** Names of columns, with their table if the query has several. */
	texts: readonly string[];
	phones: readonly string[];
	metadata?: string | undefined;
}

/** Everything of a table that has text. */
export function haystackOf({
	table,
	texts,
	phones,
	hasMetadata,
}: Source): Haystack {
	const own = (column: string) => `${table}.${column}`;
	return {
		texts: texts.map(own),
		phones: phones.map(own),
		metadata: hasMetadata ? own("metadata") : undefined,
	};
}

/** SQL for whether a row has the text. */
export function matching(
	{ key, phones }: Needle,
	{ texts: columns, metadata, ...haystack }: Haystack,
): RawBuilder<boolean> {
	const texts = columns.map((column) => sql.ref(column));
	const has = (parts: readonly RawBuilder<unknown>[]) =>
		sql`has_text(${lines(parts)}, ${key})`;
	const found = [
		metadata === undefined
			? has(texts)
			: // Reading JSON takes longer than all else. Most have the text nowhere, and without a backslash values are as they are written.
				sql`((${has([...texts, sql.ref(metadata)])} OR instr(${sql.ref(metadata)}, ${"\\"}) > 0)
					AND ${has([...texts, sql`json_texts(${sql.ref(metadata)})`])})`,
		...(phones.length > 0 && haystack.phones.length > 0
			? [hasDigits(haystack.phones, phones)]
			: []),
	];
	return sql<boolean>`(${sql.join(found, sql` OR `)})`;
}

/** SQL for whether one of some columns has one of some rows of digits. Most rows have no phone number. */
function hasDigits(
	columns: readonly string[],
	digits: readonly string[],
): RawBuilder<unknown> {
	const numbers = columns.map((column) => sql.ref(column));
	const present = numbers.map((each) => sql`${each} IS NOT NULL`);
	return sql`((${sql.join(present, sql` OR `)}) AND has_digits(${lines(numbers)}, ${digits.join("\n")}))`;
}

/** Each on a line of its own: nothing that is searched for has two lines. */
function lines(parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
	return sql`concat_ws(${"\n"}, ${sql.join(parts)})`;
}
