import { describe, expect, onTestFinished, test } from "vitest";
import {
	AbortError,
	AuthenticationError,
	BadRequestError,
	ConflictError,
	ConnectionError,
	LomiError,
	NotFoundError,
	PermissionError,
	RateLimitError,
	ServerError,
	TimeoutError,
	WebhookVerificationError,
} from "../../packages/client/index.ts";
import { ResponseValidationError } from "../../packages/client/validate.ts";
import {
	documentedRequest,
	targetOf,
} from "../../packages/spec/requests/request.ts";
import { operations } from "../bundle.ts";
import { some } from "../some.ts";
import {
	BASE,
	call,
	client,
	empty,
	inTurn,
	json,
	keepLines,
	recorder,
	thrown,
} from "./fake.ts";

const CLASSES: Record<number, typeof LomiError> = {
	400: BadRequestError,
	401: AuthenticationError,
	403: PermissionError,
	404: NotFoundError,
	409: ConflictError,
	429: RateLimitError,
	500: ServerError,
	503: ServerError,
};
const documentedErrors = operations.flatMap((operation) =>
	operation.answers
		.filter(({ status }) => status >= 400)
		.map(({ status, body }) => ({ id: operation.id, operation, status, body })),
);

describe("what a call returns", () => {
	const body = { data: { customer_id: "5b0c1f8e" } };
	const answer = () => json(body, { headers: { "x-request-id": "req_1" } });

	test("is the body, or body, response and request ID with withResponse", async () => {
		const { requests, fetch } = recorder(answer);
		const promise = client(fetch).customers.get("5b0c1f8e");
		expect(await promise).toStrictEqual(body);
		const whole = await promise.withResponse();
		expect(Object.keys(whole)).toStrictEqual(["body", "response", "requestId"]);
		expect(whole.body).toStrictEqual(body);
		expect(whole.response).toBeInstanceOf(Response);
		expect(whole.response.status).toBe(200);
		expect(whole.requestId).toBe("req_1");
		expect(requests).toHaveLength(1);
	});

	test("has no request ID if the response has none", async () => {
		const { fetch } = recorder(() => json(body));
		const { requestId } = await client(fetch)
			.customers.get("5b0c1f8e")
			.withResponse();
		expect(requestId).toBeUndefined();
	});

	test("is the raw, unread response, for each call of asResponse", async () => {
		const { requests, fetch } = recorder(answer);
		const promise = client(fetch).customers.get("5b0c1f8e");
		for (let time = 0; time < 2; time++) {
			const response = await promise.asResponse();
			expect(response.bodyUsed).toBe(false);
			expect(response.headers.get("x-request-id")).toBe("req_1");
			expect(await response.json()).toStrictEqual(body);
		}
		expect(requests).toHaveLength(1);
	});

	test("is the raw response even if that isn't JSON", async () => {
		const { fetch } = recorder(() => new Response("customer_id;name\n"));
		const promise = client(fetch).customers.list();
		expect(await (await promise.asResponse()).text()).toBe(
			"customer_id;name\n",
		);
		expect((await thrown(promise)).message).toBe(
			"The response is not JSON. Check that the base URL is the API's and includes the version.",
		);
		expect((await thrown(promise.withResponse())).message).toContain(
			"not JSON",
		);
	});

	test.each([200, 204, 205])(
		"is undefined if a delete returns no body: %i",
		async (status) => {
			const { fetch } = recorder(empty(status));
			const promise = client(fetch).products.delete("a1d4c7f0");
			expect(await promise).toBeUndefined();
			expect((await promise.withResponse()).body).toBeUndefined();
			const response = await promise.asResponse();
			expect([response.status, response.body]).toStrictEqual([status, null]);
		},
	);

	test("is an error if any other response has no body", async () => {
		const { fetch } = recorder(empty(200));
		const { customers } = client(fetch);
		for (const call of [
			customers.list(),
			customers.create({ name: "Awa Koné" }),
		])
			expect((await thrown(call)).message).toContain("not JSON");
	});

	test("is the same error in all three forms", async () => {
		const { fetch } = recorder(empty(404));
		const promise = client(fetch).customers.get("5b0c1f8e");
		const error = await thrown(promise);
		expect(error).toBeInstanceOf(NotFoundError);
		expect(await thrown(promise.withResponse())).toBe(error);
		expect(await thrown(promise.asResponse())).toBe(error);
	});

	test.each(["asResponse", "withResponse"] as const)(
		"leaves no unhandled rejection if only %s is used",
		async (way) => {
			const unhandled: unknown[] = [];
			const keep = (reason: unknown) => void unhandled.push(reason);
			process.on("unhandledRejection", keep);
			onTestFinished(() => void process.off("unhandledRejection", keep));
			const { fetch } = recorder(inTurn(empty(404), () => new Response("<p>")));
			const lomi = client(fetch);
			await thrown(lomi.customers.get("5b0c1f8e")[way]());
			// The second response is a 2xx that is not JSON.
			await lomi.customers
				.list()
				[way]()
				.catch(() => {});
			// Node reports them after the microtasks.
			await new Promise((resolve) => setImmediate(resolve));
			expect(unhandled).toStrictEqual([]);
		},
	);
});

describe("the documented error", () => {
	test.each(some(documentedErrors))(
		"$status of $id is thrown as its class, with all details",
		async ({ operation, status, body }) => {
			expect(body?.examples).not.toHaveLength(0);
			for (const { value } of body?.examples ?? []) {
				const { fetch } = recorder(() =>
					json(value, {
						status,
						headers: { "x-request-id": "req_7", "x-other": "kept" },
					}),
				);
				const error = await thrown(
					call(client(fetch, { maxRetries: 0 }), operation),
				);
				expect(error.constructor).toBe(CLASSES[status]);
				const { message, code, details } = (value as { error: LomiError })
					.error;
				expect(error).toMatchObject({
					message,
					code,
					details,
					status,
					requestId: "req_7",
					method: operation.method.toUpperCase(),
					path: targetOf({ ...documentedRequest(operation), query: [] }),
					attempts: 1,
				});
				expect(error.headers?.get("x-other")).toBe("kept");
				expect(typeof error.idempotencyKey).toBe(
					operation.method === "get" ? "undefined" : "string",
				);
			}
		},
	);
});

describe("an error of another shape", () => {
	test.each([
		['{"error":{"message":"No such customer"}}', "No such customer"],
		['{"error":"No such customer"}', "No such customer"],
		['{"message":"No such customer"}', "No such customer"],
		["", "HTTP 404 Not Found"],
		["<html>404</html>", "HTTP 404 Not Found"],
		["null", "HTTP 404 Not Found"],
		["[1]", "HTTP 404 Not Found"],
		["404", "HTTP 404 Not Found"],
		["{}", "HTTP 404 Not Found"],
		['{"error":{}}', "HTTP 404 Not Found"],
		['{"error":{"message":""}}', "HTTP 404 Not Found"],
		['{"error":{"message":{"fr":"Introuvable"}}}', "HTTP 404 Not Found"],
		[
			'{"error":{"message":["a is wrong","b is wrong"]}}',
			"a is wrong; b is wrong",
		],
		['{"error":"Bad Request","message":[{"property":"url"}]}', "Bad Request"],
		['{"error":["a"]}', "HTTP 404 Not Found"],
	])("%j has the message %j", async (body, message) => {
		const { fetch } = recorder(
			() => new Response(body, { status: 404, statusText: "Not Found" }),
		);
		const error = await thrown(client(fetch).customers.get("5b0c1f8e"));
		expect(error).toBeInstanceOf(NotFoundError);
		expect(error).toMatchObject({ status: 404, message });
	});

	test.each([
		[
			{ statusCode: 400, error: "Bad Request", message: "url must be a URL" },
			{ message: "url must be a URL", code: undefined, details: undefined },
		],
		[
			{
				statusCode: 400,
				error: "Bad Request",
				message: ["a is wrong", "b is"],
			},
			{ message: "a is wrong; b is", details: ["a is wrong", "b is"] },
		],
		[
			{ message: ["a is wrong"], details: { field: "a" } },
			{ message: "a is wrong", details: { field: "a" } },
		],
		[
			{ error: "e", code: "C", details: "D" },
			{ message: "e", code: "C", details: "D" },
		],
		[
			{ message: "m", code: "C", details: { field: "url" } },
			{ message: "m", code: "C", details: { field: "url" } },
		],
	])("%j keeps its details", async (body, told) => {
		const { fetch } = recorder(() => json(body, { status: 400 }));
		const error = await thrown(client(fetch).customers.get("5b0c1f8e"));
		expect(error).toBeInstanceOf(BadRequestError);
		expect(error).toMatchObject({ status: 400, ...told });
	});

	test.each([500, 501, 502, 504, 599])(
		"an empty %i is a ServerError",
		async (status) => {
			const { fetch } = recorder(empty(status));
			const error = await thrown(
				client(fetch, { maxRetries: 0 }).customers.list(),
			);
			expect(error.constructor).toBe(ServerError);
			expect(error.status).toBe(status);
		},
	);

	test.each([402, 405, 408, 410, 418, 422])(
		"%i, without a class of its own, is a LomiError",
		async (status) => {
			const { fetch } = recorder(() =>
				json({ error: { message: "No", code: "NO" } }, { status }),
			);
			const error = await thrown(
				client(fetch, { maxRetries: 0 }).customers.list(),
			);
			expect(error.constructor).toBe(LomiError);
			expect(error).toMatchObject({ status, message: "No", code: "NO" });
		},
	);

	test.each([300, 301, 302, 303, 304, 307, 308])(
		"%i isn't followed, and the error says so",
		async (status) => {
			const { requests, fetch } = recorder(
				empty(status, { location: "https://elsewhere.test/" }),
			);
			const error = await thrown(client(fetch).customers.list());
			expect(error.constructor).toBe(LomiError);
			expect(error).toMatchObject({ status, attempts: 1 });
			expect(error.message).toContain("redirect");
			expect(requests).toHaveLength(1);
		},
	);

	test("an opaque redirect of a browser isn't followed, and the error says so", async () => {
		const hidden = Object.defineProperties(new Response(), {
			type: { value: "opaqueredirect" },
			status: { value: 0 },
			ok: { value: false },
		});
		const { fetch } = recorder(() => hidden);
		const error = await thrown(client(fetch).customers.list());
		expect(error.constructor).toBe(LomiError);
		expect(error.message).toContain("redirect");
	});

	test("Response.error() is not a redirect", async () => {
		const { fetch } = recorder(() => Response.error());
		const error = await thrown(client(fetch).customers.list());
		expect(error.constructor).toBe(LomiError);
		expect(error.message).toBe("HTTP 0");
	});
});

describe("without a response", () => {
	test("a network error is the cause of a ConnectionError", async () => {
		const fault = new TypeError("fetch failed", {
			cause: new Error("getaddrinfo ENOTFOUND api.test"),
		});
		const error = await thrown(
			client(() => Promise.reject(fault), {
				maxRetries: 0,
			}).customers.create({ name: "Awa Koné" }),
		);
		expect(error.constructor).toBe(ConnectionError);
		expect(error).toMatchObject({
			cause: { name: "TypeError", message: "fetch failed" },
			method: "POST",
			path: "/customers",
			attempts: 1,
			idempotencyKey: expect.stringMatching(/./),
		});
		expect(error.status).toBeUndefined();
		expect(error.message).toContain("ENOTFOUND api.test");
	});

	test.each([null, undefined, "refused", 0])(
		"%j, thrown instead of an error, becomes a ConnectionError",
		async (fault) => {
			const error = await thrown(
				client(() => Promise.reject(fault), { maxRetries: 0 }).customers.list(),
			);
			expect(error.constructor).toBe(ConnectionError);
			expect(error.cause).toBeInstanceOf(Error);
			expect((error.cause as Error).message).toBe(String(fault));
		},
	);

	test("an error that can't be converted to a string still becomes a ConnectionError", async () => {
		for (const fault of [
			Object.create(null),
			new TypeError("fetch failed", { cause: Object.create(null) }),
			{ name: Symbol("x"), message: Object.create(null), code: 5 },
		]) {
			const error = await thrown(
				client(() => Promise.reject(fault), { maxRetries: 0 }).customers.list(),
			);
			expect(error.constructor).toBe(ConnectionError);
			expect(error.message).toMatch(/^GET \/customers got no response from /);
			expect(error.cause).toBeInstanceOf(Error);
		}
		const { lines, logger } = keepLines();
		const { fetch } = recorder();
		await client(fetch, {
			logger,
			onResponse: () => Promise.reject(Object.create(null)),
		}).customers.list();
		expect(lines).toMatchObject([
			{ message: "lomi. onResponse threw: object" },
		]);
	});

	test.each([
		[
			"the cause's message",
			new Error("connect ECONNREFUSED 127.0.0.1:1"),
			"connect ECONNREFUSED 127.0.0.1:1",
		],
		[
			"the cause's code, without a message",
			Object.assign(new AggregateError([]), { code: "ECONNREFUSED" }),
			"ECONNREFUSED",
		],
		["its own words, where it has no cause", undefined, "fetch failed"],
	])("an error is described by %s", async (_what, cause, told) => {
		const fault = new TypeError("fetch failed", { cause });
		const error = await thrown(
			client(() => Promise.reject(fault), { maxRetries: 0 }).customers.list(),
		);
		expect(error.message).toBe(
			`GET /customers got no response from ${BASE}: ${told}.`,
		);
	});

	test("the error of a change that may have been made says how to retry", async () => {
		const hint = "retry with this error's idempotencyKey";
		const { customers } = client(() => Promise.reject(new Error("refused")), {
			maxRetries: 0,
		});
		const change = await thrown(customers.create({ name: "Awa Koné" }));
		expect(change.message).toContain(hint);
		expect((await thrown(customers.list())).message).not.toContain(hint);
		const signal = AbortSignal.abort();
		const unsent = await thrown(
			customers.create({ name: "Awa Koné" }, { signal }),
		);
		expect(unsent.message).not.toContain(hint);
	});

	test("a fetch that throws synchronously is a ConnectionError", async () => {
		const lomi = client(
			() => {
				throw new Error("no network here");
			},
			{ maxRetries: 0 },
		);
		expect(await thrown(lomi.customers.list())).toBeInstanceOf(ConnectionError);
	});
});

test.each([
	["BadRequestError", BadRequestError, LomiError],
	["AuthenticationError", AuthenticationError, LomiError],
	["PermissionError", PermissionError, LomiError],
	["NotFoundError", NotFoundError, LomiError],
	["ConflictError", ConflictError, LomiError],
	["RateLimitError", RateLimitError, LomiError],
	["ServerError", ServerError, LomiError],
	["ConnectionError", ConnectionError, LomiError],
	["TimeoutError", TimeoutError, ConnectionError],
	["AbortError", AbortError, LomiError],
	["WebhookVerificationError", WebhookVerificationError, LomiError],
	["LomiError", LomiError, Error],
])("%s has its name and its base classes", (name, Class, Parent) => {
	const error = new Class("what happened", { status: 400 });
	expect(error).toBeInstanceOf(Parent);
	expect(error).toBeInstanceOf(LomiError);
	expect(error).toBeInstanceOf(Error);
	expect(Object.getPrototypeOf(Class)).toBe(Parent);
	expect(error.name).toBe(name);
	expect(`${error}`).toBe(`${name}: what happened`);
});

test("ResponseValidationError has its name and is a LomiError", () => {
	const error = new ResponseValidationError("what happened", ["here"], {});
	expect(error).toBeInstanceOf(LomiError);
	expect(error.name).toBe("ResponseValidationError");
});
