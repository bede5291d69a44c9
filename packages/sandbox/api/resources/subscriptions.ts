/** Subscriptions: a customer on a plan. They start with a payment, and are read, changed and cancelled here. */

import { subscriptionStates } from "@lomi/spec";
import type { Selectable, Updateable } from "kysely";
import { toRow } from "../../db/serializers.ts";
import type { Tables } from "../../db/tables.ts";
import type { Outbox } from "../../engine/outbox.ts";
import type { Scheduler } from "../../engine/scheduler.ts";
import type { Serializers } from "../../engine/serializers.ts";
import { subscriptionsWithPlans } from "../../engine/subscriptions.ts";
import type { SubscriptionStatus } from "../../schema-types.ts";
import {
	type Context,
	type Described,
	type Handlers,
	refuseWith,
	unitOfWork,
} from "../context.ts";
import { page } from "../lists.ts";
import { metadataAfter, touched } from "../owned.ts";

const CANCELLED: SubscriptionStatus = "cancelled";

/** Parameters of a request for one subscription. */
interface OfOne {
	path: { subscription_id: string };
	query: { merchant_id?: string };
}

interface Parts extends Described {
	serializers: Pick<Serializers, "subscription">;
	outbox: Pick<Outbox, "emit">;
	scheduler: Pick<Scheduler, "wakeAt">;
}

export function subscriptions({
	document,
	serializers,
	outbox,
	scheduler,
}: Parts): Handlers {
	const { subscription: serialize } = serializers;
	const { running } = subscriptionStates<SubscriptionStatus>(document);
	const isOver = (status: SubscriptionStatus) => !running.includes(status);

	/** The merchant's subscriptions. */
	const own = ({ database, merchant }: Context) =>
		subscriptionsWithPlans(database).where(
			"subscriptions.merchant_id",
			"=",
			merchant.merchant_id,
		);

	const find = async (context: Context & OfOne) => {
		const { merchant, path, query } = context;
		const row = await own(context)
			.where("subscription_id", "=", path.subscription_id)
			.executeTakeFirst();
		// The request names another merchant, which can't own it.
		const other =
			(query.merchant_id ?? merchant.merchant_id) !== merchant.merchant_id;
		return row && !other ? row : refuseWith(context, 404, "notFound");
	};

	/** Updates a subscription, schedules what follows, and emits its event. */
	const change = async (
		context: Context & OfOne,
		before: Row,
		fields: Changes,
	) => {
		const changes = {
			...fields,
			...consequencesOf(context, isOver, before, fields),
		};
		await context.database
			.updateTable("subscriptions")
			.set({ ...changes, ...touched(context) })
			.where("subscription_id", "=", before.subscription_id)
			.execute();
		const row = await find(context);
		const data = serialize(row);
		for (const at of [row.next_billing_date, row.end_date])
			if (at !== null) scheduler.wakeAt(at);
		if (row.status === CANCELLED && before.status !== CANCELLED)
			await outbox.emit(
				unitOfWork(context),
				row,
				"SUBSCRIPTION_CANCELED",
				data,
			);
		return { data };
	};

	return {
		async listSubscriptions(context) {
			return page(
				context,
				own(context),
				"subscriptions",
				"subscription_id",
				serialize,
			);
		},

		async getSubscription(context) {
			return { data: serialize(await find(context)) };
		},

		async updateSubscription(context) {
			const before = await find(context);
			return change(context, before, {
				...toRow(context.body),
				...metadataAfter(context, before.metadata),
			});
		},

		async cancelSubscription(context) {
			const before = await find(context);
			// A subscription that is already cancelled keeps its end date.
			const ended = before.status === CANCELLED ? before.end_date : null;
			return change(context, before, {
				status: CANCELLED,
				end_date: ended ?? context.clock.now().toISOString(),
			});
		},
	};
}

type Row = Selectable<Tables["subscriptions"]>;
type Changes = Updateable<Tables["subscriptions"]>;

/** Further changes that follow from those requested. */
function consequencesOf(
	{ clock }: Context,
	isOver: (status: SubscriptionStatus) => boolean,
	before: Row,
	requested: Changes,
): Changes {
	const {
		status = before.status,
		next_billing_date: due,
		end_date,
		start_date,
	} = requested;
	const now = clock.now().toISOString();
	const changes: Changes = {};
	// It was never charged, and now it has not begun: the first charge is made at its start.
	const isPostponed =
		status === "trial" &&
		requested.status === undefined &&
		due === undefined &&
		start_date !== undefined &&
		start_date > now;
	if (isPostponed) return { status: "pending", next_billing_date: start_date };
	if (due !== undefined) {
		// Due dates are counted from here from now on.
		changes.billing_anchor = due;
		changes.due_since = null;
		changes.failed_attempts = 0;
	}
	if (status === before.status) return changes;
	changes.failed_attempts = 0;
	changes.due_since = null;
	if (isOver(status)) {
		changes.next_billing_date = null;
		if (end_date === undefined) changes.end_date = before.end_date ?? now;
		return changes;
	}
	const isBack = before.end_date !== null && before.end_date <= now;
	if (isBack && end_date === undefined) changes.end_date = null;
	const next = due === undefined ? before.next_billing_date : due;
	// What became due while it was paused is charged once, now.
	if (before.status === "paused" && next !== null && next < now)
		changes.next_billing_date = now;
	return changes;
}
