/** All that the sandbox remembers, as a whole: begun again, kept, and put back. */
import type { Snapshot } from "../../../generated/control.ts";
import type { AdjustableClock, Clock } from "../clock.ts";
import { createSnapshots } from "../db/snapshots.ts";
import type { Database } from "../db/sqlite.ts";
import type { Engine } from "../engine/engine.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import type { Random } from "../random.ts";
import type { Faults } from "./faults/faults.ts";
import type { RequestLog } from "./request-log.ts";

export type ResetTarget = "seed" | "empty";

export interface SnapshotStore {
	/** Begins again, as a new sandbox does. */
	reset(to: ResetTarget): Promise<void>;
	take(name: string): Promise<Snapshot>;
	/** Undefined where there is none of this name. */
	restore(name: string): Promise<Snapshot | undefined>;
	/** False where there is none of this name. */
	remove(name: string): Promise<boolean>;
	/** Oldest first. */
	list(): Snapshot[];
}

export interface SnapshotStoreParts {
	database: Database;
	/** The engine that runs now: another description replaces it. */
	running: () => {
		engine: Pick<Engine, "clock" | "reload">;
		scheduler: Pick<Scheduler, "exclusive">;
	};
	clock: AdjustableClock;
	faults: Faults;
	requests: RequestLog;
	/** What clock and chance come from. */
	sources: Source[];
	/** Goes back to where those were when the sandbox began. */
	rewind: () => void;
	/** Fills a database that is empty. */
	seed: (database: Database, to: ResetTarget) => Promise<void>;
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
}: SnapshotStoreParts): SnapshotStore {
	const snapshots = createSnapshots(database);
	const taken = new Map<string, { shown: Snapshot; back: () => void }>();

	/** Puts other rows in, and has everything go on from them. Nothing is done by the old time with the new rows. */
	const replaceRows = async (write: () => Promise<void>) => {
		const { scheduler, engine } = running();
		await scheduler.exclusive(async () => {
			await write();
			const { ahead_by, frozen_at } = await database
				.selectFrom("clock")
				.selectAll()
				.executeTakeFirstOrThrow();
			clock.setting = { ahead_by, frozen_at };
		});
		requests.clear();
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
				const shown = { name, now, rows };
				const goBack = markSources(sources);
				const allow = faults.mark();
				taken.delete(name);
				taken.set(name, {
					shown,
					back() {
						goBack();
						allow();
					},
				});
				return shown;
			});
		},
		async restore(name) {
			const found = taken.get(name);
			if (!found) return undefined;
			await replaceRows(async () => {
				await snapshots.restore(name);
				found.back();
			});
			return found.shown;
		},
		async remove(name) {
			if (!taken.delete(name)) return false;
			await snapshots.remove(name);
			return true;
		},
		list: () => [...taken.values()].map(({ shown }) => shown),
	};
}

/** Where the clock of a new sandbox is. */
const INITIAL_CLOCK = { ahead_by: 0, frozen_at: null };

/** Marks where clock and chance are, and gives what goes back there. */
export function markSources(sources: Source[]): () => void {
	const backs = sources.map((source) => source.mark?.());
	return () => {
		for (const back of backs) back?.();
	};
}
