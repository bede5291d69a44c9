/**
 * The cost of a response on PostgreSQL with few and with many transactions, of the packed sandbox and of the database together.
 * `npm run bench -- shared-sizes`
 */
import { bold, dim, dimError } from "@lomi/cli";
import { Client } from "pg";
import { type Postgres, startPostgres } from "../test/postgres.ts";
import { send } from "./load.ts";
import { median, progress } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import { type Started, start } from "./servers.ts";
import { BY_OFFSET, CASES, type Known } from "./sizes.ts";

const SEEDED = 1_000;
const SIZES = [SEEDED, 1_000_000];
const SECONDS = 1;
/** Limit of the ratio between the rates at the smallest and the largest size. */
const MOST = 1.5;

/** Those of the other kinds of database, but the one whose cost grows with the number of rows before it. */
const SHARED_CASES = Object.entries(CASES).filter(
	([name]) => name !== BY_OFFSET,
);

/** Columns that differ in a copy of a transaction, in SQL. `k` is the copy's number. */
const COPIED: Record<string, string> = {
	transaction_id: "gen_random_uuid()::text",
	checkout_session_id: "NULL",
	settles_at: "NULL",
	...Object.fromEntries(
		["created_at", "updated_at"].map((column) => [
			column,
			`to_char((${column}::timestamptz AT TIME ZONE 'UTC') - k * interval '22 seconds', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
		]),
	),
};

/** Copies the seeded transactions until there are as many: to play a business of that size would take an hour. */
async function fill(client: Client, size: number): Promise<void> {
	const { rows: columns } = await client.query(
		"SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'lomi_sandbox' AND table_name = 'transactions'",
	);
	const names: string[] = columns.map(({ name }) => name);
	const { rows } = await client.query("SELECT count(*) FROM transactions");
	const copies = Math.round(size / Number(rows[0].count)) - 1;
	const periods = Object.entries({ month: 7, day: 10 }).map(
		([unit, length]) =>
			`SELECT merchant_id, '${unit}', substr(created_at, 1, ${length}), status, provider_code, count(*) FROM transactions GROUP BY 1, 2, 3, 4, 5`,
	);
	await client.query("SET lomi.counting = 'off'");
	if (copies > 0)
		await client.query(
			`INSERT INTO transactions (${names.join(", ")})
			SELECT ${names.map((name) => COPIED[name] ?? name).join(", ")} FROM transactions, generate_series(1, ${copies}) AS k`,
		);
	await client.query("DELETE FROM transaction_tallies");
	await client.query(
		`INSERT INTO transaction_tallies ${periods.join(" UNION ALL ")}`,
	);
	await client.query("VACUUM ANALYZE");
}

async function getToKnow(client: Client): Promise<Known> {
	const { rows: some } = await client.query(
		"SELECT transaction_id FROM transactions WHERE merchant_id = (SELECT merchant_id FROM api_keys ORDER BY api_key LIMIT 1) ORDER BY md5(transaction_id) LIMIT 200",
	);
	const { rows } = await client.query(
		"SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY created_at) AS half FROM transactions",
	);
	return {
		ids: some.map(({ transaction_id }) => transaction_id),
		half: rows[0].half,
	};
}

export async function run({
	rounds = 5,
	quick = false,
}: BenchOptions): Promise<boolean> {
	const sizes = quick ? [SEEDED, 2 * SEEDED] : SIZES;
	const subjects: { database: Postgres; server: Started; known: Known }[] = [];
	const rates = new Map(
		SHARED_CASES.map(([name]) => [name, sizes.map(() => [] as number[])]),
	);
	let within = true;
	try {
		for (const size of sizes) {
			process.stderr.write(dimError(`${size.toLocaleString("en")}… `));
			const database = await startPostgres();
			const seed = ["--seed-size", `${SEEDED}`, "--data", database.url];
			await (await start("lomi-sandbox", seed)).stop();
			const client = new Client(database.url);
			await client.connect();
			await client.query("SET search_path TO lomi_sandbox");
			await fill(client, size);
			const known = await getToKnow(client);
			await client.end();
			const server = await start("lomi-sandbox", ["--data", database.url]);
			subjects.push({ database, server, known });
		}
		for (let round = 0; round <= rounds; round++) {
			progress(round, rounds);
			for (const [name, request] of SHARED_CASES)
				for (const [index, { server, known }] of subjects.entries()) {
					const { rate } = await send(server, request(known), SECONDS);
					if (round > 0) rates.get(name)?.[index]?.push(rate);
				}
		}
	} finally {
		for (const { server, database } of subjects) {
			await server.stop();
			await database.stop();
		}
	}
	console.log(dim("responses per second, 10 connections\n"));
	console.log(
		`${"".padEnd(14)}${sizes.map((size) => size.toLocaleString("en").padStart(12)).join("")}${"first/last".padStart(14)}`,
	);
	for (const [name, all] of rates) {
		const own = all.map(median);
		const times = (own[0] ?? 0) / (own.at(-1) ?? 1);
		if (times > MOST) within = false;
		const last = `${times.toFixed(2)} ×`.padStart(14);
		console.log(
			`${name.padEnd(14)}${own.map((rate) => Math.round(rate).toLocaleString("en").padStart(12)).join("")}${times > MOST ? bold(last) : last}`,
		);
	}
	return within;
}
