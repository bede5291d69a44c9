/** Snapshots as files: what one sandbox exports, another one shows, and what is no such file changes nothing. */
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import type { SnapshotFile } from "../../../generated/control.ts";
import { VERSIONS } from "../../../packages/sandbox/db/migrations.ts";
import { COLUMNS, tableNames } from "../../../packages/sandbox/db/tables.ts";
import { createSandbox } from "../../../packages/sandbox/index.ts";
import { seededRandom } from "../../../packages/sandbox/random.ts";
import { textTypeOf } from "../../../packages/spec/operations.ts";
import { document } from "../../bundle.ts";
import { some } from "../../some.ts";
import {
	type Controlled,
	controlOperations,
	startControlled,
	useControlled,
} from "../setup/control.ts";
import { dump } from "../setup/rows.ts";
import { clockToTurn, FIRST } from "../setup/sandbox.ts";
import { PHONE, pay, subscribe } from "../setup/shop.ts";

const sandbox = useControlled();
/** The version of the tables. */
const VERSION = Object.keys(VERSIONS).toSorted().at(-1);
type Shape = Record<string, unknown>;

/** A file that can be changed. */
const file = async (
	of: Pick<Controlled, "control"> = sandbox,
	name = "mine",
): Promise<SnapshotFile & { tables: Record<string, Rows> }> => {
	await of.control.snapshots.create({ name });
	const { data } = await of.control.snapshots.export(name);
	return structuredClone(data) as never;
};
interface Rows {
	columns: string[];
	rows: (string | number | null)[][];
}

/** All rows but the clock's, which depends on the machine's. */
const rowsOf = async (of: Pick<Controlled, "database">) =>
	(await dump(of as never)).replace(/ahead_by.*?\}/, "");

/** Business of all kinds, so that every table has rows. */
async function live({ lomi, control, engine, database }: Controlled) {
	await lomi.webhooks.create({
		url: "http://127.0.0.1:9/",
		authorized_events: ["PAYMENT_SUCCEEDED", "REFUND_COMPLETED"],
	});
	const { transaction } = await pay({ lomi, engine });
	await pay({ lomi, engine }, { outcome: "unconfirmed" });
	await subscribe({ lomi, engine });
	await control.refunds.create({
		transaction_id: transaction?.transaction_id ?? "",
		amount: 1_000,
	});
	await lomi.customers.create(
		{ name: "Zoë 😀 \u0000 'x'", metadata: { 'a"b': "\\" } },
		{ idempotencyKey: "once" },
	);
	await engine.idle();
	await database
		.insertInto("failed_jobs")
		.values({
			kind: "charge",
			resource_id: "x",
			merchant_id: FIRST.merchant_id,
			due_at: "2025-04-07T00:00:00.000Z",
			error: "none",
			attempts: 3,
			failed_at: "2025-04-07T00:00:00.000Z",
			retry_at: null,
		})
		.execute();
}

/** Another sandbox, at another time and with nothing but the merchants. */
async function startOther(): Promise<Controlled> {
	const clock = clockToTurn("2031-01-01T00:00:00.000Z");
	const other = await startControlled({
		clock,
		random: seededRandom(1),
		seed: async () => {},
	});
	onTestFinished(async () => {
		await other.close();
		expect(other.faults).toStrictEqual([]);
	});
	return other;
}

test("another sandbox shows the same: data, clock and rules", async () => {
	await live(sandbox);
	await sandbox.control.faults.create({
		kind: "delivery",
		duplicate: true,
		nth: 3,
	});
	const { data: fault } = await sandbox.control.faults.create({
		kind: "request",
		status: 500,
		operation: "listProducts",
	});
	await sandbox.control.faults.update(fault.fault_id, { enabled: false });
	await sandbox.control.clock.advance({ by: "P1D" });
	const exported = await file();
	expect(Object.keys(exported.tables).toSorted()).toStrictEqual(
		[...tableNames, "sqlite_sequence"].toSorted(),
	);
	const { data: now } = await sandbox.control.clock.get();
	const { data: faults } = await sandbox.control.faults.list();

	const other = await startOther();
	const before = await dump(other as never);
	const { data: imported } = await other.control.snapshots.import(exported);
	expect(imported).toStrictEqual({
		name: "mine",
		now: now.now,
		rows: exported.rows,
	});
	// It is only added.
	expect(await dump(other as never)).toBe(before);
	expect((await other.control.snapshots.list()).data).toStrictEqual([imported]);

	await other.control.snapshots.restore("mine");
	expect(await rowsOf(other)).toStrictEqual(await rowsOf(sandbox));
	expect((await other.control.clock.get()).data).toStrictEqual(now);
	expect((await other.control.faults.list()).data).toStrictEqual(faults);
	for (const { path } of controlOperations.filter(
		(operation) =>
			operation.method === "get" &&
			!textTypeOf(operation) &&
			!operation.path.includes("{") &&
			!["/requests", "/snapshots"].includes(operation.path) &&
			!operation.parameters.some(({ required }) => required),
	)) {
		const [one, two] = [
			await sandbox.ask("GET", path),
			await other.ask("GET", path),
		].map((answer) =>
			JSON.stringify(answer).replaceAll(/127\.0\.0\.1:\d+/g, "HERE"),
		);
		expect(two, path).toBe(one);
	}
	// What it exports itself is the same file.
	expect(await file(other)).toStrictEqual({
		...exported,
		tables: { ...exported.tables, clock: expect.anything() },
	});
});

test("it goes on from there, as the sandbox that it came from", async () => {
	const { subscription_id } = await subscribe(sandbox);
	const other = await startOther();
	await other.control.snapshots.import(await file());
	await other.control.snapshots.restore("mine");
	for (const each of [sandbox, other]) {
		await each.control.clock.advance({ by: "P2M" });
		await each.lomi.customers.create({ name: "Awa" });
		await pay(each, { phone: PHONE });
		const { data } =
			await each.control.subscriptions.getTimeline(subscription_id);
		expect(data.entries.map(({ kind }) => kind)).toStrictEqual([
			"started",
			"charged",
			"charged",
			"charged",
		]);
	}
	// Triggers, counters and constraints work as before.
	const balance = async ({ lomi }: Controlled) =>
		(
			await lomi.merchants.getBalance(FIRST.merchant_id, {
				currency_code: "XOF",
			})
		).data.balance;
	expect(await balance(other)).toBe(await balance(sandbox));
	await expect(
		other.database
			.insertInto("api_keys")
			.values({ api_key: "x", merchant_id: "nobody" })
			.execute(),
	).rejects.toThrow(/foreign key/i);
});

test("with a seed, IDs don't repeat, and are the same each time", async () => {
	const start = async () => {
		const started = await createSandbox({ document, seed: 7, seedSize: 20 });
		onTestFinished(() => started.close());
		const url = await started.app.listen({ port: 0, host: "127.0.0.1" });
		return (method: string, path: string, body?: unknown) =>
			fetch(`${url}${path}`, {
				method,
				headers: {
					"content-type": "application/json",
					"x-api-key": FIRST.api_key,
				},
				...(body !== undefined && { body: JSON.stringify(body) }),
			}).then((response) => response.json());
	};
	const create = (ask: Awaited<ReturnType<typeof start>>) =>
		ask("POST", "/v1/customers", { name: "Awa" }).then(
			({ data }) => data.customer_id as string,
		);
	const first = await start();
	const known = [await create(first), await create(first)];
	await first("POST", "/_sandbox/snapshots", { name: "mine" });
	const { data } = await first("GET", "/_sandbox/snapshots/mine/export");
	const second = await start();
	const created: string[] = [];
	await second("POST", "/_sandbox/snapshots/import", data);
	for (let round = 0; round < 2; round++) {
		await second("POST", "/_sandbox/snapshots/mine/restore");
		created.push(await create(second));
	}
	expect(created[1]).toBe(created[0]);
	expect(known).not.toContain(created[0]);
});

test("a frozen clock stays frozen, and one that goes goes on from its time", async () => {
	await sandbox.control.clock.freeze();
	const frozen = await file(sandbox, "frozen");
	await sandbox.control.clock.resume();
	const going = await file(sandbox, "going");
	const clock = clockToTurn("2031-01-01T00:00:00.000Z");
	const other = await startControlled({ clock });
	onTestFinished(() => other.close());
	for (const each of [frozen, going])
		await other.control.snapshots.import(each);
	const read = async () => (await other.control.clock.get()).data;
	for (let round = 0; round < 2; round++) {
		await other.control.snapshots.restore("frozen");
		clock.turn(5_000);
		expect(await read()).toStrictEqual({ now: frozen.now, frozen: true });
		await other.control.snapshots.restore("going");
		clock.turn(5_000);
		expect(await read()).toStrictEqual({
			now: new Date(Date.parse(going.now) + 5_000).toISOString(),
			frozen: false,
		});
	}
});

test("rules keep their IDs, and new ones get others", async () => {
	for (let number = 0; number < 3; number++)
		await sandbox.control.faults.create({
			kind: "request",
			status: 500,
			operation: "listProducts",
		});
	const exported = await file();
	const other = await startOther();
	await other.control.snapshots.import(exported);
	await other.control.snapshots.restore("mine");
	const ids = exported.faults.map(({ fault_id }) => fault_id);
	for (let number = 0; number < 20; number++) {
		const { data } = await other.control.faults.create({
			kind: "delivery",
			duplicate: true,
		});
		expect(ids).not.toContain(data.fault_id);
		ids.push(data.fault_id);
	}
});

test("an import takes the place of a snapshot of its name, and is deleted like one", async () => {
	const exported = await file();
	await sandbox.lomi.customers.create({ name: "Later" });
	await sandbox.control.snapshots.create({ name: "mine" });
	await sandbox.control.snapshots.import(exported);
	await sandbox.control.snapshots.restore("mine");
	const { data } = await sandbox.control.customers.list({ search: "later" });
	expect(data).toStrictEqual([]);
	await sandbox.control.snapshots.delete("mine");
	await expect(sandbox.control.snapshots.export("mine")).rejects.toMatchObject({
		status: 404,
	});
});

const OTHER_FILE =
	"This file isn't a snapshot of lomi-sandbox. Export one on the inspector's page Snapshots, or with `GET /_sandbox/snapshots/{name}/export`, which has the file under `data`.";
const BAD_NAME =
	"`name` must have 1 to 100 characters, letters without accents, digits, `_`, `-` or `.`, and not begin with `.`";

test.each([
	null,
	7,
	"text",
	[],
	{},
	{ data: {} },
	{ name: "package", version: "1.0.0" },
	{ format: "tar", tables: {} },
	{ format: 3 },
])("%j is no snapshot, and nothing else is said of it", async (other) => {
	expect(await sandbox.ask("POST", "/snapshots/import", other)).toMatchObject({
		status: 400,
		body: { error: { details: OTHER_FILE } },
	});
});

test.each(["", ".hidden", "a b", "été", "a/b", "x".repeat(101)])(
	"a snapshot can't be called %j, which is said in words",
	async (name) => {
		const refused = { status: 400, body: { error: { details: BAD_NAME } } };
		expect(await sandbox.ask("POST", "/snapshots", { name })).toMatchObject(
			refused,
		);
		if (name === "") return;
		const path = `/snapshots/${encodeURIComponent(name)}`;
		expect(await sandbox.ask("GET", `${path}/export`)).toMatchObject(refused);
	},
);

describe("nothing is changed by", () => {
	/** Imports a file that was changed, and returns why it is refused. */
	const refusal = async (
		change: (tables: Record<string, Rows>, all: Shape) => void,
	): Promise<string> => {
		const exported = await file();
		await sandbox.lomi.customers.create({ name: "Later" });
		const before = await dump(sandbox as never);
		const { data: snapshots } = await sandbox.control.snapshots.list();
		change(exported.tables, exported as never);
		const { status, body } = await sandbox.ask(
			"POST",
			"/snapshots/import",
			exported,
		);
		expect(status).toBe(400);
		expect(await dump(sandbox as never)).toBe(before);
		expect((await sandbox.control.snapshots.list()).data).toStrictEqual(
			snapshots,
		);
		// The snapshot of that name is still the one that was taken.
		await sandbox.control.snapshots.restore("mine");
		return (body as { error: { details: string } }).error.details;
	};
	const again = (what: string) =>
		`The file is damaged: ${what} Export the snapshot again.`;

	test.each<
		[
			string,
			(tables: Record<string, Rows>, all: Shape) => void,
			string | RegExp,
		]
	>([
		[
			"a file of an older version",
			(_, all) => {
				all.schema = "05";
			},
			`The snapshot has tables of version 05, and this sandbox has those of ${VERSION}. Import it in the version that exported it.`,
		],
		[
			"a file of a newer version",
			(_, all) => {
				all.schema = "99";
			},
			`The snapshot has tables of version 99, and this sandbox has those of ${VERSION}. Import it in the version that exported it.`,
		],
		[
			"a file of another program",
			(_, all) => {
				for (const name of Object.keys(all)) delete all[name];
				all.version = 3;
			},
			OTHER_FILE,
		],
		[
			"a name that is none",
			(_, all) => {
				all.name = "../x";
			},
			BAD_NAME,
		],
		[
			"a time that is none",
			(_, all) => {
				all.now = "today";
			},
			"`now` must be an RFC 3339 date-time",
		],
		[
			"a time that clocks don't reach",
			(_, all) => {
				all.now = "9999-12-31T23:59:59Z";
			},
			"`now` must be in the years 2000 to 2099",
		],
		[
			"a rule that is none",
			(_, all) => {
				all.faults = [{ kind: "request" }];
			},
			"Missing required field: `faults[0].fault_id`",
		],
		[
			"a table that is missing",
			(tables) => {
				delete tables.customers;
			},
			"rows instead of",
		],
		[
			"a row that is missing",
			(tables) => {
				tables.customers?.rows.pop();
			},
			"rows instead of",
		],
		[
			"a table that nobody knows",
			(tables, all) => {
				tables.sqlite_schema = { columns: ["a"], rows: [["x"]] };
				all.rows = Number(all.rows) + 1;
			},
			again("There is no table `sqlite_schema`."),
		],
		[
			"a table by a name with SQL",
			(tables) => {
				tables['x"; DROP TABLE main.customers; --'] = { columns: [], rows: [] };
			},
			'There is no table `x"; DROP TABLE main.customers; --`.',
		],
		[
			"a column that is missing",
			(tables) => {
				tables.api_keys?.columns.pop();
			},
			again("`tables.api_keys.columns` must be api_key, merchant_id."),
		],
		[
			"columns in another order",
			(tables) => {
				tables.api_keys?.columns.reverse();
			},
			again("`tables.api_keys.columns` must be api_key, merchant_id."),
		],
		[
			"a row that is too short",
			(tables) => {
				tables.api_keys?.rows[1]?.pop();
			},
			again("`tables.api_keys.rows[1]` must have 2 values."),
		],
		[
			"a row that is too long",
			(tables) => {
				tables.api_keys?.rows[1]?.push("x");
			},
			again("`tables.api_keys.rows[1]` must have 2 values."),
		],
		[
			"a number where a text belongs",
			(tables) => change(tables, "customers", "name", 5),
			again("`tables.customers.rows[0][1]`, the name, must be a string."),
		],
		[
			"a text where a number belongs",
			(tables) => change(tables, "transactions", "gross_amount", "5"),
			again(
				"`tables.transactions.rows[0][2]`, the gross_amount, must be an integer.",
			),
		],
		[
			"a fraction where an integer belongs",
			(tables) => change(tables, "transactions", "gross_amount", 0.5),
			"must be an integer.",
		],
		[
			"nothing where something belongs",
			(tables) => change(tables, "customers", "name", null),
			/can't be stored: .*not.null constraint/i,
		],
		[
			"a value that no row has",
			(tables) => change(tables, "customers", "is_business", 2),
			/can't be stored: .*CHECK constraint/i,
		],
		[
			"two rows with the same ID",
			(tables, all) => {
				const { rows = [] } = tables.customers ?? {};
				rows.push(rows[0] ?? []);
				all.rows = Number(all.rows) + 1;
			},
			/can't be stored: .*UNIQUE constraint/i,
		],
		[
			"a row of nobody",
			(tables) => change(tables, "customers", "merchant_id", "nobody"),
			/can't be stored: .*FOREIGN KEY constraint/i,
		],
		[
			"a session that was paid twice",
			(tables) => {
				const [id] = tables.checkout_sessions?.rows[0] ?? [];
				for (const row of [0, 1])
					change(tables, "transactions", "checkout_session_id", id ?? "", row);
			},
			/can't be stored: .*UNIQUE constraint/i,
		],
		[
			"no clock",
			(tables, all) => {
				delete tables.clock;
				all.rows = Number(all.rows) - 1;
			},
			again("`tables.clock` must have one row."),
		],
		[
			"a number of events that would repeat",
			(tables, all) => {
				const before = tables.sqlite_sequence?.rows.length ?? 0;
				tables.sqlite_sequence = { columns: ["name", "seq"], rows: [["x", 0]] };
				all.rows = Number(all.rows) - before + 1;
			},
			again("`tables.sqlite_sequence` must have the number of the last event."),
		],
	])("%s", async (_, change, details) => {
		expect(await refusal(change)).toMatch(details);
	});

	test("a file that was cut, or is no JSON", async () => {
		const text = JSON.stringify(await file());
		for (const body of [
			text.slice(0, -20),
			"PK\u0003\u0004",
			"",
			"null",
			"[]",
		]) {
			const response = await fetch(`${sandbox.url}/_sandbox/snapshots/import`, {
				method: "POST",
				headers: { "content-type": "application/json" },
				body,
			});
			expect(response.status, body.slice(0, 20)).toBe(400);
		}
	});

	function change(
		tables: Record<string, Rows>,
		table: string,
		column: string,
		value: string | number | null,
		index = 0,
	): void {
		const { columns = [], rows = [] } = tables[table] ?? {};
		const row = rows[index];
		if (!row) throw new Error(`${table} has no row ${index}.`);
		row[columns.indexOf(column)] = value;
	}
});

test("a large file is taken, and one that is larger than any is refused", async () => {
	const [importing] = some(
		controlOperations.filter(({ id }) => id === "importSnapshot"),
	);
	const { bodyLimit = 0 } = importing;
	expect(bodyLimit).toBeGreaterThan(100_000_000);
	// A header is enough: it says how long the body is going to be.
	const { hostname, port } = new URL(sandbox.url);
	const { request } = await import("node:http");
	const send = (path: string, length: number) => {
		const sent = request({
			hostname,
			port,
			path,
			method: "POST",
			headers: {
				"content-type": "application/json",
				"content-length": length,
			},
		});
		sent.on("error", () => {});
		sent.flushHeaders();
		return sent;
	};
	const refused = send("/_sandbox/snapshots/import", bodyLimit + 1);
	const [response] = await once(refused, "response");
	expect(response.statusCode).toBe(413);
	const [text] = await once(response.setEncoding("utf8"), "data");
	expect(JSON.parse(text).error.details).toBe(
		`The request body is larger than ${bodyLimit / 1e6} MB.`,
	);
	refused.destroy();
	// Others keep the usual limit.
	const other = send("/_sandbox/events", 1_000_001);
	const [answer] = await once(other, "response");
	expect(answer.statusCode).toBe(413);
	other.destroy();
});

test("there are no columns that JSON can't hold", () => {
	const types = Object.values(COLUMNS).flatMap((columns) =>
		Object.values<string>(columns).map((sql) => sql.split(" ")[0]),
	);
	expect([...new Set(types)].toSorted()).toStrictEqual([
		"FLAG",
		"INTEGER",
		"REAL",
		"TEXT",
	]);
});

test("a file with 100,000 rows of payments is imported and restored", async () => {
	const exported = await file();
	const { columns = [], rows = [] } = exported.tables.transactions ?? {};
	const [row] = rows;
	const at = columns.indexOf("transaction_id");
	for (let number = 0; number < 100_000; number++) {
		const id = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
		rows.push((row ?? []).with(at, id));
	}
	exported.rows += 100_000;
	const { data } = await sandbox.control.snapshots.import(exported);
	expect(data.rows).toBe(exported.rows);
	await sandbox.control.snapshots.restore("mine");
	const { data: found } = await sandbox.control.transactions.list({
		id: "00000000-0000-4000-8000-000000099999",
	});
	expect(found).toHaveLength(1);

	// A search looks through so many at once, and goes on from there.
	const { transactions } = sandbox.control;
	const search = "0000099999";
	const first = await transactions.list({ search: "nothing has this" });
	expect(first.data).toStrictEqual([]);
	expect(first.next).not.toBeNull();
	expect(
		(await transactions.list({ search }).toArray()).map(
			({ transaction }) => transaction.transaction_id,
		),
	).toStrictEqual(found.map(({ transaction }) => transaction.transaction_id));
});
