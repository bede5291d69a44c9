/** Draws injected latencies from the distribution that a rule names. */
import type { Latency } from "@lomi/control";
import { normal, type Random } from "../../random.ts";

/** Milliseconds, newly drawn on each call. */
export function drawLatency(random: Random, latency: Latency): number {
	switch (latency.distribution) {
		case "fixed":
			return latency.ms;
		case "uniform":
			return latency.min_ms + share(random) * (latency.max_ms - latency.min_ms);
		case "normal":
			return Math.max(
				0,
				latency.mean_ms + normal(random) * latency.deviation_ms,
			);
		case "exponential":
			return -latency.mean_ms * Math.log(share(random));
	}
}

/** A number in (0, 1]. */
function share(random: Random): number {
	return random.int(1, 2 ** 30) / 2 ** 30;
}
