/** Concurrent requests: no lost updates, no dirty reads. */
import { describe, expect, test } from "vitest";
import { some } from "../some.ts";
import { addSubscription } from "./setup/rows.ts";
import { FIRST, useSandbox } from "./setup/sandbox.ts";

const sandbox = useSandbox();
const { merchant_id } = FIRST;

const createPlan = async () => {
	const { data } = await sandbox.lomi.subscriptionPlans.create(merchant_id, {
		name: "Club",
		amount: 10_000,
		currency_code: "XOF",
		billing_frequency: "monthly",
	});
	return data.plan_id;
};
const count = <Result>(times: number, act: (index: number) => Result) =>
	Array.from({ length: times }, (_, index) => act(index));

describe("concurrent writes lose nothing:", () => {
	test("metadata keys merged into one plan", async () => {
		const plan_id = await createPlan();
		await sandbox.atOnce(
			count(50, (index) => ({
				method: "PATCH",
				path: `/merchants/${merchant_id}/subscriptions/${plan_id}`,
				body: { metadata: { [`key${index}`]: index } },
			})),
		);
		const { data } = await sandbox.lomi.subscriptionPlans.get(
			merchant_id,
			plan_id,
		);
		expect(data.metadata).toStrictEqual(
			Object.fromEntries(count(50, (index) => [`key${index}`, index])),
		);
	});

	test("different fields of one customer", async () => {
		const { customers } = sandbox.lomi;
		const { data: before } = await customers.create({ name: "Awa" });
		const { customer_id } = before;
		const changes = [
			{ city: "Dakar" },
			{ country: "SN" },
			{ address: "12 rue Félix Faure" },
			{ is_business: true },
			{ metadata: { crm_id: "C-1" } },
		];
		await sandbox.atOnce(
			changes.map((body) => ({
				method: "PATCH",
				path: `/customers/${customer_id}`,
				body,
			})),
		);
		const { data } = await customers.get(customer_id);
		expect(data).toStrictEqual(Object.assign({}, before, ...changes));
	});

	test("a URL is registered once", async () => {
		const url = "https://boutique.example.ci/webhooks/once";
		const body = { url, authorized_events: ["PAYMENT_FAILED"] };
		const answers = await sandbox.atOnce(
			count(10, () => ({ method: "POST", path: "/webhooks", body })),
		);
		expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([
			201,
			...Array(9).fill(409),
		]);
		const { data } = await sandbox.lomi.webhooks.list();
		expect(data.filter((webhook) => webhook.url === url)).toHaveLength(1);
	});

	test("an object is deleted once", async () => {
		const path = `/merchants/${merchant_id}/subscriptions/${await createPlan()}`;
		const answers = await sandbox.atOnce(
			count(10, () => ({ method: "DELETE", path })),
		);
		expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([
			204,
			...Array(9).fill(404),
		]);
	});
});

describe("a read never sees half a write:", () => {
	test("two fields changed together, on the customer and on the subscription", async () => {
		const { data } = await sandbox.lomi.customers.create({
			name: "0",
			email: "0@a.ci",
		});
		const { customer_id } = data;
		const id = await addSubscription(sandbox, {
			plan_id: await createPlan(),
			customer_id,
			customer_name: "0",
			customer_email: "0@a.ci",
		});
		const answers = await sandbox.atOnce(
			count(30, (index) => [
				{
					method: "PATCH",
					path: `/customers/${customer_id}`,
					body: { name: `${index}`, email: `${index}@a.ci` },
				},
				{ method: "GET", path: `/customers/${customer_id}` },
				{ method: "GET", path: `/customer-subscriptions/${id}` },
			]).flat(),
		);
		expect(answers).toHaveLength(90);
		for (const { text } of some(answers)) {
			const { data: seen } = JSON.parse(text);
			const name = seen.customer_name ?? seen.name;
			expect(seen.customer_email ?? seen.email).toBe(`${name}@a.ci`);
		}
	});

	test("a page and its total are consistent", async () => {
		const body = { name: "Pagne", price: 5, currency_code: "XOF" };
		const answers = await sandbox.atOnce(
			count(30, () => [
				{ method: "POST", path: "/products", body },
				{ method: "GET", path: "/products?limit=100" },
			]).flat(),
		);
		const pages = answers
			.filter(({ status }) => status === 200)
			.map(({ text }) => JSON.parse(text));
		expect(pages).toHaveLength(30);
		for (const { data, meta } of some(pages))
			expect(meta.total_count).toBe(data.length);
	});
});
