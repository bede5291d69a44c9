/** Has things happen when they are due: as time goes by, when somebody asks, and when the clock is turned. */
import { setImmediate } from "node:timers/promises";
import type { TurnableClock } from "../clock.ts";
import type { Database } from "../db/sqlite.ts";
import { createKeyedMutex } from "../keyed-mutex.ts";
import type { Dispatcher } from "../webhooks/dispatcher.ts";
import type { DueJobs } from "./due-jobs.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export interface Scheduler {
	/** Has things happen from now on, and at once what is late. */
	start(): Promise<void>;
	/** Hears of a time at which something will be due, ISO 8601. */
	note(at: string): void;
	/** Hears that there is an event to deliver. */
	noteEvent(): void;
	/** Hears of a time at which a delivery will be due, ISO 8601. */
	noteDelivery(at: string): void;
	/** Does what was due until now, each at its own time; undefined where nothing was. Deliveries follow, and nobody waits for them. */
	keepUp(): Promise<void> | undefined;
	/** Turns the clock, and ends when all that is due until then has happened, deliveries too. */
	advance(to: Date): Promise<void>;
	/** Makes the deliveries that are due, and ends when none is. */
	deliver(): Promise<void>;
	/** Does something that may change what is due, while nothing else is done. */
	alone<Result>(act: () => Promise<Result>): Promise<Result>;
	/** Ends when what is being done is. Nothing happens by itself any more. */
	close(): Promise<void>;
}

/** Timers can't wait for longer. */
const LONGEST_WAIT = 2 ** 31 - 1;
/** Where the machine's time doesn't move the clock, what is due may not come by itself. */
const SHORTEST_WAIT = 50;

interface AgendaParts {
	database: Database;
	clock: TurnableClock;
	due: DueJobs;
	dispatcher: Dispatcher;
	/** Tells whoever listens of the events that are in the database since. */
	publish: () => Promise<void>;
	/** Writes the clock's setting. */
	keepClock: (on: UnitOfWork["on"]) => Promise<void>;
	onFault: (trace: string) => void;
}

export function createScheduler({
	database,
	clock,
	due,
	dispatcher,
	publish,
	keepClock,
	onFault,
}: AgendaParts): Scheduler {
	const turns = createKeyedMutex();
	/** When the next change is due, and the next delivery. */
	let change: string | undefined;
	let delivery: string | undefined;
	let timer: NodeJS.Timeout | undefined;
	let isToDeliver = false;
	let isClosed = false;

	const report = (error: Error) => {
		if (!isClosed) onFault(error.stack ?? String(error));
	};
	const now = () => clock.peek().toISOString();

	const wait = () => {
		clearTimeout(timer);
		const next = earlier(change, delivery);
		if (next === undefined || isClosed) return;
		const left = Date.parse(next) - clock.peek().getTime();
		if (left > 0 && clock.setting.frozen_at !== null) return;
		const wait = Math.min(Math.max(left, SHORTEST_WAIT), LONGEST_WAIT);
		timer = setTimeout(() => void catchUp().catch(report), wait);
		timer.unref();
	};

	const look = async () => {
		change = await due.next(database);
		delivery = await dispatcher.next();
		wait();
	};

	const act = async (at: string) => {
		await database.transaction().execute(async (on) => {
			await due.act({ on, at });
			await keepClock(on);
		});
		// The database never waits, so that without this nobody else would be served before the end.
		await setImmediate();
	};

	const alone: Scheduler["alone"] = (work) =>
		turns("", async () => {
			try {
				return await work();
			} finally {
				if (!isClosed) await look();
			}
		});

	const catchUp = async () => {
		await alone(async () => {
			for (;;) {
				const at = await due.next(database);
				if (at === undefined || at > now()) return;
				await act(at);
			}
		});
		noteEvent();
	};

	const noteEvent = () => {
		if (isToDeliver || isClosed) return;
		isToDeliver = true;
		// The event may stand in a transaction that is still open: asking the database waits for its end.
		setImmediate()
			.then(async () => {
				isToDeliver = false;
				if (isClosed) return;
				delivery = undefined;
				await publish();
				await dispatcher.pump();
			})
			.catch(report);
	};

	const advance = (to: Date) =>
		alone(async () => {
			const stoodStill = clock.setting.frozen_at !== null;
			if (!stoodStill) clock.freeze();
			try {
				const end = to.toISOString();
				while (!isClosed) {
					await publish();
					const sent = await dispatcher.next();
					// Whatever comes of it, an attempt is due later, or never again.
					if (sent !== undefined && sent <= now()) await dispatcher.drain();
					const at = earlier(await due.next(database), await dispatcher.next());
					if (at === undefined || at > end) break;
					if (at > now()) clock.set(new Date(at));
					await act(at);
				}
				clock.set(to);
			} finally {
				if (!stoodStill) clock.resume();
				await keepClock(database);
			}
		});

	return {
		start: catchUp,
		note(at) {
			change = earlier(change, at);
			if (change === at) wait();
		},
		noteEvent,
		keepUp() {
			if (delivery !== undefined && delivery <= now()) noteEvent();
			return change !== undefined && change <= now() ? catchUp() : undefined;
		},
		advance,
		noteDelivery(at) {
			delivery = earlier(delivery, at);
			if (delivery === at) wait();
		},
		async deliver() {
			await publish();
			await dispatcher.drain();
		},
		alone,
		async close() {
			isClosed = true;
			clearTimeout(timer);
			await turns("", async () => {});
		},
	};
}

function earlier(
	one: string | undefined,
	other: string | undefined,
): string | undefined {
	return [one, other].filter((time) => time !== undefined).sort()[0];
}
