/** The timeline of subscriptions: everything that happened, and a future that comes true. */
import { describe, expect, test } from "vitest";
import { enumOf } from "../../../bundle.ts";
import { some } from "../../../some.ts";
import { useControlled } from "../../setup/control.ts";
import { FIRST } from "../../setup/sandbox.ts";
import { openSession, PHONE, subscribe } from "../../setup/shop.ts";

const sandbox = useControlled();
const POOR = "+2250701020001";
const DELAYED = "+2250701020005";
const NEVER = "+2250701020003";

const timeline = async (id: string) =>
	(await sandbox.control.subscriptions.getTimeline(id)).data;
const kinds = async (id: string) =>
	(await timeline(id)).entries.map(({ kind }) => kind);
const upcoming = async (id: string) =>
	(await timeline(id)).upcoming.map(
		({ at, kind }) => `${kind} ${at.slice(0, 10)}`,
	);
const advance = (by: string) => sandbox.control.clock.advance({ by });
const setPhone = (customer_id: string, phone_number: string) =>
	sandbox.lomi.customers.update(customer_id, { phone_number });

test("tells of charges, failures, retries and refunds, each with its event", async () => {
	const { subscription_id: id, customer_id } = await subscribe(sandbox);
	await advance("P1M");
	await setPhone(customer_id, POOR);
	await advance("P1M");
	await setPhone(customer_id, PHONE);
	await advance("P3D");
	const { data: paid } = await sandbox.control.transactions.list({
		subscription_id: id,
		status: "completed",
	});
	const last = paid[0]?.transaction.transaction_id ?? "";
	await sandbox.control.refunds.create({ transaction_id: last, amount: 400 });
	await sandbox.lomi.subscriptions.cancel(id);

	const { entries, upcoming, subscription } = await timeline(id);
	expect(subscription.status).toBe("cancelled");
	expect(
		entries.map(({ kind, at, amount }) => [kind, at.slice(0, 10), amount]),
	).toStrictEqual([
		["started", "2025-04-07", null],
		["charged", "2025-04-07", 10_000],
		["charged", "2025-05-07", 10_000],
		["charge_failed", "2025-06-07", 10_000],
		["charged", "2025-06-10", 10_000],
		["refunded", "2025-06-10", 400],
		["canceled", "2025-06-10", null],
	]);
	expect(upcoming).toStrictEqual([]);
	const told: (string | undefined)[] = [];
	for (const { event_id } of entries) {
		const event = event_id && (await sandbox.control.events.get(event_id)).data;
		if (event) expect(event.payload.data).toHaveProperty("subscription_id", id);
		told.push(event ? event.event_type : undefined);
	}
	expect(told).toStrictEqual([
		"SUBSCRIPTION_CREATED",
		undefined,
		"SUBSCRIPTION_RENEWED",
		"SUBSCRIPTION_PAYMENT_FAILED",
		"SUBSCRIPTION_RENEWED",
		undefined,
		"SUBSCRIPTION_CANCELED",
	]);
	const { data } = await sandbox.control.transactions.list({
		subscription_id: id,
	});
	expect(
		entries
			.flatMap(({ kind, transaction_id }) =>
				kind === "refunded" ? [] : (transaction_id ?? []),
			)
			.toSorted(),
	).toStrictEqual(
		data.map((each) => each.transaction.transaction_id).toSorted(),
	);
});

test("keeps what was refunded completely among what was charged", async () => {
	const { subscription_id: id } = await subscribe(sandbox);
	const { data } = await sandbox.control.transactions.list({
		subscription_id: id,
	});
	await advance("P1D");
	await sandbox.control.refunds.create({
		transaction_id: data[0]?.transaction.transaction_id ?? "",
	});
	const { entries } = await timeline(id);
	expect(entries.map(({ kind, at }) => [kind, at.slice(0, 10)])).toStrictEqual([
		["started", "2025-04-07"],
		["charged", "2025-04-07"],
		["refunded", "2025-04-08"],
	]);
});

test("shows a pending charge, and what became of it", async () => {
	const { subscription_id: id, customer_id } = await subscribe(sandbox);
	await setPhone(customer_id, NEVER);
	await sandbox.control.clock.freeze();
	await advance("P1M");
	expect((await timeline(id)).entries.at(-1)).toMatchObject({
		kind: "charge_pending",
		event_id: null,
		at: "2025-05-07T00:00:00.000Z",
	});
	// The charge that is under way isn't one of the future.
	expect((await upcoming(id))[0]).toBe("charge 2025-06-07");
	await advance("PT31M");
	expect((await timeline(id)).entries.at(-1)).toMatchObject({
		kind: "charge_failed",
		at: "2025-05-07T00:30:00.000Z",
	});
	await setPhone(customer_id, DELAYED);
	await advance("P3DT1H");
	expect((await timeline(id)).entries.at(-1)).toMatchObject({
		kind: "charged",
		at: "2025-05-10T00:30:20.000Z",
		event_id: expect.stringMatching(/^evt_/),
	});
});

test("starts a trial without a charge", async () => {
	const { subscription_id: id } = await subscribe(sandbox, {
		first_payment_type: "non_initial",
	});
	expect(await kinds(id)).toStrictEqual(["started"]);
	expect((await upcoming(id))[0]).toBe("charge 2025-05-07");
});

test("ends with the action that a plan has for failures", async () => {
	for (const [failed_payment_action, last] of [
		["pause", "paused"],
		["cancel", "canceled"],
		["continue", "charge_failed"],
	] as const) {
		const { subscription_id: id, customer_id } = await subscribe(sandbox, {
			failed_payment_action,
		});
		await setPhone(customer_id, POOR);
		await advance("P2M");
		const all = await kinds(id);
		expect(
			all.filter((kind) => kind === "charge_failed").length,
		).toBeGreaterThan(FIRST.total_retries);
		expect(all.at(-1)).toBe(last);
		await setPhone(customer_id, PHONE);
	}
});

test("a subscription that is paused has nothing before it, but its end", async () => {
	const { subscription_id: id } = await subscribe(sandbox);
	await sandbox.lomi.subscriptions.update(id, { status: "paused" });
	expect(await kinds(id)).toStrictEqual(["started", "charged", "paused"]);
	expect(await upcoming(id)).toStrictEqual([]);
	await sandbox.lomi.subscriptions.update(id, {
		end_date: "2025-04-20T00:00:00.000Z",
	});
	expect(await upcoming(id)).toStrictEqual(["end 2025-04-20"]);
	await advance("P20D");
	expect((await timeline(id)).entries.at(-1)).toMatchObject({
		kind: "expired",
		at: "2025-04-20T00:00:00.000Z",
	});
	expect(await upcoming(id)).toStrictEqual([]);
});

test("knows of a cancellation that no event tells of", async () => {
	const [id] = ["6fa459ea-ee8a-4ca4-894e-db77e160355e"];
	expect(await timeline(id)).toMatchObject({
		entries: [
			{ kind: "started" },
			{ kind: "charged" },
			{ kind: "canceled", at: "2025-04-04T17:00:00.000Z", event_id: null },
		],
		upcoming: [],
	});
});

test("an event of your own making about it changes no other subscription's", async () => {
	const { subscription_id: id } = await subscribe(sandbox);
	const { subscription_id: other } = await subscribe(sandbox);
	await sandbox.control.events.send({
		event: "SUBSCRIPTION_CANCELED",
		data: { subscription_id: other },
	});
	expect(await kinds(id)).not.toContain("canceled");
});

describe("the future", () => {
	/** When a subscription was charged or has ended, from now on. */
	const happened = async (id: string, since: string) => {
		const { entries } = await timeline(id);
		return entries.filter(({ at, kind }) => at > since && kind !== "refunded");
	};

	test.each(
		some(enumOf("BillingFrequency").filter((each) => each !== "one-time")),
	)(
		"of a %s plan comes true",
		async (billing_frequency) => {
			// Months of different lengths are before it.
			await sandbox.control.clock.advance({ to: "2025-05-31T10:00:00.000Z" });
			for (const charge_day of [undefined, 5]) {
				const { subscription_id: id } = await subscribe(sandbox, {
					billing_frequency: billing_frequency as never,
					...(charge_day && { charge_day }),
				});
				const { data: now } = await sandbox.control.clock.get();
				await sandbox.control.snapshots.create({ name: "now" });
				const { upcoming } = await timeline(id);
				expect(upcoming).toHaveLength(6);
				await sandbox.control.clock.advance({ to: upcoming.at(-1)?.at ?? "" });
				expect(
					(await happened(id, now.now)).map(({ at, kind }) => [kind, at]),
				).toStrictEqual(upcoming.map(({ at }) => ["charged", at]));
				await sandbox.control.snapshots.restore("now");
			}
		},
		60_000,
	);

	test("of a plan that charges once is empty", async () => {
		const { subscription_id: id } = await subscribe(sandbox, {
			billing_frequency: "one-time",
		});
		expect(await upcoming(id)).toStrictEqual([]);
	});

	test("ends with the end, and comes true", async () => {
		const { subscription_id: id } = await subscribe(sandbox, {
			billing_frequency: "weekly",
		});
		await sandbox.lomi.subscriptions.update(id, {
			end_date: "2025-04-28T00:00:00.000Z",
		});
		// A charge that is due at the end isn't made.
		expect(await upcoming(id)).toStrictEqual([
			"charge 2025-04-14",
			"charge 2025-04-21",
			"end 2025-04-28",
		]);
		const { data: now } = await sandbox.control.clock.get();
		await advance("P2M");
		expect(
			(await happened(id, now.now)).map(
				({ at, kind }) => `${kind} ${at.slice(0, 10)}`,
			),
		).toStrictEqual([
			"charged 2025-04-14",
			"charged 2025-04-21",
			"expired 2025-04-28",
		]);
	});

	test("begins with the retry, and comes true", async () => {
		const { subscription_id: id, customer_id } = await subscribe(sandbox, {
			billing_frequency: "weekly",
		});
		await sandbox.control.merchants.update(FIRST.merchant_id, {
			retry_payment_every: 9,
		});
		await setPhone(customer_id, POOR);
		await advance("P7D");
		const expected = [
			"retry 2025-04-23",
			// Due on the 21st, during the retries.
			"charge 2025-04-23",
			"charge 2025-04-28",
			"charge 2025-05-05",
			"charge 2025-05-12",
			"charge 2025-05-19",
		];
		expect(await upcoming(id)).toStrictEqual(expected);
		await setPhone(customer_id, PHONE);
		const { data: now } = await sandbox.control.clock.get();
		await sandbox.control.clock.advance({ to: "2025-05-19T00:00:00.000Z" });
		expect(
			(await happened(id, now.now)).map(({ at }) => at.slice(0, 10)),
		).toStrictEqual(expected.map((each) => each.split(" ")[1]));
	});

	test("is that of the amount and the currency of the plan", async () => {
		const { subscription_id: id } = await subscribe(sandbox, {
			amount: 1_999,
			currency_code: "EUR",
		});
		const { upcoming, entries } = await timeline(id);
		for (const each of upcoming)
			expect(each).toMatchObject({ amount: 1_999, currency_code: "EUR" });
		for (const each of entries) expect(each.currency_code).toBe("EUR");
	});
});

test("a payment for what is overdue is one of its charges", async () => {
	const { subscription_id, customer_id } = await subscribe(sandbox);
	await setPhone(customer_id, POOR);
	await advance("P1M");
	const { checkout_session_id } = await openSession(sandbox, {
		subscription_id,
	});
	await sandbox.engine.pay(checkout_session_id, { phone: PHONE });
	expect((await timeline(subscription_id)).entries.at(-1)).toMatchObject({
		kind: "charged",
		event_id: expect.stringMatching(/^evt_/),
	});
	expect((await upcoming(subscription_id))[0]).toBe("charge 2025-06-07");
});
