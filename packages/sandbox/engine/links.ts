/** Payment links. Each visit opens a checkout session. */
import type { Description } from "@lomi/spec";
import { later } from "../clock.ts";
import type { Connection } from "../db/database.ts";
import type { SessionRow } from "../db/tables.ts";
import { type Random, uuid } from "../random.ts";
import { ActionError } from "./engine.ts";
import { readHostedPages } from "./hosted-pages.ts";
import { findPlan, findProduct } from "./items.ts";
import { readSessionLimits } from "./session-limits.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

const MINUTE = 60_000;

interface LinkParts {
	document: Description;
	random: Random;
	/** Origin of the hosted pages: `http://127.0.0.1:4020`. */
	origin: () => string;
	/** Schedules a wake-up at an ISO 8601 time. */
	wakeAt: (at: string) => void;
}

/** Links with the fields of their product or plan, for their serializer. */
export function linksWithItems(on: Connection) {
	return on
		.selectFrom("payment_links")
		.leftJoin("products", "products.product_id", "payment_links.product_id")
		.leftJoin("plans", (join) =>
			join
				.onRef("plans.plan_id", "=", "payment_links.plan_id")
				.on("plans.deleted_at", "is", null),
		)
		.selectAll("payment_links")
		.select([
			"products.name as product_name",
			"products.price as product_price",
			"plans.name as plan_name",
			"plans.amount as plan_amount",
		]);
}

/** Creates the function that opens a session for a link. */
export function createOpenLink({
	document,
	random,
	origin,
	wakeAt,
}: LinkParts) {
	const { usualMinutes } = readSessionLimits(document);
	const pages = readHostedPages(document);
	return async (work: UnitOfWork, link_id: string): Promise<SessionRow> => {
		const { on, at } = work;
		const link = await on
			.selectFrom("payment_links")
			.selectAll()
			.where("link_id", "=", link_id)
			.executeTakeFirst();
		if (!link)
			throw new ActionError(
				"unknown",
				`There is no payment link with ID \`${link_id}\`.`,
			);
		if (!link.is_active || (link.expires_at && link.expires_at <= at))
			throw new ActionError(
				"conflict",
				link.is_active
					? "The payment link has expired. Give it a later `expires_at`, or create another one."
					: "The payment link is inactive. Create another one.",
			);
		const asking = { database: on, merchant: link };
		const sold = link.product_id
			? await findProduct(asking, link.product_id)
			: link.plan_id
				? await findPlan(asking, link.plan_id)
				: { amount: link.price ?? 0, currency_code: link.currency_code };
		if (!sold)
			throw new ActionError(
				"conflict",
				"The payment link's product or plan was deleted.",
			);
		const checkout_session_id = uuid(random);
		const own = pages.session(origin(), { checkout_session_id });
		const expires_at = later(at, usualMinutes * MINUTE);
		wakeAt(expires_at);
		return on
			.insertInto("checkout_sessions")
			.values({
				checkout_session_id,
				merchant_id: link.merchant_id,
				organization_id: link.organization_id,
				status: "open",
				expires_at,
				// Without a URL of the merchant's, the customer stays on the page.
				success_url: link.success_url ?? own,
				cancel_url: link.cancel_url ?? own,
				allowed_providers:
					link.allowed_providers ?? (await connectedOf(work, link)),
				amount: sold.amount,
				currency_code: sold.currency_code,
				title: link.title,
				public_description: link.public_description,
				customer_email: null,
				customer_name: null,
				customer_phone: null,
				product_id: link.product_id,
				subscription_id: null,
				plan_id: link.plan_id,
				metadata: link.metadata,
				allow_coupon_code: link.allow_coupon_code,
				created_at: at,
				updated_at: at,
			})
			.returningAll()
			.executeTakeFirstOrThrow();
	};
}

/** Providers of a link whose merchant has not chosen any: all that are connected. */
async function connectedOf(
	{ on }: UnitOfWork,
	{ merchant_id }: { merchant_id: string },
): Promise<string> {
	const rows = await on
		.selectFrom("providers")
		.select("code")
		.where("merchant_id", "=", merchant_id)
		.where("is_connected", "=", 1)
		.orderBy("place")
		.execute();
	return JSON.stringify(rows.map(({ code }) => code));
}
