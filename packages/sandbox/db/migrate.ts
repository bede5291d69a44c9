/** Brings a data file of an older version up to date when it is opened. */
import { FORMATS } from "@lomi/spec/formats";
import { sql } from "kysely";
import {
	DEFAULT_MIGRATION_TABLE,
	type Migration,
	Migrator,
} from "kysely/migration";
import { addColumns, createTable } from "./columns.ts";
import { DataFileError, IN_MEMORY, SIGNATURE } from "./data-file.ts";
import { VERSIONS } from "./migrations.ts";
import { type Database, exclusively } from "./sqlite.ts";

export const MIGRATIONS: Record<string, Migration> = Object.fromEntries(
	Object.entries(VERSIONS).map(([name, version]) => {
		const added = "add" in version ? Object.entries(version.add) : [];
		const statements = [
			...Object.entries(version.create).map((each) => createTable(...each)),
			...added.flatMap((each) => addColumns(...each)),
			...version.statements,
		];
		const up: Migration["up"] = async (database) => {
			for (const each of statements) await sql.raw(each).execute(database);
		};
		return [name, { up }];
	}),
);

/**
 * Brings a database to the newest version, then runs `seed`: all of it or nothing, even if the process is killed meanwhile.
 *
 * @param file The database's name in errors.
 * @throws {DataFileError} If a newer version of the sandbox made it.
 */
export async function migrate(
	database: Database,
	file = IN_MEMORY,
	seed: (database: Database) => Promise<void> = async () => {},
): Promise<void> {
	await addFunctions(database);
	// Kysely runs SQLite migrations outside a transaction, although SQLite could roll them back.
	await run(database, "BEGIN IMMEDIATE");
	try {
		await refuseNewer(database, file);
		await run(database, SIGNATURE);
		const migrator = new Migrator({
			db: database,
			provider: { getMigrations: async () => MIGRATIONS },
		});
		const { error } = await migrator.migrateToLatest();
		if (error) throw error;
		await seed(database);
		await run(database, "COMMIT");
	} catch (error) {
		await run(database, "ROLLBACK");
		throw error;
	}
}

/** Adds the SQL functions that migrations use: `is_email`, null for null. */
function addFunctions(database: Database): Promise<void> {
	return exclusively(database, (sqlite) =>
		sqlite.function("is_email", { deterministic: true }, (text) =>
			text === null ? null : Number(FORMATS.email.test(String(text))),
		),
	);
}

function run(database: Database, statement: string): Promise<unknown> {
	return sql.raw(statement).execute(database);
}

async function refuseNewer(database: Database, file: string): Promise<void> {
	const { rows: tables } = await sql`
		SELECT 1 FROM sqlite_schema WHERE name = ${DEFAULT_MIGRATION_TABLE}`.execute(
		database,
	);
	if (tables.length === 0) return;
	const { rows } = await sql<{ name: string }>`
		SELECT name FROM ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(database);
	if (rows.some(({ name }) => !(name in MIGRATIONS)))
		throw new DataFileError(
			`${file} was made by a newer version of the sandbox. Use that version, or choose another file.`,
		);
}
