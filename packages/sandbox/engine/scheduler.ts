/** Has things happen when they are due: as time goes by, when somebody asks, and when the clock is turned. */
import { setImmediate } from "node:timers/promises";
import type { AdjustableClock } from "../clock.ts";
import type { Database } from "../db/sqlite.ts";
import { createKeyedMutex } from "../keyed-mutex.ts";
import type { Dispatcher } from "../webhooks/dispatcher.ts";
import type { DueJobs } from "./due-jobs.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export interface Scheduler {
	/** Has things happen from now on, and at once what is late. */
	start(): Promise<void>;
	/** Hears of a time at which something will be due, ISO 8601. */
	wakeAt(at: string): void;
	/** Hears that there is an event to deliver. */
	deliverSoon(): void;
	/** Hears of a time at which a delivery will be due, ISO 8601. */
	wakeForDelivery(at: string): void;
	/** Does what was due until now, each at its own time; undefined where nothing was. Deliveries follow, and nobody waits for them. */
	catchUp(): Promise<void> | undefined;
	/** Turns the clock, and ends when all that is due until then has happened, deliveries too. */
	advance(to: Date): Promise<void>;
	/** Makes the deliveries that are due, and ends when none is. */
	deliverDue(): Promise<void>;
	/** Does something that may change what is due, while nothing else is done. */
	exclusive<Result>(work: () => Promise<Result>): Promise<Result>;
	/** Ends when what is being done is. Nothing happens by itself any more. */
	close(): Promise<void>;
}

/** Timers can't wait for longer. */
const LONGEST_WAIT = 2 ** 31 - 1;
/** Where the machine's time doesn't move the clock, what is due may not come by itself. */
const SHORTEST_WAIT = 50;

interface SchedulerParts {
	database: Database;
	clock: AdjustableClock;
	dueJobs: DueJobs;
	dispatcher: Dispatcher;
	/** Tells whoever listens of the events that are in the database since. */
	publish: () => Promise<void>;
	/** Writes the clock's setting. */
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
	/** When the next change is due, and the next delivery. */
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
		// The database never waits, so that without this nobody else would be served before the end.
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
		// The event may stand in a transaction that is still open: asking the database waits for its end.
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
					// Whatever comes of it, an attempt is due later, or never again.
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
