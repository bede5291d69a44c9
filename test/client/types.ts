/** Type tests: `npm run check` compiles this file. Nothing here is run. */
import type {
	Lomi,
	PaymentLinkCreate,
	ProviderCode,
	Transaction,
	WebhookEvent,
} from "../../client/index.ts";

declare const lomi: Lomi;
type Equal<A, B> =
	(<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2
		? true
		: false;
const yes = <_Claim extends true>() => {};

export async function requests() {
	const { data } = await lomi.customers.create({ name: "Awa Koné" });
	data.customer_id.toUpperCase();
	// @ts-expect-error `name` is required
	await lomi.customers.create({});
	// @ts-expect-error a body is required
	await lomi.customers.create();
	// @ts-expect-error `nmae` is not a field
	await lomi.customers.create({ name: "Awa Koné", nmae: "x" });
	// @ts-expect-error the ID comes first
	await lomi.customers.update({ city: "Bouaké" });
	// @ts-expect-error `customer_id` can't be changed
	await lomi.customers.update("5b0c1f8e", { customer_id: "x" });
	// @ts-expect-error `GBP` is not a currency
	await lomi.products.create({ name: "Pagne", price: 1, currency_code: "GBP" });
	// @ts-expect-error `frequent` is not a status
	await lomi.transactions.list({ status: ["frequent"] });
	// @ts-expect-error the balance is asked for in one currency
	await lomi.merchants.getBalance("2f6b1a52");
	// @ts-expect-error a read takes no idempotency key
	await lomi.customers.get("5b0c1f8e", { idempotencyKey: "x" });
	await lomi.webhooks.retryDelivery("wh_1", "9a8b7c6d", {
		idempotencyKey: "x",
	});
	yes<Equal<Awaited<ReturnType<typeof lomi.products.delete>>, void>>();
}

export function paymentLinks(): PaymentLinkCreate[] {
	const common = { title: "Atelier", currency_code: "XOF" } as const;
	return [
		{ ...common, link_type: "instant", price: 25_000 },
		{ ...common, link_type: "product", product_id: "a1d4c7f0" },
		{ ...common, link_type: "plan", plan_id: "7c9e6679" },
		// @ts-expect-error an instant link needs its price
		{ ...common, link_type: "instant" },
		// @ts-expect-error a product link needs its product
		{ ...common, link_type: "product" },
		// @ts-expect-error a plan link needs its plan
		{ ...common, link_type: "plan" },
		// @ts-expect-error a plan link has no price of its own
		{ ...common, link_type: "plan", plan_id: "7c9e6679", price: 25_000 },
		// @ts-expect-error there is no such type
		{ ...common, link_type: "subscription", plan_id: "7c9e6679" },
	];
}

export function openLists() {
	const known: ProviderCode = "WAVE";
	const unknown: ProviderCode = "A_PROVIDER_OF_TOMORROW";
	// The known ones are still in the type, where an editor finds them.
	yes<Equal<Extract<ProviderCode, "WAVE">, "WAVE">>();
	return [known, unknown];
}

export function webhookEvents(event: WebhookEvent): string | null {
	switch (event.event) {
		case "PAYMENT_SUCCEEDED":
			yes<Equal<typeof event.data, Transaction>>();
			return event.data.provider_transaction_id;
		case "REFUND_COMPLETED":
			return event.data.refund_id;
		case "test.webhook":
			return event.data.message;
		case "PROVIDER_STATUS_CHANGED":
			// @ts-expect-error a provider has no refund
			return event.data.refund_id;
		default:
			return null;
	}
}
