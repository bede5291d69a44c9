/** The keys of a table's rows, newest first: they are read from an index alone, and the rows of a page looked up by them. */
import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../../db/database.ts";
import type { Owner } from "../../db/tables.ts";
import { unindexed } from "../../db/values.ts";
import type { Source } from "./sources.ts";

export interface Key {
	/** The row's place in its table: see {@link placeIn}. */
	place: string | number;
	created_at: string;
	id: string;
}

export interface KeyQuery {
	/** Merchants whose rows they are. */
	merchants: readonly Owner[];
	/** Values of the filters, by query parameter. */
	filters: Readonly<Record<string, unknown>>;
	/** Only this row. */
	id?: string | undefined;
	/** Only rows that come after this one. */
	after?: Pick<Key, "created_at" | "id"> | undefined;
	most: number;
}

/** Reads keys in the order of lists: newest first, ties broken by ID. */
export async function readKeys(
	on: Connection,
	source: Source,
	query: KeyQuery,
): Promise<Key[]> {
	if (query.merchants.length === 0) return [];
	const { rows } = await selectKeys(source, query).execute(on);
	return rows;
}

/** SQL for keys in the order of lists, of at least one merchant. */
export function selectKeys(source: Source, query: KeyQuery): RawBuilder<Key> {
	const { merchants, most } = query;
	const owners = [...new Set(merchants.map((each) => each[source.owner]))];
	// Each owner's rows are in an index in this order, all rows are in none: it would have to be written for each row. SQLite merges them.
	const parts = owners.map((owner) => keysOf(source, query, owner));
	return sql<Key>`
		${sql.join(parts, sql` UNION ALL `)} ORDER BY created_at DESC, id DESC LIMIT ${most}`;
}

/** The key of a row; undefined if there is no such row. */
export async function findKey(
	on: Connection,
	{ table, id: column }: Source,
	id: string,
): Promise<Key | undefined> {
	const { rows } = await sql<Key>`
		SELECT ${placeIn(table)} AS place, created_at, ${sql.ref(column)} AS id
		FROM ${sql.table(table)} WHERE ${sql.ref(column)} = ${id}`.execute(on);
	return rows[0];
}

/** SQL for the place of a row: SQLite's row number, and the ID on PostgreSQL. */
export function placeIn(table: string): RawBuilder<string | number> {
	return sql.ref(`${table}.rowid`);
}

function keysOf(
	source: Source,
	{ filters, id, after }: KeyQuery,
	owner: string,
): RawBuilder<Key> {
	const { table, id: column, deleted } = source;
	const given = Object.entries(source.filters).filter(
		([name]) => filters[name] !== undefined,
	);
	const owned = sql.ref(source.owner);
	const isSelective = given.some(([, each]) => each.isSelective);
	const conditions = [
		sql`${isSelective ? unindexed(owned) : owned} = ${owner}`,
		...given.map(
			([name, each]) => sql`${sql.ref(each.column)} = ${filters[name]}`,
		),
		...(id === undefined ? [] : [sql`${sql.ref(column)} = ${canonicalId(id)}`]),
		...(deleted === undefined ? [] : [sql`${sql.ref(deleted)} IS NULL`]),
		...(after
			? [
					sql`(created_at, ${sql.ref(column)}) < (${after.created_at}, ${after.id})`,
				]
			: []),
	];
	return sql<Key>`
		SELECT ${placeIn(table)} AS place, created_at, ${sql.ref(column)} AS id FROM ${sql.table(table)}
		WHERE ${sql.join(conditions, sql` AND `)}`;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** An ID as rows have it: UUIDs in lower case (RFC 9562, section 4). */
export function canonicalId(text: string): string {
	return UUID.test(text) ? text.toLowerCase() : text;
}
