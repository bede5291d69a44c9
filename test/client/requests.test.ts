import { describe, expect, test } from "vitest";
import { Lomi, LomiError } from "../../client/index.ts";
import type { Operation } from "../../description/operations.ts";
import { methodName, resourceName } from "../../scripts/client.ts";
import {
	document,
	goodRequest,
	KEY,
	operations,
	useMock,
} from "../contract.ts";

const mock = useMock();

/** Calls the client's method for an operation, with the examples of the description as its arguments. */
function call(lomi: Lomi, operation: Operation): Promise<unknown> {
	const resource = lomi[
		resourceName(operation.tag) as keyof Lomi
	] as unknown as Record<string, (...sent: unknown[]) => Promise<unknown>>;
	const method = resource[methodName(operation)];
	if (!method)
		throw new Error(
			`lomi.${resourceName(operation.tag)} has no ${methodName(operation)}`,
		);
	const sent = operation.parameters
		.filter(({ in: place }) => place === "path")
		.map(({ example }) => example);
	const query = operation.parameters
		.filter(({ in: place }) => place === "query")
		.map(({ name, example }) => [name, example]);
	return method.call(
		resource,
		...sent,
		...(operation.body ? [operation.body.examples[0]?.value] : []),
		...(query.length > 0 ? [Object.fromEntries(query)] : []),
		{ headers: { "x-extra": "1" }, idempotencyKey: "once" },
	);
}

/** A fetch that keeps the request and gives one answer. */
function recorder(answer: () => Response) {
	const requests: Request[] = [];
	return {
		requests,
		fetch: async (url: string, init: RequestInit) => {
			requests.push(new Request(url, init));
			return answer();
		},
	};
}

const json = (body: unknown, init?: ResponseInit) =>
	new Response(JSON.stringify(body), init);

describe.each(operations)("$id", (operation) => {
	const success = operation.answers.find(({ status }) => status < 300);
	const documented = success?.body?.examples[0]?.value;

	test("sends the documented method, path, query, headers and body", async () => {
		const { requests, fetch } = recorder(() =>
			documented ? json(documented) : new Response(null, { status: 204 }),
		);
		const lomi = new Lomi({
			apiKey: KEY,
			baseUrl: "http://api.test/v1",
			fetch,
		});
		expect(await call(lomi, operation)).toStrictEqual(documented);
		const [request] = requests;
		const good = goodRequest(operation);
		expect(requests).toHaveLength(1);
		expect(request?.method).toBe(operation.method.toUpperCase());
		const url = new URL(request?.url ?? "");
		expect(url.pathname).toBe(`/v1${good.path}`);
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

	test("gives the documented answer of the mock", async () => {
		const lomi = new Lomi({ apiKey: KEY, baseUrl: mock.baseUrl });
		expect(await call(lomi, operation)).toStrictEqual(documented);
	});

	test("throws what the mock documents for an unknown key", async () => {
		const lomi = new Lomi({ apiKey: "lomi_sk_none", baseUrl: mock.baseUrl });
		await expect(call(lomi, operation)).rejects.toMatchObject({
			name: "AuthenticationError",
			status: 401,
			code: "UNAUTHORIZED",
			message: "Invalid API key",
		});
	});
});

test("every operation has a method of its own, and nothing else is on the client", () => {
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
	const ok = () => recorder(() => json({ data: [] }));

	test("makes an idempotency key for each write, and none for a read", async () => {
		const { requests, fetch } = ok();
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

	test("sends a list in the query comma-separated", async () => {
		const { requests, fetch } = ok();
		await new Lomi({ apiKey: KEY, fetch }).transactions.list({
			status: ["completed", "refunded"],
			limit: 5,
		});
		expect(new URL(requests[0]?.url ?? "").search).toBe(
			"?status=completed,refunded&limit=5",
		);
	});

	test("encodes path parameters, and refuses an empty one", async () => {
		const { requests, fetch } = ok();
		const lomi = new Lomi({ apiKey: KEY, fetch });
		await lomi.customers.get("a/b ?");
		expect(requests[0]?.url).toMatch(/\/customers\/a%2Fb%20%3F$/);
		await expect(lomi.customers.get("")).rejects.toThrow(
			'The path parameter id of /customers/{id} is "", which is no ID.',
		);
		for (const dots of [".", ".."]) {
			await expect(lomi.customers.delete(dots)).rejects.toThrow(
				`id of /customers/{id} is "${dots}", which is no ID`,
			);
		}
		await expect(lomi.customers.create(undefined as never)).rejects.toThrow(
			"The body of POST /customers is missing. Pass an object.",
		);
		await expect(lomi.customers.get(undefined as never)).rejects.toThrow(
			TypeError,
		);
		expect(requests).toHaveLength(1);
	});

	test.each(document.servers)(
		"goes where its key belongs: $url",
		async (server) => {
			const { requests, fetch } = ok();
			await new Lomi({
				apiKey: `${server["x-key-prefix"]}x`,
				fetch,
			}).providers.list();
			expect(requests[0]?.url).toBe(`${server.url}/providers`);
		},
	);

	test("keeps the version in a base URL, with or without a slash at its end", async () => {
		const { requests, fetch } = ok();
		await new Lomi({
			apiKey: KEY,
			baseUrl: "http://127.0.0.1:4010/v1",
			fetch,
		}).providers.list();
		await new Lomi({
			apiKey: KEY,
			baseUrl: "http://127.0.0.1:4010/v1/",
			fetch,
		}).providers.list();
		expect(requests.map((request) => request.url)).toStrictEqual(
			Array(2).fill("http://127.0.0.1:4010/v1/providers"),
		);
	});

	test.each([
		[{ apiKey: "" }, /No API key. Pass \{ apiKey \} or set LOMI_API_KEY/],
		[{ apiKey: "sk_x" }, /doesn't start with lomi_sk_test_ or lomi_sk_live_/],
		[
			{ apiKey: KEY, baseUrl: "localhost" },
			/The base URL, or LOMI_API_URL, is not a plain http or https address/,
		],
		[
			{ apiKey: KEY, baseUrl: "http://somebody:password@127.0.0.1/v1" },
			/^(?!.*password).*not a plain/,
		],
	])("refuses %j", (options, message) => {
		expect(() => new Lomi(options)).toThrow(message);
	});

	test.each([
		"",
		"localhost:4010/v1",
		"ftp://127.0.0.1/v1",
		"http:///v1",
		"http://127.0.0.1/v1?x=1",
		"http://127.0.0.1/v1 ",
	])("refuses %j as an address", (baseUrl) => {
		expect(() => new Lomi({ apiKey: KEY, baseUrl })).toThrow(
			"is not a plain http or https address",
		);
	});

	test.each([
		[
			"the house shape",
			json(
				{ error: { message: "Conflict", code: "CONFLICT", details: "x" } },
				{ status: 409 },
			),
			{ status: 409, message: "Conflict", code: "CONFLICT", details: "x" },
		],
		[
			"the short form",
			json({ error: { message: "Not found" } }, { status: 404 }),
			{ status: 404, message: "Not found" },
		],
		[
			"an empty body",
			new Response(null, { status: 500, statusText: "Internal Server Error" }),
			{ status: 500, message: "HTTP 500 Internal Server Error" },
		],
		[
			"a page of a proxy",
			new Response("<html>", { status: 502 }),
			{ status: 502, message: "HTTP 502" },
		],
		[
			"JSON of another shape",
			json(["no"], { status: 400 }),
			{ status: 400, message: "HTTP 400" },
		],
		[
			"a success without a body",
			new Response(""),
			{ status: 200, message: /not JSON/ },
		],
		[
			"a redirect, which it doesn't follow",
			new Response(null, {
				status: 307,
				headers: { location: "https://example.ci/" },
			}),
			{ status: 307, message: /redirect/ },
		],
		[
			"a success that isn't JSON",
			new Response("<html>"),
			{ status: 200, message: /not JSON/ },
		],
	])("throws a LomiError for %s", async (_what, response, expected) => {
		const fetch = async () => response.clone();
		const lomi = new Lomi({ apiKey: KEY, fetch, maxRetries: 0 });
		const error = await lomi.customers.list().catch((thrown) => thrown);
		expect(error).toBeInstanceOf(LomiError);
		expect(error.headers).toBeInstanceOf(Headers);
		expect(error).toMatchObject({
			...expected,
			message: expect.stringMatching(expected.message),
		});
	});

	test("sends its own key, whatever headers it is given, and never follows a redirect", async () => {
		const { requests, fetch } = ok();
		const lomi = new Lomi({ apiKey: KEY, fetch });
		await lomi.customers.create(
			{ name: "Awa Koné" },
			{ headers: { "X-API-Key": "other" }, idempotencyKey: "" },
		);
		expect(requests[0]?.headers.get("x-api-key")).toBe(KEY);
		expect(requests[0]?.headers.get("idempotency-key")).toMatch(/./);
		expect(requests[0]?.redirect).toBe("manual");
	});

	test("can be aborted", async () => {
		const lomi = new Lomi({ apiKey: KEY, baseUrl: mock.baseUrl });
		await expect(
			lomi.customers.list({}, { signal: AbortSignal.abort() }),
		).rejects.toThrow(/abort/i);
	});

	test("shares nothing with another", async () => {
		const [one, two] = [ok(), ok()];
		const first = new Lomi({ apiKey: `${KEY}1`, fetch: one.fetch });
		new Lomi({ apiKey: `${KEY}2`, fetch: two.fetch });
		await first.providers.list();
		expect(one.requests[0]?.headers.get("x-api-key")).toBe(`${KEY}1`);
		expect(two.requests).toHaveLength(0);
	});
});
