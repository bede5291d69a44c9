/** The product or plan that a request sells. */
import { findPlan, findProduct, type Item } from "../engine/items.ts";
import type { Context } from "./context.ts";

/** Fields of a body that name the item. */
interface ItemFields {
	product_id?: string | null;
	plan_id?: string | null;
}

/**
 * Finds the item named by a body's `product_id` and `plan_id`. If both are set, the product determines the price.
 *
 * @param refuse Ends the request if the item doesn't exist, with the scenario of the documented error.
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
