/** Why a delivery has not arrived, in the words of somebody who wants it to. */
import { fill, messages } from "../i18n.ts";

/** An attempt's result: the response's status, or the reason why there is none. */
export interface AttemptResult {
	attempts: number;
	response_status: number | null;
	reason: string | null;
}

/** Returns undefined if no attempt has failed. */
export function explainDelivery({
	attempts,
	response_status: status,
	reason,
}: AttemptResult): string | undefined {
	const words = messages().webhooks.why;
	if (attempts === 0) return undefined;
	if (status === null)
		return reason === null
			? words.timeout
			: fill(words.unreachable, { reason });
	const explanation =
		(words.statuses as Record<string, string>)[status] ??
		(words.classes as Record<string, string>)[Math.floor(status / 100)];
	return explanation && fill(explanation, { status });
}
