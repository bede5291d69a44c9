/** A clock for the contract suite on which no wait takes any time. */
import type { Clock } from "../../../packages/contract/http/clock.ts";

export interface TestClock extends Clock {
	/** Ends all running timeouts. */
	expire(): void;
}

/** On this clock every sleep ends at once and advances the time. Timeouts end only when `expire` is called. */
export function createClock(): TestClock {
	let time = 0;
	const timeouts = new Set<() => void>();
	return {
		now: () => time,
		async sleep(milliseconds, signal) {
			signal?.throwIfAborted();
			time += milliseconds;
		},
		startTimeout(_milliseconds, onTimeout) {
			timeouts.add(onTimeout);
			return () => timeouts.delete(onTimeout);
		},
		expire() {
			for (const onTimeout of timeouts) onTimeout();
		},
	};
}
