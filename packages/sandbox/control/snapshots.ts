/** Resets the sandbox's state, and takes and restores snapshots of it. */
import type { Fault, Snapshot, SnapshotFile } from "@lomi/control";
import type { RateLimiter } from "../api/rate-limit.ts";
import type { AdjustableClock, Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import { VERSIONS } from "../db/migrations.ts";
import { InvalidRowsError, type Snapshots } from "../db/snapshots.ts";
import type { Engine } from "../engine/engine.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import type { Random } from "../random.ts";
import { restartRandom } from "../reopen.ts";
import type { ControlSchemas, Received } from "../schema-types.ts";
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
	/** A snapshot as a file. Returns undefined if there is no such snapshot. */
	export(name: string): Promise<SnapshotFile | undefined>;
	/**
	 * Adds a snapshot from a file.
	 *
	 * @throws {InvalidSnapshotError} If it isn't one of this version, or was damaged. Nothing is changed, then.
	 */
	import(file: Received<SnapshotFile>): Promise<Snapshot>;
}

/** Why a file can't be imported, and what to do. */
export class InvalidSnapshotError extends Error {
	override name = "InvalidSnapshotError";
}

export interface SnapshotStoreParts {
	database: Database;
	snapshots: Snapshots;
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
	/** Called when a snapshot was added or removed. */
	onChanged: () => void;
	/** Called when all rows were replaced, before anything is made of them. */
	onReplaced: () => void;
}

type Source = Clock | Random;

export function createSnapshotStore({
	database,
	snapshots,
	running,
	clock,
	faults,
	requests,
	sources,
	rewind,
	seed,
	onChanged,
	onReplaced,
}: SnapshotStoreParts): SnapshotStore {
	const taken = new Map<string, TakenSnapshot>();
	const keep = (snapshot: Snapshot, kept: Omit<TakenSnapshot, "snapshot">) => {
		taken.delete(snapshot.name);
		taken.set(snapshot.name, { snapshot, ...kept });
		onChanged();
		return snapshot;
	};

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

	/** Sets the clock to the time of rows from another sandbox, and starts randomness that follows from them. */
	const continueAt = async (now: Date, isFrozen: boolean) => {
		clock.setting = {
			ahead_by: 0,
			frozen_at: isFrozen ? now.toISOString() : null,
		};
		clock.set(now);
		await database.updateTable("clock").set(clock.setting).execute();
		await restartRandom(
			database,
			sources.filter((source): source is Random => "restart" in source),
		);
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
				return keep(
					{ name, now, rows },
					{
						isFrozen: clock.setting.frozen_at !== null,
						faults: faults.copy(),
						goBack: markSources(sources),
					},
				);
			});
		},
		async restore(name) {
			const found = taken.get(name);
			if (!found) return undefined;
			await replaceRows(async () => {
				await snapshots.restore(name);
				await found.goBack();
				faults.restore(found.faults);
			});
			return found.snapshot;
		},
		async remove(name) {
			if (!taken.delete(name)) return false;
			await snapshots.remove(name);
			onChanged();
			return true;
		},
		list: () => [...taken.values()].map(({ snapshot }) => snapshot),
		async export(name) {
			const found = taken.get(name);
			if (!found) return undefined;
			const tables = await snapshots.read(name);
			return {
				format: "lomi-sandbox-snapshot",
				schema: TABLES_VERSION,
				...found.snapshot,
				clock: { frozen: found.isFrozen },
				faults: found.faults,
				tables,
			};
		},
		async import(file) {
			checkVersion(file);
			const { name, tables } = file;
			const now = new Date(file.now);
			const number = Object.values(tables).reduce(
				(sum, { rows }) => sum + rows.length,
				0,
			);
			if (number !== file.rows)
				throw damaged(`it has ${number} rows instead of ${file.rows}.`);
			const rows = await snapshots.add(name, tables).catch((error) => {
				throw error instanceof InvalidRowsError
					? damaged(error.message)
					: error;
			});
			const isFrozen = file.clock.frozen;
			return keep(
				{ name, now: now.toISOString(), rows },
				{
					isFrozen,
					faults: file.faults,
					goBack: () => continueAt(now, isFrozen),
				},
			);
		},
	};
}

interface TakenSnapshot {
	snapshot: Snapshot;
	/** Whether the clock stands still in it. */
	isFrozen: boolean;
	faults: Fault[];
	/** Brings time and randomness back to where they were. */
	goBack(): void | Promise<void>;
}

/** The version of the tables. */
const TABLES_VERSION = Object.keys(VERSIONS).toSorted().at(-1) ?? "";

function checkVersion({ schema }: SnapshotFile): void {
	if (schema === TABLES_VERSION) return;
	throw new InvalidSnapshotError(
		`The snapshot has tables of version ${schema}, and this sandbox has those of ${TABLES_VERSION}. Import it in the version that exported it.`,
	);
}

function damaged(what: string): InvalidSnapshotError {
	return new InvalidSnapshotError(
		`The file is damaged: ${what} Export the snapshot again.`,
	);
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
