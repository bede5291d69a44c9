/** Merchants: recurring revenue from subscriptions, balance from payments, fees and refunds. */
import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { billingIntervals } from "../../../../packages/spec/extensions.ts";
import { document } from "../../../bundle.ts";
import { some } from "../../../some.ts";
import { documentedError } from "../../setup/documented-error.ts";
import { addSubscription } from "../../setup/rows.ts";
import {
	FIRST,
	MINUTE,
	type RunningSandbox,
	SECOND,
	startSandbox,
	useSandbox,
} from "../../setup/sandbox.ts";
import { createPlan, pay, subscribe } from "../../setup/shop.ts";

const id = FIRST.merchant_id;

/** A new sandbox for each test, since the figures are totals. */
let sandbox: RunningSandbox;
beforeEach(async () => {
	sandbox = await startSandbox();
	return async () => {
		await sandbox.stop();
		expect(sandbox.faults).toStrictEqual([]);
	};
});

const merchant = async () => (await sandbox.lomi.merchants.get(id)).data;
const mrr = async () => (await sandbox.lomi.merchants.getMrr(id)).data.mrr;
const balance = async (currency_code: "XOF" | "EUR" | "USD" = "XOF") =>
	(await sandbox.lomi.merchants.getBalance(id, { currency_code })).data.balance;

describe("getMerchant", () => {
	test("shows a merchant without sales", async () => {
		expect(await merchant()).toMatchObject({
			merchant_id: id,
			name: FIRST.name,
			country: FIRST.country,
			retry_payment_every: FIRST.retry_payment_every,
			total_retries: FIRST.total_retries,
			mrr: 0,
			arr: 0,
			merchant_lifetime_value: 0,
		});
	});

	test("sums recurring revenue and lifetime value, refunds included", async () => {
		await subscribe(sandbox);
		const { transaction } = await pay(sandbox);
		const sums = { mrr: 10_000, arr: 120_000, merchant_lifetime_value: 20_000 };
		expect(await merchant()).toMatchObject(sums);
		await sandbox.engine.refund({
			transaction_id: transaction?.transaction_id ?? "",
		});
		await pay(sandbox, { outcome: "declined" });
		expect(await merchant()).toMatchObject(sums);
	});
});

describe("getMerchantMrr and getMerchantArr", () => {
	test("return 404 before the first subscription", async () => {
		await createPlan(sandbox);
		await pay(sandbox);
		await expect(sandbox.lomi.merchants.getMrr(id)).rejects.toMatchObject(
			documentedError("getMerchantMrr.noMrr.404", id),
		);
		await expect(sandbox.lomi.merchants.getArr(id)).rejects.toMatchObject(
			documentedError("getMerchantArr.noArr.404", id),
		);
	});

	test("state their time and currency", async () => {
		await subscribe(sandbox);
		const as_of_date = sandbox.clock.turn(MINUTE);
		const told = { merchant_id: id, currency_code: "XOF", as_of_date };
		const { merchants } = sandbox.lomi;
		expect(await merchants.getMrr(id)).toStrictEqual({
			data: { ...told, mrr: 10_000 },
		});
		expect(await merchants.getArr(id)).toStrictEqual({
			data: { ...told, arr: 120_000 },
		});
	});

	const A_YEAR: Record<string, number> = { W: 52, M: 12, Y: 1 };
	/** Charges per year of an interval: none if a plan charges once. */
	const timesAYear = (interval: string | undefined) => {
		const [, number, unit = ""] = /^P(\d+)([WMY])$/.exec(interval ?? "") ?? [];
		return number ? (A_YEAR[unit] ?? Number.NaN) / Number(number) : 0;
	};

	test.each(some(Object.entries(billingIntervals(document))))(
		"normalize %s, an interval of %s, to a month",
		async (billing_frequency, interval) => {
			const { plan_id } = await createPlan(sandbox, {
				billing_frequency: billing_frequency as never,
				amount: 12_000,
			});
			await addSubscription(sandbox, { plan_id });
			await sandbox.engine.reload();
			const yearly = 12_000 * timesAYear(interval ?? undefined);
			expect(await mrr()).toBe(Math.round(yearly / 12));
		},
	);

	test("count only active subscriptions", async () => {
		const { plan_id } = await createPlan(sandbox);
		for (const status of ["active", "active", "paused", "past_due"] as const)
			await addSubscription(sandbox, { plan_id, status });
		expect(await mrr()).toBe(20_000);
		const { data } = await sandbox.lomi.subscriptions.list({ limit: 100 });
		for (const { subscription_id, status } of some(data))
			if (status === "active")
				await sandbox.lomi.subscriptions.cancel(subscription_id);
		// There was one, so it is zero rather than absent.
		expect(await mrr()).toBe(0);
	});

	test("round once, after summing", async () => {
		const { plan_id } = await createPlan(sandbox, {
			billing_frequency: "weekly",
			amount: 1_000,
		});
		for (let count = 0; count < 100; count++)
			await addSubscription(sandbox, { plan_id });
		expect(await mrr()).toBe(433_333);
		expect((await sandbox.lomi.merchants.getArr(id)).data.arr).toBe(
			433_333 * 12,
		);
	});

	test("use the first currency with data, without conversion", async () => {
		const add = async (currency_code: "XOF" | "EUR") => {
			const { plan_id } = await createPlan(sandbox, { currency_code });
			await addSubscription(sandbox, { plan_id });
			const { data } = await sandbox.lomi.merchants.getMrr(id);
			return [data.mrr, data.currency_code];
		};
		expect(await add("EUR")).toStrictEqual([10_000, "EUR"]);
		expect(await add("XOF")).toStrictEqual([10_000, "XOF"]);
	});
});

describe("getMerchantBalance", () => {
	test("is payments less fees, refunds and refund fees", async () => {
		expect(await balance()).toBe(0);
		const { transaction } = await pay(sandbox);
		expect(await balance()).toBe(9_480);
		await pay(sandbox, { outcome: "insufficient_funds" });
		expect(await balance()).toBe(9_480);
		await sandbox.engine.refund({
			transaction_id: transaction?.transaction_id ?? "",
		});
		// 4 % of the refund; the payment's fee is not returned.
		expect(await balance()).toBe(9_480 - 10_400);
	});

	test("is separate per currency, and states its time", async () => {
		await pay(sandbox, {}, { currency_code: "EUR", amount: 5_000 });
		const as_of_date = sandbox.clock.turn(MINUTE);
		expect(await balance("EUR")).toBeGreaterThan(0);
		const { merchants } = sandbox.lomi;
		expect(await merchants.getBalance(id, { currency_code: "USD" })).toEqual({
			data: { merchant_id: id, balance: 0, currency_code: "USD", as_of_date },
		});
		expect(await balance("XOF")).toBe(0);
	});

	test("requires a supported currency", async () => {
		const ask = (query: object) =>
			sandbox.lomi.merchants.getBalance(id, query as never);
		await expect(ask({})).rejects.toMatchObject(
			documentedError("getMerchantBalance.missingCurrency.400"),
		);
		for (const currency_code of ["GBP", "xof", ""])
			await expect(ask({ currency_code })).rejects.toMatchObject({
				status: 400,
				details: "`currency_code` must be one of XOF, USD, EUR",
			});
	});
});

describe("all of them", () => {
	const shared = useSandbox();
	const ASKED = {
		getMerchant: (id: string) => shared.lomi.merchants.get(id),
		getMerchantMrr: (id: string) => shared.lomi.merchants.getMrr(id),
		getMerchantArr: (id: string) => shared.lomi.merchants.getArr(id),
		getMerchantBalance: (id: string) =>
			shared.lomi.merchants.getBalance(id, { currency_code: "XOF" }),
	};

	describe.each(Object.entries(ASKED))("%s", (_name, ask) => {
		test("only returns the key's own merchant", async () => {
			for (const id of [SECOND.merchant_id, randomUUID()])
				await expect(ask(id)).rejects.toMatchObject(
					documentedError("merchantNotFound.404", id),
				);
		});

		test("refuses an ID that isn't a UUID", async () => {
			await expect(ask("me")).rejects.toMatchObject({
				status: 400,
				details: "Invalid `Merchant ID` format.",
			});
		});
	});

	test("each key returns its own merchant", async () => {
		const { data } = await shared.other.merchants.get(SECOND.merchant_id);
		expect(data).toMatchObject({ name: SECOND.name, country: SECOND.country });
	});
});
