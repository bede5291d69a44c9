/** Runs scheduled work: on a timer, before requests, and when the clock is advanced. */
import { setImmediate } from "node:timers/promises";
import type { AdjustableClock } from "../clock.ts";
import type { Database } from "../db/sqlite.ts";
import { createKeyedMutex } from "../keyed-mutex.ts";
import type { Dispatcher } from "../webhooks/dispatcher.ts";
import type { DueJobs } from "./due-jobs.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export interface Scheduler {
	/** Starts the timer, and runs overdue work. */
	start(): Promise<void>;
	/** Schedules a wake-up at an ISO 8601 time, when a job will be due. */
	wakeAt(at: string): void;
	/** Delivers new events soon. */
	deliverSoon(): void;
	/** Schedules a wake-up at an ISO 8601 time, when a delivery will be due. */
	wakeForDelivery(at: string): void;
	/** Runs overdue jobs, each at its own time; undefined if there are none. Deliveries follow in the background. */
	catchUp(): Promise<void> | undefined;
	/** Advances the clock, running everything that falls due on the way, deliveries included. */
	advance(to: Date): Promise<void>;
	/** Makes all due deliveries. */
	deliverDue(): Promise<void>;
	/** Runs something that may change the schedule, while no job runs. */
	exclusive<Result>(work: () => Promise<Result>): Promise<Result>;
	/** Stops the timer, and resolves once the current work is done. */
	close(): Promise<void>;
}

/** The longest delay of a timer. */
const LONGEST_WAIT = 2 ** 31 - 1;
/** A clock that doesn't follow the machine's time can leave an overdue job not yet due. This avoids a busy loop. */
const SHORTEST_WAIT = 50;

interface SchedulerParts {
	database: Database;
	clock: AdjustableClock;
	dueJobs: DueJobs;
	dispatcher: Dispatcher;
	/** Notifies listeners of newly committed events. */
	publish: () => Promise<void>;
	/** Saves the clock's setting. */
	saveClock: (on: UnitOfWork["on"]) => Promise<void>;
	onFault: (trace: string) => void;
}

export function createScheduler({
	database,
	clock,
	dueJobs,
	dispatcher,
	publish,
	saveClock,
	onFault,
}: SchedulerParts): Scheduler {
	const mutex = createKeyedMutex();
	/** When the next job and the next delivery are due. */
	let nextJob: string | undefined;
	let nextDelivery: string | undefined;
	let timer: NodeJS.Timeout | undefined;
	let isDeliveryQueued = false;
	let isClosed = false;

	const reportError = (error: Error) => {
		if (!isClosed) onFault(error.stack ?? String(error));
	};
	const now = () => clock.peek().toISOString();

	const setTimer = () => {
		clearTimeout(timer);
		const next = earlier(nextJob, nextDelivery);
		if (next === undefined || isClosed) return;
		const left = Date.parse(next) - clock.peek().getTime();
		if (left > 0 && clock.setting.frozen_at !== null) return;
		const wait = Math.min(Math.max(left, SHORTEST_WAIT), LONGEST_WAIT);
		timer = setTimeout(() => void runDueJobs().catch(reportError), wait);
		timer.unref();
	};

	const reschedule = async () => {
		nextJob = await dueJobs.next(database);
		nextDelivery = await dispatcher.next();
		setTimer();
	};

	const runJobs = async (at: string) => {
		await database.transaction().execute(async (on) => {
			await dueJobs.run({ on, at });
			await saveClock(on);
		});
		// Database calls never yield, so without this no request would be served before the end.
		await setImmediate();
	};

	const exclusive: Scheduler["exclusive"] = (work) =>
		mutex("", async () => {
			try {
				return await work();
			} finally {
				if (!isClosed) await reschedule();
			}
		});

	const runDueJobs = async () => {
		await exclusive(async () => {
			for (;;) {
				const at = await dueJobs.next(database);
				if (at === undefined || at > now()) return;
				await runJobs(at);
			}
		});
		deliverSoon();
	};

	const deliverSoon = () => {
		if (isDeliveryQueued || isClosed) return;
		isDeliveryQueued = true;
		// The event's transaction may still be open. The query waits for it.
		setImmediate()
			.then(async () => {
				isDeliveryQueued = false;
				if (isClosed) return;
				nextDelivery = undefined;
				await publish();
				await dispatcher.pump();
			})
			.catch(reportError);
	};

	const advance = (to: Date) =>
		exclusive(async () => {
			const wasFrozen = clock.setting.frozen_at !== null;
			if (!wasFrozen) clock.freeze();
			try {
				const end = to.toISOString();
				while (!isClosed) {
					await publish();
					const nextAttempt = await dispatcher.next();
					// An attempt always moves its due time or clears it, so this terminates.
					if (nextAttempt !== undefined && nextAttempt <= now())
						await dispatcher.drain();
					const at = earlier(
						await dueJobs.next(database),
						await dispatcher.next(),
					);
					if (at === undefined || at > end) break;
					if (at > now()) clock.set(new Date(at));
					await runJobs(at);
				}
				clock.set(to);
			} finally {
				if (!wasFrozen) clock.resume();
				await saveClock(database);
			}
		});

	return {
		start: runDueJobs,
		wakeAt(at) {
			nextJob = earlier(nextJob, at);
			if (nextJob === at) setTimer();
		},
		deliverSoon,
		catchUp() {
			if (nextDelivery !== undefined && nextDelivery <= now()) deliverSoon();
			return nextJob !== undefined && nextJob <= now()
				? runDueJobs()
				: undefined;
		},
		advance,
		wakeForDelivery(at) {
			nextDelivery = earlier(nextDelivery, at);
			if (nextDelivery === at) setTimer();
		},
		async deliverDue() {
			await publish();
			await dispatcher.drain();
		},
		exclusive,
		async close() {
			isClosed = true;
			clearTimeout(timer);
			await mutex("", async () => {});
		},
	};
}

function earlier(
	one: string | undefined,
	other: string | undefined,
): string | undefined {
	return [one, other].filter((time) => time !== undefined).sort()[0];
}
