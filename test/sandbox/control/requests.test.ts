/** The request log, without secrets. */
import { STATUS_CODES } from "node:http";
import { beforeEach, describe, expect, test } from "vitest";
import { Lomi } from "../../../packages/client/index.ts";
import {
	createRequestLog,
	type RequestLog,
} from "../../../packages/sandbox/control/requests/request-log.ts";
import { NotFoundError } from "../../../packages/sandbox/control.ts";
import { documentedNow } from "../../../packages/sandbox/spec-examples.ts";
import { nextTurn } from "../../../packages/sandbox/timers.ts";
import { remedyOf } from "../../../packages/spec/extensions.ts";
import { BASE, document } from "../../bundle.ts";
import { startControlled, useControlled } from "../setup/control.ts";
import { isOnPostgres } from "../setup/data.ts";
import { clockToTurn, FIRST, KEY_HEADER, SECOND } from "../setup/sandbox.ts";

const clock = clockToTurn(documentedNow(document).toISOString());
const sandbox = useControlled({ clock });
const SESSION = "d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6";
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

describe("pages", () => {
	const names = async (query: object) => {
		const { data, next } = await sandbox.control.requests.list(query);
		return { paths: data.map(({ path }) => path.slice(-1)), next };
	};
	beforeEach(async () => {
		for (const name of "abcde") await fetch(`${sandbox.url}${BASE}/${name}`);
	});

	test("follow one another by `next`, until there are no more", async () => {
		const first = await names({ limit: 2 });
		expect(first.paths).toStrictEqual(["e", "d"]);
		// What comes meanwhile is on none of them.
		await fetch(`${sandbox.url}${BASE}/f`);
		const second = await names({ limit: 2, before: first.next });
		expect(second.paths).toStrictEqual(["c", "b"]);
		const third = await names({ limit: 2, before: second.next });
		expect(third).toStrictEqual({ paths: ["a"], next: null });
	});

	test("end where exactly as many are left, and before the first", async () => {
		expect(await names({ limit: 5 })).toMatchObject({ next: null });
		const { data } = await sandbox.control.requests.list();
		const before = data.at(-1)?.request_id;
		expect(await names({ before })).toStrictEqual({ paths: [], next: null });
		// One that was never given, and one of long ago.
		expect(await names({ before: "req_999999999999999" })).toMatchObject({
			paths: ["e", "d", "c", "b", "a"],
		});
		expect(await names({ before: "req_1" })).toMatchObject({ paths: [] });
	});

	test("have only what fits the filters", async () => {
		await sandbox.lomi.products.list();
		for (const name of "gh") await fetch(`${sandbox.url}${BASE}/${name}`);
		const query = { status: 404, limit: 3 };
		const { paths, next } = await names(query);
		expect(paths).toStrictEqual(["h", "g", "e"]);
		expect(await names({ ...query, before: next })).toMatchObject({
			paths: ["d", "c", "b"],
		});
	});

	test("need an ID of a request", async () => {
		await expect(list({ before: "5" })).rejects.toMatchObject({
			details:
				"`before` must be the ID of a request, such as `req_1743849000000`",
		});
	});
});

test("filters by method, resource and how requests ended", async () => {
	const { lomi, control } = sandbox;
	await lomi.products.list();
	await lomi.products
		.create({ name: "Pagne", price: -1, currency_code: "XOF" })
		.catch(() => {});
	await control.faults.create({ kind: "request", status: 500, times: 1 });
	await lomi.customers.list().catch(() => {});
	await control.faults.create({ kind: "request", drop: "before", times: 1 });
	await lomi.customers.list().catch(() => {});
	await fetch(`${sandbox.url}${BASE}/nothing`);
	const operations = async (query: object) =>
		(await list(query)).map(({ operation }) => operation);
	expect(await operations({ method: "post" })).toStrictEqual(["createProduct"]);
	expect(await operations({ resource: "Products" })).toStrictEqual([
		"createProduct",
		"listProducts",
	]);
	expect(await operations({ resource: "Moons" })).toStrictEqual([]);
	expect(await operations({ status_class: "success" })).toStrictEqual([
		"listProducts",
	]);
	expect(await operations({ status_class: "client_error" })).toStrictEqual([
		null,
		"createProduct",
	]);
	expect(await operations({ status_class: "server_error" })).toStrictEqual([
		"listCustomers",
	]);
	const [dropped] = await list({ status_class: "dropped" });
	expect(dropped).toMatchObject({ status: null, operation: "listCustomers" });
	await expect(
		sandbox.ask("GET", "/requests?status_class=lost"),
	).resolves.toMatchObject({ status: 400 });
});

describe("the search", () => {
	const found = async (search: string) =>
		(await list({ search })).map(({ path }) => path.slice(BASE.length));
	const send = (path: string, body: string, type = "application/json") =>
		fetch(`${sandbox.url}${BASE}${path}`, {
			method: "POST",
			headers: { [KEY_HEADER]: FIRST.api_key, "content-type": type },
			body,
		});

	test("looks into paths, operations and both bodies, in capitals or not", async () => {
		await send("/customers?tag=Caf%C3%A9+noir", '{ "name" : "Awa KONÉ" }');
		await send("/products", '{"name":"Pagne\\u00e9","extra":[1,{"a":"Z"}]}');
		await send("/webhooks", "not JSON, but text");
		expect(await found("caf%c3%a9")).toHaveLength(1);
		expect(await found("CAFÉ noir")).toHaveLength(1);
		expect(await found("createcust")).toHaveLength(1);
		expect(await found("awa koné")).toHaveLength(1);
		// As they are shown: without spaces and escapes.
		expect(await found('"name":"awa')).toHaveLength(1);
		expect(await found("pagneé")).toStrictEqual(["/products"]);
		expect(await found('{"a":"z"}')).toStrictEqual(["/products"]);
		expect(await found("but TEXT")).toStrictEqual(["/webhooks"]);
		// Of a response.
		expect(await found("unknown field: `EXTRA`")).toStrictEqual(["/products"]);
		expect(await found("nowhere")).toStrictEqual([]);
		expect(await found(".*")).toStrictEqual([]);
	});

	test.each([
		"lomi_sk_test_Q7secretQ7",
		"\\u006comi_sk_test_Q7secretQ7",
		"lomi%5Fsk%5Ftest%5FQ7secretQ7",
		"%6comi_sk_test_Q7secretQ7",
		"%256comi_sk_test_Q7secretQ7",
		"whsec_Q7secretQ7",
	])("never finds anything in the secret %s", async (secret) => {
		await send(`/customers?x=${secret}&y=found`, `{"name":"found ${secret}"}`);
		await send(`/customers`, `found {${secret}`, "text/plain");
		expect(await found("found")).toHaveLength(2);
		expect(await found("q7secret")).toStrictEqual([]);
		const { data } = await sandbox.control.requests.list();
		const details = await Promise.all(
			data.map(({ request_id }) => sandbox.control.requests.get(request_id)),
		);
		expect(JSON.stringify([data, details])).not.toMatch(/Q7secret/i);
	});
});

describe("a request by its ID", () => {
	const get = async (request_id = "") =>
		(await sandbox.control.requests.get(request_id)).data;
	const last = async () => get((await list())[0]?.request_id);

	test("is the same as in the list", async () => {
		await sandbox.lomi.products.list();
		const [listed] = await list();
		expect(await get(listed?.request_id)).toMatchObject({ ...listed });
	});

	test("has a greater number than all before it, and none is used again", async () => {
		await sandbox.lomi.products.list();
		const [one] = await list();
		await sandbox.control.snapshots.restore("at-first");
		expect(await list()).toStrictEqual([]);
		await expect(get(one?.request_id)).rejects.toThrow(NotFoundError);
		await sandbox.lomi.products.list();
		const [other] = await list();
		const number = (id = "") => Number(id.replace("req_", ""));
		expect(number(other?.request_id)).toBeGreaterThan(number(one?.request_id));
		// Those of a sandbox that started earlier are smaller, and those of a later one greater.
		const perMillisecond = isOnPostgres ? 100 : 1;
		const began = number(one?.request_id) / perMillisecond;
		expect(Math.abs(Date.now() - began)).toBeLessThan(1e6);
	});

	test.each([
		["an unknown key", 401, "UNAUTHORIZED", "errors/#UNAUTHORIZED"],
		["a fault without a code", 429, null, "errors/#429"],
	])("explains %s", async (_, status, code, docs_path) => {
		if (status === 429)
			await sandbox.control.faults.create({ kind: "request", status });
		await fetch(`${sandbox.url}${BASE}/products`, {
			headers: { [KEY_HEADER]: "unknown" },
		});
		const { explanation } = await last();
		expect(explanation).toMatchObject({ code, docs_path });
		expect(explanation?.title).toBe(STATUS_CODES[status]);
		const advice = remedyOf(document, code ?? status);
		const plain = (text: string) => text.replaceAll(/\[(.+?)\]\(.+?\)/g, "$1");
		expect(explanation?.meaning).toBe(plain(advice.happened));
		expect(explanation?.fix).toBe(plain(advice.remedy));
		expect(JSON.stringify(explanation)).not.toContain("](");
	});

	test("explains no success, and no error that the catalogue doesn't have", async () => {
		await sandbox.lomi.products.list();
		expect((await last()).explanation).toBeNull();
		await fetch(`${sandbox.url}${BASE}/products`, { method: "PUT" });
		expect(await last()).toMatchObject({
			status: 405,
			explanation: null,
			docs_path: null,
		});
		await fetch(`${sandbox.url}${BASE}/products`, { method: "HEAD" });
		expect(await last()).toMatchObject({
			explanation: { code: null, docs_path: "errors/#401" },
			docs_path: "operations/listProducts/",
		});
	});

	test("has the events that it caused, and no others", async () => {
		const SUBSCRIPTION = "3d813cbb-47fb-432b-991d-ae831df379ad";
		await sandbox.control.events.send({ event: "test.webhook" });
		await sandbox.lomi.subscriptions.cancel(SUBSCRIPTION);
		const { data: events } = await sandbox.control.events.list();
		const [event] = events;
		expect((await last()).events).toStrictEqual([
			{
				event_id: event?.event_id,
				event_type: "SUBSCRIPTION_CANCELED",
				created_at: event?.created_at,
			},
		]);
		await sandbox.lomi.products.list();
		expect((await last()).events).toStrictEqual([]);
	});

	test("has no event of work that was overdue", async () => {
		await sandbox.control.checkoutSessions.pay(SESSION, { outcome: "delayed" });
		clock.turn(60_000);
		await sandbox.lomi.products.list();
		const { data: events } = await sandbox.control.events.list();
		expect(events.map(({ event_type }) => event_type)).toContain(
			"PAYMENT_SUCCEEDED",
		);
		expect((await last()).events).toStrictEqual([]);
	});

	test("has the event of a handler that opens no transaction", async () => {
		const { data: webhook } = await sandbox.lomi.webhooks.create({
			url: "http://127.0.0.1:9/",
			authorized_events: ["PAYMENT_SUCCEEDED"],
		});
		await sandbox.lomi.webhooks.test(webhook.id).catch(() => {});
		const { status, events } = await last();
		expect(status).toBe(400);
		expect(events).toMatchObject([{ event_type: "test.webhook" }]);
	});

	test("has none that was rolled back", async () => {
		const started = await startControlled({
			handlers: {
				async cancelSubscription({ caused }) {
					caused?.push("evt_rolled_back");
					throw new Error("on purpose");
				},
			},
		});
		await started.lomi.subscriptions.cancel("x").catch(() => {});
		const { data } = await started.control.requests.list();
		const id = data[0]?.request_id ?? "";
		expect((await started.control.requests.get(id)).data.events).toStrictEqual(
			[],
		);
		await started.close();
	});
});

describe("the log", () => {
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
		caused: [],
	};
	const all = (log: RequestLog) => log.find(() => true, 100_000);

	test("keeps the last ten thousand", async () => {
		const log = createRequestLog();
		for (let n = 0; n < 45_000; n++) log.add({ ...exchange, received: n });
		const found = await all(log);
		expect(found).toHaveLength(10_000);
		expect(found[0]?.received).toBe(44_999);
		expect(found.at(-1)?.received).toBe(35_000);
		for (const each of found) expect(await log.get(each.number)).toBe(each);
		const oldest = found.at(-1)?.number ?? 0;
		expect(await log.get(oldest - 1)).toBeUndefined();
		expect(await log.get(oldest + 10_000)).toBeUndefined();
		await log.clear();
		expect(await all(log)).toStrictEqual([]);
		expect(log.add(exchange).number).toBe(oldest + 10_000);
	});

	test.each([
		["responses", { text: "x".repeat(1_000_000) }],
		["bodies", { body: Buffer.alloc(1_000_000) }],
		["headers", { headers: { a: "x".repeat(999_999) } }],
		["addresses", { url: "x".repeat(1_000_000) }],
	])("keeps fewer with large %s", async (_, large) => {
		const log = createRequestLog();
		for (let n = 0; n < 100; n++) log.add(exchange);
		for (let n = 0; n < 50; n++) log.add({ ...exchange, ...large });
		expect((await all(log)).length).toBeLessThanOrEqual(20);
		expect((await all(log)).length).toBeGreaterThanOrEqual(19);
	});

	test("is searched in slices, while others go on, and what changes meanwhile is no fault", async () => {
		const log = createRequestLog();
		for (let n = 0; n < 10_000; n++) log.add({ ...exchange, received: n });
		let turns = 0;
		let isDone = false;
		const searching = log
			.find(({ received }) => {
				const end = performance.now() + 0.02;
				while (performance.now() < end);
				return received % 2 === 0;
			}, 100_000)
			.finally(() => {
				isDone = true;
			});
		while (!isDone) {
			await nextTurn();
			turns++;
			log.add({ ...exchange, received: 1 });
		}
		const found = await searching;
		expect(turns).toBeGreaterThan(5);
		// Those that were dropped meanwhile, one for each turn, are the oldest.
		expect(found.length).toBeGreaterThan(2_000);
		expect(found[0]?.received).toBe(9_998);
	});
});
