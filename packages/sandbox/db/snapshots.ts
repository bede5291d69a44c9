/** Copies of all rows, kept in memory beside the database, to go back to. */
import type { DatabaseSync } from "node:sqlite";
import {
	DEFAULT_MIGRATION_LOCK_TABLE,
	DEFAULT_MIGRATION_TABLE,
} from "kysely/migration";
import { type Database, exclusively } from "./sqlite.ts";

export interface Snapshots {
	/** Keeps a copy of all rows, and gives how many there are. One of the same name is gone then. */
	take(name: string): Promise<number>;
	/** Puts all rows back to what they were, to the byte. */
	restore(name: string): Promise<void>;
	remove(name: string): Promise<void>;
	/** Takes out all rows, and lets `fill` put others in: both or neither. */
	refill(seed: (own: Database) => Promise<void>): Promise<void>;
}

/** The copies are in a database of their own, in memory wherever the other one is. */
const SCHEMA = "snapshots";
/** Numbers of the rows of AUTOINCREMENT tables. SQLite keeps it itself, and it is written like any other. */
const SEQUENCE_TABLE = "sqlite_sequence";
/** What says which version the tables are of stays as it is. */
const MIGRATION_TABLES = [
	DEFAULT_MIGRATION_TABLE,
	DEFAULT_MIGRATION_LOCK_TABLE,
];

export function createSnapshots(database: Database): Snapshots {
	let attached = false;
	return {
		take: (name) =>
			exclusively(database, async (sqlite) => {
				// Not possible within a transaction.
				if (!attached) sqlite.exec(`ATTACH ':memory:' AS ${SCHEMA}`);
				attached = true;
				return inTransaction(sqlite, () => {
					drop(sqlite, name);
					let rows = 0;
					for (const table of tablesOf(sqlite)) {
						const copy = copyOf(name, table);
						sqlite.exec(`CREATE TABLE ${copy} AS SELECT * FROM main.${table}`);
						rows += Number(
							sqlite.prepare(`SELECT count(*) AS rows FROM ${copy}`).get()
								?.rows,
						);
					}
					return rows;
				});
			}),
		restore: (name) =>
			exclusively(database, (sqlite) =>
				replaceRows(sqlite, () => {
					for (const table of tablesOf(sqlite))
						sqlite.exec(
							`INSERT INTO main.${table} SELECT * FROM ${copyOf(name, table)}`,
						);
				}),
			),
		remove: (name) =>
			exclusively(database, (sqlite) =>
				inTransaction(sqlite, () => drop(sqlite, name)),
			),
		refill: (seed) =>
			exclusively(database, (sqlite, own) =>
				replaceRows(
					sqlite,
					() => {},
					() => seed(own),
				),
			),
	};
}

/**
 * Takes out all rows and puts others in, all of it or nothing.
 *
 * @param put Puts rows in as they are: no trigger counts them, for the counts are among them.
 * @param fill Puts in what is then counted.
 */
async function replaceRows(
	sqlite: DatabaseSync,
	write: () => void,
	seed: () => unknown = () => {},
): Promise<void> {
	// Whole tables come and go, in any order. Not possible within a transaction.
	sqlite.exec("PRAGMA foreign_keys = OFF");
	try {
		await inTransaction(sqlite, async () => {
			const triggers = sqlite
				.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
				.all();
			for (const { name } of triggers) sqlite.exec(`DROP TRIGGER ${name}`);
			for (const table of tablesOf(sqlite))
				sqlite.exec(`DELETE FROM main.${table}`);
			write();
			for (const { sql } of triggers) sqlite.exec(String(sql));
			await seed();
		});
	} finally {
		sqlite.exec("PRAGMA foreign_keys = ON");
	}
}

async function inTransaction<Result>(
	sqlite: DatabaseSync,
	work: () => Result | Promise<Result>,
): Promise<Result> {
	sqlite.exec("BEGIN IMMEDIATE");
	try {
		const result = await work();
		sqlite.exec("COMMIT");
		return result;
	} catch (error) {
		sqlite.exec("ROLLBACK");
		throw error;
	}
}

/** SQLite's own table comes last, since it changes with the others. */
function tablesOf(sqlite: DatabaseSync): string[] {
	const names = sqlite
		.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
		.all()
		.map(({ name }) => String(name));
	const own = names.filter(
		(name) => !name.startsWith("sqlite_") && !MIGRATION_TABLES.includes(name),
	);
	return names.includes(SEQUENCE_TABLE) ? [...own, SEQUENCE_TABLE] : own;
}

function copyOf(name: string, table: string): string {
	return `${SCHEMA}."${name} ${table}"`;
}

function drop(sqlite: DatabaseSync, name: string): void {
	for (const table of tablesOf(sqlite))
		sqlite.exec(`DROP TABLE IF EXISTS ${copyOf(name, table)}`);
}
