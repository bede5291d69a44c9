import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
	ConnectionError,
	type LogLevel,
	NotFoundError,
	type RequestEvent,
	type ResponseEvent,
	ServerError,
} from "../../packages/client/index.ts";
import { KEY } from "../bundle.ts";
import { some } from "../some.ts";
import {
	BASE,
	client,
	empty,
	inTurn,
	json,
	keepLines,
	recorder,
	refused,
	thrown,
} from "./fake.ts";

const CUSTOMER = { name: "Awa Koné" };
const created = () =>
	json(
		{ data: CUSTOMER },
		{ status: 201, headers: { "x-request-id": "req_1" } },
	);

// No delay before a retry.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

describe("onRequest", () => {
	test("is called before each attempt", async () => {
		const events: RequestEvent[] = [];
		const sentBefore: number[] = [];
		const { requests, fetch } = recorder(inTurn(empty(503), created));
		const lomi = client(fetch, {
			onRequest: (event) => {
				sentBefore.push(requests.length);
				events.push(event);
			},
		});
		await lomi.customers.create(CUSTOMER, { idempotencyKey: "order-17" });
		expect(sentBefore).toStrictEqual([0, 1]);
		expect(events).toStrictEqual(
			[1, 2].map((attempt) => ({
				method: "POST",
				path: "/customers",
				url: `${BASE}/customers`,
				headers: expect.any(Headers),
				body: JSON.stringify(CUSTOMER),
				idempotencyKey: "order-17",
				attempt,
			})),
		);
	});

	test("receives the path without the query, and the URL with it", async () => {
		const events: RequestEvent[] = [];
		const { fetch } = recorder();
		await client(fetch, {
			onRequest: (event) => events.push(event),
		}).customers.list({ limit: 5 });
		expect(events).toMatchObject([
			{
				path: "/customers",
				url: `${BASE}/customers?limit=5`,
				body: undefined,
				idempotencyKey: undefined,
			},
		]);
	});

	test("is awaited", async () => {
		const order: string[] = [];
		const { fetch } = recorder(() => {
			order.push("sent");
			return json({ data: [] });
		});
		const lomi = client(fetch, {
			onRequest: async () => {
				await new Promise((resolve) => setImmediate(resolve));
				order.push("hook");
			},
		});
		await lomi.customers.list();
		expect(order).toStrictEqual(["hook", "sent"]);
	});

	test("doesn't see the key", async () => {
		const { fetch } = recorder();
		let seen = "";
		const lomi = client(fetch, {
			onRequest: (event) => {
				seen = JSON.stringify({ ...event, headers: [...event.headers] });
			},
		});
		await lomi.customers.create(CUSTOMER);
		expect(seen).toContain("content-type");
		expect(seen).not.toContain(KEY);
		expect(seen).not.toMatch(/x-api-key/i);
	});

	test("can add headers to the attempt", async () => {
		const { requests, fetch } = recorder(inTurn(empty(503), created));
		const lomi = client(fetch, {
			onRequest: ({ headers, attempt }) => {
				headers.set("traceparent", `attempt ${attempt}`);
				headers.append("x-extra", `${attempt}`);
			},
		});
		await lomi.customers.create(CUSTOMER, { headers: { "x-extra": "0" } });
		expect(
			requests.map(({ headers }) => [
				headers.get("traceparent"),
				headers.get("x-extra"),
			]),
		).toStrictEqual([
			["attempt 1", "0, 1"],
			["attempt 2", "0, 2"],
		]);
	});

	test("can't change the API key or the idempotency key", async () => {
		const { requests, fetch } = recorder(inTurn(empty(503), created));
		const lomi = client(fetch, {
			onRequest: (event) => {
				event.headers.set("X-API-Key", "another");
				event.headers.set("Idempotency-Key", `another-${event.attempt}`);
				Object.assign(event, {
					url: "http://elsewhere.test/",
					method: "DELETE",
					body: "{}",
					idempotencyKey: "another",
				});
			},
		});
		await lomi.customers.create(CUSTOMER, { idempotencyKey: "order-17" });
		expect(requests).toHaveLength(2);
		for (const request of some(requests)) {
			expect(request.headers.get("x-api-key")).toBe(KEY);
			expect(request.headers.get("idempotency-key")).toBe("order-17");
			expect(request.url).toBe(`${BASE}/customers`);
			expect(request.method).toBe("POST");
			expect(await request.json()).toStrictEqual(CUSTOMER);
		}
	});

	test.each([
		[
			"at once",
			() => {
				throw new RangeError("no budget left");
			},
		],
		["later", () => Promise.reject(new RangeError("no budget left"))],
	])(
		"ends the call with the error that it throws %s, and nothing is sent",
		async (_when, onRequest) => {
			const { requests, fetch } = recorder();
			const error = await thrown<Error>(
				client(fetch, { onRequest }).customers.list(),
			);
			expect(error).toBeInstanceOf(RangeError);
			expect(error.message).toBe("no budget left");
			expect(requests).toHaveLength(0);
		},
	);

	test.each([
		[
			"at once",
			() => {
				throw new RangeError("no budget left");
			},
		],
		["later", () => Promise.reject(new RangeError("no budget left"))],
	])(
		"ends the call with the previous attempt's error if it throws %s before a retry",
		async (_when, end) => {
			const { lines, logger } = keepLines();
			const { requests, fetch } = recorder(empty(503));
			const lomi = client(fetch, {
				logger,
				onRequest: ({ attempt }) => (attempt === 2 ? end() : undefined),
			});
			const error = await thrown(lomi.customers.create(CUSTOMER));
			expect(error).toBeInstanceOf(ServerError);
			expect(error).toMatchObject({ status: 503, attempts: 1 });
			// The first attempt may have been carried out; the key is needed to find out.
			expect(error.idempotencyKey).toBe(
				requests[0]?.headers.get("idempotency-key"),
			);
			expect(requests).toHaveLength(1);
			expect(lines).toStrictEqual([
				{
					level: "error",
					message: "lomi. onRequest threw: RangeError: no budget left",
				},
			]);
		},
	);

	test("can't replace the headers object", async () => {
		const { requests, fetch } = recorder();
		const lomi = client(fetch, {
			onRequest: (event) => Object.assign(event, { headers: null }),
		});
		await lomi.customers.list({}, { headers: { "x-extra": "1" } });
		expect(requests[0]?.headers.get("x-extra")).toBe("1");
	});
});

describe("onResponse", () => {
	test("is called with the outcome of each attempt, before the next one", async () => {
		const events: ResponseEvent[] = [];
		const sent: number[] = [];
		const { requests, fetch } = recorder(
			inTurn(refused, empty(503, { "x-request-id": "req_0" }), created),
		);
		const lomi = client(fetch, {
			onResponse: async (event) => {
				await new Promise((resolve) => setImmediate(resolve));
				sent.push(requests.length);
				events.push(event);
			},
		});
		await lomi.customers.create(CUSTOMER, { idempotencyKey: "order-17" });
		expect(sent).toStrictEqual([1, 2, 3]);
		const same = {
			method: "POST",
			path: "/customers",
			url: `${BASE}/customers`,
			body: JSON.stringify(CUSTOMER),
			idempotencyKey: "order-17",
			duration: expect.any(Number),
		};
		expect(events).toStrictEqual([
			{
				...same,
				attempt: 1,
				status: undefined,
				headers: undefined,
				requestId: undefined,
				error: expect.any(ConnectionError),
			},
			{
				...same,
				attempt: 2,
				status: 503,
				headers: expect.any(Headers),
				requestId: "req_0",
				error: expect.any(ServerError),
			},
			{
				...same,
				attempt: 3,
				status: 201,
				headers: expect.any(Headers),
				requestId: "req_1",
				error: undefined,
			},
		]);
	});

	test("receives the duration until the last byte", async () => {
		vi.useFakeTimers();
		vi.advanceTimersByTime(5000);
		const durations: number[] = [];
		const { fetch } = recorder(async () => {
			await new Promise((resolve) => setTimeout(resolve, 40));
			const body = new ReadableStream({
				start: (controller) => {
					setTimeout(() => {
						controller.enqueue(new TextEncoder().encode('{"data":[]}'));
						controller.close();
					}, 60);
				},
			});
			return new Response(body);
		});
		const call = client(fetch, {
			onResponse: ({ duration }) => durations.push(duration),
		}).customers.list();
		await vi.advanceTimersByTimeAsync(40);
		await vi.advanceTimersByTimeAsync(60);
		await call;
		vi.useRealTimers();
		expect(durations).toStrictEqual([100]);
	});

	test.each([
		[
			"at once",
			() => {
				throw new RangeError("the meter is broken");
			},
		],
		["later", () => Promise.reject(new RangeError("the meter is broken"))],
	])(
		"doesn't affect the call if it throws %s, which is logged",
		async (_when, onResponse) => {
			const { lines, logger } = keepLines();
			const { requests, fetch } = recorder(
				inTurn(empty(503), created, empty(404)),
			);
			const lomi = client(fetch, { onResponse, logger });
			expect(await lomi.customers.create(CUSTOMER)).toStrictEqual({
				data: CUSTOMER,
			});
			expect(requests).toHaveLength(2);
			expect(await thrown(lomi.customers.get("x"))).toBeInstanceOf(
				NotFoundError,
			);
			expect(lines).toStrictEqual(
				Array(3).fill({
					level: "error",
					message: "lomi. onResponse threw: RangeError: the meter is broken",
				}),
			);
		},
	);
});

describe("the log", () => {
	test("has no headers and no body if there was no response", async () => {
		const { lines, logger } = keepLines();
		const { fetch } = recorder(refused);
		const lomi = client(fetch, { logger, logLevel: "debug", maxRetries: 0 });
		await thrown(lomi.customers.list());
		expect(lines.map(({ level }) => level)).toStrictEqual(["debug", "info"]);
		expect(lines[1]?.fields).toStrictEqual({ headers: {}, body: undefined });
	});

	/** The lines of a call with three attempts: connection refused, 503, 201. */
	async function linesOf(logLevel?: LogLevel) {
		const { lines, logger } = keepLines();
		const { fetch } = recorder(inTurn(refused, empty(503), created));
		await client(fetch, { logger, logLevel }).customers.create(CUSTOMER, {
			headers: { "x-extra": "1" },
		});
		return lines.map((line) => ({
			...line,
			message: line.message.replace(/\d+ ms/g, "… ms"),
		}));
	}

	test.each([undefined, "warn", "error", "off"] as const)(
		"is empty at %s, even with retries",
		async (level) => {
			expect(await linesOf(level)).toStrictEqual([]);
		},
	);

	const info = [
		"lomi. POST /customers: ConnectionError: POST /customers got no response from http://api.test/v1: ECONNREFUSED. It may have been carried out: retry with this error's idempotencyKey. in … ms",
		"lomi. POST /customers: next attempt in … ms",
		"lomi. POST /customers: ServerError: HTTP 503 in … ms",
		"lomi. POST /customers: next attempt in … ms",
		"lomi. POST /customers: 201 in … ms",
	].map((message) => ({ level: "info", message }));

	test("has a line for each attempt and each delay at info, without fields", async () => {
		expect(await linesOf("info")).toStrictEqual(info);
	});

	test("also has requests and responses at debug", async () => {
		const lines = await linesOf("debug");
		expect(lines.filter(({ level }) => level === "info")).toMatchObject(info);
		expect(lines.filter(({ level }) => level === "debug")).toStrictEqual(
			Array(3).fill({
				level: "debug",
				message: `lomi. → POST ${BASE}/customers`,
				fields: {
					headers: expect.objectContaining({
						accept: "application/json",
						"content-type": "application/json",
						"x-extra": "1",
					}),
					body: JSON.stringify(CUSTOMER),
				},
			}),
		);
		expect(lines.at(-1)?.fields).toMatchObject({
			headers: { "x-request-id": "req_1" },
			body: JSON.stringify({ data: CUSTOMER }),
		});
	});

	test("masks Authorization and Cookie of requests and responses", async () => {
		const { lines, logger } = keepLines();
		const { requests, fetch } = recorder(() =>
			json({ data: [] }, { headers: { "set-cookie": "session=tollé" } }),
		);
		await client(fetch, { logger, logLevel: "debug" }).customers.list(
			{},
			{
				headers: {
					Authorization: "Bearer opensesame",
					"proxy-authorization": "Basic opensesame",
					COOKIE: "session=opensesame",
					"x-extra": "shown",
				},
			},
		);
		expect(requests[0]?.headers.get("authorization")).toContain("opensesame");
		const text = JSON.stringify(lines);
		expect(text).toContain("shown");
		expect(text).toContain("set-cookie");
		expect(text).not.toMatch(/opensesame|tollé/);
	});

	test("goes to the console by default", async () => {
		const line = vi.spyOn(console, "info").mockImplementation(() => {});
		const { fetch } = recorder();
		await client(fetch, { logLevel: "info" }).customers.list();
		expect(line).toHaveBeenCalledExactlyOnceWith(
			expect.stringMatching(/^lomi\. GET \/customers: 200 in \d+ ms$/),
		);
	});

	test("doesn't fail the call if the logger throws", async () => {
		const fail = () => {
			throw new Error("disk full");
		};
		const logger = { debug: fail, info: fail, warn: fail, error: fail };
		const { requests, fetch } = recorder(inTurn(empty(503), created));
		const lomi = client(fetch, { logger, logLevel: "debug" });
		expect(await lomi.customers.create(CUSTOMER)).toStrictEqual({
			data: CUSTOMER,
		});
		expect(requests).toHaveLength(2);
	});

	test("has the sent headers at debug, with the key masked", async () => {
		const { lines, logger } = keepLines();
		const { fetch } = recorder();
		await client(fetch, { logger, logLevel: "debug" }).customers.create(
			CUSTOMER,
			{ headers: { "X-API-Key": "opensesame" }, idempotencyKey: "order-17" },
		);
		expect(lines[0]?.fields).toMatchObject({
			headers: { "x-api-key": "***", "idempotency-key": "order-17" },
		});
		expect(JSON.stringify(lines)).not.toContain("opensesame");
	});

	test("calls the logger's methods on the logger", async () => {
		class Memory {
			readonly kept: string[] = [];
			info(message: string) {
				this.kept.push(message);
			}
			debug() {}
			warn() {}
			error() {}
		}
		const logger = new Memory();
		const { fetch } = recorder();
		await client(fetch, { logger, logLevel: "info" }).customers.list();
		expect(logger.kept).toHaveLength(1);
	});
});
