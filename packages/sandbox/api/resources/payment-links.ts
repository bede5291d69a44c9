/** Payment links: a URL at which anyone can pay. */
import { toRow } from "../../db/serializers.ts";
import { linksWithItems } from "../../engine/links.ts";
import type { Serializers } from "../../engine/serializers.ts";
import { uuid } from "../../random.ts";
import { type Context, type Handlers, refuseWith } from "../context.ts";
import { page } from "../lists.ts";
import { owned, touched } from "../owned.ts";
import { findRequestedItem } from "../requested-item.ts";

interface Parts {
	serializers: Pick<Serializers, "link">;
}

export function paymentLinks({ serializers }: Parts): Handlers {
	const serialize =
		({ origin }: Context) =>
		(row: Parameters<Serializers["link"]>[0]) =>
			serializers.link(row, origin);

	/** The merchant's links, with the fields of their product or plan. */
	const own = ({ database, merchant }: Context) =>
		linksWithItems(database).where(
			"payment_links.merchant_id",
			"=",
			merchant.merchant_id,
		);

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
