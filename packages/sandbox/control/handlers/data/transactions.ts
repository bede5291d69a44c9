/** Transactions with what belongs to them, and the end of those that are pending. */
import type { Description } from "@lomi/spec";
import type { Database } from "../../../db/sqlite.ts";
import type { Engine } from "../../../engine/engine.ts";
import { readHostedPages } from "../../../engine/hosted-pages.ts";
import type { Serializers } from "../../../engine/serializers.ts";
import {
	type TransactionRecord,
	transactionsWithOwners,
	withRefunds,
} from "../../../engine/transaction-records.ts";
import { answerWith, type ControlHandlers } from "../../context.ts";
import { page } from "../../listing/page.ts";
import { SOURCES } from "../../listing/sources.ts";

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
	return {
		listTransactions: (context) =>
			page(database, context, transactionsWithOwners(database), {
				source: SOURCES.transaction,
				joined: {
					texts: ["customers.name", "customers.email"],
					phones: ["customers.phone_number"],
				},
				serialize: async (rows) =>
					(await withRefunds(database, rows)).map(serialize(context)),
			}),
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
