/**
 * A sandbox with a file that is killed under load has kept everything it acknowledged, and nothing partially. It is killed 50 times at a
 * random moment, on two files in parallel.
 */
import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { idempotencyHeader } from "../../packages/spec/operations.ts";
import { BASE, document } from "../bundle.ts";
import { startPostgres } from "../postgres.ts";
import {
	createProgram,
	type Program,
	type SandboxProcess,
} from "./setup/process.ts";
import { FIRST, KEY_HEADER } from "./setup/sandbox.ts";

const KILLS = 50;
const FILES = 2;
/** Concurrent clients. */
const SENDERS = 6;
/** Maximum number of acknowledged changes before the kill, and the length of the last moment, in milliseconds. */
const MOST = 40;
const MOMENT = 5;
/** Idempotency keys of earlier rounds that are replayed after each start. */
const REPLAYS = 5;

let folder: string;
let program: Program;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "lomi-crash-"));
	program = await createProgram();
});
afterAll(async () => {
	rmSync(folder, { recursive: true });
	await program.remove();
});

/** An acknowledged change. */
interface Done {
	key: string;
	method: string;
	path: string;
	body: unknown;
	status: number;
	text: string;
}

async function send(
	port: number,
	{ key, method, path, body }: Omit<Done, "status" | "text">,
): Promise<Done> {
	const response = await fetch(`http://127.0.0.1:${port}${BASE}${path}`, {
		method,
		headers: {
			[KEY_HEADER]: FIRST.api_key,
			[idempotencyHeader(document)]: key,
			...(body !== undefined && { "content-type": "application/json" }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	return { key, method, path, body, status: response.status, text };
}

/** Makes changes until the sandbox stops responding, recording those acknowledged in `done`. */
async function work(port: number, done: Done[]): Promise<void> {
	const change = async (method: string, path: string, body?: unknown) => {
		const one = await send(port, { key: randomUUID(), method, path, body });
		done.push(one);
		return one.text ? JSON.parse(one.text).data : undefined;
	};
	const plans = `/merchants/${FIRST.merchant_id}/subscriptions`;
	const XOF = { currency_code: "XOF" };
	const plan = { name: "Club", amount: 5, billing_frequency: "weekly", ...XOF };
	try {
		const { plan_id } = await change("POST", plans, plan);
		for (let index = 0; ; index++) {
			await change("POST", "/customers", { name: `Awa ${index}` });
			await change("PATCH", `${plans}/${plan_id}`, { metadata: { index } });
			const product = { name: "Pagne", price: 5, ...XOF };
			const { product_id } = await change("POST", "/products", product);
			await change("DELETE", `/products/${product_id}`);
			await change("POST", "/customers", { nom: "Awa" });
		}
	} catch (error) {
		// Interrupted: unknown whether it was committed.
		if (!(error instanceof TypeError)) throw error;
	}
}

/** Reads rows by SQL. */
type Read = (query: string) => Promise<Record<string, unknown>[]>;

/** Reads a copy of the file, so that the next start finds the file unchanged. */
async function readFile(
	file: string,
	look: (all: Read) => Promise<void>,
): Promise<void> {
	const copy = `${file}.copy`;
	for (const end of ["", "-wal"])
		if (existsSync(file + end)) copyFileSync(file + end, copy + end);
	const database = new DatabaseSync(copy);
	const all: Read = async (query) => database.prepare(query).all();
	expect(await all("PRAGMA integrity_check")).toStrictEqual([
		expect.objectContaining({ integrity_check: "ok" }),
	]);
	expect(await all("PRAGMA foreign_key_check")).toStrictEqual([]);
	await look(all);
	database.close();
	for (const end of ["", "-wal", "-shm"]) rmSync(copy + end, { force: true });
}

async function readDatabase(
	url: string,
	look: (all: Read) => Promise<void>,
): Promise<void> {
	const client = new Client({
		connectionString: url,
		options: "-c search_path=lomi_sandbox",
	});
	await client.connect();
	await look(async (query) => (await client.query(query)).rows);
	await client.end();
}

/** Compares the data with what was acknowledged. */
async function verify(place: string, done: Done[]): Promise<void> {
	const read = place.startsWith("postgres:") ? readDatabase : readFile;
	await read(place, (all) => compare(all, done));
}

async function compare(all: Read, done: Done[]): Promise<void> {
	const kept = new Map(
		(
			await all("SELECT idempotency_key, status, body FROM idempotency_keys")
		).map(({ idempotency_key, status, body }) => [
			idempotency_key,
			`${status} ${body}`,
		]),
	);
	const ids = async (table: string, id: string) => {
		const rows = await all(`SELECT ${id} AS id FROM ${table}`);
		return new Set(rows.map((row) => row.id));
	};
	const customers = await ids("customers", "customer_id");
	const products = await ids("products", "product_id");
	const indexes = new Map(
		(await all("SELECT plan_id, metadata FROM plans")).map((row) => [
			row.plan_id,
			JSON.parse(String(row.metadata))?.index ?? -1,
		]),
	);
	/** Whether a change and its stored response exist. */
	const isThere = ({ key, method, path, body, status, text }: Done) => {
		if (kept.get(key) !== `${status} ${text}`) return false;
		if (status === 400) return true;
		if (method === "DELETE") return !products.has(path.split("/").at(-1) ?? "");
		const { data } = JSON.parse(text);
		if (path === "/customers") return customers.has(data.customer_id);
		if (method !== "PATCH") return true;
		const { metadata } = body as { metadata: { index: number } };
		return indexes.get(data.plan_id) >= metadata.index;
	};
	expect(done.filter((each) => !isThere(each))).toStrictEqual([]);

	// Unacknowledged changes are complete as well: the change and its stored response both exist, or neither.
	const made = [...kept.values()]
		.filter((answer) => answer.startsWith("201 "))
		.map((answer) => JSON.parse(answer.slice(4)).data);
	const named = (name: string) =>
		new Set(made.flatMap((data) => (name in data ? [data[name]] : [])));
	expect(named("customer_id")).toStrictEqual(customers);
	expect(named("plan_id")).toStrictEqual(new Set(indexes.keys()));
	const answered = named("product_id");
	expect([...products].filter((id) => !answered.has(id))).toStrictEqual([]);
}

/** Starts, loads and kills sandboxes on one file or database. */
async function killAgainAndAgain(
	place: string,
	times: number,
): Promise<Done[]> {
	const done: Done[] = [];
	// The next process loads its modules meanwhile.
	let next: SandboxProcess | undefined = program.create();
	for (let time = 1; time <= times && next; time++) {
		const sandbox: SandboxProcess = next;
		next = time < times ? program.create() : undefined;
		const port = await sandbox.start(place);
		for (let replay = 0; replay < REPLAYS && done.length > 0; replay++) {
			const one = done[Math.floor(Math.random() * done.length)] as Done;
			expect(await send(port, one)).toStrictEqual(one);
		}
		const working = Array.from({ length: SENDERS }, () => work(port, done));
		const enough = done.length + Math.ceil(Math.random() * MOST);
		while (done.length < enough) await sleep(1);
		await sleep(Math.random() * MOMENT);
		await sandbox.kill();
		await Promise.all(working);
		expect(sandbox.faults).toStrictEqual([]);
		await verify(place, done);
	}
	return done;
}

test(`${KILLS} times killed`, async () => {
	const done = await Promise.all(
		Array.from({ length: FILES }, (_, index) =>
			killAgainAndAgain(join(folder, `${index}.db`), KILLS / FILES),
		),
	);
	const statuses = new Set(done.flat().map(({ status }) => status));
	expect(statuses).toStrictEqual(new Set([200, 201, 204, 400]));
	expect(done.flat().length).toBeGreaterThan((KILLS * MOST) / 4);
});

test(`${KILLS / 2} times killed on PostgreSQL, and taken over at once`, async () => {
	const server = await startPostgres();
	onTestFinished(() => server.stop());
	const done = await killAgainAndAgain(server.url, KILLS / 2);
	expect(done.length).toBeGreaterThan((KILLS * MOST) / 8);
});

test("killed while creating its file, it starts over or continues", async () => {
	for (let time = 0; time < 8; time++) {
		const file = join(folder, `new-${time}.db`);
		const first = program.create();
		void first.start(file);
		while (!existsSync(file)) await sleep(1);
		await sleep(Math.random() * 15);
		await first.kill();
		const second = program.create();
		const port = await second.start(file);
		const path = "/customers";
		const change = { key: "one", method: "POST", path, body: { name: "Awa" } };
		const done = await send(port, change);
		expect(done.status).toBe(201);
		await second.kill();
		await verify(file, [done]);
	}
});
