/** Malformed requests for all of our servers, and the allowed responses. */
import { once } from "node:events";
import { connect } from "node:net";
import { expect } from "vitest";
import { ERROR, KEY, violations } from "./bundle.ts";

/** Sends raw bytes. Returns what it receives until the server closes the connection, or until `patience` ms of silence. */
export async function raw(
	port: number,
	bytes: Buffer | string,
	{ patience = 300, end = false } = {},
): Promise<string> {
	const socket = connect(port, "127.0.0.1");
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

/** A raw HTTP response. */
export interface Said {
	status: number;
	head: string;
	body: string;
}

/** Parses the complete responses. */
export function answersIn(text: string): Said[] {
	const answers: Said[] = [];
	for (let at = 0; at < text.length; ) {
		const end = text.indexOf("\r\n\r\n", at);
		if (end < 0) break;
		const head = text.slice(at, end);
		const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
		const status = Number(
			head.slice("HTTP/1.1 ".length, "HTTP/1.1 200".length),
		);
		at = end + 4 + length;
		if (at > text.length) break;
		if (status >= 200)
			answers.push({ status, head, body: text.slice(end + 4, at) });
	}
	return answers;
}

/** Asserts that there is no response, or a 4xx in the API's error format. */
export function check(answer: string, sent: string): void {
	if (answer === "") return;
	const [head = "", ...rest] = answer.split("\r\n\r\n");
	expect(head, sent).toMatch(/^HTTP\/1\.1 4\d\d /);
	expect(head.toLowerCase(), sent).toContain("content-type: application/json");
	const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
	const body = rest.join("\r\n\r\n").slice(0, length);
	expect(violations(ERROR, JSON.parse(body)), sent).toStrictEqual([]);
}

export const get = (target: string, headers: string[] = []) =>
	[
		`GET ${target} HTTP/1.1`,
		"Host: localhost",
		`X-API-Key: ${KEY}`,
		...headers,
		"Connection: close",
		"",
		"",
	].join("\r\n");
export const post = (
	body: string,
	headers: string[] = ["Content-Type: application/json"],
) =>
	[
		"POST /v1/customers HTTP/1.1",
		"Host: localhost",
		`X-API-Key: ${KEY}`,
		...headers,
		`Content-Length: ${Buffer.byteLength(body)}`,
		"Connection: close",
		"",
		body,
	].join("\r\n");

/** A seeded random number generator (mulberry32), so that failures can be reproduced. */
export function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const LARGE = JSON.stringify({ name: "x".repeat(1_100_000) });
const CUSTOMER = '{"name":"Awa Koné"}';
/** A request, the expected status, and part of the message. */
export type Refused = [
	what: string,
	status: number,
	reason: string,
	request: string | Buffer,
];

/** For all servers. */
export const refused: Refused[] = [
	[
		"a malformed percent escape",
		400,
		"percent escape",
		get("/v1/customers/%E0%A4%A"),
	],
	["a percent sign alone", 400, "percent escape", get("/v1/customers/%")],
	[
		"a malformed escape in the query",
		400,
		"percent escape",
		get("/v1/customers?email=%ZZ"),
	],
	["two slashes", 404, "they all start with `/v1/`", get("//")],
	[
		"two slashes before the version",
		404,
		"they all start with `/v1/`",
		get("//v1/customers"),
	],
	["two slashes after the version", 404, "No operation", get("/v1//customers")],
	["dots", 404, "No operation", get("/v1/../v1/customers")],
	["encoded dots", 404, "No operation", get("/v1/%2e%2e/customers")],
	["no version", 404, "they all start with `/v1/`", get("/customers")],
	["the version alone", 404, "they all start with `/v1/`", get("/v1")],
	["an unknown path", 404, "No operation", get("/v1/nothing")],
	["an empty ID", 404, "No operation", get("/v1/customers/")],
	[
		"a NUL in the path",
		400,
		"Invalid `Customer ID` format.",
		get("/v1/customers/%00"),
	],
	[
		"an Accept that wants anything but JSON",
		406,
		"leaves it out",
		get("/v1/customers", ["Accept: application/json;q=0, text/html"]),
	],
	[
		"an Accept that leaves JSON out",
		406,
		"leaves it out",
		get("/v1/customers", ["Accept: text/html"]),
	],
	[
		"a Content-Type of noise",
		400,
		"`Content-Type`",
		post(CUSTOMER, ["Content-Type: ;;/;"]),
	],
	[
		"an empty Content-Type",
		400,
		"`Content-Type`",
		post(CUSTOMER, ["Content-Type:"]),
	],
	["no Content-Type", 400, "`Content-Type`", post(CUSTOMER, [])],
	[
		"another Content-Type",
		400,
		"`Content-Type`",
		post(CUSTOMER, ["Content-Type: text/plain"]),
	],
	[
		"an unknown charset",
		400,
		"`Content-Type`",
		post(CUSTOMER, ["Content-Type: application/json; charset=utf-7"]),
	],
	[
		"an empty idempotency key",
		400,
		"`Idempotency-Key` must have at least 1 character",
		post(CUSTOMER, ["Content-Type: application/json", "Idempotency-Key:"]),
	],
	["JSON cut off", 400, "not valid JSON", post('{"name":')],
	["not JSON", 400, "not valid JSON", post("name=Awa")],
	["a string as body", 400, "must be an object", post('"Awa"')],
	["null as body", 400, "must be an object", post("null")],
	[
		"deep JSON of a wrong type",
		400,
		"`name` must be a string",
		post(`{"name":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`),
	],
	["deep brackets", 400, "not valid JSON", post("[".repeat(100_000))],
	["a body too large", 413, "larger than 1 MB", post(LARGE)],
	[
		"bytes that are no text",
		400,
		"not UTF-8",
		Buffer.concat([
			Buffer.from(post('{"name":"xx"}').slice(0, -4)),
			Buffer.from([0xff, 0xfe]),
			Buffer.from('"}'),
		]),
	],
	...[
		"9007199254740993",
		"1e400",
		"-1e400",
		"1e-400",
		"0.1000000000000000055",
		"12345678901234567890",
	].map(
		(number): Refused => [
			`a number that can't be kept, ${number}`,
			400,
			"`metadata.order_no` is a number that can't be kept exactly. Send it as a string",
			post(`{"name":"Awa","metadata":{"order_no":${number}}}`),
		],
	),
	[
		"half a character",
		400,
		"`name` has a lone surrogate",
		post('{"name":"Awa \\ud800"}'),
	],
	[
		"half a character in a key",
		400,
		"` has a lone surrogate",
		post('{"name":"Awa","metadata":{"\\udc00":1}}'),
	],
	[
		"half a character in bytes",
		400,
		"`metadata.a` is not UTF-8",
		Buffer.concat([
			Buffer.from(
				post('{"name":"Awa","metadata":{"a":"xyz"}}').slice(
					0,
					-'xyz"}}'.length,
				),
			),
			Buffer.from([0xed, 0xa0, 0x80]),
			Buffer.from('"}}'),
		]),
	],
	[
		"a field given twice",
		400,
		"`name` was given more than once",
		post('{"name":"Awa","name":"Ama"}'),
	],
	[
		"a key of metadata given twice, spelled differently",
		400,
		"`metadata.a` was given more than once",
		post('{"name":"Awa","metadata":{"a":1,"\\u0061":2}}'),
	],
	[
		"a method that isn't there",
		405,
		"takes POST, GET",
		get("/v1/customers").replace("GET", "PUT"),
	],
	[
		"OPTIONS for everything",
		404,
		"they all start with `/v1/`",
		get("*").replace("GET", "OPTIONS"),
	],
	[
		"TRACE",
		405,
		"takes POST, GET",
		get("/v1/customers").replace("GET", "TRACE"),
	],
	[
		"an expectation",
		417,
		"`Expect`",
		get("/v1/customers", ["Expect: miracle"]),
	],
	[
		"huge headers",
		431,
		"can't be read as HTTP",
		get("/v1/customers", [`X-Long: ${"x".repeat(100_000)}`]),
	],
	[
		"many headers",
		431,
		"can't be read as HTTP",
		get(
			"/v1/customers",
			Array.from({ length: 3_000 }, (_, index) => `X-${index}: y`),
		),
	],
	[
		"a duplicate parameter",
		400,
		"more than once",
		get("/v1/customers?page=1&page=2"),
	],
	[
		"a number too large",
		400,
		"must be an integer",
		get("/v1/customers?page=99999999999999999999"),
	],
	["HTTP/9", 400, "can't be read as HTTP", "GET / HTTP/9.9\r\n\r\n"],
	["no HTTP", 400, "can't be read as HTTP", "hello\r\n\r\n"],
	[
		"two lengths",
		400,
		"can't be read as HTTP",
		post("{}", ["Content-Type: application/json", "Content-Length: 7"]),
	],
	[
		"a length and chunks",
		400,
		"can't be read as HTTP",
		post("{}", [
			"Content-Type: application/json",
			"Transfer-Encoding: chunked",
		]),
	],
	[
		"CONNECT",
		400,
		"can't be read as HTTP",
		"CONNECT example.ci:443 HTTP/1.1\r\nHost: example.ci:443\r\n\r\n",
	],
];

/** Generates several kinds of random bytes that are rarely a valid request. */
export function createNoise(
	random: () => number,
): (index: number) => string | Buffer {
	const bytes = (length: number) =>
		Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
	const printable = (length: number) =>
		Array.from({ length }, () =>
			String.fromCharCode(33 + Math.floor(random() * 94)),
		).join("");
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
		() => get("/v1/customers?page=0", [`Accept: ${printable(30)}`]),
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
	return (index) => kinds[index % kinds.length]?.() ?? "";
}
