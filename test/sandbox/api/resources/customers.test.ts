import { describe, expect, test } from "vitest";
import { addSubscription, addTransaction } from "../../setup/rows.ts";
import { FIRST, MINUTE, useSandbox } from "../../setup/sandbox.ts";

const sandbox = useSandbox();

const create = async (fields: object = {}) =>
	(await sandbox.lomi.customers.create({ name: "Awa Koné", ...fields })).data;
const idsOf = (items: { customer_id: string }[]) =>
	items.map(({ customer_id }) => customer_id);

describe("createCustomer", () => {
	test("stores the fields, with null for the rest", async () => {
		const now = sandbox.clock.turn(MINUTE);
		const made = await create({ city: "Abidjan", metadata: { crm: ["C-1"] } });
		expect(made).toStrictEqual({
			customer_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			merchant_id: FIRST.merchant_id,
			organization_id: FIRST.organization_id,
			name: "Awa Koné",
			email: null,
			phone_number: null,
			whatsapp_number: null,
			country: null,
			city: "Abidjan",
			address: null,
			postal_code: null,
			is_business: false,
			metadata: { crm: ["C-1"] },
			created_at: now,
			updated_at: now,
		});
		const { data } = await sandbox.lomi.customers.get(made.customer_id);
		expect(data).toStrictEqual(made);
	});

	test.each(["a\u0000b", "نور", "💳", "'; DROP TABLE customers; --", "", " "])(
		"preserves the name %j",
		async (name) => {
			const { customer_id } = await create({ name });
			const { data } = await sandbox.lomi.customers.get(customer_id);
			expect(data.name).toBe(name);
		},
	);

	test("refuses nesting too deep to serialise", async () => {
		const nested = (levels: number) =>
			`{"name":"Awa","metadata":${'{"a":'.repeat(levels)}1${"}".repeat(levels)}}`;
		const post = (body: string) =>
			sandbox.send("/customers", { method: "POST", body });
		expect(await post(nested(900))).toHaveProperty("status", 201);
		const refused = await post(nested(50_000));
		expect(refused.status).toBe(400);
		expect(refused.body.error.details).toBe(
			"The request body is nested more than 1,000 levels deep.",
		);
	});
});

describe("listCustomers", () => {
	test("has exactly those with a completed or refunded transaction", async () => {
		const statuses = [
			"completed",
			"refunded",
			"pending",
			"failed",
			"expired",
		] as const;
		const made = new Map<string, string>();
		for (const status of statuses) {
			const { customer_id } = await create();
			await addTransaction(sandbox, { customer_id, status });
			made.set(customer_id, status);
		}
		await create();
		const { data, meta } = await sandbox.lomi.customers.list({ limit: 100 });
		expect(
			idsOf(data)
				.map((id) => made.get(id))
				.toSorted(),
		).toStrictEqual(["completed", "refunded"]);
		expect(meta.total_count).toBe(2);
	});

	test("filters by exact e-mail address and phone number, alone and combined", async () => {
		const people = [
			{ email: "awa@example.ci", phone_number: "+2250701020304" },
			{ email: "awa@example.ci", phone_number: "07 01 02 03 04" },
			{ email: "awa2@example.ci", phone_number: "+2250701020304" },
		];
		const ids: string[] = [];
		for (const person of people) {
			const { customer_id } = await create(person);
			await addTransaction(sandbox, { customer_id });
			ids.push(customer_id);
		}
		const [both, byEmail, byPhone] = ids;
		const find = async (query: object) => {
			const { data, meta } = await sandbox.lomi.customers.list(query);
			expect(meta.total_count).toBe(data.length);
			return idsOf(data).toSorted();
		};
		const email = "awa@example.ci";
		const phone_number = "+2250701020304";
		expect(await find({ email })).toStrictEqual([both, byEmail].toSorted());
		expect(await find({ phone_number })).toStrictEqual(
			[both, byPhone].toSorted(),
		);
		expect(await find({ email, phone_number })).toStrictEqual([both]);
		expect(await find({ email: "AWA@example.ci" })).toStrictEqual([]);
		expect(await find({ phone_number: "0701020304" })).toStrictEqual([]);
	});
});

describe("updateCustomer", () => {
	test("changes only the fields sent and updated_at", async () => {
		const before = await create({ email: "awa@example.ci", city: "Abidjan" });
		const updated_at = sandbox.clock.turn(MINUTE);
		const { data } = await sandbox.lomi.customers.update(before.customer_id, {
			city: "Dakar",
			email: null,
			is_business: true,
		});
		const after = { city: "Dakar", email: null, is_business: true, updated_at };
		expect(data).toStrictEqual({ ...before, ...after });
		expect(
			(await sandbox.lomi.customers.get(before.customer_id)).data,
		).toStrictEqual(data);
	});

	test("replaces metadata", async () => {
		const { customer_id } = await create({ metadata: { a: 1, b: 2 } });
		const update = async (metadata: Record<string, unknown> | null) =>
			(await sandbox.lomi.customers.update(customer_id, { metadata })).data
				.metadata;
		expect(await update({ b: 3 })).toStrictEqual({ b: 3 });
		expect(await update(null)).toBeNull();
	});

	test("updates their subscriptions", async () => {
		const { customer_id } = await create();
		const { data: plan } = await sandbox.lomi.subscriptionPlans.create(
			FIRST.merchant_id,
			{
				name: "Club",
				amount: 10_000,
				currency_code: "XOF",
				billing_frequency: "monthly",
			},
		);
		const { plan_id } = plan;
		const id = await addSubscription(sandbox, { plan_id, customer_id });
		await sandbox.lomi.customers.update(customer_id, {
			name: "Awa Diop",
			email: "awa.diop@example.sn",
		});
		const { data } = await sandbox.lomi.subscriptions.get(id);
		expect(data).toMatchObject({
			customer_name: "Awa Diop",
			customer_email: "awa.diop@example.sn",
		});
	});
});

describe("deleteCustomer", () => {
	test("deletes them, and keeps their transactions", async () => {
		const { customer_id } = await create();
		const id = await addTransaction(sandbox, { customer_id });
		const { data } = await sandbox.lomi.customers.delete(customer_id);
		expect(data).toStrictEqual({ customer_id, deleted: true });

		const gone = { status: 404, code: "NOT_FOUND" };
		const { customers } = sandbox.lomi;
		await expect(customers.get(customer_id)).rejects.toMatchObject(gone);
		await expect(
			customers.update(customer_id, { name: "Awa" }),
		).rejects.toMatchObject(gone);
		await expect(customers.delete(customer_id)).rejects.toMatchObject(gone);
		expect(idsOf(await customers.list({ limit: 100 }).toArray())).not.toContain(
			customer_id,
		);

		const { data: transaction } = await sandbox.lomi.transactions.get(id);
		expect(transaction.customer_id).toBe(customer_id);
	});
});
