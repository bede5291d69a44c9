/** Payment links: an address at which anyone can pay. */
import type { Description } from "../../description/operations.ts";
import { presenter, toRow } from "../data/present.ts";
import { type Context, type Handlers, refuseWith } from "../http/context.ts";
import { page } from "../http/lists.ts";
import { uuid } from "../random.ts";
import { exampleOrigin } from "./hosted.ts";
import { owned, touched } from "./owned.ts";
import { findSold } from "./sold.ts";

export function paymentLinks(document: Description): Handlers {
	const shown = presenter(document, "PaymentLink");
	const hostedPage = exampleOrigin(document, "createPaymentLink");
	const present = (row: { link_type: string; link_id: string }) =>
		shown({ ...row, url: `${hostedPage}/${row.link_type}/${row.link_id}` });

	/** The merchant's own, each with what is shown of its product or plan. */
	const own = ({ database, merchant }: Context) =>
		database
			.selectFrom("payment_links")
			.leftJoin("products", "products.product_id", "payment_links.product_id")
			.leftJoin("plans", "plans.plan_id", "payment_links.plan_id")
			.selectAll("payment_links")
			.select([
				"products.name as product_name",
				"products.price as product_price",
				"plans.name as plan_name",
				"plans.amount as plan_amount",
			])
			.where("payment_links.merchant_id", "=", merchant.merchant_id);

	const find = async (context: Context, id = context.path.link_id ?? "") => {
		const row = await own(context).where("link_id", "=", id).executeTakeFirst();
		return row ?? refuseWith(context, 404, "notFound");
	};

	return {
		async createPaymentLink(context) {
			const { merchant_id: _, ...body } = context.body;
			await findSold(context, (scenario, id) =>
				refuseWith(context, 404, scenario, id),
			);
			const link_id = uuid(context.random);
			await context.database
				.insertInto("payment_links")
				.values({
					...EMPTY,
					...toRow(body),
					link_id,
					...owned(context),
				} as never)
				.execute();
			return { data: present(await find(context, link_id)) };
		},

		async listPaymentLinks(context) {
			return page(context, own(context), "payment_links", "link_id", present);
		},

		async getPaymentLink(context) {
			return { data: present(await find(context)) };
		},

		async updatePaymentLink(context) {
			const { link_id } = await find(context);
			await context.database
				.updateTable("payment_links")
				.set({ ...toRow(context.body), ...touched(context) } as never)
				.where("link_id", "=", link_id)
				.execute();
			return { data: present(await find(context)) };
		},

		async deletePaymentLink(context) {
			const { link_id } = await find(context);
			await context.database
				.deleteFrom("payment_links")
				.where("link_id", "=", link_id)
				.execute();
			return {};
		},
	};
}

/** What isn't sent is null. */
const EMPTY = {
	price: null,
	product_id: null,
	plan_id: null,
	public_description: null,
	private_description: null,
	allowed_providers: null,
	expires_at: null,
	success_url: null,
	cancel_url: null,
	metadata: null,
};
