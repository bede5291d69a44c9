/** Counts requests per key in windows of a minute and a day. */
import type { Clock } from "../clock.ts";
import type { Peers } from "../db/peers.ts";

export interface Limits {
	perMinute: number;
	perDay: number;
}

export interface RateLimiter {
	/** Counts a request, and returns the seconds until the key may send its next one; 0 if this one was within the limits. */
	count(key: string): Promise<number>;
	/** Forgets all requests. */
	clear(): Promise<void>;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** @param counts Those of instances that count together. Default: this one counts alone, in memory. */
export function createRateLimiter(
	limits: Limits,
	clock: Clock,
	counts?: Peers["requestCounts"],
): RateLimiter {
	const windows = [
		{ length: MINUTE, most: limits.perMinute },
		{ length: DAY, most: limits.perDay },
	];
	return counts
		? countTogether(windows, clock, counts)
		: countInMemory(windows, clock);
}

interface Window {
	/** Milliseconds. */
	length: number;
	/** Requests. */
	most: number;
}

function startOf({ length }: Window, now: number): number {
	return now - (now % length);
}

function secondsLeft(window: Window, now: number): number {
	return Math.ceil((startOf(window, now) + window.length - now) / 1000);
}

function countInMemory(all: Window[], clock: Clock): RateLimiter {
	const windows = all.map((window) => ({
		...window,
		counts: new Map<string, number>(),
		start: 0,
	}));
	return {
		async count(key) {
			const now = clock.now().getTime();
			for (const window of windows) {
				const start = startOf(window, now);
				if (start !== window.start) {
					window.start = start;
					window.counts.clear();
				}
				if ((window.counts.get(key) ?? 0) >= window.most)
					return secondsLeft(window, now);
			}
			for (const { counts } of windows)
				counts.set(key, (counts.get(key) ?? 0) + 1);
			return 0;
		},
		async clear() {
			for (const { counts } of windows) counts.clear();
		},
	};
}

function countTogether(
	windows: Window[],
	clock: Clock,
	counts: Peers["requestCounts"],
): RateLimiter {
	return {
		async count(key) {
			const now = clock.now().getTime();
			const full = await counts.add(
				key,
				windows.map((each) => ({ ...each, start: startOf(each, now) })),
			);
			const window = windows.find(({ length }) => length === full);
			return window ? secondsLeft(window, now) : 0;
		},
		clear: counts.clear,
	};
}
