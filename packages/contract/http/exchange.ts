/** Exchanges with the server: retried after a 429, and resumed after a crash. */
import type { Operation, Request } from "@lomi/spec";
import type { Clock } from "./clock.ts";
import { type HttpResponse, NoResponse } from "./response.ts";
import type { Sender } from "./sender.ts";

export interface ExchangeOptions {
	/** Aborts the exchange before the next attempt. */
	signal?: AbortSignal | undefined;
	/** Called with every response, including each 429 that is retried. */
	onResponse?: (response: HttpResponse) => void;
}

/** Returns the last response, or the reason why none arrived. Rejects if the signal aborts. */
export type Exchange = (
	request: Request,
	options?: ExchangeOptions,
) => Promise<HttpResponse | NoResponse>;

/** How often one request is retried after a 429. */
const MAX_RETRIES = 5;

/**
 * Creates the function that sends a request and retries it after a 429.
 *
 * @param onAttempt Called after each attempt, whatever its outcome.
 */
export function createExchange(
	sender: Sender,
	onAttempt: () => void,
): Exchange {
	return async (request, { signal, onResponse } = {}) => {
		for (let retries = MAX_RETRIES; ; retries--) {
			signal?.throwIfAborted();
			const response = await sender.send(request, signal).catch((error) => {
				signal?.throwIfAborted();
				if (error instanceof NoResponse) return error;
				throw error;
			});
			onAttempt();
			if (response instanceof NoResponse) return response;
			onResponse?.(response);
			if (response.status !== 429 || retries === 0) return response;
			await sender.waitForRetry(response, signal);
		}
	};
}

/** The server no longer accepts connections. */
export class ServerGone extends Error {}

/** How often the server is asked whether it is back, and how long to wait in between, in milliseconds. */
const RESTART_ATTEMPTS = 3;
const RESTART_DELAY = 1_000;

/**
 * Waits for a server that crashed to be restarted by its supervisor.
 *
 * @param operation Any operation: every response counts as a sign of life.
 * @throws {ServerGone} If it isn't back in time.
 */
export async function waitForServer(
	operation: Operation,
	sender: Sender,
	clock: Clock,
	signal: AbortSignal | undefined,
): Promise<void> {
	const request: Request = {
		operation,
		method: "GET",
		path: {},
		query: [],
		headers: {},
	};
	for (let attempts = RESTART_ATTEMPTS; attempts > 0; attempts--) {
		const response = await sender
			.send(request, signal)
			.catch(() => signal?.throwIfAborted());
		if (response) return;
		await clock.sleep(RESTART_DELAY, signal);
	}
	throw new ServerGone();
}
