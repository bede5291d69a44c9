/** The suite's clock, so that tests don't wait. */
import * as timers from "node:timers/promises";

export interface Clock {
	/** Milliseconds since an arbitrary point in time. */
	now(): number;
	/** Waits that many milliseconds, or rejects when the signal aborts. */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
	/** Calls `onTimeout` after that many milliseconds. Returns a function that cancels it. */
	startTimeout(milliseconds: number, onTimeout: () => void): () => void;
}

export const REAL_CLOCK: Clock = {
	now: () => performance.now(),
	sleep: (milliseconds, signal) =>
		timers.setTimeout(milliseconds, undefined, { signal }),
	startTimeout(milliseconds, onTimeout) {
		const timer = setTimeout(onTimeout, milliseconds);
		return () => clearTimeout(timer);
	},
};
