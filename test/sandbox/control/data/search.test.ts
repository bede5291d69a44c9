/** Finds anything by its ID, by what it is known by elsewhere, or by a part of its texts. */
import { describe, expect, test } from "vitest";
import { searchKey } from "../../../../packages/sandbox/db/search-text.ts";
import type { Tables } from "../../../../packages/sandbox/db/tables.ts";
import { controlDocument, enumOf } from "../../../bundle.ts";
import { some } from "../../../some.ts";
import { useControlled } from "../../setup/control.ts";
import { FIRST, SECOND } from "../../setup/sandbox.ts";
import { PHONE, pay } from "../../setup/shop.ts";
import { WITH_SHOPS } from "./shops.ts";

const sandbox = useControlled(WITH_SHOPS);
const search = async (query: string, more: object = {}) =>
	(await sandbox.control.search.searchData({ query, ...more })).data;
const found = async (query: string, more?: object) =>
	(await search(query, more)).map(({ kind, id }) => `${kind} ${id}`);

type Kind = [kind: string, table: keyof Tables, id: string];
/** The table and ID column of each kind, but for requests, which aren't rows. */
const KINDS: [Kind, ...Kind[]] = [
	["customer", "customers", "customer_id"],
	["transaction", "transactions", "transaction_id"],
	["checkout_session", "checkout_sessions", "checkout_session_id"],
	["subscription", "subscriptions", "subscription_id"],
	["payment_link", "payment_links", "link_id"],
	["product", "products", "product_id"],
	["plan", "plans", "plan_id"],
	["refund", "refunds", "refund_id"],
	["webhook", "webhooks", "id"],
	["event", "events", "event_id"],
	["merchant", "merchants", "merchant_id"],
];

test("every kind can be found", () => {
	expect([...KINDS.map(([kind]) => kind), "request"].toSorted()).toStrictEqual(
		enumOf("SearchResultKind", controlDocument).toSorted(),
	);
});

const rowsOf = async (table: keyof Tables) =>
	some(
		(await sandbox.database
			.selectFrom(table)
			.selectAll()
			.execute()) as unknown as Record<string, string>[],
	);

describe.each(KINDS)("a %s", (kind, table, id) => {
	test("is found by its ID, before anything else", async () => {
		const rows = await rowsOf(table);
		for (const row of [rows[0], rows.at(-1)]) {
			const [first] = await search(row?.[id] ?? "");
			expect(first).toMatchObject({ kind, id: row?.[id] });
			expect(first?.title).toMatch(/\S/);
			expect([FIRST.merchant_id, SECOND.merchant_id]).toContain(
				first?.merchant_id,
			);
			if (row?.merchant_id) expect(first?.merchant_id).toBe(row.merchant_id);
		}
	});

	test("isn't found among another merchant's", async () => {
		const [row] = await rowsOf(table);
		const [first] = await search(row?.[id] ?? "");
		const other = [FIRST, SECOND].find(
			({ merchant_id }) => merchant_id !== first?.merchant_id,
		);
		expect(
			await found(row?.[id] ?? "", { merchant_id: other?.merchant_id }),
		).not.toContain(`${kind} ${row?.[id]}`);
	});
});

test("a request is found by its ID, and only by all of it", async () => {
	await sandbox.lomi.customers.list({ limit: 3 });
	const { data } = await sandbox.control.requests.list({ limit: 1 });
	const [{ request_id, merchant_id }] = some(data);
	expect(await search(request_id)).toStrictEqual([
		{
			kind: "request",
			id: request_id,
			title: expect.stringMatching(/^GET .*\/customers\?limit=3$/),
			merchant_id,
		},
	]);
	expect(
		await found(request_id, { merchant_id: FIRST.merchant_id }),
	).toHaveLength(1);
	expect(
		await found(request_id, { merchant_id: SECOND.merchant_id }),
	).toStrictEqual([]);
	for (const other of [
		request_id.slice(4),
		`${request_id}0`,
		`req_0${request_id.slice(4)}`,
	])
		expect(await found(other)).toStrictEqual([]);
});

test("an ID is found in capitals, and with spaces around it", async () => {
	const [{ customer_id = "" }] = await rowsOf("customers");
	expect((await found(` ${customer_id.toUpperCase()} `))[0]).toBe(
		`customer ${customer_id}`,
	);
});

test("an entry of a delivery log leads to its endpoint", async () => {
	const [log] = await rowsOf("delivery_logs");
	expect(await found(log.id ?? "")).toStrictEqual([
		`webhook ${log.webhook_id}`,
	]);
});

test("the provider's ID leads to the transaction", async () => {
	const { transaction } = await pay(sandbox);
	expect(await found(transaction?.provider_transaction_id ?? "")).toStrictEqual(
		[`transaction ${transaction?.transaction_id}`],
	);
});

test.each(["awa.kone@example.ci", "AWA.KONE@EXAMPLE.CI"])(
	"an e-mail address leads to the customer first: %s",
	async (email) => {
		const all = await found(email);
		expect(all[0]).toBe("customer 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11");
		expect(all).toContain(
			"checkout_session f0e1d2c3-b4a5-4968-8776-655443322110",
		);
	},
);

test.each([
	PHONE,
	"00225 07 01 02 03 04",
	"07 01 02 03 04",
	"07-01-02-03-04",
	"(07) 01 02 03 04",
	"٠٧٠١٠٢٠٣٠٤",
])(
	"a phone number leads to the customer, however it is written: %s",
	async (phone) => {
		expect((await found(phone))[0]).toBe(
			"customer 5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11",
		);
	},
);

test("values of metadata lead to what has them, keys don't", async () => {
	const { transaction, session } = await pay(
		sandbox,
		{ phone: PHONE },
		{ metadata: { basket: { article: 'Pagne "wax" 77', count: 1_234_567 } } },
	);
	for (const text of ['pagne "wax" 77', "1234567"])
		expect(await found(text)).toStrictEqual([
			`transaction ${transaction?.transaction_id}`,
			`checkout_session ${session.checkout_session_id}`,
		]);
	expect(await found("basket")).toStrictEqual([]);
});

test("names are found without capitals and accents", async () => {
	expect(await found("kone awa")).toStrictEqual([]);
	expect((await found("AWA kone"))[0]).toMatch(/^customer /);
	expect(await found("TERANGA MARKET")).toContain(
		`merchant ${SECOND.merchant_id}`,
	);
});

test("titles say what was found", async () => {
	const { transaction } = await pay(sandbox, { phone: PHONE });
	const { data: usd } = await sandbox.control.transactions.list({
		id: "6c5d4e3f-2a1b-4c0d-9e8f-7a6b5c4d3e2f",
	});
	const titleOf = async (id: string) => (await search(id))[0]?.title;
	expect(await titleOf(transaction?.transaction_id ?? "")).toBe("10,000 XOF");
	expect(await titleOf(usd[0]?.transaction.transaction_id ?? "")).toBe(
		"Invoice 2025-031",
	);
	await sandbox.database
		.updateTable("transactions")
		.set({ description: null })
		.execute();
	expect(await titleOf(usd[0]?.transaction.transaction_id ?? "")).toBe(
		"50.00 USD",
	);
	expect(await titleOf("3d813cbb-47fb-432b-991d-ae831df379ad")).toBe(
		"Boutique Pro, Awa Koné",
	);
	// The payment's description was deleted above.
	expect(await titleOf("2d7c6b5a-1f0e-4d3c-8b9a-6f5e4d3c2b1a")).toBe(
		"10,000 XOF, Awa Koné",
	);
});

test("a refund is recognized by its amount, its payment and its customer", async () => {
	const titleOf = async (id: string) => (await search(id))[0]?.title;
	const refund = async (fields: object, reason?: string) => {
		const { transaction } = await pay(sandbox, { phone: PHONE }, fields);
		const { data } = await sandbox.control.refunds.create({
			transaction_id: transaction?.transaction_id ?? "",
			amount: 2_500,
			...(reason !== undefined && { reason }),
		});
		return titleOf(data.refund_id);
	};
	expect(await refund({ title: "Commande 77" }, "Torn")).toBe(
		"2,500 XOF, Commande 77, Awa Koné",
	);
	expect(await refund({}, "Torn")).toBe("2,500 XOF, Torn, Awa Koné");
	expect(await refund({})).toBe("2,500 XOF, Awa Koné");
});

/** Ways in which something is copied. */
const PASTED: ((id: string) => string)[] = [
	(id) => `"${id}"`,
	(id) => `'${id}',`,
	(id) => `\`${id}\``,
	(id) => `“${id}”.`,
	(id) => `  ${id} , `,
	(id) => `\u200b${id}\ufeff`,
	(id) => `"id": "${id}",`,
	(id) => `(${id.toUpperCase()});`,
	(id) => `http://127.0.0.1:4020/transactions/${id}`,
];

test.each(PASTED)("what was copied is found: %s", async (copied) => {
	const [{ customer_id = "" }] = await rowsOf("customers");
	expect((await found(copied(customer_id)))[0]).toBe(`customer ${customer_id}`);
	const { data } = await sandbox.control.customers.list({
		search: copied(customer_id),
	});
	expect(data.map((each) => each.customer_id)).toStrictEqual([customer_id]);
	const [order] = await found("CMD-1042");
	expect((await found(`\`CMD-1042\`,`))[0]).toBe(order);
});

test("the address of a hosted page leads to its session or link", async () => {
	const { data: sessions } = await sandbox.control.checkoutSessions.list();
	const { data: links } = await sandbox.control.paymentLinks.list();
	const [session] = some(sessions);
	const [link] = some(links);
	for (const more of ["", "/", "?attempt=one&lang=fr", "#top", "),"]) {
		const { pathname } = new URL(session.url);
		for (const origin of [
			"http://127.0.0.1:4020",
			"https://pay.example.ci",
			"",
		]) {
			const address = `${origin}${pathname}${more}`;
			const own = `checkout_session ${session.checkout_session_id}`;
			expect((await found(address))[0], address).toBe(own);
			const { data } = await sandbox.control.checkoutSessions.list({
				search: address,
			});
			expect(data.map((each) => each.checkout_session_id)).toStrictEqual([
				session.checkout_session_id,
			]);
		}
		const address = `${link.url}${more}`;
		expect((await found(address))[0]).toBe(`payment_link ${link.link_id}`);
		const { data } = await sandbox.control.paymentLinks.list({
			search: address,
		});
		expect(data.map(({ link_id }) => link_id)).toStrictEqual([link.link_id]);
	}
});

test("an address of an endpoint is still a text", async () => {
	const { data } = await sandbox.control.webhooks.list();
	const [{ id, url }] = some(data);
	expect(await found(url)).toContain(`webhook ${id}`);
});

test("kinds of apostrophes don't matter", async () => {
	const names = ["Adjoua N'Zuéxué", "Yao N’Zuéxué", "Aya N\u02bczuéxué"];
	for (const name of names) await sandbox.lomi.customers.create({ name });
	for (const query of ["N'Zuéxué", "n’zuexue", "n‘ZUEXUE", "N´Zuéxué"]) {
		const titles = (await search(query)).map(({ title }) => title);
		expect(titles.toSorted(), query).toStrictEqual(names.toSorted());
		const { data } = await sandbox.control.customers.list({ search: query });
		expect(data.map(({ name }) => name).toSorted()).toStrictEqual(
			names.toSorted(),
		);
	}
});

test("nothing is there twice, and no more than is asked for", async () => {
	const all = await found("a", { limit: 1_000 });
	expect(new Set(all).size).toBe(all.length);
	expect(all.length).toBeGreaterThan(20);
	expect(await found("a", { limit: 7 })).toStrictEqual(all.slice(0, 7));
});

test.each([
	..."%_'\"\\*?[",
	"' OR 1=1 --",
	"x'); DELETE FROM customers; --",
	"%' OR '%'='",
	"\u0000",
	"a\u0000b",
	"\ud83d\ude00",
	"\u0301",
	"   ",
	"x".repeat(200),
	"+".repeat(100),
	"0".repeat(200),
])("%j is a text like any other", async (query) => {
	const before = await rowsOf("customers");
	for (const { kind, id: found } of await search(query, { limit: 1_000 })) {
		const [, table, id] = KINDS.find(([each]) => each === kind) ?? KINDS[0];
		const row = (await rowsOf(table)).find((each) => each[id] === found);
		const texts = [...Object.values(row ?? {}), ...leavesOf(row?.metadata)];
		const key = searchKey(query) || query;
		expect(
			texts.some((text) => searchKey(String(text ?? "")).includes(key)),
			`${kind} ${found}`,
		).toBe(true);
	}
	expect(await rowsOf("customers")).toStrictEqual(before);
});

/** The values in JSON, at any depth. */
function leavesOf(json: unknown): unknown[] {
	const leaves = (value: unknown): unknown[] =>
		typeof value === "object" && value !== null
			? Object.values(value).flatMap(leaves)
			: [value];
	return typeof json === "string" ? leaves(JSON.parse(json)) : [];
}

test("a text of a thousand characters is refused", async () => {
	expect(
		await sandbox.ask("GET", `/search?query=${"x".repeat(1_000)}`),
	).toHaveProperty("status", 400);
});
