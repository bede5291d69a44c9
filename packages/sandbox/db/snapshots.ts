/** Copies of all rows, kept in memory beside the database, to go back to. */
import type { DatabaseSync } from "node:sqlite";
import {
	DEFAULT_MIGRATION_LOCK_TABLE,
	DEFAULT_MIGRATION_TABLE,
} from "kysely/migration";
import { alone, type Database } from "./sqlite.ts";

export interface Snapshots {
	/** Keeps a copy of all rows, and gives how many there are. One of the same name is gone then. */
	take(name: string): Promise<number>;
	/** Puts all rows back to what they were, to the byte. */
	restore(name: string): Promise<void>;
	remove(name: string): Promise<void>;
	/** Takes out all rows, and lets `fill` put others in: both or neither. */
	refill(fill: (own: Database) => Promise<void>): Promise<void>;
}

/** The copies are in a database of their own, in memory wherever the other one is. */
const BESIDE = "snapshots";
/** Numbers of the rows of AUTOINCREMENT tables. SQLite keeps it itself, and it is written like any other. */
const SEQUENCES = "sqlite_sequence";
/** What says which version the tables are of stays as it is. */
const OTHERS = [DEFAULT_MIGRATION_TABLE, DEFAULT_MIGRATION_LOCK_TABLE];

export function createSnapshots(database: Database): Snapshots {
	let attached = false;
	return {
		take: (name) =>
			alone(database, async (beneath) => {
				// Not possible within a transaction.
				if (!attached) beneath.exec(`ATTACH ':memory:' AS ${BESIDE}`);
				attached = true;
				return within(beneath, () => {
					drop(beneath, name);
					let rows = 0;
					for (const table of tablesOf(beneath)) {
						const copy = copyOf(name, table);
						beneath.exec(`CREATE TABLE ${copy} AS SELECT * FROM main.${table}`);
						rows += Number(
							beneath.prepare(`SELECT count(*) AS rows FROM ${copy}`).get()
								?.rows,
						);
					}
					return rows;
				});
			}),
		restore: (name) =>
			alone(database, (beneath) =>
				change(beneath, () => {
					for (const table of tablesOf(beneath))
						beneath.exec(
							`INSERT INTO main.${table} SELECT * FROM ${copyOf(name, table)}`,
						);
				}),
			),
		remove: (name) =>
			alone(database, (beneath) => within(beneath, () => drop(beneath, name))),
		refill: (fill) =>
			alone(database, (beneath, own) =>
				change(
					beneath,
					() => {},
					() => fill(own),
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
async function change(
	beneath: DatabaseSync,
	put: () => void,
	fill: () => unknown = () => {},
): Promise<void> {
	// Whole tables come and go, in any order. Not possible within a transaction.
	beneath.exec("PRAGMA foreign_keys = OFF");
	try {
		await within(beneath, async () => {
			const triggers = beneath
				.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
				.all();
			for (const { name } of triggers) beneath.exec(`DROP TRIGGER ${name}`);
			for (const table of tablesOf(beneath))
				beneath.exec(`DELETE FROM main.${table}`);
			put();
			for (const { sql } of triggers) beneath.exec(String(sql));
			await fill();
		});
	} finally {
		beneath.exec("PRAGMA foreign_keys = ON");
	}
}

async function within<Result>(
	beneath: DatabaseSync,
	act: () => Result | Promise<Result>,
): Promise<Result> {
	beneath.exec("BEGIN IMMEDIATE");
	try {
		const result = await act();
		beneath.exec("COMMIT");
		return result;
	} catch (error) {
		beneath.exec("ROLLBACK");
		throw error;
	}
}

/** SQLite's own table comes last, since it changes with the others. */
function tablesOf(beneath: DatabaseSync): string[] {
	const names = beneath
		.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
		.all()
		.map(({ name }) => String(name));
	const own = names.filter(
		(name) => !name.startsWith("sqlite_") && !OTHERS.includes(name),
	);
	return names.includes(SEQUENCES) ? [...own, SEQUENCES] : own;
}

function copyOf(name: string, table: string): string {
	return `${BESIDE}."${name} ${table}"`;
}

function drop(beneath: DatabaseSync, name: string): void {
	for (const table of tablesOf(beneath))
		beneath.exec(`DROP TABLE IF EXISTS ${copyOf(name, table)}`);
}
