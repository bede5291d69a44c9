/** Kysely on Node's built-in SQLite, adapted to the better-sqlite3 interface that its dialect expects. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
	Kysely,
	type SqliteDatabase,
	SqliteDialect,
	type SqliteStatement,
} from "kysely";
import type { Database } from "../database.ts";
import type { Tables } from "../tables.ts";
import { openFile } from "./data-file.ts";

/**
 * Opens a database.
 *
 * @param file Path of the file, or `:memory:`.
 * @throws {DataFileError} See {@link openFile}.
 */
export function openDatabase(file: string): Database {
	const database = openFile(file);
	database.exec("PRAGMA foreign_keys = ON");
	const kysely = new Kysely<Tables>({
		dialect: new SqliteDialect({ database: adapt(database) }),
	});
	SQLITE.set(kysely, database);
	return kysely;
}

/** The SQLite database of each Kysely instance. */
const SQLITE = new WeakMap<Database, DatabaseSync>();

/**
 * Runs something on the SQLite database itself while no other query runs.
 *
 * @param work Receives the SQLite database, and a Kysely instance that can be used without a deadlock.
 */
export function exclusively<Result>(
	database: Database,
	work: (sqlite: DatabaseSync, own: Database) => Result | Promise<Result>,
): Promise<Result> {
	const sqlite = SQLITE.get(database);
	if (!sqlite) throw new Error("The database wasn't opened by openDatabase.");
	return database.connection().execute(async (own) => work(sqlite, own));
}

/** Size of the cache of prepared statements. */
const MAX_STATEMENTS = 500;

function adapt(database: DatabaseSync): SqliteDatabase {
	const statements = new Map<string, SqliteStatement>();
	return {
		close: () => database.close(),
		prepare(sql) {
			const known = statements.get(sql);
			if (known) return known;
			const statement = adaptStatement(database.prepare(sql));
			if (statements.size < MAX_STATEMENTS) statements.set(sql, statement);
			return statement;
		},
	};
}

function adaptStatement(statement: StatementSync): SqliteStatement {
	const values = (parameters: readonly unknown[]) =>
		parameters as SQLInputValue[];
	// Without this, reading an integer beyond 2^53 would throw, and amounts have no limit in JSON.
	statement.setReadBigInts(true);
	// SQLite's own row objects are slow to read and copy.
	statement.setReturnArrays(true);
	const names = statement.columns().map(({ name }) => name);
	const toRow = (fields: unknown) => {
		const row: Record<string, unknown> = {};
		names.forEach((name, index) => {
			const field = (fields as unknown[])[index];
			row[name] = typeof field === "bigint" ? Number(field) : field;
		});
		return row;
	};
	return {
		reader: names.length > 0,
		all: (parameters) => statement.all(...values(parameters)).map(toRow),
		run: (parameters) => statement.run(...values(parameters)),
		*iterate(parameters) {
			for (const fields of statement.iterate(...values(parameters)))
				yield toRow(fields);
		},
	};
}
