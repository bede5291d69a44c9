/** Resets the sandbox's state, and takes and restores snapshots of it. */
import type { Snapshot } from "../../../generated/control.ts";
import type { RateLimiter } from "../api/rate-limit.ts";
import type { AdjustableClock, Clock } from "../clock.ts";
import { createSnapshots } from "../db/snapshots.ts";
import type { Database } from "../db/sqlite.ts";
import type { Engine } from "../engine/engine.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import type { Random } from "../random.ts";
import type { ControlSchemas } from "../schema-types.ts";
import type { Faults } from "./faults/faults.ts";
import type { RequestLog } from "./requests/request-log.ts";

export type ResetTarget = ControlSchemas["DataState"];

export interface SnapshotStore {
	/** Returns to the state of a new sandbox. */
	reset(to: ResetTarget): Promise<void>;
	take(name: string): Promise<Snapshot>;
	/** Returns undefined if there is no such snapshot. */
	restore(name: string): Promise<Snapshot | undefined>;
	/** Returns false if there is no such snapshot. */
	remove(name: string): Promise<boolean>;
	/** Oldest first. */
	list(): Snapshot[];
}

export interface SnapshotStoreParts {
	database: Database;
	/** The current engine, which loading another description replaces. */
	running: () => {
		engine: Pick<Engine, "clock" | "reload">;
		scheduler: Pick<Scheduler, "exclusive">;
		limiter: Pick<RateLimiter, "clear"> | undefined;
	};
	clock: AdjustableClock;
	faults: Faults;
	requests: RequestLog;
	/** Sources of time and randomness. */
	sources: Source[];
	/** Rewinds them to where the sandbox started. */
	rewind: () => void;
	/** Seeds an empty database. */
	seed: (database: Database, to: ResetTarget) => Promise<void>;
	/** Called when all rows were replaced, before anything is made of them. */
	onReplaced: () => void;
}

type Source = Clock | Random;

export function createSnapshotStore({
	database,
	running,
	clock,
	faults,
	requests,
	sources,
	rewind,
	seed,
	onReplaced,
}: SnapshotStoreParts): SnapshotStore {
	const snapshots = createSnapshots(database);
	const taken = new Map<string, { snapshot: Snapshot; restore: () => void }>();

	/** Replaces the rows and restarts the engine from them. No job runs at the old time with new rows. */
	const replaceRows = async (write: () => Promise<void>) => {
		const { scheduler, engine, limiter } = running();
		await scheduler.exclusive(async () => {
			await write();
			const { ahead_by, frozen_at } = await database
				.selectFrom("clock")
				.selectAll()
				.executeTakeFirstOrThrow();
			clock.setting = { ahead_by, frozen_at };
		}, true);
		requests.clear();
		limiter?.clear();
		onReplaced();
		await engine.reload();
	};

	return {
		reset: (to) =>
			replaceRows(async () => {
				await snapshots.refill(async (own) => {
					rewind();
					const { ahead_by, frozen_at } = INITIAL_CLOCK;
					await own
						.insertInto("clock")
						.values({ id: 1, ahead_by, frozen_at })
						.execute();
					await seed(own, to);
				});
				faults.clear();
			}),
		async take(name) {
			const { scheduler, engine } = running();
			return scheduler.exclusive(async () => {
				const rows = await snapshots.take(name);
				const now = engine.clock().now.toISOString();
				const snapshot = { name, now, rows };
				const goBack = markSources(sources);
				const allow = faults.mark();
				taken.delete(name);
				taken.set(name, {
					snapshot,
					restore() {
						goBack();
						allow();
					},
				});
				return snapshot;
			});
		},
		async restore(name) {
			const found = taken.get(name);
			if (!found) return undefined;
			await replaceRows(async () => {
				await snapshots.restore(name);
				found.restore();
			});
			return found.snapshot;
		},
		async remove(name) {
			if (!taken.delete(name)) return false;
			await snapshots.remove(name);
			return true;
		},
		list: () => [...taken.values()].map(({ snapshot }) => snapshot),
	};
}

/** Clock setting of a new sandbox. */
const INITIAL_CLOCK = { ahead_by: 0, frozen_at: null };

/** Marks the positions of clock and randomness, and returns a function that rewinds to them. */
export function markSources(sources: Source[]): () => void {
	const backs = sources.map((source) => source.mark?.());
	return () => {
		for (const back of backs) back?.();
	};
}
