/** Searches the rows of a table, newest first: a slice at a time, so that requests have their turn. */
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../db/database.ts";
import { nextTurn } from "../../timers.ts";
import { type Key, type KeyQuery, placeIn, selectKeys } from "./keys.ts";
import type { Source } from "./sources.ts";

/** Rows that are searched before requests have their turn. */
const SLICE = 4_000;

export interface Scan extends Omit<KeyQuery, "most"> {
	/** The condition, with columns named with their table. */
	match: RawBuilder<boolean>;
	/** Rows that are searched, at most. */
	most: number;
	/** Ends it early. */
	signal: AbortSignal;
}

export interface Slice {
	/** The rows that match. */
	found: Pick<Key, "place" | "id">[];
	/** The last row that was searched; undefined if there are no more. */
	last: Key | undefined;
}

export async function* scan(
	database: Database,
	source: Source,
	{ match, most, signal, ...query }: Scan,
): AsyncGenerator<Slice, void, undefined> {
	if (query.merchants.length === 0) return;
	let { after } = query;
	for (let searched = 0; searched < most; searched += SLICE) {
		await nextTurn();
		if (signal.aborted) return;
		const keys = selectKeys(source, { ...query, after, most: SLICE });
		const table = sql.table(source.table);
		const { rows: found } = await sql<Slice["found"][0]>`
			SELECT keys.place, keys.id FROM (${keys}) AS keys
			CROSS JOIN ${table} WHERE ${placeIn(source.table)} = keys.place AND ${match}`.execute(
			database,
		);
		const {
			rows: [last],
		} = await sql<Key>`
			SELECT * FROM (${keys}) LIMIT 1 OFFSET ${SLICE - 1}`.execute(database);
		yield { found, last };
		if (!last) return;
		after = last;
	}
}
