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
	/** Connections with a transaction that may write. */
	const writers = new Set<DatabaseConnection>();
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
					releaseConnection,
					destroy,
				} = driver;
				return Object.assign(driver, {
					async beginTransaction(
						...[connection, settings]: Parameters<typeof beginTransaction>
					) {
						await beginTransaction.call(driver, connection, settings);
						if (settings.accessMode === "read only") return;
						writers.add(connection);
						try {
							await connection.executeQuery(lock.compile(database));
						} catch (error) {
							// Kysely doesn't: to it, nothing has begun.
							await rollbackTransaction
								.call(driver, connection)
								.catch(() => {});
							throw error;
						}
					},
					async commitTransaction(connection: DatabaseConnection) {
						await commitTransaction.call(driver, connection);
						if (!writers.delete(connection)) return;
						for (const listener of listeners) listener(writers.size === 0);
					},
					async releaseConnection(connection: DatabaseConnection) {
						// However its transaction has ended.
						writers.delete(connection);
						await releaseConnection.call(driver, connection);
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
