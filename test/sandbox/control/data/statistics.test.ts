/** Figures of the last days, compared with the rows. */
import { describe, expect, test } from "vitest";
import { Lomi } from "../../../../packages/client/index.ts";
import type { TransactionRow } from "../../../../packages/sandbox/db/tables.ts";
import { BASE, enumOf } from "../../../bundle.ts";
import { some } from "../../../some.ts";
import { useControlled } from "../../setup/control.ts";
import { FIRST, SECOND } from "../../setup/sandbox.ts";
import { WITH_SHOPS } from "./shops.ts";

const sandbox = useControlled(WITH_SHOPS);
const get = async (query: object = {}) =>
	(await sandbox.control.statistics.get(query)).data;
const TODAY = "2025-04-07";

const sum = (
	rows: TransactionRow[],
	field: "gross_amount" | "fee_amount" | "net_amount",
) => rows.reduce((total, row) => total + row[field], 0);

/** The figures of payments, counted one by one. */
function figuresOf(rows: TransactionRow[]) {
	const of = (...statuses: string[]) =>
		rows.filter(({ status }) => statuses.includes(status));
	const collected = of("completed", "refunded");
	return {
		completed: of("completed").length,
		failed: of("failed", "expired").length,
		pending: of("pending").length,
		refunded: of("refunded").length,
		gross_amount: sum(collected, "gross_amount"),
		fee_amount: sum(collected, "fee_amount"),
		net_amount: sum(collected, "net_amount"),
	};
}

const rowsOf = async (currency: string, merchant_id?: string) => {
	const rows = await sandbox.database
		.selectFrom("transactions")
		.selectAll()
		.execute();
	return rows.filter(
		(row) =>
			row.currency_code === currency &&
			row.transaction_type !== "refund" &&
			(merchant_id ?? row.merchant_id) === row.merchant_id,
	);
};

describe.each([
	["all merchants", undefined],
	["the first merchant", FIRST.merchant_id],
	["the second merchant", SECOND.merchant_id],
])("of %s", (_, merchant_id) => {
	const of = merchant_id === undefined ? {} : { merchant_id };

	test.each([1, 2, 30, 31, 32, 62, 366])(
		"%i days are as counted by hand",
		async (days) => {
			const found = await get({ ...of, days, currency_code: "XOF" });
			const rows = await rowsOf("XOF", merchant_id);
			expect(found.days).toHaveLength(days);
			expect(found.to).toBe(TODAY);
			expect(found.days.at(-1)?.date).toBe(TODAY);
			expect(found.days[0]?.date).toBe(found.from);
			for (const { date, providers, ...figures } of found.days) {
				const own = rows.filter(({ created_at }) =>
					created_at.startsWith(date),
				);
				expect(figures, date).toStrictEqual(figuresOf(own));
				const byProvider = Map.groupBy(own, (row) => row.provider_code);
				expect(providers).toStrictEqual(
					[...byProvider.keys()].toSorted().map((provider_code) => {
						const { completed, failed, gross_amount } = figuresOf(
							byProvider.get(provider_code) ?? [],
						);
						return { provider_code, completed, failed, gross_amount };
					}),
				);
			}
			expect(found.totals).toStrictEqual(
				figuresOf(rows.filter(({ created_at }) => created_at >= found.from)),
			);
		},
	);
});

test("balance and recurring revenue are the API's own", async () => {
	const [first, second] = [FIRST, SECOND].map(
		({ api_key }) => new Lomi({ apiKey: api_key, baseUrl: sandbox.url + BASE }),
	);
	const all = await get({ currency_code: "XOF" });
	const sums = { balance: 0, mrr: 0 };
	for (const [lomi, { merchant_id }] of [
		[first, FIRST],
		[second, SECOND],
	] as const) {
		const { data: balance } = await (lomi as Lomi).merchants.getBalance(
			merchant_id,
			{ currency_code: "XOF" },
		);
		const { data: mrr } = await (lomi as Lomi).merchants.getMrr(merchant_id);
		expect(mrr.currency_code).toBe("XOF");
		const own = await get({ merchant_id, currency_code: "XOF" });
		expect(own.balance).toBe(balance.balance);
		expect(own.mrr).toBe(mrr.mrr);
		const { data: active } = await sandbox.control.subscriptions.list({
			merchant_id,
			status: "active",
			limit: 1_000,
		});
		expect(own.active_subscriptions).toBe(
			active.filter((each) => each.plan_currency_code === "XOF").length,
		);
		sums.balance += own.balance;
		sums.mrr += own.mrr;
	}
	expect(sums.balance).not.toBe(0);
	expect({ balance: all.balance, mrr: all.mrr }).toStrictEqual(sums);
});

test("the currency is that of most payments on these days, unless it is asked for", async () => {
	expect((await get()).currency_code).toBe("XOF");
	await sandbox.database
		.updateTable("transactions")
		.set({ currency_code: "EUR" })
		.where("created_at", ">=", TODAY)
		.execute();
	for (let number = 0; number < 3; number++)
		await sandbox.control.checkoutSessions.pay(
			(
				await sandbox.lomi.checkoutSessions.create({
					amount: 500,
					currency_code: "USD",
					allowed_providers: ["WAVE"],
					success_url: "https://a.example",
					cancel_url: "https://a.example",
				})
			).data.checkout_session_id,
		);
	expect((await get({ days: 1 })).currency_code).toBe("USD");
	expect((await get({ days: 300 })).currency_code).toBe("XOF");
	for (const currency_code of some(enumOf("Currency")))
		expect((await get({ currency_code })).currency_code).toBe(currency_code);
});

test("days are those of the sandbox's clock, and empty ones are there", async () => {
	await sandbox.control.clock.advance({ to: "2025-12-31T23:59:59.999Z" });
	const before = await get({ days: 7, currency_code: "USD" });
	expect([before.from, before.to]).toStrictEqual(["2025-12-25", "2025-12-31"]);
	expect(before.days.map(({ completed }) => completed)).toStrictEqual(
		Array(7).fill(0),
	);
	await sandbox.control.clock.advance({ to: "2026-01-01T00:00:00.000Z" });
	const after = await get({ days: 7 });
	expect([after.from, after.to]).toStrictEqual(["2025-12-26", "2026-01-01"]);
});

test("an empty sandbox has nothing but zeros", async () => {
	await sandbox.control.data.reset({ to: "empty" });
	await sandbox.database
		.deleteFrom("transactions")
		.execute()
		.catch(() => {});
	const found = await get({
		merchant_id: "00000000-0000-4000-8000-000000000000",
	});
	expect(found).toMatchObject({
		currency_code: "XOF",
		balance: 0,
		mrr: 0,
		active_subscriptions: 0,
	});
	expect(found.days).toHaveLength(30);
});
