/** Lists of what the API creates: those of all merchants, or of one. */
import type { Database } from "../../../db/database.ts";
import { linksWithItems } from "../../../engine/links.ts";
import type { Serializers } from "../../../engine/serializers.ts";
import { subscriptionsWithPlans } from "../../../engine/subscriptions.ts";
import type { ControlHandlers } from "../../context.ts";
import { page } from "../../listing/page.ts";
import { SOURCES, SUBSCRIBED } from "../../listing/sources.ts";

interface Parts {
	database: Database;
	serializers: Pick<
		Serializers,
		| "customer"
		| "link"
		| "plan"
		| "product"
		| "session"
		| "subscription"
		| "webhook"
	>;
}

export function lists({ database, serializers }: Parts): ControlHandlers {
	return {
		listCustomers: (context) =>
			page(database, context, database.selectFrom("customers").selectAll(), {
				source: SOURCES.customer,
				serialize: (rows) => rows.map(serializers.customer),
			}),
		listProducts: (context) =>
			page(database, context, database.selectFrom("products").selectAll(), {
				source: SOURCES.product,
				serialize: (rows) => rows.map(serializers.product),
			}),
		listPlans: (context) =>
			page(database, context, database.selectFrom("plans").selectAll(), {
				source: SOURCES.plan,
				serialize: (rows) => rows.map(serializers.plan),
			}),
		listPaymentLinks: (context) =>
			page(database, context, linksWithItems(database), {
				source: SOURCES.payment_link,
				serialize: (rows) =>
					rows.map((row) => serializers.link(row, context.origin)),
			}),
		listCheckoutSessions: (context) =>
			page(
				database,
				context,
				database.selectFrom("checkout_sessions").selectAll(),
				{
					source: SOURCES.checkout_session,
					serialize: (rows) =>
						rows.map((row) => serializers.session(row, context.origin)),
				},
			),
		listSubscriptions: (context) =>
			page(database, context, subscriptionsWithPlans(database), {
				source: SOURCES.subscription,
				owner: { source: SUBSCRIBED, column: "plan_id" },
				serialize: (rows) => rows.map(serializers.subscription),
			}),
		listWebhooks: (context) =>
			page(database, context, webhooksWithMerchants(database), {
				source: SOURCES.webhook,
				serialize: (rows) =>
					rows.map(({ merchant_id, ...row }) => ({
						...serializers.webhook(row),
						merchant_id,
					})),
			}),
	};
}

/** Endpoints are an organization's, of which each has one merchant. */
function webhooksWithMerchants(database: Database) {
	return database
		.selectFrom("webhooks")
		.selectAll("webhooks")
		.select(({ selectFrom }) =>
			selectFrom("merchants")
				.select(({ fn }) => fn.min("merchant_id").as("merchant_id"))
				.whereRef("merchants.organization_id", "=", "webhooks.organization_id")
				.as("merchant_id"),
		);
}
