/** What happens when a run ends early: interrupted, without its server, or by an error. */
import { CommandError } from "@lomi/cli";
import type { Clock } from "../http/clock.ts";
import { type Exchange, ServerGone } from "../http/exchange.ts";
import { NoResponse } from "../http/response.ts";
import type { Sender } from "../http/sender.ts";
import type { Send } from "../resources/list-pages.ts";
import type { Resources } from "../resources/resources.ts";

/** How long a request may take once the run is ending early, in milliseconds. */
export const GRACE_PERIOD = 5_000;
/** How long the clean-up may then take in all, with the waits for a rate limit. */
const CLEAN_UP_LIMIT = 60_000;

/** Deletes everything that was created, without checking the responses, until the server stops responding. */
export async function cleanUpEarly(
	cleanUp: Resources["cleanUp"],
	exchange: Exchange,
	sender: Sender,
	clock: Clock,
): Promise<void> {
	sender.limitTimeout(GRACE_PERIOD);
	const end = new AbortController();
	const { signal } = end;
	const cancelLimit = clock.startTimeout(CLEAN_UP_LIMIT, () => end.abort());
	const send: Send = async (request) => {
		const response = await exchange(request, { signal }).catch(() => undefined);
		if (response && !(response instanceof NoResponse)) return response;
		end.abort();
		return undefined;
	};
	await cleanUp({ all: true, send });
	cancelLimit();
}

/** Why a run that had started ended early; undefined for an error of the suite itself. */
export function reasonOf(
	error: unknown,
	signal: AbortSignal | undefined,
): string | undefined {
	if (signal?.aborted)
		return "The run was interrupted, so the rest was not tested.";
	if (error instanceof ServerGone)
		return "The server stopped responding, so the rest was not tested, and created resources may still exist.";
	if (error instanceof CommandError)
		return `${error.message} The rest was not tested.`;
	return undefined;
}
