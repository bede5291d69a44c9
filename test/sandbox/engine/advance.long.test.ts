/** Two years in one step: every charge of 500 subscriptions, computed independently. */
import { expect, test } from "vitest";
import { seededRandom, uuid } from "../../../packages/sandbox/random.ts";
import { resolve } from "../../../packages/spec/operations.ts";
import { document } from "../../bundle.ts";
import { dueOf } from "../charges.ts";
import { disorderIn } from "../setup/ledger.ts";
import { DAY, FIRST, useSandbox } from "../setup/sandbox.ts";
import { balanceOf, createPlan } from "../setup/shop.ts";

const sandbox = useSandbox();
const FREQUENCIES: string[] = resolve(document, {
	$ref: "#/components/schemas/BillingFrequency",
}).enum;
/** The last day of the week, or of the longest month. */
const lastDayOf = (frequency: string) =>
	frequency.includes("weekly") ? 7 : 31;
const NUMBER = 500;

test("500 subscriptions of every frequency are charged on time for two years, at their price", async () => {
	const random = seededRandom(2025);
	const { database, engine, lomi } = sandbox;
	const plans = await Promise.all(
		FREQUENCIES.flatMap((billing_frequency) =>
			[null, 1, lastDayOf(billing_frequency)].map((charge_day, index) =>
				createPlan(sandbox, {
					billing_frequency: billing_frequency as never,
					charge_day,
					amount: 1_000 * (index + 1),
				}),
			),
		),
	);
	const { data: customer } = await lomi.customers.create({ name: "Awa" });
	const now = sandbox.clock.now().getTime();
	const from = new Date(now).toISOString();
	const expected = new Map<string, { at: string; amount: number }[]>();
	const to = new Date(now + 2 * 365 * DAY);
	for (let number = 0; number < NUMBER; number++) {
		const plan = plans[number % plans.length];
		if (!plan) continue;
		const start = new Date(now - random.int(0, 6 * DAY));
		const { billing_frequency: frequency, charge_day: day } = plan;
		const dues: number[] = [];
		for (let n = 1; ; n++) {
			const due = dueOf(start, frequency, day, n);
			if (due > to.getTime()) break;
			// Charges due before it existed don't count.
			if (due > now) dues.push(due);
		}
		const first = dueOf(start, frequency, day, 1);
		const next = dues[0] ?? (Number.isFinite(first) ? first : null);
		const subscription_id = uuid(random);
		await database
			.insertInto("subscriptions")
			.values({
				subscription_id,
				merchant_id: FIRST.merchant_id,
				organization_id: FIRST.organization_id,
				plan_id: plan.plan_id,
				customer_id: customer.customer_id,
				customer_name: "Awa",
				customer_email: null,
				status: "active",
				start_date: start.toISOString(),
				end_date: null,
				next_billing_date: next === null ? null : new Date(next).toISOString(),
				metadata: null,
				created_at: from,
				updated_at: from,
			})
			.execute();
		expected.set(
			subscription_id,
			dues.map((due) => ({
				at: new Date(due).toISOString(),
				amount: plan.amount,
			})),
		);
	}
	await engine.reload();
	await engine.advance(to);

	const rows = await database
		.selectFrom("transactions")
		.selectAll()
		.orderBy("created_at")
		.execute();
	const charged = Map.groupBy(rows, (row) => row.subscription_id ?? "");
	for (const [id, dues] of expected)
		expect(
			(charged.get(id) ?? []).map(({ created_at, gross_amount }) => ({
				at: created_at,
				amount: gross_amount,
			})),
			id,
		).toStrictEqual(dues);
	const total = [...expected.values()].flat();
	expect(rows).toHaveLength(total.length);
	expect(rows.every(({ status }) => status === "completed")).toBe(true);
	expect(await balanceOf(sandbox)).toBe(
		total.reduce((sum, { amount }) => sum + amount - (amount * 0.032 + 200), 0),
	);
	expect(await disorderIn(database)).toStrictEqual([]);
});
