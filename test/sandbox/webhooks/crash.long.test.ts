/**
 * A sandbox killed during payments has lost no event, has none without its change, and delivers all of them after a restart. It is killed
 * 50 times during 1,000 payments.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Lomi } from "../../../packages/client/index.ts";
import { BASE } from "../../bundle.ts";
import {
	createProgram,
	type Program,
	type SandboxProcess,
} from "../setup/process.ts";
import { type Receiver, startReceiver } from "../setup/receiver.ts";
import { FIRST } from "../setup/sandbox.ts";
import { openSession } from "../setup/shop.ts";

const KILLS = 50;
const PAYMENTS = 1_000;
const FILES = 2;
const ROUNDS = KILLS / FILES;
/** Payments started in each round. The last round pays the rest. */
const IN_A_ROUND = PAYMENTS / KILLS;
/** Length of the last moment, in milliseconds. */
const MOMENT = 6;
const TOLD = ["PAYMENT_CREATED", "PAYMENT_SUCCEEDED", "CHECKOUT_COMPLETED"];

let folder: string;
let program: Program;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "lomi-outbox-"));
	program = await createProgram();
});
afterAll(async () => {
	rmSync(folder, { recursive: true });
	await program.remove();
});

/** Reads a copy, so that the next start finds the file unchanged. */
function look<Result>(
	file: string,
	read: (all: (query: string) => Record<string, unknown>[]) => Result,
): Result {
	const copy = `${file}.copy`;
	for (const end of ["", "-wal"])
		if (existsSync(file + end)) copyFileSync(file + end, copy + end);
	const database = new DatabaseSync(copy);
	try {
		return read((query) =>
			database
				.prepare(query)
				.all()
				.map((row) => ({ ...row })),
		);
	} finally {
		database.close();
		for (const end of ["", "-wal", "-shm"]) rmSync(copy + end, { force: true });
	}
}

/** Compares the file with what was paid: every change has its events, every event its change and its deliveries. */
function verify(file: string, paid: Set<string>): void {
	look(file, (all) => {
		expect(all("PRAGMA integrity_check")).toStrictEqual([
			{ integrity_check: "ok" },
		]);
		const completed = all(
			"SELECT checkout_session_id AS id FROM checkout_sessions WHERE status = 'completed'",
		).map(({ id }) => String(id));
		expect([...paid].filter((id) => !completed.includes(id))).toStrictEqual([]);
		const transactions = all(
			"SELECT transaction_id AS id, checkout_session_id AS session, status FROM transactions",
		);
		expect(transactions.map(({ session }) => session).sort()).toStrictEqual(
			completed.sort(),
		);
		expect(new Set(transactions.map(({ status }) => status))).toStrictEqual(
			new Set(transactions.length > 0 ? ["completed"] : []),
		);
		const events = all(
			"SELECT event_type, payload FROM events ORDER BY sequence",
		);
		const about = events.map(({ event_type, payload }) => {
			const { data } = JSON.parse(String(payload));
			return `${event_type} ${data.transaction_id ?? data.checkout_session_id}`;
		});
		expect(about.sort()).toStrictEqual(
			transactions
				.flatMap(({ id, session }) =>
					TOLD.map((type, index) => `${type} ${index < 2 ? id : session}`),
				)
				.sort(),
		);
		expect(all("SELECT count(*) AS number FROM deliveries")).toStrictEqual([
			{ number: events.length },
		]);
	});
}

async function payAndKill(file: string): Promise<void> {
	const paid = new Set<string>();
	let receiver: Receiver | undefined;
	let next: SandboxProcess | undefined = program.create();
	let waiting: string[] = [];
	for (let round = 0; round < ROUNDS && next; round++) {
		const sandbox: SandboxProcess = next;
		next = program.create();
		const port = await sandbox.start(file);
		const lomi = new Lomi({
			apiKey: FIRST.api_key,
			baseUrl: `http://127.0.0.1:${port}${BASE}`,
		});
		receiver ??= await startReceiver({ lomi });
		for (let number = 0; number < IN_A_ROUND; number++)
			waiting.push((await openSession({ lomi } as never)).checkout_session_id);
		sandbox.pay(waiting);
		const enough = Math.ceil(Math.random() * IN_A_ROUND);
		while (sandbox.paid.size < enough) await sleep(1);
		await sleep(Math.random() * MOMENT);
		await sandbox.kill();
		expect(sandbox.faults).toStrictEqual([]);
		for (const id of sandbox.paid) paid.add(id);
		verify(file, paid);
		// Payments committed without an answer aren't made again.
		const open = look(file, (all) =>
			all(
				"SELECT checkout_session_id AS id FROM checkout_sessions WHERE status = 'open'",
			).map(({ id }) => id),
		);
		waiting = waiting.filter((id) => open.includes(id));
	}
	if (!next || !receiver) throw new Error("There was no round.");
	await next.start(file);
	next.pay(waiting);
	const { deliveries } = receiver;
	const arrived = () => [...new Set(deliveries.map(({ event }) => event.id))];
	await expect
		.poll(() => arrived().length, { interval: 50 })
		.toBe((TOLD.length * PAYMENTS) / FILES);
	await next.kill();
	// Each arrived first in order, however often it was repeated.
	const told = look(file, (all) =>
		all("SELECT event_id FROM events ORDER BY sequence"),
	);
	expect(arrived()).toStrictEqual(told.map(({ event_id }) => event_id));
	await receiver.close();
}

test(`${KILLS} times killed in ${PAYMENTS} payments`, async () => {
	await Promise.all(
		Array.from({ length: FILES }, (_, index) =>
			payAndKill(join(folder, `${index}.db`)),
		),
	);
});
