/** Kysely on PostgreSQL, with transactions as SQLite has them. */
import {
	CompiledQuery,
	type DatabaseConnection,
	Kysely,
	PostgresDialect,
	sql,
} from "kysely";
import type { Database } from "../database.ts";
import type { Storage } from "../storage.ts";
import type { Tables } from "../tables.ts";
import { nameOf } from "./errors.ts";
import { createPool } from "./pool.ts";
import { createShared, type Shared, type StateRow } from "./shared.ts";

const BEGIN_WORK = CompiledQuery.raw("BEGIN; SELECT * FROM begin_work()");

/**
 * Connects to a database. Errors that are the server's are {@link DataFileError}s.
 *
 * @param url `postgres://user@host/database`
 * @param beforeEnd Called when it is closed.
 */
export function connect(
	url: string,
	beforeEnd: () => Promise<void>,
): Required<Pick<Storage, "onCommit" | "connections">> & {
	/** Cuts all connections: what waits for them fails. */
	cut: () => void;
	database: Database;
	shared: Shared;
} {
	const listeners = new Set<(isLast: boolean) => void>();
	/** Connections with a transaction that may write. */
	const writers = new Set<DatabaseConnection>();
	const pool = createPool(url, nameOf(url));
	const dialect = new PostgresDialect({ pool });
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
						if (settings.accessMode === "read only")
							return beginTransaction.call(driver, connection, settings);
						writers.add(connection);
						try {
							const { rows } = await connection.executeQuery(BEGIN_WORK);
							shared.learn(rows[0] as StateRow);
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
						await beforeEnd();
						await destroy.call(driver);
					},
				});
			},
		},
	});
	const shared = createShared(async () => {
		const { rows } = await sql<StateRow>`SELECT * FROM known_state`.execute(
			database,
		);
		return rows[0] as StateRow;
	});
	return {
		database,
		shared,
		connections: pool.connections,
		cut: pool.cut,
		onCommit(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
