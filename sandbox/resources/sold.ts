/** What a session or a link sells: a product or a plan of the merchant's own. */
import type { Context } from "../http/context.ts";

export interface Sold {
	kind: "product" | "plan";
	/** In the currency's smallest unit. */
	amount: number;
	currency_code: string;
}

/**
 * Finds what the body's `product_id` or `plan_id` names.
 *
 * @param refuse Ends the request where there is no such thing, by the scenario of its documented error.
 */
export async function findSold(
	{ database, merchant, body }: Context,
	refuse: (scenario: string, id: string) => never,
): Promise<Sold | undefined> {
	const { product_id, plan_id } = body;
	if (product_id) {
		const product = await database
			.selectFrom("products")
			.select(["price", "currency_code"])
			.where("product_id", "=", product_id)
			.where("merchant_id", "=", merchant.merchant_id)
			.executeTakeFirst();
		if (!product) return refuse("unknownProduct", product_id);
		const { price, currency_code } = product;
		const amount = toSmallestUnit(price, currency_code);
		return { kind: "product", amount, currency_code };
	}
	if (!plan_id) return undefined;
	const plan = await database
		.selectFrom("plans")
		.select(["amount", "currency_code"])
		.where("plan_id", "=", plan_id)
		.where("merchant_id", "=", merchant.merchant_id)
		.executeTakeFirst();
	return plan ? { kind: "plan", ...plan } : refuse("unknownPlan", plan_id);
}

/** A product's price, which is in the currency itself, in its smallest unit. XOF has no subunit. */
export function toSmallestUnit(price: number, currency: string): number {
	const { maximumFractionDigits: decimals = 0 } = new Intl.NumberFormat("en", {
		style: "currency",
		currency,
	}).resolvedOptions();
	return Math.max(1, Math.round(price * 10 ** decimals));
}
