/** Another description makes other rules: nothing of it is written down in the sandbox as well. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Node } from "../../packages/spec/operations.ts";
import { document } from "../bundle.ts";
import { addSubscription } from "./setup/rows.ts";
import { FIRST, type RunningSandbox, startSandbox } from "./setup/sandbox.ts";
import { createPlan, PHONE, pay } from "./setup/shop.ts";

const HOUR = 60 * 60 * 1000;

const described = structuredClone(document);
const { parameters, responses, schemas } = described.components as Node;
responses.EventReceived["x-delivery"] = {
	timeoutSeconds: 0.02,
	retrySeconds: [7, 70],
};
parameters.IdempotencyKey["x-retention-hours"] = 2;
schemas.EventId["x-id-prefix"] = "note_";
schemas.SubscriptionStatus["x-states"] = {
	charged: ["active"],
	running: ["active", "expired"],
	holdsPlan: ["expired"],
};
for (const fee of Object.values<Node>(schemas.PaymentMethodCode["x-fees"]))
	fee.reference = "SMALL_FEE";

let sandbox: RunningSandbox;
beforeEach(async () => {
	sandbox = await startSandbox({}, described);
});
afterEach(async () => {
	await sandbox.stop();
	expect(sandbox.faults).toStrictEqual([]);
});

test("a delivery has its timeout and its retries", async () => {
	const endpoint = createServer(() => {
		// Never answers.
	});
	await new Promise<void>((resolve) =>
		endpoint.listen(0, "127.0.0.1", resolve),
	);
	try {
		const { port } = endpoint.address() as AddressInfo;
		await sandbox.lomi.webhooks.create({
			url: `http://127.0.0.1:${port}/`,
			authorized_events: ["PAYMENT_CREATED"],
		});
		await pay(sandbox, { phone: PHONE });
		const attempts: [number, number | null][] = [];
		for (let attempt = 0; attempt < 3; attempt++) {
			await sandbox.engine.idle();
			const { now } = sandbox.engine.clock();
			const [row] = await sandbox.database
				.selectFrom("deliveries")
				.selectAll()
				.execute();
			const wait = row?.due_at ? Date.parse(row.due_at) - now.getTime() : null;
			attempts.push([row?.attempts ?? 0, wait]);
			if (row?.due_at) await sandbox.engine.advance(new Date(row.due_at));
		}
		expect(attempts).toStrictEqual([
			[1, 7_000],
			[2, 70_000],
			[3, null],
		]);
	} finally {
		endpoint.closeAllConnections();
		endpoint.close();
	}
});

test("an idempotency key is kept as long", async () => {
	const post = () =>
		sandbox.send("/customers", {
			method: "POST",
			body: { name: "Awa" },
			headers: { "Idempotency-Key": "one" },
		});
	const first = await post();
	sandbox.clock.turn(2 * HOUR - 1);
	expect((await post()).text).toBe(first.text);
	sandbox.clock.turn(1);
	expect((await post()).text).not.toBe(first.text);
});

test("an event's ID begins so", async () => {
	const data = { message: "Bonjour" };
	const { event_id } = await sandbox.engine.send(
		FIRST.merchant_id,
		"test.webhook",
		data,
	);
	expect(event_id).toMatch(/^note_/);
});

test("a payment names its fee", async () => {
	const { transaction } = await pay(sandbox, { phone: PHONE });
	expect(transaction?.fee_reference).toBe("SMALL_FEE");
});

describe("a subscription", () => {
	const add = async (status: "active" | "past_due" | "expired") => {
		const { plan_id } = await createPlan(sandbox);
		const due = new Date(sandbox.engine.clock().now.getTime() + HOUR);
		const subscription_id = await addSubscription(sandbox, {
			plan_id,
			status,
			next_billing_date: due.toISOString(),
		});
		await sandbox.engine.reload();
		return { plan_id, subscription_id };
	};

	test.each([
		["active", 1],
		["past_due", 0],
	] as const)("that is %s is charged %i times", async (status, times) => {
		const { subscription_id } = await add(status);
		const { now } = sandbox.engine.clock();
		await sandbox.engine.advance(new Date(now.getTime() + HOUR));
		const charges = await sandbox.database
			.selectFrom("transactions")
			.select("transaction_id")
			.where("subscription_id", "=", subscription_id)
			.execute();
		expect(charges).toHaveLength(times);
	});

	test.each([
		["active", 204],
		["expired", 409],
	] as const)(
		"that is %s answers the deletion of its plan with %i",
		async (status, answer) => {
			const { plan_id } = await add(status);
			const { status: code } = await sandbox.send(
				`/merchants/${FIRST.merchant_id}/subscriptions/${plan_id}`,
				{ method: "DELETE" },
			);
			expect(code).toBe(answer);
		},
	);
});
