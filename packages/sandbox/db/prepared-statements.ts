/**
 * The most frequent queries: a row by ID, and an insert. Compiling such a query takes longer than running it, so compiled ones are cached
 * and only get new values.
 */
import type { CompiledQuery, Insertable, Selectable } from "kysely";
import type { Connection } from "./sqlite.ts";
import type { Owner, Tables } from "./tables.ts";

/** Size of the cache. Only a client that tries every combination of fields fills it. */
const MAX_STATEMENTS = 200;
const cache = new Map<string, CompiledQuery>();

/** Tables whose rows belong to a merchant. */
type Owned = {
	[Table in keyof Tables]: Tables[Table] extends {
		organization_id: string;
		merchant_id: string;
		updated_at: string;
	}
		? Table
		: never;
}[keyof Tables];

/** The merchant's row with an ID; undefined if there is none. */
export async function findOwned<Table extends Owned>(
	{ database, merchant }: { database: Connection; merchant: Owner },
	table: Table,
	column: keyof Tables[Table] & string,
	id: string,
): Promise<Selectable<Tables[Table]> | undefined> {
	const values = [id, merchant.merchant_id];
	const [row] = await run<Table>(database, `${table} ${column}`, values, () =>
		database
			.selectFrom(table as "customers")
			.selectAll()
			.where(column as never, "=", id as never)
			.where("merchant_id", "=", merchant.merchant_id)
			.compile(),
	);
	return row;
}

/** Inserts a row, and returns it as stored. */
export async function insert<Table extends keyof Tables>(
	database: Connection,
	table: Table,
	values: Insertable<Tables[Table]>,
): Promise<Selectable<Tables[Table]>> {
	const columns = Object.keys(values);
	const [row] = await run<Table>(
		database,
		`${table} (${columns})`,
		Object.values(values),
		() =>
			database
				.insertInto(table as "customers")
				.values(values as never)
				.returningAll()
				.compile(),
	);
	return row as Selectable<Tables[Table]>;
}

async function run<Table extends keyof Tables>(
	database: Connection,
	name: string,
	parameters: unknown[],
	compile: () => CompiledQuery,
): Promise<Selectable<Tables[Table]>[]> {
	const statement = cache.get(name) ?? compile();
	if (cache.size < MAX_STATEMENTS) cache.set(name, statement);
	const { rows } = await database.executeQuery({ ...statement, parameters });
	return rows as Selectable<Tables[Table]>[];
}
