/** The merchant: recurring revenue from its subscriptions, and a balance from payments, fees and refunds. */
import { createSerializer } from "../../db/serializers.ts";
import { annualRevenue } from "../../money.ts";
import {
	type Context,
	type Described,
	type Handlers,
	refuseWith,
} from "../context.ts";
import { createMerchantFigures } from "../merchant-figures.ts";

export function merchants({ document }: Described): Handlers {
	const serialize = createSerializer(document, "Merchant");
	const figures = createMerchantFigures(document);

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

	/** MRR and its currency; undefined if there was never a subscription. */
	const recurringOf = async ({ database, merchant }: Context) => {
		const recurring = await figures.recurring(database, merchant.merchant_id);
		if (!recurring) return undefined;
		const mrr = recurring.mrr();
		const { currency_code } = recurring;
		return { mrr, arr: annualRevenue(mrr), currency_code };
	};

	const balancesOf = ({ database, merchant }: Context) =>
		figures.balances(database, merchant.merchant_id);

	const asOf = ({ clock, merchant }: Context) => ({
		merchant_id: merchant.merchant_id,
		as_of_date: clock.now().toISOString(),
	});

	return {
		async getMerchant(context) {
			const row = await find(context);
			const recurring = await recurringOf(context);
			const balances = await balancesOf(context);
			const { mrr = 0, arr = 0 } = recurring ?? {};
			const currency = figures.firstCurrency(
				balances.filter(({ taken }) => taken > 0),
			);
			const { taken: merchant_lifetime_value = 0 } =
				balances.find(({ currency_code }) => currency_code === currency) ?? {};
			return { data: serialize({ ...row, mrr, arr, merchant_lifetime_value }) };
		},

		async getMerchantMrr(context) {
			await find(context);
			const recurring = await recurringOf(context);
			if (!recurring) return refuseWith(context, 404, "noMrr");
			const { mrr, currency_code } = recurring;
			return { data: { ...asOf(context), mrr, currency_code } };
		},

		async getMerchantArr(context) {
			await find(context);
			const recurring = await recurringOf(context);
			if (!recurring) return refuseWith(context, 404, "noArr");
			const { arr, currency_code } = recurring;
			return { data: { ...asOf(context), arr, currency_code } };
		},

		async getMerchantBalance(context) {
			await find(context);
			const currency_code: string = context.query.currency_code;
			const balances = await balancesOf(context);
			const { balance = 0 } =
				balances.find((each) => each.currency_code === currency_code) ?? {};
			return { data: { ...asOf(context), balance, currency_code } };
		},
	};
}
