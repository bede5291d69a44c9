/** Refunds: created in the dashboard, read through the API. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { documentedError } from "../../setup/documented-error.ts";
import { addRefund, addTransaction } from "../../setup/rows.ts";
import { FIRST, MINUTE, SECOND, useSandbox } from "../../setup/sandbox.ts";
import { pay } from "../../setup/shop.ts";

const sandbox = useSandbox();

/** A payment of 10,000 F CFA, partly refunded. */
async function refund(amount?: number) {
	const { transaction } = await pay(sandbox);
	const { transaction_id = "" } = transaction ?? {};
	const { refund_id } = await sandbox.engine.refund({
		transaction_id,
		...(amount !== undefined && { amount }),
	});
	return { transaction_id, refund_id };
}

describe("getRefund", () => {
	test("shows the refunded amount, its payment and the payment's fee", async () => {
		const created_at = sandbox.clock.turn(MINUTE);
		const { transaction_id, refund_id } = await refund(4_000);
		expect(await sandbox.lomi.refunds.get(refund_id)).toStrictEqual({
			success: true,
			environment: "test",
			data: {
				refund_id,
				transaction_id,
				amount: 10_000,
				refunded_amount: 4_000,
				fee_amount: 520,
				reason: null,
				status: "completed",
				metadata: null,
				created_at,
				updated_at: created_at,
			},
		});
	});

	test("shows a full refund", async () => {
		const { refund_id } = await refund();
		const { data } = await sandbox.lomi.refunds.get(refund_id);
		expect(data).toMatchObject({ amount: 10_000, refunded_amount: 10_000 });
	});

	test.each(["pending", "completed", "failed"] as const)(
		"shows a %s refund, with its reason and metadata",
		async (status) => {
			const transaction_id = await addTransaction(sandbox);
			const refund_id = await addRefund(sandbox, {
				transaction_id,
				status,
				reason: "Article abîmé",
				metadata: '{"ticket":"8842"}',
			});
			const { data } = await sandbox.lomi.refunds.get(refund_id);
			expect(data).toMatchObject({
				status,
				reason: "Article abîmé",
				metadata: { ticket: "8842" },
			});
		},
	);

	test("doesn't show the refund's cost, which only the balance includes", async () => {
		const { refund_id } = await refund();
		const { data } = await sandbox.lomi.refunds.get(refund_id);
		expect(data).not.toHaveProperty("refund_fee");
		expect(data).not.toHaveProperty("merchant_id");
	});

	test("returns each of several refunds of a payment", async () => {
		const { transaction_id, refund_id } = await refund(4_000);
		const rest = await sandbox.engine.refund({ transaction_id });
		const amountOf = async (id: string) =>
			(await sandbox.lomi.refunds.get(id)).data.refunded_amount;
		expect(await amountOf(refund_id)).toBe(4_000);
		expect(await amountOf(rest.refund_id)).toBe(6_000);
	});

	test("returns 404 for a payment's ID and an unknown ID", async () => {
		const { transaction_id } = await refund();
		for (const id of [transaction_id, randomUUID()])
			await expect(sandbox.lomi.refunds.get(id)).rejects.toMatchObject(
				documentedError("getRefund.notFound.404", id),
			);
	});

	test("returns 404 for another merchant's refund", async () => {
		const { refund_id } = await refund();
		await expect(sandbox.other.refunds.get(refund_id)).rejects.toMatchObject(
			documentedError("getRefund.notFound.404", refund_id),
		);
		const transaction_id = await addTransaction(sandbox, {
			merchant_id: SECOND.merchant_id,
		});
		const theirs = await addRefund(sandbox, {
			transaction_id,
			merchant_id: SECOND.merchant_id,
		});
		expect((await sandbox.other.refunds.get(theirs)).data.refund_id).toBe(
			theirs,
		);
		await expect(sandbox.lomi.refunds.get(theirs)).rejects.toMatchObject(
			documentedError("getRefund.notFound.404", theirs),
		);
	});

	test.each(["1", "not-a-uuid", `urn:uuid:${FIRST.merchant_id}`])(
		"refuses the ID %s, which isn't a UUID",
		async (id) => {
			await expect(sandbox.lomi.refunds.get(id)).rejects.toMatchObject(
				documentedError("getRefund.invalidId.400"),
			);
		},
	);

	test("accepts an upper-case ID", async () => {
		const { refund_id } = await refund();
		const { data } = await sandbox.lomi.refunds.get(refund_id.toUpperCase());
		expect(data.refund_id).toBe(refund_id);
	});
});
