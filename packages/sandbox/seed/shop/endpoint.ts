/** A merchant's endpoint, as it answers in the seeded weeks: most events are accepted at once, some fail for a while. */
import { chance, pick, type Random } from "../../random.ts";
import type { Caller, CallResult } from "../../webhooks/call.ts";

/** What an endpoint answers when it doesn't accept an event. */
const FAILURES: CallResult[] = [
	{ status: 500 },
	{ status: 502 },
	{ status: 503 },
	{ status: null },
];
/** Percentage of events that are accepted at once. */
const ACCEPTED_AT_ONCE = 84;
const MOST_FAILURES = 4;

/** Creates a caller that answers for all endpoints. */
export function createScriptedCaller(random: Random): Caller {
	/** Failures to come, by event. */
	const failures = new Map<string, number>();
	return {
		async post(url, body) {
			const name = `${url} ${body}`;
			const left =
				failures.get(name) ??
				(chance(random, ACCEPTED_AT_ONCE) ? 0 : random.int(1, MOST_FAILURES));
			if (left === 0) {
				failures.delete(name);
				return { status: 200, duration: random.int(35, 900) };
			}
			failures.set(name, left - 1);
			return { ...pick(random, FAILURES), duration: random.int(35, 900) };
		},
		close() {},
	};
}
