/** Table definitions, from which both the SQL and the types of rows are derived. */
import type { Generated } from "kysely";

export type Flag = 0 | 1;

/**
 * A column definition: an SQLite type with constraints, or `FLAG` for an INTEGER that is 0 or 1. Columns are nullable unless defined
 * otherwise.
 */
export type Column =
	| `${"TEXT" | "INTEGER" | "REAL"}${string}`
	| "FLAG"
	| "FLAG DEFAULT 0";

export interface Table<
	Columns extends Record<string, Column> = Record<string, Column>,
> {
	columns: Columns;
	/** Table constraints: `PRIMARY KEY (merchant_id, code)`. */
	constraints: readonly string[];
	/** Stores the rows in the primary key's index. */
	withoutRowid: boolean;
}

/** Defines a table. */
export function table<const Columns extends Record<string, Column>>(
	columns: Columns,
	{
		constraints = [],
		withoutRowid = false,
	}: Partial<Omit<Table, "columns">> = {},
): Table<Columns> {
	return { columns, constraints, withoutRowid };
}

export function createTable(
	name: string,
	{ columns, constraints, withoutRowid }: Table,
): string {
	const parts = [
		...Object.entries(columns).map(([column, sql]) => columnSql(column, sql)),
		...constraints,
	];
	return `CREATE TABLE ${name} (${parts.join(", ")})${withoutRowid ? " WITHOUT ROWID" : ""}`;
}

export function addColumns(
	name: string,
	columns: Record<string, Column>,
): string[] {
	return Object.entries(columns).map(
		([column, sql]) =>
			`ALTER TABLE ${name} ADD COLUMN ${columnSql(column, sql)}`,
	);
}

function columnSql(name: string, sql: Column): string {
	const [, more] = /^FLAG(.*)$/.exec(sql) ?? [];
	return more === undefined
		? `${name} ${sql}`
		: `${name} INTEGER NOT NULL${more} CHECK (${name} IN (0, 1))`;
}

/** A table's row type for Kysely. */
export type RowOf<Columns> = { [Name in keyof Columns]: Field<Columns[Name]> };

type Field<Sql> = Sql extends
	| `${string} DEFAULT ${string}`
	| `${string} AUTOINCREMENT`
	? Generated<Value<Sql>>
	: Value<Sql>;

type Value<Sql> = Sql extends
	| `${string}NOT NULL${string}`
	| `${string}PRIMARY KEY${string}`
	| `FLAG${string}`
	? Stored<Sql>
	: Stored<Sql> | null;

type Stored<Sql> = Sql extends `FLAG${string}`
	? Flag
	: Sql extends `TEXT${string}`
		? Sql extends `${string} IN (${infer Values})${string}`
			? Quoted<Values>
			: string
		: number;

/** The values of an SQL list: `'waiting', 'failed'`. */
type Quoted<List> = List extends `'${infer First}', ${infer Rest}`
	? First | Quoted<Rest>
	: List extends `'${infer Only}'`
		? Only
		: never;
