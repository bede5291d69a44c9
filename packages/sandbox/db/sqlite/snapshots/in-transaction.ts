import type { DatabaseSync } from "node:sqlite";

/** Runs something in a transaction, which an error rolls back. */
export async function inTransaction<Result>(
	sqlite: DatabaseSync,
	work: () => Result | Promise<Result>,
): Promise<Result> {
	sqlite.exec("BEGIN IMMEDIATE");
	try {
		const result = await work();
		sqlite.exec("COMMIT");
		return result;
	} catch (error) {
		sqlite.exec("ROLLBACK");
		throw error;
	}
}
