/** Subscriptions: a customer on a plan. Paying begins them; here they are read, changed and cancelled. */
import type { Updateable } from "kysely";
import type { Description } from "../../description/operations.ts";
import { presenter, toRow } from "../data/present.ts";
import type { Tables } from "../data/tables.ts";
import { type Context, type Handlers, refuseWith } from "../http/context.ts";
import { page } from "../http/lists.ts";
import { metadataAfter, touched } from "./owned.ts";

const CANCELLED = "cancelled";

/** What the request for one subscription says. */
interface OfOne {
	path: { subscription_id: string };
	query: { merchant_id?: string };
}

export function subscriptions(document: Description): Handlers {
	const present = presenter(document, "Subscription");

	/** The merchant's own, each with what is shown of its plan. */
	const own = ({ database, merchant }: Context) =>
		database
			.selectFrom("subscriptions")
			.innerJoin("plans", "plans.plan_id", "subscriptions.plan_id")
			.selectAll("subscriptions")
			.select([
				"plans.name as plan_name",
				"plans.amount as plan_amount",
				"plans.currency_code as plan_currency_code",
				"plans.billing_frequency as plan_billing_frequency",
			])
			.where("subscriptions.merchant_id", "=", merchant.merchant_id);

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

	const change = async (
		context: Context & OfOne,
		fields: Updateable<Tables["subscriptions"]>,
	) => {
		await context.database
			.updateTable("subscriptions")
			.set({ ...fields, ...touched(context) })
			.where("subscription_id", "=", context.path.subscription_id)
			.execute();
		return { data: present(await find(context)) };
	};

	return {
		async listSubscriptions(context) {
			return page(
				context,
				own(context),
				"subscriptions",
				"subscription_id",
				present,
			);
		},

		async getSubscription(context) {
			return { data: present(await find(context)) };
		},

		async updateSubscription(context) {
			const { metadata } = await find(context);
			return change(context, {
				...toRow(context.body),
				...metadataAfter(context, metadata),
			});
		},

		async cancelSubscription(context) {
			const { status, end_date } = await find(context);
			// What has ended before ended then.
			const ended = status === CANCELLED ? end_date : null;
			return change(context, {
				status: CANCELLED,
				end_date: ended ?? context.clock.now().toISOString(),
				next_billing_date: null,
			});
		},
	};
}
