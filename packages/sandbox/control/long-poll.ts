/** Waits for news from behind the API. */
import type { Engine, EngineEvent } from "../engine/engine.ts";
import { type ControlContext, refuseAs } from "./context.ts";
import { milliseconds } from "./durations.ts";

/** A minute: what waits longer asks again. */
const LONGEST = "PT1M";

/** How long a request waits, in milliseconds; undefined where it doesn't. */
export function readWait(context: ControlContext): number | undefined {
	const { wait } = context.query;
	if (wait === undefined) return undefined;
	const time = milliseconds(wait);
	return time <= milliseconds(LONGEST)
		? time
		: refuseAs(context, 400, `\`wait\` must be at most ${LONGEST}`);
}

/**
 * Looks until there is something: at once, and after each of the news.
 *
 * @param time Milliseconds, after which it gives nothing.
 * @param look Gives what there is. It is told of the news.
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
	// From before the first look, so that nothing is missed.
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
				// It may have come in between.
				if (done.aborted || queue.length > 0) resolve();
			});
		}
	} finally {
		stop();
	}
}
