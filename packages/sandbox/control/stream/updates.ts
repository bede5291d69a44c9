/** Tells readers what happens, in batches. Nothing is collected while there are none. */
import type { ServerResponse } from "node:http";
import type { Database } from "../../db/database.ts";
import type { Engine, EngineEvent } from "../../engine/engine.ts";
import { clearTimeout, setTimeout } from "../../timers.ts";
import { serializeClock } from "../clock-state.ts";
import type { Exchange } from "../requests/request-log.ts";
import { type BatchParts, createBatch } from "./batch.ts";
import { type Changing, openReader, type Reader } from "./reader.ts";

/** What updates are of. */
export interface Followed extends Pick<BatchParts, "summarize"> {
	engine: Pick<Engine, "listen" | "clock">;
}

export interface Updates {
	/** Sends all that happens from now on, until the reader is gone or {@link Updates.end}. */
	open(response: ServerResponse): void;
	/** Follows a sandbox's engine, and no longer the one before it. */
	follow(followed: Followed): void;
	requestRecorded(exchange: Exchange): void;
	/** Whether anybody reads them. */
	hasReaders(): boolean;
	/** Rules or snapshots were made, changed or removed. */
	changed(what: Changing): void;
	/** All data were replaced. */
	dataReplaced(): void;
	/** Ends all streams, also those that are opened later. */
	end(): void;
}

/** Milliseconds between messages, and between those of an advancing clock. */
const BATCH_TIME = 50;
const CLOCK_TIME = 250;
/** Milliseconds after a message that couldn't say everything: nobody reads that fast, and the API needs the time. */
const FLOOD_TIME = 250;

/**
 * @param onFault Receives the stack trace of internal errors.
 * @param beatTime Milliseconds between signs of life.
 */
export function createUpdates(
	database: Database,
	onFault: (trace: string) => void,
	beatTime = 15_000,
): Updates {
	const readers = new Set<Reader>();
	let followed: Followed | undefined;
	/** Ends listening to the engine. */
	let stopListening = () => {};
	let batch = createBatch();
	let clockChanged = false;
	let isSending = false;
	let isFlood = false;
	let isEnded = false;
	/** Counts the replacements of all data. */
	let replaced = 0;
	/** That of the last event. While a description is being replaced, two engines tell of the same one. */
	let lastSequence = 0;
	const timers: {
		batch?: NodeJS.Timeout;
		clock?: NodeJS.Timeout;
		beat?: NodeJS.Timeout;
	} = {};

	const readClock = () =>
		JSON.stringify(followed && serializeClock(followed.engine.clock()));
	const tell = (act: (reader: Reader) => void) => readers.forEach(act);

	const schedule = () => {
		if (!isSending)
			timers.batch ??= setTimeout(sendBatch, isFlood ? FLOOD_TIME : BATCH_TIME);
	};

	const sendBatch = async () => {
		delete timers.batch;
		if (clockChanged) sendClock();
		if (batch.isEmpty() || !followed) return;
		const taken = batch;
		const since = replaced;
		isFlood = taken.isOverfull();
		batch = createBatch();
		isSending = true;
		try {
			const { summarize } = followed;
			const lists = await taken.serialize({ database, summarize });
			// Otherwise they are of data that there are no more.
			if (since === replaced)
				for (const list of lists) tell((reader) => reader.list(list));
		} catch (error) {
			if (!isEnded) onFault((error as Error).stack ?? String(error));
		} finally {
			isSending = false;
			if (clockChanged || !batch.isEmpty()) schedule();
		}
	};

	/** Sends the clock now, and again and again while it is being advanced. */
	const sendClock = () => {
		clockChanged = false;
		clearTimeout(timers.clock);
		tell((reader) => reader.clock());
		if (followed?.engine.clock().advance)
			timers.clock = setTimeout(sendClock, CLOCK_TIME);
	};

	const beat = () => {
		tell((reader) => reader.beat());
		timers.beat = setTimeout(beat, beatTime);
	};

	const hear = (news: EngineEvent) => {
		switch (news.kind) {
			case "event":
				if (news.event.sequence <= lastSequence) return;
				lastSequence = news.event.sequence;
				batch.add("events", news.event);
				break;
			case "attempt":
				batch.add("deliveries", news.delivery);
				break;
			case "clock":
				clockChanged = true;
		}
		schedule();
	};

	const listen = () => {
		const stopBefore = stopListening;
		stopListening = followed?.engine.listen(hear) ?? (() => {});
		// Only now, so that nothing is missed between two engines.
		stopBefore();
	};

	const close = (reader: Reader) => {
		readers.delete(reader);
		if (readers.size > 0) return;
		stopListening();
		stopListening = () => {};
		for (const timer of Object.values(timers)) clearTimeout(timer);
		delete timers.batch;
		batch = createBatch();
		clockChanged = false;
	};

	return {
		open(response) {
			const reader = openReader(response, readClock, () => close(reader));
			reader.clock();
			if (isEnded) reader.end();
			readers.add(reader);
			if (readers.size > 1) return;
			listen();
			timers.beat = setTimeout(beat, beatTime);
			if (followed?.engine.clock().advance)
				timers.clock = setTimeout(sendClock, CLOCK_TIME);
		},
		follow(next) {
			followed = next;
			if (readers.size === 0) return;
			listen();
			hear({ kind: "clock" });
		},
		requestRecorded(exchange) {
			if (readers.size === 0) return;
			batch.add("requests", exchange);
			schedule();
		},
		hasReaders: () => readers.size > 0,
		changed: (what) => tell((reader) => reader.changed(what)),
		dataReplaced() {
			replaced++;
			lastSequence = 0;
			batch = createBatch();
			tell((reader) => reader.reset());
		},
		end() {
			isEnded = true;
			tell((reader) => reader.end());
		},
	};
}
