/** What each kind of database does in its own way. */
import type { Connection, Database } from "./database.ts";
import type { Peers } from "./peers.ts";
import type { Snapshots } from "./snapshots.ts";

/**
 * A database, with what each kind does in its own way. Everything else is written once, in SQL that all kinds have or have functions for.
 * Transactions run one after the other: a rule that was checked in one still holds when it writes.
 */
export interface Storage {
	database: Database;
	/** Connections to a server, by state. */
	connections?: () => Record<string, number>;
	/** Other instances that use the same data. Absent if there can't be any. */
	peers?: Peers;
	snapshots: Snapshots;
	/**
	 * Brings the tables to the newest version, then runs `seed`: all of it or nothing, even if the process is killed meanwhile.
	 *
	 * @throws {DataFileError} If a newer version of the sandbox made them, or they aren't the sandbox's.
	 */
	migrate(seed: (database: Database) => Promise<void>): Promise<void>;
	/** Runs something that only reads, and sees the same state of all rows throughout. */
	read<Result>(act: (on: Connection) => Promise<Result>): Promise<Result>;
	/**
	 * Calls back after each commit: what it has written wasn't there for others until then. Absent if they wait for transactions.
	 *
	 * @param listener Receives whether no other transaction is running.
	 * @returns A function that unsubscribes.
	 */
	onCommit?: (listener: (isLast: boolean) => void) => () => void;
	/** The error to say if rows can't be read as they should be. @param cause What was met. */
	damaged(cause: unknown): Error;
	/** What to say if the data are damaged, which any internal error may come from; undefined if they aren't, as far as can be told. */
	findDamage(): Promise<string | undefined>;
}
