/** Searches for a part of a text: without regard to capitals, accents and the spelling of phone numbers. */
import { type RawBuilder, sql } from "kysely";
import { searchKey } from "../../db/functions.ts";
import { phoneDigits } from "../../phone.ts";

/** A text that is searched for. */
export interface Needle {
	/** As texts are compared. */
	key: string;
	/** Digits by which phone numbers are found; empty if it isn't one. */
	phones: readonly string[];
}

/** @param countries Countries of the merchants, whose numbers need no calling code. */
export function needleOf(text: string, countries: readonly string[]): Needle {
	const plain = text.trim();
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

/** SQL for whether a row has the text. */
export function matching(
	{ key, phones }: Needle,
	haystack: Haystack,
): RawBuilder<boolean> {
	const texts = haystack.texts.map((column) => sql`${sql.ref(column)}`);
	if (haystack.metadata) texts.push(metadataValues(haystack.metadata));
	const found = [
		sql`instr(search_key(${lines(texts)}), ${key}) > 0`,
		...(haystack.phones.length === 0 ? [] : phones).map(
			(digits) =>
				sql`instr(digits(${lines(haystack.phones.map((column) => sql.ref(column)))}), ${digits}) > 0`,
		),
	];
	return sql<boolean>`(${sql.join(found, sql` OR `)})`;
}

/** Each on a line of its own: nothing that is searched for has two lines. */
function lines(parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
	return sql`concat_ws(char(10), ${sql.join(parts)})`;
}

/** The values in `metadata`, at any depth, without the keys. */
function metadataValues(column: string): RawBuilder<unknown> {
	const json = sql.ref(column);
	return sql`(SELECT group_concat(atom, char(10))
		FROM json_tree(CASE WHEN json_valid(${json}) THEN ${json} END) WHERE atom IS NOT NULL)`;
}
