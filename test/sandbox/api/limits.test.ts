/** What is stored can be shown: numbers and times out of range, and malformed e-mail addresses, are refused by name. */
import { beforeAll, describe, expect, test } from "vitest";
import { FIRST, useSandbox } from "../setup/sandbox.ts";
import { createPlan, openSession, subscribe } from "../setup/shop.ts";

const sandbox = useSandbox();

const SESSION = {
	amount: 10_000,
	currency_code: "XOF",
	allowed_providers: ["WAVE"],
	success_url: "https://boutique.example.ci/merci",
	cancel_url: "https://boutique.example.ci/panier",
};
const LINK = {
	link_type: "instant",
	title: "Don",
	currency_code: "XOF",
	price: 1_000,
};

let subscription: string;
beforeAll(async () => {
	subscription = `/customer-subscriptions/${(await subscribe(sandbox)).subscription_id}`;
});

const send = async (method: string, path: string, body?: unknown) => {
	const answer = await sandbox.send(path, {
		method,
		...(body !== undefined && { body }),
	});
	return { status: answer.status, details: answer.body?.error?.details };
};

const keys = (count: number) =>
	Object.fromEntries(
		Array.from({ length: count }, (_, index) => [`k${index}`, 1]),
	);

test.each([
	["/checkout-sessions", { ...SESSION, amount: 1e11 + 1 }, "amount"],
	["/checkout-sessions", { ...SESSION, amount: 2 ** 53 }, "amount"],
	["/checkout-sessions", { ...SESSION, amount: 1e308 }, "amount"],
	["/payment-links", { ...LINK, price: 1e11 + 1 }, "price"],
	["/payment-links", { ...LINK, price: 1e308 }, "price"],
	["/products", { name: "P", price: 1e9 + 1, currency_code: "EUR" }, "price"],
	["/products", { name: "P", price: 1e308, currency_code: "XOF" }, "price"],
	[
		"/checkout-sessions",
		{ ...SESSION, expiration_minutes: 525_601 },
		"expiration_minutes",
	],
	["/checkout-sessions", { ...SESSION, metadata: keys(51) }, "metadata"],
	["/payment-links", { ...LINK, metadata: keys(60) }, "metadata"],
	["/payment-links", { ...LINK, allowed_providers: [] }, "allowed_providers"],
	...[
		"not-an-email",
		"awa.koné@example.ci",
		"a..b@c.de",
		".a@c.de",
		"a.@c.de",
		"a@",
		"@c.de",
		"a b@c.de",
		"a@b@c.de",
		"a@c..de",
		"a@-c.de",
		"",
	].flatMap((email): [string, object, string][] => [
		[
			"/checkout-sessions",
			{ ...SESSION, customer_email: email },
			"customer_email",
		],
		["/customers", { name: "Awa", email }, "email"],
	]),
])("POST %s of %j is refused", async (path, body, field) => {
	expect(await send("POST", path, body)).toStrictEqual({
		status: 400,
		details: expect.stringContaining(`\`${field}\` must `),
	});
});

describe.each([
	"0000-01-01T00:00:00Z",
	"0001-01-01T00:00:00Z",
	"1969-07-20T20:17:40Z",
	"1999-12-31T23:59:59.999Z",
	"2100-01-01T00:00:00Z",
	"2100-01-01T00:00:00+14:00",
	"9999-12-31T23:59:59Z",
])("the time %s", (time) => {
	test.each([
		["PATCH", () => subscription, "start_date"],
		["PATCH", () => subscription, "end_date"],
		["PATCH", () => subscription, "next_billing_date"],
		["POST", () => "/payment-links", "expires_at"],
	])("is refused by %s %s as %s", async (method, path, field) => {
		const body = { ...(method === "POST" && LINK), [field]: time };
		expect(await send(method, path(), body)).toStrictEqual({
			status: 400,
			details: `\`${field}\` must be in the years 2000 to 2099`,
		});
	});

	test.each(["from_date", "to_date"])("is refused as %s", async (name) => {
		const path = `/transactions?${new URLSearchParams({ [name]: time })}`;
		expect(await send("GET", path)).toStrictEqual({
			status: 400,
			details: `\`${name}\` must be in the years 2000 to 2099`,
		});
	});
});

test("what isn't a time is not said to have another year", async () => {
	expect(await send("PATCH", subscription, { end_date: "soon" })).toStrictEqual(
		{
			status: 400,
			details: "`end_date` must be an RFC 3339 date-time",
		},
	);
});

describe("metadata comes back as it was sent", () => {
	const values = {
		string: "8842",
		table: 4,
		price: 19.99,
		large: 9_007_199_254_740_992,
		huge: 1e21,
		tiny: 5e-324,
		zero: 0,
		yes: true,
		none: null,
		list: [1, [2, {}], "three"],
		nested: { a: { b: { c: [] } } },
		"": "an empty key",
		"\u0000": "\u0000",
		"2": 2,
		"1": 1,
		"💳": "\ud83d\udcb3 \u202e \ufeff",
		constructor: { prototype: 1 },
		toString: "x",
		long: "x".repeat(100_000),
		["x".repeat(10_000)]: 1,
		...JSON.parse('{"__proto__":{"admin":true}}'),
	};
	const text = JSON.stringify(values);
	const metadata = JSON.parse(text);

	test("has own keys of any name", () => {
		expect(Object.keys(metadata)).toContain("__proto__");
	});

	test.each([
		["/checkout-sessions", SESSION, "checkout_session_id"],
		["/customers", { name: "Awa" }, "customer_id"],
		["/payment-links", LINK, "link_id"],
	])("by %s", async (path, body, id) => {
		const sent = JSON.stringify({ ...body, metadata: 0 }).replace(
			'"metadata":0',
			`"metadata":${text}`,
		);
		const made = await sandbox.send(path, { method: "POST", body: sent });
		expect(made.status).toBe(201);
		expect(made.text).toContain(JSON.stringify(metadata));
		const read = await sandbox.send(`${path}/${made.body.data[id]}`);
		expect(read.text).toContain(JSON.stringify(metadata));
	});

	test("by a plan, whose PATCH merges", async () => {
		const { plan_id } = await createPlan(sandbox, { metadata: { old: 1 } });
		const patched = await sandbox.send(
			`/merchants/${FIRST.merchant_id}/subscriptions/${plan_id}`,
			{ method: "PATCH", body: `{"metadata":${text}}` },
		);
		expect(JSON.stringify(patched.body.data.metadata)).toBe(
			JSON.stringify(JSON.parse(text.replace("{", '{"old":1,'))),
		);
	});

	test("by a payment, and the subscription that it starts", async () => {
		const { plan_id } = await createPlan(sandbox);
		const session = await openSession(sandbox, { plan_id, metadata });
		const { transaction } = await sandbox.engine.pay(
			session.checkout_session_id,
		);
		for (const path of [
			`/transactions/${transaction?.transaction_id}`,
			`/customer-subscriptions/${transaction?.subscription_id}`,
		]) {
			const { body } = await sandbox.send(path);
			expect(JSON.stringify(body.data.metadata)).toBe(JSON.stringify(metadata));
		}
	});
});
