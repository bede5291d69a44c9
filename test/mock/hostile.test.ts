/** 1,000 malformed requests. Each gets a 4xx in the API's error format, or the connection is closed; none crashes the mock. */
import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { KEY, type RunningMock, useMock } from "../api.ts";
import {
	check,
	createNoise,
	get,
	post,
	type Refused,
	raw as rawTo,
	refused as refusedByAll,
	seeded,
} from "../hostile.ts";
import { some } from "../some.ts";

const faults: string[] = [];
const mock = useMock({ onFault: (trace) => faults.push(trace) });

const portOf = ({ baseUrl }: RunningMock) => Number(new URL(baseUrl).port);
const raw = (bytes: Buffer | string, options?: Parameters<typeof rawTo>[2]) =>
	rawTo(portOf(mock), bytes, options);

const refused: Refused[] = [
	...refusedByAll,
	[
		"a Prefer for an unknown response",
		400,
		"has no answer for `Prefer: code=999, example=__proto__`",
		get("/v1/customers", ["Prefer: code=999, example=__proto__"]),
	],
	[
		"a preference that is not a number",
		400,
		"`Prefer: code=NaN`",
		get("/v1/customers", ["Prefer: code=NaN"]),
	],
];

test.each(some(refused))(
	"%s is rejected with %i: %s",
	async (what, status, reason, request) => {
		const answer = await raw(request, { patience: 2_000 });
		check(answer, what);
		expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
		expect(
			JSON.parse(answer.slice(answer.indexOf("{"))).error.details,
		).toContain(reason);
	},
);

test.each(some(refused))(
	"%s, from a client that disconnects at once, crashes nothing",
	async (_what, _status, _reason, request) => {
		for (let times = 0; times < 5; times++) {
			const socket = connect(portOf(mock), "127.0.0.1");
			socket.on("error", () => {});
			await once(socket, "connect");
			socket.write(request);
			socket.resetAndDestroy();
		}
		const { status } = await fetch(`${mock.baseUrl}/providers`, {
			headers: { "x-api-key": KEY },
		});
		expect(status).toBe(200);
	},
);

test("an Accept with a quoted or trailing comma is accepted", async () => {
	for (const accept of ['text/html;x="a,b", */*', "application/json,"]) {
		expect(await raw(get("/v1/customers", [`Accept: ${accept}`]))).toMatch(
			/^HTTP\/1\.1 200 /,
		);
	}
});

test("brackets in strings and deep objects in free-form fields are accepted", async () => {
	const send = async (body: object) =>
		(await raw(post(JSON.stringify(body)))).slice(0, 12);
	expect(await send({ name: "[".repeat(500) })).toBe("HTTP/1.1 201");
	expect(
		await send({
			name: "Awa",
			metadata: JSON.parse(`${'{"a":'.repeat(500)}1${"}".repeat(500)}`),
		}),
	).toBe("HTTP/1.1 201");
});

describe("stalled connections", () => {
	test.each([
		["nothing sent", ""],
		["half a request line", "GET /v1/cust"],
		["half the headers", "GET /v1/customers HTTP/1.1\r\nHost: x\r\nX-API"],
		[
			"half a body",
			`POST /v1/customers HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEY}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"name"`,
		],
	])("%s: left open, and closed", async (what, request) => {
		check(await raw(request, { patience: 100 }), what);
		check(await raw(request, { end: true }), what);
	});
});

test("it still responds after 1,000 requests of random bytes", async () => {
	const noise = createNoise(seeded(20250405));
	for (let sent = 0; sent < 1_000; sent += 20) {
		const batch = Array.from({ length: 20 }, (_, index) => noise(sent + index));
		const answers = await Promise.all(
			batch.map((request) => raw(request, { end: true })),
		);
		// Valid HTTP framing gets a response; for random bytes, the connection may just be closed.
		for (const [index, answer] of answers.entries())
			check(answer, JSON.stringify(String(batch[index]).slice(0, 300)));
	}
	const response = await fetch(`${mock.baseUrl}/customers`, {
		headers: { "x-api-key": KEY },
	});
	expect(response.status).toBe(200);
	expect(faults).toStrictEqual([]);
});
