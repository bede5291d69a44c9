import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import net from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../packages/sandbox/clock.ts";
import { controlDocument } from "../../bundle.ts";
import {
	type Delivered,
	EVENT_NAMES,
	type Receiver,
	startReceiver,
} from "../setup/receiver.ts";
import { DAY, MINUTE, startSandbox } from "../setup/sandbox.ts";
import { PHONE, pay } from "../setup/shop.ts";

type Options = Parameters<typeof startSandbox>[0];
/** Closed after each test. */
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of open.splice(0).reverse()) await close();
});

const start = async (options?: Options) => {
	const sandbox = await startSandbox(options);
	open.push(async () => {
		await sandbox.stop();
		expect(sandbox.faults).toStrictEqual([]);
	});
	return sandbox;
};
const receive = async (...args: Parameters<typeof startReceiver>) => {
	const receiver = await startReceiver(...args);
	open.push(receiver.close);
	return receiver;
};
type Sandbox = Awaited<ReturnType<typeof start>>;
const logsOf = async ({ lomi }: Sandbox, { id }: Pick<Receiver, "id">) =>
	(await lomi.webhooks.listDeliveryLogs(id, { limit: 100 })).data;
/** Registers a URL at which something else than a receiver answers. */
const register = async ({ lomi }: Sandbox, url: string) => {
	const { data } = await lomi.webhooks.create({
		url,
		authorized_events: EVENT_NAMES as never,
	});
	return data;
};
const PAID = ["PAYMENT_CREATED", "PAYMENT_SUCCEEDED", "CHECKOUT_COMPLETED"];

test("an event has the documented headers, and is logged", async () => {
	const sandbox = await start();
	const receiver = await receive(sandbox);
	await pay(sandbox);
	await sandbox.engine.idle();
	expect(receiver.names()).toStrictEqual(PAID);
	const [{ headers, event, body }] = receiver.deliveries as [Delivered];
	expect(headers).toMatchObject({
		"content-type": "application/json",
		"user-agent": "Lomi-Webhook/1.0",
		"x-lomi-event": "PAYMENT_CREATED",
		"content-length": String(Buffer.byteLength(body)),
	});
	expect(event).toMatchObject({
		id: expect.stringMatching(/^evt_[0-9a-f]{24}$/),
		timestamp: sandbox.clock.now().toISOString(),
		lomi_environment: "test",
	});
	expect(await logsOf(sandbox, receiver)).toHaveLength(3);
});

test("an endpoint receives only the events it subscribes to, of its own organization, while active", async () => {
	const sandbox = await start();
	const wants = await receive(sandbox, undefined, ["CHECKOUT_COMPLETED"]);
	const other = await receive({ lomi: sandbox.other });
	const inactive = await receive(sandbox);
	await sandbox.lomi.webhooks.update(inactive.id, { is_active: false });
	await pay(sandbox);
	await sandbox.engine.idle();
	expect(wants.names()).toStrictEqual(["CHECKOUT_COMPLETED"]);
	expect(other.names()).toStrictEqual([]);
	expect(inactive.names()).toStrictEqual([]);
});

test("events arrive in order, one at a time, however quickly they occur", async () => {
	const sandbox = await start();
	let atOnce = 0;
	const receiver = await receive(sandbox, (response) => {
		expect(++atOnce).toBe(1);
		setImmediate(() => {
			atOnce--;
			response.end();
		});
	});
	await Promise.all(Array.from({ length: 30 }, () => pay(sandbox)));
	await sandbox.engine.idle();
	const rows = await sandbox.database
		.selectFrom("events")
		.select("event_id")
		.orderBy("sequence")
		.execute();
	expect(rows).toHaveLength(90);
	expect(receiver.deliveries.map(({ event }) => event.id)).toStrictEqual(
		rows.map(({ event_id }) => event_id),
	);
});

test("what waited for an inactive endpoint is delivered once it is active again", async () => {
	const sandbox = await start();
	const receiver = await receive(sandbox, undefined, ["PAYMENT_CREATED"]);
	const { lomi, database, engine } = sandbox;
	await pay(sandbox);
	await engine.idle();
	await lomi.webhooks.update(receiver.id, { is_active: false });
	await database
		.updateTable("deliveries")
		.set({ status: "waiting", due_at: sandbox.clock.now().toISOString() })
		.execute();
	await lomi.webhooks.update(receiver.id, { is_active: true });
	await expect.poll(() => receiver.deliveries.length).toBe(2);
});

test("a result that can't be written ends its delivery, and no other", async () => {
	const faults: string[] = [];
	const sandbox = await startSandbox({
		onFault: (trace) => faults.push(trace),
	});
	open.push(sandbox.stop);
	const good = await receive(sandbox, undefined, ["PAYMENT_CREATED"]);
	const bad = await receive(sandbox, undefined, ["PAYMENT_CREATED"]);
	await sandbox.lomi.webhooks.update(bad.id, { is_active: false });
	await pay(sandbox);
	const { database } = sandbox;
	const event = await database
		.selectFrom("events")
		.select(["event_id", "created_at", "sequence"])
		.where("event_type", "=", "PAYMENT_CREATED")
		.executeTakeFirstOrThrow();
	// The log refuses an attempt that is neither the first nor a later one.
	await database
		.insertInto("deliveries")
		.values({
			event_id: event.event_id,
			webhook_id: bad.id,
			sequence: event.sequence,
			status: "waiting",
			attempts: -1,
			due_at: event.created_at,
			updated_at: event.created_at,
		})
		.execute();
	await sandbox.lomi.webhooks.update(bad.id, { is_active: true });
	await pay(sandbox);
	await sandbox.engine.idle();
	expect([good.deliveries.length, bad.deliveries.length]).toStrictEqual([2, 2]);
	expect(faults).toHaveLength(1);
	const ended = await database
		.selectFrom("deliveries")
		.select(["status", "reason"])
		.where("attempts", "=", -1)
		.execute();
	expect(ended).toMatchObject([
		{ status: "failed", reason: expect.stringContaining("can't be written") },
	]);
});

describe("a failed attempt", () => {
	test("is made again by itself, whatever is delivered meanwhile", async () => {
		const sandbox = await start({ clock: systemClock, webhookRetries: [1] });
		const again = Promise.withResolvers<void>();
		let first: string | undefined;
		await receive(sandbox, (response, { event }) => {
			const isFirst = first === undefined;
			first ??= event.id;
			response.writeHead(isFirst ? 500 : 200).end();
			if (!isFirst && event.id === first) again.resolve();
		});
		await pay(sandbox);
		await sandbox.engine.idle();
		// Other events don't make it forgotten.
		await pay(sandbox);
		await sandbox.engine.idle();
		await again.promise;
	});

	test("is retried three times within six hours, with the same bytes", async () => {
		const sandbox = await start();
		const receiver = await receive(
			sandbox,
			(response) => response.writeHead(503).end(),
			["PAYMENT_CREATED"],
		);
		await pay(sandbox);
		const begin = sandbox.engine.clock().now.getTime();
		await sandbox.engine.advance(new Date(begin + 2 * DAY));
		const logs = (await logsOf(sandbox, receiver)).reverse();
		expect(
			logs.map(({ attempt_number, success, response_status, created_at }) => [
				attempt_number,
				success,
				response_status,
				(Date.parse(created_at) - begin) / 1000,
			]),
		).toStrictEqual([
			[1, false, 503, 0],
			[2, false, 503, 1_029],
			[3, false, 503, 1_029 + 4_114],
			[4, false, 503, 6 * 60 * 60],
		]);
		const bodies = new Set(receiver.deliveries.map(({ body }) => body));
		const signatures = receiver.deliveries.map(
			({ headers }) => headers["x-lomi-signature"],
		);
		expect([bodies.size, new Set(signatures).size]).toStrictEqual([1, 1]);
	});

	test("is retried when requested, and blocks nothing meanwhile", async () => {
		const sandbox = await start();
		let status = 500;
		const receiver = await receive(
			sandbox,
			(response) => response.writeHead(status).end(),
			["PAYMENT_CREATED"],
		);
		await pay(sandbox);
		await sandbox.engine.idle();
		status = 200;
		await pay(sandbox);
		await sandbox.engine.idle();
		expect(receiver.deliveries).toHaveLength(2);
		const [failed] = (await logsOf(sandbox, receiver)).filter(
			({ success }) => !success,
		);
		await sandbox.lomi.webhooks.retryDelivery(receiver.id, failed?.id ?? "");
		await sandbox.engine.idle();
		const [first, , again] = receiver.deliveries;
		expect(again?.body).toBe(first?.body);
		// It has arrived, so the scheduled retries are dropped.
		const { now } = sandbox.engine.clock();
		await sandbox.engine.advance(new Date(now.getTime() + DAY));
		expect(receiver.deliveries).toHaveLength(3);
	});

	test("is retried after the delays of webhookRetries", async () => {
		const sandbox = await start({ webhookRetries: [60] });
		let status = 500;
		const receiver = await receive(
			sandbox,
			(response) => response.writeHead(status).end(),
			["PAYMENT_CREATED"],
		);
		await pay(sandbox);
		await sandbox.engine.idle();
		status = 200;
		sandbox.clock.turn(MINUTE);
		await sandbox.send("/providers");
		await expect.poll(() => receiver.deliveries.length).toBe(2);
	});
});

describe("a hostile endpoint", () => {
	const serve = async (
		listener: Parameters<typeof createServer>[1],
	): Promise<string> => {
		const server: Server = createServer(listener as never);
		return listen(server);
	};
	const listen = async (server: net.Server): Promise<string> => {
		const sockets = new Set<Socket>();
		server.on("connection", (socket: Socket) => {
			sockets.add(socket);
			socket.on("error", () => {});
			socket.on("close", () => sockets.delete(socket));
		});
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		open.push(async () => {
			for (const socket of sockets) socket.destroy();
			server.close();
		});
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	};

	test("doesn't affect other deliveries, and is logged correctly", async () => {
		const sandbox = await start({ webhookRetries: [] });
		let redirected = 0;
		const target = await serve((_request, response) => {
			redirected++;
			response.end();
		});
		const answers: Record<string, [url: string, status: number | null]> = {
			slow: [await serve(() => {}), null],
			trickling: [
				await serve((_request, response) => {
					response.writeHead(200);
					const timer = setInterval(() => response.write("."), 20);
					response.on("close", () => clearInterval(timer));
				}),
				200,
			],
			endless: [
				await serve((_request, response) => {
					response.writeHead(200, { "content-length": String(2 * 2 ** 30) });
					const piece = Buffer.alloc(2 ** 16);
					const write = () => {
						while (!response.destroyed && response.write(piece));
						if (!response.destroyed) response.once("drain", write);
					};
					write();
				}),
				200,
			],
			redirecting: [
				await serve((_request, response) =>
					response.writeHead(307, { location: target }).end(),
				),
				307,
			],
			"redirecting to a private address": [
				await serve((_request, response) =>
					response
						.writeHead(301, { location: "http://169.254.169.254/" })
						.end(),
				),
				301,
			],
			resetting: [
				await listen(
					net.createServer((socket) => void socket.resetAndDestroy()),
				),
				null,
			],
			"no HTTP": [
				await listen(
					net.createServer((socket) => void socket.end("hello\r\n\r\n")),
				),
				null,
			],
			"switching protocols": [
				await listen(
					net.createServer((socket) =>
						socket.write(
							"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
						),
					),
				),
				101,
			],
			closed: ["http://127.0.0.1:1/", null],
		};
		const bad = new Map<string, string>();
		for (const [name, [url]] of Object.entries(answers))
			bad.set(name, (await register(sandbox, url)).id);
		const receiver = await receive(sandbox);
		await pay(sandbox);
		await expect
			.poll(() => receiver.names(), { interval: 5 })
			.toStrictEqual(PAID);
		for (const [name, [, status]] of Object.entries(answers)) {
			if (name === "slow") continue;
			await expect
				.poll(async () =>
					(await logsOf(sandbox, { id: bad.get(name) ?? "" })).map(
						(log) => log.response_status,
					),
				)
				.toStrictEqual([status, status, status]);
		}
		expect(redirected).toBe(0);
	});

	test("times out", async () => {
		const sandbox = await start({ webhookRetries: [], webhookTimeout: 20 });
		const { id } = await register(sandbox, await serve(() => {}));
		await expect(sandbox.lomi.webhooks.test(id)).rejects.toMatchObject({
			code: "WEBHOOK_DELIVERY_FAILED",
		});
	});

	test("is never the sandbox itself", async () => {
		const sandbox = await start({ control: controlDocument });
		const { id } = await register(
			sandbox,
			`${sandbox.origin}/_sandbox/clock/freeze`,
		);
		await expect(sandbox.lomi.webhooks.test(id)).rejects.toMatchObject({
			details: expect.stringContaining("doesn't deliver to itself"),
		});
		expect(sandbox.engine.clock().frozen).toBe(false);
	});

	test("is told why a redirect failed", async () => {
		const sandbox = await start();
		const url = await serve((_request, response) =>
			response.writeHead(301, { location: "/" }).end(),
		);
		const { id } = await register(sandbox, url);
		await expect(sandbox.lomi.webhooks.test(id)).rejects.toMatchObject({
			details: {
				response_status: 301,
				reason: expect.stringContaining("redirects aren't followed"),
			},
		});
	});

	test.each([
		"https://169.254.169.254/latest/meta-data",
		"https://10.0.0.1/",
		"https://[fd00::1]/",
		"https://[::ffff:10.0.0.1]/",
		"https://0.0.0.0/",
		"https://2130706433.example/",
		"https://boutique.example.ci/",
	])("isn't called at %s", async (url) => {
		const sandbox = await start();
		const { id } = await register(sandbox, url);
		await expect(sandbox.lomi.webhooks.test(id)).rejects.toMatchObject({
			details: expect.stringContaining("--webhook-hosts"),
		});
	});

	test("requires https unless it is on this machine", async () => {
		const sandbox = await start();
		for (const url of [
			"http://boutique.example.ci/",
			"http://127.0.0.1.example.ci/",
			"http://localhost.example.ci/",
			"http://127.0.0.1@example.ci/",
		])
			await expect(register(sandbox, url), url).rejects.toMatchObject({
				status: 400,
			});
	});

	test("may use plain http on allowed hosts, too", async () => {
		const webhookHosts = ["Shop", "host.docker.internal", "[fd00::1]", ".ci"];
		const sandbox = await start({ webhookHosts });
		for (const host of [
			...["shop:3000", "SHOP.", "host.docker.internal", "[fd00::1]:80"],
			...["a.b.example.CI:1", "LOCALHOST:1"],
		])
			await register(sandbox, `http://${host}/webhooks`);
		for (const host of ["shop.example.cn", "hostxdocker.internal", "shop@a"])
			await expect(
				register(sandbox, `http://${host}/webhooks`),
			).rejects.toMatchObject({
				status: 400,
				details: expect.stringContaining(" or Shop or host.docker.internal"),
			});
	});

	test("is called at names of this machine, and elsewhere if allowed", async () => {
		const sandbox = await start({ webhookHosts: ["192.0.2.1"] });
		const port = new URL(await serve((_request, response) => response.end()))
			.port;
		const { id } = await register(sandbox, `http://localhost:${port}/`);
		const { data } = await sandbox.lomi.webhooks.test(id);
		expect(data.success).toBe(true);
	});
});

test("faults affect deliveries: duplicated, reordered, delayed, wrongly signed", async () => {
	const sandbox = await start();
	const receiver = await receive(sandbox);
	sandbox.engine.setDeliveryFaults(async ({ event_type }) =>
		event_type === "PAYMENT_CREATED"
			? { reorder: true }
			: event_type === "CHECKOUT_COMPLETED"
				? { duplicate: true, delay: 30 }
				: undefined,
	);
	await pay(sandbox, { phone: PHONE });
	await sandbox.engine.idle();
	expect(receiver.names()).toStrictEqual([
		"PAYMENT_SUCCEEDED",
		"PAYMENT_CREATED",
		"CHECKOUT_COMPLETED",
		"CHECKOUT_COMPLETED",
	]);
	expect(await logsOf(sandbox, receiver)).toHaveLength(4);
});
