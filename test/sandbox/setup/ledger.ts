/** A merchant's balance and the order of its events, computed from the rows without the sandbox's own counters. */
import type { Database } from "../../../packages/sandbox/db/database.ts";
import type { Currency } from "../../../packages/sandbox/schema-types.ts";
import { refundFee } from "../../../packages/spec/extensions.ts";
import { document } from "../../bundle.ts";

/** Payments less fees, refunds, and what the refunds cost. */
export async function ledgerOf(
	database: Database,
	merchant_id: string,
	currency_code: Currency,
): Promise<number> {
	const payments = await database
		.selectFrom("transactions")
		.select("net_amount")
		.where("merchant_id", "=", merchant_id)
		.where("currency_code", "=", currency_code)
		.where("status", "in", ["completed", "refunded"])
		.execute();
	const refunds = await database
		.selectFrom("refunds")
		.innerJoin(
			"transactions",
			"transactions.transaction_id",
			"refunds.transaction_id",
		)
		.select("refunded_amount")
		.where("refunds.merchant_id", "=", merchant_id)
		.where("currency_code", "=", currency_code)
		.where("refunds.status", "!=", "failed")
		.execute();
	const { percent } = refundFee(document);
	return (
		sum(payments.map((each) => each.net_amount)) -
		sum(refunds.map((each) => each.refunded_amount)) -
		sum(
			refunds.map((each) => Math.round((each.refunded_amount * percent) / 100)),
		)
	);
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, each) => total + each, 0);
}

/**
 * Events that precede one that happened earlier.
 *
 * @param since Earlier ones are those of seeded delivery logs, which are written when they are sent again.
 */
export async function disorderIn(
	database: Database,
	since = "",
): Promise<{ created_at: string }[]> {
	const events = await database
		.selectFrom("events")
		.select("created_at")
		.where("created_at", ">=", since)
		.orderBy("sequence")
		.execute();
	return events.filter(
		({ created_at }, index) =>
			created_at < (events[index - 1]?.created_at ?? ""),
	);
}
