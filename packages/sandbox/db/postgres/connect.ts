/** Kysely on PostgreSQL, with transactions as SQLite has them. */
import { type DatabaseConnection, Kysely, PostgresDialect, sql } from "kysely";
import type { Storage } from "../storage.ts";
import type { Tables } from "../tables.ts";
import { nameOf } from "./errors.ts";
import { createLease } from "./lease.ts";
import { createPool } from "./pool.ts";
import { SCHEMA } from "./schema-name.ts";

/** The lock that every transaction takes: they run one after the other, as on SQLite, whose rules the engine relies on. */
const LOCK = 0x106d1;

/**
 * Connects to a database. Errors that are the server's are {@link DataFileError}s.
 *
 * @param url `postgres://user@host/database`
 */
export function connect(
	url: string,
): Required<Pick<Storage, "database" | "onCommit">> {
	const listeners = new Set<(isLast: boolean) => void>();
	/** Number of transactions that are running. */
	let running = 0;
	const name = nameOf(url);
	const lease = createLease(url, name);
	const dialect = new PostgresDialect({
		pool: createPool(url, name, SCHEMA, lease.hold),
	});
	const lock = sql`SELECT pg_advisory_xact_lock(${sql.lit(LOCK)})`;
	const database = new Kysely<Tables>({
		dialect: {
			createAdapter: () => dialect.createAdapter(),
			createIntrospector: (on) => dialect.createIntrospector(on),
			createQueryCompiler: () => dialect.createQueryCompiler(),
			createDriver() {
				const driver = dialect.createDriver();
				const {
					beginTransaction,
					commitTransaction,
					rollbackTransaction,
					destroy,
				} = driver;
				/** Connections with a transaction that only reads. */
				const readers = new WeakSet<DatabaseConnection>();
				return Object.assign(driver, {
					async beginTransaction(
						...[connection, settings]: Parameters<typeof beginTransaction>
					) {
						await beginTransaction.call(driver, connection, settings);
						if (settings.accessMode === "read only") readers.add(connection);
						else {
							running++;
							await connection.executeQuery(lock.compile(database));
						}
					},
					async commitTransaction(connection: DatabaseConnection) {
						const isWriter = !readers.delete(connection);
						try {
							await commitTransaction.call(driver, connection);
						} finally {
							if (isWriter) running--;
						}
						if (isWriter)
							for (const listener of listeners) listener(running === 0);
					},
					async rollbackTransaction(connection: DatabaseConnection) {
						if (!readers.delete(connection)) running--;
						await rollbackTransaction.call(driver, connection);
					},
					async destroy() {
						await destroy.call(driver);
						await lease.release();
					},
				});
			},
		},
	});
	return {
		database,
		onCommit(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
