import { describe, expect, test } from "vitest";
import { idempotencyHeader } from "../../../packages/spec/operations.ts";
import { targetOf } from "../../../packages/spec/requests/request.ts";
import { document, operations } from "../../bundle.ts";
import { some } from "../../some.ts";
import { createResources } from "../setup/resources.ts";
import { dump } from "../setup/rows.ts";
import {
	type Answer,
	DAY,
	FIRST,
	KEY_HEADER,
	SECOND,
	type SendOptions,
	sameAnswer,
	useSandbox,
} from "../setup/sandbox.ts";

const sandbox = useSandbox();
const HEADER = idempotencyHeader(document);

let serial = 0;
const newKey = () => `key-${++serial}`;

/** Posts a customer under a key. */
const post = (key: string, body: unknown, options: SendOptions = {}) =>
	sandbox.send("/customers", {
		method: "POST",
		body,
		...options,
		headers: { [HEADER]: key, ...options.headers },
	});
const countCustomers = async () => {
	const rows = await sandbox.database
		.selectFrom("customers")
		.select("customer_id")
		.execute();
	return rows.length;
};

const countAttempts = async (id = "") =>
	(await sandbox.lomi.webhooks.listDeliveryLogs(id)).data.length;

describe.each(some(operations.filter(({ idempotent }) => idempotent)))(
	"$id",
	(operation) => {
		test("runs once per key, and replays its response", async () => {
			const request = (await createResources(sandbox))(operation);
			const options = {
				method: request.method,
				headers: { [HEADER]: newKey() },
				body: request.body,
			};
			const first = await sandbox.send(targetOf(request), options);
			expect(first.status).toBeOneOf([200, 201, 204, 400]);
			// A queued delivery is made after the response.
			if (operation.id === "retryWebhookDelivery")
				await expect.poll(() => countAttempts(request.path.webhook_id)).toBe(2);
			sandbox.clock.turn(DAY - 1);
			// Work that is due by then runs before any request.
			await sandbox.send("/providers");
			await sandbox.engine.idle();
			const before = await dump(sandbox);
			sameAnswer(first, await sandbox.send(targetOf(request), options));
			expect(await dump(sandbox)).toBe(before);
		});
	},
);

test("an error is stored too, and stays when the request would succeed", async () => {
	const key = newKey();
	const refused = await post(key, { nom: "Awa" });
	expect(refused.status).toBe(400);
	sameAnswer(refused, await post(key, { nom: "Awa" }));

	const url = "https://boutique.example.ci/webhooks";
	const authorized_events = ["PAYMENT_FAILED" as const];
	const { data } = await sandbox.lomi.webhooks.create({
		url,
		authorized_events,
	});
	const options = {
		method: "POST",
		headers: { [HEADER]: newKey() },
		body: { url, authorized_events },
	};
	const taken = await sandbox.send("/webhooks", options);
	expect(taken.status).toBe(409);
	await sandbox.lomi.webhooks.delete(data.id);
	sameAnswer(taken, await sandbox.send("/webhooks", options));
});

test("an unreadable body is stored as an error", async () => {
	const key = newKey();
	const headers = { "content-type": "text/plain" };
	const refused = await post(key, '{"name":"Awa"}', { headers });
	expect(refused.status).toBe(400);
	sameAnswer(refused, await post(key, '{"name":"Awa"}'));
});

describe("a reused key is a conflict with", () => {
	const conflicts = ({ status, body }: Answer) => {
		expect(status).toBe(409);
		expect(body.error).toMatchObject({
			code: "CONFLICT",
			details:
				"This `Idempotency-Key` was used with a different request in the last 24 hours.",
		});
	};

	test.each([
		["another body", '{"name":"Awa Diop"}'],
		["the same body, written otherwise", '{"name": "Awa"}'],
		["a body that is refused", "{}"],
	])("%s", async (_what, body) => {
		const key = newKey();
		const first = await post(key, '{"name":"Awa"}');
		const count = await countCustomers();
		conflicts(await post(key, body));
		expect(await countCustomers()).toBe(count);
		sameAnswer(first, await post(key, '{"name":"Awa"}'));
	});

	test("another path, query or method", async () => {
		const key = newKey();
		const { body } = await post(key, { name: "Awa" });
		const headers = { [HEADER]: key };
		const patch = { method: "PATCH", headers, body: { name: "Awa" } };
		const path = `/customers/${body.data.customer_id}`;
		conflicts(await sandbox.send(path, patch));
		conflicts(await sandbox.send(path, { method: "DELETE", headers }));
		const again = { method: "POST", headers, body: { name: "Awa" } };
		conflicts(await sandbox.send("/customers?a=b", again));
	});

	test("a stored error too", async () => {
		const key = newKey();
		await post(key, { nom: "Awa" });
		conflicts(await post(key, { name: "Awa" }));
	});
});

test("a key can be reused after 24 hours, to the millisecond", async () => {
	const key = newKey();
	const first = await post(key, { name: "Awa" });
	sandbox.clock.turn(DAY - 1);
	sameAnswer(first, await post(key, { name: "Awa" }));
	sandbox.clock.turn(1);
	const second = await post(key, { name: "Awa Diop" });
	expect(second.status).toBe(201);
	sameAnswer(second, await post(key, { name: "Awa Diop" }));
});

test("two merchants can use the same key", async () => {
	const key = newKey();
	const [one, two] = await Promise.all(
		[FIRST, SECOND].map(({ api_key }) =>
			post(key, { name: "Awa" }, { headers: { [KEY_HEADER]: api_key } }),
		),
	);
	expect(one?.body.data.merchant_id).toBe(FIRST.merchant_id);
	expect(two?.body.data.merchant_id).toBe(SECOND.merchant_id);
});

const postAtOnce = (bodies: object[], key: string) =>
	sandbox.atOnce(
		bodies.map((body) => ({
			method: "POST",
			path: "/customers",
			headers: { [HEADER]: key },
			body,
		})),
	);

test("concurrent requests with one key run once, and all get the response", async () => {
	const count = await countCustomers();
	const answers = await postAtOnce(Array(20).fill({ name: "Awa" }), newKey());
	const [first] = answers;
	expect(first?.status).toBe(201);
	expect(answers).toStrictEqual(Array(20).fill(first));
	expect(await countCustomers()).toBe(count + 1);
});

test("concurrent different requests with one key: only one runs", async () => {
	const count = await countCustomers();
	const names = Array.from({ length: 10 }, (_, index) => ({
		name: `${index}`,
	}));
	const answers = await postAtOnce(names, newKey());
	const statuses = answers.map(({ status }) => status).toSorted();
	expect(statuses).toStrictEqual([201, ...Array(9).fill(409)]);
	expect(await countCustomers()).toBe(count + 1);
});

test("different keys don't wait for each other, and without a key every request runs", async () => {
	const count = await countCustomers();
	await Promise.all([
		...Array.from({ length: 5 }, () => post(newKey(), { name: "Awa" })),
		...Array.from({ length: 5 }, () =>
			sandbox.send("/customers", { method: "POST", body: { name: "Awa" } }),
		),
	]);
	expect(await countCustomers()).toBe(count + 10);
});

test("early refusals aren't stored: a wrong key, an unacceptable Accept", async () => {
	const key = newKey();
	const unknown = { [KEY_HEADER]: "lomi_sk_test_nobody" };
	expect((await post(key, { name: "A" }, { headers: unknown })).status).toBe(
		401,
	);
	const accept = { accept: "text/html" };
	expect((await post(key, { name: "A" }, { headers: accept })).status).toBe(
		406,
	);
	expect((await post(key, { name: "Awa" })).status).toBe(201);
	// Nor is a stored response replayed to a client that doesn't accept it.
	expect((await post(key, { name: "Awa" }, { headers: accept })).status).toBe(
		406,
	);
});

test("GET ignores the key", async () => {
	const headers = { [HEADER]: newKey() };
	const before = await sandbox.send("/products", { headers });
	await sandbox.lomi.products.create({
		name: "Pagne",
		price: 5,
		currency_code: "XOF",
	});
	const after = await sandbox.send("/products", { headers });
	expect(after.body.meta.total_count).toBe(before.body.meta.total_count + 1);
});
