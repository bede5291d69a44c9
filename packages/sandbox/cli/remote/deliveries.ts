/** Delivery attempts, a line for each. */

import { dim, green, redOut } from "@lomi/cli";
import type { DeliveryRecord } from "@lomi/control";

/** Width of the longest name of an event. */
const NAME = 28;

/** Creates the function that prints the last attempt of each delivery once. */
export function createShow(
	print: (line: string) => void,
): (deliveries: DeliveryRecord[]) => void {
	/** Printed attempts per event. */
	const shown = new Map<string, number>();
	return (deliveries) => {
		// Newest first.
		for (const delivery of deliveries.toReversed()) {
			const { event_id, attempts } = delivery;
			if (attempts <= (shown.get(event_id) ?? 0)) continue;
			shown.set(event_id, attempts);
			print(lineOf(delivery));
		}
	};
}

/** `12:30:05  PAYMENT_SUCCEEDED  evt_…  500  attempt 1, again at 12:47:12`, in the sandbox's time. */
function lineOf({
	event_id,
	event_type,
	status,
	attempts,
	due_at,
	response_status,
	updated_at,
}: DeliveryRecord): string {
	const answer = response_status === null ? "no answer" : `${response_status}`;
	const paint = status === "delivered" ? green : redOut;
	const more = {
		delivered: attempts > 1 ? `attempt ${attempts}` : "",
		waiting: `attempt ${attempts}, again at ${timeOf(due_at ?? "")}`,
		failed: `attempt ${attempts}, the last`,
	}[status];
	return [
		dim(timeOf(updated_at)),
		event_type.padEnd(NAME),
		dim(event_id),
		paint(answer),
		...(more ? [dim(more)] : []),
	].join("  ");
}

function timeOf(moment: string): string {
	return moment.slice(11, 19);
}
