/** Transactions. Read-only. */
import { beforeAll, describe, expect, test } from "vitest";
import type { TransactionStatus } from "../../../../packages/sandbox/schema-types.ts";
import { enumOf } from "../../../bundle.ts";
import { addTransaction } from "../../setup/rows.ts";
import { FIRST, MINUTE, useSandbox } from "../../setup/sandbox.ts";

const sandbox = useSandbox();

describe("getTransaction", () => {
	test("shows fee and net amount", async () => {
		const created_at = sandbox.clock.turn(MINUTE);
		const id = await addTransaction(sandbox, { metadata: '{"order":"8842"}' });
		const { environment, data } = await sandbox.lomi.transactions.get(id);
		expect(environment).toBe("test");
		expect(data).toStrictEqual({
			transaction_id: id,
			merchant_id: FIRST.merchant_id,
			organization_id: FIRST.organization_id,
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
			metadata: { order: "8842" },
			created_at,
			updated_at: created_at,
			environment: "test",
		});
	});
});

describe("listTransactions", () => {
	const STATUSES = enumOf<TransactionStatus>("TransactionStatus");
	const PROVIDERS = ["WAVE", "MTN"];
	const made: { id: string; status: string; provider: string; at: string }[] =
		[];
	beforeAll(async () => {
		sandbox.clock.turn(60 * MINUTE);
		for (const status of STATUSES)
			for (const provider of PROVIDERS) {
				const at = sandbox.clock.turn(1);
				const fields = { status, provider_code: provider };
				const id = await addTransaction(sandbox, fields);
				made.push({ id, status, provider, at });
			}
	});
	const first = () => made.at(0)?.at ?? "";

	/** Lists the transactions created here, and compares items and total. */
	const finds = async (
		query: object,
		fits: (item: (typeof made)[number]) => boolean,
	) => {
		const { data, meta } = await sandbox.lomi.transactions.list({
			from_date: first(),
			...query,
			limit: 100,
		});
		const wanted = made
			.filter(fits)
			.map(({ id }) => id)
			.reverse();
		expect(data.map((item) => item.transaction_id)).toStrictEqual(wanted);
		expect(meta.total).toBe(wanted.length);
	};

	test.each(STATUSES)("filters by status %s", (status) =>
		finds({ status: [status] }, (item) => item.status === status),
	);

	test("filters by several statuses, by provider, and by both", async () => {
		const status = ["completed", "refunded"];
		const isEither = (item: { status: string }) => status.includes(item.status);
		await finds({ status }, isEither);
		await finds({ provider: "MTN" }, (item) => item.provider === "MTN");
		await finds(
			{ status, provider: "MTN" },
			(item) => isEither(item) && item.provider === "MTN",
		);
		await finds({ provider: "NOBODY" }, () => false);
	});

	test("filters by time, inclusive, in any offset", async () => {
		const [from = "", to = ""] = [made[2]?.at, made[6]?.at];
		const within = ({ at }: { at: string }) => at >= from && at <= to;
		await finds({ from_date: from, to_date: to }, within);
		await finds({ from_date: from }, ({ at }) => at >= from);
		await finds({ to_date: to }, ({ at }) => at <= to);
		await finds(
			{ from_date: from.replace("Z", "+00:00"), to_date: to },
			within,
		);
		await finds({ from_date: to, to_date: from }, () => false);
		await finds(
			{ from_date: from, to_date: to, status: ["failed"], provider: "WAVE" },
			(item) =>
				within(item) && item.status === "failed" && item.provider === "WAVE",
		);
	});
});
