/** Pages of a list: filtered as `x-filter` says, newest first, ties by ID, so that walking the pages gives each item once. */
import { type SelectQueryBuilder, sql } from "kysely";
import type { Tables } from "../data/tables.ts";
import type { Context, Outcome } from "./context.ts";
import { toUtc } from "./read.ts";

/** A query over one table, perhaps joined with others. */
// biome-ignore lint/suspicious/noExplicitAny: what is selected differs from list to list.
type Query = SelectQueryBuilder<any, any, any>;

/**
 * Gives the page that the request asks for.
 *
 * @param from The list's rows, without order and page. Its own table comes first.
 * @param id The column that tells rows of one moment apart.
 * @param present Makes of a row what the API shows.
 */
export async function page(
	{ operation, query, clock }: Context,
	from: Query,
	table: keyof Tables,
	id: string,
	present: (row: never) => unknown,
): Promise<Outcome> {
	const { pagination } = operation;
	let rows = from;
	for (const { name, filter, schema } of operation.parameters) {
		const value = query[name];
		if (!filter || value === undefined) continue;
		const column = sql.ref(`${table}.${filter.field}`);
		if (filter.hides) {
			if (value === true) continue;
			const now = clock.now().toISOString();
			rows = rows.where(
				sql<boolean>`(${column} is null or ${column} > ${now})`,
			);
		} else if (filter.is === "from")
			rows = rows.where(sql<boolean>`${column} >= ${toUtc(value)}`);
		else if (filter.is === "to")
			rows = rows.where(sql<boolean>`${column} <= ${toUtc(value)}`);
		else if (schema.type === "boolean")
			rows = rows.where(
				sql<boolean>`${column} = ${Number(value !== (filter.is === "not"))}`,
			);
		else
			rows = rows.where(
				sql<boolean>`${column} in (${sql.join([value].flat())})`,
			);
	}
	const ordered = rows
		.orderBy(`${table}.created_at`, "desc")
		.orderBy(`${table}.${id}`, "desc");
	if (!pagination?.size) {
		const all = await ordered.execute();
		return { data: all.map((row) => present(row as never)) };
	}
	const { style, size, position = style } = pagination;
	const limit: number = query[size];
	const offset: number =
		style === "page" ? (query[position] - 1) * limit : query[position];
	const found = await ordered.limit(limit).offset(offset).execute();
	const outcome = { data: found.map((row) => present(row as never)) };
	if (!pagination.total) return outcome;
	const { total } = (await rows
		.clearSelect()
		.select(({ fn }) => fn.countAll<number>().as("total"))
		.executeTakeFirstOrThrow()) as { total: number };
	return { ...outcome, total };
}
