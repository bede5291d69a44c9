/** Scheduled work and deliveries never stand in front of a request, whatever they run into. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, describe, expect, test, vi } from "vitest";
import { startSandbox as startForTests } from "../../../packages/sandbox/testing.ts";
import { some } from "../../some.ts";
import { type Controlled, startControlled } from "../setup/control.ts";
import { isOnPostgres } from "../setup/data.ts";
import { FIRST, KEY_HEADER, SECOND } from "../setup/sandbox.ts";

/** Closed after each test, the last one first. */
const open: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of open.splice(0).reverse()) await close();
});

/** A path for a data file. */
const newFile = () => {
	const folder = mkdtempSync(join(tmpdir(), "lomi-background-"));
	open.push(() => rmSync(folder, { recursive: true }));
	return join(folder, "sandbox.db");
};

const start = async (options?: Parameters<typeof startControlled>[0]) => {
	const sandbox = await startControlled(options);
	open.push(() => sandbox.close());
	return sandbox;
};

/** The status of a merchant's request, which every merchant may make. */
const statusFor = async ({ url }: Controlled, { api_key } = FIRST) => {
	const { status } = await fetch(`${url}/v1/providers`, {
		headers: { [KEY_HEADER]: api_key },
	});
	return status;
};

/** An endpoint of the first merchant that never answers. */
const startHanging = async ({ lomi }: Controlled) => {
	let server: Server | undefined;
	const requested = new Promise<void>((resolve) => {
		server = createServer(() => resolve());
	});
	if (!server) throw new Error("There is no server.");
	const own = server.listen(0, "127.0.0.1");
	open.push(() => {
		own.closeAllConnections();
		own.close();
	});
	await once(own, "listening");
	const { data } = await lomi.webhooks.create({
		url: `http://127.0.0.1:${(own.address() as AddressInfo).port}/`,
		authorized_events: ["PAYMENT_SUCCEEDED"],
	});
	return { webhook_id: data.id, requested };
};

const SUBSCRIPTION = "3d813cbb-47fb-432b-991d-ae831df379ad";
const SESSION = "d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6";

/** Jobs that can't be done: rows as only an older version or a fault would have written them. */
const BROKEN: Record<string, (sandbox: Controlled) => Promise<unknown>> = {
	charge: ({ database }) =>
		database
			.updateTable("subscriptions")
			.set({ next_billing_date: "2025-04-07T00:00:30.000Z", metadata: "[]" })
			.where("subscription_id", "=", SUBSCRIPTION)
			.execute(),
	settlement: async ({ database, control }) => {
		await control.checkoutSessions.pay(SESSION, { outcome: "delayed" });
		await database
			.updateTable("transactions")
			.set({ metadata: "[]" })
			.where("checkout_session_id", "=", SESSION)
			.execute();
	},
	session_expiry: async ({ database, control }) => {
		await control.checkoutSessions.pay(SESSION, { outcome: "unconfirmed" });
		await database
			.updateTable("transactions")
			.set({ metadata: "[]", settles_at: null })
			.where("checkout_session_id", "=", SESSION)
			.execute();
		await database
			.updateTable("checkout_sessions")
			.set({ expires_at: "2025-04-07T00:00:30.000Z" })
			.where("checkout_session_id", "=", SESSION)
			.execute();
	},
};
/** Rows that can be used again. */
const repair = async ({ database }: Controlled) => {
	for (const table of ["subscriptions", "transactions"] as const)
		await database
			.updateTable(table)
			.set({ metadata: null })
			.where("metadata", "=", "[]")
			.execute();
};

describe.each(some(Object.entries(BROKEN)))(
	"a %s that fails",
	(kind, damage) => {
		test("is put aside, tried again three times, and done on request once it can be", async () => {
			const sandbox = await start();
			const { control, faults } = sandbox;
			await damage(sandbox);
			await sandbox.engine.reload();
			await control.clock.advance({ by: "PT42S" });
			const list = async () =>
				(await control.failedJobs.list()).data.filter(
					(each) => each.kind === kind,
				);
			expect(await list()).toMatchObject([
				{ kind, merchant_id: FIRST.merchant_id, attempts: 1 },
			]);
			// The requests of neither merchant notice.
			expect(await statusFor(sandbox)).toBe(200);
			expect(await statusFor(sandbox, SECOND)).toBe(200);
			const [first] = await list();
			for (const [attempts, by] of [
				[2, "PT1M"],
				[3, "PT10M"],
				[4, "PT1H"],
				[4, "P7D"],
			] as const) {
				await control.clock.advance({ by });
				expect(await list()).toMatchObject([
					{ attempts, due_at: first?.due_at },
				]);
			}
			expect((await list())[0]?.retry_at).toBeNull();
			expect(faults.splice(0).length).toBeGreaterThanOrEqual(4);
			await expect(
				control.failedJobs.retry(first?.job_id ?? ""),
			).rejects.toMatchObject({ status: 409 });
			expect(faults.splice(0)).toHaveLength(1);
			await repair(sandbox);
			await control.failedJobs.retry(first?.job_id ?? "");
			expect(await list()).toStrictEqual([]);
			expect(faults).toStrictEqual([]);
		});

		test("is put aside in a file that is opened again, and everything else goes on", async () => {
			const data = newFile();
			const before = await startControlled({ data });
			await damage(before);
			await before.close();
			const sandbox = await start({ data });
			await sandbox.control.clock.advance({ by: "PT42S" });
			expect((await sandbox.control.failedJobs.list()).data).toHaveLength(1);
			expect(await statusFor(sandbox)).toBe(200);
			await sandbox.control.data.reset({ to: "seed" });
			expect((await sandbox.control.failedJobs.list()).data).toStrictEqual([]);
			sandbox.faults.splice(0);
		});
	},
);

test("a due time that isn't a time is put aside like any other failure", async () => {
	const sandbox = await start();
	const { control, database, faults } = sandbox;
	await control.checkoutSessions.pay(SESSION, { outcome: "delayed" });
	await database
		.updateTable("transactions")
		.set({ settles_at: "" })
		.where("checkout_session_id", "=", SESSION)
		.execute();
	await sandbox.engine.reload();
	await control.clock.advance({ by: "PT1S" });
	expect((await control.failedJobs.list()).data).toMatchObject([
		{ kind: "settlement", due_at: "", error: expect.stringContaining("time") },
	]);
	expect(await statusFor(sandbox)).toBe(200);
	faults.splice(0);
});

test("a job that isn't due any more is forgotten", async () => {
	const sandbox = await start();
	await BROKEN.charge?.(sandbox);
	await sandbox.engine.reload();
	await sandbox.control.clock.advance({ by: "PT42S" });
	await sandbox.lomi.subscriptions.update(SUBSCRIPTION, {
		next_billing_date: "2025-06-01T00:00:00Z",
		metadata: { repaired: "yes" },
	});
	await sandbox.control.clock.advance({ by: "PT10M" });
	expect((await sandbox.control.failedJobs.list()).data).toStrictEqual([]);
	expect(sandbox.faults.splice(0)).toHaveLength(1);
});

describe("a long advance of the clock", () => {
	/** Weekly charges for as long as anybody could wait. */
	const startLong = async () => {
		const sandbox = await start();
		await sandbox.database
			.updateTable("plans")
			.set({ billing_frequency: "weekly" })
			.execute();
		await sandbox.database
			.updateTable("subscriptions")
			.set({ next_billing_date: "2025-04-07T00:00:01.000Z" })
			.where("subscription_id", "=", SUBSCRIPTION)
			.execute();
		return sandbox;
	};
	const state = async ({ control }: Controlled) =>
		(await control.clock.get()).data;

	test("lets requests through, and says how far it is", async () => {
		const sandbox = await startLong();
		const { control } = sandbox;
		const advancing = control.clock.advance({ by: "P50Y" });
		let last = await state(sandbox);
		while (!last.advance) last = await state(sandbox);
		const { advance, now } = last;
		expect(advance.to.slice(0, 4)).toBe("2075");
		expect(await statusFor(sandbox, SECOND)).toBe(200);
		const later = await state(sandbox);
		expect(later.now >= now).toBe(true);
		expect(later.advance?.jobs ?? Infinity).toBeGreaterThanOrEqual(
			advance.jobs,
		);
		await advancing;
		expect(await state(sandbox)).toMatchObject({ frozen: false });
		expect((await state(sandbox)).advance).toBeUndefined();
	});

	test("ends when its caller leaves, and what is done is done", async () => {
		const sandbox = await startLong();
		const { control, database } = sandbox;
		const caller = new AbortController();
		const advancing = control.clock.advance(
			{ by: "P50Y" },
			{ signal: caller.signal },
		);
		while (!(await state(sandbox)).advance?.jobs);
		caller.abort();
		await expect(advancing).rejects.toThrow();
		while ((await state(sandbox)).advance);
		const { now } = await state(sandbox);
		expect(now < "2075").toBe(true);
		const late = await database
			.selectFrom("subscriptions")
			.select("subscription_id")
			.where("next_billing_date", "<=", now)
			.where("status", "=", "active")
			.execute();
		expect(late).toStrictEqual([]);
	});

	test.each(["reset", "freeze"] as const)(
		"ends with a %s, and so do those that wait for their turn",
		async (action) => {
			const sandbox = await startLong();
			const { control } = sandbox;
			const advances = [1, 2, 3].map(() =>
				control.clock.advance({ by: "P50Y" }),
			);
			const outcomes = Promise.allSettled(advances);
			while (!(await state(sandbox)).advance);
			if (action === "reset") await control.data.reset({ to: "seed" });
			else await control.clock.freeze();
			for (const outcome of await outcomes)
				expect(outcome).toMatchObject({ reason: { status: 409 } });
			expect((await state(sandbox)).now < "2075").toBe(true);
		},
	);

	test("ends with the sandbox, which keeps the time it has reached", async () => {
		const data = newFile();
		const sandbox = await startControlled({ data });
		const { webhook_id, requested } = await startHanging(sandbox);
		await sandbox.control.checkoutSessions.pay(SESSION, { outcome: "delayed" });
		const advancing = sandbox.control.clock.advance({ by: "P1Y" });
		const outcome = expect(advancing).rejects.toMatchObject({ status: 409 });
		await requested;
		await sandbox.close();
		await outcome;
		const again = await start({ data, seed: async () => {} });
		expect((await state(again)).now).toBe("2025-04-07T00:00:20.000Z");
		// The attempt is in the log, and the delivery is still to be made.
		const { data: logs } =
			await again.lomi.webhooks.listDeliveryLogs(webhook_id);
		expect(logs).toMatchObject([{ success: false, response_status: null }]);
		expect(
			(await again.control.deliveries.list({ webhook_id })).data,
		).toMatchObject([
			{
				status: "waiting",
				attempts: 0,
				reason: expect.stringContaining("stopped"),
			},
		]);
	});

	test("doesn't wait for an endpoint that doesn't respond longer than once, and nobody else waits at all", async () => {
		const sandbox = await start({ webhookTimeout: 300 });
		const { requested } = await startHanging(sandbox);
		const { control } = sandbox;
		await control.checkoutSessions.pay(SESSION, { outcome: "delayed" });
		await control.events.send({ event: "PAYMENT_SUCCEEDED" });
		await control.events.send({ event: "PAYMENT_SUCCEEDED" });
		const advancing = control.clock.advance({ by: "P3M" });
		await requested;
		// The endpoint hangs until its time is up.
		expect(await statusFor(sandbox, SECOND)).toBe(200);
		expect(
			(await control.events.send({ event: "REFUND_CREATED" })).data,
		).toBeDefined();
		expect((await state(sandbox)).advance).toBeDefined();
		await advancing;
	});
});

/** More than are done while a request waits for everybody's. */
const OVERDUE = isOnPostgres ? 2_000 : 20_000;

test("an overdue backlog of one merchant doesn't delay another one's requests, and its own see all of it", async () => {
	const sandbox = await start();
	const { database, engine } = sandbox;
	await sql`
		insert into checkout_sessions (checkout_session_id, status, expires_at, success_url, cancel_url, allowed_providers, amount,
			currency_code, allow_coupon_code, merchant_id, organization_id, created_at, updated_at)
		with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${OVERDUE})
		select 'overdue ' || n, 'open', '2025-04-06T00:00:00.000Z', success_url, cancel_url, allowed_providers, amount,
			currency_code, 0, merchant_id, organization_id, created_at, updated_at
		from checkout_sessions, numbers where checkout_session_id = ${SESSION}`.execute(
		database,
	);
	const openOnes = async () => {
		const rows = await database
			.selectFrom("checkout_sessions")
			.select("checkout_session_id")
			.where("status", "=", "open")
			.where("expires_at", "<", "2025-04-07")
			.execute();
		return rows.length;
	};
	await engine.reload();
	expect(await statusFor(sandbox, SECOND)).toBe(200);
	expect(await openOnes()).toBeGreaterThan(0);
	expect(await statusFor(sandbox, FIRST)).toBe(200);
	expect(await openOnes()).toBe(0);
});

test("fake timers in a test don't stop the sandbox that it uses", async () => {
	vi.useFakeTimers();
	try {
		await using sandbox = await startForTests();
		const inbox = await sandbox.inbox();
		await sandbox.control.events.send({ event: "REFUND_CREATED" });
		await sandbox.delivered();
		expect(inbox.received.map(({ event }) => event)).toContain(
			"REFUND_CREATED",
		);
		vi.setSystemTime(0);
		const { data } = await sandbox.control.clock.get();
		expect(Date.parse(data.now)).toBeGreaterThan(Date.parse("2025-01-01"));
	} finally {
		vi.useRealTimers();
	}
	await using later = await startForTests();
	expect((await later.lomi.providers.list()).data).not.toHaveLength(0);
});
