import { beforeEach, describe, expect, test } from "vitest";
import {
	OUTCOME_BY_SUFFIX,
	OUTCOMES,
} from "../../../packages/sandbox/engine/test-phone-numbers.ts";
import { some } from "../../some.ts";
import { type Receiver, startReceiver } from "../setup/receiver.ts";
import { FIRST, MINUTE, useSandbox } from "../setup/sandbox.ts";
import {
	balanceOf,
	createPlan,
	openSession,
	PHONE,
	pay,
	subscribe,
} from "../setup/shop.ts";

const sandbox = useSandbox();
let receiver: Receiver;
beforeEach(async () => {
	receiver = await startReceiver(sandbox);
	return async () => {
		await sandbox.lomi.webhooks.delete(receiver.id);
		await receiver.close();
	};
});

const told = async () => {
	await sandbox.engine.idle();
	return receiver.deliveries.map(({ event }) => [
		event.event,
		(event.data as { status?: string }).status,
	]);
};
const sessionOf = async (id: string) =>
	(await sandbox.lomi.checkoutSessions.get(id)).data;

describe("a payment attempt", () => {
	const CREATED = ["PAYMENT_CREATED", "pending"];
	const ENDINGS = {
		succeed: {
			events: [
				CREATED,
				["PAYMENT_SUCCEEDED", "completed"],
				["CHECKOUT_COMPLETED", "completed"],
			],
			later: [],
		},
		insufficient_funds: {
			events: [CREATED, ["PAYMENT_FAILED", "failed"]],
			later: [],
		},
		declined: { events: [CREATED, ["PAYMENT_FAILED", "failed"]], later: [] },
		provider_down: {
			events: [CREATED, ["PAYMENT_FAILED", "failed"]],
			later: [],
		},
		unconfirmed: { events: [CREATED], later: [["PAYMENT_FAILED", "expired"]] },
		delayed: {
			events: [CREATED],
			later: [
				["PAYMENT_SUCCEEDED", "completed"],
				["CHECKOUT_COMPLETED", "completed"],
			],
		},
	};

	test.each(OUTCOMES)("with outcome %s ends so", async (outcome) => {
		const before = await balanceOf(sandbox);
		const paid = await pay(sandbox, { phone: PHONE, outcome });
		expect(paid.outcome).toBe(outcome);
		const { events, later } = ENDINGS[outcome];
		expect(await told()).toStrictEqual(events);
		const id = paid.session.checkout_session_id;
		expect((await sessionOf(id)).status).toBe(
			outcome === "succeed" ? "completed" : "open",
		);
		sandbox.clock.turn(outcome === "delayed" ? 20_000 : 30 * MINUTE);
		// If nothing else does, a request runs overdue jobs.
		const { data } = await sandbox.lomi.transactions.get(
			paid.transaction?.transaction_id ?? "",
		);
		expect(await told()).toStrictEqual([...events, ...later]);
		const isPaid = ["succeed", "delayed"].includes(outcome);
		expect((await sessionOf(id)).status).toBe(isPaid ? "completed" : "expired");
		expect(data).toMatchObject({
			gross_amount: 10_000,
			fee_amount: 520,
			net_amount: 9_480,
			fee_reference: isPaid ? "STANDARD_FEE" : null,
			provider_transaction_id: isPaid ? expect.any(String) : null,
		});
		expect((await balanceOf(sandbox)) - before).toBe(isPaid ? 9_480 : 0);
	});

	test.each(Object.entries(OUTCOME_BY_SUFFIX))(
		"from a number ending in %s has outcome %s",
		async (ending, outcome) => {
			const phone = `+225070102${ending}`;
			expect((await pay(sandbox, { phone })).outcome).toBe(outcome);
		},
	);

	test("is made once for concurrent requests", async () => {
		const { checkout_session_id: id } = await openSession(sandbox);
		const all = await Promise.allSettled(
			Array.from({ length: 20 }, () => sandbox.engine.pay(id)),
		);
		const refused = all.filter(({ status }) => status === "rejected");
		expect(refused).toHaveLength(19);
		for (const each of some(refused))
			expect(each).toMatchObject({ reason: { reason: "conflict" } });
		expect(await told()).toHaveLength(3);
	});

	test("is refused while another is pending", async () => {
		const { session } = await pay(sandbox, { outcome: "delayed" });
		await expect(
			sandbox.engine.pay(session.checkout_session_id),
		).rejects.toMatchObject({ reason: "conflict" });
	});

	test("that was cancelled leaves the session open for another", async () => {
		const { session } = await pay(sandbox, { outcome: "unconfirmed" });
		const id = session.checkout_session_id;
		await sandbox.engine.cancel(id);
		expect((await told()).at(-1)).toStrictEqual(["PAYMENT_FAILED", "failed"]);
		expect((await sandbox.engine.pay(id)).session.status).toBe("completed");
	});

	test.each(["pay", "cancel", "expire"] as const)(
		"is refused if the session has ended: %s",
		async (what) => {
			const { session } = await pay(sandbox);
			await expect(
				sandbox.engine[what](session.checkout_session_id),
			).rejects.toMatchObject({
				reason: "conflict",
				message: expect.stringContaining("completed"),
			});
			await expect(
				sandbox.engine[what](FIRST.merchant_id),
			).rejects.toMatchObject({ reason: "unknown" });
		},
	);

	test("expires with its session", async () => {
		const { session } = await pay(sandbox, { outcome: "delayed" });
		await sandbox.engine.expire(session.checkout_session_id);
		expect((await told()).at(-1)).toStrictEqual(["PAYMENT_FAILED", "expired"]);
		sandbox.clock.turn(MINUTE);
		const { status } = await sessionOf(session.checkout_session_id);
		expect(status).toBe("expired");
	});

	test("uses a provider that is allowed and connected", async () => {
		const { checkout_session_id: id } = await openSession(sandbox, {
			allowed_providers: ["MTN"],
		});
		await expect(
			sandbox.engine.pay(id, { provider: "WAVE" }),
		).rejects.toMatchObject({
			reason: "invalid",
			message: expect.stringContaining("MTN"),
		});
		await sandbox.engine.setProvider(FIRST.merchant_id, "MTN", false);
		await expect(sandbox.engine.pay(id)).rejects.toMatchObject({
			reason: "conflict",
		});
		await sandbox.engine.setProvider(FIRST.merchant_id, "MTN", true);
		const { transaction } = await sandbox.engine.pay(id);
		expect(transaction).toMatchObject({
			provider_code: "MTN",
			payment_method_code: "MOBILE_MONEY",
		});
		await sandbox.engine.idle();
		expect(receiver.names().slice(0, 2)).toStrictEqual([
			"PROVIDER_STATUS_CHANGED",
			"PROVIDER_STATUS_CHANGED",
		]);
	});
});

describe("the customer", () => {
	test("is found by e-mail, then by phone, or created", async () => {
		const customerOf = async (request: object) =>
			(await pay(sandbox, request)).transaction?.customer_id;
		const email = "aya@example.ci";
		const first = await customerOf({ email, phone: "+2250500000010" });
		expect(await customerOf({ email })).toBe(first);
		expect(await customerOf({ phone: "+2250500000010" })).toBe(first);
		expect(
			await customerOf({ email: "binta@example.ci", phone: "+2250500000010" }),
		).toBe(first);
		expect(await customerOf({ email: "autre@example.ci" })).not.toBe(first);
		const { data } = await sandbox.lomi.customers.list({ email });
		expect(data).toHaveLength(1);
	});

	test("has a valid e-mail address, or none", async () => {
		const { checkout_session_id } = await openSession(sandbox);
		for (const email of ["awa.koné@example.ci", "a..b@c.de", "not-an-email"])
			await expect(
				sandbox.engine.pay(checkout_session_id, { email, phone: PHONE }),
			).rejects.toMatchObject({
				reason: "invalid",
				message: "`email` must be an e-mail address",
			});
		const { transaction } = await sandbox.engine.pay(checkout_session_id, {
			email: "",
			phone: "+2250500000012",
		});
		const { data } = await sandbox.lomi.customers.get(
			transaction?.customer_id ?? "",
		);
		expect(data.email).toBeNull();
	});

	test("is the session's by default", async () => {
		const { transaction } = await pay(
			sandbox,
			{},
			{
				customer_name: "Koffi",
				customer_email: "koffi@example.ci",
				customer_phone: "+2250500000011",
			},
		);
		const { data } = await sandbox.lomi.customers.get(
			transaction?.customer_id ?? "",
		);
		expect(data).toMatchObject({
			name: "Koffi",
			email: "koffi@example.ci",
			phone_number: "+2250500000011",
			country: FIRST.country,
		});
	});
});

describe("a plan", () => {
	test("is subscribed to by paying for it", async () => {
		const now = sandbox.clock.turn(MINUTE);
		const subscription = await subscribe(sandbox);
		expect(await told()).toStrictEqual([
			["PAYMENT_CREATED", "pending"],
			["PAYMENT_SUCCEEDED", "completed"],
			["CHECKOUT_COMPLETED", "completed"],
			["SUBSCRIPTION_CREATED", "active"],
		]);
		expect(subscription).toMatchObject({ status: "active", start_date: now });
		expect(receiver.deliveries[1]?.event.data).toMatchObject({
			subscription_id: subscription.subscription_id,
		});
	});

	test("with a later first payment starts with a trial, for free", async () => {
		const { status } = await subscribe(sandbox, {
			first_payment_type: "non_initial",
		});
		expect(status).toBe("trial");
		await sandbox.engine.idle();
		expect(receiver.names()).toStrictEqual([
			"CHECKOUT_COMPLETED",
			"SUBSCRIPTION_CREATED",
		]);
	});

	test("with a prorated first payment charges the rest of the period", async () => {
		sandbox.clock.turn(
			Date.parse("2025-08-21T00:00:00.000Z") - sandbox.clock.now().getTime(),
		);
		const { subscription_id, next_billing_date } = await subscribe(sandbox, {
			amount: 31_000,
			charge_day: 1,
			first_payment_type: "prorated",
		});
		const { data } = await sandbox.lomi.transactions.list();
		const paid = data.find((each) => each.subscription_id === subscription_id);
		// From the 21st to the 31st: 11 of 31 days.
		expect(paid?.gross_amount).toBe(11_000);
		expect(next_billing_date).toBe("2025-09-01T00:00:00.000Z");
	});

	test("that is inactive can't be subscribed to", async () => {
		const { plan_id } = await createPlan(sandbox);
		const session = await openSession(sandbox, { plan_id });
		await sandbox.lomi.subscriptionPlans.update(FIRST.merchant_id, plan_id, {
			is_active: false,
		});
		await expect(
			sandbox.engine.pay(session.checkout_session_id),
		).rejects.toMatchObject({ reason: "conflict" });
	});
});

describe("a payment link", () => {
	const link = async (fields: object) => {
		const { data } = await sandbox.lomi.paymentLinks.create({
			link_type: "instant",
			title: "Tontine",
			price: 25_000,
			currency_code: "XOF",
			...fields,
		} as never);
		return data.link_id;
	};

	test("opens a session for each visit", async () => {
		const id = await link({ metadata: { group: "7" } });
		const one = await sandbox.engine.openLink(id);
		const other = await sandbox.engine.openLink(id);
		expect(one.checkout_session_id).not.toBe(other.checkout_session_id);
		expect(await sessionOf(one.checkout_session_id)).toMatchObject({
			status: "open",
			amount: 25_000,
			title: "Tontine",
			metadata: { group: "7" },
			allowed_providers: ["ORANGE", "WAVE", "MTN"],
		});
		const paid = await sandbox.engine.pay(one.checkout_session_id);
		expect(paid.transaction?.gross_amount).toBe(25_000);
	});

	test("costs as much as its product", async () => {
		const { data } = await sandbox.lomi.products.create({
			name: "Pagne",
			price: 15_000,
			currency_code: "XOF",
		});
		const id = await link({
			link_type: "product",
			product_id: data.product_id,
			price: undefined,
		});
		const session = await sandbox.engine.openLink(id);
		expect(session.amount).toBe(15_000);
	});

	test("that is expired, inactive or unknown opens none", async () => {
		const expires_at = new Date(
			sandbox.clock.now().getTime() + MINUTE,
		).toISOString();
		const over = await link({ expires_at });
		sandbox.clock.turn(MINUTE);
		const off = await link({ is_active: false });
		for (const id of [over, off])
			await expect(sandbox.engine.openLink(id)).rejects.toMatchObject({
				reason: "conflict",
			});
		await expect(
			sandbox.engine.openLink(FIRST.merchant_id),
		).rejects.toMatchObject({ reason: "unknown" });
	});
});

describe("a refund", () => {
	test("reduces the balance by its amount and fee, in parts or at once", async () => {
		const paid = await pay(sandbox);
		const transaction_id = paid.transaction?.transaction_id ?? "";
		const before = await balanceOf(sandbox);
		const part = await sandbox.engine.refund({
			transaction_id,
			amount: 4_000,
			reason: "Retour",
		});
		expect((await sandbox.lomi.refunds.get(part.refund_id)).data).toMatchObject(
			{ status: "completed", refunded_amount: 4_000, reason: "Retour" },
		);
		expect(await balanceOf(sandbox)).toBe(before - 4_160);
		const statusOf = async () =>
			(await sandbox.lomi.transactions.get(transaction_id)).data.status;
		expect(await statusOf()).toBe("completed");
		await expect(
			sandbox.engine.refund({ transaction_id, amount: 6_001 }),
		).rejects.toMatchObject({
			reason: "conflict",
			message: expect.stringContaining("6000"),
		});
		await sandbox.engine.refund({ transaction_id });
		expect(await statusOf()).toBe("refunded");
		expect(await balanceOf(sandbox)).toBe(before - 10_400);
		await expect(
			sandbox.engine.refund({ transaction_id }),
		).rejects.toMatchObject({ reason: "conflict" });
		expect((await told()).slice(3)).toStrictEqual([
			["REFUND_CREATED", "pending"],
			["REFUND_COMPLETED", "completed"],
			["REFUND_CREATED", "pending"],
			["REFUND_COMPLETED", "completed"],
		]);
	});

	test("is refused for unpaid transactions", async () => {
		const { transaction } = await pay(sandbox, { outcome: "declined" });
		await expect(
			sandbox.engine.refund({
				transaction_id: transaction?.transaction_id ?? "",
			}),
		).rejects.toMatchObject({
			reason: "conflict",
			message: expect.stringContaining("failed"),
		});
	});
});

describe("a payment that is confirmed after its plan", () => {
	test.each([
		["was deactivated", "completed"],
		["was deleted", "failed"],
	] as const)("%s is %s", async (what, status) => {
		const { lomi, engine } = sandbox;
		const plan = await createPlan(sandbox);
		const path = [FIRST.merchant_id, plan.plan_id] as const;
		const session = await openSession(sandbox, { plan_id: plan.plan_id });
		const { transaction } = await engine.pay(session.checkout_session_id, {
			outcome: "delayed",
		});
		if (what === "was deleted") await lomi.subscriptionPlans.delete(...path);
		else await lomi.subscriptionPlans.update(...path, { is_active: false });
		await engine.advance(new Date(engine.clock().now.getTime() + MINUTE));
		const { data } = await lomi.transactions.get(
			transaction?.transaction_id ?? "",
		);
		expect(data.status).toBe(status);
		expect(data.subscription_id === null).toBe(status === "failed");
		expect(await engine.failedJobs()).toStrictEqual([]);
	});
});
