/** Requests in the database that instances share. They are written soon after they were answered: none waits for that. */
import { sql } from "kysely";
import type { Database } from "../../db/database.ts";
import type { Peers } from "../../db/peers.ts";
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
 */
export function createSharedRequestLog(
	database: Database,
	peers: Peers,
	onAdd: (exchange: Exchange) => void,
	isWatched: () => boolean,
): RequestLog {
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
			await insert(database, batch);
		} catch {
			// The database is away, which each request has said.
			waiting = [...batch, ...waiting].slice(-MOST_WAITING);
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
		await trim(database).catch(() => {});
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
		read(database, sql`number = ANY(${message.numbers})`, MOST_TOLD)
			.then((found) => found.toReversed().forEach(onAdd))
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
			const [found] = await read(database, sql`number = ${number}`, 1);
			return found;
		},
		async find(fits, limit, before = Number.MAX_SAFE_INTEGER) {
			await flush();
			const found: Exchange[] = [];
			for (let next = before; ; ) {
				const page = await read(database, sql`number < ${next}`, PAGE);
				for (const exchange of page)
					if (fits(exchange) && found.push(exchange) >= limit) return found;
				if (page.length < PAGE) return found;
				next = page.at(-1)?.number ?? 0;
			}
		},
		async clear() {
			await flush();
			await sql`DELETE FROM requests`.execute(database);
		},
		async close() {
			stopHearing();
			await flush();
		},
	};
}

async function insert(
	database: Database,
	exchanges: readonly Exchange[],
): Promise<void> {
	const rows = exchanges.map(({ number, size, body, ...rest }) => ({
		number,
		size,
		exchange: { ...rest, body: body?.toString("base64") },
	}));
	await sql`INSERT INTO requests SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json)
		AS new (number bigint, size bigint, exchange json) ON CONFLICT DO NOTHING`.execute(
		database,
	);
}

/** The newest first. */
async function read(
	database: Database,
	where: ReturnType<typeof sql>,
	most: number,
): Promise<Exchange[]> {
	const { rows } = await sql<Row>`
		SELECT * FROM requests WHERE ${where} ORDER BY number DESC LIMIT ${most}`.execute(
		database,
	);
	return rows.map(({ number, size, exchange: { body, ...rest } }) => ({
		...rest,
		number,
		size,
		body: body === undefined ? undefined : Buffer.from(body, "base64"),
	}));
}

interface Row {
	number: number;
	size: number;
	exchange: Omit<NewExchange, "body"> & { body?: string };
}

/** Deletes the oldest of those that are too many, or too long together. */
async function trim(database: Database): Promise<void> {
	await sql`DELETE FROM requests WHERE number <= (
		SELECT number FROM (
			SELECT number, sum(size) OVER newest AS sum, row_number() OVER newest AS place
			FROM requests WINDOW newest AS (ORDER BY number DESC)
		) AS kept
		WHERE sum > ${MAX_CHARACTERS} OR place > ${MAX_EXCHANGES}
		ORDER BY number DESC LIMIT 1)`.execute(database);
}
