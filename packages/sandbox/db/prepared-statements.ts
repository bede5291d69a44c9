/**
 * What a sandbox is asked most: one row by its ID, and one row more. Putting such a statement together takes longer than running it, so
 * that each is kept, and only gets its values.
 */
import type { CompiledQuery, Insertable, Selectable } from "kysely";
import type { Connection } from "./sqlite.ts";
import type { Owner, Tables } from "./tables.ts";

/** So many are kept. Only a client that tries all combinations of fields comes this far. */
const MAX_STATEMENTS = 200;
const cache = new Map<string, CompiledQuery>();

/** The tables whose rows belong to a merchant. */
type Owned = {
	[Table in keyof Tables]: Tables[Table] extends {
		organization_id: string;
		merchant_id: string;
		updated_at: string;
	}
		? Table
		: never;
}[keyof Tables];

/** The merchant's row whose ID is in a column; undefined where they have none. */
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

/** Inserts a row, and gives it as it stands in the database. */
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
