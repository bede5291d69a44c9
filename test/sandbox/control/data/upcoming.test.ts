/** What happens next, which is only looked at. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { controlDocument, enumOf } from "../../../bundle.ts";
import { useControlled } from "../../setup/control.ts";
import { dump } from "../../setup/rows.ts";
import { FIRST, SECOND } from "../../setup/sandbox.ts";
import { pay, subscribe } from "../../setup/shop.ts";

const sandbox = useControlled();
const list = async (query: object = {}) =>
	(await sandbox.control.clock.listUpcoming(query)).data;

/** An endpoint that refuses everything. */
async function refuse(is_active = true): Promise<void> {
	const server = createServer((_, response) => {
		response.writeHead(500).end();
	}).listen(0, "127.0.0.1");
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	await sandbox.lomi.webhooks.create({
		url: `http://127.0.0.1:${port}/`,
		authorized_events: ["PAYMENT_CREATED"],
		is_active,
	});
}

/** One of each kind. */
async function plan() {
	await refuse();
	const { transaction } = await pay(sandbox, { outcome: "unconfirmed" });
	const { subscription_id } = await subscribe(sandbox);
	await sandbox.lomi.subscriptions.update(subscription_id, {
		end_date: "2025-09-01T00:00:00.000Z",
	});
	// Its events are delivered in the background, too.
	await sandbox.engine.idle();
	return { transaction, subscription_id };
}

test("has every kind of work and deliveries, the earliest first", async () => {
	const { transaction, subscription_id } = await plan();
	const found = await list();
	expect([...new Set(found.map(({ kind }) => kind))].toSorted()).toStrictEqual(
		[...enumOf("JobKind", controlDocument), "delivery"].toSorted(),
	);
	const times = found.map(({ due_at }) => due_at);
	expect(times).toStrictEqual(times.toSorted());
	const { data } = await sandbox.control.deliveries.list({ status: "waiting" });
	expect(found).toEqual(
		expect.arrayContaining([
			{
				kind: "settlement",
				resource_id: transaction?.transaction_id,
				merchant_id: FIRST.merchant_id,
				due_at: "2025-04-07T00:30:00.000Z",
			},
			{
				kind: "subscription_expiry",
				resource_id: subscription_id,
				merchant_id: FIRST.merchant_id,
				due_at: "2025-09-01T00:00:00.000Z",
			},
			{
				kind: "delivery",
				resource_id: data[0]?.event_id,
				merchant_id: FIRST.merchant_id,
				due_at: data[0]?.due_at,
			},
		]),
	);
	for (let limit = 1; limit < found.length; limit++)
		expect(await list({ limit })).toStrictEqual(found.slice(0, limit));
	expect(await list({ merchant_id: FIRST.merchant_id })).toStrictEqual(found);
	expect(await list({ merchant_id: SECOND.merchant_id })).toStrictEqual([]);
});

test("runs nothing", async () => {
	await plan();
	await sandbox.engine.idle();
	const before = await dump(sandbox as never);
	await list();
	expect(await dump(sandbox as never)).toBe(before);
});

test("has more than are run at once, if they are asked for", async () => {
	for (let number = 0; number < 150; number++)
		await pay(sandbox, { outcome: "unconfirmed" });
	const found = await list({ limit: 1_000 });
	expect(found.filter(({ kind }) => kind === "settlement")).toHaveLength(150);
	expect(found.filter(({ kind }) => kind === "session_expiry")).toHaveLength(
		151,
	);
});

test("is what happens", async () => {
	await plan();
	await sandbox.control.clock.freeze();
	const [first] = await list();
	await sandbox.control.clock.advance({ to: first?.due_at ?? "" });
	const after = await list();
	expect(after).not.toContainEqual(first);
});

test("has no deliveries to an endpoint that is switched off", async () => {
	await refuse(false);
	await pay(sandbox, { outcome: "unconfirmed" });
	expect((await list()).map(({ kind }) => kind)).not.toContain("delivery");
});

test("has a failed job at the time of its next attempt", async () => {
	await sandbox.database
		.updateTable("subscriptions")
		.set({ next_billing_date: "2025-04-07T00:00:30.000Z", metadata: "[]" })
		.where("subscription_id", "=", "3d813cbb-47fb-432b-991d-ae831df379ad")
		.execute();
	await sandbox.control.clock.freeze();
	await sandbox.control.clock.advance({ by: "PT31S" });
	expect(sandbox.faults.splice(0)).toHaveLength(1);
	expect((await list())[0]).toMatchObject({
		kind: "charge",
		due_at: "2025-04-07T00:01:30.000Z",
	});
});
