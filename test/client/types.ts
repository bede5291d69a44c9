/** Type tests: `npm run check` compiles this file. It is never run. */

import type { operations as sandboxOperations } from "../../generated/sandbox.d.ts";
import type { operations } from "../../generated/schema.d.ts";
import type {
	ApiListPromise,
	CheckoutSessionCreate,
	Customer,
	CustomerResponse,
	Lomi,
	LomiError,
	NotFoundError,
	PaymentLinkCreate,
	PaymentLinkUpdate,
	ProviderCode,
	ProviderList,
	Transaction,
	TransactionList,
	UnknownWebhookEvent,
	verifyWebhook,
	WebhookEvent,
} from "../../packages/client/index.ts";
import type { Lomi as ValidatingLomi } from "../../packages/client/validate.ts";

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

const PROVIDERS = ["WAVE", "ORANGE"] as const;
const STATUSES = ["completed", "refunded"] as const;

export async function readonlyAndUndefined(given: {
	email?: string;
	link: PaymentLinkUpdate;
}) {
	const body = {
		success_url: "https://shop.example.ci/thanks",
		cancel_url: "https://shop.example.ci/basket",
		allowed_providers: PROVIDERS,
		amount: 5000,
		currency_code: "XOF",
		customer_email: given.email,
		metadata: undefined,
	} as const satisfies CheckoutSessionCreate;
	await lomi.checkoutSessions.create(body, { idempotencyKey: undefined });
	const { data } = await lomi.checkoutSessions.create(Object.freeze(body));
	// What comes back is the caller's own.
	data.allowed_providers.push("MTN");
	const email = given.email;
	await lomi.customers.create({ name: "Awa Koné", email, city: undefined });
	await lomi.customers.list({ email, page: undefined });
	await lomi.transactions.list({
		status: STATUSES,
		from_date: undefined,
		provider: undefined,
	});
	given.link.allowed_providers = PROVIDERS;
	// @ts-expect-error a required field is required
	await lomi.customers.create({ name: undefined });
	await lomi.http.POST("/customers", {
		body: { name: "Awa Koné", email },
		params: { header: undefined },
	});
	await lomi.http.GET("/transactions", {
		params: { query: { status: STATUSES, limit: undefined } },
	});
}

type BodyOf<Request> = Request extends {
	content: { "application/json": infer Body };
}
	? Body
	: never;
/** What operations take: bodies, and parameters of each kind. */
type Sent<Operations> = {
	[Id in keyof Operations]: Operations[Id] extends {
		requestBody?: infer Request;
		parameters: infer Parameters;
	}
		? BodyOf<Request> | NonNullable<Parameters[keyof Parameters]>
		: never;
}[keyof Operations];
type OptionalOf<Type> = {
	[Name in keyof Type]-?: Record<never, never> extends Pick<Type, Name>
		? Name
		: never;
}[keyof Type];
/** The types with an optional field that doesn't accept undefined, or with an array that must be mutable. */
type Picky<Type> = Type extends unknown
	? Record<OptionalOf<Type>, undefined> extends Pick<Type, OptionalOf<Type>>
		? Extract<Type[keyof Type], unknown[]> extends never
			? never
			: Type
		: Type
	: never;

export function nothingThatIsSentIsPicky() {
	yes<Equal<Picky<{ a?: string }>, { a?: string }>>();
	yes<Equal<Picky<{ a: string[] }>, { a: string[] }>>();
	yes<Equal<unknown extends Sent<operations> ? "any" : "known", "known">>();
	yes<Equal<Picky<Sent<operations>>, never>>();
	yes<Equal<Picky<Sent<sandboxOperations>>, never>>();
}

export async function results() {
	const promise = lomi.customers.get("5b0c1f8e");
	yes<Equal<Awaited<typeof promise>, CustomerResponse>>();
	const { body, response, requestId } = await promise.withResponse();
	yes<Equal<typeof body, CustomerResponse>>();
	yes<Equal<typeof response, Response>>();
	yes<Equal<typeof requestId, string | undefined>>();
	yes<Equal<Awaited<ReturnType<typeof promise.asResponse>>, Response>>();
}

export async function pages() {
	const list = lomi.transactions.list({
		status: ["completed"],
		from_date: new Date(),
		to_date: "2025-04-05T10:30:00Z",
	});
	await lomi.transactions.list({ from_date: "2025-04-05" });
	// @ts-expect-error a time is text or a Date
	await lomi.transactions.list({ from_date: 42 });
	// @ts-expect-error a time is text or a Date
	await lomi.transactions.list({ to_date: {} });
	// @ts-expect-error a time is text or a Date
	await lomi.transactions.list({ to_date: true });
	await lomi.http.GET("/transactions", {
		// @ts-expect-error a time is text
		params: { query: { from_date: 42 } },
	});
	yes<Equal<typeof list, ApiListPromise<TransactionList, Transaction>>>();
	yes<Equal<Awaited<typeof list>, TransactionList>>();
	for await (const transaction of list)
		yes<Equal<typeof transaction, Transaction>>();
	for await (const page of list.pages())
		yes<Equal<typeof page, TransactionList>>();
	const all = await list.toArray({ max: 5 });
	yes<Equal<typeof all, Transaction[]>>();
	// @ts-expect-error a list without pages takes no page
	await lomi.providers.list({ page: 2 });
	// @ts-expect-error a single customer has no pages
	lomi.customers.get("5b0c1f8e").pages();
	yes<Equal<Awaited<ReturnType<typeof lomi.providers.list>>, ProviderList>>();
}

export async function http() {
	const { data } = await lomi.http.GET("/customers/{id}", {
		params: { path: { id: "5b0c1f8e" } },
		maxRetries: 0,
		timeout: 1000,
	});
	yes<Equal<NonNullable<typeof data>["data"], Customer>>();
	// @ts-expect-error there is no such path
	await lomi.http.GET("/clients/{id}", { params: { path: { id: "x" } } });
	// @ts-expect-error the path has a parameter
	await lomi.http.GET("/customers/{id}");
	// @ts-expect-error a path parameter is text
	await lomi.http.GET("/customers/{id}", { params: { path: { id: 5 } } });
	// @ts-expect-error `nmae` is not a field
	await lomi.http.POST("/customers", { body: { nmae: "x" } });
	// @ts-expect-error a customer can't be put
	await lomi.http.PUT("/customers/{id}", { params: { path: { id: "x" } } });
}

export function errors(error: LomiError, missing: NotFoundError) {
	yes<Equal<typeof missing.status, 404>>();
	yes<Equal<typeof missing.headers, Headers>>();
	yes<Equal<typeof error.status, number | undefined>>();
	yes<Equal<typeof error.idempotencyKey, string | undefined>>();
	// Known codes are completed, and any other is accepted.
	yes<Equal<Extract<typeof error.code, "NOT_FOUND">, "NOT_FOUND">>();
	return error.code === "A_CODE_OF_TOMORROW";
}

export function validatingClient(client: ValidatingLomi): Lomi {
	new (client.constructor as typeof ValidatingLomi)({
		// @ts-expect-error there is no such mode
		validate: "loud",
	});
	return client;
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
	// The known values are still in the type, for completion.
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

export async function unknownDelivery(event: UnknownWebhookEvent) {
	yes<Equal<typeof event.data, unknown>>();
	// @ts-expect-error nobody knows what it holds
	return event.data.refund_id;
}
export async function deliveries(verify: typeof verifyWebhook) {
	const event = await verify({ body: "", signature: "", secret: "" });
	yes<Equal<typeof event, WebhookEvent | UnknownWebhookEvent>>();
	switch (event.event) {
		case "PAYMENT_SUCCEEDED":
			yes<Equal<typeof event.data, Transaction>>();
			return event.data.provider_transaction_id;
		case "test.webhook":
			return event.data.message;
		case "REFUND_COMPLETED":
			// @ts-expect-error a refund has no session
			return event.data.checkout_session_id;
	}
	if (event.event === "CHECKOUT_COMPLETED")
		return event.data.checkout_session_id;
	return event.id;
}

export function everyDelivery(event: WebhookEvent | UnknownWebhookEvent) {
	switch (event.event) {
		case "PAYMENT_CREATED":
		case "PAYMENT_SUCCEEDED":
		case "PAYMENT_FAILED":
		case "CHECKOUT_COMPLETED":
		case "SUBSCRIPTION_CREATED":
		case "SUBSCRIPTION_RENEWED":
		case "SUBSCRIPTION_PAYMENT_FAILED":
		case "SUBSCRIPTION_CANCELED":
		case "REFUND_CREATED":
		case "REFUND_COMPLETED":
		case "PROVIDER_STATUS_CHANGED":
		case "test.webhook":
			return event.timestamp;
		default:
			yes<Equal<typeof event, UnknownWebhookEvent>>();
			yes<Equal<typeof event.data, unknown>>();
			return event.id;
	}
}
