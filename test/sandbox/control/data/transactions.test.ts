/** Pending payments that somebody confirms, or lets fail: as at their time, but now. */
import { describe, expect, test } from "vitest";
import type { PaymentOutcome } from "../../../../packages/sandbox/schema-types.ts";
import { useControlled } from "../../setup/control.ts";
import { ledgerOf } from "../../setup/ledger.ts";
import { dump } from "../../setup/rows.ts";
import { FIRST } from "../../setup/sandbox.ts";
import {
	balanceOf,
	createPlan,
	openSession,
	PHONE,
	pay,
	subscribe,
} from "../../setup/shop.ts";

const sandbox = useControlled();
const { merchant_id } = FIRST;
/** Charges of this customer are pending for a while. */
const DELAYED = "+2250701020005";
/** An example: a payment in crypto that nothing ends by itself. */
const CRYPTO = "6c5d4e3f-2a1b-4c0d-9e8f-7a6b5c4d3e2f";

const settle = {
	confirm: (id: string) => sandbox.control.transactions.confirm(id),
	fail: (id: string) => sandbox.control.transactions.fail(id),
};
/** The names of events, oldest first. */
const events = async () => {
	const { data } = await sandbox.control.events.list();
	return data.map(({ event_type }) => event_type).reverse();
};
const pend = async (
	outcome: PaymentOutcome = "unconfirmed",
	fields: Parameters<typeof pay>[2] = {},
) => {
	const { transaction, session } = await pay(
		sandbox,
		{ phone: PHONE, outcome },
		fields,
	);
	return { id: transaction?.transaction_id ?? "", session };
};

test("a confirmed payment is one that succeeds", async () => {
	const before = await balanceOf(sandbox);
	const { id, session } = await pend();
	expect(await events()).toStrictEqual(["PAYMENT_CREATED"]);
	const { data } = await settle.confirm(id);
	expect(data).toMatchObject({
		transaction: { transaction_id: id, status: "completed" },
		checkout_session: {
			checkout_session_id: session.checkout_session_id,
			status: "completed",
			url: `${sandbox.url}/checkout/${session.checkout_session_id}`,
		},
		customer: { name: "Awa Koné" },
		refunds: [],
		refundable_amount: 10_000,
	});
	expect(data.transaction.provider_transaction_id).not.toBeNull();
	expect(await events()).toStrictEqual([
		"PAYMENT_CREATED",
		"PAYMENT_SUCCEEDED",
		"CHECKOUT_COMPLETED",
	]);
	expect(await balanceOf(sandbox)).toBe(before + data.transaction.net_amount);
	expect(await balanceOf(sandbox)).toBe(
		await ledgerOf(sandbox.database, merchant_id, "XOF"),
	);
});

test("one that fails leaves the session open, to be paid again", async () => {
	const before = await balanceOf(sandbox);
	const { id, session } = await pend("delayed");
	const { data } = await settle.fail(id);
	expect(data).toMatchObject({
		transaction: { status: "failed", fee_reference: null },
		checkout_session: { status: "open" },
		refundable_amount: 0,
	});
	expect(await events()).toStrictEqual(["PAYMENT_CREATED", "PAYMENT_FAILED"]);
	expect(await balanceOf(sandbox)).toBe(before);
	await sandbox.control.checkoutSessions.pay(session.checkout_session_id);
	expect(await balanceOf(sandbox)).toBeGreaterThan(before);
});

test.each(["confirm", "fail"] as const)(
	"nothing more comes of it at its time: %s",
	async (how) => {
		const { id } = await pend("delayed");
		await settle[how](id);
		const before = await events();
		await sandbox.control.clock.advance({ by: "PT1M" });
		expect(await events()).toStrictEqual(before);
		const { data } = await sandbox.control.clock.listUpcoming();
		expect(data.map(({ resource_id }) => resource_id)).not.toContain(id);
	},
);

test("it ends in the same way as at its time", async () => {
	const { id: scheduled } = await pend("delayed");
	await sandbox.control.clock.advance({ by: "PT20S" });
	const find = async (id: string) =>
		(await sandbox.control.transactions.list({ id })).data;
	const [atItsTime, told] = [await find(scheduled), await events()];
	await sandbox.control.snapshots.restore("at-first");
	const { id } = await pend("unconfirmed");
	await sandbox.control.clock.advance({ by: "PT20S" });
	await settle.confirm(id);
	expect(await find(id)).toStrictEqual(atItsTime);
	expect(await events()).toStrictEqual(told);
});

test("a plan is subscribed to", async () => {
	const { plan_id } = await createPlan(sandbox);
	const { id } = await pend("unconfirmed", { plan_id });
	const { data } = await settle.confirm(id);
	const { data: subscriptions } = await sandbox.control.subscriptions.list({
		plan_id,
	});
	expect(subscriptions).toMatchObject([
		{ subscription_id: data.transaction.subscription_id, status: "active" },
	]);
	expect(await events()).toContain("SUBSCRIPTION_CREATED");
});

test("what was deleted meanwhile can't be paid for", async () => {
	const { plan_id } = await createPlan(sandbox);
	const { id } = await pend("unconfirmed", { plan_id });
	await sandbox.lomi.subscriptionPlans.delete(merchant_id, plan_id);
	const { data } = await settle.confirm(id);
	expect(data.transaction.status).toBe("failed");
	expect(await events()).toContain("PAYMENT_FAILED");
});

describe("a charge of a subscription", () => {
	const begin = async () => {
		const { subscription_id, customer_id } = await subscribe(sandbox);
		await sandbox.lomi.customers.update(customer_id, {
			phone_number: DELAYED,
		});
		await sandbox.control.clock.freeze();
		const { data } = await sandbox.lomi.subscriptions.get(subscription_id);
		await sandbox.control.clock.advance({ to: data.next_billing_date ?? "" });
		const { data: pending } = await sandbox.control.transactions.list({
			subscription_id,
			status: "pending",
		});
		return {
			subscription_id,
			id: pending[0]?.transaction.transaction_id ?? "",
		};
	};
	const read = async (id: string) =>
		(await sandbox.lomi.subscriptions.get(id)).data;

	test("renews it", async () => {
		const { id, subscription_id } = await begin();
		const { data } = await settle.confirm(id);
		expect(data.checkout_session).toBeNull();
		const { status, next_billing_date } = await read(subscription_id);
		expect(status).toBe("active");
		expect(next_billing_date).toBe("2025-06-07T00:00:00.000Z");
		expect((await events()).at(-1)).toBe("SUBSCRIPTION_RENEWED");
	});

	test("or is tried again by the merchant's settings", async () => {
		const { id, subscription_id } = await begin();
		await settle.fail(id);
		const { status, next_billing_date } = await read(subscription_id);
		expect(status).toBe("past_due");
		expect(next_billing_date).toBe("2025-05-10T00:00:00.000Z");
		expect((await events()).at(-1)).toBe("SUBSCRIPTION_PAYMENT_FAILED");
	});
});

test("a payment of nothing that the sandbox knows keeps the provider's ID", async () => {
	const { data } = await settle.confirm(CRYPTO);
	expect(data.transaction).toMatchObject({
		status: "completed",
		provider_transaction_id: "5077125051",
	});
});

test.each(["confirm", "fail"] as const)(
	"%s refuses what has ended, and changes nothing",
	async (how) => {
		const { id } = await pend();
		await settle.confirm(id);
		await sandbox.control.refunds.create({ transaction_id: id });
		const { id: failed } = await pend();
		await settle.fail(failed);
		const before = await dump(sandbox as never);
		for (const [each, status] of [
			[id, "refunded"],
			[failed, "failed"],
		] as const)
			await expect(settle[how](each)).rejects.toMatchObject({
				status: 409,
				details: `The transaction is ${status}. Only a pending transaction can be confirmed, or fail.`,
			});
		expect(await dump(sandbox as never)).toBe(before);
	},
);

test("refunds are shown, oldest first, and what is left", async () => {
	const { transaction } = await pay(sandbox);
	const id = transaction?.transaction_id ?? "";
	const find = async () => {
		const { data } = await sandbox.control.transactions.list({ id });
		return data[0];
	};
	for (const amount of [1_000, 2_000])
		await sandbox.control.refunds.create({ transaction_id: id, amount });
	// The sandbox itself lets none fail.
	await sandbox.database
		.updateTable("refunds")
		.set({ status: "failed" })
		.where("refunded_amount", "=", 2_000)
		.execute();
	const found = await find();
	expect(found?.refunds.map((each) => each.refunded_amount)).toStrictEqual([
		1_000, 2_000,
	]);
	expect(found?.refundable_amount).toBe(9_000);
	const { data } = await sandbox.control.refunds.create({
		transaction_id: id,
	});
	expect(data.refunded_amount).toBe(9_000);
	expect(await find()).toMatchObject({
		transaction: { status: "refunded" },
		refundable_amount: 0,
	});
});

test("customers who were deleted aren't shown", async () => {
	const { transaction } = await pay(sandbox);
	await sandbox.lomi.customers.delete(transaction?.customer_id ?? "");
	const { data } = await sandbox.control.transactions.list({ limit: 1 });
	expect(data[0]).toMatchObject({
		customer: null,
		transaction: { customer_id: transaction?.customer_id },
	});
});

test("attempts to pay a session are found by it, also those that failed", async () => {
	const { checkout_session_id } = await openSession(sandbox);
	for (const outcome of ["declined", "succeed"] as const)
		await sandbox.engine.pay(checkout_session_id, { outcome });
	const { data } = await sandbox.control.transactions.list({
		checkout_session_id,
	});
	expect(data.map(({ transaction }) => transaction.status).toSorted()).toEqual([
		"completed",
		"failed",
	]);
});

test("a payment is found by its refund", async () => {
	const { transaction } = await pay(sandbox);
	const { transaction_id = "" } = transaction ?? {};
	const { data: refund } = await sandbox.control.refunds.create({
		transaction_id,
		amount: 1_000,
	});
	const find = async (query: object) =>
		(await sandbox.control.transactions.list(query)).data.map(
			(each) => each.transaction.transaction_id,
		);
	const { refund_id } = refund;
	expect(await find({ refund_id })).toStrictEqual([transaction_id]);
	expect(await find({ refund_id, id: transaction_id })).toStrictEqual([
		transaction_id,
	]);
	expect(await find({ refund_id, id: CRYPTO })).toStrictEqual([]);
	expect(await find({ refund_id: transaction_id })).toStrictEqual([]);
});
