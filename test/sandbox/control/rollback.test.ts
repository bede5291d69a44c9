/** An action whose answer could not be shown is a 500, and changes nothing. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Controlled, startControlled } from "../setup/control.ts";
import { dump } from "../setup/rows.ts";
import { FIRST } from "../setup/sandbox.ts";
import { openSession } from "../setup/shop.ts";

let sandbox: Controlled;
beforeAll(async () => {
	sandbox = await startControlled();
});
afterAll(() => sandbox.close());

/** Rows that violate the description, as no request can make them. */
const breakSession = (id: string) =>
	sandbox.database
		.updateTable("checkout_sessions")
		.set({ success_url: "nowhere" })
		.where("checkout_session_id", "=", id)
		.execute();

const session = async () => (await openSession(sandbox)).checkout_session_id;

test.each<
	[string, () => Promise<[method: string, path: string, body?: object]>]
>([
	[
		"a payment",
		async () => {
			const id = await session();
			await breakSession(id);
			return ["POST", `/checkout-sessions/${id}/pay`];
		},
	],
	[
		"a cancellation",
		async () => {
			const id = await session();
			await sandbox.engine.pay(id, { outcome: "unconfirmed" });
			await breakSession(id);
			return ["POST", `/checkout-sessions/${id}/cancel`];
		},
	],
	[
		"an expiry",
		async () => {
			const id = await session();
			await breakSession(id);
			return ["POST", `/checkout-sessions/${id}/expire`];
		},
	],
	[
		"a payment by link",
		async () => {
			const { data } = await sandbox.lomi.paymentLinks.create({
				link_type: "instant",
				title: "Don",
				currency_code: "XOF",
				price: 1_000,
			});
			await sandbox.database
				.updateTable("payment_links")
				.set({ success_url: "nowhere" })
				.where("link_id", "=", data.link_id)
				.execute();
			return ["POST", `/payment-links/${data.link_id}/pay`];
		},
	],
	[
		"a confirmed payment",
		async () => {
			const { transaction } = await sandbox.engine.pay(await session(), {
				outcome: "unconfirmed",
			});
			const { transaction_id = "" } = transaction ?? {};
			await sandbox.database
				.updateTable("transactions")
				.set({ fee_amount: -1, net_amount: 10_001 })
				.where("transaction_id", "=", transaction_id)
				.execute();
			return ["POST", `/transactions/${transaction_id}/confirm`];
		},
	],
	[
		"a refund",
		async () => {
			const { transaction } = await sandbox.engine.pay(await session());
			await sandbox.database
				.updateTable("transactions")
				.set({ fee_amount: -1, net_amount: 10_001 })
				.where("transaction_id", "=", transaction?.transaction_id ?? "")
				.execute();
			const { transaction_id } = transaction ?? {};
			return ["POST", "/refunds", { transaction_id }];
		},
	],
	[
		"a resent event",
		async () => {
			const { event_id } = await sandbox.engine.send(
				FIRST.merchant_id,
				"test.webhook",
				{ message: "Hello" },
			);
			await sandbox.database
				.updateTable("events")
				.set({ payload: "[]" })
				.where("event_id", "=", event_id)
				.execute();
			const { data } = await sandbox.lomi.webhooks.create({
				url: "https://boutique.example.ci/lomi",
				authorized_events: ["PAYMENT_FAILED"],
				is_active: false,
			});
			return ["POST", `/events/${event_id}/resend`, { webhook_id: data.id }];
		},
	],
	[
		"a merchant's setting",
		async () => {
			await sandbox.database
				.updateTable("merchants")
				.set({ total_retries: -1 })
				.execute();
			const body = { retry_payment_every: 7 };
			return ["PATCH", `/merchants/${FIRST.merchant_id}`, body];
		},
	],
])("%s", async (_what, prepare) => {
	const [method, path, body] = await prepare();
	const before = await dump(sandbox);
	expect(await sandbox.ask(method, path, body)).toHaveProperty("status", 500);
	expect(await dump(sandbox)).toBe(before);
	expect(sandbox.faults.splice(0)).toStrictEqual([
		expect.stringContaining("violates #/components/schemas/"),
	]);
});

test("a payment by link that is refused leaves no session behind", async () => {
	const { data } = await sandbox.lomi.paymentLinks.create({
		link_type: "instant",
		title: "Don",
		currency_code: "XOF",
		price: 1_000,
	});
	const before = await dump(sandbox);
	expect(
		await sandbox.ask("POST", `/payment-links/${data.link_id}/pay`, {
			provider: "NOBODY",
		}),
	).toHaveProperty("status", 400);
	expect(await dump(sandbox)).toBe(before);
});
