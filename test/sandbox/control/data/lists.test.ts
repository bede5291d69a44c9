/** Lists of the data of all merchants: paged by cursor, filtered and searched. */
import { describe, expect, test } from "vitest";
import { searchKey } from "../../../../packages/sandbox/db/search-text.ts";
import { some } from "../../../some.ts";
import { useControlled } from "../../setup/control.ts";
import { FIRST, SECOND } from "../../setup/sandbox.ts";
import { openSession } from "../../setup/shop.ts";
import {
	ask,
	dataLists,
	idOf,
	rowsOf,
	tableOf,
	WITH_SHOPS,
	walk,
	walkByClient,
} from "./shops.ts";

const sandbox = useControlled(WITH_SHOPS);

const idsOf = async (list: (typeof dataLists)[0]) =>
	(await rowsOf(sandbox, list)).map((row) => idOf(list.tag, row));

describe.each(dataLists)("$id", (list) => {
	test("walks every item exactly once, newest first", async () => {
		const all = some(await idsOf(list));
		for (const limit of [1, 7, all.length, 1_000])
			expect(await walk(sandbox, list, { limit }), `by ${limit}`).toStrictEqual(
				all,
			);
		expect(await walkByClient(sandbox, list, { limit: 3 })).toStrictEqual(all);
	});

	test("says on the last page that it is the last", async () => {
		const { length: limit } = await idsOf(list);
		expect((await ask(sandbox, list, { limit })).next).toBeNull();
		const { data, next } = await ask(sandbox, list, { limit: limit - 1 });
		expect(next).toBe(idOf(list.tag, data.at(-1) ?? {}));
	});

	test("keeps merchants apart", async () => {
		const rows = await rowsOf(sandbox, list);
		for (const { merchant_id, organization_id } of [FIRST, SECOND]) {
			const own = rows
				.filter((row) => row.organization_id === organization_id)
				.map((row) => idOf(list.tag, row));
			expect(
				await walk(sandbox, list, { merchant_id, limit: 5 }),
			).toStrictEqual(some(own));
			const { data } = await ask(sandbox, list, { merchant_id });
			for (const item of data)
				expect(item.transaction ?? item).toHaveProperty(
					"merchant_id",
					merchant_id,
				);
		}
		const nobody = "00000000-0000-4000-8000-000000000000";
		expect(await ask(sandbox, list, { merchant_id: nobody })).toStrictEqual({
			data: [],
			next: null,
		});
	});

	test("finds one by its ID, also within its merchant's only", async () => {
		const [id = ""] = await idsOf(list);
		const { data, next } = await ask(sandbox, list, { id });
		expect(data.map((item) => idOf(list.tag, item))).toStrictEqual([id]);
		expect(next).toBeNull();
		const isUuid = id.length === FIRST.merchant_id.length;
		if (isUuid)
			expect(await walk(sandbox, list, { id: id.toUpperCase() })).toStrictEqual(
				[id],
			);
		const merchants = await Promise.all(
			[FIRST, SECOND].map(({ merchant_id }) =>
				walk(sandbox, list, { id, merchant_id }),
			),
		);
		expect(merchants.flat()).toStrictEqual([id]);
		expect(await walk(sandbox, list, { id: "nothing" })).toStrictEqual([]);
	});

	test("finds what it is searched for by its ID, or a part of it", async () => {
		const ids = await idsOf(list);
		const id = ids.at(-1) ?? "";
		expect(await walk(sandbox, list, { search: id })).toStrictEqual([id]);
		expect(
			await walk(sandbox, list, { search: ` ${id.slice(3).toUpperCase()} ` }),
		).toStrictEqual([id]);
	});

	test("refuses an unknown position", async () => {
		expect(
			await sandbox.ask("GET", `${list.path}?before=nothing`),
		).toMatchObject({
			status: 404,
			body: {
				error: {
					details:
						"There is no item with ID `nothing` to continue the list from. Go back to its newest page.",
				},
			},
		});
	});

	test("takes any text that is searched for as a text", async () => {
		const { data } = await ask(sandbox, list, { limit: 1_000 });
		for (const search of [
			..."%_'\"\\*?[];-",
			"' OR 1=1 --",
			"%' OR '%'='",
			"x'); DELETE FROM customers; --",
			"json_tree(",
			"NULL",
			"\u0000",
			"\ud83d\ude00",
			"\u0301",
			"x".repeat(200),
		]) {
			const found = await walk(sandbox, list, { search });
			const holding = data.filter((item) =>
				valuesIn(item).some((value) =>
					searchKey(value).includes(searchKey(search) || search),
				),
			);
			// What was found has it somewhere.
			expect(
				holding.map((item) => idOf(list.tag, item)),
				search,
			).toEqual(expect.arrayContaining(found));
		}
		expect(await idsOf(list)).toHaveLength(data.length);
	});
});

/** The values in an item, at any depth, as text. */
function valuesIn(value: unknown): string[] {
	return typeof value === "object" && value !== null
		? Object.values(value).flatMap(valuesIn)
		: [String(value)];
}

describe("items of the same time", () => {
	test("are walked exactly once, whatever is created meanwhile", async () => {
		const list = some(dataLists.filter(({ tag }) => tag === "Customers"))[0];
		const create = (name: string) => sandbox.lomi.customers.create({ name });
		for (let number = 0; number < 30; number++) await create(`Awa ${number}`);
		const before = await idsOf(list);
		const found: string[] = [];
		let next: string | null = null;
		do {
			const page: Awaited<ReturnType<typeof ask>> = await ask(sandbox, list, {
				limit: 4,
				...(next !== null && { before: next }),
			});
			found.push(...page.data.map((item) => idOf(list.tag, item)));
			next = page.next;
			await sandbox.control.clock.advance({ by: "PT1S" });
			await create("Later");
		} while (next !== null);
		expect(found).toStrictEqual(before);
	});
});

describe("a search", () => {
	const customers = async (search: string) => {
		const { data } = await sandbox.control.customers.list({ search });
		return data.map(({ name }) => name);
	};

	test("ignores capitals and accents", async () => {
		for (const search of ["awa koné", "AWA KONE", "Awa Kone\u0301", "koné"])
			expect(await customers(search)).toContain("Awa Koné");
		expect(await customers("awa  kone")).toStrictEqual([]);
	});

	test("finds a phone number in any spelling", async () => {
		for (const search of [
			"+2250701020304",
			"00225 07 01 02 03 04",
			"07 01 02 03 04",
			"07-01-02-03-04",
			"(07) 01.02.03.04",
			"0102 0304",
		])
			expect(await customers(search), search).toContain("Awa Koné");
		await sandbox.lomi.customers.create({
			name: "Yao",
			phone_number: "05 06 07 08 09",
		});
		for (const search of ["+225 05 06 07 08 09", "0506070809"])
			expect(await customers(search), search).toStrictEqual(["Yao"]);
	});

	test("finds values of metadata, at any depth, and not its keys", async () => {
		await sandbox.lomi.customers.create({
			name: "Yao",
			metadata: { loyalty_card: { number: 77_123_991, tags: ['say "hi"'] } },
		});
		for (const search of ["77123991", 'say "hi"'])
			expect(await customers(search)).toStrictEqual(["Yao"]);
		expect(await customers("loyalty_card")).toStrictEqual([]);
		expect(await customers('"number"')).toStrictEqual([]);
	});

	test("finds transactions by their customer, and subscriptions by their plan", async () => {
		const { data: paid } = await sandbox.control.transactions.list({
			search: "awa kone",
		});
		expect(paid.length).toBeGreaterThan(0);
		for (const { customer } of paid) expect(customer?.name).toBe("Awa Koné");
		const { data } = await sandbox.control.subscriptions.list({
			search: "boutique pro",
		});
		expect(data.length).toBeGreaterThan(0);
		for (const { plan_name } of data) expect(plan_name).toBe("Boutique Pro");
	});

	test("is no search if it is only spaces", async () => {
		const { data } = await sandbox.control.products.list({ search: "  " });
		expect(data).toStrictEqual((await sandbox.control.products.list()).data);
	});

	test.each(["/customers?search=", "/customers?before=", "/customers?id="])(
		"GET %s is refused",
		async (path) => {
			expect(await sandbox.ask("GET", path)).toHaveProperty("status", 400);
		},
	);
});

describe("a filter", () => {
	/** The parameters with which a list can be cut down by a field. */
	const filters = dataLists.flatMap((list) =>
		list.parameters
			// Refunds are no fields of transactions: transactions.test.ts has their filter.
			.filter(
				({ name }) =>
					![
						...["id", "merchant_id", "search", "before", "limit"],
						"refund_id",
					].includes(name),
			)
			.map(({ name }) => ({
				list,
				name,
				column: name === "provider" ? "provider_code" : name,
			})),
	);

	test.each(some(filters))(
		"$list.id, $name: has those with the value, and no others",
		async ({ list, name, column }) => {
			if (name === "checkout_session_id") await openAndPay();
			const rows = await rowsOf(sandbox, list);
			const values = new Set(rows.map((row) => row[column]));
			values.delete(null);
			expect(values.size).toBeGreaterThan(0);
			for (const value of [...values].slice(0, 5)) {
				const own = rows
					.filter((row) => row[column] === value)
					.map((row) => idOf(list.tag, row));
				expect(
					await walk(sandbox, list, { [name]: String(value), limit: 2 }),
				).toStrictEqual(own);
			}
		},
	);

	test("can be combined with others", async () => {
		const [list] = some(dataLists.filter(({ tag }) => tag === "Transactions"));
		const rows = await rowsOf(sandbox, list);
		const { merchant_id } = SECOND;
		const own = rows.filter(
			(row) =>
				row.merchant_id === merchant_id &&
				row.status === "completed" &&
				row.provider_code === "WAVE",
		);
		expect(
			await walk(sandbox, list, {
				merchant_id,
				status: "completed",
				provider: "WAVE",
				limit: 3,
			}),
		).toStrictEqual(some(own).map((row) => idOf(list.tag, row)));
	});

	/** A session with two failed attempts and a payment. */
	async function openAndPay() {
		const { checkout_session_id } = await openSession(sandbox);
		for (const outcome of ["declined", "declined", "succeed"] as const)
			await sandbox.engine.pay(checkout_session_id, { outcome });
	}
});

test("every list has a table", () => {
	for (const { tag } of dataLists) expect(tableOf(tag)).toHaveLength(2);
});

test("endpoints are shown with their merchant, and without their secret", async () => {
	const answer = await fetch(`${sandbox.url}/_sandbox/webhooks`);
	const text = await answer.text();
	expect(text).toContain(`"merchant_id":"${FIRST.merchant_id}"`);
	expect(text).toContain(`"merchant_id":"${SECOND.merchant_id}"`);
	expect(text).not.toContain("whsec_");
});

test("deleted plans are neither listed nor found", async () => {
	const { data } = await sandbox.lomi.subscriptionPlans.create(
		FIRST.merchant_id,
		{
			name: "Ephemeral",
			amount: 5,
			currency_code: "XOF",
			billing_frequency: "monthly",
		},
	);
	const find = async () =>
		(await sandbox.control.search.searchData({ query: "ephemeral" })).data;
	expect(await find()).toMatchObject([{ kind: "plan", id: data.plan_id }]);
	await sandbox.lomi.subscriptionPlans.delete(FIRST.merchant_id, data.plan_id);
	expect(await find()).toStrictEqual([]);
	const { data: plans } = await sandbox.control.plans.list();
	expect(plans.map(({ plan_id }) => plan_id)).not.toContain(data.plan_id);
});
