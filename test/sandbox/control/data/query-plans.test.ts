/** What is asked of large tables is read from their indexes: no request goes through a table from end to end, unless it searches. */
import { expect, test } from "vitest";
import { exclusively } from "../../../../packages/sandbox/db/sqlite/connect.ts";
import { some } from "../../../some.ts";
import { useControlled } from "../../setup/control.ts";
import { isOnPostgres } from "../../setup/data.ts";
import { FIRST } from "../../setup/sandbox.ts";
import { dataLists, rowsOf, tableOf, WITH_SHOPS } from "./shops.ts";

const sandbox = useControlled(WITH_SHOPS);

/** Tables that grow with each payment. Merchants, endpoints, plans and products are few. */
const LARGE =
	/^SCAN (transactions|customers|checkout_sessions|subscriptions|refunds|events|deliveries|delivery_logs)\b/;

/** The steps in which SQLite runs the statements of requests. */
async function plansOf(request: () => Promise<unknown>): Promise<string[]> {
	const statements = new Set<string>();
	const executor = sandbox.database.getExecutor();
	const { executeQuery } = executor;
	executor.executeQuery = (query, ...rest) => {
		statements.add(query.sql);
		return executeQuery.call(executor, query, ...rest) as never;
	};
	try {
		await request();
	} finally {
		executor.executeQuery = executeQuery;
	}
	return exclusively(sandbox.database, (sqlite) =>
		[...statements]
			.filter((text) => /^\s*select/i.test(text))
			.flatMap((text) =>
				sqlite
					.prepare(`EXPLAIN QUERY PLAN ${text}`)
					.all()
					.map(({ detail }) => String(detail)),
			),
	);
}

test.skipIf(isOnPostgres).each(dataLists)("$id", async (list) => {
	const plans = await plansOf(() => sandbox.ask("GET", `${list.path}?limit=3`));
	expect(some(plans).filter((each) => LARGE.test(each))).toStrictEqual([]);
});

/** Filters of lists, but for those that few rows have to be read for. */
const filters = dataLists.flatMap((list) =>
	list.parameters
		.filter(({ name }) => !["merchant_id", "search", "limit"].includes(name))
		.filter(({ name }) => `${list.id} ${name}` !== "listSubscriptions status")
		.map(({ name }) => ({ list, name })),
);

test.skipIf(isOnPostgres).each(some(filters))(
	"$list.id, $name, is looked up",
	async ({ list, name }) => {
		const [, id] = tableOf(list.tag);
		const column = { provider: "provider_code", before: id, id }[name] ?? name;
		const rows = await rowsOf(sandbox, list);
		const value = rows.find((each) => each[column])?.[column];
		const plans = await plansOf(async () => {
			const { status } = await sandbox.ask(
				"GET",
				`${list.path}?${name}=${encodeURIComponent(String(value))}&limit=3`,
			);
			expect(status).toBe(200);
		});
		expect(plans.filter((each) => LARGE.test(each))).toStrictEqual([]);
		expect(plans.join("\n")).toMatch(new RegExp(`[( ]${column}=\\?`));
	},
);

test.skipIf(isOnPostgres)(
	"a page after a position is looked up there",
	async () => {
		const [list] = some(dataLists.filter(({ tag }) => tag === "Transactions"));
		const { next } = (await sandbox.ask("GET", `${list.path}?limit=2`))
			.body as {
			next: string;
		};
		const plans = await plansOf(() =>
			sandbox.ask(
				"GET",
				`${list.path}?limit=17&before=${next}&status=completed`,
			),
		);
		expect(plans).toContainEqual(
			expect.stringMatching(
				/COVERING INDEX transactions_status \(merchant_id=\? AND status=\? AND \(created_at,transaction_id\)<\(\?,\?\)\)/,
			),
		);
	},
);

const SUBSCRIPTION = "3d813cbb-47fb-432b-991d-ae831df379ad";

test
	.skipIf(isOnPostgres)
	.each([
		`/subscriptions/${SUBSCRIPTION}/timeline`,
		"/statistics?days=30",
		"/upcoming",
		`/upcoming?merchant_id=${FIRST.merchant_id}`,
	])("GET %s", async (path) => {
	const plans = await plansOf(() => sandbox.ask("GET", path));
	expect(some(plans).filter((each) => LARGE.test(each))).toStrictEqual([]);
});

test.skipIf(isOnPostgres)("an event with its deliveries", async () => {
	const { data } = await sandbox.control.events.list({ limit: 1 });
	const plans = await plansOf(() =>
		sandbox.ask("GET", `/events/${data[0]?.event_id}`),
	);
	expect(some(plans).filter((each) => LARGE.test(each))).toStrictEqual([]);
});
