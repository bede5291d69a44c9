/** Pages of a list: filtered as `x-filter` says, newest first, ties by ID, so that walking the pages gives each item once. */
import { type SelectQueryBuilder, sql } from "kysely";
import type { Context, Outcome } from "./context.ts";
import { toUtc } from "./read.ts";

/**
 * Gives the page that the request asks for.
 *
 * @param from The list's rows, without order and page.
 * @param table The one whose rows the items are, among others that it may be joined with.
 * @param id The column that tells rows of one moment apart.
 * @param present Makes of a row what the API shows.
 */
export async function page<Joined, Table extends keyof Joined, Row>(
	{ operation, query, clock }: Context,
	from: SelectQueryBuilder<Joined, Table, Row>,
	table: Table & string,
	id: string,
	present: (row: Row) => unknown,
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
		.orderBy(sql.ref(`${table}.created_at`), "desc")
		.orderBy(sql.ref(`${table}.${id}`), "desc");
	if (!pagination?.size) {
		const all = await ordered.execute();
		return { data: all.map(present) };
	}
	const { style, size, position = style } = pagination;
	const limit: number = query[size];
	const offset: number =
		style === "page" ? (query[position] - 1) * limit : query[position];
	// Beyond any list; SQLite knows no larger number.
	const skipped = Math.min(offset, Number.MAX_SAFE_INTEGER);
	const found = await ordered.limit(limit).offset(skipped).execute();
	const outcome = { data: found.map(present) };
	if (!pagination.total) return outcome;
	const [count] = await rows
		.clearSelect()
		.select(sql<number>`count(*)`.as("total"))
		.$castTo<{ total: number }>()
		.execute();
	return { ...outcome, total: count?.total ?? 0 };
}
