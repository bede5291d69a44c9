/** Resets the sandbox's state, and takes and restores snapshots of it. */
import { randomUUID } from "node:crypto";
import type { Snapshot, SnapshotFile } from "@lomi/control";
import type { RateLimiter } from "../api/rate-limit.ts";
import type { AdjustableClock, Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import { VERSIONS } from "../db/migrations.ts";
import type { Peers } from "../db/peers.ts";
import {
	InvalidRowsError,
	type SnapshotCopy,
	type SnapshotState,
	type Snapshots,
} from "../db/snapshots.ts";
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
	list(): Promise<Snapshot[]>;
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
	/** Instances that are to learn of it. */
	peers: Peers | undefined;
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
	peers,
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
	/** What brings this process's sources of time and randomness back to where they were, by the snapshot's name. */
	const waysBack = new Map<string, { origin: string; goBack: () => void }>();
	let isReplacing = false;

	/** Goes on with other rows. */
	const goOn = async () => {
		onReplaced();
		await running().engine.reload();
	};
	peers?.onState((state, before) => {
		if (state.generation === before.generation || isReplacing) return;
		// An engine that can't read them now will when it is asked for something.
		goOn().catch(() => {});
	});

	/** Replaces the rows and restarts the engine from them. No job runs at the old time with new rows. */
	const replaceRows = async <Result>(write: () => Promise<Result>) => {
		const { scheduler, limiter } = running();
		const result = await scheduler.exclusive(async () => {
			isReplacing = true;
			try {
				const result = await write();
				await peers?.sync();
				const { ahead_by, frozen_at } = await database
					.selectFrom("clock")
					.selectAll()
					.executeTakeFirstOrThrow();
				clock.setting = { ahead_by, frozen_at };
				return result;
			} finally {
				isReplacing = false;
			}
		}, true);
		await requests.clear();
		await limiter?.clear();
		await goOn();
		return result;
	};

	/** Sets the clock to the time of rows from another sandbox, and starts randomness that follows from them. */
	const continueAt = ({ now, isFrozen }: SnapshotState) =>
		database.transaction().execute(async (on) => {
			clock.setting = { ahead_by: 0, frozen_at: isFrozen ? now : null };
			clock.set(new Date(now));
			await on.updateTable("clock").set(clock.setting).execute();
			await restartRandom(
				on,
				sources.filter((source): source is Random => "restart" in source),
			);
		});

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
				await faults.clear();
			}),
		async take(name) {
			const { scheduler, engine } = running();
			return scheduler.exclusive(async () => {
				const origin = randomUUID();
				const copy = await snapshots.take(name, () => ({
					now: engine.clock().now.toISOString(),
					isFrozen: clock.setting.frozen_at !== null,
					faults: JSON.stringify(faults.list()),
					origin,
				}));
				waysBack.set(name, { origin, goBack: markSources(sources) });
				onChanged();
				return toSnapshot(copy);
			});
		},
		async restore(name) {
			const all = await snapshots.list();
			if (!all.some((each) => each.name === name)) return undefined;
			return replaceRows(async () => {
				const copy = await snapshots.restore(name);
				if (!copy) return undefined;
				if (copy.origin === IMPORTED) await continueAt(copy);
				else {
					const way = waysBack.get(name);
					if (way?.origin === copy.origin) way.goBack();
				}
				await faults.restore(JSON.parse(copy.faults));
				return toSnapshot(copy);
			});
		},
		async remove(name) {
			const isRemoved = await snapshots.remove(name);
			waysBack.delete(name);
			if (isRemoved) onChanged();
			return isRemoved;
		},
		list: async () => (await snapshots.list()).map(toSnapshot),
		async export(name) {
			const found = await snapshots.read(name);
			if (!found) return undefined;
			const { copy, tables } = found;
			return {
				format: "lomi-sandbox-snapshot",
				schema: TABLES_VERSION,
				...toSnapshot(copy),
				clock: { frozen: copy.isFrozen },
				faults: JSON.parse(copy.faults),
				tables,
			};
		},
		async import(file) {
			checkVersion(file);
			const { name, tables } = file;
			const number = Object.values(tables).reduce(
				(sum, { rows }) => sum + rows.length,
				0,
			);
			if (number !== file.rows)
				throw damaged(`it has ${number} rows instead of ${file.rows}.`);
			const copy = await snapshots
				.add(name, tables, {
					now: new Date(file.now).toISOString(),
					isFrozen: file.clock.frozen,
					faults: JSON.stringify(file.faults),
					origin: IMPORTED,
				})
				.catch((error) => {
					throw error instanceof InvalidRowsError
						? damaged(error.message)
						: error;
				});
			onChanged();
			return toSnapshot(copy);
		},
	};
}

/** The origin of snapshots from files. */
const IMPORTED = "file";

function toSnapshot({ name, now, rows }: SnapshotCopy): Snapshot {
	return { name, now, rows };
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
