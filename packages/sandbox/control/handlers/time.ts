/** Clock, resets and snapshots. */

import { toUtc } from "../../api/parse-request.ts";
import type { Engine } from "../../engine/engine.ts";
import { serializeClock } from "../clock-state.ts";
import type { ControlHandlers } from "../context.ts";
import { refuseAs } from "../context.ts";
import { addDuration, LATEST } from "../durations.ts";
import type { SnapshotStore } from "../snapshots.ts";

interface Parts {
	engine: Pick<Engine, "clock" | "advance" | "freeze" | "resume">;
	snapshots: SnapshotStore;
}

export function time({ engine, snapshots }: Parts): ControlHandlers {
	const now = () => engine.clock().now.toISOString();
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

		async resetData({ body: { to = "seed" } }) {
			await snapshots.reset(to);
			return { data: { to, now: now() } };
		},
		async createSnapshot({ body: { name = "default" } }) {
			return { data: await snapshots.take(name) };
		},
		async listSnapshots() {
			return { data: snapshots.list() };
		},
		async deleteSnapshot(context) {
			const { name } = context.path;
			if (!(await snapshots.remove(name)))
				refuseAs(context, 404, unknownSnapshot(name));
			return {};
		},
		async restoreSnapshot(context) {
			const { name } = context.path;
			const restored = await snapshots.restore(name);
			return {
				data: restored ?? refuseAs(context, 404, unknownSnapshot(name)),
			};
		},
	};
}

function unknownSnapshot(name: string): string {
	return `There is no snapshot \`${name}\`. Take it first.`;
}
