/** The clock that instances share: one at a time changes it, and the others follow. */
import { isDeepStrictEqual } from "node:util";
import type { AdjustableClock } from "../clock.ts";
import type { Peers, SharedState } from "../db/peers.ts";
import { clearTimeout, setTimeout } from "../timers.ts";
import type { AdvanceProgress } from "./engine.ts";
import type { RunInTransaction, UnitOfWork } from "./unit-of-work.ts";

export interface SharedClock {
	/** The advance that is in progress on another instance. */
	progress(): AdvanceProgress | undefined;
	/**
	 * Runs something while no other instance changes the clock or replaces the data.
	 *
	 * @param work Receives a signal that is aborted when others may do so again.
	 * @throws {UnavailableError} If the database is away.
	 */
	alone<Result>(work: (lost: AbortSignal) => Promise<Result>): Promise<Result>;
	/** Follows the others from now on. */
	start(): void;
	/** Sets the clock to what the others have agreed on. */
	adopt(): void;
	stop(): void;
}

export interface SharedClockParts {
	/** Absent if there are no others. */
	peers: Peers | undefined;
	clock: AdjustableClock;
	transaction: RunInTransaction;
	/** Saves the clock's setting, and that nobody advances it. */
	saveClock: (on: UnitOfWork["on"]) => Promise<void>;
	/** Whether this instance advances it. */
	isAdvancing: () => boolean;
	/** Called when another instance has changed it. */
	onChanged: () => void;
	onFault: (error: Error) => void;
}

/** The lock of whoever changes the clock or replaces the data. */
const LOCK = "clock";
/** Milliseconds between checks whether an instance that advances the clock is still running. */
const WATCH_PAUSE = 500;

export function createSharedClock({
	peers,
	clock,
	transaction,
	saveClock,
	isAdvancing,
	onChanged,
	onFault,
}: SharedClockParts): SharedClock {
	let progress = readProgress(peers?.state().advance ?? null);
	let watching: NodeJS.Timeout | undefined;
	let isStopped = false;

	const alone: SharedClock["alone"] = async (work) => {
		if (!peers) return work(NEVER_LOST);
		const { lost, release } = await peers.lock(LOCK);
		try {
			await peers.sync();
			if (progress) await endAbandoned();
			return await work(lost);
		} finally {
			await release();
		}
	};

	/** Stops the advance of an instance that has ended at the time that it had reached. Needs the lock. */
	const endAbandoned = () =>
		transaction(async (on) => {
			const now = clock.peek();
			clock.follow(clock.setting, undefined);
			clock.set(now);
			await saveClock(on);
		});

	const watch = async () => {
		const lock = await peers?.tryLock(LOCK);
		await lock?.release();
		if (lock) await alone(async () => {}).catch(onFault);
		watching = undefined;
		watchSoon();
	};

	const watchSoon = () => {
		if (!progress || isStopped) return;
		watching ??= setTimeout(() => void watch(), WATCH_PAUSE).unref();
	};

	const follow = (state: SharedState, before: SharedState) => {
		const { clock: setting, advance } = state;
		if (isDeepStrictEqual([setting, advance], [before.clock, before.advance]))
			return;
		progress = isAdvancing() ? undefined : readProgress(advance);
		clock.follow(setting, progress?.now);
		onChanged();
		watchSoon();
	};
	const stopFollowing = peers?.onState(follow);

	return {
		progress: () => progress,
		alone,
		start() {
			clock.follow(clock.setting, progress?.now);
			watchSoon();
		},
		adopt() {
			if (!peers) return;
			const { clock: setting, advance } = peers.state();
			progress = readProgress(advance);
			clock.follow(setting, progress?.now);
			watchSoon();
		},
		stop() {
			isStopped = true;
			stopFollowing?.();
			clearTimeout(watching);
		},
	};
}

const NEVER_LOST = new AbortController().signal;

/** An advance as another instance has saved it. */
function readProgress(advance: string | null): AdvanceProgress | undefined {
	if (advance === null) return undefined;
	const { from, to, now, jobs } = JSON.parse(advance);
	return { from: new Date(from), to: new Date(to), now: new Date(now), jobs };
}
