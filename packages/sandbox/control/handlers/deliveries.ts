/** Deliveries of events to endpoints. */
import type { Database } from "../../db/database.ts";
import type { Engine, EngineEvent } from "../../engine/engine.ts";
import type { ControlContextOf, ControlHandlers } from "../context.ts";
import { pollUntil, readWait } from "../long-poll.ts";

interface Parts {
	database: Database;
	engine: Pick<Engine, "listen">;
	/** Aborted when the sandbox closes: requests that wait are answered then. */
	ending: AbortSignal;
}

export function deliveries({
	database,
	engine,
	ending,
}: Parts): ControlHandlers {
	const find = ({ query }: ControlContextOf<"listDeliveries">) => {
		const { event, merchant_id, event_id, webhook_id, status, since } = query;
		let rows = selectDeliveries(database);
		if (event) rows = rows.where("event_type", "=", event);
		if (merchant_id) rows = rows.where("merchant_id", "=", merchant_id);
		if (event_id) rows = rows.where("deliveries.event_id", "=", event_id);
		if (webhook_id) rows = rows.where("webhook_id", "=", webhook_id);
		if (status) rows = rows.where("status", "=", status);
		if (since) rows = rows.where("deliveries.updated_at", ">=", since);
		return rows
			.orderBy("deliveries.updated_at", "desc")
			.orderBy("events.sequence", "desc")
			.orderBy("webhook_id")
			.limit(query.limit);
	};

	/** Without `since`, only the attempt that was just made. */
	const look =
		(context: ControlContextOf<"listDeliveries">) =>
		async (event: EngineEvent | undefined) => {
			const rows = find(context);
			if (context.query.since) return rows.execute();
			if (event?.kind !== "attempt") return [];
			const { event_id, webhook_id } = event.delivery;
			return rows
				.where("deliveries.event_id", "=", event_id)
				.where("webhook_id", "=", webhook_id)
				.execute();
		};

	return {
		async listDeliveries(context) {
			const time = readWait(context);
			return {
				data:
					time === undefined
						? await find(context).execute()
						: await pollUntil(engine, ending, time, look(context)),
			};
		},
	};
}

/** Deliveries with what is known of their event. */
export function selectDeliveries(database: Database) {
	return database
		.selectFrom("deliveries")
		.innerJoin("events", "events.event_id", "deliveries.event_id")
		.select(["events.event_id", "event_type", "merchant_id", "webhook_id"])
		.select(["status", "attempts", "due_at", "response_status", "reason"])
		.select("deliveries.updated_at");
}
