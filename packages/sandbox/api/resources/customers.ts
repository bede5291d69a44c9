/** Customers. The list has only those who have paid. */
import { phoneColumns } from "../../db/phone-keys.ts";
import { toRow } from "../../db/serializers.ts";
import { prepareCreation } from "../../db/statements.ts";
import type { Serializers } from "../../engine/serializers.ts";
import { uuid } from "../../random.ts";
import { type Context, type Handlers, refuseWith } from "../context.ts";
import { page } from "../lists.ts";
import { owned, touched } from "../owned.ts";

interface Parts {
	serializers: Pick<Serializers, "customer">;
}

export function customers({ serializers }: Parts): Handlers {
	const { customer: serialize } = serializers;

	const find = async (context: Context, id: string) => {
		const row = await context.database
			.selectFrom("customers")
			.selectAll()
			.where("customer_id", "=", id)
			.where("merchant_id", "=", context.merchant.merchant_id)
			.executeTakeFirst();
		return row ?? refuseWith(context, 404, "notFound");
	};

	const create = prepareCreation("customers");
	const keysOf = ({ database, merchant, body }: Context) =>
		phoneColumns(database, merchant.merchant_id, body);

	return {
		async createCustomer(context) {
			const row = await create(context.database, {
				customer_id: uuid(context.random),
				...toRow(context.body),
				...(await keysOf(context)),
				...owned(context),
			});
			return { data: serialize(row) };
		},

		async listCustomers(context) {
			const paid = context.database
				.selectFrom("customers")
				.selectAll()
				.where("merchant_id", "=", context.merchant.merchant_id)
				// A literal, since the partial index isn't used with a parameter.
				.where(({ eb, lit }) => eb("has_paid", "=", lit(1)));
			return page(context, paid, "customers", "customer_id", serialize);
		},

		async getCustomer(context) {
			return { data: serialize(await find(context, context.path.id)) };
		},

		async updateCustomer(context) {
			const { customer_id } = await find(context, context.path.id);
			const row = await context.database
				.updateTable("customers")
				.set({
					...toRow(context.body),
					...(await keysOf(context)),
					...touched(context),
				})
				.where("customer_id", "=", customer_id)
				.returningAll()
				.executeTakeFirstOrThrow();
			await context.database
				.updateTable("subscriptions")
				.set({ customer_name: row.name, customer_email: row.email })
				.where("customer_id", "=", customer_id)
				.execute();
			return { data: serialize(row) };
		},

		/** Transactions and subscriptions remain, and keep the customer's ID. */
		async deleteCustomer(context) {
			const { customer_id } = await find(context, context.path.id);
			await context.database
				.deleteFrom("customers")
				.where("customer_id", "=", customer_id)
				.execute();
			return { data: { customer_id, deleted: true } };
		},
	};
}
