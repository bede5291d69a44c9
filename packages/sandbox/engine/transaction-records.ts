/** Transactions with everything that belongs to them: what was paid for, who paid, and what went back. */
import type { Connection } from "../db/database.ts";
import type { RefundRow, SessionRow, TransactionRow } from "../db/tables.ts";
import { valuesOf } from "../db/values.ts";
import { refundableOf } from "../money.ts";

/** Transactions with their checkout session and customer, as far as those are there. */
export function transactionsWithOwners(on: Connection) {
	return on
		.selectFrom("transactions")
		.leftJoin(
			"checkout_sessions",
			"checkout_sessions.checkout_session_id",
			"transactions.checkout_session_id",
		)
		.leftJoin("customers", "customers.customer_id", "transactions.customer_id")
		.selectAll("transactions")
		.select([
			"checkout_sessions.checkout_session_id as session_id",
			"checkout_sessions.title as session_title",
			"checkout_sessions.status as session_status",
			"customers.customer_id as known_customer_id",
			"customers.name as customer_name",
			"customers.email as customer_email",
			"customers.phone_number as customer_phone_number",
		]);
}

type Row = Awaited<
	ReturnType<ReturnType<typeof transactionsWithOwners>["execute"]>
>[number];

export interface TransactionRecord {
	transaction: TransactionRow;
	/** Null if it isn't the payment of a session. */
	session: Pick<SessionRow, "checkout_session_id" | "title" | "status"> | null;
	/** Null if nobody is known to have paid, or the customer was deleted. */
	customer: {
		customer_id: string;
		name: string;
		email: string | null;
		phone_number: string | null;
	} | null;
	/** Oldest first. */
	refunds: RefundRow[];
	/** In the currency's smallest unit. */
	refundable_amount: number;
}

/** Adds the refunds of transactions. */
export async function withRefunds(
	on: Connection,
	rows: Row[],
): Promise<TransactionRecord[]> {
	const refunds = await readRefunds(on, rows);
	return rows.map((row) => {
		const own = refunds.get(row.transaction_id) ?? [];
		return {
			transaction: row,
			session: sessionOf(row),
			customer: customerOf(row),
			refunds: own,
			refundable_amount: refundableOf(row, refundedBy(own)),
		};
	});
}

/** The record of one transaction. @throws If there is no such transaction. */
export async function readTransactionRecord(
	on: Connection,
	transaction_id: string,
): Promise<TransactionRecord> {
	const row = await transactionsWithOwners(on)
		.where("transaction_id", "=", transaction_id)
		.executeTakeFirstOrThrow();
	const [record] = await withRefunds(on, [row]);
	return record as TransactionRecord;
}

async function readRefunds(
	on: Connection,
	rows: Row[],
): Promise<Map<string, RefundRow[]>> {
	const found = await on
		.selectFrom("refunds")
		.selectAll()
		.where(
			"transaction_id",
			"in",
			valuesOf(rows.map(({ transaction_id }) => transaction_id)),
		)
		.orderBy("created_at")
		.orderBy("refund_id")
		.execute();
	return Map.groupBy(found, ({ transaction_id }) => transaction_id);
}

function sessionOf(row: Row): TransactionRecord["session"] {
	if (row.session_id === null || row.session_status === null) return null;
	return {
		checkout_session_id: row.session_id,
		title: row.session_title,
		status: row.session_status,
	};
}

function customerOf(row: Row): TransactionRecord["customer"] {
	if (row.known_customer_id === null || row.customer_name === null) return null;
	return {
		customer_id: row.known_customer_id,
		name: row.customer_name,
		email: row.customer_email,
		phone_number: row.customer_phone_number,
	};
}

function refundedBy(refunds: RefundRow[]): number {
	return refunds
		.filter(({ status }) => status !== "failed")
		.reduce((sum, { refunded_amount }) => sum + refunded_amount, 0);
}
