/** Subscription plans: an amount and a billing frequency. */
import { subscriptionStates } from "@lomi/spec";
import { toRow } from "../../db/serializers.ts";
import { prepareCreation } from "../../db/statements.ts";
import type { Serializers } from "../../engine/serializers.ts";
import { uuid } from "../../random.ts";
import type { SubscriptionStatus } from "../../schema-types.ts";
import {
	type Context,
	type Described,
	type Handlers,
	refuseWith,
} from "../context.ts";
import { page } from "../lists.ts";
import { metadataAfter, owned, touched } from "../owned.ts";

interface Parts extends Described {
	serializers: Pick<Serializers, "plan">;
}

export function subscriptionPlans({ document, serializers }: Parts): Handlers {
	const { plan: serialize } = serializers;
	const { holdsPlan } = subscriptionStates<SubscriptionStatus>(document);

	/** Refuses a path with another merchant's ID. */
	const checkMerchant = (
		context: Context & { path: { merchant_id: string } },
		scenario: string,
	) => {
		const { merchant_id } = context.path;
		if (merchant_id !== context.merchant.merchant_id)
			refuseWith(context, 404, scenario, merchant_id);
	};

	const find = async (
		context: Context & { path: { merchant_id: string; plan_id: string } },
	) => {
		checkMerchant(context, "merchantNotFound");
		const row = await context.database
			.selectFrom("plans")
			.selectAll()
			.where("plan_id", "=", context.path.plan_id)
			.where("merchant_id", "=", context.merchant.merchant_id)
			.where("deleted_at", "is", null)
			.executeTakeFirst();
		return row ?? refuseWith(context, 404, "notFound");
	};

	const create = prepareCreation("plans");

	return {
		async createSubscriptionPlan(context) {
			checkMerchant(context, "notFound");
			const row = await create(context.database, {
				plan_id: uuid(context.random),
				...toRow(context.body),
				...owned(context),
			});
			return { data: serialize(row) };
		},

		async listSubscriptionPlans(context) {
			checkMerchant(context, "notFound");
			const own = context.database
				.selectFrom("plans")
				.selectAll()
				.where("merchant_id", "=", context.merchant.merchant_id)
				.where("deleted_at", "is", null);
			return page(context, own, "plans", "plan_id", serialize);
		},

		async getSubscriptionPlan(context) {
			return { data: serialize(await find(context)) };
		},

		async updateSubscriptionPlan(context) {
			const { plan_id, metadata } = await find(context);
			const row = await context.database
				.updateTable("plans")
				.set({
					...toRow(context.body),
					...metadataAfter(context, metadata),
					...touched(context),
				})
				.where("plan_id", "=", plan_id)
				.returningAll()
				.executeTakeFirstOrThrow();
			return { data: serialize(row) };
		},

		/** The row stays, since ended subscriptions still show their plan. */
		async deleteSubscriptionPlan(context) {
			const { plan_id } = await find(context);
			const inUse = await context.database
				.selectFrom("subscriptions")
				.select("subscription_id")
				.where("plan_id", "=", plan_id)
				.where("status", "in", holdsPlan)
				.executeTakeFirst();
			if (inUse) return refuseWith(context, 409, "planInUse");
			await context.database
				.updateTable("plans")
				.set({ deleted_at: context.clock.now().toISOString() })
				.where("plan_id", "=", plan_id)
				.execute();
			return {};
		},
	};
}
