/** Lengths of lists from the counters that triggers maintain: as fast for a million rows as for a thousand. */
import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import type { Owner } from "./tables.ts";

/** A filter condition. Times are in the database's format. */
export type Condition = { field: string } & (
	| { is: "in"; values: (string | number)[] }
	| { is: "from" | "to"; time: string }
	| { is: "later"; than: string }
);

/** The merchant whose rows are counted. */
interface CountScope {
	database: Connection;
	merchant: Owner;
}

/** Counts the merchant's rows that meet all conditions. Undefined if no counter can tell. */
export async function countByCounters(
	context: CountScope,
	table: string,
	conditions: Condition[],
): Promise<number | undefined> {
	switch (table) {
		case "transactions":
			return countTransactions(context, conditions);
		case "subscriptions":
			return sum(context, "subscription_tallies", conditions, [
				"status",
				"merchant_id",
			]);
		case "customers":
			return sum(context, "customer_tallies", conditions, []);
		default:
			return undefined;
	}
}

/** Sums a table's counters under the conditions; undefined if one is on a field that isn't counted by. */
async function sum(
	{ database, merchant }: CountScope,
	table: "subscription_tallies" | "customer_tallies",
	conditions: Condition[],
	columns: string[],
): Promise<number | undefined> {
	const matching = matchingOf(merchant, conditions, columns);
	if (matching.length <= conditions.length) return undefined;
	const { rows } = await sql<{ total: number }>`
		select coalesce(sum(number), 0) as total from ${sql.table(table)}
		where ${sql.join(matching, AND)}`.execute(database);
	return rows[0]?.total;
}

const AND = sql` and `;

/** SQL for the merchant and for those conditions that the counters can filter by. */
function matchingOf(
	{ merchant_id }: Owner,
	conditions: Condition[],
	columns: string[],
): RawBuilder<unknown>[] {
	const matching = conditions.flatMap((condition) =>
		condition.is === "in" && columns.includes(condition.field)
			? [sql`${sql.ref(condition.field)} in (${sql.join(condition.values)})`]
			: [],
	);
	return [sql`merchant_id = ${merchant_id}`, ...matching];
}

/** Adds up the counters of whole months and days, and counts rows at both ends of the range. */
async function countTransactions(
	{ database, merchant }: CountScope,
	conditions: Condition[],
): Promise<number | undefined> {
	const time = (is: "from" | "to") =>
		conditions.flatMap((each) =>
			each.is === is && each.field === "created_at" ? [each.time] : [],
		);
	const [from] = time("from");
	const [to] = time("to");
	const matching = matchingOf(merchant, conditions, [
		"status",
		"provider_code",
	]);
	const known = matching.length - 1 + time("from").length + time("to").length;
	if (known < conditions.length) return undefined;
	if (from && to && from > to) return 0;
	const parts = periodsOf(from, to).map(({ unit, start, end }) =>
		unit === "time"
			? sql`(select count(*) from transactions
				where ${sql.join(matching, AND)} and created_at >= ${start} and created_at < ${end})`
			: sql`(select coalesce(sum(number), 0) from transaction_tallies
				where ${sql.join(matching, AND)} and unit = ${unit} and period >= ${start} and period < ${end})`,
	);
	const { rows } = await sql<{ total: number }>`
		select ${sql.join(parts, sql` + `)} as total`.execute(database);
	return rows[0]?.total;
}

interface Period {
	/** A unit of the counters, or `time` for rows that are counted themselves. */
	unit: "month" | "day" | "time";
	start: string;
	/** Exclusive. */
	end: string;
}

/** Sorts after any character of a time, so appending it gives the end of a period. */
const LAST = "~";

/** Units from the longest to the shortest, and the length of their prefix of a time. */
const UNITS = [
	["month", "2025-04".length],
	["day", "2025-04-05".length],
] as const;

/** Covers a range with counted periods, and with times of at most a day at both ends. */
function periodsOf(from = "", to = ""): Period[] {
	return between(from, to + LAST, 0);
}

/** Splits a range into periods of this level's unit or shorter. */
function between(start: string, end: string, level: number): Period[] {
	const [unit, length] = UNITS[level] ?? [];
	if (!unit) return [{ unit: "time", start, end }];
	const first = start.slice(0, length);
	const last = end.slice(0, length);
	if (first === last) return between(start, end, level + 1);
	// A shorter bound belongs to a longer unit, and is a boundary of this one.
	const head = start.length > length;
	const tail = end.length > length;
	return [
		...(head ? between(start, first + LAST, level + 1) : []),
		{ unit, start: head ? first + LAST : start, end: tail ? last : end },
		...(tail ? between(last, end, level + 1) : []),
	];
}
