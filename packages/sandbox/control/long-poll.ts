/** Long polling for events and delivery attempts. */
import type { Engine, EngineEvent } from "../engine/engine.ts";
import { type ControlContext, refuseAs } from "./context.ts";
import { milliseconds } from "./durations.ts";

/** The request's wait in milliseconds; undefined if it doesn't wait. */
export function readWait(context: ControlContext): number | undefined {
	const { query, operation } = context;
	if (query.wait === undefined) return undefined;
	const time = milliseconds(query.wait);
	// Clients poll again after it.
	const longest = operation.parameters.find(({ name }) => name === "wait")
		?.schema["x-maximum"];
	return time <= milliseconds(longest)
		? time
		: refuseAs(context, 400, `\`wait\` must be at most ${longest}`);
}

/**
 * Runs a query until it finds something: immediately, and after each engine event.
 *
 * @param time Timeout in milliseconds, after which it returns an empty list.
 * @param query Receives the engine event that triggered it, if any.
 */
export async function pollUntil<Found>(
	{ listen }: Pick<Engine, "listen">,
	ending: AbortSignal,
	time: number,
	query: (event: EngineEvent | undefined) => Promise<Found[]>,
): Promise<Found[]> {
	const queue: (EngineEvent | undefined)[] = [undefined];
	let wake = () => {};
	const done = AbortSignal.any([ending, AbortSignal.timeout(time)]);
	done.addEventListener("abort", () => wake());
	// Subscribed before the first query, so that nothing is missed.
	const stop = listen((event) => {
		queue.push(event);
		wake();
	});
	try {
		for (;;) {
			while (queue.length > 0) {
				const found = await query(queue.shift());
				if (found.length > 0) return found;
			}
			if (done.aborted) return [];
			await new Promise<void>((resolve) => {
				wake = resolve;
				// An event may have arrived in between.
				if (done.aborted || queue.length > 0) resolve();
			});
		}
	} finally {
		stop();
	}
}
