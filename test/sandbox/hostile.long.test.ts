/**
 * 20,000 hostile requests over raw sockets: none crashes the sandbox, blocks it, or gets a 5xx; every response is JSON in the house shape;
 * and memory doesn't grow.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
	invalidRequests,
	validRequests,
} from "../../packages/contract/requests/arbitraries.ts";
import type { MakeRequest } from "../../packages/contract/requests/invalid-requests.ts";
import {
	documentedRequest,
	headersOf,
	type Request,
	targetOf,
	textOf,
} from "../../packages/spec/requests/request.ts";
import { BASE, document, ERROR, operations, violations } from "../bundle.ts";
import { HANGS } from "../hangs.ts";
import {
	answersIn,
	createNoise,
	get,
	post,
	refused,
	type Said,
	seeded,
} from "../hostile.ts";
import {
	createProgram,
	type Program,
	type SandboxProcess,
} from "./setup/process.ts";
import { FIRST, KEY_HEADER } from "./setup/sandbox.ts";

/** Each round sends all kinds in this order. */
const ROUNDS = 8;
const COUNTS = { pipelined: 1_500, spoiled: 625, noise: 250, lies: 125 };
/** Requests in sequence per connection. */
const IN_A_ROW = 50;
const CONNECTIONS = 40;
/** Allowed memory growth per request in bytes: less than a leaked map entry with its key. */
const LEAK = 200;

let program: Program;
let sandbox: SandboxProcess;
let port: number;
beforeAll(async () => {
	program = await createProgram();
	sandbox = program.create();
	port = await sandbox.start();
});
afterAll(async () => {
	await sandbox.kill();
	await program.remove();
});

const random = seeded(20250405);
const below = (limit: number) => Math.floor(random() * limit);
const pick = <Item>(items: readonly Item[]) =>
	items[below(items.length)] as Item;

/** A well-formed request as bytes. */
function framed(request: Request, headers: string[] = []): Buffer {
	const text = textOf(request);
	const body = Buffer.from(text ?? "");
	const head = [
		`${request.method} ${BASE}${targetOf(request)} HTTP/1.1`,
		"Host: localhost",
		...headersOf(request, KEY_HEADER, FIRST.api_key).map((header) =>
			header.join(": "),
		),
		...(text === undefined ? [] : [`Content-Length: ${body.length}`]),
		...headers,
		"",
		"",
	].join("\r\n");
	return Buffer.concat([Buffer.from(head, "latin1"), body]);
}

/** Requests to every operation, valid and invalid. */
function corpus(): Request[] {
	return operations.flatMap((operation) => {
		const good: MakeRequest = (example) =>
			documentedRequest(operation, example);
		const sample = (
			requests: ReturnType<typeof invalidRequests>,
			count: number,
		) => (requests ? fc.sample(requests, { numRuns: count, seed: 1 }) : []);
		return [
			...sample(validRequests(document, operation, good), 4),
			...sample(invalidRequests(document, operation, good), 12),
		];
	});
}

/** Hostile values. */
const VALUES: unknown[] = [
	null,
	true,
	0,
	-1,
	1.5,
	1e300,
	-1e300,
	2 ** 53,
	2 ** 60,
	Number.MIN_VALUE,
	"",
	" ",
	"\u0000",
	"\ud800",
	"💳",
	"a".repeat(5_000),
	"../..",
	"'; --",
	"%00",
	"0000-01-01T00:00:00+23:59",
	"9999-12-31T23:59:60-23:59",
	[],
	[[]],
	[null],
	{},
	{ constructor: { prototype: 1 } },
	JSON.parse('{"__proto__":{"admin":true}}'),
];

/** A request with values replaced anywhere. */
function withOtherValues(request: Request): Request {
	const other = { ...request, path: { ...request.path } };
	const text = () => String(pick(VALUES)).replaceAll(/[^\x21-\x7e]/g, "~");
	for (const name of Object.keys(other.path))
		if (below(10) === 0) other.path[name] = text() || "~";
	other.query = request.query.map(([name, value]) => [
		name,
		below(10) === 0 ? text() : value,
	]);
	if (request.body && typeof request.body === "object") {
		const entries = Object.entries(request.body).map(([name, value]) => [
			name,
			below(10) === 0 ? pick(VALUES) : value,
		]);
		other.body = Object.fromEntries(entries);
	}
	return other;
}

/** Bytes with some changed, removed, repeated or inserted. */
function spoiled(bytes: Buffer): Buffer {
	let result = bytes;
	for (let times = 1 + below(3); times > 0; times--) {
		const at = below(result.length);
		const end = at + below(Math.min(40, result.length - at) + 1);
		const [before, part, after] = [
			result.subarray(0, at),
			result.subarray(at, end),
			result.subarray(end),
		];
		const between = pick([
			() => [Buffer.from([below(256)])],
			() => [],
			() => [part, part],
			() => [
				part,
				Buffer.from(pick(["\r\n", "%", "\0", "{", '"', "é", "1e999"])),
			],
		])();
		result = Buffer.concat([before, ...between, after]);
	}
	return result;
}

/** Requests that contradict their headers or are truncated. */
const LIES: (() => Buffer | string)[] = [
	() => post(`{"name":"${"a".repeat(below(500))}"`).slice(0, -1 - below(40)),
	() => get("/v1/customers", [`Content-Length: ${1 + below(1_000)}`]),
	() =>
		post('{"name":"Awa"}').replace(
			/Content-Length: \d+/,
			`Content-Length: ${pick(["5", "100", "-1", "1e3", "0x10", "9".repeat(30), "5, 6"])}`,
		),
	() =>
		post("", ["Content-Type: application/json", "Transfer-Encoding: chunked"])
			.replace(/Content-Length: \d+\r\n/, "")
			.concat(
				pick([
					"e\r\n{}\r\n0\r\n\r\n",
					"ZZ\r\n",
					"-1\r\n",
					"5\r\n{",
					"f".repeat(40),
				]),
			),
	() => get("/v1/customers").repeat(1 + below(20)),
	() =>
		Buffer.concat([Buffer.from(get("/v1/providers")), Buffer.from([0xff, 0])]),
	() =>
		get(
			"/v1/customers",
			Array.from({ length: 2_000 }, (_, n) => `X-${n}: y`),
		),
	() => String(pick(refused)[3]).slice(0, below(200)),
];

/** Every distinct error message seen. */
const seen = new Set<string>();

/** Checks a response against these guarantees. */
function check({ status, head, body }: Said, sent: string): void {
	if (status >= 500 || !(status >= 200))
		throw new Error(`${status} for ${sent}: ${body}`);
	if (body === "") return;
	if (!/^content-type: application\/json; charset=utf-8\r?$/im.test(head))
		throw new Error(`No JSON for ${sent}: ${head}`);
	const text = Buffer.from(body, "latin1").toString();
	const said = JSON.parse(text);
	if (status < 400) return;
	const kind = `${status} ${Object.keys(said.error)}`;
	if (seen.has(kind) && said.error.status === status) return;
	seen.add(kind);
	expect(violations(ERROR, said), sent).toStrictEqual([]);
}

interface Result {
	answers: Said[];
	/** True if the sandbox neither responded nor closed the connection. */
	hung: boolean;
}

/** Sends raw bytes, half-closes, and waits for the other side to close. */
async function exchange(
	send: (socket: Socket) => Promise<unknown> | unknown,
): Promise<Result> {
	const socket = connect({ port, host: "127.0.0.1" });
	const chunks: Buffer[] = [];
	let hung = false;
	// Before the test's own timeout, to report what hung.
	socket.setTimeout(HANGS / 2, () => {
		hung = true;
		socket.destroy();
	});
	socket.on("data", (chunk) => chunks.push(chunk));
	socket.on("error", () => {});
	await once(socket, "connect");
	// A reset connection counts as closed.
	const closed = new Promise((resolve) => socket.once("close", resolve));
	await send(socket);
	await closed;
	return { answers: answersIn(Buffer.concat(chunks).toString("latin1")), hung };
}

/** Repeats something on a number of connections. */
async function times(
	count: number,
	act: (index: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	const lane = async () => {
		for (let index = next++; index < count; index = next++) await act(index);
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, lane));
}

/** Sends bytes on a new connection, which the sandbox must close. */
async function alone(bytes: Buffer | string): Promise<void> {
	const sent = JSON.stringify(bytes.toString("latin1").slice(0, 500));
	const { answers, hung } = await exchange((socket) => socket.end(bytes));
	if (hung) throw new Error(`It hangs at ${sent}`);
	for (const answer of answers) check(answer, sent);
}

/** Growth per step, robust against outliers: the median of all pairwise slopes. */
function slopeOf(values: number[]): number {
	const slopes = values
		.flatMap((value, index) =>
			values
				.slice(index + 1)
				.map((later, distance) => (later - value) / (distance + 1)),
		)
		.sort((a, b) => a - b);
	return slopes[Math.floor(slopes.length / 2)] ?? Number.NaN;
}

test("20,000 hostile requests", async () => {
	const requests = corpus();
	const inARow = async () => {
		const row = Array.from({ length: IN_A_ROW }, (_, index) =>
			framed(
				withOtherValues(pick(requests)),
				index === IN_A_ROW - 1 ? ["Connection: close"] : [],
			),
		);
		const { answers, hung } = await exchange((socket) =>
			socket.write(Buffer.concat(row)),
		);
		expect({ hung, answers: answers.length }).toStrictEqual({
			hung: false,
			answers: IN_A_ROW,
		});
		for (const [index, answer] of answers.entries())
			check(answer, String(row[index]).slice(0, 500));
	};
	const noise = createNoise(random);
	const memory: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		await times(COUNTS.pipelined / IN_A_ROW, inARow);
		await times(COUNTS.spoiled, () => alone(spoiled(framed(pick(requests)))));
		await times(COUNTS.noise, (index) => alone(noise(index)));
		await times(COUNTS.lies, (index) =>
			alone((LIES[index % LIES.length] as () => Buffer | string)()),
		);
		memory.push(await sandbox.memory());
	}

	expect(sandbox.faults).toStrictEqual([]);
	expect(sandbox.ended()).toBe(false);
	// The first rounds fill caches and compile code.
	const sent = Object.values(COUNTS).reduce((sum, count) => sum + count);
	expect(slopeOf(memory.slice(2)) / sent, memory.join()).toBeLessThan(LEAK);
	const [answer] = (
		await exchange((socket) => socket.end(get("/v1/providers")))
	).answers;
	expect(answer?.status).toBe(200);
});

test("slow clients block nobody, and disconnects crash nothing", async () => {
	const slow = Array.from({ length: 20 }, () =>
		exchange(async (socket) => {
			for (const part of post('{"name":"Awa"}').match(/.{1,20}/gs) ?? []) {
				socket.write(part);
				await sleep(20);
			}
			socket.end();
		}),
	);
	const left = Array.from({ length: 200 }, async () => {
		const socket = connect({ port, host: "127.0.0.1" });
		socket.on("error", () => {});
		await once(socket, "connect");
		socket.write(post('{"name":"Awa"}').slice(0, below(200)));
		socket.resetAndDestroy();
	});
	const quick = await exchange((socket) => socket.end(get("/v1/providers")));
	expect(quick.answers[0]?.status).toBe(200);
	await Promise.all(left);
	for (const { answers } of await Promise.all(slow))
		expect(answers.map(({ status }) => status)).toStrictEqual([201]);
	expect(sandbox.faults).toStrictEqual([]);
});
