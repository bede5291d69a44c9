/** Requests that are sent again go through everything that any request does. */
import { describe, expect, test } from "vitest";
import { createSandbox } from "../../../packages/sandbox/index.ts";
import { idempotencyHeader } from "../../../packages/spec/operations.ts";
import { BASE, controlDocument, document } from "../../bundle.ts";
import { raw } from "../../hostile.ts";
import { startControlled, useControlled } from "../setup/control.ts";
import { FIRST, KEY_HEADER, SECOND } from "../setup/sandbox.ts";

const sandbox = useControlled();

/** Sends the bytes of a request, and returns the record of it. */
const send = async (
	line: string,
	headers: string[] = [],
	body = "",
	to = sandbox,
) => {
	const { port } = new URL(to.url);
	const all = [
		`${line} HTTP/1.1`,
		"Host: LOCALHOST",
		"Connection: close",
		...headers,
		...(body ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
	];
	const { data: before } = await to.control.requests.list({ limit: 1 });
	await raw(Number(port), `${all.join("\r\n")}\r\n\r\n${body}`);
	const latest = async () =>
		(await to.control.requests.list({ limit: 1 })).data[0];
	await expect
		.poll(async () => (await latest())?.request_id)
		.not.toBe(before[0]?.request_id);
	const record = await latest();
	if (!record) throw new Error("Nothing was recorded.");
	return record;
};
const key = `${KEY_HEADER}: ${FIRST.api_key}`;
const json = "Content-Type: application/json";
const resend = async (id: string, body?: unknown) =>
	(
		await sandbox.control.requests.resend(
			id,
			body === undefined ? {} : { body },
		)
	).data;
const customers = async () =>
	(
		await sandbox.database
			.selectFrom("customers")
			.select(({ fn }) => fn.countAll<number>().as("number"))
			.executeTakeFirstOrThrow()
	).number;

test("is done again, with its own key and without its idempotency key", async () => {
	const before = await customers();
	const first = await send(
		`POST ${BASE}/customers`,
		[key, json, `${idempotencyHeader(document)}: once`, "X-Own: é"],
		'{"name":"Awa"}',
	);
	const second = await resend(first.request_id);
	expect(second.status).toBe(201);
	expect(await customers()).toBe(before + 2);
	expect(second.request_id).not.toBe(first.request_id);
	expect(second).toMatchObject({
		method: "POST",
		path: first.path,
		operation: "createCustomer",
		merchant_id: FIRST.merchant_id,
		request_body: { name: "Awa" },
	});
	const { host } = new URL(sandbox.url);
	const { "x-own": own = "", ...headers } = second.request_headers;
	expect(headers).toStrictEqual({
		host,
		[KEY_HEADER.toLowerCase()]: "lomi_sk_test_***",
		"content-type": "application/json",
		"content-length": "14",
	});
	expect(own).toBe(first.request_headers["x-own"]);
	// It is in the list, and can be sent again itself.
	const { data } = await sandbox.control.requests.list({ limit: 1 });
	expect(data[0]).toStrictEqual(second);
	expect((await resend(second.request_id)).status).toBe(201);
});

test("is another merchant's if it was", async () => {
	const other = await send(`GET ${BASE}/products`, [
		`${KEY_HEADER}: ${SECOND.api_key}`,
	]);
	expect(await resend(other.request_id)).toMatchObject({
		merchant_id: SECOND.merchant_id,
		status: 200,
	});
});

test.each<[string, string[], string]>([
	["text that isn't JSON", [json], "name=Awa"],
	["a wrong type", ["Content-Type: text/plain"], '{"name":"Awa"}'],
	["a number that JSON can't keep", [json], '{"name":9007199254740993}'],
	["a name given twice", [json], '{"name":"A","name":"B"}'],
	["an encoding", [json, "Content-Encoding: gzip"], '{"name":"Awa"}'],
	["what accepts no JSON", [json, "Accept: text/html"], '{"name":"Awa"}'],
])("is refused alike with %s", async (_, headers, body) => {
	const first = await send(`POST ${BASE}/customers`, [key, ...headers], body);
	expect(first.status).toBeGreaterThanOrEqual(400);
	const second = await resend(first.request_id);
	expect(second.status).toBe(first.status);
	expect(second.response_body).toStrictEqual(first.response_body);
	expect(second.request_body).toStrictEqual(first.request_body);
});

test.each<[string, string, number, string[]?]>([
	["no key", "GET /customers", 401],
	["a HEAD", "HEAD /products", 401],
	["a path that isn't there", "GET /nothing", 404],
	["a method that isn't taken", "DELETE /products", 405],
	["a malformed escape", "GET /customers/%E0%A4%A", 400],
	["one in the query", "GET /customers?x=%E0%A4%A", 400, [key]],
	["dots", "GET /../_sandbox/clock", 404],
	["more dots", "GET /%2e%2e/_sandbox/clock", 404],
	["slashes", "GET //customers//x", 404],
	["a fragment", "GET /customers#top", 401],
])("goes where it went, with %s", async (_, line, status, headers) => {
	const first = await send(line.replace(" ", ` ${BASE}`), headers);
	const second = await resend(first.request_id);
	expect(first.status).toBe(status);
	for (const each of [second, await resend(second.request_id)])
		expect(each).toMatchObject({
			method: first.method,
			path: first.path,
			operation: first.operation,
			status,
			response_body: first.response_body,
		});
});

test("has the same bytes, also those that are no text", async () => {
	const body = Buffer.from('{"name":"\u00ff"}', "latin1");
	await fetch(`${sandbox.url}${BASE}/customers`, {
		method: "POST",
		headers: {
			[KEY_HEADER]: FIRST.api_key,
			"content-type": "application/json",
		},
		body,
	});
	const { data } = await sandbox.control.requests.list();
	const second = await resend(data[0]?.request_id ?? "");
	expect(second.status).toBe(400);
	expect(second.response_body).toStrictEqual(data[0]?.response_body);
	expect(second.request_headers["content-length"]).toBe(String(body.length));
});

describe("another body", () => {
	test("takes the place of the old one, with its type", async () => {
		const first = await send(
			`POST ${BASE}/customers`,
			[key, "Content-Type: text/plain", "Content-Encoding: br"],
			"nothing",
		);
		expect(first.status).toBe(400);
		expect(await resend(first.request_id, { name: "Awa" })).toMatchObject({
			status: 201,
			request_body: { name: "Awa" },
		});
	});

	test.each([
		null,
		[],
		"text",
		5,
		{ name: null },
		{ __proto__: null, a: [{}] },
	])("may be %j", async (body) => {
		const first = await send(`POST ${BASE}/customers`, [key]);
		const second = await resend(first.request_id, body);
		expect(second.status).toBe(400);
		expect(second.request_body).toStrictEqual(JSON.parse(JSON.stringify(body)));
	});

	test("is needed where the first was never read", async () => {
		const body = "x".repeat(1_000_001);
		const first = await send(`POST ${BASE}/customers`, [key, json], body);
		expect(first).toMatchObject({ status: 413, request_body: null });
		await expect(resend(first.request_id)).rejects.toMatchObject({
			status: 409,
			details: `The sandbox never read the body of \`${first.request_id}\`. Send another one, as \`body\`.`,
		});
		const second = await resend(first.request_id, { name: "Awa" });
		expect(second.status).toBe(201);
	});
});

describe("faults", () => {
	test("count it, and go wrong with it", async () => {
		const first = await send(`GET ${BASE}/products`, [key]);
		const { data: fault } = await sandbox.control.faults.create({
			kind: "request",
			nth: 2,
			status: 429,
			retry_after: 3,
		});
		expect((await resend(first.request_id)).status).toBe(200);
		expect(await resend(first.request_id)).toMatchObject({
			status: 429,
			fault_id: fault.fault_id,
		});
	});

	test.each(["before", "after"] as const)(
		"drop it %s it was done, and it is told so",
		async (drop) => {
			const before = await customers();
			const first = await send(
				`POST ${BASE}/customers`,
				[key, json],
				'{"name":"Awa"}',
			);
			await sandbox.control.faults.create({ kind: "request", drop });
			const second = await resend(first.request_id);
			expect(second).toMatchObject({ status: null, response_body: null });
			expect(await customers()).toBe(before + (drop === "after" ? 2 : 1));
		},
	);
});

test("many at once each get their own", async () => {
	const paths = Array.from(
		{ length: 30 },
		(_, n) => `${BASE}/products?limit=${n}`,
	);
	const ids: string[] = [];
	for (const path of paths)
		ids.push((await send(`GET ${path}`, [key])).request_id);
	const sent = await Promise.all(ids.map((id) => resend(id)));
	expect(sent.map(({ path }) => path)).toStrictEqual(paths);
	expect(new Set(sent.map(({ request_id }) => request_id)).size).toBe(30);
});

test("counts for rate limits, and goes to the description that is loaded", async () => {
	const limited = await startControlled({ rateLimit: true });
	const first = await send(`GET ${BASE}/products`, [key], "", limited);
	const again = async () =>
		(await limited.control.requests.resend(first.request_id)).data;
	const { "/products": _, ...paths } = document.paths;
	const statuses = new Set<number | null>();
	for (let n = 0; n < 130; n++) statuses.add((await again()).status);
	expect([...statuses]).toStrictEqual([200, 429]);
	await limited.load({ ...document, paths } as typeof document).catch(() => {});
	await limited.load(document, controlDocument);
	expect((await again()).status).toBe(200);
	await limited.close();
});

test("needs no address", async () => {
	const started = await createSandbox({ empty: true });
	const ask = (method: "GET" | "POST", url: string, headers = {}) =>
		started.app.inject({ method, url, headers });
	await ask("GET", `${BASE}/products`, { [KEY_HEADER]: FIRST.api_key });
	const { data } = (await ask("GET", "/_sandbox/requests")).json();
	const at = `/_sandbox/requests/${data[0].request_id}/resend`;
	const answer = await ask("POST", at);
	expect([answer.statusCode, answer.json().data.status]).toStrictEqual([
		201, 200,
	]);
	await started.close();
});

test("one that isn't kept is unknown", async () => {
	await expect(resend("req_1")).rejects.toMatchObject({
		status: 404,
		details:
			"There is no request `req_1`, or it is no longer kept: the last 10,000 are, until a reset or the sandbox's end.",
	});
});
