/** One request and its whole answer, within a time, and not longer than a signal allows. */
import type { Fetch } from "./options.ts";

/** The fault of an exchange that took too long. */
export const TIMED_OUT = Symbol("timed out");

/**
 * Sends a request once.
 *
 * @param timeout Milliseconds until the last byte of the answer.
 * @returns The response, and its body.
 * @throws {TIMED_OUT} Where it took too long; the signal's reason where that ended it; otherwise whatever `fetch` throws. It doesn't
 * depend on `fetch` to heed a signal.
 */
export function exchange(
	fetch: Fetch,
	url: string,
	init: RequestInit,
	timeout: number,
	signal: AbortSignal | undefined,
): Promise<[Response, string]> {
	// Its own for each attempt: one that has been aborted would end the next attempt, too.
	const controller = new AbortController();
	const receive = async (): Promise<[Response, string]> => {
		const response = await fetch(url, { ...init, signal: controller.signal });
		return [response, await response.text()];
	};
	return new Promise((resolve, reject) => {
		const stop = within(timeout, signal, (reason) => {
			controller.abort(reason);
			reject(reason);
		});
		// An aborted signal has called back already.
		if (!signal?.aborted) receive().finally(stop).then(resolve, reject);
	});
}

/** Waits. Ends early when the signal aborts. */
export function sleep(
	delay: number,
	signal: AbortSignal | undefined,
): Promise<void> {
	return new Promise((resolve) => {
		within(delay, signal, () => resolve());
	});
}

/** Calls back once: after a time, or when a signal aborts. Gives what takes both back. */
function within(
	delay: number,
	signal: AbortSignal | undefined,
	then: (reason: unknown) => void,
): () => void {
	const onAbort = () => finish(signal?.reason);
	// A longer time would overflow, and be none at all.
	const timer = setTimeout(
		() => finish(TIMED_OUT),
		Math.min(delay, 2 ** 31 - 1),
	);
	const stop = () => {
		clearTimeout(timer);
		signal?.removeEventListener("abort", onAbort);
	};
	const finish = (reason: unknown) => {
		stop();
		then(reason);
	};
	if (signal?.aborted) onAbort();
	else signal?.addEventListener("abort", onAbort);
	return stop;
}
