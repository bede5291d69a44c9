/** The rows of tables as JSON: written into a snapshot's file, and read from one. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { nextTurn } from "../../timers.ts";

/** The rows of a table, each with its values in the order of the columns. */
export interface TableRows {
	columns: string[];
	rows: Value[][];
}

type Value = string | number | null;

/** The tables of a snapshot by name, without those that have no rows. */
export type SnapshotTables = Record<string, TableRows>;

/** What is wrong with rows that don't come from this sandbox. The message is a sentence. */
export class InvalidRowsError extends Error {
	override name = "InvalidRowsError";
}

/** Rows that are read or written before other work has its turn. */
const AT_ONCE = 10_000;

/** Reads all rows of tables. @param nameOf A table's name in SQL, with its schema. */
export async function readTables(
	sqlite: DatabaseSync,
	tables: readonly string[],
	nameOf: (table: string) => string,
): Promise<SnapshotTables> {
	const read: SnapshotTables = {};
	for (const table of tables) {
		const statement = sqlite.prepare(`SELECT * FROM ${nameOf(table)}`);
		// Without this, reading an integer beyond 2^53 would throw.
		statement.setReadBigInts(true);
		statement.setReturnArrays(true);
		const rows: Value[][] = [];
		for (const row of statement.iterate() as Iterable<unknown>) {
			rows.push((row as (Value | bigint)[]).map(toJson));
			if (rows.length % AT_ONCE === 0) await nextTurn();
		}
		const columns = statement.columns().map(({ name }) => name);
		if (rows.length > 0) read[table] = { columns, rows };
	}
	return read;
}

function toJson(value: Value | bigint): Value {
	return typeof value === "bigint" ? Number(value) : value;
}

/** A column as SQLite describes it. */
interface ColumnInfo {
	name: string;
	type: string;
}

/**
 * Writes rows into an empty table.
 *
 * @throws {InvalidRowsError} If they don't fit it.
 */
export async function writeTable(
	sqlite: DatabaseSync,
	schema: string,
	table: string,
	{ columns, rows }: TableRows,
): Promise<void> {
	const known = columnsOf(sqlite, schema, table);
	const names = known.map((column) => column.name);
	if (JSON.stringify(columns) !== JSON.stringify(names))
		throw new InvalidRowsError(
			`\`tables.${table}.columns\` must be ${names.join(", ")}.`,
		);
	const insert = sqlite.prepare(
		`INSERT INTO ${schema}.${table} VALUES (${names.map(() => "?").join(", ")})`,
	);
	for (const [index, row] of rows.entries()) {
		const place = `tables.${table}.rows[${index}]`;
		checkRow(row, known, place);
		try {
			insert.run(...row.map((value, at) => toSql(value, known[at])));
		} catch (error) {
			const { message } = error as Error;
			throw new InvalidRowsError(`\`${place}\` can't be stored: ${message}.`);
		}
		if (index % AT_ONCE === AT_ONCE - 1) await nextTurn();
	}
}

/** The columns of a table. Those of SQLite's own have no type. */
function columnsOf(
	sqlite: DatabaseSync,
	schema: string,
	table: string,
): ColumnInfo[] {
	return sqlite
		.prepare("SELECT name, type FROM pragma_table_info(?, ?)")
		.all(table, schema)
		.map((row) => ({ name: String(row.name), type: String(row.type) }));
}

/** Node's numbers are floating-point numbers to SQLite, which only a column with a type turns into integers. */
function toSql(value: Value, column: ColumnInfo | undefined): SQLInputValue {
	return column?.type === "" && Number.isInteger(value)
		? BigInt(value as number)
		: value;
}

function checkRow(
	row: Value[],
	columns: readonly ColumnInfo[],
	place: string,
): void {
	if (row.length !== columns.length)
		throw new InvalidRowsError(
			`\`${place}\` must have ${columns.length} values.`,
		);
	for (const [index, { name, type }] of columns.entries()) {
		const value = row[index] ?? null;
		if (value === null) continue;
		const wanted = WANTED[type];
		if (wanted && !wanted.fits(value))
			throw new InvalidRowsError(
				`\`${place}[${index}]\`, the ${name}, must be ${wanted.what}.`,
			);
	}
}

/** The values of a column by its type. Whether it may be null is a constraint of the table. */
const WANTED: Record<
	string,
	{ what: string; fits: (value: Value) => boolean }
> = {
	TEXT: { what: "a string", fits: (value) => typeof value === "string" },
	INTEGER: { what: "an integer", fits: Number.isInteger },
	REAL: { what: "a number", fits: (value) => typeof value === "number" },
};
