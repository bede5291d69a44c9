/** Transactions with what belongs to them, and the end of those that are pending. */
import type { Description } from "@lomi/spec";
import type { Database } from "../../../db/database.ts";
import type { Engine } from "../../../engine/engine.ts";
import { readHostedPages } from "../../../engine/hosted-pages.ts";
import type { Serializers } from "../../../engine/serializers.ts";
import {
	type TransactionRecord,
	transactionsWithOwners,
	withRefunds,
} from "../../../engine/transaction-records.ts";
import { answerWith, type ControlHandlers } from "../../context.ts";

import { canonicalId } from "../../listing/keys.ts";

import { page } from "../../listing/page.ts";
import { PAYER, SOURCES } from "../../listing/sources.ts";

interface Parts {
	/** The description of the API. */
	api: Description;
	database: Database;
	engine: Pick<Engine, "settle">;
	serializers: Pick<Serializers, "transaction" | "refund">;
}

export function transactions({
	api,
	database,
	engine,
	serializers,
}: Parts): ControlHandlers {
	const pages = readHostedPages(api);
	const serialize =
		({ origin }: { origin: string }) =>
		({
			transaction,
			session,
			customer,
			refunds,
			...rest
		}: TransactionRecord) => ({
			transaction: serializers.transaction(transaction),
			checkout_session: session && {
				...session,
				url: pages.session(origin, session),
			},
			customer,
			refunds: refunds.map(serializers.refund),
			...rest,
		});
	const refundedBy = async (refund_id: string): Promise<string | undefined> => {
		const refund = await database
			.selectFrom("refunds")
			.select("transaction_id")
			.where("refund_id", "=", canonicalId(refund_id))
			.executeTakeFirst();
		return refund?.transaction_id;
	};
	return {
		async listTransactions(context) {
			const { refund_id, id } = context.query;
			const refunded = refund_id && (await refundedBy(refund_id));
			if (refund_id && (!refunded || (id && canonicalId(id) !== refunded)))
				return { data: [], extra: { next: null } };
			const query = refunded
				? { ...context.query, id: refunded }
				: context.query;
			return page(
				database,
				{ ...context, query },
				transactionsWithOwners(database),
				{
					source: SOURCES.transaction,
					owner: { source: PAYER, column: "customer_id" },
					serialize: async (rows) =>
						(await withRefunds(database, rows)).map(serialize(context)),
				},
			);
		},
		confirmTransaction: (context) =>
			answerWith(context, serialize(context), (verify) =>
				engine.settle(context.path.transaction_id, "completed", verify),
			),
		failTransaction: (context) =>
			answerWith(context, serialize(context), (verify) =>
				engine.settle(context.path.transaction_id, "failed", verify),
			),
	};
}
