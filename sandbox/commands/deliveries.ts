/** Attempts to deliver events, a line for each. */
import type { DeliveryRecord } from "../../generated/control.ts";
import { dim, green, redOut } from "../../scripts/terminal.ts";

export interface Show {
	/** Shows those attempts of a list that have not been shown. */
	missed(deliveries: DeliveryRecord[]): void;
	/** Shows attempts that were just made. */
	next(deliveries: DeliveryRecord[]): void;
}

/** Width of the longest name of an event. */
const NAME = 28;

export function createShow(print: (line: string) => void): Show {
	/** What was shown last of each event. */
	const shown = new Map<string, string>();
	/** Of those that a list had: the news of the same attempt may still come. */
	let listed = new Set<string>();
	const show = (delivery: DeliveryRecord, key: string) => {
		shown.set(delivery.event_id, key);
		print(lineOf(delivery));
	};
	return {
		missed(deliveries) {
			listed = new Set();
			for (const delivery of deliveries.toReversed()) {
				const key = keyOf(delivery);
				if (delivery.attempts === 0 || shown.get(delivery.event_id) === key)
					continue;
				listed.add(key);
				show(delivery, key);
			}
		},
		next(deliveries) {
			for (const delivery of deliveries.toReversed()) {
				const key = keyOf(delivery);
				// The same again, where the clock stands still, is an event that was sent again.
				if (delivery.attempts > 0 && !listed.has(key)) show(delivery, key);
			}
		},
	};
}

function keyOf({ event_id, attempts, updated_at }: DeliveryRecord): string {
	return `${event_id} ${attempts} ${updated_at}`;
}

/** `12:30:05  PAYMENT_SUCCEEDED  evt_…  500  attempt 1, again at 12:47:12`, in the time of the sandbox. */
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
