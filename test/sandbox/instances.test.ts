/** Several instances over one database are one sandbox: what is done on one holds on the others as soon as it is acknowledged. */
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	expect,
	onTestFinished,
	test,
} from "vitest";
import { Lomi } from "../../packages/client/index.ts";
import { Control } from "../../packages/control/index.ts";
import { createSandbox, type Sandbox } from "../../packages/sandbox/index.ts";
import {
	idempotencyHeader,
	testServer,
} from "../../packages/spec/operations.ts";
import { BASE, document } from "../bundle.ts";
import { type Postgres, startPostgres } from "../postgres.ts";
import { type Receiver, startReceiver } from "./setup/receiver.ts";
import { FIRST, KEY_HEADER } from "./setup/sandbox.ts";
import { openStream } from "./setup/stream.ts";

let server: Postgres;
let number = 0;
let data = "";
const traces: string[] = [];
let one: Instance;
let two: Instance;
let three: Instance;
beforeAll(async () => {
	server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
	const client = new Client(server.url);
	await client.connect();
	const name = `test_${++number}`;
	await client.query(`CREATE DATABASE ${name}`);
	await client.end();
	data = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
	// At once, on a database without tables.
	[one, two, three] = await Promise.all([start(), start(), start()]);
});
afterEach(async () => {
	await Promise.all([one, two, three].map(({ close }) => close()));
	expect(traces.splice(0)).toStrictEqual([]);
});

interface Instance extends Sandbox {
	url: string;
	lomi: Lomi;
	control: Control;
	send(
		method: string,
		path: string,
		body?: object,
		headers?: Record<string, string>,
		// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape.
	): Promise<{ status: number; data: any; error: any }>;
}

async function start(
	options: Parameters<typeof createSandbox>[0] = {},
): Promise<Instance> {
	const sandbox = await createSandbox({
		data,
		empty: true,
		webhookRetries: [0.01, 0.02],
		onFault: (trace) => traces.push(trace),
		...options,
	});
	const url = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	return Object.assign(sandbox, {
		url,
		control: new Control({ url }),
		lomi: new Lomi({ apiKey: FIRST.api_key, baseUrl: url + BASE }),
		async send(
			method: string,
			path: string,
			body?: object,
			headers: Record<string, string> = {},
		) {
			const response = await fetch(url + BASE + path, {
				method,
				headers: {
					[KEY_HEADER]: FIRST.api_key,
					...(body && { "content-type": "application/json" }),
					...headers,
				},
				...(body && { body: JSON.stringify(body) }),
			});
			const text = await response.text();
			return {
				status: response.status,
				...(text ? JSON.parse(text) : { data: undefined, error: undefined }),
			};
		},
	});
}

const session = {
	amount: 1_000,
	currency_code: "XOF",
	allowed_providers: ["WAVE"],
	success_url: "https://shop.example/ok",
	cancel_url: "https://shop.example/no",
};

/** Starts an endpoint and registers it. @param delay Milliseconds until it answers. */
async function receive(events: string[], delay = 0): Promise<Receiver> {
	const receiver = await startReceiver(
		one,
		(response) => void setTimeout(() => response.end(), delay),
		events,
	);
	onTestFinished(receiver.close);
	return receiver;
}

const idsOf = ({ deliveries }: Receiver) =>
	deliveries.map(({ event }) => event.id);

test("what is acknowledged on one is there on the others", async () => {
	const { data: customer } = await one.send("POST", "/customers", {
		name: "Awa",
	});
	for (const each of [two, three])
		expect(
			(await each.send("GET", `/customers/${customer.customer_id}`)).data,
		).toStrictEqual(customer);
});

test("an idempotency key answers the same on any, and two at once do the work once", async () => {
	const headers = { [idempotencyHeader(document)]: randomUUID() };
	const answers = await Promise.all(
		[one, two, three, one, two, three].map((each) =>
			each.send("POST", "/customers", { name: "Awa" }, headers),
		),
	);
	const ids = answers.map(({ data }) => data.customer_id);
	expect(new Set(ids).size).toBe(1);
	const again = await two.send("POST", "/customers", { name: "Kofi" }, headers);
	expect(again.status).toBe(409);
	const refused = await Promise.all(
		[one, two].map((each) =>
			each.send(
				"POST",
				"/customers",
				{},
				{
					[idempotencyHeader(document)]: "refused",
				},
			),
		),
	);
	expect(refused.map(({ status }) => status)).toStrictEqual([400, 400]);
});

test("the clock is one: set, frozen and resumed for all", async () => {
	const { data: before } = await one.control.clock.freeze();
	for (const each of [two, three])
		expect((await each.control.clock.get()).data).toStrictEqual(before);
	const { data: later } = await two.control.clock.advance({ by: "P40D" });
	expect(Date.parse(later.now) - Date.parse(before.now)).toBe(40 * 86_400_000);
	for (const each of [one, three])
		expect((await each.control.clock.get()).data).toStrictEqual(later);
	const { data: created } = await three.send("POST", "/customers", {
		name: "Awa",
	});
	expect(created.created_at).toBe(later.now);
	await three.control.clock.resume();
	expect((await one.control.clock.get()).data.frozen).toBe(false);
	await expect
		.poll(async () => (await two.control.clock.get()).data.now)
		.not.toBe(later.now);
});

test("an advance is seen from the others, work goes on meanwhile, and one of them can end it", async () => {
	await receive(["SUBSCRIPTION_RENEWED", "PAYMENT_SUCCEEDED"], 20);
	const subscription_id = await subscribe(one);
	const advancing = one.control.clock
		.advance({ by: "P2000D" })
		.catch(({ details }) => details);
	await expect
		.poll(async () => (await two.control.clock.get()).data.advance?.jobs ?? 0)
		.toBeGreaterThan(2);
	const { status } = await three.send("POST", "/customers", { name: "Awa" });
	expect(status).toBe(201);
	const { data: frozen } = await two.control.clock.freeze();
	expect(String(await advancing)).toContain("The clock was stopped");
	expect((await one.control.clock.get()).data).toStrictEqual(frozen);
	expect(frozen.advance).toBeUndefined();
	// All go on from there.
	await three.control.clock.advance({ by: "P14D" });
	await checkCharges(subscription_id);
});

test("an advance whose lock is lost ends, and the next one goes on from there", async () => {
	const subscription_id = await subscribe(one);
	await receive(["SUBSCRIPTION_RENEWED"], 20);
	const advancing = one.control.clock
		.advance({ by: "P2000D" })
		.catch(({ details }) => details);
	await expect
		.poll(async () => (await two.control.clock.get()).data.advance?.jobs ?? 0)
		.toBeGreaterThan(2);
	// As when it is killed, or cut off.
	const client = new Client(data);
	await client.connect();
	await client.query(
		`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
		AND (classid::bigint << 32 | objid::bigint) = hashtextextended('lomi_sandbox clock', 0)`,
	);
	await client.end();
	expect(String(await advancing)).toContain("The clock was stopped");
	for (const each of [one, two, three])
		await expect
			.poll(async () => (await each.control.clock.get()).data.advance)
			.toBeUndefined();
	await two.control.clock.freeze();
	const { data: before } = await one.control.clock.get();
	const { data: after } = await three.control.clock.advance({ by: "P14D" });
	expect(Date.parse(after.now) - Date.parse(before.now)).toBe(14 * 86_400_000);
	await checkCharges(subscription_id);
});

/** Subscribes a customer to a weekly plan. */
async function subscribe(on: Instance): Promise<string> {
	const { data: plan } = await on.send(
		"POST",
		`/merchants/${FIRST.merchant_id}/subscriptions`,
		{
			name: "Club",
			amount: 500,
			currency_code: "XOF",
			billing_frequency: "weekly",
		},
	);
	const { data: link } = await on.send("POST", "/payment-links", {
		link_type: "plan",
		title: "Club",
		currency_code: "XOF",
		plan_id: plan.plan_id,
	});
	await on.control.paymentLinks.pay(link.link_id, {
		phone: "+2250700000000",
		name: "Awa",
		email: "awa@example.com",
	});
	const { subscription_id } = await on.database
		.selectFrom("subscriptions")
		.select("subscription_id")
		.executeTakeFirstOrThrow();
	return subscription_id;
}

/** Each week was charged exactly once. */
async function checkCharges(subscription_id: string) {
	const now = Date.parse((await one.control.clock.get()).data.now);
	const rows = await one.database
		.selectFrom("transactions")
		.select("created_at")
		.where("subscription_id", "=", subscription_id)
		.orderBy("created_at")
		.execute();
	const times = rows.map(({ created_at }) => Date.parse(created_at));
	const [first = 0] = times;
	const weeks = Math.floor((now - first) / (7 * 86_400_000));
	expect(times).toHaveLength(weeks + 1);
	for (const [index, time] of times.entries())
		expect(Math.round((time - first) / 86_400_000)).toBe(7 * index);
}

test("requests are counted together", async () => {
	const limited = await Promise.all([
		start({ rateLimit: true }),
		start({ rateLimit: true }),
	]);
	const { perMinute } = testServer(document)["x-rate-limit"];
	await one.control.clock.freeze();
	const statuses: number[] = [];
	for (let sent = 0; sent <= perMinute; sent++) {
		const { status } = await (limited[sent % 2] as Instance).send(
			"GET",
			"/products",
		);
		statuses.push(status);
	}
	expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true);
	expect(statuses.at(-1)).toBe(429);
	for (const each of limited)
		expect((await each.send("GET", "/products")).status).toBe(429);
	await one.control.data.reset({ to: "empty" });
	expect((await limited[0]?.send("GET", "/products"))?.status).toBe(200);
	for (const each of limited) await each.close();
});

test("faults are injected by all, and their hits counted together", async () => {
	const { data: rule } = await one.control.faults.create({
		kind: "request",
		operation: "listProducts",
		status: 500,
		times: 3,
	});
	const answers = await Promise.all(
		Array.from({ length: 12 }, (_, at) =>
			([one, two, three][at % 3] as Instance).send("GET", "/products"),
		),
	);
	expect(answers.filter(({ status }) => status === 500)).toHaveLength(3);
	const { data: listed } = await two.control.faults.list();
	expect(listed).toMatchObject([
		{ fault_id: rule.fault_id, calls: 12, hits: 3 },
	]);
	await three.control.faults.delete(rule.fault_id);
	expect((await one.control.faults.list()).data).toStrictEqual([]);
	const { data: next } = await two.control.faults.create({
		kind: "request",
		drop: "before",
	});
	expect(next.fault_id).not.toBe(rule.fault_id);
});

test("snapshots and resets reach all", async () => {
	await one.send("POST", "/customers", { name: "Awa" });
	const stream = await openStream(three.url);
	const { data: taken } = await one.control.snapshots.create({ name: "awa" });
	await stream.next("snapshots");
	expect((await two.control.snapshots.list()).data).toStrictEqual([taken]);
	await two.send("POST", "/customers", { name: "Kofi" });
	await two.control.snapshots.restore("awa");
	await stream.next("reset");
	const names = async (on: Instance) =>
		(await on.database.selectFrom("customers").select("name").execute()).map(
			({ name }) => name,
		);
	expect(await names(one)).toStrictEqual(["Awa"]);
	const { data: file } = await three.control.snapshots.export("awa");
	expect(file.rows).toBe(taken.rows);
	await three.control.data.reset({ to: "empty" });
	expect(await names(one)).toStrictEqual([]);
	await one.control.snapshots.delete("awa");
	expect((await two.control.snapshots.list()).data).toStrictEqual([]);
	stream.close();
	// They outlive the process that has taken them.
	await one.control.snapshots.create({ name: "kept" });
	await one.close();
	one = await start();
	expect((await one.control.snapshots.list()).data).toMatchObject([
		{ name: "kept" },
	]);
	expect((await one.control.snapshots.restore("kept")).data.name).toBe("kept");
});

test("the stream tells what happens on the others", async () => {
	await receive(["PAYMENT_SUCCEEDED"]);
	const stream = await openStream(two.url);
	const { data: checkout } = await one.send(
		"POST",
		"/checkout-sessions",
		session,
	);
	await stream.next("requests", ({ requests }) =>
		requests.some(({ operation }) => operation === "createCheckoutSession"),
	);
	await three.control.checkoutSessions.pay(checkout.checkout_session_id, {});
	await stream.next("events", ({ events }) =>
		events.some(({ event_type }) => event_type === "PAYMENT_SUCCEEDED"),
	);
	await stream.next("deliveries", ({ deliveries }) => deliveries.length > 0);
	await one.control.clock.freeze();
	await stream.next("clock", ({ frozen }) => frozen);
	await one.control.faults.create({ kind: "request", drop: "before" });
	await stream.next("faults");
	stream.close();
});

test("requests are listed, found and sent again on any", async () => {
	await one.send("POST", "/customers", { name: "Awa \u0000 \ufdd0 é" });
	await two.send("GET", "/products");
	await expect
		.poll(async () => (await three.control.requests.list()).data.length)
		.toBe(2);
	const { data: listed } = await three.control.requests.list({
		operation: "createCustomer",
	});
	const [found] = listed;
	expect(found?.request_body).toStrictEqual({ name: "Awa \u0000 \ufdd0 é" });
	expect(found?.response_body).toMatchObject({
		data: { name: "Awa \u0000 \ufdd0 é" },
	});
	const { data: sent } = await two.control.requests.resend(
		found?.request_id ?? "",
		{},
	);
	expect(sent.status).toBe(201);
	expect(sent.request_id).not.toBe(found?.request_id);
	const { data: details } = await two.control.requests.get(sent.request_id);
	expect(details.request_body).toStrictEqual(found?.request_body);
});

test("waiting for events and deliveries ends with those of the others", async () => {
	const receiver = await receive(["PAYMENT_SUCCEEDED"]);
	const { data: checkout } = await one.send(
		"POST",
		"/checkout-sessions",
		session,
	);
	const waiting = [
		two.control.events.list({ event: "PAYMENT_SUCCEEDED", wait: "PT30S" }),
		three.control.deliveries.list({ wait: "PT30S" }),
	];
	// Otherwise it may come before they wait, which would show less.
	await new Promise((resolve) => setTimeout(resolve, 100));
	await one.control.checkoutSessions.pay(checkout.checkout_session_id, {});
	for (const { data } of await Promise.all<{ data: readonly unknown[] }>(
		waiting,
	))
		expect(data).toHaveLength(1);
	expect(receiver.deliveries).toHaveLength(1);
});

test("each event is delivered once and in order, whoever makes it", async () => {
	const names = ["PAYMENT_CREATED", "PAYMENT_SUCCEEDED"];
	const receivers = [await receive(names, 2), await receive(names)];
	const all = [one, two, three];
	await Promise.all(
		Array.from({ length: 30 }, async (_, at) => {
			const on = (by: number) => all[(at + by) % 3] as Instance;
			const { data: checkout } = await on(0).send(
				"POST",
				"/checkout-sessions",
				session,
			);
			await on(1).control.checkoutSessions.pay(
				checkout.checkout_session_id,
				{},
			);
		}),
	);
	const events = await one.database
		.selectFrom("events")
		.select("event_id")
		.where("event_type", "in", ["PAYMENT_CREATED", "PAYMENT_SUCCEEDED"])
		.orderBy("sequence")
		.execute();
	const wanted = events.map(({ event_id }) => event_id);
	expect(wanted.length).toBeGreaterThanOrEqual(60);
	for (const receiver of receivers) {
		await expect.poll(() => receiver.deliveries.length).toBe(wanted.length);
		expect(idsOf(receiver)).toStrictEqual(wanted);
	}
});

test("the deliveries of an instance that has ended are made by another", async () => {
	const slow = await receive(["PAYMENT_SUCCEEDED"], 300);
	for (let n = 0; n < 3; n++) {
		const { data: checkout } = await one.send(
			"POST",
			"/checkout-sessions",
			session,
		);
		await one.control.checkoutSessions.pay(checkout.checkout_session_id, {});
	}
	await one.close();
	await expect.poll(() => new Set(idsOf(slow)).size).toBe(3);
	one = await start();
});
