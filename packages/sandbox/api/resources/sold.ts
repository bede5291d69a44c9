/** What a session or a link sells: a product or a plan of the merchant's own. */
import type { Context } from "../context.ts";

export interface Sold {
	kind: "product" | "plan";
	/** In the currency's smallest unit. */
	amount: number;
	currency_code: string;
}

/** Who asks, and where. */
type Asking = Pick<Context, "database" | "merchant">;

/** The fields of a body that name what is sold. */
interface Named {
	product_id?: string | null;
	plan_id?: string | null;
}

/**
 * Finds what a body's `product_id` and `plan_id` name. With both, the product is what has the price.
 *
 * @param refuse Ends the request where there is no such thing, by the scenario of its documented error.
 */
export async function findSold(
	context: Context,
	refuse: (scenario: string, id: string) => never,
): Promise<Sold | undefined> {
	const { product_id, plan_id }: Named = context.body;
	const product = product_id && (await findProduct(context, product_id));
	if (product_id && !product) refuse("unknownProduct", product_id);
	const plan = plan_id && (await findPlan(context, plan_id));
	if (plan_id && !plan) refuse("unknownPlan", plan_id);
	return product || plan || undefined;
}

export async function findProduct(
	{ database, merchant }: Asking,
	id: string,
): Promise<Sold | undefined> {
	const product = await database
		.selectFrom("products")
		.select(["price", "currency_code"])
		.where("product_id", "=", id)
		.where("merchant_id", "=", merchant.merchant_id)
		.executeTakeFirst();
	if (!product) return undefined;
	const { price, currency_code } = product;
	const amount = toSmallestUnit(price, currency_code);
	return { kind: "product", amount, currency_code };
}

export async function findPlan(
	{ database, merchant }: Asking,
	id: string,
): Promise<Sold | undefined> {
	const plan = await database
		.selectFrom("plans")
		.select(["amount", "currency_code"])
		.where("plan_id", "=", id)
		.where("merchant_id", "=", merchant.merchant_id)
		.where("deleted_at", "is", null)
		.executeTakeFirst();
	return plan && { kind: "plan", ...plan };
}

/** A product's price, which is in the currency itself, in its smallest unit: a whole number, 1 at the least. XOF has no subunit. */
export function toSmallestUnit(price: number, currency: string): number {
	const amount = Math.round(price * 10 ** decimalsOf(currency));
	return Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, amount));
}

/** As far as they were asked for: a format takes long to make. */
const DECIMALS = new Map<string, number>();

function decimalsOf(currency: string): number {
	const known = DECIMALS.get(currency);
	if (known !== undefined) return known;
	const { maximumFractionDigits: decimals = 0 } = new Intl.NumberFormat("en", {
		style: "currency",
		currency,
	}).resolvedOptions();
	DECIMALS.set(currency, decimals);
	return decimals;
}
