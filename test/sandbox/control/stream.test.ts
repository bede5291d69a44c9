/** The stream of updates: what it tells, in which portions, and how it ends. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { StreamMessage } from "../../../generated/control.ts";
import type { Exchange } from "../../../packages/sandbox/control/requests/request-log.ts";
import { createUpdates } from "../../../packages/sandbox/control/stream/updates.ts";
import type { EngineEvent } from "../../../packages/sandbox/engine/engine.ts";
import {
	isStream,
	readOperations,
	STREAM_TYPE,
} from "../../../packages/spec/operations.ts";
import {
	BASE,
	controlDocument,
	controlViolations,
	document,
} from "../../bundle.ts";
import { some } from "../../some.ts";
import { startControlled, useControlled } from "../setup/control.ts";
import { FIRST, KEY_HEADER } from "../setup/sandbox.ts";
import { openStream } from "../setup/stream.ts";

const sandbox = useControlled();
const SESSION = "d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6";
const PATH = "/_sandbox/stream";

async function open(of = sandbox) {
	const stream = await openStream(of.url);
	onTestFinished(() => stream.close());
	return stream;
}

const documented = readOperations(controlDocument)
	.filter(isStream)
	.flatMap(({ answers }) => answers[0]?.text?.examples ?? []);

test.each(some(documented))(
	"the example $component is as described",
	({ value }) => {
		expect(
			controlViolations("#/components/schemas/StreamMessage", value),
		).toStrictEqual([]);
	},
);

test("every kind of message has an example", () => {
	const kinds = documented.map(({ value }) => (value as StreamMessage).event);
	const { mapping } =
		controlDocument.components.schemas?.StreamMessage?.discriminator ?? {};
	expect(new Set(kinds)).toStrictEqual(new Set(Object.keys(mapping)));
});

describe("it tells", () => {
	test("the clock first, and whenever it was changed", async () => {
		const stream = await open();
		expect(stream.headers.get("content-type")).toBe(STREAM_TYPE);
		expect(stream.headers.get("cache-control")).toBe("no-store");
		const { data: clock } = await sandbox.control.clock.get();
		expect(await stream.next("clock")).toStrictEqual(clock);
		await sandbox.control.clock.freeze();
		await stream.next("clock", ({ frozen }) => frozen);
		await sandbox.control.clock.resume();
		await stream.next("clock", ({ frozen }) => !frozen);
		const { data } = await sandbox.control.clock.advance({ by: "PT1H" });
		await stream.next("clock", ({ now }) => now === data.now);
		const last = stream.messages.at(-1)?.data;
		expect(last).not.toHaveProperty("advance");
	});

	test("how far the clock is, again and again, while it is being advanced", async () => {
		// An endpoint that doesn't answer holds it up.
		const { promise: isHeld, resolve } = Promise.withResolvers<() => void>();
		const server = createServer((_, response) =>
			resolve(() => response.end()),
		).listen(0, "127.0.0.1");
		onTestFinished(() => void server.close());
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		await sandbox.lomi.webhooks.create({
			url: `http://127.0.0.1:${port}/`,
			authorized_events: ["PAYMENT_SUCCEEDED"],
		});
		await sandbox.control.checkoutSessions.pay(SESSION, { outcome: "delayed" });
		const stream = await open();
		const advancing = sandbox.control.clock.advance({ by: "PT1H" });
		const release = await isHeld;
		for (let n = 0; n < 3; n++)
			await stream.next("clock", ({ advance }) => advance?.jobs === 1);
		// One that comes later learns of it, too.
		const late = await open();
		for (let n = 0; n < 3; n++)
			await late.next("clock", ({ advance }) => advance !== undefined);
		release();
		await advancing;
		await stream.next("clock", ({ advance }) => advance === undefined);
	});

	test("requests, without secrets", async () => {
		const stream = await open();
		await fetch(`${sandbox.url}${BASE}/products?key=${FIRST.api_key}_Q7`, {
			headers: { [KEY_HEADER]: FIRST.api_key },
		});
		await fetch(`${sandbox.url}${BASE}/nothing?x=lomi%5Fsk%5Ftest%5FQ7`);
		const told = [];
		while (told.length < 2)
			told.push(...(await stream.next("requests")).requests);
		const { data } = await sandbox.control.requests.list();
		expect(told).toStrictEqual(
			data
				.toReversed()
				.map(
					({
						request_body: _,
						response_body: __,
						request_headers: ___,
						...summary
					}) => summary,
				),
		);
		expect(told).toMatchObject([
			{ operation: "listProducts", merchant_id: FIRST.merchant_id },
			{ operation: null, merchant_id: null, status: 404 },
		]);
		expect(JSON.stringify(told)).not.toContain("Q7");
	});

	test("dropped requests, with the fault", async () => {
		const stream = await open();
		const { data: fault } = await sandbox.control.faults.create({
			kind: "request",
			drop: "before",
		});
		await sandbox.lomi.products.list().catch(() => {});
		expect(await stream.next("requests")).toMatchObject({
			requests: [{ status: null, fault_id: fault.fault_id }],
		});
	});

	test("events and deliveries, each attempt", async () => {
		const server = createServer((_, response) =>
			response.writeHead(204).end(),
		).listen(0, "127.0.0.1");
		onTestFinished(() => void server.close());
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		const { data: webhook } = await sandbox.lomi.webhooks.create({
			url: `http://127.0.0.1:${port}/`,
			authorized_events: ["REFUND_COMPLETED"],
		});
		const stream = await open();
		const { data: event } = await sandbox.control.events.send({
			event: "REFUND_COMPLETED",
		});
		const { event_id, event_type, merchant_id, created_at } = event;
		expect(await stream.next("events")).toStrictEqual({
			events: [{ event_id, event_type, merchant_id, created_at }],
			skipped: 0,
		});
		expect(await stream.next("deliveries")).toStrictEqual({
			deliveries: [
				{
					event_id,
					event_type,
					merchant_id,
					webhook_id: webhook.id,
					status: "delivered",
					attempts: 1,
					response_status: 204,
					reason: null,
				},
			],
			skipped: 0,
		});
	});

	test("that all data were replaced, and goes on", async () => {
		const stream = await open();
		await stream.next("clock");
		await sandbox.lomi.products.list();
		await sandbox.control.snapshots.restore("at-first");
		await stream.next("reset");
		await stream.next("clock");
		await sandbox.control.data.reset({ to: "empty" });
		await stream.next("reset");
		// The first event has a smaller number than those before the reset.
		await sandbox.control.events.send({ event: "test.webhook" });
		expect(await stream.next("events")).toMatchObject({
			events: [{ event_type: "test.webhook" }],
		});
	});

	test("that snapshots or rules have changed", async () => {
		const stream = await open();
		const { control } = sandbox;
		await control.snapshots.create({ name: "told" });
		await stream.next("snapshots");
		const { data: file } = await control.snapshots.export("told");
		await control.snapshots.delete("told");
		await stream.next("snapshots");
		await control.snapshots.import(file);
		await stream.next("snapshots");
		await control.snapshots.delete("told");
		await stream.next("snapshots");
		const { data: fault } = await control.faults.create({
			kind: "delivery",
			duplicate: true,
		});
		await stream.next("faults");
		await control.faults.update(fault.fault_id, { enabled: false });
		await stream.next("faults");
		await control.faults.delete(fault.fault_id);
		await stream.next("faults");
	});

	test("all of its readers", async () => {
		const streams = [await open(), await open(), await open()];
		await sandbox.lomi.products.list();
		for (const stream of streams)
			expect((await stream.next("requests")).requests).toHaveLength(1);
		streams[0]?.close();
		await sandbox.lomi.products.list();
		for (const stream of streams.slice(1))
			expect((await stream.next("requests")).requests).toHaveLength(1);
	});
});

test("many at once come in portions, with the number of the others", async () => {
	const stream = await open();
	await stream.next("clock");
	const names = Array.from({ length: 600 }, (_, n) => n);
	await Promise.all(
		names.map((n) =>
			sandbox.app.inject({
				url: `${BASE}/products?limit=${n}`,
				headers: { host: "localhost" },
			}),
		),
	);
	let shown = 0;
	let skipped = 0;
	let last: { path: string } | undefined;
	while (shown + skipped < 600) {
		const portion = await stream.next("requests");
		expect(portion.requests.length).toBeLessThanOrEqual(100);
		shown += portion.requests.length;
		last = portion.requests.at(-1) ?? last;
		skipped += portion.skipped;
	}
	expect(shown + skipped).toBe(600);
	// The latest are shown, and the others counted.
	expect(skipped).toBeGreaterThan(0);
	expect(last?.path).toBe(`${BASE}/products?limit=599`);
});

test("survives another description", async () => {
	const started = await startControlled();
	const stream = await open(started);
	await stream.next("clock");
	for (let n = 0; n < 3; n++) {
		await started.load(document, controlDocument);
		await stream.next("clock");
		const { data } = await started.control.events.send({
			event: "test.webhook",
		});
		const { events } = await stream.next("events");
		// Once, although two engines know of it.
		expect(events.map(({ event_id }) => event_id)).toStrictEqual([
			data.event_id,
		]);
		await started.lomi.products.list();
		await stream.next("requests");
	}
	await started.control.clock.freeze();
	await stream.next("clock", ({ frozen }) => frozen);
	await started.close();
	await stream.ended;
	expect(started.faults).toStrictEqual([]);
});

describe("its end", () => {
	test("is that of the sandbox, which waits for no reader", async () => {
		const started = await startControlled();
		const stream = await open(started);
		// It never reads.
		const { port } = new URL(started.url);
		const idle = connect(Number(port), "127.0.0.1");
		onTestFinished(() => void idle.destroy());
		idle.write(`GET ${PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
		await once(idle, "readable");
		await started.close();
		await stream.ended;
	});

	test("is that of a reader, whom nothing is kept for", async () => {
		const started = await startControlled();
		let listeners = 0;
		const { engine } = started;
		const { listen } = engine;
		engine.listen = (hear) => {
			listeners++;
			const stop = listen(hear);
			return () => {
				listeners--;
				stop();
			};
		};
		for (let n = 0; n < 3; n++) {
			const one = await open(started);
			const other = await open(started);
			expect(listeners).toBe(1);
			one.close();
			other.close();
			await expect.poll(() => listeners).toBe(0);
		}
		await started.close();
	});
});

test("a HEAD has no messages, and what takes no stream is refused", async () => {
	const head = await fetch(sandbox.url + PATH, { method: "HEAD" });
	expect(head.status).toBe(200);
	const html = await fetch(sandbox.url + PATH, {
		headers: { accept: "text/html" },
	});
	expect(html.status).toBe(406);
	expect((await html.json()).error.details).toContain(`\`${STREAM_TYPE}\``);
});

describe("a reader", () => {
	const exchange = {
		number: 1,
		received: 0,
		url: "/",
		api_key: "",
	} as Exchange;
	const summary = {
		request_id: "req_1",
		received_at: "2025-04-05T10:30:00.000Z",
		method: "GET",
		path: `/${"x".repeat(10_000)}`,
		operation: null,
		merchant_id: null,
		fault_id: null,
		status: 200,
		duration_ms: 1,
	};

	/** Updates with a server of their own, and an engine that says what it is told to. */
	async function startUpdates(beatTime?: number) {
		let tell: (news: EngineEvent) => void = () => {};
		let summarized = 0;
		const faults: string[] = [];
		const updates = createUpdates(
			sandbox.database,
			(trace) => faults.push(trace),
			beatTime,
		);
		updates.follow({
			engine: {
				listen(hear) {
					tell = hear;
					return () => {};
				},
				clock: () => ({ now: new Date(0), frozen: true, advance: undefined }),
			},
			async summarize(exchanges) {
				summarized += exchanges.length;
				return exchanges.map(() => summary);
			},
		});
		const responses: ServerResponse[] = [];
		const server = createServer((_, response) => {
			responses.push(response);
			updates.open(response);
		});
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		onTestFinished(() => {
			server.closeAllConnections();
			server.close();
			expect(faults).toStrictEqual([]);
		});
		const { port } = server.address() as AddressInfo;
		return {
			updates,
			url: `http://127.0.0.1:${port}`,
			port,
			responses,
			tell: (news: EngineEvent) => tell(news),
			summarized: () => summarized,
		};
	}

	test("who is slow costs no memory, and is told how much was missed", async () => {
		const { updates, port, tell, summarized, responses } = await startUpdates();
		const socket = connect(port, "127.0.0.1");
		onTestFinished(() => void socket.destroy());
		let text = "";
		socket.setEncoding("utf8");
		socket.on("data", (chunk: string) => {
			text += chunk;
		});
		// Of this version, since it has no chunks.
		socket.write(`GET ${PATH} HTTP/1.0\r\n\r\n`);
		await expect.poll(() => text).toContain("event: clock");
		socket.pause();
		// More than all buffers on the way can hold, a hundred at a time.
		const portions = 60;
		for (let n = 1; n <= portions; n++) {
			for (let i = 0; i < 100; i++) updates.requestRecorded(exchange);
			await expect.poll(summarized).toBe(100 * n);
			// A portion has a megabyte.
			expect(responses[0]?.writableLength).toBeLessThan(2_500_000);
		}
		updates.dataReplaced();
		for (let i = 0; i < 130; i++) updates.requestRecorded(exchange);
		tell({ kind: "clock" });
		await expect.poll(summarized).toBe(100 * (portions + 1));
		socket.resume();
		await expect.poll(() => text).toContain("event: reset");
		const [told = "", afterwards = ""] = text.split("event: reset");
		const portionsTold = told.split("event: requests").length - 1;
		expect(portionsTold).toBeLessThan(portions);
		// What was missed before all data were replaced doesn't count any more.
		await expect
			.poll(() => text)
			.toContain('event: requests\ndata: {"requests":[],"skipped":130}\n\n');
		expect(afterwards.indexOf("event: clock")).toBeLessThan(
			text.indexOf('"skipped":130'),
		);
		// From now on it gets everything again.
		updates.requestRecorded(exchange);
		await expect.poll(() => text).toMatch(/req_1.*"skipped":0}\n\n$/s);
	});

	test("costs nothing while there is none", async () => {
		const { updates, summarized } = await startUpdates();
		for (let n = 0; n < 1_000; n++) updates.requestRecorded(exchange);
		const { url } = await startUpdates();
		const stream = await openStream(url);
		await stream.next("clock");
		stream.close();
		expect(summarized()).toBe(0);
	});

	test("hears something now and then", async () => {
		const { port } = await startUpdates(5);
		const socket = connect(port, "127.0.0.1");
		onTestFinished(() => void socket.destroy());
		let text = "";
		socket.on("data", (chunk) => {
			text += chunk;
		});
		// Of this version, since it has no chunks.
		socket.write(`GET ${PATH} HTTP/1.0\r\n\r\n`);
		await expect.poll(() => text.split("\n:\n\n").length).toBeGreaterThan(3);
	});

	test("gets the requests that came next, if these can't be read", async () => {
		let isBroken = true;
		const faults: string[] = [];
		const updates = createUpdates(sandbox.database, (trace) =>
			faults.push(trace),
		);
		updates.follow({
			engine: {
				listen: () => () => {},
				clock: () => ({ now: new Date(0), frozen: true, advance: undefined }),
			},
			async summarize() {
				if (isBroken) throw new Error("on purpose");
				return [summary];
			},
		});
		const server = createServer((_, response) => updates.open(response));
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		const stream = await openStream(`http://127.0.0.1:${port}`);
		updates.requestRecorded(exchange);
		await expect.poll(() => faults).toHaveLength(1);
		isBroken = false;
		updates.requestRecorded(exchange);
		expect((await stream.next("requests")).requests).toHaveLength(1);
		updates.end();
		await stream.ended;
		// One that comes too late ends at once.
		await (await openStream(`http://127.0.0.1:${port}`)).ended;
		server.close();
	});
});
