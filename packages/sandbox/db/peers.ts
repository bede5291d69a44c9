/** What the instances of a sandbox that share a database have in common, besides its rows. */
import type { ClockSetting } from "../clock.ts";
import type { Connection } from "./database.ts";

/** What all instances agree on. */
export interface SharedState {
	/** Goes up with each change. */
	version: number;
	/** Goes up when all rows are replaced. */
	generation: number;
	clock: ClockSetting;
	/** The advance of the clock that is in progress, in JSON. */
	advance: string | null;
	/** The rules for injected faults, in JSON. */
	faults: string;
}

/** What an instance tells the others. They miss it while they are cut off from the database, and look for themselves then. */
export type Message =
	/** Work was scheduled: jobs, the earliest `at` an ISO 8601 time; or events, perhaps with deliveries. */
	| { kind: "work"; at?: string; hasDeliveries?: boolean }
	/** Attempts to deliver were written down. Each has the IDs of its event and endpoint. */
	| { kind: "attempts"; of: [event_id: string, webhook_id: string][] }
	/** Requests were recorded, with these numbers. */
	| { kind: "requests"; numbers: number[] }
	| { kind: "changed"; what: "faults" | "snapshots" }
	/** The clock is to stop advancing. */
	| { kind: "endAdvance" };

/** A lock that one instance has until it releases it, ends, or loses the database. */
export interface PeerLock {
	/** Aborted when it was lost. */
	lost: AbortSignal;
	release(): Promise<void>;
}

export interface Peers {
	/** This instance's number among those that run: below 100. */
	number(): number;
	/** Resolves when this instance knows what any had changed before the call. Calls that wait share a query. */
	sync(): Promise<void>;
	/** The state that is known. */
	state(): SharedState;
	/**
	 * Calls back when another state is known: also at the beginning of a transaction, before it reads anything. Returns a function that
	 * unsubscribes, as the others do.
	 */
	onState(
		listener: (state: SharedState, before: SharedState) => void,
	): () => void;
	saveAdvance(on: Connection, advance: string | null): Promise<void>;
	saveFaults(on: Connection, faults: string): Promise<void>;
	/** Calls back when any instance has changed the state, which may not be known here yet, and when messages may have been missed. */
	onChange(listener: () => void): () => void;
	tell(message: Message): void;
	/** Calls back with messages of other instances. */
	onMessage(listener: (message: Message) => void): () => void;
	/** Undefined if another instance has the lock, or this one has it already. */
	tryLock(name: string): Promise<PeerLock | undefined>;
	/** Waits for it. */
	lock(name: string): Promise<PeerLock>;
}
