/** The rows of tables as JSON: written into a snapshot's file, and read from one. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { nextTurn } from "../../../timers.ts";
import {
	type ColumnInfo,
	checkColumns,
	checkRow,
	InvalidRowsError,
	type SnapshotTables,
	type StoredValue,
	type TableRows,
} from "../../snapshots.ts";

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
		const rows: StoredValue[][] = [];
		for (const row of statement.iterate() as Iterable<unknown>) {
			rows.push((row as (StoredValue | bigint)[]).map(toJson));
			if (rows.length % AT_ONCE === 0) await nextTurn();
		}
		const columns = statement.columns().map(({ name }) => name);
		if (rows.length > 0) read[table] = { columns, rows };
	}
	return read;
}

function toJson(value: StoredValue | bigint): StoredValue {
	return typeof value === "bigint" ? Number(value) : value;
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
	checkColumns(table, columns, known);
	const names = known.map((column) => column.name);
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
function toSql(
	value: StoredValue,
	column: ColumnInfo | undefined,
): SQLInputValue {
	return column?.type === "" && Number.isInteger(value)
		? BigInt(value as number)
		: value;
}
