/** Pages of a list: filtered as `x-filter` says, newest first, ties by ID, so that walking the pages gives each item once. */
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { Tables } from "../data/tables.ts";
import { type Condition, countByTallies } from "../data/tallies.ts";
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
	context: Context,
	from: Query,
	table: keyof Tables,
	id: string,
	present: (row: never) => unknown,
): Promise<Outcome> {
	const { operation, query } = context;
	const { pagination } = operation;
	const conditions = conditionsOf(context);
	const rows = conditions.reduce(
		(all, condition) => all.where(asSql(table, condition)),
		from,
	);
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
	const total =
		(await countByTallies(context, table, conditions)) ?? (await count(rows));
	return { ...outcome, total };
}

async function count(rows: Query): Promise<number> {
	const { total } = (await rows
		.clearSelect()
		.select(({ fn }) => fn.countAll<number>().as("total"))
		.executeTakeFirstOrThrow()) as { total: number };
	return total;
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

function asSql(table: keyof Tables, condition: Condition): RawBuilder<boolean> {
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
