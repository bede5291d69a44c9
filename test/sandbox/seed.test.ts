/** The seeded data: valid, consistent to the franc, and repeatable. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "../../packages/sandbox/random.ts";
import {
	merchantsOf,
	seedMerchants,
} from "../../packages/sandbox/seed/merchants.ts";
import { seedDatabase } from "../../packages/sandbox/seed/world.ts";
import { successesOf } from "../../packages/sandbox/spec-examples.ts";
import { document, enumOf, events, violations } from "../bundle.ts";
import { some } from "../some.ts";
import { checkCharges } from "./charges.ts";
import {
	dump,
	emptyDatabase,
	type SeededSandbox,
	type SeedOptions,
	startSeeded,
	type Walked,
	walk,
} from "./walk.ts";

/** Transactions of the examples: four that they show, and one year of Club annual, which their balance includes. */
const EXAMPLES = 5;
const COLLECTED = ["completed", "refunded"];

/** Times at which months are short, or a day or year starts, which break naive date arithmetic. */
const worlds: (Required<SeedOptions> & { now: Date })[] = [
	{ now: new Date("2026-11-24T09:30:00.000Z"), seed: 1, size: 1_000 },
	{ now: new Date("2028-02-29T12:00:00.000Z"), seed: 2, size: 300 },
	{ now: new Date("2026-03-31T23:59:59.999Z"), seed: 3, size: 300 },
	{ now: new Date("2027-01-01T00:00:00.000Z"), seed: 4, size: 300 },
	{ now: new Date("2025-05-30T17:45:12.345Z"), seed: 5, size: 300 },
	{ now: new Date("2026-11-24T09:30:00.000Z"), seed: 6, size: 10 },
	{ now: new Date("2026-11-24T09:30:00.000Z"), seed: 7, size: 1 },
	{ now: new Date("2026-11-24T09:30:00.000Z"), seed: 8, size: 0 },
];

describe.each(worlds)(
	"seed $seed at $now, size $size",
	({ now, seed, size }) => {
		let world: SeededSandbox;
		let both: Walked[];
		beforeAll(async () => {
			world = await startSeeded(document, { now, seed, size });
			both = [await walk(world, 0), await walk(world, 1)];
		});
		afterAll(() => world.close());

		test("has the requested number of transactions, plus those of the examples", () => {
			const number = both.reduce(
				(sum, each) => sum + each.transactions.length,
				0,
			);
			expect(number).toBe(size + EXAMPLES);
		});

		test("charges the documented fees", () => {
			for (const { transactions } of some(both))
				for (const each of transactions) {
					expect(each.fee_amount).toBe(feeOf(each));
					expect(each.net_amount).toBe(each.gross_amount - each.fee_amount);
				}
		});

		test("has a refund for each refunded payment, and vice versa", () => {
			for (const { transactions, refunds } of some(both)) {
				for (const refund of refunds) {
					const payment = transactions.find(
						({ transaction_id }) => transaction_id === refund.transaction_id,
					);
					expect(refund.amount).toBe(payment?.gross_amount);
					expect(refund.fee_amount).toBe(payment?.fee_amount);
					expect(COLLECTED).toContain(payment?.status);
					expect(refund.created_at >= (payment?.created_at ?? "")).toBe(true);
				}
				for (const { transaction_id, status, gross_amount } of transactions) {
					const back = refunds
						.filter((each) => each.transaction_id === transaction_id)
						.filter((each) => each.status === "completed")
						.reduce((sum, each) => sum + each.refunded_amount, 0);
					expect(back === gross_amount).toBe(status === "refunded");
				}
			}
		});

		test("has balances that equal payments less fees and refunds", () => {
			for (const { transactions, refunds, balances } of some(both))
				for (const [currency, balance] of balances) {
					const own = transactions.filter(
						(each) =>
							each.currency_code === currency &&
							COLLECTED.includes(each.status),
					);
					const ids = new Set(own.map((each) => each.transaction_id));
					const net = own.reduce((sum, each) => sum + each.net_amount, 0);
					const back = refunds
						.filter((each) => each.status === "completed")
						.filter((each) => ids.has(each.transaction_id))
						.map((each) => each.refunded_amount)
						.reduce((sum, each) => sum + each + Math.round(each * 0.04), 0);
					expect(balance, currency).toBe(net - back);
				}
		});

		test("has the MRR of its active subscriptions", () => {
			for (const { merchant, subscriptions, transactions } of some(both)) {
				const yearly = subscriptions
					.filter((each) => each.status === "active")
					.filter((each) => each.plan_currency_code === "XOF")
					.reduce(
						(sum, each) =>
							sum +
							each.plan_amount * (A_YEAR[each.plan_billing_frequency] ?? 0),
						0,
					);
				expect(merchant.mrr).toBe(Math.round(yearly / 12));
				expect(merchant.arr).toBe(12 * merchant.mrr);
				const taken = transactions
					.filter((each) => each.currency_code === "XOF")
					.filter((each) => COLLECTED.includes(each.status))
					.reduce((sum, each) => sum + each.gross_amount, 0);
				expect(merchant.merchant_lifetime_value).toBe(taken);
			}
		});

		test("shows MRR and ARR as in the merchant, or that there is none yet", async () => {
			for (const [index, { merchant, subscriptions }] of some(both.entries())) {
				const { merchants } = world.client(index);
				const { merchant_id: id, mrr, arr } = merchant;
				if (subscriptions.length === 0) {
					await expect(merchants.getMrr(id)).rejects.toMatchObject({
						status: 404,
					});
					await expect(merchants.getArr(id)).rejects.toMatchObject({
						status: 404,
					});
				} else {
					expect((await merchants.getMrr(id)).data.mrr).toBe(mrr);
					expect((await merchants.getArr(id)).data.arr).toBe(arr);
				}
			}
		});

		test("charges each subscription by its start and plan", () => {
			for (const each of some(both)) checkCharges(each, now);
		});

		test("lists exactly the customers who have paid", () => {
			for (const { customers, transactions } of some(both)) {
				const paid = transactions
					.filter(({ status }) => COLLECTED.includes(status))
					.map(({ customer_id }) => customer_id);
				expect(customers.map(({ customer_id }) => customer_id).sort()).toEqual(
					[...new Set(paid)].sort(),
				);
			}
		});

		test("has nothing in the future, and nothing updated before its creation", () => {
			for (const { merchant, balances, ...lists } of some(both))
				for (const [name, list] of Object.entries(lists))
					for (const each of list) {
						const { created_at, updated_at = created_at } = each as {
							created_at: string;
							updated_at?: string;
						};
						expect(created_at <= now.toISOString(), name).toBe(true);
						expect(updated_at <= now.toISOString(), name).toBe(true);
						expect(updated_at >= created_at, name).toBe(true);
					}
		});

		test("references only what exists", async () => {
			for (const [index, each] of some(both.entries())) {
				const products = each.products.map(({ product_id }) => product_id);
				const plans = each.plans.map(({ plan_id }) => plan_id);
				const subscriptions = each.subscriptions.map(
					({ subscription_id }) => subscription_id,
				);
				for (const named of [
					...each.transactions,
					...each.links,
					...each.sessions,
				])
					if (named.product_id) expect(products).toContain(named.product_id);
				for (const named of [...each.subscriptions, ...each.links])
					if (named.plan_id) expect(plans).toContain(named.plan_id);
				for (const { subscription_id } of each.transactions)
					if (subscription_id) expect(subscriptions).toContain(subscription_id);
				const known = new Set(
					each.customers.map(({ customer_id }) => customer_id),
				);
				const { customers } = world.client(index);
				for (const { customer_id } of [
					...each.transactions,
					...each.subscriptions,
				])
					if (customer_id && !known.has(customer_id)) {
						// Not listed, since they have not paid.
						await customers.get(customer_id);
						known.add(customer_id);
					}
			}
		});

		test("separates the merchants", async () => {
			const [first, second] = both.map(({ merchant, balances, ...lists }) =>
				Object.values(lists).flat(),
			);
			for (const [index, list] of [first, second].entries())
				for (const each of list ?? [])
					if ("merchant_id" in each)
						expect(each.merchant_id).toBe(world.merchants[index]?.merchant_id);
			const other = world.client(1);
			const [transaction] = both[0]?.transactions ?? [];
			const [subscription] = both[0]?.subscriptions ?? [];
			await expect(
				other.transactions.get(transaction?.transaction_id ?? ""),
			).rejects.toMatchObject({ status: 404 });
			await expect(
				other.subscriptions.get(subscription?.subscription_id ?? ""),
			).rejects.toMatchObject({ status: 404 });
		});

		test("has delivered events as the description defines them", async () => {
			const logs = await world.database
				.selectFrom("delivery_logs")
				.select(["event_type", "payload"])
				.execute();
			expect(logs.length).toBeGreaterThan(0);
			for (const { event_type, payload } of some(logs)) {
				const body = JSON.parse(payload);
				const event = events.find(({ name }) => name === event_type);
				expect(body.event).toBe(event_type);
				expect(violations(event?.body.schema ?? "", body)).toStrictEqual([]);
			}
		});
	},
);

/** The fee by the guide's table, in integers. Only mobile money payments in euros and dollars are not in it. */
function feeOf({
	gross_amount,
	currency_code,
	payment_method_code,
}: Walked["transactions"][number]): number {
	if (payment_method_code === "CRYPTO" && currency_code === "USD")
		return Math.round((gross_amount * 40) / 1_000) + 30;
	expect(payment_method_code).toBe("MOBILE_MONEY");
	const fixed = { XOF: 200, EUR: 20_000 / 655.957, USD: 20_000 / 600 };
	return Math.round((gross_amount * 32) / 1_000 + fixed[currency_code]);
}

const A_YEAR: Record<string, number> = {
	weekly: 52,
	"bi-weekly": 26,
	monthly: 12,
	"bi-monthly": 6,
	quarterly: 4,
	"semi-annual": 2,
	yearly: 1,
};
describe("the default seed", () => {
	const now = new Date("2026-11-24T09:30:00.000Z");
	let world: SeededSandbox;
	beforeAll(async () => {
		world = await startSeeded(document, { now, size: 1_000 });
	});
	afterAll(() => world.close());

	test("has every status of everything", async () => {
		const { database } = world;
		const states = async (
			table: "transactions" | "subscriptions" | "checkout_sessions" | "refunds",
		) => {
			const rows = await database
				.selectFrom(table)
				.select("status")
				.distinct()
				.execute();
			return rows.map(({ status }) => status).sort();
		};
		expect(await states("transactions")).toEqual(
			enumOf("TransactionStatus").toSorted(),
		);
		expect(await states("subscriptions")).toEqual(
			enumOf("SubscriptionStatus").toSorted(),
		);
		expect(await states("checkout_sessions")).toEqual(
			enumOf("CheckoutSessionStatus").toSorted(),
		);
		expect(await states("refunds")).toEqual(
			expect.arrayContaining(["completed", "failed"]),
		);
		const plans = await database
			.selectFrom("plans")
			.innerJoin("subscriptions", "subscriptions.plan_id", "plans.plan_id")
			.select("billing_frequency")
			.distinct()
			.execute();
		expect(plans.map((plan) => plan.billing_frequency).sort()).toEqual(
			enumOf("BillingFrequency").toSorted(),
		);
		const logs = await database
			.selectFrom("delivery_logs")
			.select(["success", "attempt_number"])
			.distinct()
			.execute();
		expect(logs.length).toBeGreaterThan(4);
	});

	test("has the connected providers of the example", async () => {
		const [example] = successesOf(document, "listProviders");
		for (const merchant of [0, 1]) {
			const { data } = await world.client(merchant).providers.list();
			expect(data).toStrictEqual(example.data);
		}
	});
});

test("a large seed has the seasons of a year in West Africa", async () => {
	const database = await emptyDatabase();
	await seedDatabase(database, document, {
		now: new Date("2026-11-24T09:30:00.000Z"),
		random: seededRandom(1),
		size: 6_000,
	});
	const rows = await database
		.selectFrom("transactions")
		.select(["created_at", "provider_code", "merchant_id", "gross_amount"])
		.where("subscription_id", "is", null)
		.where("currency_code", "=", "XOF")
		.execute();
	await database.destroy();
	const between = (from: string, to: string) =>
		rows.filter(({ created_at: at }) => at >= from && at < to).length;
	const on = (weekday: number) =>
		rows.filter(({ created_at: at }) => new Date(at).getUTCDay() === weekday)
			.length;
	expect(on(5)).toBeGreaterThan(2 * on(0));
	// Tabaski was on 27 May: the week before, the day itself, and the week after.
	expect(between("2026-05-20", "2026-05-27")).toBeGreaterThan(
		1.4 * between("2026-06-08", "2026-06-15"),
	);
	expect(between("2026-05-27", "2026-05-28")).toBeLessThan(
		0.5 * between("2026-06-03", "2026-06-04"),
	);
	expect(between("2025-12-15", "2025-12-25")).toBeGreaterThan(
		1.2 * between("2026-01-10", "2026-01-20"),
	);
	const merchants = merchantsOf(document);
	const shares = (merchant: number, provider: string) => {
		const own = rows.filter(
			({ merchant_id }) => merchant_id === merchants[merchant]?.merchant_id,
		);
		return (
			own.filter(({ provider_code }) => provider_code === provider).length /
			own.length
		);
	};
	expect(shares(0, "WAVE")).toBeGreaterThan(shares(0, "MTN"));
	expect(shares(1, "WAVE")).toBeGreaterThan(0.55);
	// Of those from Abidjan.
	expect(shares(1, "MTN")).toBeLessThan(0.03);
	const amounts = rows.map((row) => row.gross_amount).sort((a, b) => a - b);
	const median = amounts[Math.floor(amounts.length / 2)] ?? 0;
	expect(median).toBeGreaterThan(8_000);
	expect(median).toBeLessThan(20_000);
	expect(amounts.filter((amount) => amount % 5 !== 0)).toStrictEqual([]);
});

describe("the same seed and time", () => {
	const seeded = async (options: SeedOptions) => {
		const database = await emptyDatabase();
		await seedDatabase(database, document, {
			...options,
			random: seededRandom(options.seed ?? 1),
		});
		const text = await dump(database);
		await database.destroy();
		return text;
	};
	const now = new Date("2026-11-24T09:30:00.000Z");

	test("produce the same data, byte for byte", async () => {
		const first = await seeded({ now, seed: 1, size: 400 });
		expect(await seeded({ now, seed: 1, size: 400 })).toBe(first);
		expect(await seeded({ now, seed: 2, size: 400 })).not.toBe(first);
	});

	test("don't change a database that has data", async () => {
		const database = await emptyDatabase();
		await seedMerchants(database, document, now);
		const before = await dump(database);
		await seedDatabase(database, document, { now, random: seededRandom(1) });
		expect(await dump(database)).toBe(before);
		await database.destroy();
	});

	test("leave nothing behind if they fail", async () => {
		const database = await emptyDatabase();
		const before = await dump(database);
		let draws = 0;
		const random = {
			...seededRandom(1),
			hex: () => {
				throw new Error(`No bytes after ${draws++}.`);
			},
		};
		await expect(
			seedDatabase(database, document, { now, random, size: 10 }),
		).rejects.toThrow("No bytes");
		expect(await dump(database)).toBe(before);
		await database.destroy();
	});
});
