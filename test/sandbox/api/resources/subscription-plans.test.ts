import { describe, expect, test } from "vitest";
import { addSubscription } from "../../setup/rows.ts";
import {
	allRefused,
	FIRST,
	MINUTE,
	SECOND,
	useSandbox,
} from "../../setup/sandbox.ts";

const sandbox = useSandbox();
const { merchant_id, organization_id } = FIRST;

const create = async (fields: object = {}) => {
	const plan = {
		name: "Boutique Pro",
		amount: 10_000,
		currency_code: "XOF",
		billing_frequency: "monthly",
	};
	const body = { ...plan, ...fields } as never;
	return (await sandbox.lomi.subscriptionPlans.create(merchant_id, body)).data;
};

describe("createSubscriptionPlan", () => {
	test("stores the fields, with defaults for the rest", async () => {
		const now = sandbox.clock.turn(MINUTE);
		const made = await create({ charge_day: 5 });
		expect(made).toStrictEqual({
			plan_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			merchant_id,
			organization_id,
			name: "Boutique Pro",
			description: null,
			amount: 10_000,
			currency_code: "XOF",
			billing_frequency: "monthly",
			failed_payment_action: null,
			charge_day: 5,
			first_payment_type: null,
			is_active: true,
			metadata: null,
			created_at: now,
			updated_at: now,
		});
	});

	// Sums of larger ones would not be exact.
	test("accepts amounts up to 100,000,000,000", async () => {
		const { plan_id } = await create({ amount: 1e11 });
		const { data } = await sandbox.lomi.subscriptionPlans.get(
			merchant_id,
			plan_id,
		);
		expect(data.amount).toBe(1e11);
		await allRefused(
			[1e11 + 1, Number.MAX_SAFE_INTEGER, 2 ** 60, 1e300].map((amount) =>
				create({ amount }),
			),
			{ details: "`amount` must be at most 100000000000" },
		);
	});

	test("is limited to the key's own merchant", async () => {
		const error = { status: 404, code: "MERCHANT_NOT_FOUND" };
		const { subscriptionPlans } = sandbox.lomi;
		const { plan_id } = await create();
		const other = SECOND.merchant_id;
		await allRefused(
			[
				subscriptionPlans.list(other),
				subscriptionPlans.get(other, plan_id),
				subscriptionPlans.update(other, plan_id, { is_active: false }),
				subscriptionPlans.delete(other, plan_id),
			],
			error,
		);
	});
});

describe("updateSubscriptionPlan", () => {
	test("changes only the fields sent", async () => {
		const before = await create({ metadata: { tier: "pro" } });
		const updated_at = sandbox.clock.turn(MINUTE);
		const { data } = await sandbox.lomi.subscriptionPlans.update(
			merchant_id,
			before.plan_id,
			{ is_active: false },
		);
		expect(data).toStrictEqual({ ...before, is_active: false, updated_at });
	});

	test("merges metadata", async () => {
		const { plan_id } = await create({ metadata: { a: 1, b: { c: 2 } } });
		const update = async (metadata: Record<string, unknown> | null) => {
			const { data } = await sandbox.lomi.subscriptionPlans.update(
				merchant_id,
				plan_id,
				{ metadata },
			);
			return data.metadata;
		};
		expect(await update({ b: 3, d: 4 })).toStrictEqual({ a: 1, b: 3, d: 4 });
		expect(await update(JSON.parse('{"__proto__":{"e":5}}'))).toStrictEqual(
			JSON.parse('{"a":1,"b":3,"d":4,"__proto__":{"e":5}}'),
		);
		expect(await update(null)).toBeNull();
		expect(await update({ f: 6 })).toStrictEqual({ f: 6 });
	});
});

describe("deleteSubscriptionPlan", () => {
	test.each(["active", "trial", "past_due", "paused"] as const)(
		"is refused while it has a %s subscription",
		async (status) => {
			const { plan_id } = await create();
			await addSubscription(sandbox, { plan_id, status });
			const { subscriptionPlans } = sandbox.lomi;
			await expect(
				subscriptionPlans.delete(merchant_id, plan_id),
			).rejects.toMatchObject({ status: 409, code: "CONFLICT" });
			await subscriptionPlans.get(merchant_id, plan_id);
		},
	);

	test.each(["cancelled", "expired"] as const)(
		"succeeds if its subscription is %s, which still shows the plan",
		async (status) => {
			const { plan_id } = await create();
			const id = await addSubscription(sandbox, { plan_id, status });
			const { data: link } = await sandbox.lomi.paymentLinks.create({
				link_type: "plan",
				plan_id,
				title: "Boutique Pro",
				currency_code: "XOF",
			});
			const { subscriptionPlans, paymentLinks } = sandbox.lomi;
			await subscriptionPlans.delete(merchant_id, plan_id);

			const gone = { status: 404, code: "NOT_FOUND" };
			const change = { is_active: false };
			await allRefused(
				[
					subscriptionPlans.get(merchant_id, plan_id),
					subscriptionPlans.update(merchant_id, plan_id, change),
					subscriptionPlans.delete(merchant_id, plan_id),
					paymentLinks.create({
						link_type: "plan",
						plan_id,
						title: "Boutique Pro",
						currency_code: "XOF",
					}),
				],
				gone,
			);
			const listed = await subscriptionPlans.list(merchant_id).toArray();
			expect(listed.map((plan) => plan.plan_id)).not.toContain(plan_id);
			const { data } = await paymentLinks.get(link.link_id);
			expect(data).toMatchObject({ plan_id, plan_name: null });

			const { data: subscription } = await sandbox.lomi.subscriptions.get(id);
			expect(subscription).toMatchObject({
				plan_id,
				plan_name: "Boutique Pro",
				plan_amount: 10_000,
			});
		},
	);
});
