/** A merchant's year of business: what it offers, and who buys it. */
import { authorizableEvents, type Description } from "@lomi/spec";
import type { Random } from "../../random.ts";
import type { Schedule } from "../../schedule.ts";
import type { AuthorizedEvent, ProviderCode } from "../../schema-types.ts";
import type { SeededMerchant } from "../merchants.ts";
import type { BodyOf, Call, Player } from "../player.ts";
import {
	DAY,
	iso,
	MINUTE,
	type Period,
	startOfDay,
	timesOfDay,
	weighDays,
} from "./calendar.ts";
import type { Shop } from "./catalogue.ts";
import { createSales, type Product } from "./sales.ts";
import { type Plan, planSubscribers } from "./subscribers.ts";

export interface ShopParts extends Period {
	document: Description;
	random: Random;
	player: Player;
	schedule: Schedule;
	/** Codes of the providers that are connected today. */
	connected: ProviderCode[];
	/** Customers whose charges fail from a time on, in milliseconds, by ID. */
	broke: Map<string, number>;
	/** Transactions of a merchant so far. */
	countTransactions(merchant_id: string): Promise<number>;
	/** Charges of a merchant that are due until now. */
	countDue(merchant_id: string): Promise<number>;
	/** When the merchant registers its endpoint, in milliseconds. */
	endpointSince: number;
}

/** A shop that is open. */
export interface OpenShop {
	/** Schedules a day's sales. @param day Index in the period. */
	planDay(day: number): Promise<void>;
	/** Sells what is left, and leaves the last payment pending. */
	close(): Promise<void>;
}

/** Opens a shop for a year in which it makes a number of transactions. */
export async function openShop(
	parts: ShopParts,
	merchant: SeededMerchant,
	shop: Shop,
	size: number,
): Promise<OpenShop> {
	const { random, player, since, now, connected, countTransactions } = parts;
	const { merchant_id } = merchant;
	const call = player.as(merchant);
	const at = (share: number) => Math.floor(since + (now - since) * share);
	const products = await createProducts(parts, call, shop, at);
	const plans = await createPlans(call, merchant, shop);
	if (shop.crypto.share > 0) {
		await player.engine.setProvider(merchant_id, CRYPTO, true);
		player.at(at(shop.crypto.until), async () => {
			await player.engine.setProvider(merchant_id, CRYPTO, false);
		});
	}
	planLinks(parts, call, shop, products, plans, at);
	player.at(parts.endpointSince, () => registerEndpoint(parts, call, shop));
	planAbandoned(parts, call, shop);
	const sales = createSales({
		...parts,
		call,
		shop,
		products,
		connected,
	});
	// One payment in four belongs to a subscription.
	const chargesAfter = planSubscribers(
		{ ...parts, call, shop, plans, retries: merchant },
		Math.floor(size / 4),
	);
	/** Left for the last day, since the number of charges is an estimate. */
	const reserve = Math.min(MOST_RESERVED, Math.ceil(size / 10));
	const weights = weighDays(since, now, shop.holidays);
	const lastDay = weights.length - 1;

	return {
		async planDay(day) {
			const start = startOfDay(since) + day * DAY;
			const made = await countTransactions(merchant_id);
			const left = size - made - sales.unattempted();
			const rest = weights.slice(day).reduce((sum, each) => sum + each, 0);
			const share = (weights[day] ?? 0) / rest;
			// Those that remain, because subscribers were charged less often than expected, are sold on the last day.
			const number =
				day === lastDay
					? left - 1 - (await parts.countDue(merchant_id))
					: Math.round((left - reserve - chargesAfter(start)) * share);
			const closing = now - CLOSING;
			if (start > closing) return;
			for (const time of timesOfDay(
				random,
				start,
				Math.max(0, number),
				closing,
			))
				player.at(time, () => sales.sell());
		},
		async close() {
			const made = await countTransactions(merchant_id);
			const due = await parts.countDue(merchant_id);
			const left = size - made - due - sales.unattempted();
			for (let number = left; number > 0; number--)
				await sales.sell(number === 1);
		},
	};
}

/** Most transactions that are left for the last day. */
const MOST_RESERVED = 6;
/** Milliseconds before now at which the last sales are made. */
export const CLOSING = 10 * MINUTE;

const CRYPTO: ProviderCode = "NOWPAYMENTS";

async function createProducts(
	{ player }: ShopParts,
	call: Call,
	{ items }: Shop,
	at: (share: number) => number,
): Promise<Product[]> {
	const products: Product[] = [];
	for (const item of items) {
		const { until, description, ...fields } = item;
		const { product_id } = await call("createProduct", {
			body: { ...fields, ...(description !== null && { description }) },
		});
		products.push({ product_id, item });
		if (until !== undefined)
			player.at(at(until), async () => {
				await call("updateProduct", {
					path: { id: product_id },
					body: { is_active: false },
				});
			});
	}
	return products;
}

async function createPlans(
	call: Call,
	{ merchant_id }: SeededMerchant,
	{ offers }: Shop,
): Promise<Plan[]> {
	const plans: Plan[] = [];
	for (const offer of offers) {
		const body = Object.fromEntries(
			Object.entries(offer).filter(([, value]) => value !== null),
		) as BodyOf<"createSubscriptionPlan">;
		const { plan_id } = await call("createSubscriptionPlan", {
			path: { merchant_id },
			body,
		});
		plans.push({ plan_id, offer });
	}
	return plans;
}

/** An endpoint that subscribes to every event. */
async function registerEndpoint(
	{ document }: ShopParts,
	call: Call,
	{ site }: Shop,
): Promise<void> {
	await call("createWebhook", {
		body: {
			url: `${site}/api/lomi`,
			authorized_events: authorizableEvents(document) as AuthorizedEvent[],
			description: "Comptabilité",
		},
	});
}

/** Sessions that nobody pays: one that is open for the day, and one that has expired. */
function planAbandoned(
	{ player, now, connected }: ShopParts,
	call: Call,
	{ site }: Shop,
): void {
	const open = async (minutes: number, title?: string) => {
		await call("createCheckoutSession", {
			body: {
				amount: 5_000,
				currency_code: "XOF",
				allowed_providers: connected,
				success_url: `${site}/merci`,
				cancel_url: `${site}/panier`,
				expiration_minutes: minutes,
				...(title && { title }),
			},
		});
	};
	player.at(now - DAY, () => open(60));
	player.at(now - 60 * MINUTE, () => open(24 * 60, "Acompte, sur devis"));
}

/** A link of each type, one that expires, and an inactive one. */
function planLinks(
	{ player, now }: ShopParts,
	call: Call,
	{ site }: Shop,
	[product]: Product[],
	[plan]: Plan[],
	at: (share: number) => number,
): void {
	if (!product || !plan) return;
	const add = (
		share: number,
		body: Partial<BodyOf<"createPaymentLink">> &
			Pick<BodyOf<"createPaymentLink">, "link_type" | "title">,
	) =>
		player.at(at(share), async () => {
			await call("createPaymentLink", {
				body: {
					currency_code: "XOF",
					success_url: `${site}/merci`,
					...body,
				} as BodyOf<"createPaymentLink">,
			});
		});
	add(0.1, { link_type: "instant", title: "Bon d'achat", price: 10_000 });
	add(0.3, {
		link_type: "product",
		title: product.item.name,
		product_id: product.product_id,
		currency_code: product.item.currency_code,
	});
	add(0.35, {
		link_type: "plan",
		title: plan.offer.name,
		plan_id: plan.plan_id,
		currency_code: plan.offer.currency_code,
		allow_coupon_code: true,
	});
	add(0.5, {
		link_type: "instant",
		title: "Vente privée",
		price: 25_000,
		expires_at: iso(now - 30 * DAY),
		private_description: "Pour les fidèles",
	});
	add(0.6, {
		link_type: "instant",
		title: "Participation au transport",
		price: 2_000,
		is_active: false,
	});
}
