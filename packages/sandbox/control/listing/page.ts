/** Pages of the data lists: filtered, searched, newest first, and continued by the ID of the last item. */
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { HandlerResult } from "../../api/context.ts";
import type { Database } from "../../db/sqlite.ts";
import { valuesOf } from "../../db/values.ts";
import { nextTurn } from "../../timers.ts";
import type { ControlContext } from "../context.ts";
import { canonicalId, findKey, type Key, readKeys } from "./keys.ts";
import { type Haystack, matching, needleOf } from "./matching.ts";
import { merchantsOf } from "./merchants.ts";
import type { Source } from "./sources.ts";
import { refusePosition } from "./unknown-position.ts";

/** Rows that are searched before requests have their turn. */
const SEARCHED_AT_ONCE = 2_000;
/** Rows that are searched for one page, at most. */
const MOST_SEARCHED = 100_000;

export interface ListParts<Row> {
	source: Source;
	/** Columns of joined tables that are searched, too. */
	joined?: Haystack;
	serialize: (rows: Row[]) => unknown[] | Promise<unknown[]>;
}

/**
 * Returns the page that a request asks for.
 *
 * @param from Query of the rows, with everything that their serializer needs, without conditions and order.
 */
export async function page<Joined, Table extends keyof Joined, Row>(
	database: Database,
	context: ControlContext,
	from: SelectQueryBuilder<Joined, Table, Row>,
	{ source, joined, serialize }: ListParts<Row>,
): Promise<HandlerResult> {
	const { query, signal } = context;
	const limit: number = query.limit;
	const merchants = await merchantsOf(database, query.merchant_id);
	const match = matchOf(query.search, merchants, source, joined);
	const searched = match ? from.where(match) : from;
	const most = match ? SEARCHED_AT_ONCE : limit + 1;
	const found: Row[] = [];
	let after = await positionOf(database, context, source);
	let isOver = false;
	for (let read = 0; !isOver && found.length <= limit; read += most) {
		if (read >= MOST_SEARCHED || signal.aborted) break;
		if (read > 0) await nextTurn();
		const keys = await readKeys(database, source, {
			merchants,
			filters: query,
			id: query.id,
			after,
			most,
		});
		found.push(...(await readRows(searched, source, keys, limit + 1)));
		isOver = keys.length < most;
		after = keys.at(-1) ?? after;
	}
	const rows = found.slice(0, limit);
	const last =
		found.length > limit
			? (rows.at(-1) as Record<string, string>)[source.id]
			: isOver
				? null
				: after?.id;
	return { data: await serialize(rows), extra: { next: last ?? null } };
}

/** The condition that a search puts on rows. */
function matchOf(
	search: string | undefined,
	merchants: { country: string }[],
	source: Source,
	joined: Haystack = { texts: [], phones: [] },
): RawBuilder<boolean> | undefined {
	if (!search?.trim()) return undefined;
	const own = (column: string) => `${source.table}.${column}`;
	const countries = merchants.map(({ country }) => country);
	return matching(needleOf(search, countries), {
		texts: [...source.texts.map(own), ...joined.texts],
		phones: [...source.phones.map(own), ...joined.phones],
		metadata: source.hasMetadata ? own("metadata") : undefined,
	});
}

/** The rows with these keys, in the order of lists. */
function readRows<Joined, Table extends keyof Joined, Row>(
	from: SelectQueryBuilder<Joined, Table, Row>,
	{ table, id }: Source,
	keys: Key[],
	most: number,
): Promise<Row[]> {
	const column = (name: string) => sql.ref(`${table}.${name}`);
	const places = keys.map(({ place }) => place);
	const rows = from
		.where(sql<boolean>`${column("rowid")} IN ${valuesOf(places)}`)
		// With the plus, SQLite looks up the places, and doesn't go through an index until it has met them all.
		.orderBy(sql`+${column("created_at")}`, "desc")
		.orderBy(sql`+${column(id)}`, "desc")
		.limit(most)
		.execute();
	return rows as Promise<Row[]>;
}

/** The row that the request continues after. */
async function positionOf(
	database: Database,
	context: ControlContext,
	source: Source,
): Promise<Key | undefined> {
	const { before } = context.query;
	if (before === undefined) return undefined;
	return (
		(await findKey(database, source, canonicalId(before))) ??
		refusePosition(context, before)
	);
}
