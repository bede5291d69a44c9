/** Webhooks: endpoints, their delivery logs, test events and redeliveries. */
import { idPrefixes } from "@lomi/spec";
import { createSerializer, toRow } from "../../db/serializers.ts";
import type { Outbox } from "../../engine/outbox.ts";
import type { Scheduler } from "../../engine/scheduler.ts";
import type { Serializers } from "../../engine/serializers.ts";
import type { EventName } from "../../schema-types.ts";
import type { Dispatcher } from "../../webhooks/dispatcher.ts";
import {
	type Context,
	type ContextOf,
	type Described,
	type Handlers,
	refuseWith,
	unitOfWork,
} from "../context.ts";
import { page } from "../lists.ts";
import { touched } from "../owned.ts";

/** The event that `testWebhook` sends. */
const TEST: EventName = "test.webhook";

interface Parts extends Described {
	serializers: Pick<Serializers, "webhook">;
	outbox: Pick<Outbox, "prepare" | "deliverAgain">;
	dispatcher: Pick<Dispatcher, "attempt">;
	scheduler: Pick<Scheduler, "deliverSoon">;
}

export function webhooks({
	document,
	serializers,
	outbox,
	dispatcher,
	scheduler,
}: Parts): Handlers {
	const { webhook: serialize } = serializers;
	const serializeLog = createSerializer(document, "DeliveryLog");
	const prefixes = idPrefixes(document);
	const testEvent = document.webhooks[TEST]?.post;
	if (!testEvent) throw new Error(`The description has no ${TEST}.`);

	const find = async (context: Context, id: string) => {
		const row = await context.database
			.selectFrom("webhooks")
			.selectAll()
			.where("id", "=", id)
			.where("organization_id", "=", context.merchant.organization_id)
			.executeTakeFirst();
		return row ?? refuseWith(context, 404, "notFound", id);
	};

	/** An organization's endpoints have unique URLs. */
	const checkUrl = async (context: Context, url: string, own = "") => {
		const taken = await context.database
			.selectFrom("webhooks")
			.select("id")
			.where("organization_id", "=", context.merchant.organization_id)
			.where("url", "=", url)
			.where("id", "!=", own)
			.executeTakeFirst();
		if (taken) refuseWith(context, 409, "urlTaken");
	};

	return {
		async createWebhook(context) {
			// Requests and responses name these two fields differently.
			const {
				authorized_events: events,
				is_active: active,
				...rest
			} = context.body;
			await checkUrl(context, rest.url);
			const now = context.clock.now().toISOString();
			const secret = `${prefixes.webhookSecret}${context.random.hex(24)}`;
			const row = await context.database
				.insertInto("webhooks")
				.values({
					id: `${prefixes.webhook}${context.random.hex(8)}`,
					...toRow({ ...rest, events, active }),
					organization_id: context.merchant.organization_id,
					secret,
					created_at: now,
					updated_at: now,
				})
				.returningAll()
				.executeTakeFirstOrThrow();
			return { data: serialize(row), extra: { secret } };
		},

		async listWebhooks(context) {
			const own = context.database
				.selectFrom("webhooks")
				.selectAll()
				.where("organization_id", "=", context.merchant.organization_id);
			return page(context, own, "webhooks", "id", serialize);
		},

		async getWebhook(context) {
			return { data: serialize(await find(context, context.path.id)) };
		},

		async updateWebhook(context) {
			const { id } = await find(context, context.path.id);
			const {
				authorized_events: events,
				is_active: active,
				...rest
			} = context.body;
			if (rest.url !== undefined) await checkUrl(context, rest.url, id);
			const row = await context.database
				.updateTable("webhooks")
				.set({
					...toRow({ ...rest, events, active }),
					...touched(context),
				})
				.where("id", "=", id)
				.returningAll()
				.executeTakeFirstOrThrow();
			// What was waiting while it was inactive, or failed at its old URL.
			scheduler.deliverSoon(true);
			return { data: serialize(row) };
		},

		async deleteWebhook(context) {
			const { id } = await find(context, context.path.id);
			await context.database
				.deleteFrom("webhooks")
				.where("id", "=", id)
				.execute();
			return {};
		},

		testWebhook: Object.assign(
			async (context: ContextOf<"testWebhook">) => {
				const webhook = await find(context, context.path.id);
				const { event_id } = await outbox.prepare(
					unitOfWork(context),
					context.merchant,
					TEST,
					{ message: testEvent.summary },
					webhook.id,
				);
				const attempt = await dispatcher.attempt(event_id, webhook.id);
				if (!attempt) return refuseWith(context, 404, "notFound", webhook.id);
				const { success, reason, log_id, status, request_duration_ms } =
					attempt;
				const responded = { response_status: status, request_duration_ms };
				if (responded.response_status === null)
					return refuseWith(context, 400, "noAnswer", "", reason);
				if (!success)
					return refuseWith(context, 400, "notAccepted", "", {
						log_id,
						...responded,
						...(reason && { reason }),
					});
				return {
					data: {
						success: true,
						message: "Test event accepted.",
						webhook_id: webhook.id,
						...(log_id && { log_id }),
						details: responded,
					},
				};
			},
			{ withoutTransaction: true },
		),

		async listWebhookDeliveryLogs(context) {
			const { id } = await find(context, context.path.id);
			const own = context.database
				.selectFrom("delivery_logs")
				.selectAll()
				.where("webhook_id", "=", id);
			return page(context, own, "delivery_logs", "id", serializeLog);
		},

		async retryWebhookDelivery(context) {
			const { webhook_id, log_id } = context.path;
			await find(context, webhook_id);
			const log = await context.database
				.selectFrom("delivery_logs")
				.selectAll()
				.where("id", "=", log_id)
				.where("webhook_id", "=", webhook_id)
				.executeTakeFirst();
			if (!log) return refuseWith(context, 404, "unknownLog", log_id);
			if (log.success) return refuseWith(context, 404, "notFailed", log_id);
			await outbox.deliverAgain(unitOfWork(context), context.merchant, log);
			return {
				data: {
					success: true,
					message: "Delivery queued again.",
					webhook_id,
					log_id,
				},
			};
		},
	};
}
