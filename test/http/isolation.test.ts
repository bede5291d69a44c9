/** An error in one request ends that request only: what listeners do wrong, and what clients send. */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDocsServer } from "../../docs-site/builder/server.ts";
import { createHttpServer } from "../../packages/http/server.ts";
import { createMock } from "../../packages/mock/server.ts";
import {
	controlDocument,
	document,
	ERROR,
	KEY,
	violations,
} from "../bundle.ts";
import { answersIn, raw, seeded } from "../hostile.ts";
import { startSandbox } from "../sandbox/setup/sandbox.ts";
import { some } from "../some.ts";

async function listen(server: Server): Promise<number> {
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
	server.closeAllConnections();
	server.close();
	await once(server, "close");
}

describe("a listener", () => {
	const faults: string[] = [];
	let respond: (request: IncomingMessage, response: ServerResponse) => unknown =
		() => {};
	let server: Server;
	let port: number;
	beforeAll(async () => {
		server = createHttpServer(
			(request, response) => respond(request, response),
			(trace) => faults.push(trace),
		);
		port = await listen(server);
	});
	afterEach(() => void faults.splice(0));
	afterAll(() => close(server));
	const ask = () =>
		raw(port, "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
	const broken = () => {
		throw new Error("Broken");
	};

	test.each<[string, typeof respond]>([
		["throws", broken],
		["rejects", async () => broken()],
		[
			"rejects later",
			async () => {
				await new Promise((resolve) => setImmediate(resolve));
				broken();
			},
		],
		["throws no error", () => Promise.reject("Broken")],
		["throws nothing", () => Promise.reject(undefined)],
		[
			"throws after it has set headers",
			(_request, response) => {
				response.setHeader("content-length", 3);
				response.setHeader("content-encoding", "br");
				broken();
			},
		],
		[
			"pipes a file that isn't there",
			(_request, response) => {
				createReadStream("/none").pipe(response);
			},
		],
	])("that %s gives a 500 in the API's shape", async (_what, act) => {
		respond = act;
		const [answer] = answersIn(await ask());
		expect(answer?.status).toBe(500);
		expect(answer?.head).not.toMatch(/^content-encoding/im);
		expect(violations(ERROR, JSON.parse(answer?.body ?? ""))).toStrictEqual([]);
		expect(faults).toHaveLength(1);
		expect(faults[0]).toMatch(/^GET \/x: /);
	});

	test.each<[string, typeof respond]>([
		[
			"throws",
			(_request, response) => {
				response.writeHead(200, { "content-length": 9 });
				response.write("x");
				broken();
			},
		],
		[
			"pipes a stream that fails",
			(_request, response) => {
				response.writeHead(200, { "content-length": 9 });
				response.flushHeaders();
				Readable.from(
					(function* () {
						yield "x";
						broken();
					})(),
				).pipe(response);
			},
		],
		[
			"writes after the end",
			(_request, response) => {
				response.writeHead(200, { "content-length": 9 });
				response.end("x".repeat(9));
				response.write("x");
			},
		],
		[
			"sets a header",
			async (_request, response) => {
				response.writeHead(200, { "content-length": 9 });
				response.write("x");
				response.setHeader("x-late", "x");
			},
		],
	])("that %s after its headers were sent is cut off", async (_what, act) => {
		respond = act;
		expect(await ask()).not.toContain(" 500 ");
		expect(faults).toHaveLength(1);
		respond = (_request, response) => response.end("fine");
		expect(answersIn(await ask())).toMatchObject([{ status: 200 }]);
	});

	test("whose client disconnects reports no internal error", async () => {
		const { promise, resolve } = Promise.withResolvers<void>();
		respond = async (request) => {
			try {
				for await (const _ of request);
			} finally {
				setImmediate(resolve);
			}
		};
		const socket = connect(port, "127.0.0.1");
		socket.on("error", () => {});
		socket.write(
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx",
			() => setImmediate(() => socket.resetAndDestroy()),
		);
		await promise;
		expect(faults).toStrictEqual([]);
	});
});

test("a connection on which nothing was sent doesn't keep a server from closing", async () => {
	const server = createHttpServer(() => {});
	const port = await listen(server);
	const socket = connect(port, "127.0.0.1");
	await Promise.all([once(server, "connection"), once(socket, "connect")]);
	server.close();
	await once(server, "close");
	socket.destroy();
});

test("a port in use is an error of whoever listens, and a connection that can't be accepted is none of the server", async () => {
	const faults: string[] = [];
	const server = createHttpServer(
		() => {},
		(trace) => faults.push(trace),
	);
	expect(() => server.emit("error", new Error("In use"))).toThrow("In use");
	await listen(server);
	server.emit("error", new Error("accept EMFILE"));
	expect(faults).toStrictEqual([expect.stringContaining("accept EMFILE")]);
	await close(server);
});

/** Every kind of request that nobody should send, and some that are merely rare. */
const METHODS = [
	"GET",
	"HEAD",
	"POST",
	"OPTIONS",
	"TRACE",
	"QUERY",
	"get",
	"BREW",
];
const TARGETS = [
	"//",
	"///",
	"//:80/",
	"//a:99999/",
	"//[",
	"/\\",
	"/\\\\a@b:c/",
	"*",
	"/?",
	"/??",
	"/#",
	"/?#",
	"/%",
	"/%E0%A4%A",
	"/%00",
	"/%ff",
	"/%2e%2e/%2e%2e/etc/passwd",
	"/..%2f..%2fetc%2fpasswd",
	"/../../etc/passwd",
	"/%5c..%5c..",
	"/.",
	"/..",
	"/./",
	"/index.html/",
	"/index.html/index.html",
	`/${"a".repeat(5_000)}`,
	`/${"a/".repeat(2_000)}`,
	`/?${"a=b&".repeat(2_000)}`,
	"/?a=%",
	"/;",
	"/:id",
	"/__proto__",
	"/constructor/prototype/",
	"http://localhost",
	"http://localhost//",
	"http://localhost:99999/",
	"http://[::1/",
	"http://user:pass@localhost/",
	"http:///",
	"http://%/",
	"https://localhost/",
	"ftp://localhost/",
	"javascript:1",
	"localhost:1",
	"/_live.js",
	"/_news/x",
	"/_sandbox//",
	"/_sandbox/clock/%",
	"/checkout/%00",
	"/checkout//",
	"/pay/instant/%",
	"/pay//",
	"/v1//",
	"/v1/customers/%",
];
const HEADERS = [
	"Range: bytes=5-1",
	"Range: bytes=-",
	"Range: bytes=-5",
	"Range: bytes=0-0",
	"Range: bytes=99999999999999999999-",
	"Range: bytes=0-99999999999999999999",
	"Range: bytes=1-2,3-4,5-1",
	"Range: bytes=a-b",
	"Range: ",
	"Range: lines=1-2",
	"If-Range: x\r\nRange: bytes=2-1",
	'If-None-Match: ,,"',
	"If-Modified-Since: never",
	"Accept: ;;;,,,",
	"Accept: */*;q=nan",
	"Accept-Encoding: br;q=x,\u00ff",
	"Accept-Language: ;;q=,*",
	"Accept-Language: \u00ff\u00fe",
	"Cookie: ;;=\u00ff",
	"Content-Type: ;;/;",
	"Content-Type: application/json; charset=utf-7",
	"Content-Type: multipart/form-data",
	"Content-Encoding: gzip",
	"Origin: null",
	"Origin: http://[",
	"Origin: http://localhost:99999",
	"Referer: http://[",
	"Sec-Fetch-Site: \u00ff",
	"Expect: 100-continue",
	"Expect: miracle",
	"Upgrade: websocket\r\nConnection: Upgrade",
	"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x",
	"Connection: \u00ff",
	"Transfer-Encoding: chunked",
	"Transfer-Encoding: gzip, chunked",
	"Content-Length: 5",
	"Content-Length: -1",
	"Content-Length: 99999999999999999999",
	"Trailer: x",
	"X-Forwarded-Host: \u00ff",
	"Prefer: code=999, example=__proto__",
	"Idempotency-Key: \u00ff",
	"X-Http-Method-Override: CONNECT",
	`X-Long: ${"x".repeat(20_000)}`,
	"X-Nul: \0",
	"X Space: x",
	": x",
	"x",
];
const HOSTS = [
	"Host: localhost",
	"Host: LOCALHOST.",
	"Host: localhost:99999",
	"Host: localhost:",
	"Host: localhost:-1",
	"Host: :80",
	"Host: [",
	"Host: [::1",
	"Host: [::1]:x",
	"Host: []",
	"Host: a@localhost",
	"Host: localhost/x",
	"Host: localhost?x#y",
	"Host: %6cocalhost",
	"Host: \u00ff",
	"Host: a b",
	`Host: ${"a".repeat(10_000)}`,
	"Host: ",
	"",
	"Host: localhost\r\nHost: localhost",
	"Host: localhost\r\nHost: example.com",
];
const OTHER = [
	"",
	"\r\n",
	"\r\n\r\n\r\n\r\n",
	"hello\r\n\r\n",
	"GET\r\n\r\n",
	"GET /\r\n\r\n",
	"GET / HTTP/0.9\r\n\r\n",
	"GET / HTTP/1.0\r\n\r\n",
	"GET / HTTP/2.0\r\n\r\n",
	"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
	"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
	"CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
	"CONNECT / HTTP/1.1\r\nHost: localhost\r\n\r\nxxx",
	"CONNECT * HTTP/1.1\r\n\r\n",
	"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
	"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
	"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
	"POST /v1/customers HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{",
];

/** A request of these parts. */
const head = (method: string, target: string, ...headers: string[]) =>
	`${[`${method} ${target} HTTP/1.1`, ...headers.filter(Boolean), "Connection: close"].join("\r\n")}\r\n\r\n`;

function hostileRequests(paths: string[]): string[] {
	const random = seeded(14);
	const pick = <Each>(list: Each[]) =>
		list[Math.floor(random() * list.length)] as Each;
	const [host = ""] = HOSTS;
	const targets = [...TARGETS, ...paths];
	const mixed = Array.from({ length: 300 }, () =>
		head(
			pick(METHODS),
			pick(targets),
			pick(HOSTS),
			pick(HEADERS),
			pick(HEADERS),
		),
	);
	const spoiled = mixed.slice(0, 150).map((request) => {
		const at = Math.floor(random() * Math.min(request.length, 100));
		const byte = String.fromCharCode(Math.floor(random() * 256));
		return request.slice(0, at) + byte + request.slice(at + 1);
	});
	return [
		...targets.map((target) => head("GET", target, host)),
		...METHODS.flatMap((method) =>
			paths.map((path) => head(method, path, host)),
		),
		...HEADERS.flatMap((header) =>
			paths.map((path) => head("GET", path, host, header)),
		),
		...HOSTS.flatMap((each) => paths.map((path) => head("GET", path, each))),
		...OTHER,
		...mixed,
		...spoiled,
		// Pipelined: the first is answered whatever follows it.
		...mixed.slice(0, 100).map((request) => {
			const kept = `GET ${pick(paths)} HTTP/1.1\r\n${host}\r\n\r\n`;
			return kept.repeat(3) + request;
		}),
	];
}

interface Target {
	port: number;
	faults: string[];
	close(): Promise<unknown>;
}

const SERVERS: Record<string, { paths: string[]; start(): Promise<Target> }> = {
	docs: { paths: ["/", "/style.css"], start: () => startDocs(false) },
	"docs that reload": {
		paths: ["/", "/style.css"],
		start: () => startDocs(true),
	},
	mock: {
		paths: ["/v1/providers"],
		async start() {
			const faults: string[] = [];
			const { server } = await createMock(document, {
				onFault: (trace) => faults.push(trace),
			});
			return { port: await listen(server), faults, close: () => close(server) };
		},
	},
	sandbox: {
		paths: [
			"/v1/providers",
			"/_sandbox/clock",
			"/checkout/x",
			"/pay/instant/x",
		],
		async start() {
			const { port, faults, stop } = await startSandbox({
				control: controlDocument,
			});
			return { port, faults, close: stop };
		},
	},
};

async function startDocs(live: boolean): Promise<Target> {
	const folder = await mkdtemp(join(tmpdir(), "lomi-docs-"));
	await writeFile(join(folder, "index.html"), "<body>Home</body>");
	await writeFile(join(folder, "404.html"), "<body>Not found</body>");
	await writeFile(join(folder, "style.css"), "a{}".repeat(1_000));
	await mkdir(join(folder, "folder"));
	const faults: string[] = [];
	const { server } = createDocsServer(folder, {
		live,
		onFault: (trace) => faults.push(trace),
	});
	return {
		port: await listen(server),
		faults,
		async close() {
			await close(server);
			await rm(folder, { recursive: true });
		},
	};
}

describe.each(some(Object.entries(SERVERS)))(
	"%s",
	(_name, { paths, start }) => {
		let server: Target;
		beforeAll(async () => {
			server = await start();
		});
		afterAll(() => server.close());
		/** Its usual answer. */
		const usual = async () => {
			const [path = ""] = paths;
			const key = `X-API-Key: ${KEY}`;
			const said = await raw(
				server.port,
				head("GET", path, "Host: localhost", key),
			);
			return answersIn(said).map(({ status }) => status);
		};

		test("answers hostile requests without an internal error, and goes on", async () => {
			expect(await usual()).toStrictEqual([200]);
			for (const request of some(hostileRequests(paths))) {
				const said = await raw(server.port, Buffer.from(request, "latin1"), {
					end: true,
					patience: 5_000,
				});
				for (const { status } of answersIn(said))
					expect(status, request.slice(0, 300)).not.toBe(500);
				expect(server.faults, request.slice(0, 300)).toStrictEqual([]);
			}
			expect(await usual()).toStrictEqual([200]);
		});

		test("survives clients that disconnect half way", async () => {
			const random = seeded(15);
			for (const request of some(hostileRequests(paths).slice(0, 150))) {
				const socket = connect(server.port, "127.0.0.1");
				socket.on("error", () => {});
				await once(socket, "connect");
				const part = request.slice(
					0,
					1 + Math.floor(random() * request.length),
				);
				socket.write(Buffer.from(part, "latin1"), () =>
					socket.resetAndDestroy(),
				);
				await once(socket, "close");
			}
			expect(await usual()).toStrictEqual([200]);
			expect(server.faults).toStrictEqual([]);
		});
	},
);
