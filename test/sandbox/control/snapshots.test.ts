/** Snapshots and resets restore everything exactly, and the sandbox continues from there. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { Control } from "../../../generated/control.ts";
import { createSandbox } from "../../../packages/sandbox/index.ts";
import { controlDocument, document } from "../../bundle.ts";
import { some } from "../../some.ts";
import {
	type Controlled,
	startControlled,
	useControlled,
} from "../setup/control.ts";
import { isOnPostgres } from "../setup/data.ts";
import { dump } from "../setup/rows.ts";

const SESSION = "d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6";
const PAYMENT = "0f8fad5b-d9cb-469f-a165-70867728950e";
const PLAN = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

const sandbox = useControlled();
const rows = (of: Pick<Controlled, "database"> = sandbox) => dump(of as never);

/** Changes every table that can change. */
async function live({ lomi, control }: Controlled): Promise<void> {
	await lomi.webhooks.create({
		url: "http://127.0.0.1:9/",
		authorized_events: ["PAYMENT_SUCCEEDED", "REFUND_COMPLETED"],
	});
	await lomi.products.create({ name: "Pagne", price: 5, currency_code: "XOF" });
	await lomi.customers.create({ name: "Awa" });
	await control.checkoutSessions.pay(SESSION);
	await control.refunds.create({ transaction_id: PAYMENT, amount: 1_000 });
	const { data } = await lomi.paymentLinks.create({
		link_type: "plan",
		plan_id: PLAN,
		title: "Boutique Pro",
		currency_code: "XOF",
	});
	await control.paymentLinks.pay(data.link_id);
	await control.providers.set("MTN", { is_connected: false });
	await control.clock.freeze();
	await control.clock.advance({ by: "P2M" });
}

test("a snapshot can be restored exactly, and repeatedly", async () => {
	const first = await rows();
	const { data: clock } = await sandbox.control.clock.get();
	await sandbox.control.snapshots.create({ name: "mine" });
	for (let round = 0; round < 2; round++) {
		await live(sandbox);
		expect(await rows()).not.toBe(first);
		const { data } = await sandbox.control.snapshots.restore("mine");
		expect(data.now).toBe(clock.now);
		expect(await rows()).toBe(first);
		expect((await sandbox.control.clock.get()).data).toStrictEqual(clock);
	}
	// Triggers and foreign keys work again.
	await live(sandbox);
	const { data } = await sandbox.lomi.merchants.getBalance(
		"2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10",
		{ currency_code: "XOF" },
	);
	expect(data.balance).toBeGreaterThan(0);
	await expect(
		sandbox.database
			.insertInto("api_keys")
			.values({ api_key: "x", merchant_id: "nobody" })
			.execute(),
	).rejects.toThrow(/foreign key/i);
});

test.skipIf(isOnPostgres)(
	"a restore keeps one number of the last event",
	async () => {
		const count = async () => {
			const { rows } = await sql<{ seq: number }>`
			SELECT seq FROM sqlite_sequence`.execute(sandbox.database);
			return rows;
		};
		await live(sandbox);
		const before = await count();
		expect(before).toHaveLength(1);
		for (let round = 0; round < 2; round++) {
			await sandbox.control.snapshots.create({ name: "mine" });
			await sandbox.control.snapshots.restore("mine");
		}
		expect(await count()).toStrictEqual(before);
	},
);

test("with a seed, the same follows after a restore", async () => {
	await live(sandbox);
	const { control } = sandbox;
	await control.snapshots.create({ name: "middle" });
	const create = async () => {
		const { data } = await sandbox.lomi.customers.create({ name: "Awa" });
		return data.customer_id;
	};
	const id = await create();
	await control.snapshots.restore("middle");
	expect(await create()).toBe(id);
});

test("a snapshot has the fault rules, and a restore clears the request log", async () => {
	const { control, lomi } = sandbox;
	await control.faults.create({ kind: "request", nth: 2, status: 500 });
	await lomi.products.list();
	await control.snapshots.create();
	await lomi.products.list().catch(() => {});
	await control.faults.clear();
	await control.snapshots.restore("default");
	expect((await control.faults.list()).data).toMatchObject([
		{ calls: 1, hits: 0 },
	]);
	expect((await control.requests.list()).data).toStrictEqual([]);
});

test("a snapshot replaces one of the same name, and a deleted one is gone", async () => {
	const { snapshots } = sandbox.control;
	const { data: before } = await snapshots.create({ name: "a" });
	await sandbox.lomi.customers.create({ name: "Awa" });
	const { data: after } = await snapshots.create({ name: "a" });
	expect(after.rows).toBeGreaterThan(before.rows);
	const { data } = await snapshots.list();
	expect(data.filter(({ name }) => name === "a")).toStrictEqual([after]);
	await snapshots.delete("a");
	await expect(snapshots.restore("a")).rejects.toMatchObject({ status: 404 });
});

test("every name is that of a snapshot of its own", async () => {
	const { snapshots } = sandbox.control;
	const schema = controlDocument.components.schemas?.SnapshotName;
	const names = some(
		[
			"state",
			"State",
			"STATE",
			"sqlite_sequence",
			"sqlite_",
			"SQLITE_x",
			"main",
			"temp.x",
			"1",
			"01",
			"-",
			".",
			"..",
			"a.",
			"--",
			"__proto__",
			"constructor",
			"import",
			"export",
			"null",
			"x".repeat(100),
			"X".repeat(100),
			`${"x".repeat(99)}y`,
		].filter((name) => new RegExp(schema?.pattern).test(name)),
	);
	const taken = new Map<string, string>();
	for (const name of names) {
		await sandbox.lomi.customers.create({ name });
		await snapshots.create({ name });
		taken.set(name, await rows());
	}
	const { data } = await snapshots.list();
	expect(data.map(({ name }) => name).slice(-names.length)).toStrictEqual(
		names,
	);
	for (const [name, then] of [...taken].reverse()) {
		await snapshots.restore(name);
		expect(await rows(), name).toBe(then);
	}
	// Deleting one leaves the others.
	await snapshots.delete("State");
	await snapshots.restore("state");
	expect(await rows()).toBe(taken.get("state"));
	for (const name of names) if (name !== "State") await snapshots.delete(name);
});

test("restoring during payments keeps all or nothing of each", async () => {
	const { control } = sandbox;
	await control.snapshots.create({ name: "calm" });
	const first = await rows();
	await Promise.allSettled([
		live(sandbox),
		control.snapshots.restore("calm"),
		control.snapshots.restore("calm"),
		live(sandbox),
	]);
	await control.snapshots.restore("calm");
	expect(await rows()).toBe(first);
});

test("a reset restores the seed, or the merchants alone", async () => {
	const started = await createSandbox({ document, seed: 3, seedSize: 50 });
	onTestFinished(() => started.close());
	const url = await started.app.listen({ port: 0, host: "127.0.0.1" });
	const control = new Control({ url });
	const first = await rows(started);
	await control.checkoutSessions.pay(SESSION);
	await control.clock.advance({ by: "PT1H" });
	const { data } = await control.data.reset();
	expect(data.to).toBe("seed");
	expect(await rows(started)).toBe(first);
	const { data: paid } = await control.checkoutSessions.pay(SESSION);
	await control.data.reset({ to: "seed" });
	const { data: again } = await control.checkoutSessions.pay(SESSION);
	expect(again).toStrictEqual(paid);

	await control.data.reset({ to: "empty" });
	expect(
		await started.database
			.selectFrom("transactions")
			.select(({ fn }) => fn.countAll().as("number"))
			.executeTakeFirst(),
	).toMatchObject({ number: 0 });
	expect((await control.events.list()).data).toStrictEqual([]);
	await expect(control.checkoutSessions.pay(SESSION)).rejects.toMatchObject({
		status: 404,
	});
});

test("a file is restored and reset like memory, and keeps it when reopened", async () => {
	const folder = await mkdtemp(join(tmpdir(), "lomi-states-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	const data = join(folder, "sandbox.db");
	const started = await startControlled({ data });
	const first = await rows(started);
	await started.control.snapshots.create();
	await live(started);
	await started.control.snapshots.restore("default");
	expect(await rows(started)).toBe(first);
	await started.close();
	const again = await startControlled({ data });
	onTestFinished(() => again.close());
	expect(await rows(again)).toBe(first);
	await again.control.data.reset({ to: "empty" });
	expect((await again.lomi.products.list()).data).toStrictEqual([]);
	expect(again.faults).toStrictEqual([]);
});
