/** lomi-sandbox/testing: parallel sandboxes, and an inbox that returns events or explains what is missing. */
import { afterAll, describe, expect, test } from "vitest";
import {
	type Inbox,
	NothingArrivedError,
	startSandbox,
	type TestSandbox,
} from "../../packages/sandbox/testing.ts";
import { KEY_HEADER } from "./setup/sandbox.ts";

const sandbox = await startSandbox();
afterAll(sandbox.close);

const send = (event: string, data = {}) =>
	sandbox.control.events.send({ event, data });

describe("a sandbox", () => {
	test("has its own port and data, and the client's environment variables", async () => {
		const other = await startSandbox();
		expect(other.url).not.toBe(sandbox.url);
		await sandbox.lomi.products.create({
			name: "Pagne",
			price: 5,
			currency_code: "XOF",
		});
		expect((await sandbox.lomi.products.list()).data).toHaveLength(1);
		expect((await other.lomi.products.list()).data).toHaveLength(0);
		expect(other.env).toStrictEqual({
			LOMI_API_URL: other.url,
			LOMI_API_KEY: other.key,
		});
		expect(other.merchants[0]?.api_key).toBe(other.key);
		await other.close();
	});

	test("accepts the options of createSandbox", async () => {
		const started = await startSandbox({ seed: 1, seedSize: 20 });
		expect(
			(await started.lomi.transactions.list()).data.length,
		).toBeGreaterThan(5);
		await started.close();
	});

	test("is gone with its inboxes once closed or disposed", async () => {
		let left: TestSandbox;
		let inbox: Inbox;
		{
			await using inner = await startSandbox();
			left = inner;
			inbox = await inner.inbox();
		}
		const headers = { [KEY_HEADER]: left.key };
		await expect(fetch(`${left.url}/products`, { headers })).rejects.toThrow();
		await expect(fetch(inbox.url)).rejects.toThrow();
	});
});

describe("an inbox", () => {
	test("returns events in order of arrival, each once", async () => {
		await using inbox = await sandbox.inbox(["REFUND_CREATED"]);
		const early = inbox.next("REFUND_CREATED");
		await send("test.webhook", { message: "one" });
		await send("test.webhook", { message: "two" });
		await sandbox.delivered();
		await send("REFUND_CREATED");
		expect((await early).data.refunded_amount).toBe(15_000);
		expect((await inbox.next("test.webhook")).data.message).toBe("one");
		expect((await inbox.next()).event).toBe("test.webhook");
		expect(inbox.received).toHaveLength(3);
	});

	test("lists what arrived if nothing else does", async () => {
		await using inbox = await sandbox.inbox(["PAYMENT_CREATED"], {
			timeout: 20,
		});
		const errorOf = (name?: "PAYMENT_SUCCEEDED") =>
			inbox.next(name).catch((caught) => caught);
		const nothing = await errorOf();
		expect(nothing).toBeInstanceOf(NothingArrivedError);
		expect(nothing.message).toBe(
			"No event arrived within 20 ms. Received: nothing.",
		);
		await send("PAYMENT_CREATED");
		await send("PAYMENT_CREATED");
		await sandbox.delivered();
		await inbox.next();
		const error = await errorOf("PAYMENT_SUCCEEDED");
		expect(error.message).toBe(
			"No PAYMENT_SUCCEEDED arrived within 20 ms. Received: PAYMENT_CREATED, PAYMENT_CREATED. Not consumed yet: PAYMENT_CREATED. The inbox isn't subscribed to PAYMENT_SUCCEEDED: pass it to inbox().",
		);
		expect(error.stack).toContain("testing.test.ts");
	});

	test("rejects and counts invalid signatures", async () => {
		await using inbox = await sandbox.inbox(["REFUND_CREATED"], {
			timeout: 20,
		});
		await sandbox.control.faults.create({
			kind: "delivery",
			times: 1,
			wrong_signature: true,
		});
		await send("test.webhook");
		await sandbox.delivered();
		expect(inbox.refused).toBe(1);
		await expect(inbox.next()).rejects.toThrow(
			"Received: nothing. 1 more had an invalid signature.",
		);
		await sandbox.control.faults.clear();
	});

	test("answers with the given statuses, and gets retries", async () => {
		await using inbox = await sandbox.inbox(["REFUND_CREATED"]);
		inbox.answerWith(500, 503);
		const { data } = await send("test.webhook");
		await sandbox.delivered();
		await sandbox.control.clock.advance({ by: "P1D" });
		expect(inbox.received.map(({ id }) => id)).toStrictEqual([
			data.event_id,
			data.event_id,
			data.event_id,
		]);
		const { data: logs } = await sandbox.lomi.webhooks.listDeliveryLogs(
			inbox.webhook_id,
		);
		expect(logs.map(({ response_status }) => response_status)).toStrictEqual([
			204, 503, 500,
		]);
	});
});
