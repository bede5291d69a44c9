/** A year of one-off sales: customers, amounts, outcomes and refunds. */

import { toSmallestUnit } from "../../money.ts";
import {
	chance,
	normal,
	pick,
	pickWeighted,
	type Random,
} from "../../random.ts";
import type { SeededMerchant } from "../merchants.ts";
import {
	DAY,
	iso,
	MINUTE,
	type Period,
	spread,
	startOfDay,
	timesOfDay,
	weighDays,
} from "./calendar.ts";
import type { CatalogueItem, Shop } from "./catalogue.ts";
import type { AddCustomer, Customer } from "./fake-customers.ts";
import type {
	Payment,
	RecordPayment,
	Refund,
	RefundRow,
	TransactionRow,
} from "./payments.ts";

/** A seeded product. */
export interface Product {
	product_id: string;
	item: CatalogueItem;
}

export interface Sale {
	transaction: TransactionRow;
	refund?: RefundRow;
	customer: Customer;
	/** When it was completed, if it was. */
	paidAt?: number;
}

export interface SaleParts extends Period {
	random: Random;
	addCustomer: AddCustomer;
	recordPayment: RecordPayment;
}

/** Outcomes of payments, in percent. */
const OUTCOME_WEIGHTS = { completed: 89, failed: 7, expired: 4 };
/** Milliseconds until the outcome: a customer finds the phone and enters the code, or doesn't. */
const DURATIONS = {
	completed: [6_000, 95_000],
	failed: [5_000, 150_000],
	expired: [28 * MINUTE, 28 * MINUTE],
} as const;
/** Percentages. */
const NEW_CUSTOMERS = 30;
const OF_PRODUCTS = 45;
const REFUNDED = 2.6;
/** Number of returning customers to choose from. More would only take more memory. */
const REGULARS = 5_000;

/** Writes sales in order of time, calling `sold` for each. The last one is pending. */
export async function seedSales(
	parts: SaleParts,
	owner: SeededMerchant,
	shop: Shop,
	products: Product[],
	number: number,
	sold: (sale: Sale, left: number) => Promise<void>,
): Promise<void> {
	const { since, now, random, recordPayment } = parts;
	const regulars: Customer[] = [];
	const priced = products.map(({ product_id, item }) => ({
		product_id,
		...item,
		amount: toSmallestUnit(item.price, item.currency_code),
	}));
	let left = number;

	const addSale = async (at: number, isOpen: boolean) => {
		left--;
		const customer = await chooseCustomer(parts, owner, shop, regulars, at);
		const payment = makePayment(parts, shop, priced, customer, at, isOpen);
		payment.description = `Commande ${orderNumber(at, number - left)}`;
		payment.metadata = { order_id: `CMD-${orderNumber(at, number - left)}` };
		const refund = makeRefund(parts, payment);
		const rows = await recordPayment(owner, payment, refund);
		const isPaid = payment.status === "completed";
		await sold(
			{ ...rows, customer, ...(isPaid && { paidAt: at + payment.took }) },
			left,
		);
	};

	const perDay = spread(number - 1, weighDays(since, now, shop.holidays));
	for (const [index, some] of perDay.entries()) {
		const day = startOfDay(since) + index * DAY;
		for (const at of timesOfDay(random, day, some, now))
			await addSale(at, false);
	}
	await addSale(now - random.int(1, 15) * MINUTE, true);
}

function orderNumber(at: number, number: number): string {
	return `${iso(at).slice(2, 7).replace("-", "")}-${String(number).padStart(4, "0")}`;
}

/** A new or a returning customer. Earlier customers return more often. */
async function chooseCustomer(
	{ random, addCustomer }: Pick<SaleParts, "random" | "addCustomer">,
	owner: SeededMerchant,
	shop: Shop,
	regulars: Customer[],
	at: number,
): Promise<Customer> {
	if (regulars.length > 0 && !chance(random, NEW_CUSTOMERS)) {
		const share = random.int(0, 9_999) / 10_000;
		return regulars[Math.floor(share * share * regulars.length)] as Customer;
	}
	const customer = await addCustomer(owner, shop, at - MINUTE);
	if (regulars.length < REGULARS) regulars.push(customer);
	else regulars[random.int(0, REGULARS - 1)] = customer;
	return customer;
}

interface Priced extends CatalogueItem {
	product_id: string;
	/** In the currency's smallest unit. */
	amount: number;
}

function makePayment(
	{ random, since, now }: Period & { random: Random },
	shop: Shop,
	products: Priced[],
	customer: Customer,
	at: number,
	isOpen: boolean,
): Payment {
	const passed = (at - since) / (now - since);
	const sold = chance(random, OF_PRODUCTS) ? pick(random, products) : undefined;
	const product = sold && passed < (sold.until ?? 1) ? sold : undefined;
	const end = pickWeighted(random, OUTCOME_WEIGHTS);
	const [least, most] = DURATIONS[end];
	const took = random.int(least, most);
	const isPending = isOpen || at + took > now;
	const isCrypto =
		!product && passed < shop.crypto.until && chance(random, shop.crypto.share);
	return {
		at,
		took: isPending ? 0 : took,
		status: isPending ? "pending" : end,
		// Someone unknown who didn't pay isn't a customer.
		customer_id:
			end === "failed" && !isPending && chance(random, 40)
				? null
				: customer.customer_id,
		gross_amount:
			product?.amount ??
			(isCrypto ? random.int(20, 300) * 100 : orderAmount(random, shop.median)),
		currency_code: product?.currency_code ?? (isCrypto ? "USD" : "XOF"),
		provider_code: isCrypto ? "NOWPAYMENTS" : customer.provider,
		product_id: product?.product_id ?? null,
		description: null,
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

/** Some payments are refunded within days, most of them in full. */
function makeRefund(
	{ random, now }: { random: Random; now: number },
	{ at, took, status, gross_amount }: Payment,
): Refund | undefined {
	if (status !== "completed" || !chance(random, REFUNDED)) return undefined;
	const start = at + took + random.int(60 * MINUTE, 9 * DAY);
	const time = random.int(20_000, 10 * MINUTE);
	if (start + time > now) return undefined;
	const isWhole = gross_amount < 2_000 || chance(random, 75);
	const isRecent = now - start < 2 * DAY;
	const end = pickWeighted(random, { completed: 92, failed: 8 });
	const isPending = isRecent && chance(random, 50);
	return {
		at: start,
		took: isPending ? 0 : time,
		status: isPending ? "pending" : end,
		refunded_amount: isWhole
			? gross_amount
			: Math.round((gross_amount * random.int(2, 8)) / 10),
		reason: pick(random, REASONS),
	};
}
