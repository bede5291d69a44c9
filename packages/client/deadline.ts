/** Work that must end in time, and when a signal says so. */

/** What is thrown where nobody waits any more: the time is over, or the signal has aborted. */
export const GIVEN_UP = Symbol("given up");

/**
 * Does some work, and waits for it no longer than a time, and not once a signal has aborted.
 *
 * @param timeout Milliseconds.
 * @param work Is told by a signal when nobody waits any more. It need not heed it.
 * @throws {GIVEN_UP} Where the time is over, or the signal has aborted; otherwise what the work throws.
 */
export function withDeadline<Result>(
	timeout: number,
	signal: AbortSignal | null | undefined,
	work: (signal: AbortSignal) => Result | Promise<Result>,
): Promise<Result> {
	// Its own for each attempt: one that has been aborted would end the next attempt, too.
	const controller = new AbortController();
	return new Promise((resolve, reject) => {
		const stop = () => {
			clearTimeout(timer);
			signal?.removeEventListener("abort", onAbort);
		};
		const giveUp = (reason: unknown) => {
			stop();
			controller.abort(reason);
			reject(GIVEN_UP);
		};
		const onAbort = () => giveUp(signal?.reason);
		const timer = setTimeout(
			// As `AbortSignal.timeout` tells of it.
			() => giveUp(new DOMException("Timed out", "TimeoutError")),
			// A longer time would overflow, and be none at all.
			Math.min(timeout, 2 ** 31 - 1),
		);
		signal?.addEventListener("abort", onAbort);
		(async () => work(controller.signal))().finally(stop).then(resolve, reject);
		if (signal?.aborted) onAbort();
	});
}
