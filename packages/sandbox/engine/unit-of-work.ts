/** A unit of work: one database transaction at one point in time. */

import type { Connection } from "../db/database.ts";

export interface UnitOfWork {
	on: Connection;
	/** Its time: ISO 8601 in UTC with milliseconds, as in rows. */
	at: string;
	/** Receives the ID of each event that is emitted, if somebody wants to know. It is rolled back with the transaction. */
	caused?: string[] | undefined;
}

/** Runs something in a transaction. */
export type RunInTransaction = <Result>(
	act: (on: Connection) => Promise<Result>,
) => Promise<Result>;
