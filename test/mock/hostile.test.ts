/** 1,000 requests that nobody should send. Each is answered with a 4xx in the house shape, or the connection is closed; none ends the mock. */
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
		"a Prefer for what isn't there",
		400,
		"has no answer for `Prefer: code=999, example=__proto__`",
		get("/v1/customers", ["Prefer: code=999, example=__proto__"]),
	],
	[
		"a preference that is no number",
		400,
		"`Prefer: code=NaN`",
		get("/v1/customers", ["Prefer: code=NaN"]),
	],
];

test.each(some(refused))(
	"%s is refused with %i: %s",
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
	"%s, from somebody who hangs up at once, ends nothing",
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

test("an Accept with a comma in quotes, or after its last range, can be read", async () => {
	for (const accept of ['text/html;x="a,b", */*', "application/json,"]) {
		expect(await raw(get("/v1/customers", [`Accept: ${accept}`]))).toMatch(
			/^HTTP\/1\.1 200 /,
		);
	}
});

test("brackets in a text are text, and a deep object in a free field is taken", async () => {
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

test("1,000 requests of noise leave it answering", async () => {
	const noise = createNoise(seeded(20250405));
	for (let sent = 0; sent < 1_000; sent += 20) {
		const batch = Array.from({ length: 20 }, (_, index) => noise(sent + index));
		const answers = await Promise.all(
			batch.map((request) => raw(request, { end: true })),
		);
		// What is framed as HTTP gets a word; noise may find a closed door.
		for (const [index, answer] of answers.entries())
			check(answer, JSON.stringify(String(batch[index]).slice(0, 300)));
	}
	const response = await fetch(`${mock.baseUrl}/customers`, {
		headers: { "x-api-key": KEY },
	});
	expect(response.status).toBe(200);
	expect(faults).toStrictEqual([]);
});
