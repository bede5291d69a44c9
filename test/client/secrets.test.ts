/** Log lines and errors must not contain any part of a key or a secret. */
import { inspect } from "node:util";
import {
	afterEach,
	beforeEach,
	describe,
	expect,
	onTestFinished,
	test,
	vi,
} from "vitest";
import type {
	ClientOptions,
	Lomi,
	LomiError,
} from "../../packages/client/index.ts";
import {
	type Validate,
	validators,
} from "../../packages/client/response-validators.ts";
import { Lomi as ValidatingLomi } from "../../packages/client/validate.ts";
import { document, operations } from "../bundle.ts";
import { some } from "../some.ts";
import {
	type Answers,
	BASE,
	client,
	empty,
	json,
	keepLines,
	recorder,
	thrown,
} from "./fake.ts";

/** The part of each secret that must never be seen. */
const HIDDEN = "Zq7hRxW2vNcT";
const prefixes = document.servers.map((server) => server["x-key-prefix"]);
const KEY = `${prefixes[0]}${HIDDEN}`;
const SECRETS = [
	KEY,
	...prefixes.map((prefix) => `${prefix}other_${HIDDEN}`),
	`whsec_${HIDDEN}`,
];

beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

/** Everything that a person or a logging service could see of an error. */
function shown(error: LomiError): string {
	return [
		String(error),
		error.stack,
		JSON.stringify(error),
		inspect(error, { depth: 10, showHidden: true }),
		inspect(error.cause, { depth: 10, showHidden: true }),
		JSON.stringify([...(error.headers ?? [])]),
	].join("\n");
}

/** The log lines and the error of a call. */
async function traces(
	call: (lomi: Lomi) => Promise<unknown>,
	answer?: Answers,
	options?: ClientOptions,
) {
	const { lines, logger } = keepLines();
	const { requests, inits, fetch } = recorder(answer);
	const lomi = client(fetch, {
		apiKey: KEY,
		logger,
		logLevel: "debug",
		...options,
	});
	const [outcome] = await Promise.allSettled([call(lomi)]);
	const error = outcome.status === "rejected" ? outcome.reason : undefined;
	// Make sure that something was sent or thrown.
	expect(inits.length + (error ? 1 : 0)).toBeGreaterThan(0);
	return { text: JSON.stringify(lines), error, requests, inits, lines };
}

const failing: [string, Answers][] = [
	["a success", () => json({ data: [] })],
	["an error", () => json({ error: { message: "No" } }, { status: 400 })],
	["no answer", () => Promise.reject(new Error("refused"))],
	["no JSON", () => new Response("<html>")],
];

describe.each(SECRETS)("%s", (secret) => {
	describe.each(some(failing))("sent, with %s in return,", (_what, answer) => {
		test.each<[string, (lomi: Lomi) => Promise<unknown>]>([
			[
				"in a header",
				(lomi) => lomi.customers.list({}, { headers: { "x-copy": secret } }),
			],
			[
				"within a header",
				(lomi) =>
					lomi.customers.list(
						{},
						{ headers: { "x-copy": `key=${secret}; a=b` } },
					),
			],
			[
				"in the name of a header",
				(lomi) =>
					lomi.customers.list({}, { headers: { [`x-${secret}`]: "x" } }),
			],
			["in the query", (lomi) => lomi.customers.list({ email: secret })],
			["in the path", (lomi) => lomi.customers.get(secret)],
			["in the body", (lomi) => lomi.customers.create({ name: secret })],
			[
				"deep in the body",
				(lomi) =>
					lomi.customers.create({
						name: "Awa",
						metadata: { note: `it is ${secret}.` },
					}),
			],
			[
				"through lomi.http",
				(lomi) => lomi.http.POST("/customers", { body: { name: secret } }),
			],
		])("%s, is in no log line and no error", async (_where, call) => {
			const { text, error, requests } = await traces(call, answer);
			const [request] = requests;
			const sent = `${request?.url}${await request?.text()}${[...(request?.headers ?? [])].filter(([name]) => name !== "x-api-key")}`;
			// Names of headers are in lower case.
			const hidden = HIDDEN.toLowerCase();
			expect(sent.toLowerCase()).toContain(hidden);
			expect(text).toContain("/customers");
			expect(text.toLowerCase()).not.toContain(hidden);
			if (error) expect(shown(error).toLowerCase()).not.toContain(hidden);
		});
	});

	test.each<[string, () => Response]>([
		[
			"the message",
			() =>
				json(
					{
						error: {
							message: `Invalid API key ${secret}`,
							code: "UNAUTHORIZED",
						},
					},
					{ status: 401 },
				),
		],
		[
			"the details",
			() =>
				json(
					{
						error: {
							message: "No",
							details: `The key "${secret}" is unknown.`,
						},
					},
					{ status: 401 },
				),
		],
		[
			"an object of details",
			() =>
				json(
					{ error: { message: "No", details: { sent: { key: [secret] } } } },
					{ status: 401 },
				),
		],
		[
			"the names of its details",
			() =>
				json(
					{ error: { message: "No", details: { sent: { [secret]: "x" } } } },
					{ status: 401 },
				),
		],
		[
			"a list of messages",
			() => json({ message: [`${secret} is unknown`] }, { status: 401 }),
		],
		[
			"a text with escaped letters",
			() =>
				new Response(`{"message":"${secret.replace("_", "\\u005f")}"}`, {
					status: 401,
				}),
		],
		[
			"a header",
			() => json({}, { status: 401, headers: { "x-copy": `a ${secret}` } }),
		],
		[
			"the name of a header",
			() => json({}, { status: 401, headers: { [`x-${secret}`]: "x" } }),
		],
		[
			"the code",
			() => json({ error: { message: "No", code: secret } }, { status: 401 }),
		],
		["a short form", () => json({ error: secret }, { status: 401 })],
		["a page", () => new Response(`<p>${secret}</p>`, { status: 502 })],
		[
			"the reason phrase",
			() => new Response(null, { status: 502, statusText: secret }),
		],
		["a success that isn't JSON", () => new Response(`<p>${secret}</p>`)],
		["a success", () => json({ data: [{ secret }] })],
	])(
		"that the server repeats in %s is in no log line and no error",
		async (_where, answer) => {
			const { text, error } = await traces(
				(lomi) => lomi.customers.create({ name: "Awa Koné" }),
				answer,
			);
			const hidden = HIDDEN.toLowerCase();
			expect(text.toLowerCase()).not.toContain(hidden);
			if (error) expect(shown(error).toLowerCase()).not.toContain(hidden);
		},
	);

	test.each<[string, () => unknown]>([
		["its message", () => new TypeError(`bad header ${secret}`)],
		[
			"its cause",
			() =>
				new TypeError("fetch failed", {
					cause: new Error(`bad header ${secret}`),
				}),
		],
		["itself, which is a text", () => `bad header ${secret}`],
		[
			"its name and its code",
			() =>
				Object.assign(new Error("no"), {
					name: `Bad ${secret}`,
					code: `E_${secret}`,
				}),
		],
		[
			"the code of its cause",
			() =>
				new Error("no", {
					cause: Object.assign(new Error(), { code: `E_${secret}` }),
				}),
		],
	])(
		"in %s of a network error is in no log line and no error",
		async (_where, fault) => {
			const { text, error } = await traces(
				(lomi) => lomi.customers.list(),
				() => Promise.reject(fault()),
			);
			expect(error.name).toBe("ConnectionError");
			expect(text).not.toContain(HIDDEN);
			expect(shown(error)).not.toContain(HIDDEN);
		},
	);

	test.each(["onRequest", "onResponse"] as const)(
		"in an error thrown by %s is in no log line",
		async (hook) => {
			const { text } = await traces(
				(lomi) => lomi.customers.list(),
				empty(503),
				{
					[hook]: ({ attempt }: { attempt: number }) => {
						if (attempt > 1 || hook === "onResponse")
							throw new Error(`no ${secret}`);
					},
				},
			);
			expect(text).toContain(`${hook} threw`);
			expect(text).not.toContain(HIDDEN);
		},
	);

	test("as a field name is in no violation", async () => {
		// No field of a response has typed keys of a merchant's own; a later version's may.
		const answer = "GET /checkout-sessions/{id} 200";
		const { [answer]: own = null } = validators;
		const typed: Validate = () => false;
		typed.errors = [
			{
				keyword: "type",
				instancePath: `/data/metadata/${secret}`,
				schemaPath: "",
				params: { type: "string" },
			},
		];
		validators[answer] = typed;
		onTestFinished(() => {
			validators[answer] = own;
		});
		const { fetch } = recorder(() => json({ data: {} }));
		for (const validate of ["throw", "warn"] as const) {
			const { lines, logger } = keepLines();
			const options = { apiKey: KEY, baseUrl: BASE, fetch, logger, validate };
			const lomi = new ValidatingLomi(options);
			const [outcome] = await Promise.allSettled([
				lomi.checkoutSessions.get("x"),
			]);
			const told =
				outcome.status === "rejected"
					? `${shown(outcome.reason)}${outcome.reason.violations}`
					: JSON.stringify(lines);
			expect(told).toMatch(/`data\.metadata\.\S*\*\*\*` must be a string/);
			expect(told).not.toContain(HIDDEN);
		}
	});

	test("in another URL is in no error", async () => {
		const { error } = await traces((lomi) =>
			lomi.http.GET("/customers", {
				baseUrl: `http://elsewhere.test/${secret}`,
			}),
		);
		expect(error.message).toContain("elsewhere.test");
		expect(shown(error)).not.toContain(HIDDEN);
	});
});

test("the cause has the error's name, message and code, and no other property", async () => {
	const fault = Object.assign(
		new TypeError("fetch failed", {
			cause: Object.assign(new Error(HIDDEN), { code: "ECONNREFUSED" }),
		}),
		{ request: { headers: { "x-api-key": HIDDEN } } },
	);
	const { error } = await traces(
		(lomi) => lomi.customers.list(),
		() => Promise.reject(fault),
	);
	expect(error.cause).toMatchObject({
		name: "TypeError",
		message: "fetch failed",
		code: "ECONNREFUSED",
	});
	expect(error.cause).not.toHaveProperty("request");
});

test("the prefix of a secret is kept, so that it can be identified", async () => {
	const { text } = await traces((lomi) =>
		lomi.customers.create({ name: `whsec_${HIDDEN}` }),
	);
	expect(text).toContain("whsec_***");
});

describe.each([
	`sandbox:${HIDDEN}`,
	`${HIDDEN}"\\/+=?&%`,
	`${prefixes[0]}"${HIDDEN}`,
])("the key %s with special characters", (apiKey) => {
	test("is masked in every encoding", async () => {
		const asForm = new URLSearchParams({ key: apiKey }).toString();
		const { text, error } = await traces(
			(lomi) =>
				lomi.customers.update(
					apiKey,
					{ name: `is it ${apiKey}?`, metadata: { [apiKey]: asForm } },
					{ headers: { "x-copy": apiKey } },
				),
			() =>
				json(
					{
						error: {
							message: `No ${apiKey}`,
							details: { [apiKey]: encodeURIComponent(apiKey) },
							code: JSON.stringify(apiKey),
						},
					},
					{ status: 401, headers: { location: `/?${asForm}` } },
				),
			{ apiKey },
		);
		expect(text).not.toContain(HIDDEN);
		expect(shown(error)).not.toContain(HIDDEN);
		expect(error).toMatchObject({ status: 401, path: "/customers/***" });
	});

	test("is masked in a network error", async () => {
		const { text, error } = await traces(
			(lomi) => lomi.customers.list(),
			() => Promise.reject(new Error(`bad header ${JSON.stringify(apiKey)}`)),
			{ apiKey },
		);
		expect(text).not.toContain(HIDDEN);
		expect(shown(error)).not.toContain(HIDDEN);
	});
});

test("a longer key that starts with the client's key is masked completely", async () => {
	const { text } = await traces(
		(lomi) => lomi.customers.create({ name: `${KEY}${HIDDEN}` }),
		undefined,
	);
	expect(text).toContain("***");
	expect(text).not.toContain(HIDDEN);
});

test("response cookies are listed separately, without their values", async () => {
	const headers = new Headers({ "x-other": "kept" });
	headers.append("set-cookie", `session=${HIDDEN}; Path=/`);
	headers.append("set-cookie", `other=${HIDDEN}`);
	const told: (Headers | undefined)[] = [];
	const { text, error } = await traces(
		(lomi) => lomi.customers.list(),
		() => new Response("{}", { status: 400, headers }),
		{ onResponse: (event) => told.push(event.headers) },
	);
	expect(told).toHaveLength(1);
	for (const each of [error.headers, ...told]) {
		expect(each?.getSetCookie()).toStrictEqual(["***", "***"]);
		expect(each?.get("x-other")).toBe("kept");
	}
	expect(text).not.toContain(HIDDEN);
	expect(shown(error)).not.toContain(HIDDEN);
});

test("createWebhook returns the secret, and the log masks it", async () => {
	const operation = operations.find(({ id }) => id === "createWebhook");
	const example = operation?.answers[0]?.body?.examples[0]?.value as {
		secret: string;
	};
	const secret = example.secret.replace(/^whsec_/, "");
	expect(secret).toMatch(/./);
	const { lines, logger } = keepLines();
	const lomi = client(async () => json(example, { status: 201 }), {
		logger,
		logLevel: "debug",
	});
	const created = await lomi.webhooks.create({
		url: "https://shop.example.ci/lomi/events",
		authorized_events: ["PAYMENT_SUCCEEDED"],
	});
	expect(created.secret).toBe(example.secret);
	const text = JSON.stringify(lines);
	expect(text).toContain("authorized_events");
	expect(text).not.toContain(secret);
});

test("the key is only sent in its header", async () => {
	const { inits, requests } = await traces(
		(lomi) => thrown(lomi.customers.list()),
		empty(503),
	);
	expect(inits).toHaveLength(3);
	for (const { headers } of some(requests))
		expect(
			[...headers].filter(([, value]) => value.includes(HIDDEN)),
		).toStrictEqual([["x-api-key", KEY]]);
});

test("the cause of an error keeps its stack without secrets, or gets a new one", async () => {
	const fault = new Error("refused");
	fault.stack = `Error: refused\n    at connect (https://proxy/${KEY}:1:1)`;
	const failWith = (fault: unknown) =>
		thrown(
			client(() => Promise.reject(fault), {
				apiKey: KEY,
				maxRetries: 0,
			}).customers.list(),
		);
	const { cause } = (await failWith(fault)) as { cause: Error };
	expect(cause.stack).toContain("at connect (https://proxy/");
	expect(cause.stack).not.toContain(HIDDEN);
	const { cause: text } = (await failWith("refused")) as { cause: Error };
	expect(text.stack).toMatch(/^Error: refused\n/);
});
