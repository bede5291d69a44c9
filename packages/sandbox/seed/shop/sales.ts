/** What a shop's customers buy, and how it ends. */

import type { Outcome } from "../../engine/engine.ts";
import {
	chance,
	normal,
	pick,
	pickWeighted,
	type Random,
} from "../../random.ts";
import type { Currency, ProviderCode } from "../../schema-types.ts";
import type { Call, Player } from "../player.ts";
import { DAY, iso, MINUTE, type Period } from "./calendar.ts";
import type { CatalogueItem, Shop } from "./catalogue.ts";
import { type Customer, createCustomer } from "./fake-customers.ts";

/** A product of the shop. */
export interface Product {
	product_id: string;
	item: CatalogueItem;
}

export interface SaleParts extends Period {
	random: Random;
	player: Player;
	call: Call;
	shop: Shop;
	products: Product[];
	/** Codes of the connected providers. */
	connected: ProviderCode[];
}

/** Outcomes of payments, in percent. */
const OUTCOME_WEIGHTS: Partial<Record<Outcome, number>> = {
	succeed: 89,
	insufficient_funds: 4,
	declined: 3,
	unconfirmed: 4,
};
/** Milliseconds from the session to the payment: a customer finds the phone. */
const TO_PAY = [6_000, 95_000] as const;
/** Percentages. */
const NEW_CUSTOMERS = 30;
const OF_PRODUCTS = 45;
const REFUNDED = 2.6;
/** Number of returning customers to choose from. More would only take more memory. */
const REGULARS = 5_000;
const CRYPTO: ProviderCode = "NOWPAYMENTS";

export interface Sales {
	/** Sells something now: a session, and an attempt to pay it. @param isLast Leaves the payment pending. */
	sell(isLast?: boolean): Promise<void>;
	/** Number of sales whose payment is still to be attempted. */
	unattempted(): number;
}

export function createSales(parts: SaleParts): Sales {
	const { random, player, call, shop, now, since } = parts;
	const { engine } = player;
	const regulars: Customer[] = [];
	let sold = 0;
	let attempted = 0;

	/** A new or a returning customer. Earlier customers return more often. */
	const chooseCustomer = async () => {
		if (regulars.length > 0 && !chance(random, NEW_CUSTOMERS)) {
			const share = random.int(0, 9_999) / 10_000;
			return regulars[Math.floor(share * share * regulars.length)] as Customer;
		}
		const customer = await createCustomer(random, call, shop);
		if (regulars.length < REGULARS) regulars.push(customer);
		else regulars[random.int(0, REGULARS - 1)] = customer;
		return customer;
	};

	/** Some payments are refunded within days, most of them in full. */
	const planRefund = (transaction_id: string, gross: number) => {
		if (!chance(random, REFUNDED)) return;
		const time = player.now() + random.int(60 * MINUTE, 9 * DAY);
		const amount =
			gross < 2_000 || chance(random, 75)
				? gross
				: Math.round((gross * random.int(2, 8)) / 10);
		const reason = pick(random, REASONS);
		if (time > now) return;
		player.at(time, async () => {
			await engine.refund({
				transaction_id,
				amount,
				...(reason !== null && { reason }),
			});
		});
	};

	return {
		unattempted: () => sold - attempted,
		async sell(isLast = false) {
			sold++;
			const customer = await chooseCustomer();
			const at = player.now();
			const passed = (at - since) / (now - since);
			const item = itemFor(parts, passed);
			const order = `${iso(at).slice(2, 7).replace("-", "")}-${String(sold).padStart(4, "0")}`;
			const { checkout_session_id } = await call("createCheckoutSession", {
				body: {
					...item.fields,
					title: `Commande ${order}`,
					allowed_providers: item.isCrypto ? [CRYPTO] : parts.connected,
					success_url: `${shop.site}/merci`,
					cancel_url: `${shop.site}/panier`,
					customer_name: customer.name,
					...(customer.email !== null && { customer_email: customer.email }),
					customer_phone: customer.phone_number,
					metadata: { order_id: `CMD-${order}` },
				},
			});
			const outcome: Outcome = isLast
				? "unconfirmed"
				: pickWeighted(random, OUTCOME_WEIGHTS);
			player.at(
				Math.min(at + random.int(...TO_PAY), Math.max(at, now)),
				async () => {
					attempted++;
					const { transaction } = await engine.pay(checkout_session_id, {
						provider: item.isCrypto ? CRYPTO : customer.provider,
						outcome,
					});
					if (transaction?.status === "completed")
						planRefund(transaction.transaction_id, transaction.gross_amount);
				},
			);
		},
	};
}

/** What is sold: a product, or an order of any amount. */
function itemFor(
	{ random, shop, products }: SaleParts,
	passed: number,
): {
	fields:
		| { product_id: string; currency_code: Currency }
		| { amount: number; currency_code: Currency };
	isCrypto: boolean;
} {
	const product = chance(random, OF_PRODUCTS)
		? pick(random, products)
		: undefined;
	if (product && passed < (product.item.until ?? 1)) {
		const { currency_code } = product.item;
		return {
			fields: {
				product_id: product.product_id,
				currency_code,
			},
			isCrypto: false,
		};
	}
	const isCrypto =
		passed < shop.crypto.until && chance(random, shop.crypto.share);
	return {
		fields: isCrypto
			? { amount: random.int(20, 300) * 100, currency_code: "USD" }
			: { amount: orderAmount(random, shop.median), currency_code: "XOF" },
		isCrypto,
	};
}

/** A random amount in francs: a few are very high, and most are round. */
function orderAmount(random: Random, median: number): number {
	const amount = median * Math.exp(0.85 * normal(random));
	const step =
		amount < 500 ? 5 : amount < 2_000 ? 25 : amount < 10_000 ? 50 : 100;
	const coin = chance(random, 50) ? Math.max(step, 500) : step;
	return Math.max(coin, Math.round(amount / coin) * coin);
}

const REASONS = [
	"Taille qui ne convient pas",
	"Article épuisé",
	"Payé deux fois",
	"Abîmé à la livraison",
	"Livraison trop tardive",
	null,
];
