/** The request log, without secrets. */
import { expect, test } from "vitest";
import { Lomi } from "../../../packages/client/index.ts";
import { createRequestLog } from "../../../packages/sandbox/control/request-log.ts";
import { BASE } from "../../bundle.ts";
import { useControlled } from "../setup/control.ts";
import { FIRST, KEY_HEADER, SECOND } from "../setup/sandbox.ts";

const sandbox = useControlled();
const list = async (query = {}) =>
	(await sandbox.control.requests.list(query)).data;

test("has each request with its response, newest first, but none to itself", async () => {
	await sandbox.control.clock.get();
	await sandbox.lomi.products.create({
		name: "Pagne",
		price: 5,
		currency_code: "XOF",
	});
	await fetch(`${sandbox.url}${BASE}/nothing?x=1`, {
		method: "POST",
	});
	await fetch(`${sandbox.url}${BASE}/products`, { method: "HEAD" });
	expect(await list()).toMatchObject([
		{
			method: "HEAD",
			operation: "listProducts",
			merchant_id: null,
			status: 401,
			request_body: null,
			response_body: null,
		},
		{
			method: "POST",
			path: `${BASE}/nothing?x=1`,
			operation: null,
			status: 404,
			request_body: null,
			response_body: { error: { status: 404 } },
		},
		{
			method: "POST",
			path: `${BASE}/products`,
			operation: "createProduct",
			merchant_id: FIRST.merchant_id,
			status: 201,
			request_body: { name: "Pagne", price: 5, currency_code: "XOF" },
			response_body: { data: { name: "Pagne" } },
		},
	]);
});

test("filters by operation, status, merchant, key and time, up to the limit", async () => {
	const other = new Lomi({
		apiKey: SECOND.api_key,
		baseUrl: sandbox.url + BASE,
	});
	await sandbox.lomi.products.list();
	await other.products.list();
	await other.customers.list();
	await other.customers.get(FIRST.merchant_id).catch(() => {});
	const ids = async (query: object) =>
		(await list(query)).map(({ operation }) => operation);
	expect(await ids({ operation: "listProducts" })).toHaveLength(2);
	expect(await ids({ status: 404 })).toStrictEqual(["getCustomer"]);
	expect(await ids({ merchant_id: FIRST.merchant_id })).toStrictEqual([
		"listProducts",
	]);
	expect(await ids({ api_key: SECOND.api_key })).toHaveLength(3);
	expect(await ids({ limit: 1 })).toStrictEqual(["getCustomer"]);
	expect(await ids({ since: "2016-12-31t23:59:60z", limit: 1 })).toHaveLength(
		1,
	);
	expect(await ids({ since: new Date(Date.now() + 1_000) })).toStrictEqual([]);
	const [last] = await list();
	expect(await ids({ since: last?.received_at })).toContain("getCustomer");
});

test("never shows a key or secret, however it is written", async () => {
	const { secret } = await sandbox.lomi.webhooks.create({
		url: "https://boutique.example.ci/lomi",
		authorized_events: ["PAYMENT_SUCCEEDED"],
	});
	const key = FIRST.api_key;
	await fetch(`${sandbox.url}${BASE}/customers?key=${key}`, {
		method: "POST",
		headers: {
			[KEY_HEADER]: key,
			Authorization: "Bearer abc123",
			Cookie: "sid=abc123",
			"Content-Type": "application/json",
		},
		body: `{"name":"${secret}","note":"\\u006comi_sk_test_sandbox","${key}":1}`,
	});
	await fetch(`${sandbox.url}${BASE}/customers`, {
		method: "POST",
		headers: { [KEY_HEADER]: key, "Content-Type": "application/json" },
		body: `not JSON, but ${key} and ${secret}`,
	});
	const shown = JSON.stringify(await list());
	expect(shown).not.toContain('sandbox"');
	expect(shown).not.toContain(key);
	expect(shown).not.toContain(secret);
	expect(shown).not.toContain("abc123");
	expect(shown).toContain("lomi_sk_test_***");
	expect(shown).toContain("whsec_***");
});

test("keeps the last thousand, or fewer large ones", () => {
	const log = createRequestLog();
	const exchange = {
		received: 0,
		method: "GET",
		url: "/",
		operation: null,
		api_key: "",
		headers: {},
		body: undefined,
		status: 200,
		text: "",
		duration: 0,
		fault_id: null,
	};
	for (let n = 0; n < 5_000; n++) log.add({ ...exchange, received: n });
	const found = log.find(() => true, 10_000);
	expect(found).toHaveLength(1_000);
	expect(found[0]?.received).toBe(4_999);
	expect(found.at(-1)?.received).toBe(4_000);
	const text = "x".repeat(1_000_000);
	for (let n = 0; n < 50; n++) log.add({ ...exchange, text });
	expect(log.find(() => true, 10_000)).toHaveLength(19);
	log.clear();
	expect(log.find(() => true, 1)).toStrictEqual([]);
});
