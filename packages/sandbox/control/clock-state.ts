/** The clock as the control plane shows it. */
import type { ClockState as ShownClock } from "@lomi/control";
import type { ClockState } from "../engine/engine.ts";

export function serializeClock({
	now,
	frozen,
	advance,
}: ClockState): ShownClock {
	return {
		now: now.toISOString(),
		frozen,
		...(advance && {
			advance: {
				from: advance.from.toISOString(),
				to: advance.to.toISOString(),
				jobs: advance.jobs,
			},
		}),
	};
}
