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
	type SnapshotCopy,
	type SnapshotState,
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

/** The register of copies. Their rows are each in a schema of its own. */
export const SNAPSHOT_STATEMENTS = [
	// Those of a sandbox that had no register, which wanted them no longer than it ran.
	`DO $$ DECLARE name text; BEGIN
		FOR name IN SELECT nspname FROM pg_namespace WHERE starts_with(nspname, '${SCHEMA}_snapshot_') LOOP
			EXECUTE format('DROP SCHEMA %I CASCADE', name);
		END LOOP;
	END $$`,
	`CREATE TABLE snapshots (
		name TEXT COLLATE "C" PRIMARY KEY,
		number BIGINT GENERATED ALWAYS AS IDENTITY,
		rows BIGINT NOT NULL,
		sequence BIGINT,
		state TEXT NOT NULL
	)`,
];

export function createSnapshots(database: Database): Snapshots {
	/** Copies all rows of a schema under a name, in the place of any copy of it. */
	const copyFrom = async (
		on: Connection,
		name: string,
		state: SnapshotState,
		sequence: number | null,
		schema: string,
	): Promise<SnapshotCopy> => {
		await remove(on, name);
		const { rows: added } = await sql<Copy>`
			INSERT INTO snapshots (name, rows, sequence, state)
			VALUES (${name}, 0, ${sequence}, ${JSON.stringify(state)}) RETURNING *`.execute(
			on,
		);
		const [copy] = added as [Copy];
		await sql`CREATE SCHEMA ${sql.id(schemaOf(copy))}`.execute(on);
		// The number of the last event is a row of SQLite's.
		let rows = sequence === null ? 0 : 1;
		for (const table of tableNames) {
			const target = sql.id(schemaOf(copy), table);
			await sql`CREATE TABLE ${target} AS TABLE ${sql.id(schema, table)}`.execute(
				on,
			);
			rows += await count(on, target);
		}
		await sql`UPDATE snapshots SET rows = ${rows} WHERE name = ${name}`.execute(
			on,
		);
		return { name, rows, ...state };
	};
	return {
		take: (name, state) =>
			database
				.transaction()
				.execute(async (on) =>
					copyFrom(on, name, state(), await readSequence(on), SCHEMA),
				),
		async list() {
			const { rows } = await sql<Copy>`
				SELECT * FROM snapshots ORDER BY number`.execute(database);
			return rows.map(toShow);
		},
		remove: (name) => database.transaction().execute((on) => remove(on, name)),
		read: (name) =>
			database.transaction().execute(async (on) => {
				const copy = await find(on, name);
				if (!copy) return undefined;
				const tables = await readTables(on, schemaOf(copy));
				if (copy.sequence !== null)
					tables[SEQUENCE_TABLE] = {
						columns: ["name", "seq"],
						rows: [[COUNTED_TABLE, copy.sequence]],
					};
				return { copy: toShow(copy), tables };
			}),
		add: (name, tables, state) =>
			database.transaction().execute(async (on) => {
				const sequence = await writeScratch(on, tables);
				const copy = await copyFrom(on, name, state, sequence, SCRATCH);
				await sql`DROP SCHEMA ${sql.id(SCRATCH)} CASCADE`.execute(on);
				return copy;
			}),
		restore: (name) =>
			database.transaction().execute(async (on) => {
				const copy = await find(on, name);
				if (!copy) return undefined;
				await empty(on);
				for (const table of tableNames)
					await sql`INSERT INTO ${sql.id(table)} SELECT * FROM ${sql.id(schemaOf(copy), table)}`.execute(
						on,
					);
				await setSequence(on, copy.sequence);
				await analyze(on);
				return toShow(copy);
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

/** A row of the register. */
interface Copy {
	name: string;
	/** Its schema's. */
	number: number;
	rows: number;
	/** That of the last event; null if there was none. */
	sequence: number | null;
	state: string;
}

const SCRATCH = `${SCHEMA}_import`;

function schemaOf({ number }: Copy): string {
	return `${SCHEMA}_snapshot_${number}`;
}

function toShow({ name, rows, state }: Copy): SnapshotCopy {
	return { name, rows, ...JSON.parse(state) };
}

async function find(on: Connection, name: string): Promise<Copy | undefined> {
	const { rows } = await sql<Copy>`
		SELECT * FROM snapshots WHERE name = ${name}`.execute(on);
	return rows[0];
}

/** Returns false if there is no such copy. */
async function remove(on: Connection, name: string): Promise<boolean> {
	const copy = await find(on, name);
	if (!copy) return false;
	await sql`DELETE FROM snapshots WHERE name = ${name}`.execute(on);
	await sql`DROP SCHEMA ${sql.id(schemaOf(copy))} CASCADE`.execute(on);
	return true;
}

/** Removes all copies: they are of the tables as they were before. */
export async function dropSnapshots(on: Connection): Promise<void> {
	const { rows } = await sql<Copy>`SELECT * FROM snapshots`.execute(on);
	for (const { name } of rows) await remove(on, name);
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

/** Deletes all rows, of which the other instances learn, and writes the next ones without counting them: the counters are among the rows. */
async function empty(on: Connection): Promise<void> {
	await sql`UPDATE shared_state SET generation = generation + 1`.execute(on);
	await sql`DELETE FROM request_counts`.execute(on);
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
