/** The clock, and what happens next by it. */

import { toUtc } from "../../api/parse-request.ts";
import type { Engine } from "../../engine/engine.ts";
import { serializeClock } from "../clock-state.ts";
import type { ControlHandlers } from "../context.ts";
import { refuseAs } from "../context.ts";
import { addDuration, LATEST } from "../durations.ts";

interface Parts {
	engine: Pick<Engine, "clock" | "advance" | "freeze" | "resume" | "upcoming">;
}

export function time({ engine }: Parts): ControlHandlers {
	const clock = async () => ({ data: serializeClock(engine.clock()) });
	return {
		getClock: clock,
		async advanceClock(context) {
			const { body, signal } = context;
			const { by, to = "" } = body;
			await engine.advance((now) => {
				const then = by ? addDuration(now, by) : new Date(toUtc(to));
				// An offset may put a time of 2099 into 2100.
				if (!then || then > LATEST)
					return refuseAs(
						context,
						400,
						`${by ?? to} leads past the year ${LATEST.getUTCFullYear()}.`,
					);
				return then;
			}, signal);
			return clock();
		},
		async freezeClock() {
			await engine.freeze();
			return clock();
		},
		async resumeClock() {
			await engine.resume();
			return clock();
		},
		async listUpcoming({ query: { limit, merchant_id } }) {
			return { data: await engine.upcoming(limit, merchant_id) };
		},
	};
}
