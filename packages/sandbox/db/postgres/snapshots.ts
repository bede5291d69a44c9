/** Copies of all rows in tables of their own, to restore later. */
import { type RawBuilder, sql } from "kysely";
import type { Column } from "../columns.ts";
import type { Connection, Database } from "../database.ts";
import {
	COUNTED_TABLE,
	checkColumns,
	checkRow,
	InvalidRowsError,
	SEQUENCE_TABLE,
	type Snapshots,
	type SnapshotTables,
	type TableRows,
} from "../snapshots.ts";
import { COLUMNS, tableNames } from "../tables.ts";
import { orderOf, tableStatements } from "./schema.ts";
import { SCHEMA } from "./schema-name.ts";
import { encodeText, escapeMarks } from "./texts.ts";

/** Rows that are written at once. */
const AT_ONCE = 1_000;

export function createSnapshots(database: Database): Snapshots {
	const copies = new Map<string, Copy>();
	let lastNumber = 0;
	const copyOf = (name: string) => {
		const copy = copies.get(name);
		if (!copy) throw new Error(`There is no copy ${name}.`);
		return copy;
	};
	/** Copies all rows of a schema. */
	const copyFrom = async (
		on: Connection,
		sequence: number | null,
		schema?: string,
	): Promise<Copy> => {
		const number = ++lastNumber;
		await sql`CREATE SCHEMA ${sql.id(schemaOf(number))}`.execute(on);
		let rows = 0;
		for (const table of tableNames) {
			const copy = sql.id(schemaOf(number), table);
			const source = schema ? sql.id(schema, table) : sql.id(table);
			await sql`CREATE TABLE ${copy} AS TABLE ${source}`.execute(on);
			rows += await count(on, copy);
		}
		// The number of the last event is a row of SQLite's.
		return { number, sequence, rows: rows + (sequence === null ? 0 : 1) };
	};
	/** Makes a copy under a name, in the place of any other. It is known once it is committed. */
	const keep = async (
		name: string,
		make: (on: Connection) => Promise<Copy>,
	): Promise<number> => {
		const copy = await database.transaction().execute(async (on) => {
			const before = copies.get(name);
			if (before) await drop(on, before.number);
			return make(on);
		});
		copies.set(name, copy);
		return copy.rows;
	};
	return {
		take: (name) =>
			keep(name, async (on) => copyFrom(on, await readSequence(on))),
		async remove(name) {
			const { number } = copyOf(name);
			await database.transaction().execute((on) => drop(on, number));
			copies.delete(name);
		},
		read: (name) =>
			database.transaction().execute(async (on) => {
				const { number, sequence } = copyOf(name);
				const tables = await readTables(on, schemaOf(number));
				if (sequence !== null)
					tables[SEQUENCE_TABLE] = {
						columns: ["name", "seq"],
						rows: [[COUNTED_TABLE, sequence]],
					};
				return tables;
			}),
		add: (name, tables) =>
			keep(name, async (on) => {
				const sequence = await writeScratch(on, tables);
				const copy = await copyFrom(on, sequence, SCRATCH);
				await sql`DROP SCHEMA ${sql.id(SCRATCH)} CASCADE`.execute(on);
				return copy;
			}),
		restore: (name) =>
			database.transaction().execute(async (on) => {
				const { number, sequence } = copyOf(name);
				await empty(on);
				for (const table of tableNames)
					await sql`INSERT INTO ${sql.id(table)} SELECT * FROM ${sql.id(schemaOf(number), table)}`.execute(
						on,
					);
				await setSequence(on, sequence);
				await analyze(on);
			}),
		refill: (seed) =>
			database.transaction().execute(async (on) => {
				await empty(on);
				await setSequence(on, null);
				await setCounting(on, true);
				await seed(on);
				await analyze(on);
			}),
	};
}

interface Copy {
	/** Its schema's. */
	number: number;
	/** That of the last event; null if there was none. */
	sequence: number | null;
	rows: number;
}

const SCRATCH = `${SCHEMA}_import`;
const SNAPSHOT = `${SCHEMA}_snapshot_`;

function schemaOf(number: number): string {
	return SNAPSHOT + number;
}

/** Drops the copies of an earlier sandbox: they last as long as it does. */
export async function dropSnapshots(on: Connection): Promise<void> {
	const { rows } = await sql<{ name: string }>`
		SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, ${SNAPSHOT})`.execute(
		on,
	);
	for (const { name } of rows)
		await sql`DROP SCHEMA ${sql.id(name)} CASCADE`.execute(on);
}

async function drop(on: Connection, number: number): Promise<void> {
	await sql`DROP SCHEMA ${sql.id(schemaOf(number))} CASCADE`.execute(on);
}

async function count(on: Connection, table: RawBuilder<unknown>) {
	const { rows } = await sql<{ rows: number }>`
		SELECT count(*) AS rows FROM ${table}`.execute(on);
	return rows[0]?.rows ?? 0;
}

/** Lets the server know how many rows there are now: it plans by that, and would only look later. */
export async function analyze(on: Connection): Promise<void> {
	for (const table of tableNames)
		await sql`ANALYZE ${sql.id(table)}`.execute(on);
}

/** Deletes all rows, and writes the next ones without counting them: the counters are among the rows. */
async function empty(on: Connection): Promise<void> {
	await setCounting(on, false);
	for (const table of tableNames.toReversed())
		await sql`DELETE FROM ${sql.id(table)}`.execute(on);
}

async function setCounting(on: Connection, isOn: boolean): Promise<void> {
	await sql`SELECT set_config('lomi.counting', ${isOn ? "on" : "off"}, true)`.execute(
		on,
	);
}

/** The number of the last event; null if there was none. */
async function readSequence(on: Connection): Promise<number | null> {
	const { rows } = await sql<{ last: number; is_called: boolean }>`
		SELECT last_value AS last, is_called FROM events_sequence_seq`.execute(on);
	return rows[0]?.is_called ? rows[0].last : null;
}

async function setSequence(on: Connection, last: number | null): Promise<void> {
	await sql`SELECT setval('events_sequence_seq', ${last ?? 1}, ${last !== null})`.execute(
		on,
	);
}

async function readTables(
	on: Connection,
	schema: string,
): Promise<SnapshotTables> {
	const tables: SnapshotTables = {};
	for (const table of tableNames) {
		const columns = Object.keys(COLUMNS[table]);
		const { rows } = await sql<Record<string, string | number | null>>`
			SELECT * FROM ${sql.id(schema, table)} ORDER BY ${sql.raw(orderOf(table))}`.execute(
			on,
		);
		if (rows.length > 0)
			tables[table] = {
				columns,
				rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
			};
	}
	return tables;
}

/** Writes rows into empty tables with all constraints of the real ones. Returns the number of the last event. */
async function writeScratch(
	on: Connection,
	tables: SnapshotTables,
): Promise<number | null> {
	const unknown = Object.keys(tables).find(
		(name) =>
			name !== SEQUENCE_TABLE && !(tableNames as string[]).includes(name),
	);
	if (unknown !== undefined)
		throw new InvalidRowsError(`There is no table \`${unknown}\`.`);
	await sql`CREATE SCHEMA ${sql.id(SCRATCH)}`.execute(on);
	// Unqualified names are created there, and refer to what is there.
	await sql`SELECT set_config('search_path', ${`${SCRATCH}, ${SCHEMA}`}, true)`.execute(
		on,
	);
	for (const statement of tableStatements())
		await sql.raw(statement).execute(on);
	await sql`SELECT set_config('search_path', ${SCHEMA}, true)`.execute(on);
	for (const table of tableNames) {
		const rows = Object.hasOwn(tables, table) ? tables[table] : undefined;
		if (rows) await writeTable(on, table, rows);
	}
	const { rows } = await sql<{ clocks: number; last: number }>`
		SELECT (SELECT count(*) FROM ${sql.id(SCRATCH, "clock")}) AS clocks,
			(SELECT coalesce(max(sequence), 0) FROM ${sql.id(SCRATCH, COUNTED_TABLE)}) AS last`.execute(
		on,
	);
	const [state] = rows;
	if (state?.clocks !== 1)
		throw new InvalidRowsError("`tables.clock` must have one row.");
	// It is relative to the clock of another machine.
	await sql`UPDATE ${sql.id(SCRATCH, "clock")} SET ahead_by = 0, frozen_at = NULL`.execute(
		on,
	);
	return readCounter(tables, state.last);
}

/** The number of the last event, as SQLite's table of counters has it. */
function readCounter(tables: SnapshotTables, last: number): number | null {
	const counters = Object.hasOwn(tables, SEQUENCE_TABLE)
		? (tables[SEQUENCE_TABLE]?.rows ?? [])
		: [];
	const [counter] = counters;
	if (!counter) return last === 0 ? null : last;
	const [name, number] = counter;
	if (
		counters.length > 1 ||
		name !== COUNTED_TABLE ||
		!Number.isInteger(number) ||
		(number as number) < last
	)
		throw new InvalidRowsError(
			`\`tables.${SEQUENCE_TABLE}\` must have the number of the last event.`,
		);
	return number as number;
}

async function writeTable(
	on: Connection,
	table: keyof typeof COLUMNS,
	{ columns, rows }: TableRows,
): Promise<void> {
	const known = Object.entries(COLUMNS[table]).map(([name, definition]) => ({
		name,
		type: typeOfColumn(definition),
	}));
	checkColumns(table, columns, known);
	const names = known.map(({ name }) => name);
	for (const [index, row] of rows.entries())
		checkRow(row, known, `tables.${table}.rows[${index}]`);
	for (let start = 0; start < rows.length; start += AT_ONCE) {
		const some = rows.slice(start, start + AT_ONCE);
		const isStored = await tryToStore(on, table, names, some);
		if (isStored === true) continue;
		// Only the first that can't be stored is named.
		for (const [index, row] of some.entries()) {
			const error = await tryToStore(on, table, names, [row]);
			if (error !== true)
				throw new InvalidRowsError(
					`\`tables.${table}.rows[${start + index}]\` can't be stored: ${error.message}.`,
				);
		}
	}
}

/** Stores all rows or none, and returns why. */
async function tryToStore(
	on: Connection,
	table: string,
	names: string[],
	rows: TableRows["rows"],
): Promise<true | Error> {
	const target = sql.id(SCRATCH, table);
	const objects = rows.map((row) =>
		Object.fromEntries(names.map((name, at) => [name, encodeText(row[at])])),
	);
	await sql`SAVEPOINT written`.execute(on);
	try {
		await sql`INSERT INTO ${target} SELECT * FROM json_populate_recordset(NULL::${target}, ${escapeMarks(JSON.stringify(objects))}::json)`.execute(
			on,
		);
		return true;
	} catch (error) {
		await sql`ROLLBACK TO written`.execute(on);
		return error as Error;
	} finally {
		await sql`RELEASE written`.execute(on);
	}
}

/** The type of a column as SQLite has it, which files are checked by. */
function typeOfColumn(definition: Column): string {
	const [type = ""] = definition.split(" ");
	return type === "FLAG" ? "INTEGER" : type;
}
