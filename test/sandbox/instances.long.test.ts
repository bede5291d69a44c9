/**
 * Three instances over one PostgreSQL under random requests, one of which is killed again and again, while the server is stopped and started
 * now and then. Afterwards everything that was acknowledged is there, once, and every event was delivered, in order.
 */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import {
	type AddressInfo,
	connect,
	createServer as createNetServer,
	type Socket,
} from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { Control } from "../../packages/control/index.ts";
import { openStorage } from "../../packages/sandbox/db/open.ts";
import { idempotencyHeader } from "../../packages/spec/operations.ts";
import { BASE, document } from "../bundle.ts";
import { startPostgres } from "../postgres.ts";
import { ledgerOf } from "./setup/ledger.ts";
import { createProgram, type SandboxProcess } from "./setup/process.ts";
import { FIRST, KEY_HEADER } from "./setup/sandbox.ts";

const KILLS = 50;
const STOPS = 5;
/** Instances, and clients that ask them. */
const INSTANCES = 3;
const CLIENTS = 5;
/** Milliseconds between kills, at most. */
const MOMENT = 1_500;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
const URLS = {
	success_url: "https://boutique.example.ci/merci",
	cancel_url: "https://boutique.example.ci/panier",
};
const EVENTS = [
	"PAYMENT_CREATED",
	"PAYMENT_SUCCEEDED",
	"REFUND_COMPLETED",
	"SUBSCRIPTION_CREATED",
	"SUBSCRIPTION_RENEWED",
];

/** An instance, or the one that took its place. */
interface Slot {
	process: SandboxProcess;
	/** Undefined while it starts. */
	url: string | undefined;
}

interface Answer {
	status: number;
	// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape.
	data: any;
}

/** What a client was told. Each has its own, and nobody else changes that. */
interface Model {
	/** The others would mostly wait for it. */
	turnsClock: boolean;
	/** Names by ID. */
	customers: Map<string, string>;
	/** Amounts of sessions by ID. */
	open: Map<string, number>;
	/** Payments of sessions by ID of the session. */
	paid: Map<string, { transaction_id: string; amount: number }>;
	/** Amounts by ID of the payment. Undefined where it isn't known whether it was done. */
	refunds: Map<string, number | undefined>;
}

interface Real {
	/** Sends a request to any instance, again and again until one answers it. */
	send(method: string, path: string, body?: object): Promise<Answer>;
	/** Does something on any instance, once. Undefined if that wasn't answered. */
	control<Result>(
		act: (control: Control) => Promise<Result>,
	): Promise<Result | undefined>;
	plan_id: string;
	link_id: string;
}

type Command = fc.AsyncCommand<Model, Real>;

const pick = <Key, Value>(of: Map<Key, Value>, at: number) =>
	[...of.entries()][at % of.size] as [Key, Value];

const createCustomer: fc.Arbitrary<Command> = fc
	.string({ minLength: 1, maxLength: 12, unit: "grapheme" })
	.map((text) => ({
		toString: () => `create ${text}`,
		check: () => true,
		async run(model, { send }) {
			const name = `Awa ${text}`;
			const { status, data } = await send("POST", "/customers", { name });
			expect(status).toBe(201);
			model.customers.set(data.customer_id, name);
		},
	}));

const updateCustomer: fc.Arbitrary<Command> = fc
	.tuple(fc.nat(), fc.nat(999))
	.map(([at, number]) => ({
		toString: () => `rename ${at}`,
		check: ({ customers }) => customers.size > 0,
		async run({ customers }, { send }) {
			const [id] = pick(customers, at);
			const name = `Kofi ${number}`;
			const { status } = await send("PATCH", `/customers/${id}`, { name });
			expect(status).toBe(200);
			customers.set(id, name);
		},
	}));

const readCustomer: fc.Arbitrary<Command> = fc.nat().map((at) => ({
	toString: () => `read ${at}`,
	check: ({ customers }) => customers.size > 0,
	async run({ customers }, { send }) {
		const [id, name] = pick(customers, at);
		const { data } = await send("GET", `/customers/${id}`);
		// By whichever instance.
		expect(data).toMatchObject({ customer_id: id, name });
	},
}));

const createSession: fc.Arbitrary<Command> = fc
	.integer({ min: 500, max: 90_000 })
	.map((amount) => ({
		toString: () => `session of ${amount}`,
		check: () => true,
		async run({ open }, { send }) {
			const { status, data } = await send("POST", "/checkout-sessions", {
				amount,
				currency_code: "XOF",
				allowed_providers: ["WAVE"],
				...URLS,
			});
			expect(status).toBe(201);
			open.set(data.checkout_session_id, amount);
		},
	}));

const paySession: fc.Arbitrary<Command> = fc.nat().map((at) => ({
	toString: () => `pay ${at}`,
	check: ({ open }) => open.size > 0,
	async run({ open, paid }, { control }) {
		const [id, amount] = pick(open, at);
		const answer = await control((of) => of.checkoutSessions.pay(id, {}));
		const transaction_id = answer?.data.transaction?.transaction_id;
		// It may have been paid nevertheless, or have expired.
		if (!transaction_id) return;
		open.delete(id);
		paid.set(id, { transaction_id, amount });
	},
}));

const refund: fc.Arbitrary<Command> = fc.nat().map((at) => ({
	toString: () => `refund ${at}`,
	check: ({ paid, refunds }) => paid.size > refunds.size,
	async run({ paid, refunds }, { control }) {
		const [, { transaction_id, amount }] = pick(paid, at);
		if (refunds.has(transaction_id)) return;
		const answer = await control((of) => of.refunds.create({ transaction_id }));
		refunds.set(transaction_id, answer ? amount : undefined);
	},
}));

const subscribe: fc.Arbitrary<Command> = fc.nat(9_999_999).map((number) => ({
	toString: () => "subscribe",
	check: () => true,
	async run(_, { control, link_id }) {
		const phone = `+22507${String(number).padStart(8, "0")}`;
		await control((of) =>
			of.paymentLinks.pay(link_id, { phone, name: "Awa", outcome: "succeed" }),
		);
	},
}));

const turnClock: fc.Arbitrary<Command> = fc
	.constantFrom("P1D", "P8D", "freeze", "resume")
	.map((what) => ({
		toString: () => `clock ${what}`,
		check: ({ turnsClock }) => turnsClock,
		async run(_, { control }) {
			await control(({ clock }) =>
				what === "freeze" || what === "resume"
					? clock[what]()
					: clock.advance({ by: what }),
			);
		},
	}));

const COMMANDS = [
	createCustomer,
	updateCustomer,
	readCustomer,
	createSession,
	createSession,
	paySession,
	paySession,
	refund,
	subscribe,
	turnClock,
];

/** An endpoint that records each event when it arrives for the first time. */
async function receive() {
	const seen = new Set<string>();
	const endpoint = createServer((request, response) => {
		let text = "";
		request.on("data", (chunk) => {
			text += chunk;
		});
		request.on("end", () => {
			seen.add(JSON.parse(text).id);
			response.end();
		});
	}).listen(0, "127.0.0.1");
	await new Promise((resolve) => endpoint.once("listening", resolve));
	onTestFinished(() => {
		endpoint.closeAllConnections();
		endpoint.close();
	});
	const { port } = endpoint.address() as AddressInfo;
	return { seen, url: `http://127.0.0.1:${port}/` };
}

test(`${KILLS} kills of one of ${INSTANCES} instances and ${STOPS} stops of the server lose nothing, and do nothing twice`, async () => {
	const server = await startPostgres();
	onTestFinished(() => server.stop());
	const program = await createProgram();
	onTestFinished(() => program.remove());
	const slots: Slot[] = [];
	const run = async (slot: Slot) => {
		slot.process = program.create();
		slot.url = undefined;
		const port = await slot.process.start(server.url);
		slot.url = `http://127.0.0.1:${port}`;
	};
	for (let at = 0; at < INSTANCES; at++) {
		const slot: Slot = { process: program.create(), url: undefined };
		slots.push(slot);
		const port = await slot.process.start(server.url);
		slot.url = `http://127.0.0.1:${port}`;
	}
	onTestFinished(() =>
		Promise.all(slots.map(({ process }) => process.kill())).then(() => {}),
	);

	const anyUrl = async () => {
		for (;;) {
			const up = slots.flatMap(({ url }) => url ?? []);
			const url = up[Math.floor(Math.random() * up.length)];
			if (url) return url;
			await sleep(10);
		}
	};
	let isOver = false;
	const send: Real["send"] = async (method, path, body) => {
		const key = randomUUID();
		for (;;) {
			try {
				const response = await fetch(`${await anyUrl()}${BASE}${path}`, {
					method,
					headers: {
						[KEY_HEADER]: FIRST.api_key,
						[idempotencyHeader(document)]: key,
						...(body && { "content-type": "application/json" }),
					},
					...(body && { body: JSON.stringify(body) }),
				});
				const text = await response.text();
				if (response.ok)
					return {
						status: response.status,
						data: text ? JSON.parse(text).data : undefined,
					};
				expect(response.status, `${method} ${path}: ${text}`).toBe(503);
			} catch (error) {
				// Killed meanwhile: whether it was done will be seen.
				if (!(error instanceof TypeError)) throw error;
			}
			await sleep(20);
		}
	};
	const control: Real["control"] = async (act) =>
		act(new Control({ url: await anyUrl() })).catch((error) => {
			expect([undefined, 404, 409, 503], error.stack).toContain(error.status);
			return undefined;
		});

	const endpoints = [await receive(), await receive()];
	for (const { url } of endpoints)
		await send("POST", "/webhooks", { url, authorized_events: EVENTS });
	const { data: plan } = await send(
		"POST",
		`/merchants/${FIRST.merchant_id}/subscriptions`,
		{
			name: "Club",
			amount: 500,
			currency_code: "XOF",
			billing_frequency: "weekly",
		},
	);
	const { data: link } = await send("POST", "/payment-links", {
		link_type: "plan",
		title: "Club",
		currency_code: "XOF",
		plan_id: plan.plan_id,
	});
	const real = { send, control, ...plan, ...link };
	const models = Array.from(
		{ length: CLIENTS },
		(_, at): Model => ({
			turnsClock: at < 2,
			customers: new Map(),
			open: new Map(),
			paid: new Map(),
			refunds: new Map(),
		}),
	);
	const clients = models.map(async (model) => {
		while (!isOver)
			await fc.assert(
				fc.asyncProperty(
					fc.commands(COMMANDS, { maxCommands: 20 }),
					(commands) => fc.asyncModelRun(() => ({ model, real }), commands),
				),
				{ numRuns: 1, endOnFailure: true },
			);
	});
	const running = Promise.all(clients);
	// Awaited below; until then it isn't unhandled.
	running.catch(() => {
		isOver = true;
	});
	for (let kill = 1; kill <= KILLS && !isOver; kill++) {
		await sleep(Math.random() * MOMENT);
		const slot = slots[kill % INSTANCES] as Slot;
		slot.url = undefined;
		await slot.process.kill();
		if (kill % (KILLS / STOPS) === 0) {
			await server.pause();
			await sleep(Math.random() * MOMENT);
			await server.resume();
		}
		await run(slot);
	}
	isOver = true;
	await running;

	const storage = await openStorage(server.url);
	const { database } = storage;
	onTestFinished(() => database.destroy());
	const delivered = async () => {
		const { number } = await database
			.selectFrom("deliveries")
			.select(({ fn }) => fn.countAll<number>().as("number"))
			.where("due_at", "is not", null)
			.executeTakeFirstOrThrow();
		return number;
	};
	await control(({ clock }) => clock.resume());
	await expect.poll(delivered, { timeout: 60_000 }).toBe(0);

	// Everything that was acknowledged is there.
	const customers = await database
		.selectFrom("customers")
		.select(["customer_id", "name"])
		.execute();
	const names = new Map(
		customers.map(({ customer_id, name }) => [customer_id, name]),
	);
	for (const model of models)
		for (const [id, name] of model.customers) expect(names.get(id)).toBe(name);
	const transactions = await database
		.selectFrom("transactions")
		.selectAll()
		.execute();
	const byId = new Map(transactions.map((each) => [each.transaction_id, each]));
	const refunded = await database.selectFrom("refunds").selectAll().execute();
	let payments = 0;
	for (const { paid, refunds } of models) {
		payments += paid.size;
		for (const { transaction_id, amount } of paid.values())
			expect(byId.get(transaction_id)?.gross_amount).toBe(amount);
		for (const [transaction_id, amount] of refunds)
			if (amount !== undefined)
				expect(
					refunded
						.filter((each) => each.transaction_id === transaction_id)
						.map((each) => each.amount),
				).toStrictEqual([amount]);
	}
	expect(payments).toBeGreaterThan(KILLS);

	// The ledger is whole.
	const { balance } = await database
		.selectFrom("balances")
		.select("balance")
		.where("merchant_id", "=", FIRST.merchant_id)
		.where("currency_code", "=", "XOF")
		.executeTakeFirstOrThrow();
	expect(balance).toBe(await ledgerOf(database, FIRST.merchant_id, "XOF"));

	// Each week was charged once.
	const subscriptions = Map.groupBy(
		transactions.filter(({ subscription_id }) => subscription_id !== null),
		({ subscription_id }) => subscription_id,
	);
	expect(subscriptions.size).toBeGreaterThan(KILLS / 2);
	for (const charges of subscriptions.values()) {
		const times = charges
			.map(({ created_at }) => Date.parse(created_at))
			.toSorted((a, b) => a - b);
		for (const [index, time] of times.entries())
			expect(Math.round((time - (times[0] ?? 0)) / DAY)).toBe(
				(index * WEEK) / DAY,
			);
	}

	// Every event was delivered: none before one that was there before it, and due no later.
	const events = await database
		.selectFrom("events")
		.select(["event_id", "created_at"])
		.where("event_type", "in", EVENTS)
		.orderBy("sequence")
		.execute();
	const places = new Map(events.map(({ event_id }, at) => [event_id, at]));
	for (const { seen } of endpoints) {
		expect(seen.size).toBe(events.length);
		const order = [...seen].map((id) => places.get(id) ?? -1);
		for (const [at, place] of order.entries())
			for (const later of order.slice(at + 1))
				if (later < place)
					expect(
						(events[later]?.created_at ?? "") >
							(events[place]?.created_at ?? ""),
						`${events[later]?.event_id} came after ${events[place]?.event_id}`,
					).toBe(true);
	}
	const faults = slots.flatMap(({ process }) => process.faults);
	expect(
		faults.filter((each) => !each.includes("can't be reached")),
	).toStrictEqual([]);
	console.log(
		`${customers.length} customers, ${transactions.length} payments, ${subscriptions.size} subscriptions, ${refunded.length} refunds, ${events.length} events`,
	);
});

test("a database that doesn't answer any more is away, and is there again when it does", async () => {
	const server = await startPostgres();
	onTestFinished(() => server.stop());
	// Stands between the sandbox and the server, and lets nothing through while it is frozen.
	const address = new URL(server.url);
	const port = Number(address.port);
	const sockets = new Set<Socket>();
	let isFrozen = false;
	const between = createNetServer((incoming) => {
		const outgoing = connect(port, "127.0.0.1");
		for (const [one, other] of [
			[incoming, outgoing],
			[outgoing, incoming],
		] as const) {
			sockets.add(one);
			one.on("data", (chunk) => {
				if (!isFrozen) other.write(chunk);
			});
			one.on("error", () => {}).on("close", () => other.destroy());
		}
	}).listen(0, "127.0.0.1");
	await once(between, "listening");
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		between.close();
	});
	address.port = `${(between.address() as AddressInfo).port}`;
	const program = await createProgram();
	onTestFinished(() => program.remove());
	const process = program.create();
	onTestFinished(() => process.kill());
	const url = `http://127.0.0.1:${await process.start(address.href)}`;
	const create = async () => {
		const response = await fetch(`${url}${BASE}/customers`, {
			method: "POST",
			headers: {
				[KEY_HEADER]: FIRST.api_key,
				"content-type": "application/json",
			},
			body: '{"name":"Awa"}',
		});
		await response.arrayBuffer();
		return response.status;
	};
	expect(await create()).toBe(201);
	isFrozen = true;
	const statuses = [create(), create(), create()];
	const ready = fetch(`${url}/_sandbox/health/ready`);
	expect(await Promise.all(statuses)).toStrictEqual([503, 503, 503]);
	expect((await ready).status).toBe(503);
	expect((await fetch(`${url}/_sandbox/health/live`)).status).toBe(200);
	isFrozen = false;
	await expect.poll(create, { timeout: 30_000 }).toBe(201);
});
