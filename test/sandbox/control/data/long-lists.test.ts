/** Searches through tables that are longer than what is searched at once. */
import { sql } from "kysely";
import { expect, test } from "vitest";
import { useControlled } from "../../setup/control.ts";
import { FIRST, SECOND } from "../../setup/sandbox.ts";

const sandbox = useControlled();
/** More than twice as many as are searched before requests have their turn. */
const MANY = 9_000;

/** Fills a table with rows, numbered from 1. */
const numbers = sql`WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${MANY})`;
/** Those of every thousandth row, and of both ends. */
const isWanted = (n: number) => n % 1_000 === 0 || n === 1 || n === MANY;
const wanted = Array.from({ length: MANY }, (_, at) => MANY - at).filter(
	isWanted,
);

test("customers of both merchants are found in the order of lists, page by page", async () => {
	await sql`INSERT INTO customers (customer_id, merchant_id, organization_id, name, is_business, created_at, updated_at)
		${numbers} SELECT printf('00000000-0000-4000-8000-%012d', n), iif(n % 2, ${FIRST.merchant_id}, ${SECOND.merchant_id}),
			iif(n % 2, ${FIRST.organization_id}, ${SECOND.organization_id}),
			iif(n % 1000 = 0 OR n IN (1, ${MANY}), 'Wânted ', 'Other ') || n, 0,
			strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + n / 100, 'unixepoch'), '2024-01-01T00:00:00.000Z' FROM numbers`.execute(
		sandbox.database,
	);
	for (const limit of [1, 3, 1_000]) {
		const found: string[] = [];
		const page = sandbox.control.customers.list({ search: "WANTED", limit });
		for await (const { name } of page) found.push(name);
		expect(found).toStrictEqual(wanted.map((n) => `Wânted ${n}`));
	}
	const { data } = await sandbox.control.search.searchData({
		query: "wanted",
		limit: 1_000,
	});
	expect(data.map(({ title }) => title)).toStrictEqual(
		wanted.map((n) => `Wânted ${n}`),
	);
});

test("events are found in the order of lists, page by page", async () => {
	await sql`INSERT INTO events (event_id, merchant_id, organization_id, event_type, payload, created_at)
		${numbers} SELECT 'evt_' || n, ${FIRST.merchant_id}, ${FIRST.organization_id}, 'test.webhook',
			iif(n % 1000 = 0 OR n IN (1, ${MANY}), '{"message":"wanted"}', '{}'), '2024-01-01T00:00:00.000Z' FROM numbers`.execute(
		sandbox.database,
	);
	for (const limit of [1, 3, 1_000]) {
		const found: string[] = [];
		const page = sandbox.control.events.list({ search: "wanted", limit });
		for await (const { event_id } of page) found.push(event_id);
		expect(found).toStrictEqual(wanted.map((n) => `evt_${n}`));
	}
});
