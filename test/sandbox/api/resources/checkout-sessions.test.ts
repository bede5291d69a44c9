import { describe, expect, test } from "vitest";
import { DAY, FIRST, MINUTE, SECOND, useSandbox } from "../../setup/sandbox.ts";
import { pay, subscribe } from "../../setup/shop.ts";

const sandbox = useSandbox();

const SESSION = {
	amount: 30_000,
	currency_code: "XOF",
	allowed_providers: ["WAVE", "ORANGE"],
	success_url: "https://boutique.example.ci/merci",
	cancel_url: "https://boutique.example.ci/panier",
} as const;
const create = async (fields: object = {}) => {
	const body = { ...SESSION, ...fields } as never;
	return (await sandbox.lomi.checkoutSessions.create(body)).data;
};
const read = async (id: string) =>
	(await sandbox.lomi.checkoutSessions.get(id)).data;
const product = async (price: number, currency_code: "XOF" | "EUR") =>
	(await sandbox.lomi.products.create({ name: "Pagne", price, currency_code }))
		.data.product_id;
const plan = async (amount: number) =>
	(
		await sandbox.lomi.subscriptionPlans.create(FIRST.merchant_id, {
			name: "Boutique Pro",
			amount,
			currency_code: "XOF",
			billing_frequency: "monthly",
		})
	).data.plan_id;

describe("createCheckoutSession", () => {
	test("stores the fields, and expires after 30 minutes", async () => {
		const created_at = sandbox.clock.turn(MINUTE);
		const made = await create({ metadata: { order_id: "8842" } });
		expect(made).toStrictEqual({
			...SESSION,
			checkout_session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			url: `${sandbox.origin}/checkout/${made.checkout_session_id}`,
			status: "open",
			expires_at: "2025-06-01T12:31:00.000Z",
			merchant_id: FIRST.merchant_id,
			organization_id: FIRST.organization_id,
			title: null,
			public_description: null,
			customer_email: null,
			customer_name: null,
			customer_phone: null,
			product_id: null,
			subscription_id: null,
			plan_id: null,
			quantity: 1,
			allow_quantity: false,
			metadata: { order_id: "8842" },
			allow_coupon_code: false,
			environment: "test",
			created_at,
		});
		expect(await read(made.checkout_session_id)).toStrictEqual(made);
	});

	test.each([
		[15_000, "XOF", 15_000],
		[19.99, "EUR", 1_999],
		[0.1, "XOF", 1],
		[1e9, "EUR", 1e11],
	] as const)(
		"uses a product's price, %d %s, as its amount of %d",
		async (price, currency_code, amount) => {
			const product_id = await product(price, currency_code);
			const made = await create({ product_id, currency_code, amount: 7 });
			expect(made).toMatchObject({ product_id, amount });
		},
	);

	test("uses a plan's amount", async () => {
		const plan_id = await plan(10_000);
		expect(await create({ plan_id, amount: 7 })).toMatchObject({
			plan_id,
			amount: 10_000,
		});
	});

	const nowhere = "00000000-0000-4000-8000-000000000000";
	test.each([
		["product_id", "INVALID_REFERENCE"],
		["plan_id", "INVALID_REFERENCE"],
	])("refuses an unknown or foreign %s", async (field, code) => {
		const { data: foreign } = await sandbox.other.products.create({
			name: "Bazin",
			price: 1,
			currency_code: "XOF",
		});
		for (const id of [nowhere, foreign.product_id]) {
			const call = create({ [field]: id });
			await expect(call).rejects.toMatchObject({ status: 400, code });
			await expect(call).rejects.toHaveProperty(
				"details",
				expect.stringContaining(id),
			);
		}
	});

	test("refuses an unknown plan next to a known product", async () => {
		const product_id = await product(5, "XOF");
		await expect(
			create({ product_id, plan_id: nowhere }),
		).rejects.toHaveProperty("code", "INVALID_REFERENCE");
	});

	test("refuses a currency other than the product's", async () => {
		const product_id = await product(5, "EUR");
		await expect(create({ product_id })).rejects.toMatchObject({
			status: 400,
			code: "UNSUPPORTED_CURRENCY",
			details: "`currency_code` must be EUR, the currency of the product",
		});
	});

	test.each(["NOWPAYMENTS", "MPESA", "NOBODY"])(
		"refuses %s, which is not connected",
		async (code) => {
			await expect(
				create({ allowed_providers: ["WAVE", code] }),
			).rejects.toMatchObject({ status: 400, code: "UNSUPPORTED_PROVIDER" });
		},
	);
});

describe("expiry by the clock", () => {
	test("a session is open until its last millisecond, and expired afterwards", async () => {
		const made = await create({ expiration_minutes: 5 });
		sandbox.clock.turn(5 * MINUTE - 1);
		expect(await read(made.checkout_session_id)).toStrictEqual(made);
		const expires_at = sandbox.clock.turn(1);
		const expired = { ...made, status: "expired", updated_at: expires_at };
		expect(await read(made.checkout_session_id)).toStrictEqual(expired);
		sandbox.clock.turn(DAY);
		expect(await read(made.checkout_session_id)).toStrictEqual(expired);
	});

	test("the list, its filter and its total agree", async () => {
		sandbox.clock.turn(DAY);
		const short = await create({ expiration_minutes: 1 });
		const long = await create({ expiration_minutes: 60 });
		const find = async (query: object) => {
			const { data, meta } = await sandbox.lomi.checkoutSessions.list({
				...query,
				limit: 100,
			});
			expect(meta.total_count).toBe(data.length);
			return data.map((each) => each.checkout_session_id);
		};
		const ids = [short, long].map((each) => each.checkout_session_id);
		expect((await find({ status: "open" })).toSorted()).toStrictEqual(
			ids.toSorted(),
		);
		sandbox.clock.turn(MINUTE);
		expect(await find({ status: "open" })).toStrictEqual([
			long.checkout_session_id,
		]);
		expect(await find({ status: "expired" })).toContain(
			short.checkout_session_id,
		);
		expect(await find({ status: "completed" })).toStrictEqual([]);
		expect(await find({})).toStrictEqual(expect.arrayContaining(ids));
	});

	test("lasts at most a year", async () => {
		const { expires_at } = await create({ expiration_minutes: 525_600 });
		expect(expires_at).toMatch(/^2026-/);
		await expect(create({ expiration_minutes: 525_601 })).rejects.toMatchObject(
			{ details: "`expiration_minutes` must be at most 525600" },
		);
	});
});

describe("getCheckoutSession", () => {
	test("is forbidden to another merchant", async () => {
		const { checkout_session_id } = await create();
		await expect(
			sandbox.other.checkoutSessions.get(checkout_session_id),
		).rejects.toMatchObject({ status: 403, code: "FORBIDDEN" });
		const { data } = await sandbox.other.checkoutSessions.list();
		expect(data).toStrictEqual([]);
	});
});

// Last, since the tests above count sessions.
describe("an amount", () => {
	test("is a product's price times the quantity, whatever the request says", async () => {
		const product_id = await product(15_000, "XOF");
		for (const fields of [{}, { amount: 7 }])
			expect(
				await create({ product_id, quantity: 3, amount: undefined, ...fields }),
			).toMatchObject({ amount: 45_000, quantity: 3, allow_quantity: false });
	});

	test("is a plan's own, whatever the quantity", async () => {
		const plan_id = await plan(10_000);
		expect(
			await create({ plan_id, quantity: 3, amount: undefined }),
		).toMatchObject({ amount: 10_000, quantity: 3 });
	});

	test("is required without a product and a plan", async () => {
		await expect(create({ amount: undefined })).rejects.toMatchObject({
			status: 400,
			code: "INVALID_REQUEST",
			details: "Missing required field: `amount`, `product_id` or `plan_id`",
		});
	});

	test("has a largest one", async () => {
		const product_id = await product(1e9, "XOF");
		expect(await create({ product_id, quantity: 100 })).toMatchObject({
			amount: 1e11,
		});
		await expect(create({ product_id, quantity: 101 })).rejects.toMatchObject({
			status: 400,
			code: "INVALID_REQUEST",
			details:
				"`quantity` is too large: the price of all items may be at most 100,000,000,000",
		});
	});
});

describe("a session for a subscription", () => {
	const nowhere = "00000000-0000-4000-8000-000000000000";

	test("refuses an unknown or foreign subscription_id", async () => {
		const other = { ...sandbox, lomi: sandbox.other };
		const { data: plan } = await other.lomi.subscriptionPlans.create(
			SECOND.merchant_id,
			{
				name: "Abonnement",
				amount: 10_000,
				currency_code: "XOF",
				billing_frequency: "monthly",
			},
		);
		await pay(other, {}, { plan_id: plan.plan_id });
		const { data } = await other.lomi.subscriptions.list();
		const foreign = data[0]?.subscription_id ?? "";
		// A plan's ID is no subscription's.
		for (const subscription_id of [nowhere, foreign, plan.plan_id]) {
			const call = create({ subscription_id, amount: 1 });
			await expect(call).rejects.toMatchObject({
				status: 400,
				code: "INVALID_REFERENCE",
				details: `Subscription with ID \`${subscription_id}\` does not exist or does not belong to this merchant.`,
			});
		}
		const { subscription_id } = await subscribe(sandbox);
		expect(
			await create({ subscription_id: subscription_id.toUpperCase() }),
		).toMatchObject({ subscription_id });
	});
});
