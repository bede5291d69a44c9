/** 1,000 requests that nobody should send. Each is answered with a 4xx in the house shape, or the connection is closed; none ends the mock. */
import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { ERROR, KEY, useMock, validator } from "../contract.ts";

const log: string[] = [];
const mock = useMock((line) => log.push(line));

/** Sends bytes as they are and gives what comes back until the other side closes, or until `patience` ms without a word. */
async function raw(
	bytes: Buffer | string,
	{ patience = 300, end = false } = {},
): Promise<string> {
	const socket = connect(Number(new URL(mock.baseUrl).port), "127.0.0.1");
	let answer = "";
	socket.setTimeout(patience, () => socket.destroy());
	socket.on("data", (chunk) => {
		answer += chunk.toString("latin1");
	});
	socket.on("error", () => {});
	await once(socket, "connect");
	if (end) socket.end(bytes);
	else socket.write(bytes);
	await once(socket, "close");
	return answer;
}

/** Holds an answer to what is promised: nothing at all, or a 4xx in the house shape. */
function check(answer: string, sent: string): void {
	if (answer === "") return;
	const [head = "", ...rest] = answer.split("\r\n\r\n");
	expect(head, sent).toMatch(/^HTTP\/1\.1 4\d\d /);
	expect(head.toLowerCase(), sent).toContain("content-type: application/json");
	const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
	const body = rest.join("\r\n\r\n").slice(0, length);
	expect(validator.value(ERROR, JSON.parse(body)), sent).toStrictEqual([]);
}

const get = (target: string, headers: string[] = []) =>
	[
		`GET ${target} HTTP/1.1`,
		"Host: x",
		`X-API-Key: ${KEY}`,
		...headers,
		"Connection: close",
		"",
		"",
	].join("\r\n");
const post = (
	body: string,
	headers: string[] = ["Content-Type: application/json"],
) =>
	[
		"POST /v1/customers HTTP/1.1",
		"Host: x",
		`X-API-Key: ${KEY}`,
		...headers,
		`Content-Length: ${Buffer.byteLength(body)}`,
		"Connection: close",
		"",
		body,
	].join("\r\n");

/** A generator of the same numbers each time, so that a failure can be seen again (mulberry32). */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const random = seeded(20250405);
const bytes = (length: number) =>
	Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
const printable = (length: number) =>
	Array.from({ length }, () =>
		String.fromCharCode(33 + Math.floor(random() * 94)),
	).join("");

const refused: [what: string, request: string][] = [
	["a malformed percent escape", get("/v1/customers/%E0%A4%A")],
	["a percent sign alone", get("/v1/customers/%")],
	["a malformed escape in the query", get("/v1/customers?email=%ZZ")],
	["two slashes", get("//")],
	["two slashes before the version", get("//v1/customers")],
	["two slashes after the version", get("/v1//customers")],
	["dots", get("/v1/../v1/customers")],
	["encoded dots", get("/v1/%2e%2e/customers")],
	["no version", get("/customers")],
	["the version alone", get("/v1")],
	["an unknown path", get("/v1/nothing")],
	["an empty ID", get("/v1/customers/")],
	["a NUL in the path", get("/v1/customers/%00")],
	["an Accept of noise", get("/v1/customers", ["Accept: ;;;,,,"])],
	["an Accept without a slash", get("/v1/customers", ["Accept: json"])],
	[
		"an Accept that leaves JSON out",
		get("/v1/customers", ["Accept: text/html"]),
	],
	["a Content-Type of noise", post("{}", ["Content-Type: ;;/;"])],
	["an empty Content-Type", post("{}", ["Content-Type:"])],
	["another Content-Type", post("{}", ["Content-Type: text/plain"])],
	[
		"an unknown charset",
		post("{}", ["Content-Type: application/json; charset=utf-7"]),
	],
	["JSON cut off", post('{"name":')],
	["not JSON", post("name=Awa")],
	["a string as body", post('"Awa"')],
	["null as body", post("null")],
	[
		"deep JSON",
		post(
			`{"name":"Awa","metadata":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`,
		),
	],
	["deep brackets", post("[".repeat(100_000))],
	["a body too large", post(JSON.stringify({ name: "x".repeat(1_100_000) }))],
	["bytes that are no text", post("\xff\xfe\x00")],
	["a method that isn't there", get("/v1/customers").replace("GET", "PUT")],
	["OPTIONS for everything", get("*").replace("GET", "OPTIONS")],
	["TRACE", get("/v1/customers").replace("GET", "TRACE")],
	["an expectation", get("/v1/customers", ["Expect: miracle"])],
	["huge headers", get("/v1/customers", [`X-Long: ${"x".repeat(100_000)}`])],
	[
		"many headers",
		get(
			"/v1/customers",
			Array.from({ length: 3_000 }, (_, index) => `X-${index}: y`),
		),
	],
	[
		"a Prefer for what isn't there",
		get("/v1/customers", ["Prefer: code=999, example=__proto__"]),
	],
	[
		"a preference that is no number",
		get("/v1/customers", ["Prefer: code=NaN"]),
	],
	["a duplicate parameter", get("/v1/customers?page=1&page=2")],
	["a number too large", get("/v1/customers?page=99999999999999999999")],
	["HTTP/9", "GET / HTTP/9.9\r\n\r\n"],
	["no HTTP", "hello\r\n\r\n"],
	[
		"two lengths",
		post("{}", ["Content-Type: application/json", "Content-Length: 7"]),
	],
	[
		"a length and chunks",
		post("{}", [
			"Content-Type: application/json",
			"Transfer-Encoding: chunked",
		]),
	],
	[
		"a chunk that is none",
		`${get("/v1/customers", ["Transfer-Encoding: chunked"]).replace("GET", "POST")}zz\r\n`,
	],
	[
		"CONNECT",
		"CONNECT example.ci:443 HTTP/1.1\r\nHost: example.ci:443\r\n\r\n",
	],
];

test.each(refused)(
	"%s is refused in the house shape",
	async (what, request) => {
		const answer = await raw(request, { patience: 2_000 });
		expect(answer, what).not.toBe("");
		check(answer, what);
	},
);

describe("connections that don't go on", () => {
	test.each([
		["nothing sent", ""],
		["half a request line", "GET /v1/cust"],
		["half the headers", "GET /v1/customers HTTP/1.1\r\nHost: x\r\nX-API"],
		[
			"half a body",
			`POST /v1/customers HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEY}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"name"`,
		],
	])("%s: left open, and ended", async (what, request) => {
		check(await raw(request, { patience: 100 }), what);
		check(await raw(request, { end: true }), what);
	});
});

test("1,000 requests of noise leave it answering", {
	timeout: 60_000,
}, async () => {
	const kinds = [
		() => bytes(1 + Math.floor(random() * 400)),
		() =>
			Buffer.concat([
				Buffer.from("GET /v1/"),
				bytes(40),
				Buffer.from(" HTTP/1.1\r\nHost: x\r\n\r\n"),
			]),
		() => get(`/v1/customers/${printable(30).replaceAll(/[ #?]/g, "%")}`),
		() => get(`/v1/${printable(20)}`),
		() => get("/v1/customers", [`Accept: ${printable(30)}`]),
		() => get(`/v1/customers?page=${printable(12)}`),
		() =>
			get("/v1/nothing", [
				`Prefer: ${printable(30)}`,
				`X-API-Key: ${printable(10)}`,
			]),
		() => post(printable(50), [`Content-Type: ${printable(20)}`]),
		() => post(printable(200)),
		() => post(`${"[".repeat(1 + Math.floor(random() * 5_000))}`),
	];
	for (let sent = 0; sent < 1_000; sent += 20) {
		const batch = Array.from(
			{ length: 20 },
			(_, index) => kinds[(sent + index) % kinds.length]?.() ?? "",
		);
		const answers = await Promise.all(
			batch.map((request) => raw(request, { end: true })),
		);
		for (const [index, answer] of answers.entries())
			check(answer, JSON.stringify(String(batch[index]).slice(0, 300)));
	}
	const response = await fetch(`${mock.baseUrl}/customers`, {
		headers: { "x-api-key": KEY },
	});
	expect(response.status).toBe(200);
	expect(log.filter((line) => line.includes("    at "))).toStrictEqual([]);
});
