/** Brings a data file of an older version up to date when it is opened. */
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import {
	DEFAULT_MIGRATION_TABLE,
	type Migration,
	Migrator,
} from "kysely/migration";
import { addColumns, createTable } from "../columns.ts";
import type { Database } from "../database.ts";
import { VERSIONS } from "../migrations.ts";
import { DataFileError } from "../stored-json.ts";
import { exclusively } from "./connect.ts";
import {
	damagedFile,
	dataFileErrorOf,
	IN_MEMORY,
	SIGNATURE,
} from "./data-file.ts";
import { addFunctions } from "./functions.ts";

const STATEMENTS: Record<string, string[]> = Object.fromEntries(
	Object.entries(VERSIONS).map(([name, version]) => {
		const added = "add" in version ? Object.entries(version.add) : [];
		return [
			name,
			[
				...Object.entries(version.create).map((each) => createTable(...each)),
				...added.flatMap((each) => addColumns(...each)),
				...version.statements,
			],
		];
	}),
);

export const MIGRATIONS: Record<string, Migration> = Object.fromEntries(
	Object.entries(STATEMENTS).map(([name, statements]) => {
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
 * @throws {DataFileError} If a newer version of the sandbox made it, or its tables aren't the sandbox's.
 */
export async function migrate(
	database: Database,
	file = IN_MEMORY,
	seed: (database: Database) => Promise<void> = async () => {},
): Promise<void> {
	await exclusively(database, addFunctions);
	// Kysely runs SQLite migrations outside a transaction, although SQLite could roll them back.
	await run(database, "BEGIN IMMEDIATE");
	try {
		const isNew = (await readSchema(database)).size === 0;
		await refuseNewer(database, file);
		await run(database, SIGNATURE);
		const migrator = new Migrator({
			db: database,
			provider: { getMigrations: async () => MIGRATIONS },
		});
		const { error } = await migrator.migrateToLatest();
		if (error)
			throw (
				dataFileErrorOf(file, error) ??
				(isNew ? error : damagedFile(file, error))
			);
		if (!isNew) await checkSchema(database, file);
		await seed(database);
		await run(database, "COMMIT");
	} catch (error) {
		await run(database, "ROLLBACK");
		throw error;
	}
}

/** Every column, index and trigger, but for what SQLite and Kysely keep for themselves. */
const SCHEMA = `
	SELECT objects.type || ' ' || objects.name || coalesce('.' || columns.name, '') AS part
	FROM sqlite_schema AS objects
	LEFT JOIN pragma_table_info(objects.name) AS columns ON objects.type = 'table'
	WHERE objects.name NOT GLOB 'sqlite_*' AND objects.name NOT GLOB 'kysely_*'`;

async function readSchema(database: Database): Promise<Set<string>> {
	const { rows } = await sql.raw<{ part: string }>(SCHEMA).execute(database);
	return new Set(rows.map(({ part }) => part));
}

/** Compares the schema of a migrated file with that of a new database. Whoever looks at the file may have added an index of their own. */
async function checkSchema(database: Database, file: string): Promise<void> {
	const found = await readSchema(database);
	const fresh = new DatabaseSync(IN_MEMORY);
	addFunctions(fresh);
	for (const statement of Object.values(STATEMENTS).flat())
		fresh.exec(statement);
	const expected = new Set(
		fresh
			.prepare(SCHEMA)
			.all()
			.map(({ part }) => String(part)),
	);
	fresh.close();
	const missing = [...expected].filter((part) => !found.has(part));
	const others = [...found].filter(
		(part) => part.startsWith("table ") && !expected.has(part),
	);
	if (missing.length + others.length > 0)
		throw damagedFile(
			file,
			new Error(
				`Missing: ${missing.join(", ") || "nothing"}. Not the sandbox's: ${others.join(", ") || "nothing"}.`,
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
