/** Copies of all rows, to restore later. */
import type { Database } from "./database.ts";

/** What belongs to a copy and is no row. */
export interface SnapshotState {
	/** The sandbox's time, in ISO 8601. */
	now: string;
	isFrozen: boolean;
	/** The rules for injected faults, in JSON. */
	faults: string;
	/** Chosen by whoever has taken it, to know it again. */
	origin: string;
}

export interface SnapshotCopy extends SnapshotState {
	name: string;
	/** Number of rows. */
	rows: number;
}

export interface Snapshots {
	/** Copies all rows, replacing any copy of the same name. @param state Called when nothing changes any more. */
	take(name: string, state: () => SnapshotState): Promise<SnapshotCopy>;
	/** Oldest first. */
	list(): Promise<SnapshotCopy[]>;
	/** Restores all rows exactly. Undefined if there is no such copy. */
	restore(name: string): Promise<SnapshotCopy | undefined>;
	/** Returns false if there is no such copy. */
	remove(name: string): Promise<boolean>;
	/** A copy with its rows. Undefined if there is no such copy. */
	read(
		name: string,
	): Promise<{ copy: SnapshotCopy; tables: SnapshotTables } | undefined>;
	/**
	 * Adds a copy with these rows, replacing any of the same name.
	 *
	 * @throws {InvalidRowsError} If the tables can't have them. Nothing is changed, then.
	 */
	add(
		name: string,
		tables: SnapshotTables,
		state: SnapshotState,
	): Promise<SnapshotCopy>;
	/** Deletes all rows and runs `seed`, atomically. */
	refill(seed: (own: Database) => Promise<void>): Promise<void>;
}

/** The tables of a snapshot by name, without those that have no rows. */
export type SnapshotTables = Record<string, TableRows>;

/** The rows of a table, each with its values in the order of the columns. */
export interface TableRows {
	columns: string[];
	rows: StoredValue[][];
}

export type StoredValue = string | number | null;

/** The table of the last numbers that were given, which files have from SQLite, whose own it is. */
export const SEQUENCE_TABLE = "sqlite_sequence";
/** The table with such numbers. */
export const COUNTED_TABLE = "events";

/** What is wrong with rows that don't come from this sandbox. The message is a sentence. */
export class InvalidRowsError extends Error {
	override name = "InvalidRowsError";
}

/** A column as SQLite describes it. */
export interface ColumnInfo {
	name: string;
	type: string;
}

/** @throws {InvalidRowsError} If a table's columns are others. */
export function checkColumns(
	table: string,
	found: readonly string[],
	known: readonly ColumnInfo[],
): void {
	const names = known.map(({ name }) => name);
	if (JSON.stringify(found) !== JSON.stringify(names))
		throw new InvalidRowsError(
			`\`tables.${table}.columns\` must be ${names.join(", ")}.`,
		);
}

/** @throws {InvalidRowsError} If a row doesn't have a value of the right type for each column. @param place Of the row in the file. */
export function checkRow(
	row: StoredValue[],
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
	{ what: string; fits: (value: StoredValue) => boolean }
> = {
	TEXT: { what: "a string", fits: (value) => typeof value === "string" },
	INTEGER: { what: "an integer", fits: Number.isInteger },
	REAL: { what: "a number", fits: (value) => typeof value === "number" },
};
