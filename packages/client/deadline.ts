/** Runs work with a timeout and an abort signal. */

/** Rejection reason of {@link withDeadline}: the time is up, or the signal was aborted. */
export const GIVEN_UP = Symbol("given up");

/**
 * Runs `work`, and stops waiting for it after a timeout or when a signal is aborted.
 *
 * @param timeout Milliseconds.
 * @param work Receives a signal that is aborted when nothing waits for the result any more. It may ignore it.
 * @throws {GIVEN_UP} If the time is up or the signal was aborted. Anything that `work` throws is passed on.
 */
export function withDeadline<Result>(
	timeout: number,
	signal: AbortSignal | null | undefined,
	work: (signal: AbortSignal) => Result | Promise<Result>,
): Promise<Result> {
	// One per attempt: an aborted controller would end the next attempt too.
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
			// The same reason as `AbortSignal.timeout`.
			() => giveUp(new DOMException("Timed out", "TimeoutError")),
			// Timers overflow above this, and fire at once.
			Math.min(timeout, 2 ** 31 - 1),
		);
		signal?.addEventListener("abort", onAbort);
		(async () => work(controller.signal))().finally(stop).then(resolve, reject);
		if (signal?.aborted) onAbort();
	});
}
