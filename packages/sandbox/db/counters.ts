/** How long a list is, from what triggers have counted: it takes the same time for a thousand rows and for a million. */
import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./sqlite.ts";
import type { Owner } from "./tables.ts";

/** What a filter asks of an item. Times are as the database has them. */
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

/** Counts the merchant's rows for which all conditions hold. Undefined where nothing is kept that tells it. */
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

/** What the tallies of a table tell for the conditions; undefined where one is about something else than they tell apart. */
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

/** The conditions that tallies can be chosen by, and first whose they are. */
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

/** From the tallies of whole months, days and hours, and at both ends from the rows themselves. */
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
	/** As the tallies have it, or `time` for what is counted in the transactions themselves. */
	unit: "all" | "month" | "day" | "hour" | "time";
	start: string;
	/** Excluded. */
	end: string;
}

/** Sorts after all that a time can have in its place: what ends with it, ends a period. */
const LAST = "~";

/** What is counted, from the longest to the shortest, and how many characters of a time name one. */
const UNITS = [
	["month", "2025-04".length],
	["day", "2025-04-05".length],
	["hour", "2025-04-05T09".length],
] as const;

/** Puts a range together from periods that are counted, as long as there are, and at both ends from times, of an hour at the most. */
function periodsOf(from = "", to = ""): Period[] {
	if (!from && !to) return [{ unit: "all", start: "", end: LAST }];
	return between(from, to + LAST, 0);
}

/** The periods from a text until before another, none longer than the unit of that level. */
function between(start: string, end: string, level: number): Period[] {
	const [unit, length] = UNITS[level] ?? [];
	if (!unit) return [{ unit: "time", start, end }];
	const first = start.slice(0, length);
	const last = end.slice(0, length);
	if (first === last) return between(start, end, level + 1);
	// Shorter texts are the bounds of a longer period, which don't lie within one of this unit.
	const head = start.length > length;
	const tail = end.length > length;
	return [
		...(head ? between(start, first + LAST, level + 1) : []),
		{ unit, start: head ? first + LAST : start, end: tail ? last : end },
		...(tail ? between(last, end, level + 1) : []),
	];
}
