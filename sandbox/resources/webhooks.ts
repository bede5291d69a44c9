/** Webhooks: the endpoints that events go to, and what became of each delivery. */
import type { Description } from "../../description/operations.ts";
import { presenter, toRow } from "../data/present.ts";
import { type Context, type Handlers, refuseWith } from "../http/context.ts";
import { page } from "../http/lists.ts";
import { createDeliver } from "../webhooks/deliver.ts";
import { touched } from "./owned.ts";

export function webhooks(document: Description): Handlers {
	const present = presenter(document, "Webhook");
	const presentLog = presenter(document, "DeliveryLog");
	const deliver = createDeliver(document);
	const testEvent = document.webhooks["test.webhook"]?.post;
	if (!testEvent) throw new Error("The description has no test.webhook.");

	const find = async (context: Context, id: string) => {
		const row = await context.database
			.selectFrom("webhooks")
			.selectAll()
			.where("id", "=", id)
			.where("organization_id", "=", context.merchant.organization_id)
			.executeTakeFirst();
		return row ?? refuseWith(context, 404, "notFound", id);
	};

	/** Two endpoints of an organization never have the same address. */
	const checkUrl = async (context: Context, own = "") => {
		const taken = await context.database
			.selectFrom("webhooks")
			.select("id")
			.where("organization_id", "=", context.merchant.organization_id)
			.where("url", "=", context.body.url ?? "")
			.where("id", "!=", own)
			.executeTakeFirst();
		if (taken) refuseWith(context, 409, "urlTaken");
	};

	/** The fields of a request under the names that an endpoint shows them by. */
	const columns = ({ body }: Context) => {
		const { authorized_events, is_active, merchant_id: _, ...rest } = body;
		return toRow({
			...rest,
			...(authorized_events && { events: authorized_events }),
			...(is_active !== undefined && { active: is_active }),
		});
	};

	return {
		async createWebhook(context) {
			await checkUrl(context);
			const now = context.clock.now().toISOString();
			const secret = `whsec_${context.random.hex(24)}`;
			const row = await context.database
				.insertInto("webhooks")
				.values({
					id: `wh_${context.random.hex(8)}`,
					organization_id: context.merchant.organization_id,
					description: null,
					...columns(context),
					secret,
					created_at: now,
					updated_at: now,
				} as never)
				.returningAll()
				.executeTakeFirstOrThrow();
			return { data: present(row), beside: { secret } };
		},

		async listWebhooks(context) {
			const own = context.database
				.selectFrom("webhooks")
				.selectAll()
				.where("organization_id", "=", context.merchant.organization_id);
			return page(context, own, "webhooks", "id", present);
		},

		async getWebhook(context) {
			return { data: present(await find(context, context.path.id ?? "")) };
		},

		async updateWebhook(context) {
			const { id } = await find(context, context.path.id ?? "");
			await checkUrl(context, id);
			const row = await context.database
				.updateTable("webhooks")
				.set({ ...columns(context), ...touched(context) } as never)
				.where("id", "=", id)
				.returningAll()
				.executeTakeFirstOrThrow();
			return { data: present(row) };
		},

		async deleteWebhook(context) {
			const { id } = await find(context, context.path.id ?? "");
			await context.database
				.deleteFrom("webhooks")
				.where("id", "=", id)
				.execute();
			return {};
		},

		testWebhook: Object.assign(
			async (context: Context) => {
				const webhook = await find(context, context.path.id ?? "");
				const payload = JSON.stringify({
					id: `evt_${context.random.hex(12)}`,
					event: "test.webhook",
					timestamp: context.clock.now().toISOString(),
					data: { message: testEvent.summary },
					lomi_environment: context.environment,
				});
				const attempt = {
					event_type: "test.webhook",
					attempt_number: 1,
					payload,
				};
				const { log, reason } = await deliver(context, webhook, attempt);
				const { id: log_id, response_status, request_duration_ms } = log;
				const details = { log_id, response_status, request_duration_ms };
				if (!log.success)
					return refuseWith(
						context,
						400,
						"notAccepted",
						"",
						reason ? { ...details, reason } : details,
					);
				return {
					data: {
						success: true,
						message: "Test event accepted.",
						webhook_id: webhook.id,
						log_id,
						details: { response_status, request_duration_ms },
					},
				};
			},
			{ outside: true },
		),

		async listWebhookDeliveryLogs(context) {
			const { id } = await find(context, context.path.id ?? "");
			const own = context.database
				.selectFrom("delivery_logs")
				.selectAll()
				.where("webhook_id", "=", id);
			return page(context, own, "delivery_logs", "id", presentLog);
		},

		retryWebhookDelivery: Object.assign(
			async (context: Context) => {
				const { webhook_id = "", log_id = "" } = context.path;
				const webhook = await find(context, webhook_id);
				const log = await context.database
					.selectFrom("delivery_logs")
					.selectAll()
					.where("id", "=", log_id)
					.where("webhook_id", "=", webhook_id)
					.executeTakeFirst();
				if (!log) return refuseWith(context, 404, "unknownLog", log_id);
				if (log.success) return refuseWith(context, 404, "notFailed", log_id);
				// Queued: the answer doesn't wait for the endpoint.
				void deliver(context, webhook, {
					...log,
					attempt_number: log.attempt_number + 1,
				});
				return {
					data: {
						success: true,
						message: "Delivery queued again.",
						webhook_id,
						log_id,
					},
				};
			},
			{ outside: true },
		),
	};
}
