/** Runs the recipes of packages/client/README.md and the receiver of the webhooks guide unchanged, and checks what they do. */
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { cp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import {
	afterAll,
	beforeAll,
	beforeEach,
	describe,
	expect,
	test,
	vi,
} from "vitest";
import { signWebhook, verifyWebhook } from "../../packages/client/index.ts";
import { createSandbox, type Sandbox } from "../../packages/sandbox/index.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { document, operations, useMock } from "../api.ts";
import type { Running } from "../command.ts";
import { useFolder } from "./folder.ts";
import { blocks, pages, read, recipe, withOrigins } from "./pages.ts";

const PAGE = "packages/client/README.md";
const GUIDE = "openapi/guides/receiving-webhooks.md";
const SECRET = "whsec_example";
const CSV = recipe(PAGE, "A year of transactions as CSV");

const SANDBOX = "http://127.0.0.1:4020";

const mock = useMock();
const folder = useFolder(
	`--import=${pathToFileURL(`${ROOT}test/readme/soon.mjs`)}`,
);
let sandbox: Sandbox;
let sandboxUrl: string;
beforeAll(async () => {
	sandbox = await createSandbox({ document });
	sandboxUrl = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
	await sandbox.close();
});

/** Points the client at the mock, and lets servers use a free port. */
function useMockServer(): void {
	vi.stubEnv("LOMI_API_KEY", "lomi_sk_test_x");
	vi.stubEnv("LOMI_API_URL", mock.baseUrl);
	vi.stubEnv("LOMI_WEBHOOK_SECRET", SECRET);
	vi.stubEnv("PORT", "0");
	// vitest sets "test", in which Express doesn't print errors.
	vi.stubEnv("NODE_ENV", "development");
}
beforeEach(useMockServer);
// Not after each: concurrent tests would lose their variables.
afterAll(() => vi.unstubAllEnvs());

let files = 0;
/** Writes a block to the project, and returns the file name. */
async function put(block: string): Promise<string> {
	files += 1;
	const file = `block-${files}.ts`;
	// The documented URLs with the ports of this test.
	const here = withOrigins(block, {
		mock: new URL(mock.baseUrl).origin,
		sandbox: sandboxUrl,
	});
	await folder.put(file, here);
	return file;
}

/** Starts a block that is a server, and waits until it listens. */
async function serve(block: string): Promise<[running: Running, url: string]> {
	const running = folder.start(await put(block));
	const [, port] = await running.says(/Listening on .*port: (\d+)/s);
	return [running, `http://127.0.0.1:${port}`];
}

describe("every block runs", () => {
	const all = pages
		.flatMap((page) =>
			blocks(page, "ts").map(
				(block, index) => [page, index + 1, block] as const,
			),
		)
		// Servers, the webhook sender, the CSV export and test files have their own tests.
		.filter(
			([, , block]) =>
				!/process\.env\.(PORT|WEBHOOK_URL)/.test(block) &&
				!/ from "(vitest|node:test|@playwright\/test)"/.test(block) &&
				block !== CSV,
		);
	const ofSandbox = ([, , block]: (typeof all)[number]) =>
		block.includes(SANDBOX);

	describe.each([
		["the mock", all.filter((each) => !ofSandbox(each)), () => {}],
		["the sandbox", all.filter(ofSandbox), useSandbox],
	] as const)("against %s:", (_what, some, prepare) => {
		let problems: string[];
		beforeAll(async () => {
			useMockServer();
			prepare();
			await cp(
				`${ROOT}test/readme/run-all.ts`,
				join(folder.path, "run-all.ts"),
			);
			const files = await Promise.all(some.map(([, , block]) => put(block)));
			const { code, err } = await folder.run(
				...["run-all.ts", "problems.json", ...files],
			);
			expect(code, err).toBe(0);
			problems = JSON.parse(
				readFileSync(join(folder.path, "problems.json"), "utf8"),
			);
			expect(problems).toHaveLength(files.length);
		});

		test.each(
			some.map(([page, number], index) => [page, number, index] as const),
		)("%s %i", (_page, _number, index) => {
			expect(problems[index]).toBe("");
		});
	});
});

/** Points the client at the sandbox for this test. */
function useSandbox(): void {
	vi.stubEnv("LOMI_API_URL", `${sandboxUrl}/v1`);
	vi.stubEnv("LOMI_API_KEY", sandbox.merchants[0]?.api_key ?? "");
}

describe.each(["Express", "Hono"])("checkout in %s", (framework) => {
	const block = recipe(PAGE, `Checkout in ${framework}`);
	const post = (url: string, id: string) =>
		fetch(`${url}/orders/${id}/checkout`, {
			method: "POST",
			redirect: "manual",
		});

	test("redirects the customer to the checkout page", async () => {
		const [running, url] = await serve(block);
		const answer = await post(url, "8842");
		expect(answer.status).toBe(303);
		expect(answer.headers.get("Location")).toMatch(
			/^https:\/\/(sandbox\.)?checkout\.lomi\.africa\/checkout\//,
		);
		expect((await post(url, "1")).status).toBe(404);
		await running.stop();
	});

	test("asks the customer to retry if lomi. doesn't respond, and reports an error if it rejects the request", async () => {
		vi.stubEnv("LOMI_API_URL", "http://127.0.0.1:1/v1");
		const [deserted, url] = await serve(block);
		const later = await post(url, "8842");
		expect(later.status).toBe(503);
		expect(await later.text()).toContain("try again");
		await deserted.says(/ConnectionError/);
		await deserted.stop();

		vi.stubEnv("LOMI_API_URL", mock.baseUrl);
		vi.stubEnv("LOMI_API_KEY", "lomi_sk_none");
		const [refused, other] = await serve(block);
		expect((await post(other, "8842")).status).toBe(500);
		await refused.says(/AuthenticationError/);
		await refused.stop();
	});

	test("returns the same session for a double click", async () => {
		const { keys, server } = await listenForSessions(() => 201);
		const [running, url] = await serve(block);
		await Promise.all([post(url, "8842"), post(url, "8842")]);
		expect(keys).toStrictEqual(Array(2).fill("order-8842-30000-checkout-1"));
		await running.stop();
		server.close();
	});

	test.each([
		[400, 500, 1],
		[500, 503, 3],
	])(
		"lets the customer retry after a %i with a new key",
		async (status, shown, attempts) => {
			const { keys, server } = await listenForSessions((index) =>
				index === 0 ? status : 201,
			);
			const [running, url] = await serve(block);
			expect((await post(url, "8842")).status).toBe(shown);
			expect((await post(url, "8842")).status).toBe(303);
			expect(keys).toStrictEqual([
				...Array(attempts).fill("order-8842-30000-checkout-1"),
				"order-8842-30000-checkout-2",
			]);
			await running.stop();
			server.close();
		},
	);

	test("retries with the same key if there was no response", async () => {
		let isDown = true;
		const { keys, server } = await listenForSessions(() =>
			isDown ? undefined : 201,
		);
		const [running, url] = await serve(block);
		expect((await post(url, "8842")).status).toBe(503);
		isDown = false;
		expect((await post(url, "8842")).status).toBe(303);
		expect(keys).toStrictEqual(Array(4).fill("order-8842-30000-checkout-1"));
		await running.stop();
		server.close();
	});
});

test("the guide's checkout keeps its key until there is a response, and only for one total", async () => {
	const statuses = [undefined, undefined, undefined, 500, 201, 201];
	const { keys, server } = await listenForSessions((index) => statuses[index]);
	const block = await put(recipe("openapi/guides/idempotency.md", "In code"));
	// The outcomes of the calls: no response, an error, a session, the same session, one for another total.
	const file = await put(`
		import { checkoutUrl } from "./${block}";
		let order = { id: "8842", total: 30_000 };
		const call = () => checkoutUrl(order, async (saved) => void (order = saved));
		for (const total of [30_000, 30_000, 30_000, 30_000, 25_000]) {
			order = { ...order, total };
			console.log(await call().catch((error) => error.name));
		}
	`);
	const { code, err, out } = await folder.run(file);
	expect(code, err).toBe(0);
	const url = expect.stringMatching(/^https:/);
	expect(out.trim().split("\n")).toStrictEqual([
		"ConnectionError",
		"ServerError",
		url,
		url,
		url,
	]);
	const [first, second, third] = [...new Set(keys)];
	expect(keys).toStrictEqual([
		...Array(6).fill(first),
		...[second, second, third],
	]);
	server.close();
});

describe.each([
	["Express", recipe(PAGE, "A webhook receiver in Express")],
	["Hono", recipe(PAGE, "A webhook receiver in Hono")],
	["the guide", recipe(GUIDE, "A receiver")],
])("the webhook receiver in %s", (_framework, block) => {
	let running: Running;
	let url: string;
	beforeAll(async () => {
		useMockServer();
		[running, url] = await serve(block);
	});
	afterAll(() => running.stop());

	const paid = (id: string) =>
		JSON.stringify({
			id,
			event: "CHECKOUT_COMPLETED",
			timestamp: new Date().toISOString(),
			data: {
				checkout_session_id: `session-${id}`,
				metadata: { order_id: `order-${id}` },
			},
			lomi_environment: "test",
		});
	const deliver = async (
		body: string | undefined,
		signature?: string | undefined,
	) => {
		const { status } = await fetch(`${url}/lomi/events`, {
			method: "POST",
			headers: {
				"Content-Type": "application/json",
				...(signature !== undefined && { "X-Lomi-Signature": signature }),
			},
			...(body !== undefined && { body }),
		});
		return status;
	};
	const sign = (body: string) => signWebhook({ body, secret: SECRET });
	/** How many times an event has been processed, once all earlier ones are done. */
	const done = async (id: string) => {
		const last = paid(`after-${id}`);
		await deliver(last, await sign(last));
		await running.says(new RegExp(`Deliver .*order-after-${id}\\n`));
		return running.said().match(new RegExp(`Deliver .*order-${id}\\n`, "g"))
			?.length;
	};

	test("processes a repeated event once", async () => {
		const body = paid("once");
		const signature = await sign(body);
		expect(await deliver(body, signature)).toBe(204);
		expect(await deliver(body, signature)).toBe(204);
		expect(
			await Promise.all([deliver(body, signature), deliver(body, signature)]),
		).toStrictEqual([204, 204]);
		expect(await done("once")).toBe(1);
	});

	test("rejects what lomi. didn't sign", async () => {
		const body = paid("forged");
		const signature = await sign(body);
		const other = await signWebhook({ body, secret: "whsec_another" });
		const flipped = signature.replace(/.$/, (last) =>
			last === "0" ? "1" : "0",
		);
		for (const wrong of [
			undefined,
			"",
			"x",
			signature.slice(1),
			flipped,
			other,
		])
			expect(await deliver(body, wrong), wrong).toBe(401);
		expect(await deliver(`${body} `, signature)).toBe(401);
		expect(await deliver(undefined)).toBe(401);
		expect(await deliver("", await sign(""))).toBe(401);
		expect(await deliver("{}", await sign("{}"))).toBe(401);
		expect(running.said()).not.toMatch(/Deliver .*forged/);
	});

	test("accepts an event that it doesn't know", async () => {
		const body = paid("new").replace("CHECKOUT_COMPLETED", "MOON_RISEN");
		expect(await deliver(body, await sign(body))).toBe(204);
		await running.says(/Nothing to do for MOON_RISEN/);
	});

	test("accepts bodies up to the size limit", async () => {
		const event = JSON.parse(paid("large"));
		const sized = (bytes: number) =>
			JSON.stringify({ ...event, padding: "x".repeat(bytes) });
		const large = sized(900_000);
		expect(await deliver(large, await sign(large))).toBe(204);
		const huge = sized(1_200_000);
		expect(await deliver(huge, await sign(huge))).toBe(413);
	});
});

test.each(["Express", "Hono"])(
	"the webhook receiver in %s returns 500, not 401, without a secret",
	async (framework) => {
		vi.stubEnv("LOMI_WEBHOOK_SECRET", "");
		const [running, url] = await serve(
			recipe(PAGE, `A webhook receiver in ${framework}`),
		);
		const { status } = await fetch(`${url}/lomi/events`, {
			method: "POST",
			headers: { "X-Lomi-Signature": "0".repeat(64) },
			body: "{}",
		});
		expect(status).toBe(500);
		await running.says(/secret is missing/);
		await running.stop();
	},
);

test("you can send yourself an event", async () => {
	const [running, url] = await serve(
		recipe(PAGE, "A webhook receiver in Express"),
	);
	vi.stubEnv("WEBHOOK_URL", `${url}/lomi/events`);
	const sender = await put(recipe(PAGE, "Sending yourself an event"));
	for (const _time of ["first", "second"])
		expect((await folder.run(sender)).out).toBe("204\n");
	const { out } = await running.stop();
	expect(out.match(/Deliver order 8842/g)).toHaveLength(1);
});

test("the request in the guide has a valid signature", async () => {
	const [request = ""] = blocks(GUIDE, "http").filter((block) =>
		block.startsWith("POST"),
	);
	const [head = "", body = ""] = request.trimEnd().split("\n\n");
	const signature = /^X-Lomi-Signature: (\w+)$/m.exec(head)?.[1];
	expect(Buffer.byteLength(body)).toBe(147);
	expect(read(GUIDE)).toContain("147 bytes");
	expect(
		await verifyWebhook({ body, signature, secret: SECRET }),
	).toMatchObject({ event: "test.webhook" });
});

describe("a year of transactions as CSV", () => {
	const { data } = exampleOf("listTransactions");
	const [example] = data as Record<string, unknown>[];
	const AWKWARD = [
		'Pagne "Wax", 6 yards',
		"deux\nlignes",
		"=HYPERLINK(1)",
		null,
		"-5, +3",
	];
	/** 250 transactions, newest first, some with characters that CSV must quote. */
	const transactions = Array.from({ length: 250 }, (_, index) => ({
		...example,
		transaction_id: `t${index}`,
		status: index % 50 === 49 ? "failed" : "completed",
		description: index in AWKWARD ? AWKWARD[index] : "Commande",
		net_amount: index === 5 ? -2360 : 28840,
	}));

	/** Runs the recipe against a paginated server, optionally with a total. `refuse` is a page that fails. */
	async function run(
		file: string,
		{ refuse = 0, repeat = false, total = undefined as number | undefined },
	) {
		const queries: URLSearchParams[] = [];
		const server = await listen(async ({ url = "" }) => {
			const query = new URL(url, "http://x").searchParams;
			queries.push(query);
			const page = repeat ? 1 : Number(query.get("page") ?? 1);
			if (page === refuse) return [401, { error: { message: "No" } }];
			const limit = Number(query.get("limit"));
			const items = transactions.slice((page - 1) * limit, page * limit);
			const meta = { current_page: page, per_page: limit, total };
			return [200, { success: true, data: items, meta, environment: "test" }];
		});
		vi.stubEnv("LOMI_API_URL", server.url);
		const ended = await folder.run(await put(CSV), file);
		server.close();
		return { ...ended, queries, path: join(folder.path, file) };
	}

	test.each([undefined, 250])(
		"has every line once, quoted if needed, from a fixed window: total %s",
		async (total) => {
			const began = Date.now();
			const { code, queries, path } = await run("year.csv", { total });
			expect(code).toBe(0);
			expect(queries).toHaveLength(3);
			const [first] = queries;
			const from = new Date(first?.get("from_date") ?? "");
			const to = new Date(first?.get("to_date") ?? "");
			expect(to.getUTCFullYear() - from.getUTCFullYear()).toBe(1);
			expect(to.getTime()).toBeGreaterThanOrEqual(began);
			expect(to.getTime()).toBeLessThanOrEqual(Date.now());
			for (const query of queries) {
				expect(query.get("from_date")).toBe(from.toISOString());
				expect(query.get("to_date")).toBe(to.toISOString());
				expect(query.get("limit")).toBe("100");
			}

			const csv = readFileSync(path, "utf8");
			expect(csv.endsWith("\r\n")).toBe(true);
			expect(csv.startsWith("created_at,transaction_id,")).toBe(true);
			const ids = transactions
				.filter(({ status }) => status === "completed")
				.map(({ transaction_id }) => transaction_id);
			expect(
				[...csv.matchAll(/^[^,\n]+,(t\d+),/gm)].map(([, id]) => id),
			).toStrictEqual(ids);
			const lineOf = (id: string) => csv.split(`,${id},`)[1]?.split("\r\n")[0];
			expect(lineOf("t0")).toMatch(/,28840,WAVE,"Pagne ""Wax"", 6 yards"$/);
			expect(lineOf("t1")).toMatch(/,"deux\nlignes"$/);
			expect(lineOf("t2")).toMatch(/,'=HYPERLINK\(1\)$/);
			expect(lineOf("t3")).toMatch(/,WAVE,$/);
			expect(lineOf("t4")).toMatch(/,"'-5, \+3"$/);
			expect(lineOf("t5")).toMatch(/,30000,1160,-2360,WAVE,Commande$/);
			expect(existsSync(`${path}.part`)).toBe(false);
		},
	);

	test("leaves no incomplete file under the final name", async () => {
		const { code, err, path } = await run("broken.csv", { refuse: 2 });
		expect(code).toBe(1);
		expect(err).toContain("AuthenticationError");
		expect(existsSync(path)).toBe(false);
	});

	test("leaves no such file if the server repeats one page, as the mock does", async () => {
		const { code, err, path } = await run("short.csv", {
			repeat: true,
			total: 250,
		});
		expect(code).toBe(1);
		expect(err).toContain("Received only 100 of 250.");
		expect(existsSync(path)).toBe(false);

		vi.stubEnv("LOMI_API_URL", mock.baseUrl);
		const ended = await folder.run(await put(CSV), "mock.csv");
		expect(ended.code).toBe(1);
		expect(ended.err).toMatch(/Received only \d+ of \d+\./);
		expect(existsSync(join(folder.path, "mock.csv"))).toBe(false);
	});
});

describe("retries that survive a crash", () => {
	const state = () => join(folder.path, "order-8842.json");
	beforeEach(() => rm(state(), { force: true }));

	test("use one key until there is a response, over several runs, and then send nothing", async () => {
		const sent: string[] = [];
		let isDown = true;
		const server = await listen(async (request) => {
			const body = await text(request);
			sent.push(`${request.headers["idempotency-key"]} ${body}`);
			if (isDown) request.socket.destroy();
			return [201, exampleOf("createCheckoutSession")];
		});
		vi.stubEnv("LOMI_API_URL", server.url);
		const file = await put(recipe(PAGE, "Retries that survive a crash"));

		const first = await folder.run(file);
		expect(first.code).toBe(1);
		expect(first.err).toContain("may have been carried out");
		expect(sent).toHaveLength(3);

		isDown = false;
		const second = await folder.run(file);
		expect(second).toMatchObject({
			code: 0,
			out: expect.stringMatching(/^https:/),
		});
		expect(sent).toHaveLength(4);
		expect(new Set(sent).size).toBe(1);

		expect(await folder.run(file)).toStrictEqual(second);
		expect(sent).toHaveLength(4);
		server.close();
	});

	test("stop before the key expires", async () => {
		const file = await put(recipe(PAGE, "Retries that survive a crash"));
		await writeFile(
			state(),
			JSON.stringify({
				idempotencyKey: "old",
				createdAt: new Date(Date.now() - 24 * 3_600_000).toISOString(),
				body: {},
			}),
		);
		const { code, err } = await folder.run(file);
		expect(code).toBe(1);
		expect(err).toContain("too old");
	});
});

test.each([
	["Testing with a fake fetch", 2],
	["Testing against a local server", 3],
])("%s passes its tests", async (heading, count) => {
	useSandbox();
	const file = await put(recipe(PAGE, heading));
	const { code, out } = await folder.run("--test", "--test-reporter=tap", file);
	expect(out).toContain(`# pass ${count}\n`);
	expect(code).toBe(0);
});

/** The first example of an operation's 2xx response. */
function exampleOf(id: string): Record<string, unknown> {
	const operation = operations.find((candidate) => candidate.id === id);
	const success = operation?.answers.find(({ status }) => status < 300);
	const [example] = success?.body?.examples ?? [];
	return example?.value as Record<string, unknown>;
}

type Answerer = (request: IncomingMessage) => Promise<[number, object]>;

/**
 * A fake server that creates checkout sessions, and stores the first response for each key.
 *
 * @param statusOf The status of a new response; undefined closes the connection. `index` is 0 for the first.
 */
async function listenForSessions(
	statusOf: (index: number) => number | undefined,
) {
	const keys: unknown[] = [];
	const kept = new Map<unknown, { sent: string; status: number }>();
	let index = 0;
	const server = await listen(async (request) => {
		const key = request.headers["idempotency-key"];
		const sent = await text(request);
		keys.push(key);
		const known = kept.get(key);
		const status = known?.status ?? statusOf(index++);
		if (status === undefined) request.socket.destroy();
		else kept.set(key, { status, sent: known?.sent ?? sent });
		if (known && known.sent !== sent)
			return [409, { error: { message: "Conflict" } }];
		return status === 201
			? [status, exampleOf("createCheckoutSession")]
			: [status ?? 500, { error: { message: "No" } }];
	});
	vi.stubEnv("LOMI_API_URL", server.url);
	return { keys, server };
}

/** A fake server instead of lomi. */
async function listen(
	answer: Answerer,
): Promise<{ url: string; close(): void }> {
	const server: Server = createServer(async (request, response) => {
		const [status, body] = await answer(request);
		response.writeHead(status, { "Content-Type": "application/json" });
		response.end(JSON.stringify(body));
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
