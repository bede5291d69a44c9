/** Injected faults, over real connections. */
import { afterEach, describe, expect, test } from "vitest";
import {
	ConnectionError,
	Lomi,
	RateLimitError,
	ServerError,
} from "../../../packages/client/index.ts";
import { drawLatency } from "../../../packages/sandbox/control/faults/latency.ts";
import { seededRandom } from "../../../packages/sandbox/random.ts";
import { createInbox } from "../../../packages/sandbox/testing/inbox.ts";
import type { Inbox } from "../../../packages/sandbox/testing.ts";
import {
	type Node,
	readOperations,
} from "../../../packages/spec/operations.ts";
import { BASE, document } from "../../bundle.ts";
import { useControlled } from "../setup/control.ts";
import { FIRST, SECOND } from "../setup/sandbox.ts";

const sandbox = useControlled();
const SESSION = "d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6";
const PRODUCT = { name: "Pagne", price: 5_000, currency_code: "XOF" } as const;

const statusOf = (call: PromiseLike<unknown>) =>
	call.then(
		() => 200,
		(error) => error.status ?? error.name,
	);
const count = async () => (await sandbox.lomi.products.list()).meta.total_count;

describe("requests", () => {
	test("the n-th call and those after it get a documented error, without side effects", async () => {
		const { data } = await sandbox.control.faults.create({
			kind: "request",
			operation: "createProduct",
			nth: 2,
			times: 2,
			status: 500,
			code: "DATABASE_ERROR",
		});
		const before = await count();
		const statuses = [];
		for (let n = 0; n < 4; n++)
			statuses.push(await statusOf(sandbox.lomi.products.create(PRODUCT)));
		expect(statuses).toStrictEqual([200, 500, 500, 200]);
		expect(await count()).toBe((before ?? 0) + 2);
		expect(await sandbox.control.faults.list()).toMatchObject({
			data: [{ fault_id: data.fault_id, calls: 4, hits: 2 }],
		});
	});

	test("every documented error can be injected, and equals its example", async () => {
		const [operation] = readOperations(document).filter(
			({ id }) => id === "listCustomers",
		);
		for (const { status, body } of operation?.answers ?? []) {
			if (status < 400) continue;
			await sandbox.control.faults.create({
				kind: "request",
				operation: "listCustomers",
				status,
			});
			const answer = await fetch(`${sandbox.url}${BASE}/customers`);
			expect(answer.status).toBe(status);
			expect(await answer.json()).toStrictEqual(body?.examples[0]?.value);
			await sandbox.control.faults.clear();
		}
	});

	test("a 429 has the rule's Retry-After, and a retrying client succeeds", async () => {
		await sandbox.control.faults.create({
			kind: "request",
			times: 2,
			status: 429,
			retry_after: 0,
		});
		const error = await sandbox.lomi.products.list().catch((caught) => caught);
		expect(error).toBeInstanceOf(RateLimitError);
		expect(error.headers.get("Retry-After")).toBe("0");
		const patient = new Lomi({
			apiKey: FIRST.api_key,
			baseUrl: sandbox.url + BASE,
		});
		await patient.products.list();

		await sandbox.control.faults.create({ kind: "request", status: 429 });
		const usual = await sandbox.lomi.products.list().catch((caught) => caught);
		expect(usual.headers.get("Retry-After")).toBe("12");
	});

	test("a rule for a key or an operation doesn't affect others", async () => {
		await sandbox.control.faults.create({
			kind: "request",
			api_key: SECOND.api_key,
			operation: "listProducts",
			status: 503,
		});
		const other = new Lomi({
			apiKey: SECOND.api_key,
			baseUrl: sandbox.url + BASE,
			maxRetries: 0,
		});
		await expect(other.products.list()).rejects.toThrow(ServerError);
		await other.customers.list();
		await sandbox.lomi.products.list();
	});

	test("a rule for all operations skips those that don't document its error", async () => {
		await sandbox.control.faults.create({ kind: "request", status: 409 });
		await sandbox.lomi.products.list();
		expect(await statusOf(sandbox.lomi.products.create(PRODUCT))).toBe(409);
	});

	test.each([
		["before", 0],
		["after", 1],
	] as const)(
		"a connection dropped %s leaves %i behind",
		async (drop, more) => {
			const before = (await count()) ?? 0;
			await sandbox.control.faults.create({
				kind: "request",
				operation: "createProduct",
				times: 1,
				drop,
			});
			await expect(sandbox.lomi.products.create(PRODUCT)).rejects.toThrow(
				ConnectionError,
			);
			expect(await count()).toBe(before + more);
			expect(
				await sandbox.control.requests.list({ operation: "createProduct" }),
			).toMatchObject({
				data: [
					{
						status: null,
						response_body: null,
						fault_id: expect.stringMatching(/^fault_/),
					},
				],
			});
		},
	);

	test("an idempotency key recovers a lost response", async () => {
		await sandbox.control.faults.create({
			kind: "request",
			operation: "createProduct",
			times: 1,
			drop: "after",
		});
		const before = (await count()) ?? 0;
		const options = { idempotencyKey: "once" };
		await statusOf(sandbox.lomi.products.create(PRODUCT, options));
		await sandbox.lomi.products.create(PRODUCT, options);
		expect(await count()).toBe(before + 1);
	});

	test("latencies add up, and delay errors too", async () => {
		const latency = { distribution: "fixed", ms: 40 } as const;
		await sandbox.control.faults.create({ kind: "request", latency });
		await sandbox.control.faults.create({
			kind: "request",
			latency,
			status: 500,
		});
		const start = performance.now();
		await expect(sandbox.lomi.products.list()).rejects.toThrow(ServerError);
		expect(performance.now() - start).toBeGreaterThan(79);
	});

	test.each([
		[{ distribution: "fixed", ms: 100 }, 100, 0],
		[{ distribution: "uniform", min_ms: 50, max_ms: 150 }, 100, 28.9],
		[{ distribution: "normal", mean_ms: 100, deviation_ms: 20 }, 100, 20],
		[{ distribution: "exponential", mean_ms: 100 }, 100, 100],
	] as const)("latency is drawn from %j", (latency, mean, deviation) => {
		const random = seededRandom(7);
		const drawn = Array.from({ length: 10_000 }, () =>
			drawLatency(random, latency),
		);
		expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
		const average = drawn.reduce((sum, each) => sum + each) / drawn.length;
		const variance =
			drawn.reduce((sum, each) => sum + (each - average) ** 2, 0) /
			drawn.length;
		expect(Math.abs(average - mean)).toBeLessThan(4);
		expect(Math.abs(Math.sqrt(variance) - deviation)).toBeLessThan(4);
		const again = seededRandom(7);
		expect(drawLatency(again, latency)).toBe(drawn[0]);
	});

	test("a deleted rule has no effect", async () => {
		const { data } = await sandbox.control.faults.create({
			kind: "request",
			status: 500,
		});
		await sandbox.control.faults.delete(data.fault_id);
		await sandbox.lomi.products.list();
	});

	test.each<[string, Node, string]>([
		[
			"code without status",
			{ code: "CONFLICT", drop: "after" },
			"`code` and `retry_after` require `status`.",
		],
		[
			"a code that the status hasn't",
			{ operation: "createProduct", status: 409, code: "NOT_FOUND" },
			"createProduct documents the 409 with CONFLICT.",
		],
		[
			"an error that nobody documents",
			{ status: 418 },
			"No operation documents a 418.",
		],
		[
			"a range that is none",
			{ latency: { distribution: "uniform", min_ms: 2, max_ms: 1 } },
			"`latency.max_ms` must be at least `latency.min_ms`",
		],
		[
			"a distribution that doesn't exist",
			{ latency: { distribution: "lognormal" } },
			"`latency.distribution` must be one of fixed, uniform, normal, exponential",
		],
	])("%s is refused", async (_what, rule, details) => {
		expect(
			await sandbox.ask("POST", "/faults", { kind: "request", ...rule }),
		).toMatchObject({ status: 400, body: { error: { details } } });
	});
});

describe("deliveries", () => {
	let inbox: Inbox | undefined;
	afterEach(() => inbox?.close());
	const send = (message: string) =>
		sandbox.control.events.send({ event: "test.webhook", data: { message } });
	const open = async () => {
		inbox = await createInbox(sandbox.lomi, document);
		return inbox;
	};
	const messages = ({ received }: Inbox) =>
		received.map(({ data }) => (data as { message: string }).message);

	test("are duplicated", async () => {
		const { received, next } = await open();
		await sandbox.control.faults.create({
			kind: "delivery",
			event: "test.webhook",
			times: 1,
			duplicate: true,
		});
		await send("one");
		await next();
		await next();
		await sandbox.engine.idle();
		expect(received).toHaveLength(2);
		expect(received[1]).toStrictEqual(received[0]);
	});

	test("are reordered", async () => {
		inbox = await createInbox(sandbox.lomi, document);
		await sandbox.control.faults.create({
			kind: "delivery",
			event: "PAYMENT_CREATED",
			times: 1,
			reorder: true,
		});
		await sandbox.control.checkoutSessions.pay(SESSION);
		await sandbox.engine.idle();
		expect(inbox.received.map(({ event }) => event)).toStrictEqual([
			"PAYMENT_SUCCEEDED",
			"PAYMENT_CREATED",
			"CHECKOUT_COMPLETED",
		]);
	});

	test("are delayed", async () => {
		const { next } = await open();
		await sandbox.control.faults.create({ kind: "delivery", delay_ms: 60 });
		const start = performance.now();
		await send("one");
		await next();
		expect(performance.now() - start).toBeGreaterThan(59);
	});

	test("get a wrong signature once, and a correct one on retry", async () => {
		const opened = await open();
		await sandbox.control.faults.create({
			kind: "delivery",
			webhook_id: opened.webhook_id,
			times: 1,
			wrong_signature: true,
		});
		await send("one");
		await sandbox.engine.idle();
		expect(opened.refused).toBe(1);
		expect(opened.received).toStrictEqual([]);
		await sandbox.control.clock.advance({ by: "P1D" });
		expect(messages(opened)).toStrictEqual(["one"]);
	});

	test("aren't affected by rules for other events or endpoints, and a rule must have an effect", async () => {
		const opened = await open();
		const { faults } = sandbox.control;
		const wrong = { kind: "delivery", wrong_signature: true } as const;
		await faults.create({ ...wrong, event: "REFUND_CREATED" });
		await faults.create({ ...wrong, webhook_id: "wh_other" });
		await send("one");
		await opened.next();
		expect(opened.refused).toBe(0);
		expect(
			await sandbox.ask("POST", "/faults", { kind: "delivery" }),
		).toMatchObject({
			status: 400,
			body: {
				error: {
					details:
						"The rule makes nothing go wrong. Give it `duplicate`, `reorder`, `delay_ms` or `wrong_signature`.",
				},
			},
		});
	});
});

describe("a rule that is off", () => {
	test("does nothing and counts nothing, and goes on where it was", async () => {
		const { faults } = sandbox.control;
		const { data } = await faults.create({
			kind: "request",
			operation: "createProduct",
			nth: 2,
			status: 500,
		});
		expect(data.enabled).toBe(true);
		const create = () => statusOf(sandbox.lomi.products.create(PRODUCT));
		expect(await create()).toBe(200);
		const { data: off } = await faults.update(data.fault_id, {
			enabled: false,
		});
		expect(off).toStrictEqual({ ...data, enabled: false, calls: 1 });
		expect([await create(), await create()]).toStrictEqual([200, 200]);
		expect((await faults.list()).data).toStrictEqual([off]);
		await faults.update(data.fault_id, { enabled: true });
		expect(await create()).toBe(500);
	});

	test("is off for deliveries, too", async () => {
		await sandbox.lomi.webhooks.create({
			url: "http://127.0.0.1:9/",
			authorized_events: ["PAYMENT_FAILED"],
		});
		const { faults, events } = sandbox.control;
		const { data } = await faults.create({ kind: "delivery", duplicate: true });
		const sent = async () => {
			await events.send({ event: "test.webhook" });
			await sandbox.engine.idle();
			return (await faults.list()).data[0]?.hits;
		};
		await faults.update(data.fault_id, { enabled: false });
		expect(await sent()).toBe(0);
		await faults.update(data.fault_id, { enabled: true });
		expect(await sent()).toBeGreaterThan(0);
	});

	test("is off after a snapshot is restored", async () => {
		const { faults, snapshots } = sandbox.control;
		const { data } = await faults.create({ kind: "delivery", duplicate: true });
		await faults.update(data.fault_id, { enabled: false });
		await snapshots.create({ name: "off" });
		await faults.update(data.fault_id, { enabled: true });
		await snapshots.restore("off");
		expect((await faults.list()).data[0]?.enabled).toBe(false);
		await faults.update(data.fault_id, { enabled: true });
		// The snapshot has its own.
		await snapshots.restore("off");
		expect((await faults.list()).data[0]?.enabled).toBe(false);
	});

	test.each(["fault_700", "x"])("%s can't be switched", async (id) => {
		const { status } = await sandbox.ask("PATCH", `/faults/${id}`, {
			enabled: true,
		});
		expect(status).toBe(id === "x" ? 400 : 404);
	});
});
