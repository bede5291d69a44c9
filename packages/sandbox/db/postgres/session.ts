/** An instance's dedicated connection, which holds its locks and exchanges messages with the other instances. */
import { Client } from "pg";
import { nextTurn, sleep } from "../../timers.ts";
import type { Message, PeerLock, Peers } from "../peers.ts";
import { connectionTo, PATIENCE, streamOf } from "./connection.ts";
import { explain } from "./errors.ts";
import { SCHEMA } from "./schema-name.ts";
import { CHANNEL } from "./shared.ts";

/** Milliseconds between attempts to connect again, and to get a lock that another instance has. */
const RECONNECT_PAUSE = 200;
const LOCK_PAUSE = 20;
/** Milliseconds between pings. */
const WATCH_PAUSE = 1_000;
/** Bytes of a notification (PostgreSQL's manual: NOTIFY takes less than 8,000). */
const MOST_BYTES = 7_900;
/** Instances that have a number of their own. */
const MOST_INSTANCES = 100;
/** The server notices within 4 s that this machine is gone, and gives its locks to others. */
const KEEPALIVES =
	"-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2";

export interface Session
	extends Pick<
		Peers,
		"number" | "tell" | "onChange" | "onMessage" | "tryLock" | "lock"
	> {
	/** Connects for the first time. @throws {DataFileError} If that isn't possible. */
	open(): Promise<void>;
	close(): Promise<void>;
}

/**
 * @param name The database's name in errors.
 * @param onSilent Called when the server has stopped responding, but its connections are still open.
 */
export function createSession(
	url: string,
	name: string,
	onSilent: () => void,
): Session {
	let client: Client | undefined;
	let number = 0;
	let isClosed = false;
	const heard = new Set<(message: Message) => void>();
	const changed = new Set<() => void>();
	/** The locks that it has, by name. */
	const held = new Map<string, AbortController>();
	let queue: Message[] = [];
	let isTelling = false;

	/** Runs queries one at a time. If one fails, the connection is dropped: a network failure may not have closed it. */
	let last: Promise<unknown> = Promise.resolve();
	const ask = <Result>(
		on: Client,
		run: (on: Client) => Promise<Result>,
	): Promise<Result> => {
		const own = last.then(() => run(on));
		last = own.catch((error) => {
			lose(on);
			streamOf(on).destroy();
			if (/timeout/.test(String(error))) onSilent();
		});
		return own;
	};

	/** Pings the server, to detect one that has stopped responding. */
	const watch = async (on: Client) => {
		while (client === on && !isClosed) {
			await ask(on, () => on.query("SELECT 1")).catch(() => {});
			await sleep(WATCH_PAUSE);
		}
	};

	const lose = (lost: Client) => {
		if (client !== lost) return;
		client = undefined;
		for (const each of held.values()) each.abort();
		held.clear();
		if (!isClosed) void reconnect();
	};

	const connect = async () => {
		const next = new Client({
			...connectionTo(url, KEEPALIVES),
			query_timeout: PATIENCE,
		});
		next.on("error", () => lose(next)).on("end", () => lose(next));
		next.on("notification", ({ payload, processId }) => {
			const own = (next as unknown as { processID: number }).processID;
			const messages: Message[] = JSON.parse(payload || "[]");
			if (messages.length === 0) for (const each of changed) each();
			else if (processId !== own)
				for (const message of messages) for (const each of heard) each(message);
		});
		try {
			await next.connect();
			await next.query(`LISTEN ${CHANNEL}`);
			for (number = 0; number < MOST_INSTANCES - 1; number++)
				if (await take(next, `instance ${number}`)) break;
		} catch (error) {
			await next.end().catch(() => {});
			throw explain(name, error);
		}
		client = next;
		void watch(next);
	};

	const reconnect = async () => {
		while (!isClosed && !client) {
			await sleep(RECONNECT_PAUSE);
			await connect().catch(() => {});
		}
		if (isClosed) await client?.end();
		else for (const each of changed) each();
	};

	const tryLock: Session["tryLock"] = async (lock) => {
		const on = client;
		if (!on || held.has(lock)) return undefined;
		const end = new AbortController();
		// Recorded before the server grants it: locks are reentrant, so a second request from here would succeed.
		held.set(lock, end);
		const forget = () => {
			if (held.get(lock) === end) held.delete(lock);
		};
		try {
			if (!(await ask(on, () => take(on, lock)))) {
				forget();
				return undefined;
			}
		} catch {
			forget();
			return undefined;
		}
		return {
			lost: end.signal,
			async release() {
				if (end.signal.aborted || held.get(lock) !== end) return;
				await ask(on, () =>
					on.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [
						nameOfLock(lock),
					]),
				).catch(() => {});
				forget();
			},
		};
	};

	const tellAll = async () => {
		isTelling = true;
		await nextTurn();
		while (queue.length > 0) {
			const messages = queue;
			queue = [];
			for (const payload of payloadsOf(messages)) {
				if (!client) break;
				await ask(client, (on) =>
					on.query("SELECT pg_notify($1, $2)", [CHANNEL, payload]),
				)
					// Instances that miss a message find out by polling.
					.catch(() => {});
			}
		}
		isTelling = false;
	};

	return {
		number: () => number,
		open: connect,
		tryLock,
		async lock(lock) {
			for (;;) {
				const won: PeerLock | undefined = await tryLock(lock);
				if (won) return won;
				if (!client) throw explain(name, new Error("Connection terminated"));
				await sleep(LOCK_PAUSE);
			}
		},
		tell(message) {
			queue.push(message);
			if (!isTelling) void tellAll();
		},
		onMessage(listener) {
			heard.add(listener);
			return () => heard.delete(listener);
		},
		onChange(listener) {
			changed.add(listener);
			return () => changed.delete(listener);
		},
		async close() {
			isClosed = true;
			await client?.end();
		},
	};
}

async function take(on: Client, lock: string): Promise<boolean> {
	const { rows } = await on.query(
		"SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS won",
		[nameOfLock(lock)],
	);
	return rows[0].won;
}

/** Others may use the database, and its locks. */
function nameOfLock(lock: string): string {
	return `${SCHEMA} ${lock}`;
}

/** Messages in as few notifications as can have them. */
function payloadsOf(messages: Message[]): string[] {
	const payloads: string[] = [];
	let texts: string[] = [];
	let size = 2;
	const end = () => {
		if (texts.length > 0) payloads.push(`[${texts.join(",")}]`);
		texts = [];
		size = 2;
	};
	for (const message of messages) {
		const text = JSON.stringify(message);
		const bytes = Buffer.byteLength(text) + 1;
		if (size + bytes > MOST_BYTES) end();
		texts.push(text);
		size += bytes;
	}
	end();
	return payloads;
}
