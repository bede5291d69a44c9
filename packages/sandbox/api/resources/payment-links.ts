/** Payment links: a URL at which anyone can pay. */
import { createSerializer, toRow } from "../../db/serializers.ts";
import { readHostedPages } from "../../engine/hosted-pages.ts";
import { uuid } from "../../random.ts";
import {
	type Context,
	type Described,
	type Handlers,
	refuseWith,
} from "../context.ts";
import { page } from "../lists.ts";
import { owned, touched } from "../owned.ts";
import { findRequestedItem } from "../requested-item.ts";

export function paymentLinks({ document }: Described): Handlers {
	const serializeFields = createSerializer(document, "PaymentLink");
	const pages = readHostedPages(document);
	const serialize =
		({ origin }: Context) =>
		(row: { link_type: string; link_id: string }) =>
			serializeFields({ ...row, url: pages.link(origin, row) });

	/** The merchant's links, with the fields of their product or plan. */
	const own = ({ database, merchant }: Context) =>
		database
			.selectFrom("payment_links")
			.leftJoin("products", "products.product_id", "payment_links.product_id")
			.leftJoin("plans", (join) =>
				join
					.onRef("plans.plan_id", "=", "payment_links.plan_id")
					.on("plans.deleted_at", "is", null),
			)
			.selectAll("payment_links")
			.select([
				"products.name as product_name",
				"products.price as product_price",
				"plans.name as plan_name",
				"plans.amount as plan_amount",
			])
			.where("payment_links.merchant_id", "=", merchant.merchant_id);

	const find = async (context: Context, id: string) => {
		const row = await own(context).where("link_id", "=", id).executeTakeFirst();
		return row ?? refuseWith(context, 404, "notFound");
	};

	return {
		async createPaymentLink(context) {
			const { body } = context;
			await findRequestedItem(context, (scenario, id) =>
				refuseWith(context, 404, scenario, id),
			);
			const link_id = uuid(context.random);
			await context.database
				.insertInto("payment_links")
				.values({
					...toRow(body),
					link_id,
					...owned(context),
				})
				.execute();
			return { data: serialize(context)(await find(context, link_id)) };
		},

		async listPaymentLinks(context) {
			return page(
				context,
				own(context),
				"payment_links",
				"link_id",
				serialize(context),
			);
		},

		async getPaymentLink(context) {
			return {
				data: serialize(context)(await find(context, context.path.link_id)),
			};
		},

		async updatePaymentLink(context) {
			const { link_id } = await find(context, context.path.link_id);
			await context.database
				.updateTable("payment_links")
				.set({ ...toRow(context.body), ...touched(context) })
				.where("link_id", "=", link_id)
				.execute();
			return {
				data: serialize(context)(await find(context, context.path.link_id)),
			};
		},

		async deletePaymentLink(context) {
			const { link_id } = await find(context, context.path.link_id);
			await context.database
				.deleteFrom("payment_links")
				.where("link_id", "=", link_id)
				.execute();
			return {};
		},
	};
}
