/** Searches through tables that are longer than what is searched at once. */
import type { Insertable } from "kysely";
import { expect, test } from "vitest";
import type { Tables } from "../../../../packages/sandbox/db/tables.ts";
import { useControlled } from "../../setup/control.ts";
import { FIRST, SECOND } from "../../setup/sandbox.ts";

const sandbox = useControlled();
/** More than twice as many as are searched before requests have their turn. */
const MANY = 9_000;

/** Fills a table with rows, numbered from 1. */
async function fill<Table extends "customers" | "events">(
	table: Table,
	rowOf: (n: number) => Insertable<Tables[Table]>,
): Promise<void> {
	const numbers = Array.from({ length: MANY }, (_, at) => at + 1);
	for (let start = 0; start < MANY; start += 1_000)
		await sandbox.database
			.insertInto(table as "customers")
			.values(numbers.slice(start, start + 1_000).map(rowOf) as never)
			.execute();
}

/** Those of every thousandth row, and of both ends. */
const isWanted = (n: number) => n % 1_000 === 0 || n === 1 || n === MANY;
const wanted = Array.from({ length: MANY }, (_, at) => MANY - at).filter(
	isWanted,
);

test("customers of both merchants are found in the order of lists, page by page", async () => {
	await fill("customers", (n) => {
		const { merchant_id, organization_id } = n % 2 ? FIRST : SECOND;
		const created_at = new Date(1_700_000_000_000 + 10 * n).toISOString();
		return {
			customer_id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
			merchant_id,
			organization_id,
			name: `${isWanted(n) ? "Wânted" : "Other"} ${n}`,
			is_business: 0 as const,
			created_at,
			updated_at: created_at,
		};
	});
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
	await fill("events", (n) => ({
		event_id: `evt_${n}`,
		merchant_id: FIRST.merchant_id,
		organization_id: FIRST.organization_id,
		event_type: "test.webhook",
		payload: isWanted(n) ? '{"message":"wanted"}' : "{}",
		created_at: "2024-01-01T00:00:00.000Z",
	}));
	for (const limit of [1, 3, 1_000]) {
		const found: string[] = [];
		const page = sandbox.control.events.list({ search: "wanted", limit });
		for await (const { event_id } of page) found.push(event_id);
		expect(found).toStrictEqual(wanted.map((n) => `evt_${n}`));
	}
});
