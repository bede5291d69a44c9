/**
 * Runs scheduled work: on a timer, before a merchant's requests, and when the clock is advanced. It runs in short slices, between which
 * requests are answered; a job that fails is put aside, and everything else goes on.
 */
import { CompiledQuery } from "kysely";
import type { AdjustableClock } from "../clock.ts";
import type { Database } from "../db/sqlite.ts";
import { createKeyedMutex } from "../keyed-mutex.ts";
import {
	clearTimeout,
	elapsed,
	nextTurn,
	setImmediate,
	setTimeout,
} from "../timers.ts";
import type { Dispatcher } from "../webhooks/dispatcher.ts";
import { BATCH, type DueJobs, type Job } from "./due-jobs.ts";
import { ActionError, type AdvanceProgress } from "./engine.ts";
import type { RunInTransaction, UnitOfWork } from "./unit-of-work.ts";

export interface Scheduler {
	/** Starts the timer. Overdue work that takes longer than {@link LONGEST_CATCH_UP} goes on in the background. */
	start(): Promise<void>;
	/** Schedules a wake-up at an ISO 8601 time, when a job will be due. */
	wakeAt(at: string): void;
	/** Delivers new events soon. @param hasDeliveries Whether an endpoint subscribes to them. */
	deliverSoon(hasDeliveries?: boolean): void;
	/** Schedules a wake-up at an ISO 8601 time, when a delivery will be due. */
	wakeForDelivery(at: string): void;
	/** Whether nothing is due until an ISO 8601 time. */
	isQuietUntil(at: string): Promise<boolean>;
	/** Whether a job may be overdue. */
	isBehind(): boolean;
	/**
	 * Runs overdue jobs, each at its own time; undefined if there are none. Deliveries follow in the background.
	 *
	 * @param merchant_id Only this merchant's. Default: everybody's, for at most {@link LONGEST_CATCH_UP}.
	 */
	catchUp(merchant_id?: string): Promise<void> | undefined;
	/**
	 * Advances the clock, running everything that falls due on the way, deliveries included. Requests are answered meanwhile.
	 *
	 * @param signal Ends it early; what is done is done.
	 * @throws {ActionError} `conflict` if it ends early.
	 */
	advance(to: Date, signal: AbortSignal): Promise<void>;
	/** Runs a failed job again, now. @throws {ActionError} `unknown` if there is no such job, `conflict` if it fails again. */
	retry(kind: string, resource_id: string): Promise<void>;
	/** How far an advance has come; undefined if there is none. */
	progress(): AdvanceProgress | undefined;
	/** Makes all due deliveries. */
	deliverDue(): Promise<void>;
	/**
	 * Runs something that changes the clock or replaces the data, one at a time.
	 *
	 * @param endsAdvance Ends an advance instead of waiting for it.
	 */
	exclusive<Result>(
		work: () => Promise<Result>,
		endsAdvance?: boolean,
	): Promise<Result>;
	/** Starts nothing any more, and ends an advance. */
	stop(): void;
	/** Resolves once the current work is done. */
	close(): Promise<void>;
}

/** The longest delay of a timer. */
const LONGEST_WAIT = 2 ** 31 - 1;
/** A clock that doesn't follow the machine's time can leave an overdue job not yet due. This avoids a busy loop. */
const SHORTEST_WAIT = 50;
/** Milliseconds that jobs run before requests have their turn. */
const SLICE = 20;
/** Milliseconds that a request waits for everybody's overdue work, at most. */
const LONGEST_CATCH_UP = 100;
/** Milliseconds until the next attempt if no job can run, as with a full disk. Doubles up to a minute. */
const PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

interface SchedulerParts {
	database: Database;
	transaction: RunInTransaction;
	clock: AdjustableClock;
	dueJobs: DueJobs;
	dispatcher: Dispatcher;
	/** Notifies listeners of newly committed events. */
	publish: () => Promise<void>;
	/** Saves the clock's setting. */
	saveClock: (on: UnitOfWork["on"]) => Promise<void>;
	/** False for neither timer nor deliveries in the background. */
	runsByItself: boolean;
	onFault: (trace: string) => void;
}

export function createScheduler({
	database,
	transaction,
	clock,
	dueJobs,
	dispatcher,
	publish,
	saveClock,
	runsByItself,
	onFault,
}: SchedulerParts): Scheduler {
	const mutex = createKeyedMutex();
	/** When the next job and the next delivery are due. */
	let nextJob: string | undefined;
	let nextDelivery: string | undefined;
	/** What the current slice has made. */
	const made: {
		/** Due time of the earliest job. */
		job: string | undefined;
		/** Whether an event has deliveries. */
		hasDeliveries: boolean;
	} = { job: undefined, hasDeliveries: false };
	let timer: NodeJS.Timeout | undefined;
	let isDeliveryQueued = false;
	let background: Promise<void> | undefined;
	let pause = PAUSE;
	let running: { progress: AdvanceProgress; end: AbortController } | undefined;
	const stopping = new AbortController();

	const reportError = (error: Error) => {
		if (!stopping.signal.aborted) onFault(error.stack ?? String(error));
	};
	const now = () => clock.peek().toISOString();
	const isBehind = () => nextJob !== undefined && nextJob <= now();

	const setTimer = (least = SHORTEST_WAIT) => {
		clearTimeout(timer);
		const next = earlier(nextJob, nextDelivery);
		if (next === undefined || stopping.signal.aborted || !runsByItself) return;
		const left = Date.parse(next) - clock.peek().getTime();
		if (left > 0 && clock.setting.frozen_at !== null) return;
		const wait = Math.min(Math.max(left, least), LONGEST_WAIT);
		timer = setTimeout(() => void catchUpInBackground(), wait);
		timer.unref();
	};

	const reschedule = async () => {
		nextJob = await dueJobs.next(database);
		nextDelivery = await dispatcher.next();
		setTimer();
	};

	/** Runs a slice in a transaction, and not while the data is being replaced: its jobs would be those of another time. */
	const inTurn: RunInTransaction = (act) =>
		mutex("slice", () => transaction(act));

	/** Runs a job, and undoes everything if it fails. Returns the error. */
	const runJob = async (
		on: UnitOfWork["on"],
		job: Job,
	): Promise<Error | undefined> => {
		const work = { on, at: job.due_at };
		await on.executeQuery(SAVE);
		try {
			await dueJobs.run(work, job);
			if (job.attempts > 0) await dueJobs.succeed(work, job);
			return undefined;
		} catch (error) {
			await on.executeQuery(UNDO);
			const fault = error instanceof Error ? error : new Error(String(error));
			await dueJobs.fail(work, job, fault);
			onFault(
				`The ${job.kind.replace("_", " ")} of ${job.resource_id}, due at ${job.due_since}, was put aside: ${fault.stack}`,
			);
			return fault;
		} finally {
			await on.executeQuery(RELEASE);
		}
	};

	/**
	 * Runs due jobs in one transaction for a few milliseconds.
	 *
	 * @param end Returns the time until which jobs are due, when its turn comes.
	 * @param movesClock Moves the clock to the time of each job, and stops after one with deliveries.
	 * @returns The number of jobs, and whether there may be more.
	 */
	const runSlice = (
		end: () => string,
		merchant_id?: string,
		movesClock = false,
	): Promise<{ jobs: number; isOver: boolean }> =>
		inTurn(async (on) => {
			const start = elapsed();
			const until = end();
			let jobs = 0;
			let isOver = false;
			made.hasDeliveries = false;
			const isEnough = () =>
				elapsed() - start > SLICE || (movesClock && made.hasDeliveries);
			while (!isOver && !isEnough()) {
				const found = await dueJobs.find(on, until, merchant_id);
				isOver = found.length === 0;
				made.job = undefined;
				for (const job of found) {
					// A job of the same batch may have scheduled an earlier one.
					if ((made.job ?? NEVER) <= job.due_at) break;
					if (movesClock && job.due_at > now()) clock.set(new Date(job.due_at));
					await runJob(on, job);
					jobs++;
					if (isEnough()) break;
				}
				if (found.length < BATCH && made.job === undefined && !isEnough())
					isOver = true;
			}
			if (movesClock) await saveClock(on);
			return { jobs, isOver };
		});

	/** Runs overdue jobs, slice by slice. */
	const runOverdue = async (merchant_id?: string, most = Infinity) => {
		const start = elapsed();
		try {
			for (;;) {
				if (stopping.signal.aborted) return;
				const { jobs, isOver } = await runSlice(now, merchant_id);
				if (jobs > 0) deliverSoon();
				if (isOver || elapsed() - start > most) break;
				await nextTurn();
			}
			pause = PAUSE;
			if (merchant_id === undefined) nextJob = await dueJobs.next(database);
			setTimer();
		} catch (error) {
			reportError(error as Error);
			setTimer(pause);
			pause = Math.min(2 * pause, LONGEST_PAUSE);
		}
	};

	const catchUpInBackground = () => {
		background ??= runOverdue().finally(() => {
			background = undefined;
			deliverSoon();
		});
		return background;
	};

	const deliverSoon = () => {
		if (!runsByItself) {
			nextDelivery = "";
			return;
		}
		if (isDeliveryQueued || stopping.signal.aborted) return;
		isDeliveryQueued = true;
		setImmediate(async () => {
			isDeliveryQueued = false;
			if (stopping.signal.aborted) return;
			nextDelivery = undefined;
			try {
				await publish();
				await dispatcher.pump();
			} catch (error) {
				reportError(error as Error);
			}
		});
	};

	/** Moves the clock from one due time to the next. */
	const moveClock = async (
		end: string,
		progress: AdvanceProgress,
		signal: AbortSignal,
	) => {
		/** Endpoints that don't respond: the advance waits for each once. */
		const unresponsive = new Set<string>();
		for (;;) {
			signal.throwIfAborted();
			await publish();
			nextDelivery = await dispatcher.next(unresponsive);
			if (nextDelivery !== undefined && nextDelivery <= now()) {
				await dispatcher.drain(signal, unresponsive);
				continue;
			}
			nextJob = await dueJobs.next(database);
			const at = earlier(nextJob, nextDelivery);
			if (at === undefined || at > end) return;
			if (nextJob === at) {
				// Deliveries have their turn before later jobs.
				const until = earlier(end, nextDelivery) as string;
				const { jobs } = await runSlice(() => until, undefined, true);
				progress.jobs += jobs;
			} else clock.set(new Date(at));
			progress.now = clock.peek();
			await nextTurn();
		}
	};

	const exclusive: Scheduler["exclusive"] = async (work, endsAdvance) => {
		try {
			return await alone(() => mutex("slice", work), endsAdvance);
		} finally {
			if (!stopping.signal.aborted) await reschedule();
		}
	};

	const alone: Scheduler["exclusive"] = (work, endsAdvance = false) => {
		if (endsAdvance) running?.end.abort();
		return mutex("", work);
	};

	const advance = (to: Date, signal: AbortSignal) =>
		alone(async () => {
			const end = new AbortController();
			const progress = { from: clock.peek(), to, now: clock.peek(), jobs: 0 };
			running = { progress, end };
			const release = clock.hold();
			const any = AbortSignal.any([signal, end.signal, stopping.signal]);
			try {
				await moveClock(to.toISOString(), progress, any);
				if (to > clock.peek()) clock.set(to);
			} catch (error) {
				if (!any.aborted) throw error;
				throw new ActionError(
					"conflict",
					`The clock was stopped at ${now()}, before it reached ${to.toISOString()}. Advance it again to go on.`,
				);
			} finally {
				release();
				running = undefined;
				await saveClock(database);
				setTimer();
			}
		});

	return {
		async start() {
			await reschedule();
			if (isBehind()) await runOverdue(undefined, LONGEST_CATCH_UP);
		},
		wakeAt(at) {
			made.job = earlier(made.job, at);
			nextJob = earlier(nextJob, at);
			if (nextJob === at) setTimer();
		},
		deliverSoon(isForEndpoints = true) {
			made.hasDeliveries ||= isForEndpoints;
			deliverSoon();
		},
		wakeForDelivery(at) {
			nextDelivery = earlier(nextDelivery, at);
			if (nextDelivery === at) setTimer();
		},
		async isQuietUntil(at) {
			if ((nextDelivery ?? NEVER) <= at) return false;
			// What was scheduled may be over, as the end of a session that was paid.
			if ((nextJob ?? NEVER) <= at) nextJob = await dueJobs.next(database);
			return (nextJob ?? NEVER) > at;
		},
		isBehind,
		catchUp(merchant_id) {
			if (nextDelivery !== undefined && nextDelivery <= now()) deliverSoon();
			if (!isBehind() || stopping.signal.aborted) return undefined;
			return merchant_id === undefined
				? runOverdue(undefined, LONGEST_CATCH_UP)
				: runOverdue(merchant_id).then(() => void catchUpInBackground());
		},
		advance,
		async retry(kind, resource_id) {
			const fault = await transaction(async (on) => {
				const failed = await dueJobs.findFailed(on, kind, resource_id);
				if (!failed)
					throw new ActionError(
						"unknown",
						`No ${kind} of \`${resource_id}\` has failed.`,
					);
				return runJob(on, { ...failed, due_at: now() });
			});
			await reschedule();
			if (fault)
				throw new ActionError("conflict", `It failed again: ${fault.message}`);
		},
		progress: () => running?.progress,
		async deliverDue() {
			if (!runsByItself && nextDelivery !== "") return;
			await publish();
			await dispatcher.drain(stopping.signal);
			if (!runsByItself) nextDelivery = await dispatcher.next();
		},
		exclusive,
		stop() {
			stopping.abort();
			clearTimeout(timer);
		},
		async close() {
			await mutex("", async () => {});
			await background;
		},
	};
}

/** Sorts after all times. */
const NEVER = "~";

const SAVE = CompiledQuery.raw("SAVEPOINT job");
const UNDO = CompiledQuery.raw("ROLLBACK TO job");
const RELEASE = CompiledQuery.raw("RELEASE job");

function earlier(
	one: string | undefined,
	other: string | undefined,
): string | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return one < other ? one : other;
}
