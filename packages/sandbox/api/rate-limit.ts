/** Counts requests per key in windows of a minute and a day. */
import type { Clock } from "../clock.ts";

export interface Limits {
	perMinute: number;
	perDay: number;
}

export interface RateLimiter {
	/** Counts a request, and returns the seconds until the key may send its next one; 0 if this one was within the limits. */
	count(key: string): number;
	/** Forgets all requests. */
	clear(): void;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export function createRateLimiter(limits: Limits, clock: Clock): RateLimiter {
	const windows = [
		{ length: MINUTE, most: limits.perMinute },
		{ length: DAY, most: limits.perDay },
	].map((window) => ({
		...window,
		counts: new Map<string, number>(),
		start: 0,
	}));
	const count = (key: string) => {
		const now = clock.now().getTime();
		for (const window of windows) {
			const start = now - (now % window.length);
			if (start !== window.start) {
				window.start = start;
				window.counts.clear();
			}
			if ((window.counts.get(key) ?? 0) >= window.most)
				return Math.ceil((start + window.length - now) / 1000);
		}
		for (const { counts } of windows)
			counts.set(key, (counts.get(key) ?? 0) + 1);
		return 0;
	};
	return {
		count,
		clear() {
			for (const { counts } of windows) counts.clear();
		},
	};
}
