import { beforeAll, describe, expect, test } from "vitest";
import {
	allRefused,
	DAY,
	FIRST,
	MINUTE,
	useSandbox,
} from "../../setup/sandbox.ts";

const sandbox = useSandbox();

const create = async (fields: object = {}) => {
	const link = {
		link_type: "instant",
		title: "Don",
		currency_code: "XOF",
		price: 5_000,
	};
	const body = { ...link, ...fields } as never;
	return (await sandbox.lomi.paymentLinks.create(body)).data;
};
const soldBy = (link_type: "product" | "plan", id: string) =>
	create({ link_type, [`${link_type}_id`]: id, price: undefined });
const read = async (id: string) =>
	(await sandbox.lomi.paymentLinks.get(id)).data;

let product_id: string;
let plan_id: string;
beforeAll(async () => {
	const product = await sandbox.lomi.products.create({
		name: "Cours",
		price: 19.99,
		currency_code: "EUR",
	});
	product_id = product.data.product_id;
	const plan = await sandbox.lomi.subscriptionPlans.create(FIRST.merchant_id, {
		name: "Boutique Pro",
		amount: 10_000,
		currency_code: "XOF",
		billing_frequency: "monthly",
	});
	plan_id = plan.data.plan_id;
});

describe("createPaymentLink", () => {
	test("stores the fields, with defaults for the rest", async () => {
		const now = sandbox.clock.turn(MINUTE);
		const made = await create({ expires_at: "2026-01-01T01:00:00+01:00" });
		expect(made).toStrictEqual({
			link_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			merchant_id: FIRST.merchant_id,
			organization_id: FIRST.organization_id,
			link_type: "instant",
			url: `${sandbox.origin}/pay/instant/${made.link_id}`,
			title: "Don",
			currency_code: "XOF",
			price: 5_000,
			product_id: null,
			product_name: null,
			product_price: null,
			plan_id: null,
			plan_name: null,
			plan_amount: null,
			public_description: null,
			private_description: null,
			allowed_providers: null,
			allow_coupon_code: false,
			is_active: true,
			expires_at: "2026-01-01T00:00:00.000Z",
			success_url: null,
			cancel_url: null,
			metadata: null,
			created_at: now,
			updated_at: now,
		});
		expect(await read(made.link_id)).toStrictEqual(made);
	});

	test("shows the name and price of its item", async () => {
		expect(await soldBy("product", product_id)).toMatchObject({
			link_type: "product",
			price: null,
			product_id,
			product_name: "Cours",
			product_price: 19.99,
			plan_id: null,
		});
		expect(await soldBy("plan", plan_id)).toMatchObject({
			link_type: "plan",
			price: null,
			plan_id,
			plan_name: "Boutique Pro",
			plan_amount: 10_000,
			product_id: null,
		});
	});

	test.each(["product", "plan"] as const)(
		"refuses another merchant's %s",
		async (type) => {
			// A plan's ID isn't a product's, and vice versa.
			const id = type === "plan" ? product_id : plan_id;
			const call = soldBy(type, id);
			await expect(call).rejects.toMatchObject({
				status: 404,
				code: "NOT_FOUND",
			});
			await expect(call).rejects.toHaveProperty(
				"details",
				expect.stringContaining(id),
			);
		},
	);

	test.each([
		["2026-01-01T00:00:00+05:00", "2025-12-31T19:00:00.000Z"],
		["2026-01-01T00:00:00-05:30", "2026-01-01T05:30:00.000Z"],
		["2026-01-01T00:00:00z", "2026-01-01T00:00:00.000Z"],
		["2026-01-01t00:00:00.123456789Z", "2026-01-01T00:00:00.123Z"],
		["2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000Z"],
		["2000-01-01T00:00:00+01:00", "1999-12-31T23:00:00.000Z"],
		["2099-12-31T23:59:59-01:00", "2100-01-01T00:59:59.000Z"],
	])("normalizes the time %s to %s", async (expires_at, utc) => {
		expect(await create({ expires_at })).toHaveProperty("expires_at", utc);
	});

	// PostgreSQL accepts these, RFC 3339 doesn't.
	test.each([
		"2026-01-01 00:00:00Z",
		"2026-01-01T00:00:00+05",
		"2026-01-01T00:00:00-0530",
		"2026-01-01T23:59:60Z",
	])("refuses the time %s", async (expires_at) => {
		await expect(create({ expires_at })).rejects.toMatchObject({
			status: 400,
			code: "INVALID_REQUEST",
			details: "`expires_at` must be an RFC 3339 date-time",
		});
	});
});

describe("listPaymentLinks", () => {
	const find = async (query: object) => {
		const { data, meta } = await sandbox.lomi.paymentLinks.list({
			...query,
			page_size: 100,
		});
		expect(meta.totalCount).toBe(data.length);
		return data.map(({ link_id }) => link_id);
	};

	test("excludes expired links by default", async () => {
		const expires_at = new Date(+sandbox.clock.now() + MINUTE).toISOString();
		const { link_id } = await create({ expires_at });
		expect(await find({})).toContain(link_id);
		sandbox.clock.turn(MINUTE);
		expect(await find({})).not.toContain(link_id);
		expect(await find({ include_expired: false })).not.toContain(link_id);
		expect(await find({ include_expired: true })).toContain(link_id);
		expect(await read(link_id)).toMatchObject({ expires_at, is_active: true });
	});

	test("filters by type, currency and is_active, alone and combined", async () => {
		const product = await soldBy("product", product_id);
		const dollars = await create({ currency_code: "USD" });
		const off = await create({ currency_code: "USD", is_active: false });
		const usd = [dollars.link_id, off.link_id].toSorted();
		expect(await find({ link_type: "product" })).toContain(product.link_id);
		expect(await find({ link_type: "product" })).not.toContain(off.link_id);
		expect((await find({ currency_code: "USD" })).toSorted()).toStrictEqual(
			usd,
		);
		expect(await find({ is_active: false })).toStrictEqual([off.link_id]);
		expect(
			await find({
				currency_code: "USD",
				is_active: true,
				link_type: "instant",
			}),
		).toStrictEqual([dollars.link_id]);
		expect(
			await find({ currency_code: "USD", link_type: "plan" }),
		).toStrictEqual([]);
	});
});

describe("updatePaymentLink", () => {
	test("changes only the fields sent", async () => {
		const before = await create({
			allowed_providers: ["WAVE", "MTN"],
			metadata: { a: 1 },
		});
		const updated_at = sandbox.clock.turn(MINUTE);
		const change = {
			allowed_providers: ["ORANGE"],
			metadata: { b: 2 },
			allow_coupon_code: true,
			success_url: "https://boutique.example.ci/merci",
		};
		const { data } = await sandbox.lomi.paymentLinks.update(
			before.link_id,
			change,
		);
		expect(data).toStrictEqual({ ...before, ...change, updated_at });
		expect(await read(before.link_id)).toStrictEqual(data);
	});

	test("sets and clears expires_at", async () => {
		const { link_id } = await create();
		const update = async (expires_at: string | null) =>
			(await sandbox.lomi.paymentLinks.update(link_id, { expires_at })).data
				.expires_at;
		const end = new Date(+sandbox.clock.now() + DAY).toISOString();
		expect(await update(end)).toBe(end);
		expect(await update(null)).toBeNull();
	});

	test.each(["title", "price", "link_type", "product_id", "is_active"])(
		"never changes %s",
		async (field) => {
			const before = await create();
			await expect(
				sandbox.lomi.paymentLinks.update(before.link_id, {
					allow_coupon_code: true,
					[field]: "x",
				}),
			).rejects.toMatchObject({
				status: 400,
				details: `Unknown field: \`${field}\``,
			});
			expect(await read(before.link_id)).toStrictEqual(before);
		},
	);
});

describe("deletePaymentLink", () => {
	test("deletes it", async () => {
		const { link_id } = await create();
		const { paymentLinks } = sandbox.lomi;
		await paymentLinks.delete(link_id);
		await allRefused(
			[
				paymentLinks.get(link_id),
				paymentLinks.update(link_id, { metadata: null }),
				paymentLinks.delete(link_id),
			],
			{ status: 404 },
		);
		const listed = await paymentLinks.list().toArray();
		expect(listed.map((link) => link.link_id)).not.toContain(link_id);
	});
});
