/** What the suite creates is deleted, whatever the server responds and however the run ends; and compressed responses are read. */
import {
	brotliCompressSync,
	deflateRawSync,
	deflateSync,
	gzipSync,
	zstdCompressSync,
} from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Settings } from "../../packages/contract/run/settings.ts";
import { operations } from "../api.ts";
import { some } from "../some.ts";
import { changingResponse } from "./faults/fault.ts";
import type { Call, Reply } from "./server/call.ts";
import type { Fault, TestServer } from "./server/server.ts";
import { run, start } from "./setup/run.ts";
import { undeletable } from "./setup/undeletable.ts";

/** Runs the suite, and returns the paths of what can be deleted but is still there. */
async function runAndCount(
	server: TestServer,
	settings: Partial<Settings>,
): Promise<{
	result: Awaited<ReturnType<typeof run>> | Error;
	left: string[];
}> {
	const before = new Set(server.memory.resources.keys());
	const result = await run(server, { runs: 5, ...settings }).catch(
		(error: Error) => error,
	);
	const left = [...server.memory.resources.keys()].filter(
		(path) =>
			!before.has(path) &&
			!some(undeletable).some((each) => path.startsWith(`${each.path}/`)),
	);
	return { result, left };
}

/** Changes what the server responds to the requests that create something. */
const creating = (
	change: (reply: Reply, call: Call) => Partial<Reply>,
): Fault =>
	changingResponse((reply, call) =>
		reply.status === 201 ? change(reply, call) : undefined,
	);
const json = ({ body }: Reply) => JSON.stringify(body);
const gzipped = { "content-encoding": "gzip" };

describe("what was created is deleted if its response", () => {
	/** Those whose list has everything: customers are listed when they have paid. */
	const LISTED = ["createProduct", "createPaymentLink", "createWebhook"];
	const ALL = [...LISTED, "createCustomer"];

	const isListed = (path: string) => !path.startsWith("/customers/");

	test.each<[string, string[], Fault]>([
		[
			"is truncated",
			ALL,
			creating((reply) => ({ text: json(reply).slice(0, -9) })),
		],
		[
			"begins with a byte order mark",
			ALL,
			creating((reply) => ({ text: `\uFEFF${json(reply)}` })),
		],
		[
			"follows a warning",
			ALL,
			creating((reply) => ({ text: `Warning: date()\n${json(reply)}` })),
		],
		[
			"has no envelope",
			ALL,
			creating(({ body }) => ({ body: (body as { data: unknown }).data })),
		],
		["is 200", ALL, creating(() => ({ status: 200 }))],
		["is 202", ALL, creating(() => ({ status: 202 }))],
		[
			"is empty, with a Location",
			ALL,
			creating((reply, { path }) => ({
				text: "",
				headers: {
					location: `${path}/${Object.values((reply.body as { data: object }).data)[0]}`,
				},
			})),
		],
		["is empty", LISTED, creating(() => ({ text: "" }))],
		["is HTML", LISTED, creating(() => ({ text: "<html>" }))],
		["is 204", LISTED, creating(() => ({ status: 204, text: "" }))],
		["has no ID", LISTED, creating(() => ({ body: { data: {} } }))],
		[
			"is in an unknown encoding",
			LISTED,
			creating(() => ({ headers: { "content-encoding": "snappy" } })),
		],
		["claims to be gzipped", LISTED, creating(() => ({ headers: gzipped }))],
	])("%s", async (_what, ids, fault) => {
		const server = await start(fault);
		const { result, left } = await runAndCount(server, {
			operations: new Set(ids),
		});
		expect(ids === ALL ? left : left.filter(isListed)).toStrictEqual([]);
		expect(result).toMatchObject({ complete: true });
	});

	// Nobody knows whether it was created, so all that was sent must be there.
	test.each<[string, Fault]>([
		["is a 500", creating(() => ({ status: 500 }))],
		[
			"never arrives",
			(call, next) => {
				const reply = next(call);
				if (reply.status === 201) call.request.socket.destroy();
				return reply;
			},
		],
	])("%s", async (_what, fault) => {
		const server = await start(fault);
		const { left } = await runAndCount(server, {
			operations: new Set(LISTED),
			phases: ["examples"],
		});
		expect(left.filter(isListed)).toStrictEqual([]);
	});

	test("but nothing that was there before", async () => {
		const server = await start(creating(() => ({ text: "" })));
		const before = [...server.memory.resources];
		await run(server, { runs: 5, operations: new Set(LISTED) });
		expect(
			before.filter(([path]) => !server.memory.resources.has(path)),
		).toStrictEqual([]);
	});

	test("and what can't be found is counted", async () => {
		const server = await start(creating(() => ({ text: "" })));
		const { result, left } = await runAndCount(server, {
			operations: new Set(["createCustomer"]),
			phases: ["examples"],
		});
		expect(left.length).toBeGreaterThan(0);
		expect(result).toMatchObject({
			notes: [
				`Not cleaned up: ${left.length} resources created by createCustomer (not deleted by the API).`,
			],
		});
	});
});

describe("what was created is deleted if the run ends by", () => {
	const create = new Set(["createProduct", "createPaymentLink"]);
	/** Calls back after so many resources were created. */
	const afterCreating = (
		count: number,
		act: (call: Call, reply: Reply) => Reply,
	): Fault => {
		let created = 0;
		return (call, next) => {
			const reply = next(call);
			return reply.status === 201 && ++created === count
				? act(call, reply)
				: reply;
		};
	};

	test("an exception", async () => {
		const server = await start(
			afterCreating(3, (_, reply) => ({ ...reply, body: {}, status: 201 })),
		);
		const { result, left } = await runAndCount(server, {
			operations: create,
			// Looked up for each new failure.
			locate() {
				throw new TypeError("x is not a function");
			},
		});
		expect(result).toStrictEqual(new TypeError("x is not a function"));
		expect(left).toStrictEqual([]);
	});

	test("a Retry-After that is too long", async () => {
		const server = await start(
			afterCreating(3, () => ({
				status: 429,
				headers: { "retry-after": "3600" },
				body: { error: { message: "Too many requests" } },
			})),
		);
		const { result, left } = await runAndCount(server, { operations: create });
		expect(result).toMatchObject({
			complete: false,
			notes: [
				expect.stringMatching(
					/^The server asks to wait 3600 s .* The rest was not tested\.$/,
				),
			],
		});
		// The one that was created without a response.
		expect(left.length).toBeLessThanOrEqual(1);
	});

	test("a signal, with a request in flight", async () => {
		const ending = new AbortController();
		const server = await start(
			afterCreating(3, (_, reply) => {
				ending.abort();
				return reply;
			}),
		);
		const { result, left } = await runAndCount(server, {
			operations: create,
			signal: ending.signal,
		});
		expect(result).toMatchObject({ complete: false });
		expect(left).toStrictEqual([]);
	});
});

describe("a server that compresses responses, unasked, by", () => {
	const compressing = (coding: string, compress: (text: string) => Buffer) =>
		changingResponse(({ body, headers }) =>
			body === undefined
				? { headers: { ...headers, "content-encoding": coding } }
				: {
						text: compress(JSON.stringify(body)),
						headers: { ...headers, "content-encoding": coding },
					},
		);

	test.each<[string, (text: string) => Buffer, string?]>([
		["gzip", gzipSync],
		["x-gzip", gzipSync, "gzip"],
		["GZIP", gzipSync, "gzip"],
		["deflate", deflateSync],
		["deflate", deflateRawSync],
		["br", brotliCompressSync],
		["zstd", zstdCompressSync],
		["gzip, br", (text) => brotliCompressSync(gzipSync(text))],
		["identity, gzip", gzipSync, "gzip"],
	])("%s passes, with one note", async (coding, compress, name = coding) => {
		const server = await start(compressing(coding, compress));
		const { result, left } = await runAndCount(server, {
			operations: new Set(["listProducts", "createProduct", "createCustomer"]),
		});
		expect(left).toStrictEqual([]);
		expect(result).toMatchObject({
			complete: true,
			failures: [],
			notes: [
				`The server compresses responses (${name}), which no request has asked for. The suite decodes them; a client that sends no Accept-Encoding, such as curl without --compressed, may not.`,
			],
		});
	});

	test.each<[string, (text: string) => Buffer, string]>([
		[
			"snappy",
			Buffer.from,
			"its Content-Encoding is snappy, and the suite only decodes gzip, deflate, br, zstd, identity",
		],
		["constructor", Buffer.from, "its Content-Encoding is constructor, and"],
		["gzip, dcb", gzipSync, "its Content-Encoding is gzip, dcb, and"],
		[
			"gzip",
			Buffer.from,
			"its Content-Encoding is gzip, but the body isn't in that format (incorrect header check)",
		],
		[
			"gzip",
			(text) => gzipSync(text).subarray(0, -9),
			"(unexpected end of file)",
		],
		[
			"br",
			gzipSync,
			"its Content-Encoding is br, but the body isn't in that format",
		],
	])(
		"%s, but can't be decoded, is one failure, and nothing is created",
		async (coding, compress, reason) => {
			const methods = new Set<string>();
			const compressed = compressing(coding, compress);
			const server = await start((call, next, memory) => {
				methods.add(call.method);
				return compressed(call, next, memory);
			});
			const { result } = await runAndCount(server, {});
			expect(result).toMatchObject({
				complete: false,
				failures: [
					{
						check: "content_type_conformance",
						message: expect.stringContaining(reason),
					},
				],
				notes: [
					"The server's responses can't be decoded, so the rest was not tested.",
				],
			});
			expect([...methods]).toStrictEqual(["GET"]);
		},
	);

	test("an encoding of its own for one operation is a failure of that one", async () => {
		const server = await start((call, next) => {
			const reply = next(call);
			return call.operation?.id === "getCustomer"
				? { ...reply, headers: { "content-encoding": "snappy" } }
				: reply;
		});
		const { result } = await runAndCount(server, {
			operations: new Set(operations.map(({ id }) => id)),
			phases: ["examples", "stateful"],
		});
		expect(result).toMatchObject({
			complete: true,
			failures: [
				{ check: "content_type_conformance", operation: { id: "getCustomer" } },
			],
		});
	});
});
