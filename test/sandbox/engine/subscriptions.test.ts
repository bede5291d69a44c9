import {
	afterAll,
	beforeAll,
	beforeEach,
	describe,
	expect,
	test,
} from "vitest";
import { type Receiver, startReceiver } from "../setup/receiver.ts";
import { DAY, FIRST, useSandbox } from "../setup/sandbox.ts";
import { createPlan, openSession, PHONE, subscribe } from "../setup/shop.ts";

const sandbox = useSandbox();
const { retry_payment_every: RETRY, total_retries: RETRIES } = FIRST;
/** A number with insufficient funds. */
const POOR = "+2250701020001";

let receiver: Receiver;
beforeAll(async () => {
	receiver = await startReceiver(sandbox);
});
afterAll(() => receiver.close());
beforeEach(() => void receiver.deliveries.splice(0));

const to = (time: string) => sandbox.engine.advance(new Date(time));
/** The start of the next test: 31 January of an unused year. */
let year = 2026;
const at = (day: string) => `${year}-${day}T10:00:00.000Z`;
const begin = async (
	plan?: Parameters<typeof subscribe>[1],
	request?: Parameters<typeof subscribe>[2],
) => {
	year++;
	// The days below are those of a common year.
	if (year % 4 === 0) year++;
	await to(at("01-31"));
	receiver.deliveries.splice(0);
	return subscribe(sandbox, plan, request);
};
const read = async (id: string) =>
	(await sandbox.lomi.subscriptions.get(id)).data;
/** Events of a subscription, each with its day, status and next due date. */
const told = (id: string) =>
	receiver.deliveries
		.filter(({ event }) => event.event.startsWith("SUBSCRIPTION_"))
		.map(({ event }) => ({ ...event, data: event.data as never as Told }))
		.filter(({ data }) => data.subscription_id === id)
		.map(({ event, timestamp, data }) =>
			[
				event.replace("SUBSCRIPTION_", ""),
				timestamp.slice(5, 10),
				data.status,
				data.next_billing_date?.slice(5, 10) ?? "-",
			].join(" "),
		);
interface Told {
	subscription_id: string;
	status: string;
	next_billing_date: string | null;
}
const withPhone = async (customer_id: string, phone_number: string) =>
	sandbox.lomi.customers.update(customer_id, { phone_number });
const end = async (id: string) => {
	await sandbox.lomi.subscriptions.cancel(id);
	await sandbox.engine.idle();
};

test("charges on the last day of a short month, and on the right day afterwards", async () => {
	const { subscription_id: id } = await begin();
	await to(at("05-31"));
	expect(told(id)).toStrictEqual([
		"CREATED 01-31 active 02-28",
		"RENEWED 02-28 active 03-31",
		"RENEWED 03-31 active 04-30",
		"RENEWED 04-30 active 05-31",
		"RENEWED 05-31 active 06-30",
	]);
	await end(id);
	expect(told(id).at(-1)).toBe("CANCELED 05-31 cancelled -");
	receiver.deliveries.splice(0);
	await to(at("09-01"));
	expect(told(id)).toStrictEqual([]);
});

describe("a charge that fails", () => {
	/** Fails from the first renewal on; returns the days of its attempts. */
	const fail = async (
		failed_payment_action?: "cancel" | "pause" | "continue",
	) => {
		const begun = await begin(
			{ ...(failed_payment_action && { failed_payment_action }) },
			{ phone: PHONE },
		);
		await withPhone(begun.customer_id, POOR);
		await to(at("02-28"));
		const days = [at("02-28").slice(0, 10)];
		for (let retry = 1; retry <= RETRIES; retry++) {
			const day = new Date(Date.parse(at("02-28")) + retry * RETRY * DAY);
			days.push(day.toISOString().slice(0, 10));
		}
		return { begun, days: days.map((day) => day.slice(5)) };
	};
	const restore = (id: string) => withPhone(id, PHONE);

	test("is retried every few days, until it succeeds", async () => {
		const { begun, days } = await fail("cancel");
		await to(at(days[1] ?? ""));
		await restore(begun.customer_id);
		await to(at("04-15"));
		expect(told(begun.subscription_id)).toStrictEqual([
			"CREATED 01-31 active 02-28",
			`PAYMENT_FAILED ${days[0]} past_due ${days[1]}`,
			`PAYMENT_FAILED ${days[1]} past_due ${days[2]}`,
			`RENEWED ${days[2]} active 03-31`,
			"RENEWED 03-31 active 04-30",
		]);
		await end(begun.subscription_id);
	});

	test.each([
		["cancel", "cancelled", "-"],
		["pause", "paused", "02-28"],
		["continue", "active", "03-31"],
		[undefined, "active", "03-31"],
	] as const)(
		"on the last retry, with %s, makes it %s",
		async (action, status, next) => {
			const { begun, days } = await fail(action);
			const last = days.at(-1) ?? "";
			await to(at(last));
			const { subscription_id: id, customer_id } = begun;
			expect(told(id).slice(1, 2 + RETRIES)).toStrictEqual(
				days.map((day, index) =>
					day === last
						? `PAYMENT_FAILED ${day} ${status} ${next}`
						: `PAYMENT_FAILED ${day} past_due ${days[index + 1]}`,
				),
			);
			expect(told(id).slice(2 + RETRIES)).toStrictEqual(
				action === "cancel" ? [`CANCELED ${last} cancelled -`] : [],
			);
			await restore(customer_id);
			receiver.deliveries.splice(0);
			await to(at("04-01"));
			expect(told(id)).toStrictEqual(
				status === "active" ? ["RENEWED 03-31 active 04-30"] : [],
			);
			await end(id);
		},
	);

	test("can be paid in a checkout session", async () => {
		const { begun } = await fail("cancel");
		const { subscription_id, customer_id } = begun;
		const session = await openSession(sandbox, { subscription_id });
		await sandbox.engine.pay(session.checkout_session_id, { phone: PHONE });
		expect(await read(subscription_id)).toMatchObject({
			status: "active",
			next_billing_date: at("03-31"),
		});
		await restore(customer_id);
		await end(subscription_id);
	});
});

test("is made once after a pause, and continues from there", async () => {
	const { subscription_id: id } = await begin();
	await sandbox.lomi.subscriptions.update(id, { status: "paused" });
	await to(at("05-10"));
	expect(told(id)).toHaveLength(1);
	await sandbox.lomi.subscriptions.update(id, { status: "active" });
	await to(at("06-30"));
	expect(told(id).slice(1)).toStrictEqual([
		"RENEWED 05-10 active 05-31",
		"RENEWED 05-31 active 06-30",
		"RENEWED 06-30 active 07-31",
	]);
	await end(id);
});

test("is counted from a changed next_billing_date", async () => {
	const { subscription_id: id } = await begin();
	await sandbox.lomi.subscriptions.update(id, {
		next_billing_date: at("02-10"),
	});
	await to(at("04-10"));
	expect(told(id).slice(1)).toStrictEqual([
		"RENEWED 02-10 active 03-10",
		"RENEWED 03-10 active 04-10",
		"RENEWED 04-10 active 05-10",
	]);
	await end(id);
});

test("stays on the plan's day, whatever was changed", async () => {
	const { subscription_id: id } = await begin({ charge_day: 5 });
	expect((await read(id)).next_billing_date).toBe(at("02-05"));
	await sandbox.lomi.subscriptions.update(id, {
		next_billing_date: at("02-10"),
	});
	await to(at("03-05"));
	expect(told(id).slice(1)).toStrictEqual([
		"RENEWED 02-10 active 03-05",
		"RENEWED 03-05 active 04-05",
	]);
	await end(id);
});

test("ends the trial", async () => {
	const begun = await begin({ first_payment_type: "non_initial" });
	expect(begun.status).toBe("trial");
	await to(at("03-31"));
	expect(told(begun.subscription_id)).toStrictEqual([
		"CREATED 01-31 trial 02-28",
		"RENEWED 02-28 active 03-31",
		"RENEWED 03-31 active 04-30",
	]);
	await end(begun.subscription_id);
});

test("is charged now for what a change makes due in the past, once for each period", async () => {
	const { subscription_id } = await begin({ billing_frequency: "monthly" });
	await to(at("06-15"));
	receiver.deliveries.splice(0);
	await sandbox.lomi.subscriptions.update(subscription_id, {
		next_billing_date: at("04-10"),
	});
	await to(at("06-16"));
	expect(told(subscription_id)).toStrictEqual([
		"RENEWED 06-15 active 05-10",
		"RENEWED 06-15 active 06-10",
		"RENEWED 06-15 active 07-10",
	]);
	await end(subscription_id);
});

test("starts a trial that was postponed", async () => {
	const { subscription_id } = await begin({
		first_payment_type: "non_initial",
	});
	const { lomi } = sandbox;
	const { data: postponed } = await lomi.subscriptions.update(subscription_id, {
		start_date: at("06-15"),
	});
	expect(postponed).toMatchObject({
		status: "pending",
		start_date: at("06-15"),
		next_billing_date: at("06-15"),
	});
	await to(at("06-14"));
	expect((await read(subscription_id)).status).toBe("pending");
	await to(at("06-16"));
	expect(await read(subscription_id)).toMatchObject({
		status: "active",
		next_billing_date: at("07-15"),
	});
});

test("is as requested, whatever the start", async () => {
	const { subscription_id } = await begin({
		first_payment_type: "non_initial",
	});
	const { data } = await sandbox.lomi.subscriptions.update(subscription_id, {
		start_date: at("06-15"),
		status: "trial",
	});
	expect(data.status).toBe("trial");
});

test("isn't made after the end date, when it expires", async () => {
	const { subscription_id: id } = await begin();
	await sandbox.lomi.subscriptions.update(id, { end_date: at("03-31") });
	await to(at("04-30"));
	expect(told(id).slice(1)).toStrictEqual(["RENEWED 02-28 active -"]);
	expect(await read(id)).toMatchObject({
		status: "expired",
		end_date: at("03-31"),
		next_billing_date: null,
		updated_at: at("03-31"),
	});
});

test("to a one-time plan is never charged again", async () => {
	const begun = await begin({ billing_frequency: "one-time" });
	await to(at("12-01"));
	expect(told(begun.subscription_id)).toStrictEqual(["CREATED 01-31 active -"]);
});

test("cancelled while a charge is pending stays cancelled", async () => {
	const begun = await begin({}, { phone: PHONE });
	// The next charge succeeds 20 seconds late.
	await withPhone(begun.customer_id, "+2250701020005");
	await to(at("02-28"));
	await sandbox.lomi.subscriptions.cancel(begun.subscription_id);
	await to(`${year}-02-28T10:01:00.000Z`);
	expect(await read(begun.subscription_id)).toMatchObject({
		status: "cancelled",
		next_billing_date: null,
	});
	expect(receiver.names().slice(-2)).toStrictEqual([
		"SUBSCRIPTION_CANCELED",
		"PAYMENT_SUCCEEDED",
	]);
	await withPhone(begun.customer_id, PHONE);
});

test("of a deleted customer, or a disconnected provider, can't be charged", async () => {
	const begun = await begin({}, { phone: "+2250701029999" });
	await sandbox.lomi.customers.delete(begun.customer_id);
	await to(at("02-28"));
	expect(told(begun.subscription_id).at(-1)).toMatch(/^PAYMENT_FAILED 02-28/);
	await end(begun.subscription_id);

	const other = await begin();
	await sandbox.engine.setProvider(FIRST.merchant_id, "ORANGE", false);
	await to(at("02-28"));
	expect(told(other.subscription_id).at(-1)).toMatch(/^PAYMENT_FAILED 02-28/);
	await sandbox.engine.setProvider(FIRST.merchant_id, "ORANGE", true);
	await end(other.subscription_id);
});

describe("with a prorated first payment", () => {
	test.each([
		["prorated", "02-20"],
		["initial", "03-20"],
	] as const)(
		"is charged on the next charge day: %s, %s",
		async (first_payment_type, next) => {
			await to(`${++year}-02-10T10:00:00.000Z`);
			const begun = await subscribe(sandbox, {
				charge_day: 20,
				first_payment_type,
			});
			expect(begun.next_billing_date).toBe(at(next));
			await end(begun.subscription_id);
		},
	);
});

test("is charged for each period that passed while a charge failed", async () => {
	const begun = await begin(
		{ billing_frequency: "weekly", failed_payment_action: "cancel" },
		{ phone: PHONE },
	);
	const { subscription_id: id, customer_id } = begun;
	await withPhone(customer_id, POOR);
	// Every attempt but the last fails, and by then the next week has started.
	const due = Date.parse(at("02-07"));
	const paid = due + RETRIES * RETRY * DAY;
	expect(paid).toBeGreaterThan(due + 7 * DAY);
	await to(new Date(paid - 1).toISOString());
	await withPhone(customer_id, PHONE);
	await to(new Date(paid).toISOString());
	const renewed = told(id).filter((line) => line.startsWith("RENEWED"));
	expect(renewed[0]).toMatch(/ active 02-14$/);
	expect(renewed[1]).toMatch(/ active 02-21$/);
	await end(id);
});

test("continues with the period after the one that failed, even if that has started", async () => {
	const begun = await begin(
		{ billing_frequency: "weekly", failed_payment_action: "continue" },
		{ phone: PHONE },
	);
	const { subscription_id: id, customer_id } = begun;
	await withPhone(customer_id, POOR);
	const last = Date.parse(at("02-07")) + RETRIES * RETRY * DAY;
	await to(new Date(last).toISOString());
	expect(told(id)[1 + RETRIES]).toMatch(/^PAYMENT_FAILED .* active 02-14$/);
	await withPhone(customer_id, PHONE);
	await end(id);
});

test("names its customer in each payment", async () => {
	const begun = await begin();
	await to(at("02-28"));
	const { data } = await sandbox.lomi.transactions.list();
	const paid = data.filter(
		(each) => each.subscription_id === begun.subscription_id,
	);
	expect(paid.map(({ customer_id }) => customer_id)).toStrictEqual(
		Array(2).fill(begun.customer_id),
	);
	await end(begun.subscription_id);
});

test("is renewed once if a late charge succeeds after somebody else paid", async () => {
	const begun = await begin({}, { phone: PHONE });
	const { subscription_id, customer_id } = begun;
	const pay = async () => {
		const session = await openSession(sandbox, { subscription_id });
		await sandbox.engine.pay(session.checkout_session_id, { phone: PHONE });
		await sandbox.engine.idle();
	};
	// Nothing is due, so it pays for nothing.
	await pay();
	expect(told(subscription_id)).toHaveLength(1);
	await withPhone(customer_id, POOR);
	await to(at("02-28"));
	// The next charge succeeds 20 seconds late.
	await withPhone(customer_id, "+2250701020005");
	await to(new Date(Date.parse(at("02-28")) + RETRY * DAY).toISOString());
	await pay();
	expect(await read(subscription_id)).toMatchObject({ status: "past_due" });
	await to(
		new Date(Date.parse(at("02-28")) + RETRY * DAY + 60_000).toISOString(),
	);
	expect(await read(subscription_id)).toMatchObject({
		status: "active",
		next_billing_date: at("03-31"),
	});
	expect(
		told(subscription_id).filter((line) => line.startsWith("RENEWED")),
	).toHaveLength(1);
	await withPhone(customer_id, PHONE);
	await end(subscription_id);
});

describe("an overdue charge", () => {
	const overdue = async () => {
		const begun = await begin({}, { phone: PHONE });
		await withPhone(begun.customer_id, POOR);
		await to(at("02-28"));
		expect(await read(begun.subscription_id)).toHaveProperty(
			"status",
			"past_due",
		);
		return begun;
	};
	const paidBy = async (
		subscription_id: string,
		fields: Parameters<typeof openSession>[1],
	) => {
		const { checkout_session_id } = await openSession(sandbox, {
			subscription_id,
			...fields,
		});
		await sandbox.engine.pay(checkout_session_id, { phone: PHONE });
		return (await read(subscription_id)).status;
	};

	test("is settled by a session that pays the amount of its plan, or more", async () => {
		for (const amount of [10_000, 10_001]) {
			const { subscription_id } = await overdue();
			expect(await paidBy(subscription_id, { amount })).toBe("active");
			await sandbox.engine.idle();
			expect(told(subscription_id).at(-1)).toMatch(/^RENEWED/);
			await end(subscription_id);
		}
	});

	test("is not settled by less, another currency, or what sells something else", async () => {
		const { subscription_id } = await overdue();
		const { data: product } = await sandbox.lomi.products.create({
			name: "Bazin",
			price: 50_000,
			currency_code: "XOF",
		});
		const { product_id } = product;
		const { plan_id } = await createPlan(sandbox, { amount: 50_000 });
		for (const fields of [
			{ amount: 1 },
			{ amount: 9_999 },
			{ amount: 10_000, currency_code: "EUR" as const },
			{ product_id },
			{ plan_id },
		])
			expect(await paidBy(subscription_id, fields)).toBe("past_due");
		expect(
			told(subscription_id).filter((line) => line.startsWith("RENEWED")),
		).toStrictEqual([]);
		await end(subscription_id);
	});

	test("is not settled by another merchant, whatever an older session says", async () => {
		const { subscription_id } = await overdue();
		const { checkout_session_id } = await openSession({
			...sandbox,
			lomi: sandbox.other,
		});
		await sandbox.database
			.updateTable("checkout_sessions")
			.set({ subscription_id })
			.where("checkout_session_id", "=", checkout_session_id)
			.execute();
		await sandbox.engine.pay(checkout_session_id, { phone: PHONE });
		expect(await read(subscription_id)).toHaveProperty("status", "past_due");
		await end(subscription_id);
	});

	test("stays unpaid if the subscription is cancelled meanwhile: the payment is only a payment", async () => {
		const { subscription_id } = await overdue();
		const { checkout_session_id } = await openSession(sandbox, {
			subscription_id,
		});
		await sandbox.lomi.subscriptions.cancel(subscription_id);
		const { transaction } = await sandbox.engine.pay(checkout_session_id, {
			phone: PHONE,
		});
		expect(transaction).toMatchObject({ status: "completed", subscription_id });
		expect(await read(subscription_id)).toHaveProperty("status", "cancelled");
	});
});
