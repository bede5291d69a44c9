import { once } from "node:events";
import {
	createServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import {
	afterAll,
	beforeAll,
	beforeEach,
	describe,
	expect,
	test,
} from "vitest";
import { verifyWebhook } from "../../../../packages/client/webhooks.ts";
import {
	allRefused,
	FIRST,
	MINUTE,
	startSandbox,
	useSandbox,
} from "../../setup/sandbox.ts";

const sandbox = useSandbox();

let serial = 0;
const create = async (fields: object = {}) =>
	sandbox.lomi.webhooks.create({
		url: `https://boutique.example.ci/webhooks/${++serial}`,
		authorized_events: ["CHECKOUT_COMPLETED"],
		...fields,
	});

describe("createWebhook", () => {
	test("shows the secret once, next to the endpoint", async () => {
		const now = sandbox.clock.turn(MINUTE);
		const url = "https://boutique.example.ci/webhooks/lomi";
		const { data, secret } = await create({ url });
		expect(secret).toMatch(/^whsec_[0-9a-f]{48}$/);
		expect(data).toStrictEqual({
			id: expect.stringMatching(/^wh_[A-Za-z0-9]+$/),
			organization_id: FIRST.organization_id,
			url,
			events: ["CHECKOUT_COMPLETED"],
			active: true,
			description: null,
			created_at: now,
			updated_at: now,
		});
		const later = [
			await sandbox.lomi.webhooks.get(data.id),
			await sandbox.lomi.webhooks.list(),
			await sandbox.lomi.webhooks.update(data.id, { is_active: false }),
		];
		expect(JSON.stringify(later)).not.toContain(secret);
	});

	test("requires unique URLs per organization", async () => {
		const url = "https://boutique.example.ci/webhooks/once";
		await create({ url });
		await expect(create({ url })).rejects.toMatchObject({
			status: 409,
			code: "CONFLICT",
			details: "A webhook with this URL already exists for your organization.",
		});
		await sandbox.other.webhooks.create({
			url,
			authorized_events: ["PAYMENT_FAILED"],
		});
	});

	test("accepts deprecated fields", async () => {
		const { data } = await create({ merchant_id: "me", is_active: true });
		expect(data.active).toBe(true);
	});
});

describe("updateWebhook", () => {
	test("changes only the fields sent", async () => {
		const { data: before } = await create({ description: "Shop" });
		const updated_at = sandbox.clock.turn(MINUTE);
		const { data } = await sandbox.lomi.webhooks.update(before.id, {
			authorized_events: ["PAYMENT_FAILED", "REFUND_CREATED"],
			is_active: false,
		});
		expect(data).toStrictEqual({
			...before,
			events: ["PAYMENT_FAILED", "REFUND_CREATED"],
			active: false,
			updated_at,
		});
		const cleared = await sandbox.lomi.webhooks.update(before.id, {
			description: null,
		});
		expect(cleared.data).toStrictEqual({ ...data, description: null });
	});

	test("can't take another endpoint's URL, but can keep its own", async () => {
		const { data: one } = await create();
		const { data: two } = await create();
		const { webhooks } = sandbox.lomi;
		await webhooks.update(one.id, { url: one.url });
		await expect(
			webhooks.update(two.id, { url: one.url }),
		).rejects.toMatchObject({ status: 409 });
	});
});

describe("deleteWebhook", () => {
	test("deletes it, and frees its URL", async () => {
		const { data } = await create();
		const { webhooks } = sandbox.lomi;
		await webhooks.delete(data.id);
		await allRefused(
			[
				webhooks.get(data.id),
				webhooks.update(data.id, { is_active: true }),
				webhooks.delete(data.id),
				webhooks.test(data.id),
				webhooks.listDeliveryLogs(data.id),
			],
			{ status: 404 },
		);
		await create({ url: data.url });
	});
});

/** An endpoint that answers with a given status, and records requests. */
let endpoint: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let received: { headers: IncomingMessage["headers"]; body: string }[] = [];
let arrived: () => void = () => {};
const end = (status: number) => (_: unknown, response: ServerResponse) =>
	void response.writeHead(status, { location: "/elsewhere" }).end();
beforeAll(async () => {
	endpoint = createServer(async (request, response) => {
		let body = "";
		for await (const chunk of request) body += chunk;
		received.push({ headers: request.headers, body });
		answer(request, response);
		arrived();
	}).listen(0, "127.0.0.1");
	await once(endpoint, "listening");
});
beforeEach(() => {
	answer = end(200);
	received = [];
});
afterAll(() => {
	endpoint.closeAllConnections();
	endpoint.close();
});

/** Registers the endpoint. The API requires https, which the tests have no certificate for. */
const register = async () => {
	const { data, secret } = await create();
	const { port } = endpoint.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}/${data.id}`;
	await sandbox.database
		.updateTable("webhooks")
		.set({ url })
		.where("id", "=", data.id)
		.execute();
	return { id: data.id, secret };
};
const logsOf = async (id: string, query: object = {}) =>
	(await sandbox.lomi.webhooks.listDeliveryLogs(id, query)).data;

describe("testWebhook", () => {
	test("sends a signed event, and returns the result", async () => {
		const { id, secret } = await register();
		const { data } = await sandbox.lomi.webhooks.test(id);
		expect(data).toStrictEqual({
			success: true,
			message: "Test event accepted.",
			webhook_id: id,
			log_id: expect.any(String),
			details: {
				response_status: 200,
				request_duration_ms: expect.any(Number),
			},
		});
		const [delivery] = received;
		expect(delivery?.headers).toMatchObject({
			"content-type": "application/json",
			"user-agent": "Lomi-Webhook/1.0",
			"x-lomi-event": "test.webhook",
		});
		const event = await verifyWebhook({
			body: delivery?.body ?? "",
			signature: String(delivery?.headers["x-lomi-signature"]),
			secret,
		});
		expect(event).toMatchObject({
			event: "test.webhook",
			lomi_environment: "test",
			timestamp: sandbox.clock.now().toISOString(),
		});
		expect(await logsOf(id)).toStrictEqual([
			{
				id: data.log_id,
				webhook_id: id,
				event_type: "test.webhook",
				attempt_number: 1,
				success: true,
				response_status: 200,
				response_body_truncated: false,
				request_duration_ms: expect.any(Number),
				payload_present: true,
				created_at: sandbox.clock.now().toISOString(),
			},
		]);
	});

	test.each([301, 401, 500])(
		"fails if the endpoint answers %i, and follows no redirect",
		async (status) => {
			answer = end(status);
			const { id } = await register();
			const [log, error] = [
				{ success: false, response_status: status },
				{ status: 400, code: "WEBHOOK_DELIVERY_FAILED" },
			];
			await expect(sandbox.lomi.webhooks.test(id)).rejects.toMatchObject({
				...error,
				details: { response_status: status, log_id: expect.any(String) },
			});
			expect(received).toHaveLength(1);
			expect(await logsOf(id)).toMatchObject([log]);
		},
	);

	test("fails without a status if nothing answers", async () => {
		answer = ({ socket }) => void socket.destroy();
		const { id } = await register();
		await expect(sandbox.lomi.webhooks.test(id)).rejects.toMatchObject({
			status: 400,
			code: "WEBHOOK_DELIVERY_FAILED",
			details: expect.any(String),
		});
		expect(await logsOf(id)).toMatchObject([
			{ success: false, response_status: null, request_duration_ms: null },
		]);
	});

	test.each([
		["https://boutique.example.ci/webhooks", "only delivers to this machine"],
		["https://192.168.1.1/webhooks", "only delivers to this machine"],
		["https://127.0.0.1.example.ci/webhooks", "only delivers to this machine"],
		["https://exa%mple/", "Invalid URL"],
		["https://awa@127.0.0.1/", "URLs with credentials"],
	])("never calls %s", async (url, reason) => {
		const { data } = await create();
		await sandbox.database
			.updateTable("webhooks")
			.set({ url })
			.where("id", "=", data.id)
			.execute();
		await expect(sandbox.lomi.webhooks.test(data.id)).rejects.toMatchObject({
			code: "WEBHOOK_DELIVERY_FAILED",
			details: expect.stringContaining(reason),
		});
	});

	test("is sent once for concurrent requests with one idempotency key", async () => {
		const { id } = await register();
		const headers = { "idempotency-key": id };
		const send = { method: "POST", path: `/webhooks/${id}/test`, headers };
		const answers = await sandbox.atOnce([send, send, send]);
		expect(answers[0]?.status).toBe(200);
		expect(answers).toStrictEqual(Array(3).fill(answers[0]));
		expect(received).toHaveLength(1);
	});

	test("blocks nobody, and isn't logged if the endpoint is deleted meanwhile", async () => {
		let respond = () => {};
		const called = new Promise<void>((resolve) => {
			answer = (_, response) => {
				respond = () => response.end();
				resolve();
			};
		});
		const { id } = await register();
		const testing = sandbox.lomi.webhooks.test(id);
		await called;
		await sandbox.lomi.customers.create({ name: "Awa" });
		await sandbox.lomi.webhooks.delete(id);
		respond();
		const { data } = await testing;
		expect(data).not.toHaveProperty("log_id");
	});
});

describe("listWebhookDeliveryLogs", () => {
	test("filters by success and by failure, which are opposites", async () => {
		const { id } = await register();
		await sandbox.lomi.webhooks.test(id);
		answer = end(500);
		await sandbox.lomi.webhooks.test(id).catch(() => {});
		const find = async (query: object) =>
			(await logsOf(id, query)).map(({ success }) => success);
		expect(await find({ success: true })).toStrictEqual([true]);
		expect(await find({ success: false })).toStrictEqual([false]);
		expect(await find({ failed: true })).toStrictEqual([false]);
		expect(await find({ failed: false })).toStrictEqual([true]);
		expect(await find({ success: true, failed: true })).toStrictEqual([]);
		expect(await find({})).toHaveLength(2);
	});
});

describe("retryWebhookDelivery", () => {
	test("sends the same bytes again, as the next attempt", async () => {
		answer = end(500);
		const { id } = await register();
		await sandbox.lomi.webhooks.test(id).catch(() => {});
		const [failed] = await logsOf(id);
		for (const attempt of [2, 3]) {
			sandbox.clock.turn(MINUTE);
			const again = new Promise<void>((resolve) => {
				arrived = resolve;
			});
			const { data } = await sandbox.lomi.webhooks.retryDelivery(
				id,
				failed?.id ?? "",
			);
			expect(data).toStrictEqual({
				success: true,
				message: "Delivery queued again.",
				webhook_id: id,
				log_id: failed?.id,
			});
			await again;
			await expect
				.poll(async () => (await logsOf(id))[0]?.attempt_number)
				.toBe(attempt);
		}
		expect(new Set(received.map(({ body }) => body)).size).toBe(1);
		expect(received).toHaveLength(3);
	});

	test("is aborted when the sandbox closes, without an internal error", async () => {
		const own = await startSandbox();
		const { data } = await own.lomi.webhooks.create({
			url: "https://boutique.example.ci/webhooks",
			authorized_events: ["PAYMENT_FAILED"],
		});
		await own.lomi.webhooks.test(data.id).catch(() => {});
		const { data: logs } = await own.lomi.webhooks.listDeliveryLogs(data.id);
		const { port } = endpoint.address() as AddressInfo;
		await own.database
			.updateTable("webhooks")
			.set({ url: `http://127.0.0.1:${port}/` })
			.execute();
		const called = new Promise<void>((resolve) => {
			// It never answers.
			answer = () => resolve();
		});
		await own.lomi.webhooks.retryDelivery(data.id, logs[0]?.id ?? "");
		await called;
		await own.stop();
		expect(own.faults).toStrictEqual([]);
	});

	test("is limited to failed deliveries", async () => {
		const { id } = await register();
		const { data } = await sandbox.lomi.webhooks.test(id);
		const { webhooks } = sandbox.lomi;
		await expect(
			webhooks.retryDelivery(id, data.log_id ?? ""),
		).rejects.toMatchObject({
			status: 404,
			details: `Delivery log with ID \`${data.log_id}\` did not fail.`,
		});
		const nowhere = "00000000-0000-4000-8000-000000000000";
		await expect(webhooks.retryDelivery(id, nowhere)).rejects.toMatchObject({
			status: 404,
			details: expect.stringContaining(nowhere),
		});
	});
});
