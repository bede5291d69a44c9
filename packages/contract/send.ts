/** Sends the suite's requests: one after the other, no faster than the server allows, over plain HTTP, so that anything can be sent. */
import * as http from "node:http";
import * as https from "node:https";
import * as timers from "node:timers/promises";
import { CommandError } from "@lomi/cli";
import { headersOf, type Request, targetOf, textOf } from "@lomi/spec";

export interface Answer {
	status: number;
	/** By their names in small letters; several values of one name joined by commas. */
	headers: Record<string, string>;
	text: string;
	/** The text as JSON; undefined where it is none. */
	body: unknown;
}

/** No answer came: the connection was refused or cut, or it took too long. */
export class NoAnswer extends Error {
	override name = "NoAnswer";
}

/** The time that the suite goes by. */
export interface Clock {
	/** Milliseconds since some moment. */
	now(): number;
	/** Waits that many milliseconds, or rejects when the signal aborts. */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
	/** Calls `passed` after that many milliseconds, and returns what cancels it. */
	limit(milliseconds: number, passed: () => void): () => void;
}

export const REAL_CLOCK: Clock = {
	now: () => performance.now(),
	sleep: (milliseconds, signal) =>
		timers.setTimeout(milliseconds, undefined, { signal }),
	limit(milliseconds, passed) {
		const timer = setTimeout(passed, milliseconds);
		return () => clearTimeout(timer);
	},
};

export interface SenderOptions {
	/** Without a slash at its end. */
	baseUrl: string;
	key: string;
	keyHeader: string;
	/** Requests a minute; 0 for no limit. */
	rate: number;
	/** Milliseconds until an answer must be whole. */
	timeout: number;
	/** Default: the real one. */
	clock?: Clock;
}

export interface Sender {
	/**
	 * Sends a request, and gives its answer, whatever its status.
	 *
	 * @param signal Ends the wait for the request's turn.
	 * @throws {NoAnswer}
	 */
	send(request: Request, signal?: AbortSignal): Promise<Answer>;
	/** Waits as long as an answer asks with `Retry-After`. */
	waitFor(answer: Answer, signal?: AbortSignal): Promise<void>;
	/** How many requests were sent. */
	readonly count: number;
	/** Ends all connections, and with them what is under way. */
	close(): void;
}

/** Longest `Retry-After` that is waited out, in seconds. */
const PATIENCE = 600;

export function createSender(options: SenderOptions): Sender {
	const {
		baseUrl,
		key,
		keyHeader,
		rate,
		timeout,
		clock = REAL_CLOCK,
	} = options;
	const base = new URL(baseUrl);
	const { Agent, request: start } = base.protocol === "https:" ? https : http;
	const agent = new Agent({ keepAlive: true });
	let count = 0;
	let next = 0;

	/** Waits for this request's turn. */
	const turn = async (signal?: AbortSignal) => {
		if (rate === 0) return;
		const now = clock.now();
		const delay = next - now;
		next = Math.max(now, next) + 60_000 / rate;
		if (delay > 0) await clock.sleep(delay, signal);
	};

	const exchange = (request: Request): Promise<Answer> =>
		new Promise<Answer>((resolve, reject) => {
			const text = textOf(request);
			let over = false;
			const fail = (reason: string) => {
				over = true;
				sent.destroy();
				reject(new NoAnswer(reason));
			};
			const sent = start({
				agent,
				protocol: base.protocol,
				hostname: base.hostname.replace(/^\[|\]$/g, ""),
				port: base.port,
				method: request.method,
				// Not through URL, which would clean `..` away.
				path: base.pathname.replace(/\/$/, "") + targetOf(request),
				headers: {
					accept: "application/json",
					"user-agent": "lomi-contract",
					...Object.fromEntries(headersOf(request, keyHeader, key)),
					...(text !== undefined && {
						"content-length": Buffer.byteLength(text),
					}),
				},
			});
			const cancelLimit = clock.limit(timeout, () =>
				fail(`no whole answer within ${timeout / 1000} s`),
			);
			sent.on("error", (error: NodeJS.ErrnoException) => {
				cancelLimit();
				// The server closed a connection that was kept open, as it may, just when it was used again.
				const stale = sent.reusedSocket && error.code === "ECONNRESET";
				if (stale && !over) resolve(exchange(request));
				else reject(new NoAnswer(error.message || error.code));
			});
			sent.on("response", async (response) => {
				try {
					const chunks: Buffer[] = await response.toArray();
					resolve(toAnswer(response, Buffer.concat(chunks).toString("utf8")));
				} catch (error) {
					fail((error as Error).message);
				} finally {
					cancelLimit();
				}
			});
			sent.end(text);
		});

	return {
		async send(request, signal) {
			await turn(signal);
			count += 1;
			return exchange(request);
		},
		async waitFor({ headers }, signal) {
			const asked = headers["retry-after"] ?? "";
			const seconds = /^\d+$/.test(asked)
				? Number(asked)
				: (Date.parse(asked) - Date.now()) / 1000;
			// Without a number, as long as most limits last.
			const delay = Number.isNaN(seconds) ? 1 : Math.max(0, seconds);
			if (delay > PATIENCE)
				throw new CommandError(
					`The server asks to wait ${Math.round(delay)} s (Retry-After), so this can't be finished now. Try again then, or with a lower --rate.`,
				);
			await clock.sleep(delay * 1000, signal);
		},
		get count() {
			return count;
		},
		close: () => agent.destroy(),
	};
}

function toAnswer(response: http.IncomingMessage, text: string): Answer {
	const headers = Object.fromEntries(
		Object.entries(response.headersDistinct).map(([name, values = []]) => [
			name,
			values.join(", "),
		]),
	);
	return {
		status: response.statusCode ?? 0,
		headers,
		text,
		body: parseJson(text),
	};
}

/** What a text is as JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
