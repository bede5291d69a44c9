/** A merchant's year of business. */

import { testServer } from "@lomi/spec";
import { createSerializer } from "../../db/serializers.ts";
import { readHostedPages } from "../../engine/hosted-pages.ts";
import { type Random, uuid } from "../../random.ts";
import { type SpecExamples, successesOf } from "../../spec-examples.ts";
import type { Write } from "../bulk-insert.ts";
import type { SeededMerchant } from "../merchants.ts";
import { DAY, iso, type Period } from "./calendar.ts";
import type { Shop } from "./catalogue.ts";
import {
	type CheckoutParts,
	seedAbandoned,
	seedLinks,
	seedSession,
} from "./checkout.ts";
import {
	type DeliveryParts,
	type Endpoint,
	type Event,
	seedDeliveries,
	seedEndpoint,
} from "./deliveries.ts";
import { ownerOf } from "./payments.ts";
import { type Product, type Sale, type SaleParts, seedSales } from "./sales.ts";
import {
	type Plan,
	type SubscriptionParts,
	type SubscriptionRow,
	seedSubscriptions,
} from "./subscriptions.ts";

/** The number of latest payments that have sessions and delivery logs. */
const LAST_SALES = 40;
/** Subscription events of this long have delivery logs. */
const LAST_DAYS = 20 * DAY;

interface ShopParts
	extends SaleParts,
		SubscriptionParts,
		CheckoutParts,
		DeliveryParts {
	documented: SpecExamples;
}

interface CatalogueParts extends Period {
	random: Random;
	write: Write;
}

/** Writes a number of transactions, and everything that belongs to them. */
export async function seedShop(
	parts: ShopParts,
	owner: SeededMerchant,
	shop: Shop,
	size: number,
): Promise<void> {
	const products = await seedProducts(parts, owner, shop);
	const plans = await seedPlans(parts, owner, shop);
	const endpoints = [
		...documentedEndpoints(parts, owner),
		await seedEndpoint(parts, owner, shop),
	];
	const events = createEventWriter(parts, endpoints);
	// One payment in four belongs to a subscription.
	const most = Math.floor(size / 4);
	const charged = await seedSubscriptions(
		parts,
		owner,
		shop,
		plans,
		most,
		events.subscription,
	);
	await seedSales(
		parts,
		owner,
		shop,
		products,
		size - charged,
		async (sale, left) => {
			if (left >= LAST_SALES) return;
			await events.sale(sale, await seedSession(parts, owner, shop, sale));
		},
	);
	await seedAbandoned(parts, owner, shop);
	await seedLinks(parts, owner, shop, products, plans);
}

async function seedProducts(
	{ now, since, random, write }: CatalogueParts,
	owner: SeededMerchant,
	{ items }: Shop,
): Promise<Product[]> {
	const products = items.map((item) => ({ product_id: uuid(random), item }));
	for (const { product_id, item } of products) {
		const { until, ...fields } = item;
		const changed = since + Math.floor((now - since) * (until ?? 0));
		await write("products", {
			product_id,
			...ownerOf(owner),
			...fields,
			image_url: null,
			is_active: until === undefined ? 1 : 0,
			display_on_storefront: 1,
			fee_type_ids: null,
			created_at: iso(since),
			updated_at: iso(changed),
		});
	}
	return products;
}

async function seedPlans(
	{ since, random, write }: CatalogueParts,
	owner: SeededMerchant,
	{ offers }: Shop,
): Promise<Plan[]> {
	const plans = offers.map((offer) => ({ plan_id: uuid(random), offer }));
	for (const { plan_id, offer } of plans)
		await write("plans", {
			plan_id,
			...ownerOf(owner),
			...offer,
			is_active: 1,
			metadata: null,
			created_at: iso(since),
			updated_at: iso(since),
		});
	return plans;
}

/** The merchant's active endpoints in the examples. */
function documentedEndpoints(
	{ documented }: { documented: SpecExamples },
	{ organization_id }: SeededMerchant,
): Endpoint[] {
	return documented("Webhook")
		.filter((each) => each.active && each.organization_id === organization_id)
		.map(({ id, events, created_at }) => ({
			id,
			events,
			since: Date.parse(created_at),
		}));
}

/** Creates the functions that write the events of sales and subscriptions. */
function createEventWriter(parts: DeliveryParts, endpoints: Endpoint[]) {
	const { document, now } = parts;
	const environment = testServer(document)["x-environment"];
	const showTransaction = createSerializer(document, "Transaction");
	const showSession = createSerializer(document, "CheckoutSession");
	const showRefund = createSerializer(document, "Refund");
	const showSubscription = createSerializer(document, "Subscription");
	const [{ data: session }] = successesOf(document, "getCheckoutSession");
	const { origin } = new URL(session.url);
	const pages = readHostedPages(document);
	const write = (name: Event["name"], at: number, data: object) =>
		seedDeliveries(parts, endpoints, environment, { name, at, data });

	return {
		async sale(
			{ transaction, refund, paidAt }: Sale,
			session: { checkout_session_id: string },
		): Promise<void> {
			const show = (changes: object) =>
				showTransaction({ ...transaction, environment, ...changes });
			const { created_at } = transaction;
			const pending = {
				status: "pending",
				provider_transaction_id: null,
				updated_at: created_at,
			};
			await write("PAYMENT_CREATED", Date.parse(created_at), show(pending));
			if (transaction.status === "failed")
				await write(
					"PAYMENT_FAILED",
					Date.parse(transaction.updated_at),
					show({}),
				);
			if (paidAt === undefined) return;
			const paid = { status: "completed", updated_at: iso(paidAt) };
			await write("PAYMENT_SUCCEEDED", paidAt, show(paid));
			const url = pages.session(origin, session);
			await write(
				"CHECKOUT_COMPLETED",
				paidAt,
				showSession({ ...session, url, environment }),
			);
			if (!refund) return;
			await write(
				"REFUND_CREATED",
				Date.parse(refund.created_at),
				showRefund({
					...refund,
					status: "pending",
					updated_at: refund.created_at,
				}),
			);
			if (refund.status === "completed")
				await write(
					"REFUND_COMPLETED",
					Date.parse(refund.updated_at),
					showRefund(refund),
				);
		},

		/** Writes the subscription's latest event. */
		async subscription(row: SubscriptionRow, { offer }: Plan): Promise<void> {
			const { status, updated_at, start_date } = row;
			const at = Date.parse(updated_at);
			const names: Partial<Record<typeof status, Event["name"]>> = {
				active:
					updated_at === start_date
						? "SUBSCRIPTION_CREATED"
						: "SUBSCRIPTION_RENEWED",
				past_due: "SUBSCRIPTION_PAYMENT_FAILED",
				cancelled: "SUBSCRIPTION_CANCELED",
			};
			const name = names[status];
			if (!name || now - at > LAST_DAYS) return;
			const data = showSubscription({
				...row,
				plan_name: offer.name,
				plan_amount: offer.amount,
				plan_currency_code: offer.currency_code,
				plan_billing_frequency: offer.billing_frequency,
			});
			await write(name, at, data);
		},
	};
}
