/** Pages of a list: filtered as `x-filter` says, newest first, ties by ID, so that walking the pages gives each item once. */
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import { type Condition, countByCounters } from "../db/counters.ts";
import type { Context, HandlerResult } from "./context.ts";
import { toUtc } from "./parse-request.ts";

/**
 * Gives the page that the request asks for.
 *
 * @param from The list's rows, without order and page.
 * @param table The one whose rows the items are, among others that it may be joined with.
 * @param id The column that tells rows of one moment apart.
 * @param present Makes of a row what the API shows.
 */
export async function page<Joined, Table extends keyof Joined, Row>(
	context: Context,
	from: SelectQueryBuilder<Joined, Table, Row>,
	table: Table & string,
	id: string,
	serialize: (row: Row) => unknown,
): Promise<HandlerResult> {
	const { operation, query } = context;
	const { pagination } = operation;
	const conditions = conditionsOf(context);
	const rows = conditions.reduce(
		(filtered, condition) => filtered.where(asSql(table, condition)),
		from,
	);
	const newestFirst = (some: typeof rows) =>
		some
			.orderBy(sql.ref(`${table}.created_at`), "desc")
			.orderBy(sql.ref(`${table}.${id}`), "desc");
	const ordered = newestFirst(rows);
	if (!pagination?.size) {
		const filtered = await ordered.execute();
		return { data: filtered.map(serialize) };
	}
	const { style, size, position = style } = pagination;
	const limit: number = query[size];
	const offset: number =
		style === "page" ? (query[position] - 1) * limit : query[position];
	// Beyond any list; SQLite knows no larger number.
	const skipped = Math.min(offset, Number.MAX_SAFE_INTEGER);
	const first = ordered.limit(limit);
	// What is skipped is counted in the index alone, and only the rows of the page are looked up, by their IDs.
	const key = sql.ref(`${table}.${id}`);
	const ids = first.offset(skipped).clearSelect().select(key.as(id));
	const pageQuery =
		skipped === 0
			? first
			: newestFirst(from.clearWhere().where(sql<boolean>`${key} in ${ids}`));
	const found = await pageQuery.execute();
	const result = { data: found.map(serialize) };
	if (!pagination.total) return result;
	const total =
		(await countByCounters(context, table, conditions)) ?? (await count(rows));
	return { ...result, total };
}

async function count<Joined, Table extends keyof Joined, Row>(
	rows: SelectQueryBuilder<Joined, Table, Row>,
): Promise<number> {
	const [counted] = await rows
		.clearSelect()
		.select(sql<number>`count(*)`.as("total"))
		.$castTo<{ total: number }>()
		.execute();
	return counted?.total ?? 0;
}

/** What the request's filters ask of an item. */
function conditionsOf({ operation, query, clock }: Context): Condition[] {
	return operation.parameters.flatMap<Condition>(({ name, filter, schema }) => {
		const value = query[name];
		if (!filter || value === undefined) return [];
		const { field, hides, is } = filter;
		if (hides)
			return value === true
				? []
				: [{ field, is: "later", than: clock.now().toISOString() }];
		if (is === "from" || is === "to")
			return [{ field, is, time: toUtc(value) }];
		const values =
			schema.type === "boolean"
				? [Number(value !== (is === "not"))]
				: [value].flat();
		return [{ field, is: "in", values }];
	});
}

function asSql(table: string, condition: Condition): RawBuilder<boolean> {
	const column = sql.ref(`${table}.${condition.field}`);
	switch (condition.is) {
		case "in":
			return sql`${column} in (${sql.join(condition.values)})`;
		case "from":
			return sql`${column} >= ${condition.time}`;
		case "to":
			return sql`${column} <= ${condition.time}`;
		case "later":
			return sql`(${column} is null or ${column} > ${condition.than})`;
	}
}
