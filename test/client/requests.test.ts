import { runInNewContext } from "node:vm";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { Lomi } from "../../packages/client/index.ts";
import { methodName, resourceName } from "../../packages/spec/method-names.ts";
import {
	documentedRequest,
	targetOf,
} from "../../packages/spec/requests/request.ts";
import { KEY, operations, useMock } from "../api.ts";
import { some } from "../some.ts";
import {
	BASE,
	call,
	client,
	empty,
	json,
	methodOf,
	recorder,
	thrown,
} from "./fake.ts";

const mock = useMock();

describe.each(operations)("$id", (operation) => {
	const success = operation.answers.find(({ status }) => status < 300);
	const documented = success?.body?.examples[0]?.value;

	test("sends the documented method, path, query, headers and body", async () => {
		const { requests, fetch } = recorder(
			documented ? () => json(documented) : empty(204),
		);
		const options = { headers: { "x-extra": "1" }, idempotencyKey: "once" };
		expect(await call(client(fetch), operation, options)).toStrictEqual(
			documented,
		);
		const [request] = requests;
		const good = documentedRequest(operation);
		expect(requests).toHaveLength(1);
		expect(request?.method).toBe(operation.method.toUpperCase());
		const url = new URL(request?.url ?? "");
		expect(url.pathname).toBe(`/v1${targetOf({ ...good, query: [] })}`);
		expect(Object.fromEntries(url.searchParams)).toStrictEqual(
			Object.fromEntries(good.query),
		);
		const text = await request?.text();
		expect(text ? JSON.parse(text) : undefined).toStrictEqual(good.body);
		expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
			"x-api-key": KEY,
			"x-extra": "1",
			accept: "application/json",
		});
		expect(request?.headers.get("content-type")).toBe(
			good.body ? "application/json" : null,
		);
		expect(request?.headers.get("idempotency-key")).toBe(
			operation.method === "get" ? null : "once",
		);
	});

	test("returns the mock's documented response", async () => {
		const lomi = new Lomi({ apiKey: KEY, baseUrl: mock.baseUrl });
		expect(await call(lomi, operation)).toStrictEqual(documented);
	});

	test("throws the mock's documented error for an unknown key", async () => {
		const lomi = new Lomi({ apiKey: "lomi_sk_none", baseUrl: mock.baseUrl });
		await expect(call(lomi, operation)).rejects.toMatchObject({
			name: "AuthenticationError",
			status: 401,
			code: "UNAUTHORIZED",
			message: "Invalid API key",
		});
	});
});

test("the client has exactly one method for each operation", () => {
	const names = operations.map(
		(operation) => `${resourceName(operation.tag)}.${methodName(operation)}`,
	);
	expect(new Set(names).size).toBe(operations.length);
	const lomi = new Lomi({ apiKey: KEY });
	const there = Object.entries(lomi).flatMap(([resource, instance]) =>
		Object.getOwnPropertyNames(Object.getPrototypeOf(instance))
			.filter((name) => name !== "constructor")
			.map((name) => `${resource}.${name}`),
	);
	expect(there.sort()).toStrictEqual(names.sort());
	expect(names).toEqual(
		expect.arrayContaining([
			"webhooks.retryDelivery",
			"customers.list",
			"merchants.getMrr",
			"subscriptions.cancel",
		]),
	);
});

describe("a client", () => {
	test("generates an idempotency key for each write, but not for reads", async () => {
		const { requests, fetch } = recorder();
		const lomi = new Lomi({ apiKey: KEY, fetch });
		await lomi.customers.create({ name: "Awa Koné" });
		await lomi.customers.create({ name: "Awa Koné" });
		await lomi.customers.list();
		const keys = requests.map((request) =>
			request.headers.get("idempotency-key"),
		);
		expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
		expect(keys[1]).not.toBe(keys[0]);
		expect(keys[2]).toBeNull();
	});

	test("sends its own key, even if the headers contain another, and never follows redirects", async () => {
		const { requests, fetch } = recorder();
		const lomi = new Lomi({ apiKey: KEY, fetch });
		await lomi.customers.create(
			{ name: "Awa Koné" },
			{ headers: { "X-API-Key": "other" }, idempotencyKey: "" },
		);
		expect(requests[0]?.headers.get("x-api-key")).toBe(KEY);
		expect(requests[0]?.headers.get("idempotency-key")).toMatch(/./);
		expect(requests[0]?.redirect).toBe("manual");
	});
});

test("the caller's Accept and Content-Type are sent", async () => {
	const { requests, fetch } = recorder();
	const headers = {
		Accept: "application/json;v=1",
		"Content-Type": "application/json; charset=utf-8",
	};
	await client(fetch).customers.create({ name: "Awa Koné" }, { headers });
	expect(Object.fromEntries(requests[0]?.headers ?? [])).toMatchObject({
		accept: "application/json;v=1",
		"content-type": "application/json; charset=utf-8",
	});
});

describe("a query parameter", () => {
	test.each([
		[{ status: ["completed", "refunded"] }, "?status=completed,refunded"],
		[{ status: ["completed"] }, "?status=completed"],
		[{ status: [] }, ""],
		[
			{ status: ["completed", undefined, "refunded"] },
			"?status=completed,refunded",
		],
		[{ status: [undefined] }, ""],
		[
			{ from_date: new Date(1743849000000) },
			"?from_date=2025-04-05T10%3A30%3A00.000Z",
		],
		[
			{ from_date: runInNewContext("new Date(1743849000000)") },
			"?from_date=2025-04-05T10%3A30%3A00.000Z",
		],
		[
			{ from_date: Temporal.Instant.from("2025-04-05T10:30:00Z") },
			"?from_date=2025-04-05T10%3A30%3A00Z",
		],
		[{ limit: 5, page: 0 }, "?limit=5&page=0"],
		[{ is_active: true, failed: false }, "?is_active=true&failed=false"],
		[{ search: undefined, status: undefined }, ""],
		[{ search: "" }, "?search="],
		[
			{ search: "Koné & fils, 50% + #1?" },
			"?search=Kon%C3%A9%20%26%20fils%2C%2050%25%20%2B%20%231%3F",
		],
	])("%j is sent as %j", async (query, expected) => {
		const { requests, fetch } = recorder();
		await client(fetch).transactions.list(query as never);
		expect(new URL(requests[0]?.url ?? "").search).toBe(expected);
	});

	test.each([
		[null, "null"],
		[{}, "an object"],
		[{ a: 1 }, "an object"],
		[[null], "null"],
		[["completed", { a: 1 }], "an object"],
		[[["completed"]], "an object"],
		[new Map(), "an object"],
		[Object("completed"), "an object"],
		[() => "completed", "an object"],
	])("that is %j throws an error that names it", async (value, what) => {
		const { requests, fetch } = recorder();
		const { transactions, http } = client(fetch);
		const query = { status: value } as never;
		for (const call of [
			() => transactions.list(query),
			() => http.GET("/transactions", { params: { query } }),
		]) {
			const error = await thrown<Error>(call());
			expect(error).toBeInstanceOf(TypeError);
			expect(error.message).toBe(
				`The query parameter status is ${what}. Pass text, or undefined to leave it out.`,
			);
		}
		expect(requests).toHaveLength(0);
	});

	test("that is an invalid Date throws an error that names it", async () => {
		const { requests, fetch } = recorder();
		const error = await thrown<Error>(
			client(fetch).transactions.list({
				from_date: new Date("yesterday"),
			} as never),
		);
		expect(error).toBeInstanceOf(TypeError);
		expect(error.message).toBe(
			"The query parameter from_date is an invalid date. Pass text, or undefined to leave it out.",
		);
		expect(requests).toHaveLength(0);
	});
});

describe("a path parameter", () => {
	const taking = operations.filter(({ path }) => path.includes("{"));

	test.each(some(taking))(
		"of $id that is not an ID throws, and nothing is sent",
		async (operation) => {
			const { requests, fetch } = recorder();
			const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(
				([, name]) => name,
			);
			for (const [place, name] of names.entries())
				for (const value of ["", ".", "..", undefined, null, 5, {}]) {
					const { method, ids } = methodOf(client(fetch), operation);
					const error = await thrown<Error>(
						method(
							...ids.with(place, value),
							operation.body?.examples[0]?.value,
						),
					);
					expect(error).toBeInstanceOf(TypeError);
					expect(error.message).toBe(
						`The path parameter ${name} of ${operation.path} must be an ID, not "${value ?? ""}".`,
					);
				}
			expect(requests).toHaveLength(0);
		},
	);

	test.each([
		["a/b ?#", "a%2Fb%20%3F%23"],
		["../customers", "..%2Fcustomers"],
		["%2e%2e", "%252e%252e"],
		["é", "%C3%A9"],
		["...", "..."],
	])("%j is sent as %j", async (id, expected) => {
		const { requests, fetch } = recorder();
		await client(fetch).customers.get(id);
		expect(requests[0]?.url).toBe(`${BASE}/customers/${expected}`);
	});
});

test.each([undefined, null, "Awa Koné", 5])(
	"%j instead of a body throws, and nothing is sent",
	async (body) => {
		const { requests, fetch } = recorder();
		const error = await thrown<Error>(
			client(fetch).customers.create(body as never),
		);
		expect(error).toBeInstanceOf(TypeError);
		expect(error.message).toBe(
			"The body of POST /customers is missing. Pass an object.",
		);
		expect(requests).toHaveLength(0);
	},
);
