/** In-memory copies of all rows, to restore later. */
import type { DatabaseSync } from "node:sqlite";
import {
	DEFAULT_MIGRATION_LOCK_TABLE,
	DEFAULT_MIGRATION_TABLE,
} from "kysely/migration";
import type { Database } from "../../database.ts";
import {
	SEQUENCE_TABLE,
	type SnapshotCopy,
	type SnapshotState,
	type Snapshots,
} from "../../snapshots.ts";
import { exclusively } from "../connect.ts";
import { inTransaction } from "./in-transaction.ts";
import { withScratch } from "./scratch.ts";
import { readTables } from "./table-rows.ts";

/** The copies are in a database of their own, always in memory. */
const SCHEMA = "snapshots";
/** The schema's version is not part of a snapshot. */
const MIGRATION_TABLES = [
	DEFAULT_MIGRATION_TABLE,
	DEFAULT_MIGRATION_LOCK_TABLE,
];

export function createSnapshots(database: Database): Snapshots {
	let attached = false;
	/** By name. Tables are named by number: SQLite takes `State` and `state` for the same name, and `sqlite_` for its own. */
	const copies = new Map<string, SnapshotCopy & { number: number }>();
	let lastNumber = 0;
	/** Copies all rows of a schema under a name, in the place of any copy of it. */
	const copyFrom = async (
		sqlite: DatabaseSync,
		schema: string,
		name: string,
		state: SnapshotState,
	): Promise<SnapshotCopy> => {
		// Can't be run in a transaction.
		if (!attached) sqlite.exec(`ATTACH ':memory:' AS ${SCHEMA}`);
		attached = true;
		const number = ++lastNumber;
		const rows = await inTransaction(sqlite, () => {
			const earlier = copies.get(name);
			if (earlier) drop(sqlite, earlier.number);
			let sum = 0;
			for (const table of tablesOf(sqlite)) {
				const copy = copyOf(number, table);
				sqlite.exec(`CREATE TABLE ${copy} AS SELECT * FROM ${schema}.${table}`);
				sum += Number(
					sqlite.prepare(`SELECT count(*) AS rows FROM ${copy}`).get()?.rows,
				);
			}
			return sum;
		});
		const copy = { name, rows, number, ...state };
		// One that is replaced is the newest.
		copies.delete(name);
		copies.set(name, copy);
		return copy;
	};
	return {
		take: (name, state) =>
			exclusively(database, (sqlite) =>
				copyFrom(sqlite, "main", name, state()),
			),
		list: async () => [...copies.values()],
		read: (name) =>
			exclusively(database, async (sqlite) => {
				const copy = copies.get(name);
				if (!copy) return undefined;
				const tables = await readTables(sqlite, tablesOf(sqlite), (table) =>
					copyOf(copy.number, table),
				);
				return { copy, tables };
			}),
		add: (name, tables, state) =>
			exclusively(database, (sqlite) =>
				withScratch(sqlite, async (scratch) => {
					await scratch.write(tables);
					return copyFrom(sqlite, scratch.schema, name, state);
				}),
			),
		restore: (name) =>
			exclusively(database, async (sqlite) => {
				const copy = copies.get(name);
				if (!copy) return undefined;
				await replaceRows(sqlite, () => {
					for (const table of tablesOf(sqlite)) {
						// Writing the others has changed it.
						if (table === SEQUENCE_TABLE)
							sqlite.exec(`DELETE FROM main.${SEQUENCE_TABLE}`);
						sqlite.exec(
							`INSERT INTO main.${table} SELECT * FROM ${copyOf(copy.number, table)}`,
						);
					}
				});
				return copy;
			}),
		remove: (name) =>
			exclusively(database, async (sqlite) => {
				const copy = copies.get(name);
				if (!copy) return false;
				await inTransaction(sqlite, () => drop(sqlite, copy.number));
				return copies.delete(name);
			}),
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
 * Replaces all rows, atomically.
 *
 * @param write Writes rows without firing triggers: the counters are among the rows.
 * @param seed Writes rows that triggers count.
 */
async function replaceRows(
	sqlite: DatabaseSync,
	write: () => void,
	seed: () => unknown = () => {},
): Promise<void> {
	// Tables are emptied and filled in any order. Can't be run in a transaction.
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

/** SQLite's own table comes last, since writing to the others changes it. */
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

function copyOf(number: number, table: string): string {
	return `${SCHEMA}."${number} ${table}"`;
}

function drop(sqlite: DatabaseSync, number: number): void {
	for (const table of tablesOf(sqlite))
		sqlite.exec(`DROP TABLE IF EXISTS ${copyOf(number, table)}`);
}
