/** Checkout sessions: a page on which one customer pays once, until it expires. */
import type { Description } from "@lomi/spec";
import { toRow } from "../../db/serializers.ts";
import { prepare, prepareCreation } from "../../db/statements.ts";
import type { Item } from "../../engine/items.ts";
import type { Scheduler } from "../../engine/scheduler.ts";
import type { Serializers, SessionLike } from "../../engine/serializers.ts";
import { readSessionLimits } from "../../engine/session-limits.ts";
import { uuid } from "../../random.ts";
import { type Context, type Handlers, refuseWith } from "../context.ts";
import { page } from "../lists.ts";
import { owned } from "../owned.ts";
import { formatTime } from "../parse-request.ts";
import { findRequestedItem } from "../requested-item.ts";

const MINUTE = 60_000;

interface Parts {
	document: Description;
	serializers: Pick<Serializers, "session">;
	scheduler: Pick<Scheduler, "wakeAt">;
}

export function checkoutSessions({
	document,
	serializers,
	scheduler,
}: Parts): Handlers {
	const limits = readSessionLimits(document);
	const serialize =
		({ origin }: Context) =>
		(row: SessionLike) =>
			serializers.session(row, origin);

	const create = prepareCreation("checkout_sessions", [
		"quantity",
		"allow_quantity",
	]);
	const selectConnected = prepare<{ merchant_id: string }>()(
		(database, { merchant_id }) =>
			database
				.selectFrom("providers")
				.select("code")
				.where("merchant_id", "=", merchant_id)
				.where("is_connected", "=", 1),
	);

	return {
		async createCheckoutSession(context) {
			const { expiration_minutes, ...body } = context.body;
			const item = await findRequestedItem(context, (scenario, id) =>
				refuseWith(context, 400, scenario, id),
			);
			if (item && item.currency_code !== body.currency_code)
				refuseWith(
					context,
					400,
					"otherCurrency",
					"",
					`\`currency_code\` must be ${item.currency_code}, the currency of the ${item.kind}`,
				);
			// Without an item, the schema requires an amount.
			const amount = item ? priceOf(item, body.quantity) : (body.amount ?? 0);
			if (amount > limits.amount) refuseWith(context, 400, "amountTooLarge");
			await checkSubscription(context, body.subscription_id);
			const { database, merchant } = context;
			checkProviders(
				context,
				body.allowed_providers,
				await selectConnected(database, merchant),
			);
			const now = owned(context);
			const expires = Date.parse(now.created_at) + expiration_minutes * MINUTE;
			const row = await create(database, {
				checkout_session_id: uuid(context.random),
				status: "open",
				expires_at: formatTime(expires),
				...toRow(body),
				amount,
				...now,
			});
			scheduler.wakeAt(row.expires_at);
			return { data: serialize(context)(row) };
		},

		async listCheckoutSessions(context) {
			const own = context.database
				.selectFrom("checkout_sessions")
				.selectAll()
				.where("merchant_id", "=", context.merchant.merchant_id);
			return page(
				context,
				own,
				"checkout_sessions",
				"checkout_session_id",
				serialize(context),
			);
		},

		async getCheckoutSession(context) {
			const row = await context.database
				.selectFrom("checkout_sessions")
				.selectAll()
				.where("checkout_session_id", "=", context.path.id)
				.executeTakeFirst();
			if (!row) return refuseWith(context, 404, "notFound");
			if (row.merchant_id !== context.merchant.merchant_id)
				return refuseWith(context, 403, "otherMerchant");
			return { data: serialize(context)(row) };
		},
	};
}

/** Plans are sold once. */
function priceOf({ kind, amount }: Item, quantity: number): number {
	return kind === "product" ? amount * quantity : amount;
}

/** Nobody pays for another merchant's subscription. */
async function checkSubscription(
	context: Context,
	id: string | null | undefined,
): Promise<void> {
	if (!id) return;
	const subscription = await context.database
		.selectFrom("subscriptions")
		.select("subscription_id")
		.where("subscription_id", "=", id)
		.where("merchant_id", "=", context.merchant.merchant_id)
		.executeTakeFirst();
	if (!subscription) refuseWith(context, 400, "unknownSubscription", id);
}

/** Only connected providers can take payments. */
function checkProviders(
	context: Context,
	allowed: string[],
	connected: { code: string }[],
): void {
	const other = allowed.find(
		(code) => !connected.some((provider) => provider.code === code),
	);
	if (other !== undefined)
		refuseWith(
			context,
			400,
			"unsupportedProvider",
			"",
			`\`allowed_providers\` has ${other}, which is not connected. Connect it in the dashboard, or leave it out.`,
		);
}
