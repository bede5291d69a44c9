/** What clients of 2025 send, and what v1 did where the published pages are silent: api-facts, sections 2, 7, 8, 13 and 15. */
import { describe, expect, test } from "vitest";
import { variantsOf } from "../../../packages/contract/requests/invalid-requests.ts";
import { type Node, resolve } from "../../../packages/spec/operations.ts";
import { targetOf } from "../../../packages/spec/requests/request.ts";
import { document, operations } from "../../bundle.ts";
import { some } from "../../some.ts";
import { createResources } from "../setup/resources.ts";
import { FIRST, SECOND, useSandbox } from "../setup/sandbox.ts";

const sandbox = useSandbox();
const writes = operations.filter(({ body }) => body);
const URL = "https://boutique.example.ci/v1";

describe("merchant_id and organization_id in a body", () => {
	const ignored = ["merchant_id", "organization_id"];

	test.each(some(writes))("are described as ignored: $id", ({ body }) => {
		for (const { schema } of variantsOf(document, body?.schema ?? ""))
			for (const name of ignored)
				expect(schema.properties[name]).toMatchObject({
					type: ["string", "null"],
					deprecated: true,
				});
	});

	test.each(some(writes))(
		"are accepted and ignored: $id",
		async (operation) => {
			const make = await createResources(sandbox);
			const request = make(operation);
			const { status, body } = await sandbox.send(targetOf(request), {
				method: request.method,
				body: {
					...(request.body as Node),
					merchant_id: SECOND.merchant_id,
					organization_id: null,
				},
			});
			expect([200, 201]).toContain(status);
			const { merchant_id, organization_id } = body.data;
			expect([FIRST.merchant_id, undefined]).toContain(merchant_id);
			expect(organization_id).toBe(FIRST.organization_id);
		},
	);
});

/** A request body with one more field. */
const sendWith = (
	path: string,
	fields: Node,
	method = "POST",
): ReturnType<typeof sandbox.send> =>
	sandbox.send(path, { method, body: fields });

describe("null", () => {
	const nullable = writes
		.filter(({ method }) => method === "post")
		.flatMap(({ id, body }) =>
			variantsOf(document, body?.schema ?? "").flatMap(({ schema }) =>
				Object.entries<Node>(schema.properties).flatMap(([name, node]) =>
					[resolve(document, node).type].flat().includes("null")
						? [`${id} ${name}`]
						: [],
				),
			),
		);

	test("is accepted in a POST for what isn't a text", () => {
		const names = new Set(nullable.map((each) => each.split(" ")[1]));
		expect([...names].toSorted()).toStrictEqual([
			"allowed_providers",
			"charge_day",
			"merchant_id",
			"metadata",
			"organization_id",
		]);
	});

	test.each([
		["/customers", { name: "Awa", email: null }, "email"],
		[
			"/products",
			{ name: "Pagne", price: 5, currency_code: "XOF", description: null },
			"description",
		],
		[
			`/merchants/${FIRST.merchant_id}/subscriptions`,
			{
				name: "Club",
				amount: 5,
				currency_code: "XOF",
				billing_frequency: "weekly",
				failed_payment_action: null,
			},
			"failed_payment_action",
		],
	])("is refused in a POST to %s for %j", async (path, body, name) => {
		const { status, body: answer } = await sendWith(path, body);
		expect(status).toBe(400);
		expect(answer.error).toMatchObject({ code: "INVALID_REQUEST" });
		expect(answer.error.details).toMatch(new RegExp(`^\`${name}\` must be `));
	});

	test("clears a field in a PATCH", async () => {
		const { data } = await sandbox.lomi.customers.create({
			name: "Awa",
			email: "awa@example.ci",
		});
		const cleared = await sandbox.lomi.customers.update(data.customer_id, {
			email: null,
		});
		expect(cleared.data.email).toBeNull();
	});
});

describe("charge_day", () => {
	const create = (billing_frequency: string, charge_day: number | null) =>
		sendWith(`/merchants/${FIRST.merchant_id}/subscriptions`, {
			name: "Club",
			amount: 1_000,
			currency_code: "XOF",
			billing_frequency,
			charge_day,
		});

	test.each([
		["weekly", 1],
		["bi-weekly", 7],
		["monthly", 1],
		["monthly", 31],
		["yearly", 31],
		["one-time", 31],
		["weekly", null],
	])("of a %s plan may be %j", async (frequency, day) => {
		const { status, body } = await create(frequency, day);
		expect([status, body.data.charge_day]).toStrictEqual([201, day]);
	});

	test.each([
		["weekly", 8, "`charge_day` must be at most 7"],
		["bi-weekly", 31, "`charge_day` must be at most 7"],
		["weekly", 0, "`charge_day` must be at least 1"],
		["monthly", 32, "`charge_day` must be at most 31"],
		["yearly", -1, "`charge_day` must be at least 1"],
	])("of a %s plan may not be %i", async (frequency, day, details) => {
		const { status, body } = await create(frequency, day);
		expect(status).toBe(400);
		expect(body.error).toMatchObject({ code: "INVALID_REQUEST", details });
	});
});

describe("a date as a filter", () => {
	const count = async (query: string) => {
		const { status, body } = await sandbox.send(`/transactions?${query}`);
		return status === 200 ? body.data.length : body.error.details;
	};

	test("means its first or its last moment, in UTC", async () => {
		const last = Date.parse("2025-08-20T23:59:59.999Z");
		sandbox.clock.turn(last - sandbox.clock.now().getTime());
		const now = sandbox.clock.now().toISOString();
		const { data } = await sandbox.lomi.checkoutSessions.create({
			amount: 1_000,
			currency_code: "XOF",
			allowed_providers: ["WAVE"],
			success_url: URL,
			cancel_url: URL,
		});
		await sandbox.engine.pay(data.checkout_session_id);
		const day = now.slice(0, 10);
		const before = new Date(Date.parse(now) - 86_400_000).toISOString();
		const after = new Date(Date.parse(now) + 86_400_000).toISOString();
		expect(await count(`from_date=${day}&to_date=${day}`)).toBe(1);
		expect(await count(`from_date=${after.slice(0, 10)}`)).toBe(0);
		expect(
			await count(
				`from_date=${before.slice(0, 10)}&to_date=${before.slice(0, 10)}`,
			),
		).toBe(0);
		expect(await count(`from_date=${day}T00:00:00Z&to_date=${after}`)).toBe(1);
	});

	test.each([
		["2025-02-30", "an RFC 3339 date-time or an RFC 3339 date"],
		["yesterday", "an RFC 3339 date-time or an RFC 3339 date"],
		["2025-06-01T00:00", "an RFC 3339 date-time or an RFC 3339 date"],
		["1999-12-31", "in the years 2000 to 2099"],
	])("of %s is refused", async (date, what) => {
		expect(await count(`from_date=${date}`)).toBe(
			`\`from_date\` must be ${what}`,
		);
	});
});

describe("webhooks", () => {
	test("are registered for known events only", async () => {
		for (const event of [
			"PAYMENT_SUCEEDED",
			"payment_succeeded",
			"test.webhook",
		]) {
			const { status, body } = await sendWith("/webhooks", {
				url: URL,
				authorized_events: ["PAYMENT_FAILED", event],
			});
			expect(status).toBe(400);
			expect(body.error.details).toMatch(
				/^`authorized_events\[1\]` must be one of PAYMENT_CREATED, /,
			);
		}
	});

	test("may be named by a UUID, as v1's server did", async () => {
		const id = "2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10";
		const { status, body } = await sandbox.send(`/webhooks/${id}`);
		expect(status).toBe(404);
		expect(body.error.details).toContain(id);
		const wrong = await sandbox.send("/webhooks/wh-1");
		expect(wrong.status).toBe(400);
	});

	test("that aren't to be called yet say so", async () => {
		const { body } = await sendWith("/webhooks", {
			url: URL,
			authorized_events: ["PAYMENT_FAILED"],
			is_active: false,
		});
		expect(body.data.active).toBe(false);
	});
});

describe("URLs", () => {
	test.each([
		"https://boutique.ci/ok?session={CHECKOUT_SESSION_ID}",
		"https://boutique.ci/réussi",
		"https://épicerie.ci/",
		"https://boutique.ci/a b",
		"http://127.0.0.1:3000/[id]",
		"boutique://paid/a|b",
	])("are taken and handed on as they are: %s", async (url) => {
		const { status, body } = await sendWith("/checkout-sessions", {
			amount: 1_000,
			currency_code: "XOF",
			allowed_providers: ["WAVE"],
			success_url: url,
			cancel_url: url,
		});
		expect(status).toBe(201);
		expect(body.data).toMatchObject({ success_url: url, cancel_url: url });
	});

	test.each(["/merci", "boutique.ci", "https://", "http://a b/", ""])(
		"that no browser would take are refused: %j",
		async (url) => {
			const { status, body } = await sendWith("/products", {
				name: "Pagne",
				price: 5,
				currency_code: "XOF",
				image_url: url,
			});
			expect(status).toBe(400);
			expect(body.error).toMatchObject({
				code: "INVALID_REQUEST",
				details: "`image_url` must be an absolute URL",
			});
		},
	);
});

test("a missing parameter has its own code, and a missing field the usual one", async () => {
	const balance = await sandbox.send(`/merchants/${FIRST.merchant_id}/balance`);
	expect(balance.body.error).toMatchObject({ code: "MISSING_PARAMETER" });
	const customer = await sendWith("/customers", { email: "awa@example.ci" });
	expect(customer.body.error).toMatchObject({ code: "INVALID_REQUEST" });
});
