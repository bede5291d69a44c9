/** Frameworks put a cache under `fetch`. Reads of the client must not be answered from it. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ClientOptions, Lomi } from "../../packages/client/index.ts";
import { operations } from "../bundle.ts";
import { call, client, json, recorder } from "./fake.ts";

const reads = operations.filter(({ method }) => method === "get");
const writes = operations.filter(({ method }) => method !== "get");

afterEach(() => void vi.unstubAllGlobals());

/** A server on which a session is paid after it was read once. */
function paidLater() {
	let count = 0;
	return () => {
		const data = { status: count++ === 0 ? "open" : "completed" };
		return json({ data }, { status: 200 });
	};
}

/** A fetch that caches as that of Next.js: every GET that doesn't forbid it. */
function cachingFetch(answer: () => Response) {
	const cache = new Map<string, Response>();
	return async (url: string, init: RequestInit) => {
		const { method, cache: mode } = new Request(url, init);
		if (method !== "GET" || mode === "no-store") return answer();
		if (!cache.has(url)) cache.set(url, answer());
		return cache.get(url)?.clone() as Response;
	};
}

describe("a session that was read before it was paid is completed", () => {
	const read = async (lomi: Lomi) =>
		(await lomi.checkoutSessions.get("5b0c1f8e")).data.status;

	test.each([
		["a framework's fetch", undefined],
		[
			"the client's own fetch",
			(answer: () => Response) => cachingFetch(answer),
		],
	])("with %s", async (_what, own) => {
		const answer = paidLater();
		if (!own) vi.stubGlobal("fetch", cachingFetch(answer));
		const lomi = client(own?.(answer));
		expect(await read(lomi)).toBe("open");
		expect(await read(lomi)).toBe("completed");
	});

	test("with lomi.http", async () => {
		const lomi = client(cachingFetch(paidLater()));
		const status = async () =>
			(
				await lomi.http.GET("/checkout-sessions/{id}", {
					params: { path: { id: "5b0c1f8e" } },
					// Anything else is up to the client.
					cache: "force-cache",
				})
			).data?.data.status;
		expect(await status()).toBe("open");
		expect(await status()).toBe("completed");
	});
});

test.each(reads)("$id bypasses caches", async (operation) => {
	const { inits, fetch } = recorder();
	await call(client(fetch), operation);
	expect(inits).toMatchObject([{ cache: "no-store" }]);
});

test.each(writes)("$id leaves caches alone", async (operation) => {
	const { inits, fetch } = recorder(() => json({ data: {} }));
	await call(client(fetch), operation);
	expect(inits).toHaveLength(1);
	expect(inits[0]).not.toHaveProperty("cache");
});

describe("on a platform without the option, it is not used:", () => {
	const PlainRequest = Request;

	test.each<[string, unknown]>([
		[
			"Cloudflare Workers of an older compatibility date, which throw for it",
			class extends PlainRequest {
				constructor(url: string, init: RequestInit = {}) {
					if ("cache" in init)
						throw new Error(
							"The 'cache' field on 'RequestInitializerDict' is not implemented.",
						);
					super(url, init);
				}
			},
		],
		[
			"whatwg-fetch, which adds a query parameter",
			class extends PlainRequest {
				constructor(url: string, init: RequestInit = {}) {
					super(init.cache === "no-store" ? `${url}?_=1` : url, init);
				}
			},
		],
		["a runtime without Request", undefined],
	])("%s", async (_what, platform) => {
		vi.stubGlobal("Request", platform);
		const inits: RequestInit[] = [];
		const fetch: ClientOptions["fetch"] = async (_url, init) => {
			inits.push(init);
			return json({ data: {} });
		};
		await client(fetch).checkoutSessions.get("5b0c1f8e");
		expect(inits).toHaveLength(1);
		expect(inits[0]).not.toHaveProperty("cache");
	});
});
