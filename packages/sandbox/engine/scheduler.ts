/**
 * Runs scheduled work: on a timer, before a merchant's requests, and when the clock is advanced. It runs in short slices, between which
 * requests are answered; a job that fails is put aside, and everything else goes on.
 */
import { CompiledQuery } from "kysely";
import { type AdjustableClock, NEVER } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { Message, Peers } from "../db/peers.ts";
import type { Storage } from "../db/storage.ts";
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
import { createNextDue, earlier } from "./next-due.ts";
import { createSharedClock } from "./shared-clock.ts";
import type { RunInTransaction, UnitOfWork } from "./unit-of-work.ts";

export interface Scheduler {
	/** Starts the timer. Overdue work that takes longer than {@link LONGEST_CATCH_UP} goes on in the background. */
	start(): Promise<void>;
	/** Schedules a wake-up at an ISO 8601 time, when a job will be due. */
	wakeAt(at: string): void;
	/** Delivers new events soon, once they are committed. @param hasDeliveries Whether an endpoint subscribes to them. */
	deliverSoon(hasDeliveries: boolean): void;
	/** Makes the deliveries soon that are due already. */
	resume(): void;
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
	 * @param target Returns the time to go to, when its turn comes.
	 * @param signal Ends it early; what is done is done.
	 * @throws {ActionError} `conflict` if it ends early.
	 */
	advance(target: (now: Date) => Date, signal: AbortSignal): Promise<void>;
	/** Runs a failed job again, now. @throws {ActionError} `unknown` if there is no such job, `conflict` if it fails again. */
	retry(kind: string, resource_id: string): Promise<void>;
	/** How far an advance has come; undefined if there is none. */
	progress(): AdvanceProgress | undefined;
	/** Makes all due deliveries. */
	deliverDue(): Promise<void>;
	/**
	 * Runs something that changes the clock or replaces the data, one at a time.
	 *
	 * @param endsAdvance Ends all advances, also those that wait for their turn, instead of waiting for them.
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

/** Milliseconds until the next check for work that another instance scheduled or left behind. */
const LOOK_PAUSE = 2_000;

interface SchedulerParts {
	database: Database;
	/** See {@link Storage.onCommit}. Absent if reads wait for transactions. */
	onCommit?: Storage["onCommit"] | undefined;
	/** Instances that do the same work: whoever comes first. */
	peers?: Peers | undefined;
	transaction: RunInTransaction;
	clock: AdjustableClock;
	dueJobs: DueJobs;
	dispatcher: Dispatcher;
	/** Notifies listeners of newly committed events. */
	publish: () => Promise<void>;
	/** Saves the clock's setting. @param advance What other instances are to know of the one in progress. */
	saveClock: (
		on: UnitOfWork["on"],
		advance: AdvanceProgress | undefined,
	) => Promise<void>;
	/** Tells listeners that an advance has begun or ended. */
	clockChanged: () => void;
	/** False for neither timer nor deliveries in the background. */
	runsByItself: boolean;
	onFault: (trace: string) => void;
}

export function createScheduler({
	database,
	onCommit,
	peers,
	transaction,
	clock,
	dueJobs,
	dispatcher,
	publish,
	saveClock,
	clockChanged,
	runsByItself,
	onFault,
}: SchedulerParts): Scheduler {
	const mutex = createKeyedMutex();
	const jobs = createNextDue(() => dueJobs.next(database));
	const deliveries = createNextDue(() => dispatcher.next());
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
	let progress: AdvanceProgress | undefined;
	/** Ends the advances: the one that runs, and those that wait. */
	const advances = new Set<AbortController>();
	const stopping = new AbortController();

	const reportError = (error: Error) => {
		if (!stopping.signal.aborted) onFault(error.stack ?? String(error));
	};
	const now = () => clock.peek().toISOString();
	const isBehind = () => (jobs.due ?? NEVER) <= now();

	const sharedClock = createSharedClock({
		peers,
		clock,
		transaction,
		saveClock: (on) => saveClock(on, undefined),
		isAdvancing: () => progress !== undefined,
		onChanged() {
			clockChanged();
			setTimer();
		},
		onFault: reportError,
	});

	const setTimer = (least = SHORTEST_WAIT) => {
		clearTimeout(timer);
		const next = earlier(jobs.due, deliveries.due);
		if (next === undefined || stopping.signal.aborted || !runsByItself) return;
		// What isn't a time is overdue.
		const left = Date.parse(next) - clock.peek().getTime() || 0;
		if (left > 0 && clock.setting.frozen_at !== null) return;
		const wait = Math.min(Math.max(left, least), LONGEST_WAIT);
		timer = setTimeout(() => void catchUpInBackground(), wait);
		timer.unref();
	};

	const reschedule = async () => {
		await jobs.refresh();
		await deliveries.refresh();
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
		const { due_at, changed_at } = job;
		const work = {
			on,
			at: changed_at !== null && changed_at > due_at ? changed_at : due_at,
		};
		await on.executeQuery(SAVE);
		try {
			if (Number.isNaN(Date.parse(due_at)))
				throw new Error(`The due time ${JSON.stringify(due_at)} isn't a time.`);
			await dueJobs.run(work, job);
			if (job.attempts > 0) await dueJobs.succeed(work, job);
			return undefined;
		} catch (error) {
			await on.executeQuery(UNDO);
			const fault = error instanceof Error ? error : new Error(String(error));
			const at = Number.isNaN(Date.parse(work.at)) ? now() : work.at;
			await dueJobs.fail({ on, at }, job, fault);
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
	): Promise<{ number: number; isOver: boolean }> =>
		inTurn(async (on) => {
			const start = elapsed();
			const until = end();
			let number = 0;
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
					const time = new Date(job.due_at);
					if (movesClock && time > clock.peek()) clock.set(time);
					await runJob(on, job);
					number++;
					if (isEnough()) break;
				}
				if (found.length < BATCH && made.job === undefined && !isEnough())
					isOver = true;
			}
			if (movesClock) await saveProgress(on);
			return { number, isOver };
		});

	/** Runs overdue jobs, slice by slice. */
	const runOverdue = async (merchant_id?: string, most = Infinity) => {
		const start = elapsed();
		try {
			for (;;) {
				if (stopping.signal.aborted) return;
				const { number, isOver } = await runSlice(now, merchant_id);
				if (number > 0) deliverSoon();
				if (isOver || elapsed() - start > most) break;
				await nextTurn();
			}
			pause = PAUSE;
			if (merchant_id === undefined) await jobs.refresh();
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
			deliveries.hint(now());
			return;
		}
		if (isDeliveryQueued || stopping.signal.aborted) return;
		isDeliveryQueued = true;
		setImmediate(async () => {
			isDeliveryQueued = false;
			if (stopping.signal.aborted) return;
			try {
				await publish();
				await dispatcher.pump();
				await deliveries.refresh();
				setTimer();
			} catch (error) {
				reportError(error as Error);
			}
		});
	};

	const saveProgress = (on: UnitOfWork["on"]) =>
		saveClock(on, progress && { ...progress, now: clock.peek() });

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
			const attempt = await dispatcher.next(unresponsive);
			if ((attempt ?? NEVER) <= now()) {
				await dispatcher.drain(signal, unresponsive);
				continue;
			}
			await jobs.refresh();
			const at = earlier(jobs.due, attempt);
			if (at === undefined || at > end) return;
			if (jobs.due === at) {
				// Deliveries have their turn before later jobs.
				const until = earlier(end, attempt) as string;
				const { number } = await runSlice(() => until, undefined, true);
				progress.jobs += number;
			} else {
				clock.set(new Date(at));
				if (peers) await transaction(saveProgress);
			}
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

	const alone = <Result>(
		work: (lost: AbortSignal) => Promise<Result>,
		endsAdvance = false,
	): Promise<Result> => {
		if (endsAdvance) {
			endAdvances();
			peers?.tell({ kind: "endAdvance" });
		}
		return mutex("", () => sharedClock.alone(work));
	};

	const endAdvances = () => {
		for (const each of advances) each.abort();
	};

	const advance: Scheduler["advance"] = (target, signal) => {
		const end = new AbortController();
		advances.add(end);
		return alone(async (lost) => {
			const any = AbortSignal.any([signal, end.signal, stopping.signal, lost]);
			const to = target(clock.peek());
			const own = { from: clock.peek(), to, now: clock.peek(), jobs: 0 };
			progress = own;
			const release = clock.hold();
			clockChanged();
			try {
				if (peers) await transaction(saveProgress);
				await moveClock(to.toISOString(), own, any);
				if (to > clock.peek()) clock.set(to);
			} catch (error) {
				if (!any.aborted) throw error;
				throw new ActionError(
					"conflict",
					`The clock was stopped at ${now()}, before it reached ${to.toISOString()}. Advance it again to go on.`,
				);
			} finally {
				// Only now: otherwise its beginning would be taken for another instance's advance.
				const end = () => {
					release();
					progress = undefined;
				};
				if (lost.aborted) {
					// Another instance may have set it by now.
					end();
					sharedClock.adopt();
				} else
					await transaction(async (on) => {
						end();
						await saveClock(on, undefined);
					}).finally(end);
				clockChanged();
				await deliveries.refresh();
				setTimer();
			}
		}).finally(() => advances.delete(end));
	};

	/** What running transactions have scheduled, and nobody else can read before they are committed. */
	const noted: { times: Set<string>; hasDeliveries: boolean | undefined } = {
		times: new Set(),
		hasDeliveries: undefined,
	};
	const wake = (at: string) => {
		made.job = earlier(made.job, at);
		jobs.hint(at);
		if (jobs.due === at) setTimer();
	};
	const tellPeers = () => {
		const [at] = [...noted.times].toSorted();
		const { hasDeliveries } = noted;
		if (at === undefined && hasDeliveries === undefined) return;
		peers?.tell({
			kind: "work",
			...(at !== undefined && { at }),
			...(hasDeliveries !== undefined && { hasDeliveries }),
		});
	};
	const hear = (message: Message) => {
		if (message.kind === "endAdvance") endAdvances();
		if (message.kind !== "work") return;
		if (message.at !== undefined) wake(message.at);
		if (message.hasDeliveries !== undefined) deliverSoon();
	};
	/** Finds work of other instances of which no message came. */
	const look = async () => {
		if (stopping.signal.aborted) return;
		await reschedule().catch(() => {});
		looking = setTimeout(() => void look(), LOOK_PAUSE).unref();
	};
	let looking: NodeJS.Timeout | undefined;
	const stopHearing = [
		peers?.onMessage(hear),
		peers?.onChange(() => void peers.sync().catch(() => {})),
	];
	const stopListening = onCommit?.((isLast) => {
		for (const at of noted.times) wake(at);
		if (noted.hasDeliveries !== undefined) deliverSoon();
		tellPeers();
		if (!isLast) return;
		noted.times.clear();
		noted.hasDeliveries = undefined;
	});

	return {
		async start() {
			sharedClock.start();
			await reschedule();
			if (isBehind()) await runOverdue(undefined, LONGEST_CATCH_UP);
			if (peers && runsByItself && !looking) void look();
		},
		wakeAt(at) {
			if (onCommit) noted.times.add(at);
			wake(at);
		},
		deliverSoon(isForEndpoints) {
			made.hasDeliveries ||= isForEndpoints;
			if (onCommit) noted.hasDeliveries ||= isForEndpoints;
			else deliverSoon();
		},
		resume: deliverSoon,
		wakeForDelivery(at) {
			deliveries.hint(at);
			if (deliveries.due === at) setTimer();
		},
		async isQuietUntil(at) {
			if ((deliveries.due ?? NEVER) <= at) return false;
			// What was scheduled may be over, as the end of a session that was paid.
			if ((jobs.due ?? NEVER) <= at) await jobs.refresh();
			return (jobs.due ?? NEVER) > at;
		},
		isBehind,
		catchUp(merchant_id) {
			if ((deliveries.due ?? NEVER) <= now()) deliverSoon();
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
		progress: () => progress ?? sharedClock.progress(),
		async deliverDue() {
			if (!runsByItself && (deliveries.due ?? NEVER) > now()) return;
			await publish();
			await dispatcher.drain(stopping.signal);
			await deliveries.refresh();
		},
		exclusive,
		stop() {
			stopListening?.();
			for (const stop of stopHearing) stop?.();
			sharedClock.stop();
			clearTimeout(looking);
			stopping.abort();
			clearTimeout(timer);
		},
		async close() {
			await mutex("", async () => {});
			await background;
		},
	};
}

const SAVE = CompiledQuery.raw("SAVEPOINT job");
const UNDO = CompiledQuery.raw("ROLLBACK TO job");
const RELEASE = CompiledQuery.raw("RELEASE job");
