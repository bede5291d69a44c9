/** Inserts what no request creates: transactions, subscriptions and refunds. */
import { randomUUID } from "node:crypto";
import type { Insertable } from "kysely";
import {
	type Tables,
	tableNames,
} from "../../../packages/sandbox/db/tables.ts";
import { isOnPostgres } from "./data.ts";
import { FIRST, type RunningSandbox } from "./sandbox.ts";

type Fields<Table extends keyof Tables> = Partial<Insertable<Tables[Table]>>;

/** Owner and times of a row. */
function owned({ clock }: RunningSandbox) {
	const { merchant_id, organization_id } = FIRST;
	const now = clock.now().toISOString();
	return { merchant_id, organization_id, created_at: now, updated_at: now };
}

/** Inserts a completed mobile money payment of 30,000 XOF, with overrides, and returns its ID. */
export async function addTransaction(
	sandbox: RunningSandbox,
	fields: Fields<"transactions"> = {},
): Promise<string> {
	const row: Insertable<Tables["transactions"]> = {
		...owned(sandbox),
		transaction_id: randomUUID(),
		customer_id: null,
		gross_amount: 30_000,
		fee_amount: 1_160,
		net_amount: 28_840,
		fee_reference: "STANDARD_FEE",
		currency_code: "XOF",
		payment_method_code: "MOBILE_MONEY",
		provider_code: "WAVE",
		provider_transaction_id: null,
		transaction_type: "payment",
		product_id: null,
		subscription_id: null,
		status: "completed",
		description: null,
		metadata: null,
		...fields,
	};
	await sandbox.database.insertInto("transactions").values(row).execute();
	return row.transaction_id;
}

/** Inserts an active subscription to a plan, and returns its ID. */
export async function addSubscription(
	sandbox: RunningSandbox,
	fields: Fields<"subscriptions"> & { plan_id: string },
): Promise<string> {
	const { created_at, ...own } = owned(sandbox);
	const row: Insertable<Tables["subscriptions"]> = {
		...own,
		created_at,
		subscription_id: randomUUID(),
		customer_id: randomUUID(),
		status: "active",
		start_date: created_at,
		end_date: null,
		next_billing_date: "2025-07-01T12:00:00.000Z",
		metadata: null,
		customer_name: null,
		customer_email: null,
		...fields,
	};
	await sandbox.database.insertInto("subscriptions").values(row).execute();
	return row.subscription_id;
}

/** Inserts a refund of a payment, and returns its ID. */
export async function addRefund(
	sandbox: RunningSandbox,
	fields: Fields<"refunds"> & { transaction_id: string },
): Promise<string> {
	const row: Insertable<Tables["refunds"]> = {
		...owned(sandbox),
		refund_id: randomUUID(),
		amount: 30_000,
		refunded_amount: 10_000,
		fee_amount: 1_160,
		refund_fee: 400,
		reason: null,
		status: "completed",
		metadata: null,
		...fields,
	};
	await sandbox.database.insertInto("refunds").values(row).execute();
	return row.refund_id;
}

/** All rows of all tables, as text. */
export async function dump({
	database,
}: Pick<RunningSandbox, "database">): Promise<string> {
	const names = isOnPostgres
		? tableNames
		: (await database.introspection.getTables()).map(({ name }) => name);
	const rows = await Promise.all(
		names.map((name) =>
			database
				.selectFrom(name as keyof Tables)
				.selectAll()
				.execute(),
		),
	);
	// On PostgreSQL, rows have no order.
	const comparable = isOnPostgres
		? rows.map((each) => each.map((row) => JSON.stringify(row)).toSorted())
		: rows;
	return JSON.stringify(comparable);
}
