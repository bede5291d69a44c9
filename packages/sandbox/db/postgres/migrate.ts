/** Brings a database up to date when it is opened. */
import { sql } from "kysely";
import {
	DEFAULT_MIGRATION_TABLE,
	type Migration,
	Migrator,
} from "kysely/migration";
import type { Database } from "../database.ts";
import { DataFileError } from "../stored-json.ts";
import { REQUEST_STATEMENTS } from "./requests.ts";
import { versionStatements } from "./schema.ts";
import { SCHEMA } from "./schema-name.ts";
import { LOCK, SHARED_STATEMENTS } from "./shared.ts";
import { analyze, dropSnapshots, SNAPSHOT_STATEMENTS } from "./snapshots.ts";

/** What only PostgreSQL has, each named after the version of the tables that it came with. */
const OWN_STATEMENTS: Record<string, string[]> = {
	"07 shared": [
		...SHARED_STATEMENTS,
		...REQUEST_STATEMENTS,
		...SNAPSHOT_STATEMENTS,
	],
};

const MIGRATIONS: Record<string, Migration> = Object.fromEntries(
	Object.entries({ ...versionStatements(), ...OWN_STATEMENTS }).map(
		([name, statements]) => {
			const up: Migration["up"] = async (database) => {
				for (const each of statements) await sql.raw(each).execute(database);
			};
			return [name, { up }];
		},
	),
);

/**
 * Brings a database to the newest version, then runs `seed`: all of it or nothing.
 *
 * @param name The database's name in errors.
 * @throws {DataFileError} If a newer version of the sandbox made it.
 */
export function migrate(
	database: Database,
	name: string,
	seed: (database: Database) => Promise<void>,
): Promise<void> {
	return database.connection().execute(async (own) => {
		const run = (statement: string) => sql.raw(statement).execute(own);
		await refuseEncoding(own, name);
		await run("BEGIN");
		try {
			// Another instance may be doing the same.
			await run(LOCK);
			await run(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
			await refuseNewer(own, name);
			const { error, results = [] } = await new Migrator({
				db: own,
				provider: { getMigrations: async () => MIGRATIONS },
				disableTransactions: true,
			}).migrateToLatest();
			if (error) throw error;
			if (results.length > 0) await dropSnapshots(own);
			await seed(own);
			await analyze(own);
			await run("COMMIT");
		} catch (error) {
			// The connection may be gone.
			await run("ROLLBACK").catch(() => {});
			throw error;
		}
	});
}

async function refuseEncoding(database: Database, name: string): Promise<void> {
	const { rows } = await sql<{ server_encoding: string }>`
		SHOW server_encoding`.execute(database);
	if (rows[0]?.server_encoding !== "UTF8")
		throw new DataFileError(
			`${name} uses the encoding ${rows[0]?.server_encoding}. Create the database with \`ENCODING 'UTF8' TEMPLATE template0\`, or choose another one.`,
		);
}

async function refuseNewer(database: Database, name: string): Promise<void> {
	const { rows: tables } = await sql`
		SELECT 1 FROM pg_tables WHERE schemaname = ${SCHEMA} AND tablename = ${DEFAULT_MIGRATION_TABLE}`.execute(
		database,
	);
	if (tables.length === 0) return;
	const { rows } = await sql<{ name: string }>`
		SELECT name FROM ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(database);
	if (rows.some((row) => !(row.name in MIGRATIONS)))
		throw new DataFileError(
			`${name} was made by a newer version of the sandbox. Use that version, or choose another database.`,
		);
}
