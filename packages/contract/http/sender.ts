/**
 * Sends requests one at a time, within the server's rate limit. It uses plain `node:http`, because `fetch` refuses or rewrites some of the
 * invalid requests that the suite has to send.
 */
import * as http from "node:http";
import * as https from "node:https";
import { CommandError } from "@lomi/cli";
import { isOnThisMachine } from "@lomi/http";
import { headersOf, type Request, targetOf, textOf } from "@lomi/spec";
import { parseRetryAfter, proxyOf } from "lomi-openapi/internal";
import { type Clock, REAL_CLOCK } from "./clock.ts";
import { type DecodedBody, decodeBody } from "./decode-body.ts";
import { type HttpResponse, NoResponse, parseJson } from "./response.ts";

export interface SenderOptions {
	/** Without a trailing slash. */
	baseUrl: string;
	key: string;
	keyHeader: string;
	/** Requests per minute; 0 for no limit. */
	rate: number;
	/** Milliseconds until the whole response must have arrived. */
	timeout: number;
	/** Defaults to the system clock. */
	clock?: Clock;
}

export interface Sender {
	/** The proxy that requests go through, without its credentials. */
	readonly proxy: string | undefined;
	/**
	 * Sends a request and returns the response, whatever its status.
	 *
	 * @param signal Aborts the wait for the rate limit, not a request in flight.
	 * @throws {NoResponse}
	 */
	send(request: Request, signal?: AbortSignal): Promise<HttpResponse>;
	/**
	 * Waits as long as the response's `Retry-After` asks.
	 *
	 * @throws {CommandError} If that is longer than a run may wait.
	 */
	waitForRetry(response: HttpResponse, signal?: AbortSignal): Promise<void>;
	/** Gives each request that many milliseconds at most from now on, the one in flight included. */
	limitTimeout(milliseconds: number): void;
	/** Number of requests sent. */
	readonly count: number;
	/** The content codings of the responses so far, none of which any request has asked for. */
	readonly codings: ReadonlySet<string>;
	/** Closes all connections, which aborts requests in flight. */
	close(): void;
}

/** The longest `Retry-After` that is honoured, in milliseconds. */
const MAX_RETRY_DELAY = 600_000;

/** Milliseconds to wait without a valid `Retry-After`: the window of most rate limits that send none. */
const DEFAULT_RETRY_DELAY = 1000;

export function createSender(options: SenderOptions): Sender {
	const { baseUrl, key, keyHeader, rate, clock = REAL_CLOCK } = options;
	const base = new URL(baseUrl);
	const { Agent, request: start } = base.protocol === "https:" ? https : http;
	const proxy = isOnThisMachine(baseUrl) ? undefined : proxyOf(baseUrl);
	const agent = new Agent({
		keepAlive: true,
		...(proxy && { proxyEnv: process.env }),
	});
	const noResponse = (reason = "") =>
		new NoResponse(proxy ? `${reason}, through the proxy ${proxy}` : reason);
	const codings = new Set<string>();
	/** Start the timeouts of the requests in flight anew. */
	const restarts = new Set<() => void>();
	let { timeout } = options;
	let count = 0;
	let nextSlot = 0;

	const waitForSlot = async (signal?: AbortSignal) => {
		if (rate === 0) return;
		const now = clock.now();
		const delay = nextSlot - now;
		nextSlot = Math.max(now, nextSlot) + 60_000 / rate;
		if (delay > 0) await clock.sleep(delay, signal);
	};

	const transmit = (request: Request): Promise<HttpResponse> =>
		new Promise<HttpResponse>((resolve, reject) => {
			const text = textOf(request);
			let failed = false;
			const fail = (reason: string) => {
				failed = true;
				sent.destroy();
				reject(noResponse(reason));
			};
			const sent = start({
				agent,
				protocol: base.protocol,
				hostname: base.hostname.replace(/^\[|\]$/g, ""),
				port: base.port,
				method: request.method,
				// Not through URL, which would normalise `..` away.
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
			const startTimeout = () =>
				clock.startTimeout(timeout, () =>
					fail(`no complete response within ${timeout / 1000} s`),
				);
			let cancelTimeout = startTimeout();
			const restart = () => {
				cancelTimeout();
				cancelTimeout = startTimeout();
			};
			restarts.add(restart);
			const finish = () => {
				cancelTimeout();
				restarts.delete(restart);
			};
			sent.on("error", (error: NodeJS.ErrnoException) => {
				finish();
				// The server may close an idle connection just as it is reused.
				const stale = sent.reusedSocket && error.code === "ECONNRESET";
				if (stale && !failed)
					resolve(
						transmit(request).then((again) => ({ ...again, resent: true })),
					);
				else reject(noResponse(error.message || error.code));
			});
			sent.on("response", async (response) => {
				try {
					const chunks: Buffer[] = await response.toArray();
					const encoding = response.headers["content-encoding"];
					const decoded = decodeBody(Buffer.concat(chunks), encoding);
					for (const coding of decoded.codings) codings.add(coding);
					resolve(toResponse(response, decoded));
				} catch (error) {
					fail((error as Error).message);
				} finally {
					finish();
				}
			});
			sent.end(text);
		});

	return {
		proxy,
		async send(request, signal) {
			await waitForSlot(signal);
			count += 1;
			return transmit(request);
		},
		async waitForRetry({ headers }, signal) {
			const delay =
				parseRetryAfter(headers["retry-after"] ?? "") ?? DEFAULT_RETRY_DELAY;
			if (delay > MAX_RETRY_DELAY)
				throw new CommandError(
					`The server asks to wait ${Math.round(delay / 1000)} s (Retry-After), which is longer than a run waits. Try again later, or with a lower --rate.`,
				);
			await clock.sleep(delay, signal);
		},
		limitTimeout(milliseconds) {
			timeout = Math.min(timeout, milliseconds);
			for (const restart of restarts) restart();
		},
		get count() {
			return count;
		},
		codings,
		close: () => agent.destroy(),
	};
}

function toResponse(
	message: http.IncomingMessage,
	{ text, unreadable }: DecodedBody,
): HttpResponse {
	const headers = Object.fromEntries(
		Object.entries(message.headersDistinct).map(([name, values = []]) => [
			name,
			values.join(", "),
		]),
	);
	return {
		status: message.statusCode ?? 0,
		headers,
		text,
		unreadable,
		body: parseJson(text),
	};
}
