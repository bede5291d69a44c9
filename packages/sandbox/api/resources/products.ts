/** Products, sold at a fixed price. Only `is_active` can change. */
import { toRow } from "../../db/serializers.ts";
import { prepareCreation } from "../../db/statements.ts";
import type { Serializers } from "../../engine/serializers.ts";
import { uuid } from "../../random.ts";
import { successesOf } from "../../spec-examples.ts";
import {
	type Context,
	type Described,
	type Handlers,
	refuseWith,
} from "../context.ts";
import { page } from "../lists.ts";
import { owned, touched } from "../owned.ts";

interface Parts extends Described {
	serializers: Pick<Serializers, "product">;
}

export function products({ document, serializers }: Parts): Handlers {
	const { product: serialize } = serializers;

	/**
	 * Only an organization's own fee types can be used. No operation creates any, so they are those of the examples.
	 */
	const checkFeeTypes = (context: Context, ids: string[] = []) => {
		const known = successesOf(document, "createProduct")
			.filter(
				({ data }) => data.organization_id === context.merchant.organization_id,
			)
			.flatMap(({ data }) => data.fee_type_ids ?? []);
		const unknown = ids.find((id) => !known.includes(id));
		if (unknown !== undefined)
			refuseWith(context, 400, "unknownFeeType", unknown);
	};

	const find = async (context: Context, id: string) => {
		const row = await context.database
			.selectFrom("products")
			.selectAll()
			.where("product_id", "=", id)
			.where("merchant_id", "=", context.merchant.merchant_id)
			.executeTakeFirst();
		return row ?? refuseWith(context, 404, "notFound");
	};

	const create = prepareCreation("products");

	return {
		async createProduct(context) {
			checkFeeTypes(context, context.body.fee_type_ids);
			const row = await create(context.database, {
				product_id: uuid(context.random),
				...toRow(context.body),
				...owned(context),
			});
			return { data: serialize(row) };
		},

		async listProducts(context) {
			const own = context.database
				.selectFrom("products")
				.selectAll()
				.where("merchant_id", "=", context.merchant.merchant_id);
			return page(context, own, "products", "product_id", serialize);
		},

		async getProduct(context) {
			return { data: serialize(await find(context, context.path.id)) };
		},

		async updateProduct(context) {
			const { product_id } = await find(context, context.path.id);
			const row = await context.database
				.updateTable("products")
				.set({ ...toRow(context.body), ...touched(context) })
				.where("product_id", "=", product_id)
				.returningAll()
				.executeTakeFirstOrThrow();
			return { data: serialize(row) };
		},

		async deleteProduct(context) {
			const { product_id } = await find(context, context.path.id);
			await context.database
				.deleteFrom("products")
				.where("product_id", "=", product_id)
				.execute();
			return {};
		},
	};
}
