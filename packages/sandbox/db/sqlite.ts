/** Kysely on the SQLite that Node brings: its dialect asks for the interface of better-sqlite3, which this gives. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
	Kysely,
	type SqliteDatabase,
	SqliteDialect,
	type SqliteStatement,
	type Transaction,
} from "kysely";
import { openFile } from "./data-file.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;
/** The database, or a transaction of it. */
export type Connection = Database | Transaction<Tables>;

/**
 * Opens a database.
 *
 * @param file Path of the file, or `:memory:`. An answered write survives whatever ends the process: WAL, `synchronous=FULL`.
 * @throws {DataFileError} As {@link openFile} does.
 */
export function openDatabase(file: string): Database {
	const database = openFile(file);
	database.exec("PRAGMA journal_mode = WAL");
	database.exec("PRAGMA synchronous = FULL");
	database.exec("PRAGMA foreign_keys = ON");
	const kysely = new Kysely<Tables>({
		dialect: new SqliteDialect({ database: adapt(database) }),
	});
	SQLITE.set(kysely, database);
	return kysely;
}

/** What each database is made on. */
const SQLITE = new WeakMap<Database, DatabaseSync>();

/**
 * Does something with the whole database while nobody else reads or writes: what Kysely has no words for.
 *
 * @param act Gets the database beneath, and a way to ask it as usual, which doesn't wait for its own end.
 */
export function exclusively<Result>(
	database: Database,
	work: (sqlite: DatabaseSync, own: Database) => Result | Promise<Result>,
): Promise<Result> {
	const sqlite = SQLITE.get(database);
	if (!sqlite) throw new Error("The database wasn't opened by openDatabase.");
	return database.connection().execute(async (own) => work(sqlite, own));
}

/** So many compiled statements are kept. */
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
	// It would throw at an integer that no number holds to the last digit, and an amount may be one: JSON has no limit.
	statement.setReadBigInts(true);
	// The objects that it makes itself are slow to read and to copy.
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
