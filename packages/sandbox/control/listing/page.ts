/** Pages of the data lists: filtered, searched, newest first, and continued by the ID of the last item. */
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { HandlerResult } from "../../api/context.ts";
import type { Database } from "../../db/database.ts";
import { unindexed, valuesOf } from "../../db/values.ts";
import type { ControlContext } from "../context.ts";
import { canonicalId, findKey, type Key, placeIn, readKeys } from "./keys.ts";
import { haystackOf, matching, needleOf } from "./matching.ts";
import { type MerchantOfData, merchantsOf } from "./merchants.ts";
import { scan } from "./scan.ts";
import type { Source } from "./sources.ts";
import { refusePosition } from "./unknown-position.ts";

/** Rows that are searched for one page, at most. */
const MOST_SEARCHED = 100_000;

export interface ListParts<Row> {
	source: Source;
	/** Rows of another table that are searched in place of the list's own, which belong to them. */
	owner?: Related;
	serialize: (rows: Row[]) => unknown[] | Promise<unknown[]>;
}

interface Related {
	/** What of them is searched. */
	source: Source;
	/** Column of the list's own rows with their ID. */
	column: string;
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
	{ source, owner, serialize }: ListParts<Row>,
): Promise<HandlerResult> {
	const { query } = context;
	const limit: number = query.limit;
	const merchants = await merchantsOf(database, query.merchant_id);
	const keyQuery = {
		merchants,
		filters: query,
		id: query.id,
		after: await positionOf(database, context, source),
	};
	if (!query.search?.trim()) {
		const keys = await readKeys(database, source, {
			...keyQuery,
			most: limit + 1,
		});
		const rows = await readRows(from, source, keys, limit);
		const next = keys.length > limit ? keys[limit - 1]?.id : null;
		return { data: await serialize(rows), extra: { next: next ?? null } };
	}
	const match = await matchOf(database, context, merchants, source, owner);
	const found: Row[] = [];
	let last = keyQuery.after?.id;
	for await (const slice of scan(database, source, {
		...keyQuery,
		match,
		most: MOST_SEARCHED,
		signal: context.signal,
	})) {
		found.push(...(await readRows(from, source, slice.found, limit + 1)));
		last = slice.last?.id;
		if (found.length > limit) break;
	}
	const rows = found.slice(0, limit);
	const next =
		found.length > limit
			? (rows.at(-1) as Record<string, string>)[source.id]
			: last;
	return { data: await serialize(rows), extra: { next: next ?? null } };
}

/** The condition that a search puts on rows: that they have the text, or what they belong to has it. */
async function matchOf(
	database: Database,
	{ query, signal }: ControlContext,
	merchants: MerchantOfData[],
	source: Source,
	owner: Related | undefined,
): Promise<RawBuilder<boolean>> {
	const countries = merchants.map(({ country }) => country);
	const needle = needleOf(query.search, countries);
	const own = matching(needle, haystackOf(source));
	if (!owner) return own;
	const ids: string[] = [];
	for await (const { found } of scan(database, owner.source, {
		merchants,
		filters: {},
		match: matching(needle, haystackOf(owner.source)),
		most: MOST_SEARCHED,
		signal,
	}))
		ids.push(...found.map(({ id }) => id));
	if (ids.length === 0) return own;
	const column = sql.ref(`${source.table}.${owner.column}`);
	return sql<boolean>`(${own} OR ${column} IN ${valuesOf(ids)})`;
}

/** The rows with these keys, in the order of lists. */
function readRows<Joined, Table extends keyof Joined, Row>(
	from: SelectQueryBuilder<Joined, Table, Row>,
	{ table, id }: Source,
	keys: Pick<Key, "place">[],
	most: number,
): Promise<Row[]> {
	if (keys.length === 0) return Promise.resolve([]);
	const column = (name: string) => sql.ref(`${table}.${name}`);
	const places = keys.map(({ place }) => place);
	const rows = from
		.where(sql<boolean>`${placeIn(table)} IN ${valuesOf(places)}`)
		// Looks up the places, and doesn't go through an index until it has met them all.
		.orderBy(unindexed(column("created_at")), "desc")
		.orderBy(unindexed(column(id)), "desc")
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
