/** After any sequence of actions, the balance is payments less fees, refunds and refund fees. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { BadRequestError } from "../../../packages/client/index.ts";
import { ActionError } from "../../../packages/sandbox/engine/engine.ts";
import { OUTCOMES } from "../../../packages/sandbox/engine/test-phone-numbers.ts";
import { ledgerOf } from "../setup/ledger.ts";
import { DAY, FIRST, MINUTE, useSandbox } from "../setup/sandbox.ts";
import { balanceOf, createPlan, openSession } from "../setup/shop.ts";

const sandbox = useSandbox();

const ledger = () => ledgerOf(sandbox.database, FIRST.merchant_id, "XOF");

const one = <Item>(items: Item[], index: number) => items[index % items.length];
const session = async (index: number) => {
	const rows = await sandbox.database
		.selectFrom("checkout_sessions")
		.select("checkout_session_id as id")
		.orderBy("created_at")
		.orderBy("checkout_session_id")
		.execute();
	return one(rows, index)?.id ?? FIRST.merchant_id;
};
const transaction = async (index: number) => {
	const rows = await sandbox.database
		.selectFrom("transactions")
		.select("transaction_id as id")
		.orderBy("created_at")
		.orderBy("transaction_id")
		.execute();
	return one(rows, index)?.id ?? FIRST.merchant_id;
};
const subscription = async (index: number) => {
	const { data } = await sandbox.lomi.subscriptions.list({ limit: 100 });
	return one(data, index)?.subscription_id;
};

const index = fc.nat(1_000);
const phone = fc.constantFrom("+2250701020304", "+2250701020001", undefined);
/** All actions, on random objects. */
const action = fc.oneof(
	fc.record({
		what: fc.constant("open" as const),
		amount: fc.integer({ min: 1, max: 5_000_000 }),
		isPlan: fc.boolean(),
	}),
	fc.record({
		what: fc.constant("pay" as const),
		index,
		outcome: fc.option(fc.constantFrom(...OUTCOMES), { nil: undefined }),
		phone,
	}),
	fc.record({
		what: fc.constant("refund" as const),
		index,
		amount: fc.option(fc.integer({ min: 1, max: 5_000_000 }), {
			nil: undefined,
		}),
	}),
	fc.record({ what: fc.constantFrom("cancel", "expire"), index }),
	fc.record({
		what: fc.constant("connect" as const),
		code: fc.constantFrom("WAVE", "ORANGE", "MTN"),
		is_connected: fc.boolean(),
	}),
	fc.record({
		what: fc.constant("change" as const),
		index,
		status: fc.constantFrom("active", "paused", "cancelled"),
	}),
	fc.record({
		what: fc.constant("wait" as const),
		time: fc.integer({ min: 1, max: 40 * DAY }),
	}),
	fc.record({
		what: fc.constant("wait" as const),
		time: fc.integer({ min: 1, max: MINUTE }),
	}),
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

const act = async (each: Action, plans: string[]): Promise<unknown> => {
	const { engine, lomi } = sandbox;
	switch (each.what) {
		case "open": {
			const { amount, isPlan } = each as Extract<Action, { amount: number }>;
			const plan_id = isPlan ? one(plans, amount) : undefined;
			return openSession(sandbox, { amount, ...(plan_id && { plan_id }) });
		}
		case "pay": {
			const { index, outcome, phone } = each;
			return engine.pay(await session(index), {
				...(outcome && { outcome }),
				...(phone && { phone }),
			});
		}
		case "refund": {
			const transaction_id = await transaction(each.index);
			const { amount } = each;
			return engine.refund({
				transaction_id,
				...(amount !== undefined && { amount }),
			});
		}
		case "cancel":
		case "expire":
			return engine[each.what](await session(each.index));
		case "connect":
			return engine.setProvider(
				FIRST.merchant_id,
				each.code,
				each.is_connected,
			);
		case "change": {
			const id = await subscription(each.index);
			return (
				id && lomi.subscriptions.update(id, { status: each.status as never })
			);
		}
		case "wait": {
			const { now } = engine.clock();
			return engine.advance(new Date(now.getTime() + each.time));
		}
	}
};

/** A session can only allow connected providers. */
const isRefusal = (error: unknown) =>
	error instanceof ActionError || error instanceof BadRequestError;

test("holds after any number of actions", async () => {
	const plans = await Promise.all(
		(["weekly", "monthly"] as const).flatMap((billing_frequency) =>
			(["initial", "non_initial", "prorated"] as const).map(
				async (first_payment_type) => {
					const { plan_id } = await createPlan(sandbox, {
						billing_frequency,
						first_payment_type,
						charge_day: 3,
						failed_payment_action: "pause",
					});
					return plan_id;
				},
			),
		),
	);
	let done = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.array(action, { minLength: 20, maxLength: 20 }),
			async (actions) => {
				for (const each of actions) {
					try {
						await act(each, plans);
						done++;
					} catch (error) {
						// Refused actions change nothing.
						if (!isRefusal(error)) throw error;
					}
					expect(await balanceOf(sandbox)).toBe(await ledger());
				}
			},
		),
		{ numRuns: 25, seed: 6 },
	);
	expect(done).toBeGreaterThan(200);
	const stuck = await sandbox.database
		.selectFrom("transactions")
		.select("transaction_id")
		.where("status", "=", "pending")
		.where("settles_at", "is", null)
		.execute();
	expect(stuck).toStrictEqual([]);
});
