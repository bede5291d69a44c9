import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
	AbortError,
	type ClientOptions,
	ConnectionError,
	LomiError,
	type RequestOptions,
	ServerError,
	TimeoutError,
} from "../../packages/client/index.ts";
import {
	client,
	empty,
	inTurn,
	json,
	keepLines,
	recorder,
	serve,
	thrown,
} from "./fake.ts";

/** A fetch that never settles. */
const never = () => new Promise<never>(() => {});
/** Headers, followed by a body that doesn't end. */
const endless = () => new Response(new ReadableStream({}));

/** Whether and how the call has ended. */
function watch(call: Promise<unknown>) {
	const state: { ended: boolean; error?: LomiError } = { ended: false };
	call.then(
		() => Object.assign(state, { ended: true }),
		(error) => Object.assign(state, { ended: true, error }),
	);
	return state;
}

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
});

describe("the timeout of an attempt", () => {
	beforeEach(() => void vi.useFakeTimers());

	/** The duration of a call without a response. */
	async function timeOf(
		ofClient: ClientOptions,
		ofCall?: RequestOptions,
		answer: () => Response | Promise<Response> = never,
	) {
		const start = Date.now();
		const lomi = client(async () => answer(), { maxRetries: 0, ...ofClient });
		const call = watch(lomi.customers.list({}, ofCall));
		await vi.runAllTimersAsync();
		expect(call.error).toBeInstanceOf(TimeoutError);
		expect(call.error).toBeInstanceOf(ConnectionError);
		expect(call.error?.message).toContain(`within ${Date.now() - start} ms`);
		expect(call.error).toMatchObject({ attempts: 1, path: "/customers" });
		return Date.now() - start;
	}

	test("defaults to 30 seconds", async () => {
		expect(await timeOf({})).toBe(30_000);
	});

	test("can be set with LOMI_TIMEOUT", async () => {
		vi.stubEnv("LOMI_TIMEOUT", "1234");
		expect(await timeOf({})).toBe(1234);
		expect(await timeOf({ timeout: undefined })).toBe(1234);
	});

	test("defaults to 30 seconds if LOMI_TIMEOUT is empty", async () => {
		vi.stubEnv("LOMI_TIMEOUT", "");
		expect(await timeOf({})).toBe(30_000);
	});

	test("can be set for the client, which overrides LOMI_TIMEOUT", async () => {
		vi.stubEnv("LOMI_TIMEOUT", "1234");
		expect(await timeOf({ timeout: 500 })).toBe(500);
	});

	test("can be set for the call, which overrides the client", async () => {
		expect(await timeOf({ timeout: 500 }, { timeout: 70 })).toBe(70);
		expect(await timeOf({ timeout: 50 }, { timeout: 700 })).toBe(700);
		expect(await timeOf({ timeout: 500 }, { timeout: undefined })).toBe(500);
	});

	test.each(["abc", "5s", "-1", "0", "NaN"])(
		"can't be %j, not even from LOMI_TIMEOUT",
		(value) => {
			vi.stubEnv("LOMI_TIMEOUT", value);
			expect(() => client(never)).toThrow(TypeError);
			expect(() => client(never)).toThrow("LOMI_TIMEOUT");
		},
	);

	test("includes the body", async () => {
		expect(await timeOf({ timeout: 500 }, {}, endless)).toBe(500);
	});

	test("is limited by totalTimeout", async () => {
		expect(await timeOf({ totalTimeout: 900 })).toBe(900);
		expect(await timeOf({}, { totalTimeout: 400 })).toBe(400);
	});

	test("starts again with each attempt, for up to 2 minutes", async () => {
		vi.spyOn(Math, "random").mockReturnValue(0);
		const start = Date.now();
		const times: number[] = [];
		const lomi = client(
			() => {
				times.push(Date.now() - start);
				return never();
			},
			{ maxRetries: 10 },
		);
		const call = watch(lomi.customers.list());
		await vi.runAllTimersAsync();
		expect(times).toStrictEqual([0, 30_000, 60_000, 90_000]);
		expect(Date.now() - start).toBe(120_000);
		expect(call.error).toBeInstanceOf(TimeoutError);
		expect(call.error?.attempts).toBe(4);
	});

	test.each([2 ** 31, 1e12, Number.MAX_VALUE, Number.POSITIVE_INFINITY])(
		"can be %d, which doesn't end at once",
		async (limit) => {
			let answer = (_response: Response) => {};
			const lomi = client(() => new Promise((resolve) => (answer = resolve)), {
				timeout: limit,
				totalTimeout: limit,
				maxRetries: 0,
			});
			const call = watch(lomi.customers.list());
			await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1000);
			expect(call.ended).toBe(false);
			answer(json({ data: [] }));
			await vi.advanceTimersByTimeAsync(0);
			expect(call).toStrictEqual({ ended: true });
		},
	);

	test("starts after onRequest", async () => {
		const start = Date.now();
		const lomi = client(never, {
			timeout: 500,
			maxRetries: 0,
			onRequest: () => new Promise((resolve) => setTimeout(resolve, 300)),
		});
		const call = watch(lomi.customers.list());
		await vi.runAllTimersAsync();
		expect(call.error).toBeInstanceOf(TimeoutError);
		expect(call.error?.message).toContain("within 500 ms");
		expect(Date.now() - start).toBe(800);
	});

	test("is limited to the rest of totalTimeout after onRequest", async () => {
		const start = Date.now();
		const lomi = client(never, {
			totalTimeout: 400,
			maxRetries: 0,
			onRequest: () => new Promise((resolve) => setTimeout(resolve, 300)),
		});
		const call = watch(lomi.customers.list());
		await vi.runAllTimersAsync();
		expect(call.error?.message).toContain("within 100 ms");
		expect(Date.now() - start).toBe(400);
	});

	test("aborts fetch with the same reason as AbortSignal.timeout", async () => {
		let told: unknown;
		const lomi = client(
			(_url, { signal }) =>
				new Promise((_resolve, reject) => {
					signal?.addEventListener("abort", () => {
						told = signal.reason;
						// As some implementations do; a symbol would throw.
						reject(new Error(`aborted: ${signal.reason}`));
					});
				}),
			{ maxRetries: 0 },
		);
		const call = watch(lomi.customers.list());
		await vi.runAllTimersAsync();
		expect(call.error).toBeInstanceOf(TimeoutError);
		expect(told).toBeInstanceOf(DOMException);
		expect(told).toMatchObject({ name: "TimeoutError", message: "Timed out" });
	});

	test("clears its timer", async () => {
		const { fetch } = recorder(inTurn(empty(503), () => json({ data: [] })));
		const lomi = client(fetch, { onRequest() {}, onResponse() {} });
		const call = watch(lomi.customers.list());
		await vi.advanceTimersByTimeAsync(1000);
		expect(call).toStrictEqual({ ended: true });
		expect(vi.getTimerCount()).toBe(0);
	});
});

describe("totalTimeout", () => {
	beforeEach(() => {
		vi.useFakeTimers();
		vi.spyOn(Math, "random").mockReturnValue(0);
	});
	const options: ClientOptions = { totalTimeout: 700 };

	test("ends a call that waits for onRequest, without sending anything", async () => {
		const start = Date.now();
		const { requests, fetch } = recorder();
		const lomi = client(fetch, { ...options, onRequest: never });
		const call = watch(lomi.customers.create({ name: "Awa Koné" }));
		await vi.runAllTimersAsync();
		expect(call.error).toBeInstanceOf(TimeoutError);
		expect(call.error?.message).toBe(
			"POST /customers got no complete response within 700 ms.",
		);
		expect(call.error?.attempts).toBe(0);
		expect(Date.now() - start).toBe(700);
		expect(requests).toHaveLength(0);
	});

	test("ends a call that waits for onRequest before a retry with the previous attempt's error", async () => {
		const start = Date.now();
		const { lines, logger } = keepLines();
		const { requests, fetch } = recorder(empty(503));
		const lomi = client(fetch, {
			...options,
			logger,
			onRequest: ({ attempt }) => (attempt === 2 ? never() : undefined),
		});
		const call = watch(lomi.customers.create({ name: "Awa Koné" }));
		await vi.runAllTimersAsync();
		expect(call.error).toBeInstanceOf(ServerError);
		expect(call.error).toMatchObject({ status: 503, attempts: 1 });
		expect(call.error?.idempotencyKey).toBe(
			requests[0]?.headers.get("idempotency-key"),
		);
		expect(Date.now() - start).toBe(700);
		expect(requests).toHaveLength(1);
		expect(lines).toStrictEqual([]);
	});

	test.each([
		["a success", () => json({ data: [] }), undefined],
		["an error", empty(503), ServerError],
	])(
		"ends a call that waits for onResponse with the outcome so far: %s",
		async (_what, answer, error) => {
			const start = Date.now();
			const { lines, logger } = keepLines();
			const { requests, fetch } = recorder(answer);
			const lomi = client(fetch, { ...options, logger, onResponse: never });
			const call = watch(lomi.customers.list());
			await vi.runAllTimersAsync();
			expect(call.ended).toBe(true);
			expect(call.error?.constructor).toBe(error);
			expect(Date.now() - start).toBe(700);
			expect(requests).toHaveLength(1);
			expect(lines).toStrictEqual([]);
		},
	);
});

describe("the caller's signal", () => {
	test("prevents sending if it is aborted already", async () => {
		const { requests, fetch } = recorder();
		const reason = new Error("not needed any more");
		const error = await thrown(
			client(fetch).customers.list({}, { signal: AbortSignal.abort(reason) }),
		);
		expect(error.constructor).toBe(AbortError);
		expect(error).toBeInstanceOf(LomiError);
		expect(error.cause).toBe(reason);
		expect(error).toMatchObject({
			attempts: 0,
			path: "/customers",
			message: "GET /customers was aborted by its signal.",
		});
		expect(requests).toHaveLength(0);
	});

	test.each([
		["the answer", never],
		["its body", async () => endless()],
	])(
		"ends the call while it waits for %s, even if fetch ignores signals",
		async (_what, fetch) => {
			const controller = new AbortController();
			const { signal } = controller;
			let sent = () => {};
			const sending = new Promise<void>((resolve) => {
				sent = resolve;
			});
			const lomi = client(() => {
				sent();
				return fetch();
			});
			const call = thrown(lomi.customers.list({}, { signal }));
			await sending;
			controller.abort("enough");
			const error = await call;
			expect(error).toBeInstanceOf(AbortError);
			expect(error).toMatchObject({ cause: "enough", attempts: 1 });
		},
	);

	test("ends the delay before a retry, which isn't sent", async () => {
		vi.useFakeTimers();
		const controller = new AbortController();
		const { requests, fetch } = recorder(empty(503, { "retry-after": "50" }));
		const start = Date.now();
		const call = watch(
			client(fetch).customers.list({}, { signal: controller.signal }),
		);
		await vi.advanceTimersByTimeAsync(10);
		expect(call.ended).toBe(false);
		controller.abort("enough");
		await vi.advanceTimersByTimeAsync(0);
		expect(call.error).toBeInstanceOf(AbortError);
		expect(call.error).toMatchObject({ cause: "enough", attempts: 1 });
		await vi.runAllTimersAsync();
		expect(Date.now() - start).toBe(10);
		expect(requests).toHaveLength(1);
	});

	test("ends the call if it is aborted in onRequest, without sending anything", async () => {
		const controller = new AbortController();
		const { requests, fetch } = recorder();
		const lomi = client(fetch, {
			onRequest: async () => controller.abort("enough"),
		});
		const error = await thrown(
			lomi.customers.list({}, { signal: controller.signal }),
		);
		expect(error).toBeInstanceOf(AbortError);
		expect(requests).toHaveLength(0);
	});

	test("ends the call while it waits for onRequest, without sending anything", async () => {
		const controller = new AbortController();
		const { requests, fetch } = recorder();
		let asked = () => {};
		const asking = new Promise<void>((resolve) => {
			asked = resolve;
		});
		const lomi = client(fetch, {
			onRequest: () => {
				asked();
				return never();
			},
		});
		const { signal } = controller;
		const call = thrown(lomi.customers.create({ name: "Awa" }, { signal }));
		await asking;
		controller.abort("enough");
		const error = await call;
		expect(error).toBeInstanceOf(AbortError);
		expect(error).toMatchObject({
			cause: "enough",
			attempts: 0,
			message: "POST /customers was aborted by its signal.",
		});
		expect(requests).toHaveLength(0);
	});

	test("prevents calling onRequest if it is aborted already", async () => {
		const onRequest = vi.fn();
		const { fetch } = recorder();
		const signal = AbortSignal.abort();
		await thrown(client(fetch, { onRequest }).customers.list({}, { signal }));
		expect(onRequest).not.toHaveBeenCalled();
	});

	test.each([
		["a success", () => json({ data: {} }, { status: 201 })],
		["an error", empty(503)],
	])(
		"ends the call while it waits for onResponse with %s",
		async (_what, answer) => {
			const controller = new AbortController();
			const { lines, logger } = keepLines();
			const { requests, fetch } = recorder(answer);
			let told = () => {};
			const telling = new Promise<void>((resolve) => {
				told = resolve;
			});
			const lomi = client(fetch, {
				logger,
				onResponse: () => {
					told();
					return never();
				},
			});
			const { signal } = controller;
			const call = thrown(lomi.customers.create({ name: "Awa" }, { signal }));
			await telling;
			controller.abort("enough");
			const error = await call;
			expect(error).toBeInstanceOf(AbortError);
			expect(error).toMatchObject({ cause: "enough", attempts: 1 });
			expect(error.idempotencyKey).toBe(
				requests[0]?.headers.get("idempotency-key"),
			);
			expect(requests).toHaveLength(1);
			expect(lines).toStrictEqual([]);
		},
	);

	test("still calls onResponse if it ends an attempt", async () => {
		const controller = new AbortController();
		const onResponse = vi.fn();
		const lomi = client(
			() => {
				controller.abort("enough");
				return never();
			},
			{ onResponse },
		);
		const { signal } = controller;
		const error = await thrown(lomi.customers.list({}, { signal }));
		expect(onResponse).toHaveBeenCalledExactlyOnceWith(
			expect.objectContaining({ error, attempt: 1 }),
		);
	});

	test("ends the call if it is aborted in onResponse, without a delay", async () => {
		vi.useFakeTimers();
		const controller = new AbortController();
		const { requests, fetch } = recorder(empty(503, { "retry-after": "50" }));
		const lomi = client(fetch, {
			onResponse: async () => controller.abort("enough"),
		});
		const start = Date.now();
		const call = watch(lomi.customers.list({}, { signal: controller.signal }));
		await vi.runAllTimersAsync();
		expect(call.error).toBeInstanceOf(AbortError);
		expect(Date.now() - start).toBe(0);
		expect(requests).toHaveLength(1);
	});

	test("from AbortSignal.timeout has its reason in the cause", async () => {
		const error = await thrown(
			client(never).customers.list({}, { signal: AbortSignal.timeout(1) }),
		);
		expect(error).toBeInstanceOf(AbortError);
		expect(error.cause).toMatchObject({ name: "TimeoutError" });
	});

	test("can be null", async () => {
		const { fetch } = recorder();
		expect(
			await client(fetch).customers.list({}, { signal: null }),
		).toStrictEqual({ data: [] });
	});

	test("has no listeners left after any outcome", async () => {
		vi.spyOn(Math, "random").mockReturnValue(0);
		const { signal } = new AbortController();
		const listeners = () => getEventListeners(signal, "abort").length;
		const during: number[] = [];
		const answers = [
			empty(200),
			empty(404),
			empty(503),
			() => {
				throw new Error("refused");
			},
		];
		for (const answer of answers) {
			const { fetch } = recorder(() => {
				during.push(listeners());
				return answer();
			});
			await thrown(client(fetch).customers.list({}, { signal }));
		}
		await thrown(client(never, { timeout: 1 }).customers.list({}, { signal }));
		// One for each attempt: 1 + 1 + 3 + 3.
		expect(during).toStrictEqual(Array(8).fill(1));
		expect(listeners()).toBe(0);
	});
});

describe("over a real connection", () => {
	/** A server that sends headers, then single bytes. `closed` resolves when the client disconnects. */
	async function trickle() {
		let left = () => {};
		const closed = new Promise<void>((resolve) => {
			left = resolve;
		});
		const baseUrl = await serve((_request, response) => {
			response.writeHead(200);
			const timer = setInterval(() => response.write(" "), 5);
			response.on("close", () => {
				clearInterval(timer);
				left();
			});
		});
		return { closed, baseUrl };
	}

	test("a response that never ends times out, and its connection is closed", async () => {
		const { closed, baseUrl } = await trickle();
		const lomi = client(undefined, { baseUrl, timeout: 60, maxRetries: 0 });
		expect(await thrown(lomi.customers.list())).toBeInstanceOf(TimeoutError);
		await closed;
	});

	test("an abort closes the connection", async () => {
		const { closed, baseUrl } = await trickle();
		const controller = new AbortController();
		const lomi = client(
			async (url, init) => {
				const response = await fetch(url, init);
				controller.abort();
				return response;
			},
			{ baseUrl },
		);
		const { signal } = controller;
		const error = await thrown(lomi.customers.list({}, { signal }));
		expect(error).toBeInstanceOf(AbortError);
		await closed;
	});
});
