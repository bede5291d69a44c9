/** The merchant: recurring revenue from its subscriptions, and a balance from payments, fees and refunds. */
import { resolve } from "@lomi/spec";
import { createSerializer } from "../../db/serializers.ts";
import { annualRevenue, monthlyRevenue } from "../../money.ts";
import { readSchedule } from "../../schedule.ts";
import {
	type Context,
	type Described,
	type Handlers,
	refuseWith,
} from "../context.ts";

const CURRENCY = { $ref: "#/components/schemas/Currency" };

export function merchants({ document }: Described): Handlers {
	const serialize = createSerializer(document, "Merchant");
	const { timesAYear } = readSchedule(document);
	const currencies: string[] = resolve(document, CURRENCY).enum;

	/** Figures use a single currency, without conversion: the first in the description that has any data. */
	const firstOf = (there: { currency_code: string }[]) =>
		currencies.find((code) =>
			there.some(({ currency_code }) => currency_code === code),
		);

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
		const plans = await database
			.selectFrom("plans")
			.innerJoin("subscription_tallies as tallies", (join) =>
				join
					.onRef("tallies.plan_id", "=", "plans.plan_id")
					.onRef("tallies.merchant_id", "=", "plans.merchant_id"),
			)
			.select([
				"plans.amount",
				"plans.currency_code",
				"plans.billing_frequency",
				"tallies.status",
				"tallies.number as subscriptions",
			])
			.where("plans.merchant_id", "=", merchant.merchant_id)
			.where("tallies.number", ">", 0)
			.execute();
		const currency_code = firstOf(plans);
		if (!currency_code) return undefined;
		const active = plans.filter(
			(plan) =>
				plan.status === "active" && plan.currency_code === currency_code,
		);
		const mrr = monthlyRevenue(
			active.map(({ billing_frequency, ...plan }) => ({
				...plan,
				timesAYear: timesAYear(billing_frequency),
			})),
		);
		return { mrr, arr: annualRevenue(mrr), currency_code };
	};

	const balancesOf = ({ database, merchant }: Context) =>
		database
			.selectFrom("balances")
			.select(["currency_code", "taken", "balance"])
			.where("merchant_id", "=", merchant.merchant_id)
			.execute();

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
			const currency = firstOf(balances.filter(({ taken }) => taken > 0));
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
