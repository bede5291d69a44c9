/** A clock of the test's, for the contract suite: no wait takes any time. */
import type { Clock } from "../../packages/contract/http/clock.ts";

export interface TestClock extends Clock {
	/** Has all limits pass that are running. */
	expire(): void;
}

/** A clock on which every wait is over at once, and which then says when that would have been. A limit passes only when it is told to. */
export function createClock(): TestClock {
	let time = 0;
	const limits = new Set<() => void>();
	return {
		now: () => time,
		async sleep(milliseconds, signal) {
			signal?.throwIfAborted();
			time += milliseconds;
		},
		startTimeout(_milliseconds, onTimeout) {
			limits.add(onTimeout);
			return () => limits.delete(onTimeout);
		},
		expire() {
			for (const passed of limits) passed();
		},
	};
}
