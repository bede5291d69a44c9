/** Paging, order and filters, for every list of the description. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import {
	type Node,
	type Operation,
	resolve,
} from "../../../packages/spec/operations.ts";
import {
	documentedRequest,
	targetOf,
} from "../../../packages/spec/requests/request.ts";
import { document, operations } from "../../bundle.ts";
import { some } from "../../some.ts";
import { addSubscription, addTransaction } from "../setup/rows.ts";
import { FIRST, useSandbox } from "../setup/sandbox.ts";

const sandbox = useSandbox();

/** Enough for all page sizes, with few distinct times so that many are ties. */
const COUNT = 47;
const MOMENTS = 3;
const { merchant_id } = FIRST;

const paged = operations.filter(({ pagination }) => pagination?.size);
/** Tags whose lists are filled below. Items of other lists are created by their own requests. */
const MADE_HERE = [
	"Checkout Sessions",
	"Customers",
	"Payment Links",
	"Products",
	"Subscription Plans",
	"Subscriptions",
	"Transactions",
	"Webhooks",
];
const creators = paged
	.filter(({ tag }) => !MADE_HERE.includes(tag))
	.map(({ tag, id }) => {
		const create = operations.find(
			(each) => each.tag === tag && each.id.startsWith("create"),
		);
		if (!create)
			throw new Error(
				`No operation creates items of ${id}. Add its tag to MADE_HERE, and its rows in beforeAll.`,
			);
		return documentedRequest(create);
	});

let webhook: string;
beforeAll(async () => {
	const { lomi, clock, database } = sandbox;
	const { data } = await lomi.webhooks.create({
		url: "https://boutique.example.ci/webhooks",
		authorized_events: ["PAYMENT_FAILED"],
	});
	webhook = data.id;
	for (let index = 0; index < COUNT; index++) {
		if (index % Math.ceil(COUNT / MOMENTS) === 0) clock.turn(1);
		const { data: customer } = await lomi.customers.create({ name: "Awa" });
		await addTransaction(sandbox, { customer_id: customer.customer_id });
		await lomi.products.create({
			name: "Pagne",
			price: 5,
			currency_code: "XOF",
		});
		const { data: plan } = await lomi.subscriptionPlans.create(merchant_id, {
			name: "Club",
			amount: 5,
			currency_code: "XOF",
			billing_frequency: "weekly",
		});
		await addSubscription(sandbox, { plan_id: plan.plan_id });
		await lomi.checkoutSessions.create({
			amount: 5,
			currency_code: "XOF",
			allowed_providers: ["WAVE"],
			success_url: "https://boutique.example.ci/merci",
			cancel_url: "https://boutique.example.ci/panier",
		});
		await lomi.paymentLinks.create({
			link_type: "instant",
			title: "Don",
			currency_code: "XOF",
			price: 5,
		});
		for (const request of creators)
			await sandbox.send(targetOf(request), {
				method: request.method,
				body: request.body,
			});
		await database
			.insertInto("delivery_logs")
			.values({
				id: randomUUID(),
				webhook_id: webhook,
				event_type: "PAYMENT_FAILED",
				attempt_number: 1,
				success: 1,
				response_status: 200,
				response_body_truncated: 0,
				request_duration_ms: 5,
				payload_present: 1,
				created_at: clock.now().toISOString(),
				payload: "{}",
			})
			.execute();
	}
});

/** A value of `meta`, by its path in `x-pagination`. */
const told = (body: Node, place: string | undefined) =>
	place?.split(".").reduce((at: Node | undefined, key) => at?.[key], body);

describe.each(some(paged))("$id", (operation: Operation) => {
	const path = () =>
		operation.path
			.replace("{merchant_id}", merchant_id)
			.replace("{id}", webhook);
	const [success] = operation.answers;
	const { data } = resolve(document, {
		$ref: success?.body?.schema,
	}).properties;
	const [id = ""] = Object.keys(resolve(document, data.items).properties);
	const { pagination } = operation;
	if (!pagination?.size) throw new Error("The list has no pages.");
	const { style, size, position = style } = pagination;
	const schemaOf = (name: string) =>
		operation.parameters.find((each) => each.name === name)?.schema as Node;
	const ask = async (query: Record<string, number>) => {
		const text = new URLSearchParams(
			Object.entries(query).map(([name, value]) => [name, String(value)]),
		);
		return (await sandbox.send(`${path()}?${text}`)).body as Node;
	};
	const pageOf = (limit: number, index: number) =>
		ask({
			[size]: limit,
			[position]: style === "page" ? index + 1 : index * limit,
		});
	const idsOf = ({ data }: Node): string[] =>
		data.map((item: Node) => item[id]);

	test.each([1, 2, 7, COUNT - 1, COUNT, COUNT + 1, 100])(
		"pages of %i contain each item once, newest first, ties broken by ID",
		async (limit) => {
			const items: Node[] = [];
			for (let index = 0; items.length === index * limit; index++)
				items.push(...(await pageOf(limit, index)).data);
			const order = items.map((item) => `${item.created_at} ${item[id]}`);
			expect(order).toStrictEqual(order.toSorted().reverse());
			expect(new Set(idsOf({ data: items })).size).toBe(COUNT);
			expect(items).toHaveLength(COUNT);
			const moments = new Set(items.map((item) => item.created_at));
			expect(moments.size).toBe(MOMENTS);
		},
	);

	test("reports position and total", async () => {
		const body = await pageOf(20, 2);
		expect(body.data).toHaveLength(COUNT - 40);
		const { positionUsed, sizeUsed, total, pages, returned } = pagination;
		const says = [
			[positionUsed, style === "page" ? 3 : 40],
			[sizeUsed, 20],
			[total, COUNT],
			[pages, 3],
			[returned, COUNT - 40],
		] as const;
		for (const [place, value] of says)
			if (place) expect(told(body, place), place).toBe(value);
	});

	test("is empty past the end, and says so", async () => {
		const body = await pageOf(20, 1_000_000);
		expect(body.data).toStrictEqual([]);
		if (pagination.total) expect(told(body, pagination.total)).toBe(COUNT);
		const far = { [size]: 100, [position]: 999_999_999_999_999 };
		expect((await ask(far)).data).toStrictEqual([]);
	});

	test("has the documented defaults", async () => {
		const body = await ask({});
		const limit = schemaOf(size).default;
		expect(body.data).toHaveLength(Math.min(limit, COUNT));
		expect(idsOf(body)).toStrictEqual(idsOf(await pageOf(limit, 0)));
		if (pagination.sizeUsed)
			expect(told(body, pagination.sizeUsed)).toBe(limit);
	});

	test.each([size, position])("enforces the limits of %s", async (name) => {
		const { minimum, maximum } = schemaOf(name);
		const refusal = (value: unknown) =>
			sandbox.send(`${path()}?${name}=${value}`);
		expect((await refusal(minimum)).status).toBe(200);
		const wrong = [minimum - 1, "x", "1.5", "", "1e3", " 1"];
		for (const value of [...wrong, ...(maximum ? [maximum + 1] : [])])
			expect((await refusal(value)).status, String(value)).toBe(400);
		if (maximum) expect((await refusal(maximum)).status).toBe(200);
	});
});
