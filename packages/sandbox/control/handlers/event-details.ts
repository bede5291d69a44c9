/** One event with its deliveries: what was sent where, and what the endpoints answered. */
import type { Database } from "../../db/database.ts";
import { signatureOf } from "../../webhooks/signature.ts";
import { type ControlHandlers, refuseAs } from "../context.ts";
import { selectDeliveries } from "./deliveries.ts";
import { serializeEvent } from "./events.ts";

interface Parts {
	database: Database;
}

export function eventDetails({ database }: Parts): ControlHandlers {
	/** The event's deliveries, with what was sent. */
	const readDeliveries = (event_id: string) =>
		selectDeliveries(database)
			.innerJoin("webhooks", "webhooks.id", "deliveries.webhook_id")
			.select(["url", "secret", "payload"])
			.where("deliveries.event_id", "=", event_id)
			.orderBy("webhook_id")
			.execute();

	/** The attempts to deliver the event, by endpoint. */
	const readLogs = async (event_id: string) => {
		const rows = await database
			.selectFrom("delivery_logs")
			.select(["webhook_id", "id", "attempt_number", "success"])
			.select(["response_status", "response_text"])
			.select(["request_duration_ms", "created_at"])
			.where("event_id", "=", event_id)
			.orderBy("created_at")
			.orderBy("attempt_number")
			.execute();
		return Map.groupBy(rows, ({ webhook_id }) => webhook_id);
	};

	return {
		async getEvent(context) {
			const { event_id } = context.path;
			const event =
				(await database
					.selectFrom("events")
					.selectAll()
					.where("event_id", "=", event_id)
					.executeTakeFirst()) ??
				refuseAs(context, 404, `There is no event with ID \`${event_id}\`.`);
			const deliveries = await readDeliveries(event_id);
			const logs = await readLogs(event_id);
			return {
				data: {
					...serializeEvent(event),
					// The secret itself is shown to nobody.
					deliveries: deliveries.map(({ secret, payload, ...delivery }) => ({
						...delivery,
						signature: signatureOf(payload, secret),
						logs: (logs.get(delivery.webhook_id) ?? []).map(
							({ webhook_id: _, success, ...log }) => ({
								...log,
								success: success === 1,
							}),
						),
					})),
				},
			};
		},
	};
}
