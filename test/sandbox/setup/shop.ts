/** Sessions, plans and subscriptions for tests, and the resulting balance. */
import type { PayRequest } from "../../../packages/sandbox/engine/engine.ts";
import { FIRST, type RunningSandbox } from "./sandbox.ts";

type Shop = Pick<RunningSandbox, "lomi" | "engine">;
type SessionFields = Parameters<Shop["lomi"]["checkoutSessions"]["create"]>[0];
type PlanFields = Parameters<Shop["lomi"]["subscriptionPlans"]["create"]>[1];

export const PHONE = "+2250701020304";

/** Creates a session for 10,000 F CFA by Wave, Orange or MTN. */
export async function openSession(
	{ lomi }: Shop,
	fields: Partial<SessionFields> = {},
) {
	const { data } = await lomi.checkoutSessions.create({
		amount: 10_000,
		currency_code: "XOF",
		allowed_providers: ["WAVE", "ORANGE", "MTN"],
		success_url: "https://boutique.example.ci/merci",
		cancel_url: "https://boutique.example.ci/panier",
		...(fields as object),
	});
	return data;
}

/** Pays a new session. */
export async function pay(
	shop: Shop,
	request: PayRequest = { phone: PHONE },
	fields: Partial<SessionFields> = {},
) {
	const { checkout_session_id } = await openSession(shop, fields);
	return shop.engine.pay(checkout_session_id, request);
}

/** Creates a plan of 10,000 F CFA a month. */
export async function createPlan(
	{ lomi }: Shop,
	fields: Partial<PlanFields> = {},
) {
	const { data } = await lomi.subscriptionPlans.create(FIRST.merchant_id, {
		name: "Abonnement",
		amount: 10_000,
		currency_code: "XOF",
		billing_frequency: "monthly",
		...fields,
	});
	return data;
}

/** Subscribes to a new plan by paying for it. */
export async function subscribe(
	shop: Shop,
	fields: Partial<PlanFields> = {},
	request: PayRequest = { phone: PHONE },
) {
	const { plan_id, currency_code } = await createPlan(shop, fields);
	await pay(shop, request, { plan_id, currency_code });
	const { data } = await shop.lomi.subscriptions.list();
	const [subscription] = data.filter((each) => each.plan_id === plan_id);
	if (!subscription) throw new Error("Nothing was subscribed to.");
	return subscription;
}

/** The balance of the first merchant, in F CFA. */
export async function balanceOf({ lomi }: Pick<Shop, "lomi">): Promise<number> {
	const { data } = await lomi.merchants.getBalance(FIRST.merchant_id, {
		currency_code: "XOF",
	});
	return data.balance;
}
