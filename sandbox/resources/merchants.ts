/** The merchant itself: recurring revenue from its subscriptions, balance from its ledger of payments, fees and refunds. */
import { sql } from "kysely";
import { type Description, resolve } from "../../description/operations.ts";
import { presenter } from "../data/present.ts";
import { type Context, type Handlers, refuseWith } from "../http/context.ts";
import { monthlyOf, refundFeeOf } from "../money.ts";

const CURRENCY = { $ref: "#/components/schemas/Currency" };

export function merchants(document: Description): Handlers {
	const present = presenter(document, "Merchant");
	// Recurring revenue is told in one currency: the first of the description.
	const [currency_code] = resolve(document, CURRENCY).enum;

	const find = async (context: Context) => {
		const { database, merchant, path } = context;
		if (path.id !== merchant.merchant_id)
			return refuseWith(context, 404, "notFound");
		return database
			.selectFrom("merchants")
			.selectAll()
			.where("merchant_id", "=", merchant.merchant_id)
			.executeTakeFirstOrThrow();
	};

	/** Monthly recurring revenue; undefined where there never was a subscription. */
	const mrrOf = async ({ database, merchant }: Context) => {
		const rows = await database
			.selectFrom("subscriptions")
			.innerJoin("plans", "plans.plan_id", "subscriptions.plan_id")
			.select(({ fn }) => [
				"billing_frequency",
				"subscriptions.status",
				fn.sum<number>("plans.amount").as("amount"),
			])
			.where("subscriptions.merchant_id", "=", merchant.merchant_id)
			.where("plans.currency_code", "=", currency_code)
			.groupBy(["billing_frequency", "subscriptions.status"])
			.execute();
		if (rows.length === 0) return undefined;
		return Math.round(
			rows
				.filter(({ status }) => status === "active")
				.reduce(
					(sum, { amount, billing_frequency }) =>
						sum + monthlyOf(amount, billing_frequency),
					0,
				),
		);
	};

	const asOf = ({ clock, merchant }: Context) => ({
		merchant_id: merchant.merchant_id,
		as_of_date: clock.now().toISOString(),
	});

	return {
		async getMerchant(context) {
			const row = await find(context);
			const mrr = (await mrrOf(context)) ?? 0;
			const { taken } = await context.database
				.selectFrom("transactions")
				.select(({ fn }) =>
					fn
						.coalesce(fn.sum<number>("gross_amount"), sql<number>`0`)
						.as("taken"),
				)
				.where("merchant_id", "=", row.merchant_id)
				.where("currency_code", "=", currency_code)
				.where("transaction_type", "=", "payment")
				.where("status", "in", ["completed", "refunded"])
				.executeTakeFirstOrThrow();
			const figures = { mrr, arr: 12 * mrr, merchant_lifetime_value: taken };
			return { data: present({ ...row, ...figures }) };
		},

		async getMerchantMrr(context) {
			await find(context);
			const mrr = await mrrOf(context);
			if (mrr === undefined) return refuseWith(context, 404, "noMrr");
			return { data: { ...asOf(context), mrr, currency_code } };
		},

		async getMerchantArr(context) {
			await find(context);
			const mrr = await mrrOf(context);
			if (mrr === undefined) return refuseWith(context, 404, "noArr");
			return { data: { ...asOf(context), arr: 12 * mrr, currency_code } };
		},

		async getMerchantBalance(context) {
			const { merchant_id } = await find(context);
			const currency: string = context.query.currency_code;
			const { net } = await context.database
				.selectFrom("transactions")
				.select(({ fn }) =>
					fn.coalesce(fn.sum<number>("net_amount"), sql<number>`0`).as("net"),
				)
				.where("merchant_id", "=", merchant_id)
				.where("currency_code", "=", currency)
				.where("transaction_type", "=", "payment")
				.where("status", "in", ["completed", "refunded"])
				.executeTakeFirstOrThrow();
			const refunds = await context.database
				.selectFrom("refunds")
				.innerJoin(
					"transactions",
					"transactions.transaction_id",
					"refunds.transaction_id",
				)
				.select("refunded_amount")
				.where("refunds.merchant_id", "=", merchant_id)
				.where("refunds.status", "=", "completed")
				.where("transactions.currency_code", "=", currency)
				.execute();
			// The first fee is not given back, and refunding costs a fee of its own.
			const back = refunds.reduce(
				(sum, { refunded_amount }) =>
					sum + refunded_amount + refundFeeOf(refunded_amount),
				0,
			);
			return {
				data: {
					...asOf(context),
					balance: net - back,
					currency_code: currency,
				},
			};
		},
	};
}
