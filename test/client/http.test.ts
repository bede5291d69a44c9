import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
	AbortError,
	ConflictError,
	ConnectionError,
	LomiError,
	NotFoundError,
	TimeoutError,
} from "../../packages/client/index.ts";
import { KEY, operations, useMock } from "../api.ts";
import { some } from "../some.ts";
import {
	BASE,
	client,
	empty,
	inTurn,
	json,
	recorder,
	serve,
	thrown,
} from "./fake.ts";

const CUSTOMER = { name: "Awa Koné" };
const mock = useMock();

beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

test("lomi.http is created once, on first use", () => {
	const { fetch } = recorder();
	const lomi = client(fetch);
	expect(lomi.http).toBe(lomi.http);
	expect(client(fetch).http).not.toBe(lomi.http);
});

test.each(operations)(
	"lomi.http calls $id and returns the documented response",
	async ({ method, path, parameters, body, answers }) => {
		const { http } = client(undefined, { baseUrl: mock.baseUrl });
		const examples = (place: string) =>
			Object.fromEntries(
				parameters
					.filter((parameter) => parameter.in === place)
					.map(({ name, example }) => [name, example]),
			);
		const request = http.request as (
			...sent: unknown[]
		) => Promise<{ data?: unknown; error?: unknown; response: Response }>;
		const { data, error, response } = await request(method, path, {
			params: { path: examples("path"), query: examples("query") },
			...(body && { body: body.examples[0]?.value }),
		});
		const success = answers.find(({ status }) => status < 300);
		expect(response.status).toBe(success?.status);
		expect(data).toStrictEqual(success?.body?.examples[0]?.value);
		expect(error).toBeUndefined();
	},
);

describe("a request through lomi.http", () => {
	test("has the API key and the client's headers", async () => {
		const { requests, fetch } = recorder();
		await client(fetch).http.GET("/customers/{id}", {
			params: { path: { id: "a/b" } },
			headers: { "x-extra": "1", "x-api-key": "another" },
		});
		const [request] = requests;
		expect(request?.url).toBe(`${BASE}/customers/a%2Fb`);
		expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
			"x-api-key": KEY,
			"x-extra": "1",
			accept: "application/json",
			"user-agent": expect.stringContaining("lomi-openapi/"),
		});
		expect(request?.redirect).toBe("manual");
	});

	test("is retried with its body and the same idempotency key", async () => {
		const { requests, fetch } = recorder(
			inTurn(empty(503), empty(429), () => json({ data: CUSTOMER })),
		);
		const { data } = await client(fetch).http.POST("/customers", {
			body: CUSTOMER,
		});
		expect(data).toStrictEqual({ data: CUSTOMER });
		expect(requests).toHaveLength(3);
		const keys = requests.map(({ headers }) => headers.get("idempotency-key"));
		expect(keys[0]).toMatch(/./);
		expect(new Set(keys).size).toBe(1);
		for (const request of some(requests))
			expect(await request.json()).toStrictEqual(CUSTOMER);
	});

	test("uses the idempotency key that is passed", async () => {
		const { requests, fetch } = recorder(empty(503));
		const { http } = client(fetch, { maxRetries: 1 });
		await thrown(
			http.POST("/customers", {
				body: CUSTOMER,
				params: { header: { "Idempotency-Key": "order-17" } },
			}),
		);
		await thrown(
			http.POST("/customers", { body: CUSTOMER, idempotencyKey: "order-18" }),
		);
		expect(
			requests.map(({ headers }) => headers.get("idempotency-key")),
		).toStrictEqual(["order-17", "order-17", "order-18", "order-18"]);
	});

	test("throws the client's errors instead of returning them as openapi-fetch does", async () => {
		const { fetch } = recorder(() =>
			json(
				{ error: { message: "No such customer", code: "NOT_FOUND" } },
				{ status: 404 },
			),
		);
		const error = await thrown(
			client(fetch).http.DELETE("/customers/{id}", {
				params: { path: { id: "5b0c1f8e" } },
			}),
		);
		expect(error).toBeInstanceOf(NotFoundError);
		expect(error).toMatchObject({
			message: "No such customer",
			code: "NOT_FOUND",
			method: "DELETE",
			path: "/customers/5b0c1f8e",
			attempts: 1,
		});
		const broken = client(() => Promise.reject(new Error("refused")));
		expect(await thrown(broken.http.GET("/providers"))).toBeInstanceOf(
			ConnectionError,
		);
	});

	test("accepts maxRetries, timeout and signal", async () => {
		const { requests, fetch } = recorder(empty(503));
		const { http } = client(fetch);
		await thrown(http.GET("/providers", { maxRetries: 0 }));
		expect(requests).toHaveLength(1);
		await thrown(http.GET("/providers", { maxRetries: 4 }));
		expect(requests).toHaveLength(6);
		const signal = AbortSignal.abort("enough");
		expect(await thrown(http.GET("/providers", { signal }))).toMatchObject({
			cause: "enough",
			constructor: AbortError,
		});
		expect(requests).toHaveLength(6);
		const silent = client(() => new Promise(() => {}), { maxRetries: 0 });
		expect(
			await thrown(silent.http.GET("/providers", { timeout: 1 })),
		).toBeInstanceOf(TimeoutError);
	});

	test("is aborted by its signal", async () => {
		const controller = new AbortController();
		const { http } = client(() => {
			controller.abort("enough");
			return new Promise(() => {});
		});
		const { signal } = controller;
		const error = await thrown(http.GET("/providers", { signal }));
		expect(error).toBeInstanceOf(AbortError);
		expect(error).toMatchObject({ cause: "enough", attempts: 1 });
	});

	test("calls the hooks and is logged", async () => {
		const told: string[] = [];
		const { fetch } = recorder();
		await client(fetch, {
			onRequest: ({ method, path }) => told.push(`→ ${method} ${path}`),
			onResponse: ({ status }) => told.push(`← ${status}`),
		}).http.GET("/customers", { params: { query: { limit: 5 } } });
		expect(told).toStrictEqual(["→ GET /customers", "← 200"]);
	});

	test("serializes arrays and dates in the query as the methods do", async () => {
		const { requests, fetch } = recorder();
		const { http } = client(fetch);
		await http.GET("/transactions", {
			params: {
				query: {
					status: ["completed", "refunded"],
					from_date: new Date(1743849000000) as never,
				},
			},
		});
		expect(new URL(requests[0]?.url ?? "").search).toBe(
			"?status=completed,refunded&from_date=2025-04-05T10%3A30%3A00.000Z",
		);
		const error = await thrown<Error>(
			http.GET("/transactions", {
				params: { query: { from_date: new Date("yesterday") as never } },
			}),
		);
		expect(error.message).toBe(
			"The query parameter from_date is an invalid date. Pass text, or undefined to leave it out.",
		);
		expect(requests).toHaveLength(1);
	});

	test.each([
		["no parameters", undefined],
		["none in the path", { query: {} }],
		["another in the path", { path: { link_id: "x" } }],
		["an empty one", { path: { id: "" } }],
		["dots", { path: { id: ".." } }],
	])(
		"with %s for a missing path parameter throws and sends nothing",
		async (_what, params) => {
			const { requests, fetch } = recorder();
			const error = await thrown<Error>(
				client(fetch).http.GET("/customers/{id}", { params } as never),
			);
			expect(error).toBeInstanceOf(TypeError);
			expect(error.message).toMatch(/path parameter/);
			expect(requests).toHaveLength(0);
		},
	);

	test.each([
		"http://elsewhere.test/v1",
		"http://api.test",
		"http://api.test/v10",
		"https://api.test/v1",
		"http://api.test:8080/v1",
		"http://api.test.elsewhere.test/v1",
	])("to %s is rejected, and the key isn't sent", async (baseUrl) => {
		const { inits, fetch } = recorder();
		const error = await thrown<Error>(
			client(fetch).http.GET("/customers", { baseUrl }),
		);
		expect(error).toBeInstanceOf(TypeError);
		expect(error.message).toContain("The API key is only sent to URLs under");
		expect(error.message).not.toContain(KEY);
		expect(inits).toHaveLength(0);
	});

	test("can return a raw body", async () => {
		const { fetch } = recorder(() => new Response('{ "data": [] }'));
		const { data } = await client(fetch).http.GET("/customers", {
			parseAs: "text",
		});
		expect(data).toBe('{ "data": [] }');
	});

	test("throws a LomiError for a 200 that is not JSON, without quoting it", async () => {
		const { fetch } = recorder(() => new Response("<html>whsec_secret"));
		const error = await client(fetch)
			.http.GET("/customers")
			.catch((thrown) => thrown);
		expect(error).toBeInstanceOf(LomiError);
		expect(String(error)).not.toContain("html");
	});

	test("accepts a brace in the base URL", async () => {
		const { fetch, requests } = recorder();
		const { http } = client(fetch, { baseUrl: "http://api.test/{id}/v1" });
		await http.GET("/customers");
		expect(requests[0]?.url).toBe("http://api.test/%7Bid%7D/v1/customers");
		const call = http.GET("/customers/{id}", {} as never);
		expect(await thrown(call)).toBeInstanceOf(TypeError);
		expect(requests).toHaveLength(1);
	});

	test("accepts a brace in the query", async () => {
		const { fetch, requests } = recorder(() => Response.json({ data: [] }));
		const params = { query: { email: "a{b}" } };
		await client(fetch).http.GET("/customers", { params });
		expect(requests[0]?.url).toContain("email=a%7Bb%7D");
	});

	test.each([200, 204, 205])(
		"has no data if the response has no body: %i",
		async (status) => {
			const { fetch } = recorder(empty(status));
			const { data, response } = await client(fetch).http.DELETE(
				"/products/{id}",
				{ params: { path: { id: "a1d4c7f0" } } },
			);
			expect([data, response.status]).toStrictEqual([undefined, status]);
		},
	);
});

describe("middleware of lomi.http", () => {
	test("applies to requests and responses of lomi.http only", async () => {
		const { requests, fetch } = recorder();
		const lomi = client(fetch);
		lomi.http.use({
			onRequest({ request }) {
				request.headers.set("x-middleware", "1");
			},
			onResponse: () => json({ data: ["replaced"] }),
		});
		expect((await lomi.http.GET("/providers")).data).toStrictEqual({
			data: ["replaced"],
		});
		expect(await lomi.providers.list()).toStrictEqual({ data: [] });
		expect(
			requests.map(({ headers }) => headers.get("x-middleware")),
		).toStrictEqual(["1", null]);
		await client(fetch).http.GET("/providers");
		expect(requests[2]?.headers.get("x-middleware")).toBeNull();
	});

	test("receives the client's error in onError", async () => {
		const { fetch } = recorder(empty(409));
		const { http } = client(fetch);
		let met: unknown;
		http.use({
			onError({ error }) {
				met = error;
			},
		});
		const error = await thrown(http.POST("/customers", { body: CUSTOMER }));
		expect(error).toBeInstanceOf(ConflictError);
		expect(met).toBe(error);
	});

	test("can't send the key to another URL", async () => {
		const { inits, fetch } = recorder();
		const { http } = client(fetch);
		http.use({
			onRequest: ({ request }) =>
				new Request("http://elsewhere.test/v1/providers", request),
		});
		const error = await thrown<Error>(http.GET("/providers"));
		expect(error.message).toContain("The API key is only sent to URLs under");
		expect(inits).toHaveLength(0);
	});
});

test("over a real connection, lomi.http resends its body after a reset", async () => {
	const bodies: string[] = [];
	const baseUrl = await serve(async (request, response) => {
		let body = "";
		for await (const chunk of request) body += chunk;
		if (bodies.push(body) === 1) request.socket.destroy();
		else response.writeHead(201).end('{"data":{}}');
	});
	const { data } = await client(undefined, { baseUrl }).http.POST(
		"/customers",
		{ body: CUSTOMER },
	);
	expect(data).toStrictEqual({ data: {} });
	expect(bodies).toStrictEqual(Array(2).fill(JSON.stringify(CUSTOMER)));
});
