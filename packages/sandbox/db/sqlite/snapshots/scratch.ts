/** Tables to try rows on that come from elsewhere: empty, and with all constraints of the real ones. */
import type { DatabaseSync } from "node:sqlite";
import {
	COUNTED_TABLE,
	InvalidRowsError,
	SEQUENCE_TABLE,
	type SnapshotTables,
} from "../../snapshots.ts";
import { tableNames } from "../../tables.ts";
import { inTransaction } from "./in-transaction.ts";
import { writeTable } from "./table-rows.ts";

export interface Scratch {
	/** The schema of the tables. */
	schema: string;
	/** Writes rows. @throws {InvalidRowsError} If the tables can't have them, or the sandbox couldn't continue from them. */
	write(tables: SnapshotTables): Promise<void>;
}

const SCHEMA = "scratch";

/** Runs something with empty tables, which are gone afterwards. */
export async function withScratch<Result>(
	sqlite: DatabaseSync,
	work: (scratch: Scratch) => Promise<Result>,
): Promise<Result> {
	// Can't be run in a transaction.
	sqlite.exec(`ATTACH ':memory:' AS ${SCHEMA}`);
	try {
		createTables(sqlite);
		return await work({
			schema: SCHEMA,
			write: (tables) => inTransaction(sqlite, () => write(sqlite, tables)),
		});
	} finally {
		sqlite.exec(`DETACH ${SCHEMA}`);
	}
}

/** Creates the tables with their constraints, of which some are indexes. */
function createTables(sqlite: DatabaseSync): void {
	const definitions = sqlite
		.prepare(
			"SELECT type, name, sql FROM main.sqlite_schema WHERE type IN (?, ?) AND sql IS NOT NULL ORDER BY type DESC",
		)
		.all("table", "index");
	const kept = definitions.filter(({ type, name, sql }) =>
		type === "table"
			? (tableNames as string[]).includes(String(name))
			: /^CREATE UNIQUE /.test(String(sql)),
	);
	for (const { sql } of kept)
		sqlite.exec(
			String(sql).replace(
				/^CREATE (TABLE|UNIQUE INDEX) /,
				`CREATE $1 ${SCHEMA}.`,
			),
		);
}

async function write(
	sqlite: DatabaseSync,
	tables: SnapshotTables,
): Promise<void> {
	const known: string[] = [...tableNames, SEQUENCE_TABLE];
	const unknown = Object.keys(tables).find((name) => !known.includes(name));
	if (unknown !== undefined)
		throw new InvalidRowsError(`There is no table \`${unknown}\`.`);
	for (const table of known) {
		// Writing the others has changed it.
		if (table === SEQUENCE_TABLE)
			sqlite.exec(`DELETE FROM ${SCHEMA}.${SEQUENCE_TABLE}`);
		const rows = Object.hasOwn(tables, table) ? tables[table] : undefined;
		if (rows) await writeTable(sqlite, SCHEMA, table, rows);
	}
	checkState(sqlite);
}

/** Makes sure that the sandbox can continue from the rows. */
function checkState(sqlite: DatabaseSync): void {
	const count = (from: string) =>
		Number(
			sqlite.prepare(`SELECT count(*) AS rows FROM ${SCHEMA}.${from}`).get()
				?.rows,
		);
	if (count("clock") !== 1)
		throw new InvalidRowsError("`tables.clock` must have one row.");
	// It is relative to the clock of another machine.
	sqlite.exec(`UPDATE ${SCHEMA}.clock SET ahead_by = 0, frozen_at = NULL`);
	const isCounter = `name = '${COUNTED_TABLE}' AND typeof(seq) = 'integer'
		AND seq >= (SELECT coalesce(max(sequence), 0) FROM ${SCHEMA}.${COUNTED_TABLE})`;
	const counters = count(SEQUENCE_TABLE);
	if (
		counters > 1 ||
		count(`${SEQUENCE_TABLE} WHERE ${isCounter}`) !== counters
	)
		throw new InvalidRowsError(
			`\`tables.${SEQUENCE_TABLE}\` must have the number of the last event.`,
		);
}
