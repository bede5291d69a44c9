/** Lists of values in a query, as one parameter: the statement stays the same however many there are, and is compiled once. */
import { type RawBuilder, sql } from "kysely";

/** SQL for a text that no index is used for. */
export function unindexed(text: RawBuilder<unknown>): RawBuilder<string> {
	return sql<string>`${text} || ''`;
}

/** SQL for the values of a list: `id in ${valuesOf(ids)}`. */
export function valuesOf<Value extends string | number>(
	values: readonly Value[],
): RawBuilder<Value> {
	return sql<Value>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}
