/** What sessions and links sell: the merchant's products and plans. */
import type { Connection } from "../db/database.ts";
import { toSmallestUnit } from "../money.ts";
import type { AllBut, Currency, LinkType } from "../schema-types.ts";

export interface Item {
	kind: AllBut<LinkType, "instant">;
	/** In the currency's smallest unit. */
	amount: number;
	currency_code: Currency;
}

/** The merchant that sells it. */
interface Seller {
	database: Connection;
	merchant: { merchant_id: string };
}

export async function findProduct(
	{ database, merchant }: Seller,
	id: string,
): Promise<Item | undefined> {
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
	{ database, merchant }: Seller,
	id: string,
): Promise<Item | undefined> {
	const plan = await database
		.selectFrom("plans")
		.select(["amount", "currency_code"])
		.where("plan_id", "=", id)
		.where("merchant_id", "=", merchant.merchant_id)
		.where("deleted_at", "is", null)
		.executeTakeFirst();
	return plan && { kind: "plan", ...plan };
}
