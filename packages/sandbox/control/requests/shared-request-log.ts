/** Requests in the database that instances share. They are written soon after they were answered: none waits for that. */
import type { Peers, RecordedRequest } from "../../db/peers.ts";
import { UnavailableError } from "../../db/stored-json.ts";
import { epochNow, setTimeout } from "../../timers.ts";
import {
	type Exchange,
	MAX_CHARACTERS,
	MAX_EXCHANGES,
	type NewExchange,
	type RequestLog,
	sizeOf,
} from "./request-log.ts";

/** Milliseconds until requests are written, together. */
const WRITE_TIME = 25;
/** Requests that wait to be written at most: while the database is away, the oldest are dropped. */
const MOST_WAITING = 1_000;
/** Requests that are read at once. */
const PAGE = 200;
/** Requests after which those that are too many are deleted. */
const TRIM_EVERY = 500;
/** Numbers of a message to the other instances. */
const MOST_TOLD = 200;
/** Numbers are milliseconds and the instance's number: they go up, and no two instances give the same. */
const PER_MILLISECOND = 100;

/**
 * @param onAdd Called with each exchange, also with those of other instances.
 * @param isWatched Whether anybody wants to know of those.
 * @param onFault Receives the stack trace of internal errors.
 */
export function createSharedRequestLog(
	peers: Peers,
	onAdd: (exchange: Exchange) => void,
	isWatched: () => boolean,
	onFault: (trace: string) => void,
): RequestLog {
	const { requests } = peers;
	let waiting: Exchange[] = [];
	let timer: NodeJS.Timeout | undefined;
	let writing: Promise<void> = Promise.resolve();
	let last = 0;
	let untilTrim = TRIM_EVERY;

	const write = async () => {
		const batch = waiting;
		waiting = [];
		if (batch.length === 0) return;
		try {
			await requests.add(batch.map(toRecord));
		} catch (error) {
			// Retried once the database is back. Other errors would recur.
			if (error instanceof UnavailableError)
				waiting = [...batch, ...waiting].slice(-MOST_WAITING);
			else onFault((error as Error).stack ?? String(error));
			return;
		}
		for (let start = 0; start < batch.length; start += MOST_TOLD)
			peers.tell({
				kind: "requests",
				numbers: batch
					.slice(start, start + MOST_TOLD)
					.map(({ number }) => number),
			});
		untilTrim -= batch.length;
		if (untilTrim > 0) return;
		untilTrim = TRIM_EVERY;
		await requests.trim(MAX_EXCHANGES, MAX_CHARACTERS).catch(() => {});
	};

	/** Writes what waits. */
	const flush = () => {
		clearTimeout(timer);
		timer = undefined;
		writing = writing.then(write);
		return writing;
	};

	const stopHearing = peers.onMessage((message) => {
		if (message.kind !== "requests" || !isWatched()) return;
		requests
			.find(message.numbers)
			.then((found) => found.toReversed().map(toExchange).forEach(onAdd))
			.catch(() => {});
	});

	return {
		add(added) {
			const earliest = epochNow() * PER_MILLISECOND;
			const turn = Math.ceil(Math.max(last + 1, earliest) / PER_MILLISECOND);
			last = turn * PER_MILLISECOND + peers.number();
			const exchange = { ...added, number: last, size: sizeOf(added) };
			waiting.push(exchange);
			if (waiting.length > MOST_WAITING) waiting.shift();
			timer ??= setTimeout(() => void flush(), WRITE_TIME);
			onAdd(exchange);
			return exchange;
		},
		async get(number) {
			if (!Number.isSafeInteger(number)) return undefined;
			await flush();
			const [found] = await requests.find([number]);
			return found && toExchange(found);
		},
		async find(fits, limit, before = Number.MAX_SAFE_INTEGER) {
			await flush();
			const found: Exchange[] = [];
			for (let next = before; ; ) {
				const page = await requests.before(next, PAGE);
				for (const exchange of page.map(toExchange))
					if (fits(exchange) && found.push(exchange) >= limit) return found;
				if (page.length < PAGE) return found;
				next = page.at(-1)?.number ?? 0;
			}
		},
		async clear() {
			await flush();
			await requests.clear();
		},
		async close() {
			stopHearing();
			await flush();
		},
	};
}

/** An exchange as it is recorded. */
type Recorded = Omit<NewExchange, "body"> & { body: string | undefined };

function toRecord({ number, size, body, ...rest }: Exchange): RecordedRequest {
	const recorded: Recorded = { ...rest, body: body?.toString("base64") };
	return { number, size, text: JSON.stringify(recorded) };
}

function toExchange({ number, size, text }: RecordedRequest): Exchange {
	const { body, ...rest }: Recorded = JSON.parse(text);
	return {
		...rest,
		number,
		size,
		body: body === undefined ? undefined : Buffer.from(body, "base64"),
	};
}
