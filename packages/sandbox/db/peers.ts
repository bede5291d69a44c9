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

/** What an instance tells the others. Messages are lost while one is disconnected, so they only save it from polling. */
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

/** A request that was recorded. */
export interface RecordedRequest {
	/** Later ones have greater numbers. */
	number: number;
	/** Characters that it takes. */
	size: number;
	/** All of it, in JSON. */
	text: string;
}

/** A period in which requests are counted. Times are in milliseconds. */
export interface CountedWindow {
	start: number;
	length: number;
	/** Number of requests that are allowed. */
	most: number;
}

/** A lock that one instance has until it releases it, ends, or loses the database. */
export interface PeerLock {
	/** Aborted when it was lost. */
	lost: AbortSignal;
	release(): Promise<void>;
}

export interface Peers {
	/** This instance's number among those that run: below 100. */
	number(): number;
	/** Resolves when all changes that were committed before the call are known. Concurrent calls share a query. */
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
	/** Calls back when an instance has changed the state, before {@link Peers.sync} has read it, and after a reconnect. */
	onChange(listener: () => void): () => void;
	tell(message: Message): void;
	/** Calls back with messages of other instances. */
	onMessage(listener: (message: Message) => void): () => void;
	/** Undefined if another instance has the lock, or this one has it already. */
	tryLock(name: string): Promise<PeerLock | undefined>;
	/** Waits for it. @throws {UnavailableError} If the database is away. */
	lock(name: string): Promise<PeerLock>;
	/** The requests to all instances, the newest first. */
	requests: {
		add(requests: RecordedRequest[]): Promise<void>;
		find(numbers: number[]): Promise<RecordedRequest[]>;
		/** Those with smaller numbers. @param most How many to return at most. */
		before(number: number, most: number): Promise<RecordedRequest[]>;
		/** Deletes the oldest, so that these many are left at most, and of this size together. */
		trim(most: number, size: number): Promise<void>;
		clear(): Promise<void>;
	};
	requestCounts: {
		/** Counts a request in all windows. If one of them is full it isn't counted, and the length of the first such is returned. */
		add(key: string, windows: CountedWindow[]): Promise<number | undefined>;
		clear(): Promise<void>;
	};
}
