import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { addSubscription } from "../../setup/rows.ts";
import {
	allRefused,
	FIRST,
	MINUTE,
	SECOND,
	useSandbox,
} from "../../setup/sandbox.ts";

const sandbox = useSandbox();
const { merchant_id } = FIRST;

let plan_id: string;
beforeAll(async () => {
	const { data } = await sandbox.lomi.subscriptionPlans.create(merchant_id, {
		name: "Boutique Pro",
		amount: 10_000,
		currency_code: "XOF",
		billing_frequency: "monthly",
	});
	plan_id = data.plan_id;
});

const add = (fields: Partial<Parameters<typeof addSubscription>[1]> = {}) =>
	addSubscription(sandbox, { plan_id, ...fields });
const read = async (id: string) =>
	(await sandbox.lomi.subscriptions.get(id)).data;

describe("getSubscription", () => {
	test("shows its plan and customer", async () => {
		const id = await add({
			customer_name: "Awa Koné",
			customer_email: "awa@example.ci",
		});
		expect(await read(id)).toMatchObject({
			subscription_id: id,
			plan_id,
			plan_name: "Boutique Pro",
			plan_amount: 10_000,
			plan_currency_code: "XOF",
			plan_billing_frequency: "monthly",
			customer_name: "Awa Koné",
			customer_email: "awa@example.ci",
			status: "active",
			end_date: null,
		});
	});

	test("accepts the merchant's ID, and returns 404 for another", async () => {
		const id = await add();
		const { subscriptions } = sandbox.lomi;
		await subscriptions.get(id, { merchant_id });
		const other = { merchant_id: SECOND.merchant_id };
		await allRefused(
			[
				subscriptions.get(id, other),
				subscriptions.update(id, { status: "paused" }, other),
				subscriptions.cancel(id, other),
			],
			{ status: 404 },
		);
		expect((await subscriptions.list(other)).data).toStrictEqual([]);
	});
});

describe("listSubscriptions", () => {
	test("filters by customer and status, alone and combined", async () => {
		const customer_id = randomUUID();
		const paused = await add({ customer_id, status: "paused" });
		const trial = await add({ customer_id, status: "trial" });
		await add({ status: "past_due" });
		const find = async (query: object) => {
			const { data, meta } = await sandbox.lomi.subscriptions.list({
				...query,
				limit: 100,
			});
			expect(meta.total_count).toBe(data.length);
			return data.map(({ subscription_id }) => subscription_id).toSorted();
		};
		expect(await find({ customer_id })).toStrictEqual(
			[paused, trial].toSorted(),
		);
		expect(await find({ status: "trial" })).toStrictEqual([trial]);
		expect(await find({ customer_id, status: "paused" })).toStrictEqual([
			paused,
		]);
		expect(await find({ customer_id, status: "past_due" })).toStrictEqual([]);
	});
});

describe("updateSubscription", () => {
	test("changes only the fields sent, with times in UTC", async () => {
		const id = await add();
		const before = await read(id);
		const updated_at = sandbox.clock.turn(MINUTE);
		const { data } = await sandbox.lomi.subscriptions.update(id, {
			status: "paused",
			next_billing_date: "2025-07-12T09:15:20+02:00",
		});
		expect(data).toStrictEqual({
			...before,
			status: "paused",
			next_billing_date: "2025-07-12T07:15:20.000Z",
			updated_at,
		});
		expect(await read(id)).toStrictEqual(data);
	});

	test("merges metadata", async () => {
		const id = await add({ metadata: '{"shop":"boutique-awa"}' });
		const { data } = await sandbox.lomi.subscriptions.update(id, {
			metadata: { postponed_by: "support" },
		});
		expect(data.metadata).toStrictEqual({
			shop: "boutique-awa",
			postponed_by: "support",
		});
	});

	test("can't set it to pending, or change its plan", async () => {
		const id = await add();
		const before = await read(id);
		for (const body of [{ status: "pending" }, { plan_id }, {}])
			await expect(
				sandbox.lomi.subscriptions.update(id, body as never),
			).rejects.toMatchObject({ status: 400 });
		expect(await read(id)).toStrictEqual(before);
	});
});

describe("cancelSubscription", () => {
	test("ends it now, with no further charges", async () => {
		const id = await add({ end_date: "2026-01-01T00:00:00.000Z" });
		const before = await read(id);
		const now = sandbox.clock.turn(MINUTE);
		const { data } = await sandbox.lomi.subscriptions.cancel(id);
		expect(data).toStrictEqual({
			...before,
			status: "cancelled",
			end_date: now,
			next_billing_date: null,
			updated_at: now,
		});
		expect(await read(id)).toStrictEqual(data);
	});

	test("keeps the end date of one that has already ended", async () => {
		const id = await add();
		const { data: first } = await sandbox.lomi.subscriptions.cancel(id);
		sandbox.clock.turn(MINUTE);
		const { data } = await sandbox.lomi.subscriptions.cancel(id);
		expect(data.end_date).toBe(first.end_date);
	});
});
