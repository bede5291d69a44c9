/** What a merchant earns: recurring revenue from subscriptions, and the balance of payments, fees and refunds. From counters, so it is fast. */
import { type Description, resolve } from "@lomi/spec";
import type { Connection } from "../db/database.ts";
import { monthlyRevenue } from "../money.ts";
import { readSchedule } from "../schedule.ts";
import type { Currency, SubscriptionStatus } from "../schema-types.ts";

const CURRENCY = { $ref: "#/components/schemas/Currency" };
const ACTIVE: SubscriptionStatus = "active";

/** A merchant's plans with subscriptions. */
export interface Recurring {
	/** The currency of the figures: the first in the description that a plan with subscriptions has. */
	currency_code: Currency;
	/** Monthly recurring revenue, in the currency's smallest unit. @param currency Default: `currency_code`. */
	mrr(currency?: string): number;
	/** Number of active subscriptions. @param currency Default: `currency_code`. */
	active(currency?: string): number;
}

export interface MerchantFigures {
	/** Undefined if there was never a subscription. */
	recurring(
		on: Connection,
		merchant_id: string,
	): Promise<Recurring | undefined>;
	/** By currency. */
	balances(
		on: Connection,
		merchant_id: string,
	): Promise<{ currency_code: string; taken: number; balance: number }[]>;
	/** Figures use a single currency, without conversion: the first in the description that has any data. */
	firstCurrency(there: { currency_code: string }[]): Currency | undefined;
}

export function createMerchantFigures(document: Description): MerchantFigures {
	const { timesAYear } = readSchedule(document);
	const currencies: Currency[] = resolve(document, CURRENCY).enum;
	const firstCurrency: MerchantFigures["firstCurrency"] = (there) =>
		currencies.find((code) =>
			there.some(({ currency_code }) => currency_code === code),
		);
	return {
		firstCurrency,
		async recurring(on, merchant_id) {
			const plans = await on
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
				.where("plans.merchant_id", "=", merchant_id)
				.where("tallies.number", ">", 0)
				.execute();
			const currency_code = firstCurrency(plans);
			if (!currency_code) return undefined;
			const activeIn = (currency: string) =>
				plans.filter(
					(plan) => plan.status === ACTIVE && plan.currency_code === currency,
				);
			return {
				currency_code,
				mrr: (currency = currency_code) =>
					monthlyRevenue(
						activeIn(currency).map(({ billing_frequency, ...plan }) => ({
							...plan,
							timesAYear: timesAYear(billing_frequency),
						})),
					),
				active: (currency = currency_code) =>
					activeIn(currency).reduce(
						(sum, { subscriptions }) => sum + subscriptions,
						0,
					),
			};
		},
		balances: (on, merchant_id) =>
			on
				.selectFrom("balances")
				.select(["currency_code", "taken", "balance"])
				.where("merchant_id", "=", merchant_id)
				.execute(),
	};
}
