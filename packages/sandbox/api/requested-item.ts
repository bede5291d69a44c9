/** What a session or a link sells: a product or a plan of the merchant's own. */
import { findPlan, findProduct, type Item } from "../engine/items.ts";
import type { Context } from "./context.ts";

/** The fields of a body that name what is sold. */
interface ItemFields {
	product_id?: string | null;
	plan_id?: string | null;
}

/**
 * Finds what a body's `product_id` and `plan_id` name. With both, the product is what has the price.
 *
 * @param refuse Ends the request where there is no such thing, by the scenario of its documented error.
 */
export async function findRequestedItem(
	context: Context,
	refuse: (scenario: string, id: string) => never,
): Promise<Item | undefined> {
	const { product_id, plan_id }: ItemFields = context.body;
	const product = product_id && (await findProduct(context, product_id));
	if (product_id && !product) refuse("unknownProduct", product_id);
	const plan = plan_id && (await findPlan(context, plan_id));
	if (plan_id && !plan) refuse("unknownPlan", plan_id);
	return product || plan || undefined;
}
