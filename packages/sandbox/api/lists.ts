/** Pages of a list: filtered by `x-filter`, newest first, ties broken by ID, so that paging returns each item once. */
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import { type Condition, countByCounters } from "../db/counters.ts";
import type { Context, HandlerResult } from "./context.ts";
import { toUtc } from "./parse-request.ts";

/**
 * Returns the page that a request asks for.
 *
 * @param from Query of the list's rows, without order and limit.
 * @param table The items' table: the query may join others.
 * @param id The column that breaks ties.
 * @param serialize Converts a row to the API's object.
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
	// SQLite's integers end here, beyond any list.
	const skipped = Math.min(offset, Number.MAX_SAFE_INTEGER);
	const first = ordered.limit(limit);
	// Skip in the index alone, and look up only the rows of the page by ID.
	const key = sql.ref(`${table}.${id}`);
	const ids = first.offset(skipped).clearSelect().select(key.as(id));
	const pageQuery =
		skipped === 0
			? first
			: newestFirst(from.clearWhere().where(sql<boolean>`${key} in ${ids}`));
	const items = await pageQuery.execute();
	const result = { data: items.map(serialize) };
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

/** The conditions that the request's filters put on items. */
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
			return [{ field, is, time: momentOf(value, is) }];
		const values =
			schema.type === "boolean"
				? [Number(value !== (is === "not"))]
				: [value].flat();
		return [{ field, is: "in", values }];
	});
}

/** A filter's time. A date means its first or last moment. */
function momentOf(value: string, is: "from" | "to"): string {
	const ofDay = is === "from" ? "00:00:00.000" : "23:59:59.999";
	return toUtc(value.includes(":") ? value : `${value}T${ofDay}Z`);
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
