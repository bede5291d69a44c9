/**
 * Timers and clocks as they are when this module is loaded. A test that uses `lomi-sandbox/testing` may install fake timers, which are for
 * the test's own code: the sandbox in the same process must go on.
 */
import timers from "node:timers";

export const { setTimeout, clearTimeout, setImmediate } = { ...timers };

/** Milliseconds since 1970, by the machine's clock. */
export const epochNow: () => number = Date.now;

/** Milliseconds since the process started, to measure durations. */
export const elapsed: () => number = performance.now.bind(performance);

/** Resolves in the next turn of the event loop, after everything that has arrived was handled. */
export function nextTurn(): Promise<void> {
	return new Promise((resolve) => {
		setImmediate(resolve);
	});
}

/** Resolves after a time in milliseconds, or as soon as the signal is aborted. */
export function sleep(time: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted) return Promise.resolve();
	return new Promise((resolve) => {
		const end = () => {
			clearTimeout(timer);
			signal?.removeEventListener("abort", end);
			resolve();
		};
		const timer = setTimeout(end, time);
		signal?.addEventListener("abort", end);
	});
}
