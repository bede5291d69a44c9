/** The sandbox on PostgreSQL: what only a server can do to it, and what SQLite does otherwise. */
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Control } from "../../packages/control/index.ts";
import { describeSandbox } from "../../packages/sandbox/cli/banner.ts";
import { table } from "../../packages/sandbox/db/columns.ts";
import { VERSIONS } from "../../packages/sandbox/db/migrations.ts";
import { versionStatements } from "../../packages/sandbox/db/postgres/schema.ts";
import { createSandbox, type Sandbox } from "../../packages/sandbox/index.ts";
import { BASE, document } from "../bundle.ts";
import { type Postgres, startPostgres } from "../postgres.ts";
import { FIRST, KEY_HEADER } from "./setup/sandbox.ts";

let server: Postgres;
let number = 0;
let data = "";
beforeAll(async () => {
	server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
	const name = `test_${++number}`;
	await query(`CREATE DATABASE ${name}`);
	data = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
});

async function query(statement: string, url = server.url) {
	const client = new Client(url);
	await client.connect();
	try {
		// Of the last one, if there are several.
		return [await client.query(statement)].flat().at(-1)?.rows;
	} finally {
		await client.end();
	}
}

async function start(
	faults: string[] = [],
): Promise<Sandbox & { url: string }> {
	const sandbox = await createSandbox({
		data,
		empty: true,
		onFault: (trace) => faults.push(trace),
	});
	const url = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	return Object.assign(sandbox, { url });
}

const ask = async (url: string, path: string, body?: object) => {
	const response = await fetch(url + BASE + path, {
		headers: {
			[KEY_HEADER]: FIRST.api_key,
			"content-type": "application/json",
		},
		...(body && { method: "POST", body: JSON.stringify(body) }),
	});
	return { status: response.status, body: await response.json() };
};

test("data outlive the sandbox, in a schema of their own", async () => {
	const first = await start();
	const { body } = await ask(first.url, "/customers", {
		name: "Zoë \u0000 \ufdd0 \ufdd00 💸",
		metadata: { note: "\u0000" },
	});
	await first.close();
	const second = await start();
	const again = await ask(second.url, `/customers/${body.data.customer_id}`);
	expect(again.body.data).toStrictEqual(body.data);
	expect(again.body.data.name).toBe("Zoë \u0000 \ufdd0 \ufdd00 💸");
	await second.close();
	expect(
		await query(
			"SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
			data,
		),
	).toStrictEqual([{ schemaname: "lomi_sandbox" }]);
});

test("connections that are lost are made again, and a request meanwhile is a 503 that says why", async () => {
	const faults: string[] = [];
	const sandbox = await start(faults);
	const cut = () =>
		query(
			`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${new URL(data).pathname.slice(1)}'`,
		);
	const probe = async (what: string) =>
		(await fetch(`${sandbox.url}/_sandbox/health/${what}`)).status;
	expect(await probe("ready")).toBe(200);
	await cut();
	await expect
		.poll(async () => (await ask(sandbox.url, "/products")).status)
		.toBe(200);
	await server.pause();
	const { status, body } = await ask(sandbox.url, "/customers", {
		name: "Awa",
	});
	expect(status).toBe(503);
	expect(body.error).toMatchObject({ status: 503 });
	expect(body.error.details).toContain("can't be reached");
	expect(await probe("live")).toBe(200);
	expect(await probe("ready")).toBe(503);
	await server.resume();
	await expect.poll(() => probe("ready")).toBe(200);
	await expect
		.poll(
			async () =>
				(await ask(sandbox.url, "/customers", { name: "Awa" })).status,
		)
		.toBe(201);
	await sandbox.close();
	expect(faults.join("\n")).not.toContain(new URL(data).password || "?");
	// The log is not flooded with it.
	expect(faults).toHaveLength(1);
	expect(faults[0]).not.toContain("\n    at ");
});

test("a database of another encoding is told, and options of the address are kept", async () => {
	const name = `latin_${++number}`;
	await query(
		`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`,
	);
	const latin = Object.assign(new URL(data), { pathname: `/${name}` }).href;
	await expect(createSandbox({ data: latin })).rejects.toThrow(
		"uses the encoding LATIN1. Create the database with",
	);
	data += "?options=-csearch_path%3Dpublic%20-cstatement_timeout%3D77777";
	const sandbox = await start();
	const { rows } = await sql`SHOW statement_timeout`.execute(sandbox.database);
	expect(rows).toStrictEqual([{ statement_timeout: "77777ms" }]);
	await sandbox.close();
});

test("a database that has no connection left is told, too", async () => {
	await query("CREATE ROLE few LOGIN PASSWORD 'few' CONNECTION LIMIT 2");
	const name = new URL(data).pathname.slice(1);
	await query(`GRANT CREATE ON DATABASE ${name} TO few`);
	const { href } = Object.assign(new URL(data), {
		username: "few",
		password: "few",
	});
	const sandbox = await createSandbox({
		data: href,
		empty: true,
		onFault: () => {},
	});
	const url = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	const answers = await Promise.all(
		Array.from({ length: 8 }, () => ask(url, "/customers", { name: "Awa" })),
	);
	const refused = answers.find(({ status }) => status !== 201);
	expect(refused?.status).toBe(503);
	expect(refused?.body.error.details).toContain("has no free connection");
	await sandbox.close();
});

test.each([
	[
		"another password",
		() => data.replace(/:[^:@/]+@/, ":wrong@"),
		"refuses the user or the password",
	],
	[
		"another database",
		() => data.replace(/\w+$/, "nothing"),
		"doesn't exist. Create the database",
	],
	[
		"nobody there",
		() => data.replace(/:\d+\//, ":1/"),
		"can't be reached. Start the database server",
	],
	[
		"a password that is escaped wrongly",
		() => data.replace(/:[^:@/]+@/, ":p%zz@"),
		"can't be read. Write it as postgres://USER:PASSWORD@HOST/DATABASE, with %XX",
	],
	[
		"another kind of database",
		() => data.replace("postgres:", "mysql:"),
		"must be a file or a PostgreSQL address",
	],
	[
		"encryption where there is none",
		() => `${data}?sslmode=verify-full`,
		"doesn't support TLS",
	],
	[
		"no address",
		() => "postgres://a b:x/",
		"can't be read. Write it as postgres://USER:PASSWORD@HOST/DATABASE",
	],
])("%s is told, without the password", async (_, url, sentence) => {
	const error = await createSandbox({ data: url() }).catch((reason) => reason);
	expect(error.message).toContain(sentence);
	expect(error.message).not.toContain("wrong");
	expect(error.message).not.toContain(new URL(data).password);
});

test("every version of the tables is one of PostgreSQL's, from the first on", () => {
	const names = Object.keys(VERSIONS).toSorted();
	const statements = versionStatements();
	const [first = ""] = Object.keys(statements);
	expect(Object.keys(statements)).toStrictEqual(
		names.slice(names.indexOf(first)),
	);
	expect(names).toContain(first);
});

test("a later version adds its tables, columns and indexes", async () => {
	await (await start()).close();
	const { "99": statements = [] } = versionStatements({
		...VERSIONS,
		"99": {
			create: {
				notes: table({
					note_id: "TEXT PRIMARY KEY",
					is_read: "FLAG DEFAULT 0",
				}),
			},
			add: { customers: { rank: "INTEGER NOT NULL DEFAULT 3" } },
			statements: ["CREATE INDEX customers_rank ON customers (rank)"],
		},
	});
	const rows = await query(
		[
			"SET search_path TO lomi_sandbox",
			...statements,
			"INSERT INTO notes (note_id) VALUES ('one')",
			"SELECT notes.rowid, is_read, (SELECT count(*)::int FROM customers WHERE rank = 3) AS others FROM notes",
		].join("; "),
		data,
	);
	expect(rows).toStrictEqual([{ rowid: "one", is_read: 0, others: 0 }]);
});

test("a database of a newer version is left alone", async () => {
	await (await start()).close();
	await query(
		"UPDATE lomi_sandbox.kysely_migration SET name = '99' WHERE name = '07'",
		data,
	);
	await expect(start()).rejects.toThrow("made by a newer version");
});

test("the banner has no password", async () => {
	const sandbox = await start();
	const text = describeSandbox(document, sandbox.url, sandbox.merchants, {
		data,
	});
	expect(text).toContain(new URL(data).pathname);
	expect(text).not.toContain(new URL(data).password);
	await sandbox.close();
});

test("a snapshot of one kind of database is one of the other", async () => {
	const memory = await createSandbox({ seed: 7, seedSize: 50 });
	const server = await start();
	const control = new Control({
		url: await memory.app.listen({ port: 0, host: "127.0.0.1" }),
	});
	const other = new Control({ url: server.url });
	await control.snapshots.create({ name: "mine" });
	const { data: file } = await control.snapshots.export("mine");
	await other.snapshots.import(file);
	await other.snapshots.restore("mine");
	const listed = async (of: Control) =>
		(await of.transactions.list()).data.map(({ transaction }) => transaction);
	expect(await listed(other)).toStrictEqual(await listed(control));
	const { data: back } = await other.snapshots.export("mine");
	expect(
		(await control.snapshots.import({ ...back, name: "back" })).data.rows,
	).toBe(file.rows);
	await memory.close();
	await server.close();
});
