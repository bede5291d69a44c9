/** The queries for due deliveries. */
import type { Database } from "../db/database.ts";
import { prepare } from "../db/statements.ts";
import type { DeliveryRow, EventRow } from "../db/tables.ts";

/** A delivery with its event and endpoint. */
export type PendingDelivery = DeliveryRow &
	Omit<EventRow, "sequence"> & { url: string; secret: string };

/** Most deliveries that are counted. */
const MOST_COUNTED = 50;

/** Prepares the queries. Times are in ISO 8601. */
export function createDeliveryQueries() {
	const pendingDeliveries = (on: Database) =>
		on
			.selectFrom("deliveries")
			.innerJoin("events", "events.event_id", "deliveries.event_id")
			.innerJoin("webhooks", "webhooks.id", "deliveries.webhook_id")
			.selectAll("deliveries")
			.select([
				"merchant_id",
				"events.organization_id",
				"event_type",
				"payload",
				"events.created_at",
				"url",
				"secret",
			]);
	const selectDue = prepare<{
		webhook_id: string;
		now: string;
		most: number;
	}>()((on, { webhook_id, now, most }) =>
		pendingDeliveries(on)
			.where("deliveries.webhook_id", "=", webhook_id)
			.where("active", "=", 1)
			.where("due_at", "<=", now)
			.orderBy("due_at")
			.orderBy("deliveries.sequence")
			.limit(most),
	);
	const countDue = prepare<{ webhook_id: string; now: string }>()(
		(on, { webhook_id, now }) =>
			on
				.selectFrom(
					on
						.selectFrom("deliveries")
						.select("event_id")
						.where("webhook_id", "=", webhook_id)
						.where("due_at", "<=", now)
						.limit(MOST_COUNTED)
						.as("due"),
				)
				.select(({ fn }) => fn.countAll<number>().as("number")),
	);
	const selectEndpointsWithDue = prepare<{ now: string }>()((on, { now }) =>
		on
			.selectFrom("webhooks")
			.select(["id", "organization_id"])
			.where("active", "=", 1)
			.where(({ exists, selectFrom }) =>
				exists(
					selectFrom("deliveries")
						.select("event_id")
						.whereRef("webhook_id", "=", "webhooks.id")
						.where("due_at", "<=", now),
				),
			),
	);
	const selectNext = prepare<object>()((on) =>
		on
			.selectFrom("webhooks")
			.select("id")
			.select(({ selectFrom }) =>
				selectFrom("deliveries")
					.select(({ fn }) => fn.min("due_at").as("due_at"))
					.whereRef("webhook_id", "=", "webhooks.id")
					.where("due_at", "is not", null)
					.as("due_at"),
			)
			.where("active", "=", 1),
	);
	const selectOne = prepare<{ event_id: string; webhook_id: string }>()(
		(on, { event_id, webhook_id }) =>
			pendingDeliveries(on)
				.where("deliveries.event_id", "=", event_id)
				.where("deliveries.webhook_id", "=", webhook_id),
	);
	return {
		/** The first due deliveries of an endpoint, in order. */
		selectDue,
		/** Number of an endpoint's due deliveries, up to {@link MOST_COUNTED}. */
		countDue,
		/** Active endpoints with due deliveries. */
		selectEndpointsWithDue,
		/** When each active endpoint's next delivery is due; null if none is. */
		selectNext,
		selectOne,
	};
}
