/** A call to an endpoint settles, whatever way the exchange ends, and leaves no connection behind. */
import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import {
	type CallResult,
	createCaller,
} from "../../../packages/sandbox/webhooks/call.ts";
import { HANGS } from "../../hangs.ts";
import { some } from "../../some.ts";

/** Closed after each test. */
const open: (() => unknown)[] = [];
afterEach(async () => {
	vi.useRealTimers();
	for (const close of open.splice(0).reverse()) await close();
});

/** An endpoint of raw bytes. `onRequest` is called when a request has arrived on a connection; `index` counts them. */
async function endpoint(onRequest: (socket: Socket, index: number) => void) {
	const sockets = new Set<Socket>();
	let requests = 0;
	const server = net.createServer({ allowHalfOpen: true }, (socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		// The caller is gone; what the endpoint does with its half is its own business.
		for (const end of ["end", "close"])
			socket.on(end, () => sockets.delete(socket));
		socket.on("data", (bytes) => {
			if (bytes.includes("POST /")) onRequest(socket, requests++);
		});
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	open.push(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/`,
		sockets,
		requests: () => requests,
	};
}

const caller = (timeout: number = HANGS) => {
	const created = createCaller([], timeout);
	open.push(created.close);
	return created;
};

/** Without the text, which may still be arriving. */
const resultOf = ({ text: _, ...result }: CallResult) => result;

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
const SWITCHING = "HTTP/1.1 101 Switching Protocols\r\n";
/** What an endpoint does, and the status that counts. */
const ENDS: [
	what: string,
	status: number | null,
	respond: (socket: Socket) => void,
][] = [
	["a response", 200, (socket) => socket.write(OK)],
	["no content", 204, (socket) => socket.write("HTTP/1.1 204 x\r\n\r\n")],
	[
		"an upgrade",
		101,
		(socket) =>
			socket.write(
				`${SWITCHING}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
			),
	],
	[
		"an upgrade, and bytes of the other protocol",
		101,
		(socket) =>
			socket.write(
				`${SWITCHING}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\nPRI * HTTP/2.0`,
			),
	],
	[
		"a 101 that names no protocol",
		101,
		(socket) => socket.write(`${SWITCHING}\r\n`),
	],
	[
		"informational responses before the final one",
		202,
		(socket) =>
			socket.write(
				`${"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(20)}HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 x\r\nContent-Length: 0\r\n\r\n`,
			),
	],
	[
		"informational responses alone",
		null,
		(socket) => socket.end("HTTP/1.1 102 Processing\r\n\r\n"),
	],
	["a close without a response", null, (socket) => socket.end()],
	["a reset", null, (socket) => socket.resetAndDestroy()],
	[
		"a close within the headers",
		null,
		(socket) => socket.end("HTTP/1.1 200 OK\r\nContent-"),
	],
	[
		"a close within the body",
		200,
		(socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
	],
	[
		"a reset within the body",
		200,
		(socket) => {
			socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", () =>
				setImmediate(() => socket.resetAndDestroy()),
			);
		},
	],
	[
		"broken chunks",
		200,
		(socket) =>
			socket.write(
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n",
			),
	],
	["garbage", null, (socket) => socket.write("hello\r\n\r\n")],
	["an unknown version", null, (socket) => socket.write("HTTP/7.7 200 OK\r\n")],
	[
		"two lengths",
		null,
		(socket) =>
			socket.write(
				"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
			),
	],
	[
		"headers that are too long",
		null,
		(socket) =>
			socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${"x".repeat(100_000)}\r\n`),
	],
	[
		"a second response that nobody asked for",
		200,
		(socket) => socket.write(OK + OK),
	],
];

test.each(some(ENDS))("%s is %s", async (_what, status, respond) => {
	const { url, sockets } = await endpoint(respond);
	const { post, close } = caller();
	const result = await post(url, "{}", {});
	expect(result.status).toBe(status);
	// A timeout has no reason.
	if (status === null || status < 200) expect(result.reason).toMatch(/\w/);
	close();
	await expect.poll(() => sockets.size).toBe(0);
});

/** What never ends by itself. */
const ENDLESS: typeof ENDS = [
	["silence", null, () => {}],
	["half a status line", null, (socket) => socket.write("HTTP/1.")],
	[
		"headers that never end",
		null,
		(socket) => socket.write("HTTP/1.1 200 OK\r\nX-A: b\r\n"),
	],
	[
		"endless informational responses",
		null,
		(socket) => {
			const write = () =>
				socket.write("HTTP/1.1 102 Processing\r\n\r\n", () => {
					if (!socket.destroyed) setImmediate(write);
				});
			write();
		},
	],
];

test.each(some(ENDLESS))(
	"%s is cut off by the timeout",
	async (_what, status, respond) => {
		const { url, sockets } = await endpoint(respond);
		const { post } = caller(50);
		expect(await post(url, "{}", {})).toStrictEqual({ status });
		await expect.poll(() => sockets.size).toBe(0);
	},
);

test.each([
	["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"],
	["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"],
	["HTTP/1.0 200 OK\r\n\r\nx"],
])(
	"the body of %j is cut off by the timeout, and its status counts",
	async (response) => {
		const { url, sockets } = await endpoint((socket) => socket.write(response));
		let status: number | null = null;
		// The status must arrive within the timeout, however slow the machine is.
		for (let timeout = 50; status === null; timeout *= 2)
			({ status } = await caller(timeout).post(url, "{}", {}));
		expect(status).toBe(200);
		await expect.poll(() => sockets.size).toBe(0);
	},
);

test("an endless body is cut off by its length", async () => {
	const { url, sockets } = await endpoint((socket) => {
		socket.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
		socket.write("x".repeat(200_000));
	});
	expect(resultOf(await caller().post(url, "{}", {}))).toStrictEqual({
		status: 200,
	});
	await expect.poll(() => sockets.size).toBe(0);
});

test.each([301, 302, 303, 307, 308])(
	"a %i isn't followed, and says so",
	async (status) => {
		const { url, requests } = await endpoint((socket) =>
			socket.write(
				`HTTP/1.1 ${status} x\r\nLocation: /\r\nContent-Length: 0\r\n\r\n`,
			),
		);
		expect(resultOf(await caller().post(url, "{}", {}))).toStrictEqual({
			status,
			reason: `Your endpoint answered ${status}: redirects aren't followed. Register the address that it redirects to.`,
		});
		expect(requests()).toBe(1);
	},
);

test("a kept-alive connection that is reset is replaced once", async () => {
	const { url, requests } = await endpoint((socket, index) => {
		if (index === 0 || index === 2) socket.write(OK);
		else socket.resetAndDestroy();
	});
	const { post } = caller();
	expect(resultOf(await post(url, "{}", {}))).toStrictEqual({ status: 200 });
	expect(resultOf(await post(url, "{}", {}))).toStrictEqual({ status: 200 });
	expect(requests()).toBe(3);
});

test("an endpoint that resets every kept-alive connection isn't called forever", async () => {
	const { url, requests } = await endpoint((socket, index) => {
		if (index < 5) socket.write(OK);
		else socket.resetAndDestroy();
	});
	const { post } = caller();
	// Five connections that are kept alive.
	await Promise.all(Array.from({ length: 5 }, () => post(url, "{}", {})));
	const { status, reason } = await post(url, "{}", {});
	expect({ status, requests: requests() }).toStrictEqual({
		status: null,
		requests: 7,
	});
	expect(reason).toMatch(/\w/);
});

test("the second attempt has what is left of the time", async () => {
	const { url, sockets } = await endpoint((socket, index) => {
		if (index === 0) socket.write(OK);
		if (index === 1) socket.resetAndDestroy();
	});
	const { post } = caller(200);
	await post(url, "{}", {});
	expect(await post(url, "{}", {})).toStrictEqual({ status: null });
	await expect.poll(() => sockets.size).toBe(0);
});

test.each([
	"ftp://127.0.0.1/",
	"file:///etc/passwd",
	"javascript:alert(1)",
	"http://",
	"",
])("%j is not called, and doesn't throw", async (url) => {
	expect(await caller().post(url, "{}", {})).toStrictEqual({
		status: null,
		reason: `Invalid URL: ${url}`,
	});
});

test("what Node refuses to send is a failed attempt", async () => {
	const { url } = await endpoint((socket) => socket.write(OK));
	const { status, reason } = await caller().post(url, "{}", { "X-A": "a\nb" });
	expect(status).toBeNull();
	expect(reason).toContain("X-A");
});

test("closing ends a pending call, and refuses later ones", async () => {
	const { promise, resolve } = Promise.withResolvers<void>();
	const { url, sockets } = await endpoint(() => resolve());
	const { post, close } = caller();
	const pending = post(url, "{}", {});
	await promise;
	close();
	const stopped = { status: null, reason: "The sandbox was stopped." };
	expect(await pending).toStrictEqual(stopped);
	expect(await post(url, "{}", {})).toStrictEqual(stopped);
	await expect.poll(() => sockets.size).toBe(0);
});

test("a test's fake timers don't stop the timeout", async () => {
	const { url } = await endpoint(() => {});
	vi.useFakeTimers();
	expect(await caller(20).post(url, "{}", {})).toStrictEqual({ status: null });
});

/** Addresses and names of this machine, as a URL has them. */
const OWN = [
	"127.0.0.1",
	"127.8.8.8",
	"127.1",
	"2130706433",
	"0x7f.0.0.1",
	"[::1]",
	"[0:0:0:0:0:0:0:1]",
	"[::ffff:127.0.0.1]",
	"0.0.0.0",
	"0",
	"[::]",
	"[::ffff:0.0.0.0]",
	"localhost",
	"LOCALHOST",
	...Object.values(networkInterfaces())
		.flatMap((each) => each ?? [])
		.map(({ address, family }) =>
			family === "IPv4" ? address : `[${address}]`,
		),
];

test.each(some(OWN))(
	"the sandbox's own port isn't called at %s, and any other one is",
	async (host) => {
		const { url, requests } = await endpoint((socket) => socket.write(OK));
		const { port } = new URL(url);
		const names = [host, new URL(`http://${host}`).hostname];
		const own = createCaller(
			names.map((name) => name.toLowerCase().replace(/^\[|\]$/g, "")),
			HANGS,
			() => Number(port),
		);
		open.push(own.close);
		for (const protocol of ["http", "https"]) {
			const { status, reason } = await own.post(
				`${protocol}://${host}:${port}/_sandbox/clock/freeze`,
				"{}",
				{},
			);
			expect({ status, reason }).toStrictEqual({
				status: null,
				reason: expect.stringContaining("doesn't deliver to itself"),
			});
		}
		expect(requests()).toBe(0);
		const other = await endpoint((socket) => socket.write(OK));
		expect(resultOf(await own.post(other.url, "{}", {}))).toStrictEqual({
			status: 200,
		});
	},
);

test("the usual port of http is one like any other", async () => {
	const { post, close } = createCaller([], HANGS, () => 80);
	open.push(close);
	const { reason } = await post("http://127.0.0.1/", "{}", {});
	expect(reason).toContain("doesn't deliver to itself");
});
