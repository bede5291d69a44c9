/** Subscriptions: a customer on a plan. Paying begins them; here they are read, changed and cancelled. */

import type { Selectable, Updateable } from "kysely";
import { createSerializer, toRow } from "../../db/serializers.ts";
import type { Tables } from "../../db/tables.ts";
import type { Outbox } from "../../engine/outbox.ts";
import type { Scheduler } from "../../engine/scheduler.ts";
import { subscriptionsWithPlans } from "../../engine/subscriptions.ts";
import {
	type Context,
	type Described,
	type Handlers,
	refuseWith,
	unitOfWork,
} from "../context.ts";
import { page } from "../lists.ts";
import { metadataAfter, touched } from "../owned.ts";

const CANCELLED = "cancelled";
/** In these nothing is charged any more. */
const OVER = [CANCELLED, "expired"];

/** What the request for one subscription says. */
interface OfOne {
	path: { subscription_id: string };
	query: { merchant_id?: string };
}

interface Parts extends Described {
	outbox: Pick<Outbox, "emit">;
	scheduler: Pick<Scheduler, "wakeAt">;
}

export function subscriptions({
	document,
	outbox,
	scheduler,
}: Parts): Handlers {
	const serialize = createSerializer(document, "Subscription");

	/** The merchant's own. */
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
		// Somebody else's, as far as the request says.
		const other =
			(query.merchant_id ?? merchant.merchant_id) !== merchant.merchant_id;
		return row && !other ? row : refuseWith(context, 404, "notFound");
	};

	/** Changes a subscription, and has what follows from it happen in time. */
	const change = async (
		context: Context & OfOne,
		before: Row,
		fields: Changes,
	) => {
		const changes = { ...fields, ...consequencesOf(context, before, fields) };
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
			// What has ended before ended then.
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

/** What else changes with the fields that a request names. */
function consequencesOf(
	{ clock }: Context,
	before: Row,
	{ status = before.status, next_billing_date: due, end_date }: Changes,
): Changes {
	const now = clock.now().toISOString();
	const changes: Changes = {};
	if (due !== undefined) {
		// It is counted from there, from now on.
		changes.billing_anchor = due;
		changes.due_since = null;
		changes.failed_attempts = 0;
	}
	if (status === before.status) return changes;
	changes.failed_attempts = 0;
	changes.due_since = null;
	if (OVER.includes(status)) {
		changes.next_billing_date = null;
		if (end_date === undefined) changes.end_date = before.end_date ?? now;
		return changes;
	}
	const isBack = before.end_date !== null && before.end_date <= now;
	if (isBack && end_date === undefined) changes.end_date = null;
	const next = due === undefined ? before.next_billing_date : due;
	// What was due while it was paused is due now, once.
	if (before.status === "paused" && next !== null && next < now)
		changes.next_billing_date = now;
	return changes;
}
