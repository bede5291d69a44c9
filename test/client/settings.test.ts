import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
	type ClientOptions,
	type LogLevel,
	Lomi,
} from "../../packages/client/index.ts";
import { document, KEY } from "../bundle.ts";
import { some } from "../some.ts";
import { BASE, client, empty, recorder, thrown } from "./fake.ts";

const [one, other] = document.servers.map((server) => ({
	url: server.url,
	prefix: server["x-key-prefix"],
})) as [{ url: string; prefix: string }, { url: string; prefix: string }];
const SECRET = "dQw4w9WgXcQ";

/** The URL and the key of a client's requests. */
async function target(options?: ClientOptions) {
	const { requests, fetch } = recorder();
	await new Lomi({ fetch, ...options }).providers.list();
	const [request] = requests;
	return {
		url: request?.url.replace(/\/providers$/, ""),
		key: request?.headers.get("x-api-key"),
		userAgent: request?.headers.get("user-agent"),
	};
}

// Isolate the tests from the environment.
beforeEach(() => {
	for (const name of ["LOMI_API_KEY", "LOMI_API_URL", "LOMI_TIMEOUT"])
		vi.stubEnv(name, undefined);
});

afterEach(() => {
	vi.unstubAllEnvs();
	vi.unstubAllGlobals();
});

describe("environment variables", () => {
	test("set the key and the base URL", async () => {
		vi.stubEnv("LOMI_API_KEY", KEY);
		expect(await target()).toMatchObject({ key: KEY, url: one.url });
		vi.stubEnv("LOMI_API_URL", "http://127.0.0.1:4010/v1");
		expect(await target()).toMatchObject({
			key: KEY,
			url: "http://127.0.0.1:4010/v1",
		});
		expect(
			await target({ apiKey: undefined, baseUrl: undefined }),
		).toMatchObject({ key: KEY, url: "http://127.0.0.1:4010/v1" });
	});

	test("are overridden by options", async () => {
		vi.stubEnv("LOMI_API_KEY", `${KEY}1`);
		vi.stubEnv("LOMI_API_URL", "http://127.0.0.1:4010/v1");
		expect(await target({ apiKey: `${KEY}2`, baseUrl: BASE })).toMatchObject({
			key: `${KEY}2`,
			url: BASE,
		});
		expect(await target({ apiKey: `${KEY}2`, baseUrl: one.url })).toMatchObject(
			{ url: one.url },
		);
	});

	test("are ignored if they are empty", async () => {
		vi.stubEnv("LOMI_API_URL", "");
		expect(await target({ apiKey: KEY })).toMatchObject({ url: one.url });
		vi.stubEnv("LOMI_API_KEY", "");
		expect(() => new Lomi()).toThrow("No API key");
	});

	test("don't replace an empty option", () => {
		vi.stubEnv("LOMI_API_KEY", KEY);
		expect(() => new Lomi({ apiKey: "" })).toThrow("No API key");
		expect(() => new Lomi({ baseUrl: "" })).toThrow("The base URL");
	});

	test("are read once, when the client is created", async () => {
		vi.stubEnv("LOMI_API_KEY", `${KEY}1`);
		vi.stubEnv("LOMI_API_URL", "http://127.0.0.1:4010/v1");
		vi.stubEnv("LOMI_TIMEOUT", "1000");
		const { requests, fetch } = recorder();
		const lomi = new Lomi({ fetch });
		vi.stubEnv("LOMI_API_KEY", `${KEY}2`);
		vi.stubEnv("LOMI_API_URL", "http://127.0.0.1:4020/v1");
		vi.stubEnv("LOMI_TIMEOUT", "nonsense");
		await lomi.providers.list();
		expect(requests[0]?.url).toBe("http://127.0.0.1:4010/v1/providers");
		expect(requests[0]?.headers.get("x-api-key")).toBe(`${KEY}1`);
	});

	test("are optional: a browser has no process", () => {
		vi.stubGlobal("process", undefined);
		const make = [() => new Lomi({ apiKey: KEY }), () => new Lomi()].map(
			(each) => {
				try {
					return each();
				} catch (error) {
					return `${error}`;
				}
			},
		);
		vi.unstubAllGlobals();
		expect(make[0]).toBeInstanceOf(Lomi);
		expect(make[1]).toMatch(/^TypeError: No API key/);
	});

	test("may be unreadable: Deno requires a permission", () => {
		const locked = {
			get env() {
				throw new Error('Requires env access to "LOMI_API_KEY"');
			},
		};
		vi.stubGlobal("process", locked);
		let made: unknown;
		try {
			made = new Lomi({ apiKey: KEY });
		} finally {
			vi.unstubAllGlobals();
		}
		expect(made).toBeInstanceOf(Lomi);
	});
});

describe("a key", () => {
	const variants = (url: string) => [
		url,
		`${url}/`,
		new URL(url).origin,
		url.toUpperCase().replace("HTTPS", "https"),
		url.replace("https://", "HTTPS://"),
		url.replace(/(?<=\/\/[^/]+)\//, ":443/"),
		url.replace(/(?<=\/\/[^/]+)\//, "./"),
		url.replace("https:", "http:"),
		url.replace("https:", "http:").replace(/(?<=\/\/[^/]+)\//, ":80/"),
	];

	test.each([
		...variants(other.url).map((url) => [one.prefix, url]),
		...variants(one.url).map((url) => [other.prefix, url]),
	])("%s… is rejected for %s, and nothing is sent", (prefix, baseUrl) => {
		const { requests, fetch } = recorder();
		const make = () => new Lomi({ apiKey: prefix + SECRET, baseUrl, fetch });
		expect(make).toThrow(TypeError);
		expect(make).toThrow("requires https and a key that starts with");
		expect(make).not.toThrow(SECRET);
		vi.stubEnv("LOMI_API_URL", baseUrl);
		expect(() => new Lomi({ apiKey: prefix + SECRET, fetch })).toThrow(
			"requires https",
		);
		expect(requests).toHaveLength(0);
	});

	test.each([one, other])(
		"$prefix… is accepted for every https spelling of $url",
		async ({ prefix, url }) => {
			const apiKey = `${prefix}x`;
			for (const baseUrl of some(variants(url))) {
				if (baseUrl.startsWith("http:"))
					expect(() => new Lomi({ apiKey, baseUrl })).toThrow("requires https");
				else
					expect(
						(await target({ apiKey, baseUrl })).url
							?.toLowerCase()
							.replace("africa.", "africa"),
					).toBe(
						baseUrl.includes("/v1") || baseUrl.includes("/V1")
							? url
							: new URL(url).origin,
					);
			}
		},
	);

	test.each([one.prefix, other.prefix, "sandbox_"])(
		"%s… is accepted for any other URL",
		async (prefix) => {
			for (const baseUrl of [BASE, "http://localhost:4010/v1", "https://x.ci"])
				expect(await target({ apiKey: `${prefix}x`, baseUrl })).toMatchObject({
					url: baseUrl,
					key: `${prefix}x`,
				});
		},
	);

	test.each([
		` ${SECRET}`,
		`${SECRET} `,
		`${SECRET}\n`,
		`${SECRET}\t${SECRET}`,
		`${SECRET}é`,
		`${SECRET}\u200b`,
		`${SECRET}\u0000`,
	])("is rejected if it contains %j, and isn't quoted", (wrong) => {
		const make = () => new Lomi({ apiKey: one.prefix + wrong, baseUrl: BASE });
		expect(make).toThrow(TypeError);
		expect(make).toThrow("The API key contains an invalid character");
		expect(make).not.toThrow(SECRET);
		vi.stubEnv("LOMI_API_KEY", one.prefix + wrong.replace("\u0000", "\n"));
		expect(() => new Lomi({ baseUrl: BASE })).toThrow(
			"The API key contains an invalid character",
		);
	});
});

describe("in a browser", () => {
	const browser = {
		userAgent:
			"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
	};

	test("a secret key is rejected", () => {
		vi.stubGlobal("navigator", browser);
		for (const dangerouslyAllowBrowser of [undefined, false])
			expect(() => new Lomi({ apiKey: KEY, dangerouslyAllowBrowser })).toThrow(
				"A secret key in a browser is public",
			);
	});

	test("a secret key is accepted with dangerouslyAllowBrowser, and the browser's user agent is kept", async () => {
		vi.stubGlobal("navigator", browser);
		expect(
			await target({ apiKey: KEY, dangerouslyAllowBrowser: true }),
		).toMatchObject({ key: KEY, userAgent: null });
	});
});

test.each([
	undefined,
	{},
	{ userAgent: "Node.js/24" },
	{ userAgent: "Deno/2.5.0" },
	{ userAgent: "Bun/1.3.0" },
	{ userAgent: "Cloudflare-Workers" },
])("a server with the navigator %j is not a browser", async (navigator) => {
	vi.stubGlobal("navigator", navigator);
	expect(await target({ apiKey: KEY })).toMatchObject({
		key: KEY,
		userAgent: `lomi-openapi/${document.info.version}`,
	});
});

test("the caller's User-Agent is used", async () => {
	const { requests, fetch } = recorder();
	await client(fetch).customers.list(
		{},
		{ headers: { "User-Agent": "boutique/3" } },
	);
	expect(requests[0]?.headers.get("user-agent")).toBe("boutique/3");
});

describe("the limit", () => {
	const names = [
		"timeout",
		"totalTimeout",
		"maxRetryDelay",
		"maxRetries",
	] as const;
	const wrong = names.flatMap((name) =>
		[Number.NaN, -1, "soon", {}, ...(name === "maxRetries" ? [] : [0])].map(
			(value) => [name, value] as const,
		),
	);

	test.each(wrong)(
		"%s rejects %s, for a client and for a call",
		async (name, value) => {
			const options = { [name]: value } as ClientOptions;
			expect(() => new Lomi({ apiKey: KEY, ...options })).toThrow(TypeError);
			expect(() => new Lomi({ apiKey: KEY, ...options })).toThrow(
				`, not ${value}.`,
			);
			const { requests, fetch } = recorder();
			const error = await thrown<Error>(
				client(fetch).customers.list({}, options),
			);
			expect(error).toBeInstanceOf(TypeError);
			expect(error.message).toContain(name);
			expect(requests).toHaveLength(0);
		},
	);

	test.each(names)(
		"%s has its default if it is null or undefined",
		async (name) => {
			for (const value of [null, undefined]) {
				const options = { [name]: value } as ClientOptions;
				const { requests, fetch } = recorder();
				await client(fetch, options).customers.list({}, options);
				expect(requests).toHaveLength(1);
			}
		},
	);
});

test.each(["verbose", "", "WARN", null])(
	"the log level can't be %j",
	(logLevel) => {
		const make = () =>
			new Lomi({ apiKey: KEY, logLevel: logLevel as LogLevel });
		expect(make).toThrow(TypeError);
		expect(make).toThrow("debug, info, warn, error, off");
	},
);

describe("two clients", () => {
	test("share no settings and no hooks", async () => {
		const seen: string[] = [];
		const options = (name: string): ClientOptions => ({
			apiKey: KEY + name,
			baseUrl: `http://${name}.test/v1`,
			maxRetries: name === "a" ? 0 : 1,
			onRequest: ({ url }) => seen.push(`${name} ${url}`),
		});
		const [a, b] = [recorder(empty(503)), recorder(empty(503))];
		const first = new Lomi({ ...options("a"), fetch: a.fetch });
		const second = new Lomi({ ...options("b"), fetch: b.fetch });
		vi.spyOn(Math, "random").mockReturnValue(0);
		await thrown(first.providers.list());
		await thrown(second.providers.list());
		vi.restoreAllMocks();
		expect(seen).toStrictEqual([
			"a http://a.test/v1/providers",
			"b http://b.test/v1/providers",
			"b http://b.test/v1/providers",
		]);
		const keys = [a, b].map(({ requests }) =>
			requests.map(({ headers }) => headers.get("x-api-key")),
		);
		expect(keys).toStrictEqual([[`${KEY}a`], [`${KEY}b`, `${KEY}b`]]);
	});

	test("aren't affected by later changes of the options", async () => {
		const { requests, fetch } = recorder();
		const options: ClientOptions = { apiKey: KEY, baseUrl: BASE, fetch };
		const lomi = new Lomi(options);
		Object.assign(options, {
			apiKey: `${KEY}2`,
			baseUrl: "http://elsewhere.test",
			fetch: () => Promise.reject(new Error("replaced")),
			onRequest: () => {
				throw new Error("hooked");
			},
		});
		await lomi.providers.list();
		expect(requests[0]?.url).toBe(`${BASE}/providers`);
		expect(requests[0]?.headers.get("x-api-key")).toBe(KEY);
	});
});

test("the global fetch is looked up at each call", async () => {
	const lomi = new Lomi({ apiKey: KEY, baseUrl: BASE });
	const { requests, fetch } = recorder();
	vi.stubGlobal("fetch", fetch);
	await lomi.providers.list();
	expect(requests).toHaveLength(1);
});

describe("the base URL", () => {
	test.each(some(document.servers))(
		"is the key's environment: $url",
		async (server) => {
			const { requests, fetch } = recorder();
			await new Lomi({
				apiKey: `${server["x-key-prefix"]}x`,
				fetch,
			}).providers.list();
			expect(requests[0]?.url).toBe(`${server.url}/providers`);
		},
	);

	test("keeps its version, with or without a trailing slash", async () => {
		const { requests, fetch } = recorder();
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
			/The base URL \(baseUrl or LOMI_API_URL\) must be a plain URL/,
		],
		[
			{ apiKey: KEY, baseUrl: "http://somebody:password@127.0.0.1/v1" },
			/^(?!.*password).*must be a plain/,
		],
	])("rejects %j", (options, message) => {
		expect(() => new Lomi(options)).toThrow(message);
	});

	test.each([
		"",
		"localhost:4010/v1",
		"ftp://127.0.0.1/v1",
		"http:///v1",
		"http://127.0.0.1/v1?x=1",
		"http://127.0.0.1/v1 ",
	])("rejects %j as a base URL", (baseUrl) => {
		expect(() => new Lomi({ apiKey: KEY, baseUrl })).toThrow(
			"must be a plain URL",
		);
	});
});

test("an invalid header throws, and nothing is sent", async () => {
	const { requests, fetch } = recorder();
	const error = await thrown<Error>(
		client(fetch).customers.list(
			{},
			{ headers: { "x-note": "Lomé → Cotonou" } },
		),
	);
	expect(error).toBeInstanceOf(TypeError);
	expect(error.message).toBe(
		"The header x-note contains an invalid character.",
	);
	const two = await thrown<Error>(
		client(fetch).customers.list(
			{},
			{ headers: { "x-town": "Lomé", "x-note": "Lomé → Cotonou" } },
		),
	);
	expect(two.message).toBe(
		"The header x-town or x-note contains an invalid character.",
	);
	expect(requests).toHaveLength(0);
});

test.each(["commande-中", "a\nb", "a\u0000"])(
	"the idempotency key %j, invalid in a header, throws, and nothing is sent",
	async (idempotencyKey) => {
		const { requests, fetch } = recorder();
		const { http, customers } = client(fetch);
		for (const call of [
			customers.create({ name: "Awa Koné" }, { idempotencyKey }),
			http.POST("/customers", { body: { name: "Awa" }, idempotencyKey }),
		]) {
			const error = await thrown<Error>(call);
			expect(error).toBeInstanceOf(TypeError);
			expect(error.message).toBe(
				"The header idempotencyKey contains an invalid character.",
			);
		}
		expect(requests).toHaveLength(0);
	},
);

test("only a request with a body has a Content-Type", async () => {
	const { requests, fetch } = recorder();
	const { customers } = client(fetch);
	await customers.list();
	await customers.create({ name: "Awa Koné" });
	expect(
		requests.map(({ headers }) => headers.get("content-type")),
	).toStrictEqual([null, "application/json"]);
});
