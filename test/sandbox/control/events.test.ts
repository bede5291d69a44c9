/** Events and deliveries: filters, long polling, sending and resending. */
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { createInbox } from "../../../packages/sandbox/testing/inbox.ts";
import type { Inbox } from "../../../packages/sandbox/testing.ts";
import { readEvents } from "../../../packages/spec/operations.ts";
import { document, violations } from "../../bundle.ts";
import { some } from "../../some.ts";
import { PLANE, startControlled, useControlled } from "../setup/control.ts";
import { FIRST, SECOND } from "../setup/sandbox.ts";

const sandbox = useControlled();
const SESSION = "d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6";
const pay = () => sandbox.control.checkoutSessions.pay(SESSION);
const types = ({ data }: { data: { event_type: string }[] }) =>
	data.map(({ event_type }) => event_type);

let inbox: Inbox | undefined;
afterEach(() => inbox?.close());

test("events are listed newest first, and filtered by name, merchant, time and position", async () => {
	await pay();
	const { events, clock } = sandbox.control;
	expect(types(await events.list())).toStrictEqual([
		"CHECKOUT_COMPLETED",
		"PAYMENT_SUCCEEDED",
		"PAYMENT_CREATED",
	]);
	expect(types(await events.list({ limit: 1 }))).toStrictEqual([
		"CHECKOUT_COMPLETED",
	]);
	const { data } = await events.list({ event: "PAYMENT_SUCCEEDED" });
	expect(data).toHaveLength(1);
	expect(
		types(await events.list({ after: data[0]?.event_id ?? "" })),
	).toStrictEqual(["CHECKOUT_COMPLETED"]);
	const { data: now } = await clock.advance({ by: "PT1S" });
	await events.send(
		{ event: "test.webhook" },
		{ merchant_id: SECOND.merchant_id },
	);
	// The same time, three hours east.
	const east = new Date(Date.parse(now.now) + 3 * 3_600_000).toISOString();
	for (const since of [now.now, east.replace("Z", "+03:00")])
		expect(types(await events.list({ since }))).toStrictEqual(["test.webhook"]);
	for (const [since, count] of [
		["0000-01-01T00:00:00+23:59", 4],
		["9999-12-31T23:59:59-23:59", 0],
	] as const)
		expect((await events.list({ since })).data).toHaveLength(count);
	expect(
		(await events.list({ merchant_id: FIRST.merchant_id })).data,
	).toHaveLength(3);
	await expect(events.list({ after: "evt_nothing" })).rejects.toMatchObject({
		status: 404,
	});
});

test("events are paged, searched, and say how far each has come", async () => {
	await pay();
	const { events } = sandbox.control;
	inbox = await createInbox(sandbox.lomi, document);
	const { data: sent } = await events.send({
		event: "test.webhook",
		data: { message: '100 % "d\'Abidjan"_' },
	});
	await sandbox.engine.idle();
	const { data: all } = await events.list();
	expect(
		all.map(({ deliveries }) => deliveries.map(({ status }) => status)),
	).toStrictEqual([["delivered"], ...all.slice(1).map(() => [])]);
	const walked: string[] = [];
	for await (const { event_id } of events.list({ limit: 1 }))
		walked.push(event_id);
	expect(walked).toStrictEqual(some(all).map(({ event_id }) => event_id));
	const search = async (text: string) =>
		(await events.list({ search: text })).data.map(({ event_id }) => event_id);
	expect(await search("d'Abidjan")).toStrictEqual([sent.event_id]);
	expect(await search("100 % ")).toStrictEqual([sent.event_id]);
	for (const text of ["%", "' OR 1=1 --", "nothing"])
		expect(await search(`${text}${SESSION}`)).toStrictEqual([]);
	expect(await search(SESSION)).toHaveLength(1);
	expect(await search(` "${SESSION}", `)).toStrictEqual(await search(SESSION));
	expect(await search("d’Abidjan")).toStrictEqual([sent.event_id]);
	await expect(events.list({ before: "evt_nothing" })).rejects.toMatchObject({
		status: 404,
	});
});

test("an event is sent with keys of any name", async () => {
	const body =
		'{"event":"test.webhook","data":{"__proto__":{"a":1},"toString":2}}';
	const answer = await fetch(`${sandbox.url}${PLANE}/events`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body,
	});
	expect(answer.status).toBe(201);
	expect(await answer.text()).toContain('"__proto__":{"a":1},"toString":2');
});

describe("waiting", () => {
	test("returns the next event as soon as it occurs", async () => {
		await sandbox.control.events.send({ event: "test.webhook" });
		const next = sandbox.control.events.list({ wait: "PT10S" });
		const payment = sandbox.control.events.list({
			wait: "PT10S",
			event: "PAYMENT_SUCCEEDED",
		});
		// So that both are waiting when it occurs.
		for (let n = 0; n < 3; n++) await sandbox.control.events.list({ limit: 1 });
		await pay();
		expect(types(await next)).toContain("PAYMENT_CREATED");
		expect(types(await next)).not.toContain("test.webhook");
		expect(types(await payment)).toStrictEqual(["PAYMENT_SUCCEEDED"]);
	});

	test("from a position returns newer events immediately", async () => {
		const { events } = sandbox.control;
		const { data } = await events.send({ event: "test.webhook" });
		await pay();
		expect(
			types(await events.list({ wait: "PT10S", after: data.event_id })),
		).toHaveLength(3);
		expect(
			types(await events.list({ wait: "PT10S", since: data.created_at })),
		).toHaveLength(4);
	});

	test("doesn't keep its connection open when the sandbox closes", async () => {
		const started = await startControlled();
		const { hostname, port } = new URL(started.url);
		// A client that never closes connections, unlike fetch.
		const client = connect(Number(port), hostname).resume();
		client.write(
			`GET ${PLANE}/events?wait=PT50S HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`,
		);
		await once(started.app.server, "request");
		const idle = new AbortController();
		// In the same event loop, so that a slow machine delays both.
		const kept = sleep(started.app.server.keepAliveTimeout, "kept open", {
			signal: idle.signal,
		});
		const closed = started.close().then(() => "closed");
		expect(await Promise.race([closed, kept])).toBe("closed");
		idle.abort();
		await Promise.allSettled([closed, kept]);
	});

	test("returns nothing after the timeout, and when the sandbox closes", async () => {
		const started = await startControlled();
		const start = performance.now();
		expect((await started.control.events.list({ wait: "PT0S" })).data).toEqual(
			[],
		);
		const left = started.control.events.list({ wait: "PT50S" });
		await started.control.clock.get();
		await started.close();
		expect((await left).data).toEqual([]);
		expect(performance.now() - start).toBeLessThan(50_000);
	});

	test("for a delivery returns the next attempt", async () => {
		inbox = await createInbox(sandbox.lomi, document, ["PAYMENT_SUCCEEDED"]);
		const { deliveries, clock } = sandbox.control;
		inbox.answerWith(500);
		const failed = deliveries.list({ wait: "PT10S" });
		await clock.get();
		await pay();
		const [attempt] = (await failed).data;
		expect(attempt).toMatchObject({
			event_type: "PAYMENT_SUCCEEDED",
			webhook_id: inbox.webhook_id,
			merchant_id: FIRST.merchant_id,
			status: "waiting",
			attempts: 1,
			response_status: 500,
		});
		const delivered = deliveries.list({
			wait: "PT10S",
			status: "delivered",
			since: "2020-01-01T00:00:00Z",
			event_id: attempt?.event_id ?? "",
		});
		await clock.advance({ to: attempt?.due_at ?? "" });
		expect((await delivered).data).toMatchObject([
			{ attempts: 2, response_status: 204, due_at: null },
		]);
		expect(
			(await deliveries.list({ webhook_id: "wh_other" })).data,
		).toStrictEqual([]);
		expect((await deliveries.list({ status: "failed" })).data).toStrictEqual(
			[],
		);
		expect(
			(await deliveries.list({ event: "PAYMENT_SUCCEEDED" })).data,
		).toHaveLength(1);
		expect(
			(await deliveries.list({ merchant_id: SECOND.merchant_id })).data,
		).toStrictEqual([]);
	});
});

describe("sending", () => {
	test.each(some(readEvents(document)))(
		"$name arrives with its example's body",
		async ({ name, body }) => {
			inbox = await createInbox(sandbox.lomi, document);
			const { data } = await sandbox.control.events.send({ event: name });
			const event = await inbox.next();
			expect(event).toStrictEqual(data.payload);
			expect(violations(body.schema, event)).toStrictEqual([]);
			const example = body.examples[0]?.value as { data: object };
			expect(event.data).toStrictEqual(example.data);
			await inbox.close();
		},
	);

	test("merges objects, and replaces everything else in the example", async () => {
		const { data } = await sandbox.control.events.send({
			event: "PAYMENT_SUCCEEDED",
			data: {
				gross_amount: 5_000,
				customer_id: null,
				metadata: { order_id: undefined, table: "7" },
			},
		});
		expect(data.payload).toMatchObject({
			event: "PAYMENT_SUCCEEDED",
			data: {
				gross_amount: 5_000,
				customer_id: null,
				metadata: { table: "7" },
				currency_code: "XOF",
			},
		});
	});

	test("again delivers the same bytes", async () => {
		inbox = await createInbox(sandbox.lomi, document);
		const { data } = await sandbox.control.events.send({
			event: "test.webhook",
		});
		const first = await inbox.next();
		await sandbox.control.events.resend(data.event_id);
		expect(await inbox.next()).toStrictEqual(first);
		await sandbox.control.events.resend(data.event_id, {
			webhook_id: inbox.webhook_id,
		});
		expect(await inbox.next()).toStrictEqual(first);
		await expect(
			sandbox.control.events.resend(data.event_id, {
				webhook_id: "wh_nothing",
			}),
		).rejects.toMatchObject({ status: 404 });
	});
});
