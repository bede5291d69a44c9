/** The state that instances share: its table, and what this instance knows of it. */
import { sql } from "kysely";
import type { Peers, SharedState } from "../peers.ts";
import { SCHEMA } from "./schema-name.ts";

/** Takes the lock that every transaction has: they run one after the other, as on SQLite, whose rules the engine relies on. */
const TAKE_LOCK = "pg_advisory_xact_lock(0x106d1)";
export const LOCK = `SELECT ${TAKE_LOCK}`;

/** The channel of messages between instances, which each database has for itself. An empty list says that the state has changed. */
export const CHANNEL = SCHEMA;

/** The tables that instances need, because they share a database. */
export const SHARED_STATEMENTS = [
	`CREATE TABLE shared_state (
		id SMALLINT PRIMARY KEY CHECK (id = 1),
		version BIGINT NOT NULL DEFAULT 1,
		generation BIGINT NOT NULL DEFAULT 0,
		advance TEXT,
		faults TEXT NOT NULL DEFAULT '{"created":0,"rules":[]}'
	)`,
	"INSERT INTO shared_state VALUES (1)",
	`CREATE FUNCTION announce_state() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		NEW.version = OLD.version + 1;
		PERFORM pg_notify('${CHANNEL}', '[]');
		RETURN NEW;
	END $$`,
	"CREATE TRIGGER announce_state BEFORE UPDATE ON shared_state FOR EACH ROW EXECUTE FUNCTION announce_state()",
	`CREATE FUNCTION announce_clock() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		UPDATE shared_state SET id = id;
		RETURN NULL;
	END $$`,
	"CREATE TRIGGER announce_clock AFTER INSERT OR UPDATE ON clock FOR EACH ROW EXECUTE FUNCTION announce_clock()",
	`CREATE VIEW known_state AS SELECT version, generation, ahead_by, frozen_at, advance, faults
		FROM shared_state LEFT JOIN clock ON true`,
	// Each of its statements sees what was committed before it: the state is read when the lock is there.
	`CREATE FUNCTION begin_work() RETURNS SETOF known_state LANGUAGE plpgsql AS $$ BEGIN
		PERFORM ${TAKE_LOCK};
		RETURN QUERY SELECT * FROM known_state;
	END $$`,
];

/** A row of `known_state`. Nothing has a clock before it is seeded. */
export interface StateRow extends Omit<SharedState, "clock"> {
	ahead_by: number | null;
	frozen_at: string | null;
}

export interface Shared
	extends Pick<
		Peers,
		"state" | "sync" | "onState" | "saveAdvance" | "saveFaults"
	> {
	/** Learns of a state that was read. */
	learn(row: StateRow): void;
}

/** @param read Reads the state. */
export function createShared(read: () => Promise<StateRow>): Shared {
	let known: SharedState = {
		version: 0,
		generation: 0,
		clock: { ahead_by: 0, frozen_at: null },
		advance: null,
		faults: "",
	};
	let reading: Promise<void> | undefined;
	let next: Promise<void> | undefined;
	const listeners = new Set<Parameters<Peers["onState"]>[0]>();

	const learn = ({ ahead_by, frozen_at, ...row }: StateRow) => {
		// It may have been read before that one.
		if (row.version <= known.version) return;
		const before = known;
		known = { ...row, clock: { ahead_by: ahead_by ?? 0, frozen_at } };
		for (const listener of listeners) listener(known, before);
	};

	const start = () => {
		const own = read()
			.then(learn)
			.finally(() => {
				if (reading === own) reading = undefined;
			});
		reading = own;
		return own;
	};

	return {
		learn,
		state: () => known,
		sync() {
			if (!reading) return start();
			// The one that runs may have read it before the call.
			next ??= reading
				.catch(() => {})
				.then(() => {
					next = undefined;
					return start();
				});
			return next;
		},
		onState(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async saveAdvance(on, advance) {
			await sql`UPDATE shared_state SET advance = ${advance}`.execute(on);
		},
		async saveFaults(on, faults) {
			await sql`UPDATE shared_state SET faults = ${faults}`.execute(on);
		},
	};
}
