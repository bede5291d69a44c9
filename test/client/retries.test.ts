import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
	type ClientOptions,
	ConnectionError,
	type Lomi,
	type LomiError,
	RateLimitError,
	ServerError,
	type WriteOptions,
} from "../../packages/client/index.ts";
import { operations } from "../bundle.ts";
import { some } from "../some.ts";
import {
	type Answers,
	call,
	client,
	empty,
	inTurn,
	json,
	recorder,
	refused,
	serve,
	thrown,
} from "./fake.ts";

const CUSTOMER = { name: "Awa Koné" };
const created = () => json({ data: CUSTOMER }, { status: 201 });
const create =
	(options?: WriteOptions) =>
	(lomi: Lomi): Promise<unknown> =>
		lomi.customers.create(CUSTOMER, options);

/** Makes one call with a fake clock. `waits` are the times between attempts. */
async function run(
	answer: Answers,
	options?: ClientOptions,
	make: (lomi: Lomi) => Promise<unknown> = create(),
) {
	const times: number[] = [];
	const { requests, inits, fetch } = recorder((request, index) => {
		times.push(Date.now());
		return answer(request, index);
	});
	const outcome = Promise.allSettled([make(client(fetch, options))]);
	await vi.runAllTimersAsync();
	const [{ status, ...settled }] = await outcome;
	const { value, reason: error } = settled as {
		value?: unknown;
		reason?: LomiError;
	};
	const waits = times.slice(1).map((time, at) => time - (times[at] ?? 0));
	return { value, error, requests, inits, waits };
}

/** The random fraction of the backoff. */
const jitter = (share: number) =>
	vi.spyOn(Math, "random").mockReturnValue(share);

afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

describe("with a fake clock, a call", () => {
	beforeEach(() => {
		// A whole second: dates in Retry-After have no smaller unit.
		vi.useFakeTimers({ now: Date.UTC(2025, 3, 5, 10, 30) });
	});

	const faults: [string, () => Response][] = [
		["a network fault", refused],
		...[408, 429, 500, 501, 502, 503, 504, 599].map(
			(status): [string, () => Response] => [`a ${status}`, empty(status)],
		),
	];
	test.each(faults)("is made again after %s", async (_what, fault) => {
		const { value, requests } = await run(inTurn(fault, created));
		expect(value).toStrictEqual({ data: CUSTOMER });
		expect(requests).toHaveLength(2);
	});

	test.each([301, 400, 401, 402, 403, 404, 409, 410, 418, 422, 425])(
		"is not retried after a %i",
		async (status) => {
			const { error, requests } = await run(empty(status));
			expect(error).toMatchObject({ status, attempts: 1 });
			expect(requests).toHaveLength(1);
		},
	);

	test("is not retried after a 2xx, even if that isn't JSON", async () => {
		const { error, requests } = await run(() => new Response("<html>"));
		expect(error?.message).toContain("not JSON");
		expect(requests).toHaveLength(1);
	});

	test.each(operations)("is made again for $id", async (operation) => {
		const { requests } = await run(inTurn(empty(503), empty(204)), {}, (lomi) =>
			call(lomi, operation),
		);
		expect(requests).toHaveLength(2);
	});

	test.each([
		["2 retries, if nobody says how many", undefined, undefined, 3],
		["as many as the client says", 4, undefined, 5],
		["as many as the call says", 4, 1, 2],
		["none, if the client says so", 0, undefined, 1],
		["none, if the call says so", undefined, 0, 1],
		["more, if the call says so", 0, 3, 4],
	])("has %s", async (_what, ofClient, ofCall, attempts) => {
		const { error, requests } = await run(
			empty(500),
			{ maxRetries: ofClient },
			create({ maxRetries: ofCall }),
		);
		expect(error).toBeInstanceOf(ServerError);
		expect(error?.attempts).toBe(attempts);
		expect(requests).toHaveLength(attempts);
	});

	test("fails with the last attempt's error", async () => {
		const { error } = await run(inTurn(refused, empty(500), empty(429)));
		expect(error).toBeInstanceOf(RateLimitError);
		expect(error).toMatchObject({ status: 429, attempts: 3 });
	});

	test("sends the same method, URL, headers, body and idempotency key each time", async () => {
		const { requests, inits } = await run(empty(503), {}, create());
		const sent = await Promise.all(
			requests.map(async (request) => ({
				method: request.method,
				url: request.url,
				headers: [...request.headers],
				body: await request.text(),
			})),
		);
		expect(sent).toHaveLength(3);
		expect(sent[0]).toMatchObject({
			method: "POST",
			body: JSON.stringify(CUSTOMER),
			headers: expect.arrayContaining([
				["idempotency-key", expect.stringMatching(/./)],
			]),
		});
		expect(sent[1]).toStrictEqual(sent[0]);
		expect(sent[2]).toStrictEqual(sent[0]);
		expect(new Set(inits.map(({ body }) => body)).size).toBe(1);
	});

	test.each([
		["as an option", { idempotencyKey: "order-17" }],
		["as a header", { headers: { "Idempotency-Key": "order-17" } }],
	])("uses the idempotency key passed %s", async (_how, options) => {
		const { error, requests } = await run(empty(503), {}, create(options));
		expect(
			requests.map(({ headers }) => headers.get("idempotency-key")),
		).toStrictEqual(["order-17", "order-17", "order-17"]);
		expect(error?.idempotencyKey).toBe("order-17");
	});

	test("generates a key if an empty one is passed, and includes it in the error", async () => {
		const { error, requests } = await run(
			empty(503),
			{},
			create({ idempotencyKey: "" }),
		);
		const keys = requests.map(({ headers }) => headers.get("idempotency-key"));
		expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
		expect(keys).toStrictEqual(Array(3).fill(keys[0]));
		expect(error?.idempotencyKey).toBe(keys[0]);
	});

	test("has a separate signal for each attempt", async () => {
		const states: boolean[] = [];
		const { inits, value } = await run(
			({ signal }, index) => {
				states.push(signal.aborted);
				return index === 0 ? new Promise<never>(() => {}) : created();
			},
			{ timeout: 50 },
		);
		expect(value).toStrictEqual({ data: CUSTOMER });
		expect(states).toStrictEqual([false, false]);
		expect(inits.map(({ signal }) => signal?.aborted)).toStrictEqual([
			true,
			false,
		]);
	});

	test.each([
		[0, [0, 0, 0, 0]],
		[0.5, [250, 500, 1000, 2000]],
		[0.999, [499, 999, 1998, 3996]],
	])(
		"waits a random fraction, here %d, of an exponential backoff",
		async (share, expected) => {
			jitter(share);
			const { waits } = await run(empty(503), { maxRetries: 4 });
			expect(waits).toHaveLength(4);
			for (const [at, wait] of some(waits.entries()))
				expect(wait - (expected[at] ?? 0)).toBeOneOf([0, 1]);
		},
	);

	test("draws a new fraction each time", async () => {
		const random = jitter(0.5);
		await run(empty(503), { maxRetries: 4 });
		expect(random).toHaveBeenCalledTimes(4);
	});

	test("never waits longer than maxRetryDelay", async () => {
		jitter(0.5);
		const { waits } = await run(empty(503), {
			maxRetries: 4,
			maxRetryDelay: 600,
		});
		expect(waits).toStrictEqual([250, 500, 600, 600]);
	});

	test.each([
		[999, 1],
		[1000, 1],
		[1001, 2],
	])(
		"fails at once if the delay would exceed the total time: 1 s of %i ms",
		async (totalTimeout, attempts) => {
			jitter(0);
			const { fetch } = recorder(empty(503, { "retry-after": "1" }));
			const failed = thrown(client(fetch, { totalTimeout }).customers.list());
			let isOver = false;
			failed.then(() => {
				isOver = true;
			});
			await vi.advanceTimersByTimeAsync(500);
			expect(isOver).toBe(attempts === 1);
			await vi.runAllTimersAsync();
			expect((await failed).attempts).toBe(attempts);
		},
	);

	test("never waits longer than the call's maxRetryDelay", async () => {
		jitter(0.5);
		const { waits } = await run(
			empty(503),
			{ maxRetries: 3 },
			create({ maxRetryDelay: 300 }),
		);
		expect(waits).toStrictEqual([250, 300, 300]);
	});

	test.each([
		["seconds", "2", 2000],
		["a part of a second", "0.5", 500],
		["a date", "Sat, 05 Apr 2025 10:30:03 GMT", 3000],
		["a date that is over", "Sat, 05 Apr 2025 10:29:00 GMT", 0],
		["less than nothing", "-5", 0],
		["nothing", "", 0],
		["words", "soon", 0],
		["words that Date.parse takes for a date", "soon 2099", 0],
		["two headers, the longer one last", "1, 3", 3000],
		["two headers, the longer one first", "3, 1", 3000],
		["two equal headers", "2, 2", 2000],
		["a header and an empty one", "1,", 1000],
		["an empty header and another", ",1", 1000],
		["spaces and seconds", " 2 ", 2000],
		["words and seconds", "abc, 4", 4000],
		["seconds and less than nothing", "2, -1", 2000],
		["parts of a second", "0.5, 1.5", 1500],
		[
			"two dates",
			"Sat, 05 Apr 2025 10:30:03 GMT, Sat, 05 Apr 2025 10:30:05 GMT",
			5000,
		],
		["a date and seconds", "Sat, 05 Apr 2025 10:30:03 GMT, 1", 3000],
		["seconds and a date", "4, Sat, 05 Apr 2025 10:30:03 GMT", 4000],
		["a date of RFC 850", "Saturday, 05-Apr-25 10:30:03 GMT", 3000],
		[
			"a date that is over and seconds",
			"Sat, 05 Apr 2025 10:29:00 GMT, 2",
			2000,
		],
		["nothing but commas", ", ,", 0],
	])(
		"waits for a Retry-After in %s, plus a random fraction of the backoff",
		async (_what, value, wait) => {
			jitter(0.5);
			const { waits } = await run(
				inTurn(empty(429, { "Retry-After": value }), created),
			);
			expect(waits).toStrictEqual([wait + 250]);
		},
	);

	test.each([
		["seconds", "60.001"],
		["a date", "Sat, 05 Apr 2025 10:31:01 GMT"],
		["a number without end", "Infinity"],
		["two headers", "1, 61"],
		["seconds and a date", "1, Sat, 05 Apr 2025 10:31:01 GMT"],
		["a huge number", "1, 99999999999999999999"],
	])(
		"fails at once if Retry-After, in %s, exceeds maxRetryDelay",
		async (_what, value) => {
			const { error, requests } = await run(
				empty(429, { "Retry-After": value }),
			);
			expect(error).toBeInstanceOf(RateLimitError);
			expect(error?.headers?.get("retry-after")).toBe(value);
			expect(requests).toHaveLength(1);
		},
	);

	test("reads two Retry-After headers, which fetch joins", async () => {
		jitter(0);
		const headers = new Headers();
		headers.append("Retry-After", "1");
		headers.append("Retry-After", "3");
		const { waits } = await run(inTurn(empty(429, headers), created));
		expect(waits).toStrictEqual([3000]);
	});

	test("waits for a Retry-After of up to a minute by default", async () => {
		jitter(0.5);
		const { waits } = await run(
			inTurn(empty(503, { "Retry-After": "60" }), created),
		);
		expect(waits).toStrictEqual([60_000]);
	});

	test("waits for all of Retry-After if maxRetryDelay allows it", async () => {
		jitter(0);
		const { waits } = await run(
			inTurn(empty(503, { "Retry-After": "90" }), created),
			{ maxRetryDelay: 90_000 },
		);
		expect(waits).toStrictEqual([90_000]);
	});

	test("isn't retried if the delay would exceed totalTimeout", async () => {
		jitter(0.5);
		const start = Date.now();
		const { error, requests } = await run(
			empty(503),
			{ maxRetries: 10 },
			create({ totalTimeout: 1000 }),
		);
		// At 0, 250 and 750 ms; the next one would be at 1750.
		expect(requests).toHaveLength(3);
		expect(error).toBeInstanceOf(ServerError);
		expect(Date.now() - start).toBe(750);
	});

	test("has no idempotency key and isn't retried if the API accepts none for its method", async () => {
		const { error, requests } = await run(empty(503), {}, (lomi) =>
			(
				lomi.http as unknown as {
					PUT(path: string, options: object): Promise<unknown>;
				}
			).PUT("/customers", { body: CUSTOMER }),
		);
		expect(error).toMatchObject({ status: 503, attempts: 1, method: "PUT" });
		expect(error?.idempotencyKey).toBeUndefined();
		expect(requests).toHaveLength(1);
		expect(requests[0]?.headers.has("idempotency-key")).toBe(false);
	});
});

describe("over a real connection, a call", () => {
	beforeEach(() => void jitter(0));

	test("is retried with its body after the server closed the connection", async () => {
		const bodies: string[] = [];
		const keys = new Set<unknown>();
		const baseUrl = await serve(async (request, response) => {
			let body = "";
			for await (const chunk of request) body += chunk;
			keys.add(request.headers["idempotency-key"]);
			if (bodies.push(body) === 1) request.socket.destroy();
			else response.writeHead(201).end('{"data":{}}');
		});
		const lomi = client(undefined, { baseUrl });
		expect(await lomi.customers.create(CUSTOMER)).toStrictEqual({ data: {} });
		expect(bodies).toStrictEqual(Array(2).fill(JSON.stringify(CUSTOMER)));
		expect(keys.size).toBe(1);
	});

	test("is retried after a truncated response", async () => {
		let requests = 0;
		const baseUrl = await serve((_request, response) => {
			const text = '{"data":[]}';
			if (++requests > 1) return response.end(text);
			response.writeHead(200, { "content-length": text.length });
			response.write(text.slice(0, 5), () => response.destroy());
			return response;
		});
		const lomi = client(undefined, { baseUrl });
		expect(await lomi.customers.list()).toStrictEqual({ data: [] });
		expect(requests).toBe(2);
	});

	test("fails with a ConnectionError if the server closes each connection", async () => {
		const baseUrl = await serve((request) => request.socket.destroy());
		const error = await thrown(
			client(undefined, { baseUrl }).customers.create(CUSTOMER),
		);
		expect(error.constructor).toBe(ConnectionError);
		expect(error.attempts).toBe(3);
	});
});

test("is not retried if a late timer exceeds the total time", async () => {
	jitter(0);
	let now = 0;
	vi.spyOn(performance, "now").mockImplementation(() => now);
	const { requests, fetch } = recorder(empty(503));
	const error = await thrown(
		client(fetch, {
			totalTimeout: 1000,
			// Before the delay ends, which takes no time here.
			onResponse: () =>
				void setTimeout(() => {
					now = 1000;
				}),
		}).customers.list(),
	);
	expect(error).toMatchObject({ status: 503, attempts: 1 });
	expect(requests).toHaveLength(1);
});
