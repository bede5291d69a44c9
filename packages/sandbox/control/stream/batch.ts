/** What has happened since the last messages, within bounds. */
import type { RequestSummary } from "@lomi/control";
import type { Database } from "../../db/database.ts";
import type { DeliveryRow, EventRow } from "../../db/tables.ts";
import type { Exchange } from "../requests/request-log.ts";
import { KINDS, type Kind, type List, type Lists } from "./reader.ts";

/** Most items of a message: the latest. */
const MOST = 100;

/** What there is to tell, as it is where it happens. */
interface Items {
	requests: Exchange;
	events: EventRow;
	deliveries: DeliveryRow;
}

export interface Batch {
	/** Adds what happened last. If there is enough already, the oldest is only counted. */
	add<Name extends Kind>(kind: Name, item: Items[Name]): void;
	isEmpty(): boolean;
	/** True if more happened than it has. */
	isOverfull(): boolean;
	/** The lists that aren't empty. */
	serialize(parts: BatchParts): Promise<List[]>;
}

export interface BatchParts {
	database: Database;
	summarize(exchanges: Exchange[]): Promise<RequestSummary[]>;
}

export function createBatch(): Batch {
	const items: { [Name in Kind]: Items[Name][] } = {
		requests: [],
		events: [],
		deliveries: [],
	};
	const skipped: Record<Kind, number> = {
		requests: 0,
		events: 0,
		deliveries: 0,
	};
	return {
		add(kind, item) {
			if (items[kind].push(item) <= MOST) return;
			items[kind].shift();
			skipped[kind]++;
		},
		isEmpty: () => KINDS.every((kind) => items[kind].length === 0),
		isOverfull: () => KINDS.some((kind) => skipped[kind] > 0),
		async serialize({ database, summarize }) {
			const lists: Lists = {
				requests:
					items.requests.length > 0 ? await summarize(items.requests) : [],
				events: items.events.map(
					({ event_id, event_type, merchant_id, created_at }) => ({
						event_id,
						event_type,
						merchant_id,
						created_at,
					}),
				),
				deliveries:
					items.deliveries.length > 0
						? await describe(database, items.deliveries)
						: [],
			};
			return KINDS.map((kind) => ({
				kind,
				text: JSON.stringify(lists[kind]),
				length: lists[kind].length,
				skipped: skipped[kind],
			})).filter(({ length, skipped }) => length + skipped > 0);
		},
	};
}

/** Adds to deliveries what is known of their events. */
async function describe(
	database: Database,
	rows: DeliveryRow[],
): Promise<Lists["deliveries"]> {
	const ids = rows.map(({ event_id }) => event_id);
	const events = await database
		.selectFrom("events")
		.select(["event_id", "event_type", "merchant_id"])
		.where("event_id", "in", ids)
		.execute();
	const known = new Map(events.map((event) => [event.event_id, event]));
	return rows.flatMap((row) => {
		const { webhook_id, status, attempts, response_status, reason } = row;
		const event = known.get(row.event_id);
		return event
			? [{ ...event, webhook_id, status, attempts, response_status, reason }]
			: [];
	});
}
