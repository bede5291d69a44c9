import { describe, expect, test } from "vitest";
import { FIRST, MINUTE, useSandbox } from "../../setup/sandbox.ts";

const sandbox = useSandbox();

const create = async (fields: object = {}) => {
	const product = { name: "Pagne", price: 15_000, currency_code: "XOF" };
	const body = { ...product, ...fields } as never;
	return (await sandbox.lomi.products.create(body)).data;
};

describe("createProduct", () => {
	test("stores the fields, with defaults for the rest", async () => {
		const now = sandbox.clock.turn(MINUTE);
		const made = await create({ price: 19.99, currency_code: "EUR" });
		expect(made).toStrictEqual({
			product_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			merchant_id: FIRST.merchant_id,
			organization_id: FIRST.organization_id,
			name: "Pagne",
			description: null,
			price: 19.99,
			currency_code: "EUR",
			image_url: null,
			is_active: true,
			display_on_storefront: true,
			created_at: now,
			updated_at: now,
		});
	});

	test("only has fee_type_ids if they were set", async () => {
		const fee_type_ids = ["b7c1e5d2-4f60-4a8b-9e3c-2d5f7a9b1c36"];
		expect(await create({ fee_type_ids })).toMatchObject({ fee_type_ids });
		expect(await create({ fee_type_ids: [] })).toMatchObject({
			fee_type_ids: [],
		});
		expect(await create()).not.toHaveProperty("fee_type_ids");
	});

	test("refuses fee types that the organization doesn't have", async () => {
		const known = "b7c1e5d2-4f60-4a8b-9e3c-2d5f7a9b1c36";
		const unknown = "00000000-0000-4000-8000-000000000000";
		const product = { name: "P", price: 1, currency_code: "XOF" } as const;
		const refusal = (id: string) => ({
			status: 400,
			code: "INVALID_REFERENCE",
			details: `Fee type with ID \`${id}\` does not exist or does not belong to this organization.`,
		});
		for (const fee_type_ids of [[unknown], [known, unknown]])
			await expect(create({ fee_type_ids })).rejects.toMatchObject(
				refusal(unknown),
			);
		await expect(
			sandbox.other.products.create({ ...product, fee_type_ids: [known] }),
		).rejects.toMatchObject(refusal(known));
		expect(await create({ fee_type_ids: [known.toUpperCase()] })).toMatchObject(
			{ fee_type_ids: [known] },
		);
	});
});

describe("listProducts", () => {
	test("filters by is_active", async () => {
		const off = await create({ is_active: false });
		const on = await create();
		const find = async (query: object) => {
			const { data, meta } = await sandbox.lomi.products.list({
				...query,
				limit: 100,
			});
			expect(meta.total_count).toBe(data.length);
			return data.map(({ product_id }) => product_id);
		};
		const [active, inactive] = [
			await find({ is_active: true }),
			await find({ is_active: false }),
		];
		expect(active).toContain(on.product_id);
		expect(active).not.toContain(off.product_id);
		expect(inactive).toStrictEqual([off.product_id]);
		expect(await find({})).toHaveLength(active.length + inactive.length);
	});
});

describe("updateProduct", () => {
	test("changes only is_active", async () => {
		const before = await create();
		const updated_at = sandbox.clock.turn(MINUTE);
		const { data } = await sandbox.lomi.products.update(before.product_id, {
			is_active: false,
		});
		expect(data).toStrictEqual({ ...before, is_active: false, updated_at });
	});

	test.each(["name", "price", "currency_code", "description"])(
		"never changes %s",
		async (field) => {
			const before = await create();
			const body = { is_active: false, [field]: before[field as "name"] };
			await expect(
				sandbox.lomi.products.update(before.product_id, body),
			).rejects.toMatchObject({
				status: 400,
				details: `Unknown field: \`${field}\``,
			});
			const { data } = await sandbox.lomi.products.get(before.product_id);
			expect(data).toStrictEqual(before);
		},
	);
});

describe("deleteProduct", () => {
	test("deletes it; sessions keep its price, and links no longer show its name", async () => {
		const { product_id } = await create();
		const { data: session } = await sandbox.lomi.checkoutSessions.create({
			product_id,
			amount: 1,
			currency_code: "XOF",
			allowed_providers: ["WAVE"],
			success_url: "https://boutique.example.ci/merci",
			cancel_url: "https://boutique.example.ci/panier",
		});
		const { data: link } = await sandbox.lomi.paymentLinks.create({
			link_type: "product",
			product_id,
			title: "Pagne",
			currency_code: "XOF",
		});
		await sandbox.lomi.products.delete(product_id);

		const gone = { status: 404, code: "NOT_FOUND" };
		const { products } = sandbox.lomi;
		await expect(products.get(product_id)).rejects.toMatchObject(gone);
		await expect(products.delete(product_id)).rejects.toMatchObject(gone);
		await expect(
			products.update(product_id, { is_active: true }),
		).rejects.toMatchObject(gone);
		const sold = await sandbox.lomi.checkoutSessions.get(
			session.checkout_session_id,
		);
		expect(sold.data).toMatchObject({ product_id, amount: 15_000 });
		const { data } = await sandbox.lomi.paymentLinks.get(link.link_id);
		expect(data).toMatchObject({
			product_id,
			product_name: null,
			product_price: null,
		});
	});
});
