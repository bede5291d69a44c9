// Made from openapi/ by npm run build. Do not edit.
import type { Client } from "openapi-fetch";
import type { ClientOptions, RequestOptions, WriteOptions } from "../packages/client/options.ts";
import type { ApiListPromise, ApiPromise } from "../packages/client/promises.ts";
import { type Check, createTransport, type Transport as AnyTransport } from "../packages/client/transport.ts";
import type { components, operations, paths } from "./schema.d.ts";

type Transport = AnyTransport<paths>;

/**
 * Facts about the API that the client needs, apart from the operations.
 *
 * @internal
 */
export const api = {
	"version": "1.0.0",
	"servers": [
		{
			"url": "https://sandbox.api.lomi.africa/v1",
			"keyPrefix": "lomi_sk_test_"
		},
		{
			"url": "https://api.lomi.africa/v1",
			"keyPrefix": "lomi_sk_live_"
		}
	],
	"keyHeader": "x-api-key",
	"idempotencyHeader": "idempotency-key",
	"idempotentMethods": [
		"POST",
		"PATCH",
		"DELETE"
	],
	"secretPrefixes": [
		"lomi_sk_test_",
		"lomi_sk_live_",
		"whsec_"
	]
} as const;

/**
 * The header with a delivery's signature.
 *
 * @internal
 */
export const SIGNATURE_HEADER = "X-Lomi-Signature";

/**
 * lomi. API
 *
 * One payments API over Wave, Orange Money, MTN and others in francophone West Africa.
 */
export class Lomi {
	readonly #transport: Transport;
	/** A page on which one customer pays once. The shortest way to a payment. */
	declare readonly checkoutSessions: CheckoutSessions;
	/** An address that you share and that anyone can pay at, as often as they like, while it is active. */
	declare readonly paymentLinks: PaymentLinks;
	/** The people and businesses that pay you. */
	declare readonly customers: Customers;
	/** What you sell at a fixed price. A session or a link that names a product charges its price. */
	declare readonly products: Products;
	/** What you charge for again and again: an amount, and how often. */
	declare readonly subscriptionPlans: SubscriptionPlans;
	/** A customer on a plan. Begins when the customer pays for the plan; a request never creates one. */
	declare readonly subscriptions: Subscriptions;
	/** Every payment, with its fee and what is left for you. Read only. */
	declare readonly transactions: Transactions;
	/** Money that went back to a customer. Refunds are made in the dashboard and read here. */
	declare readonly refunds: Refunds;
	/** The payment providers that lomi. knows, and which of them are connected to your account. */
	declare readonly providers: Providers;
	/** Your own account: its details, recurring revenue and balance. */
	declare readonly merchants: Merchants;
	/** Endpoints of yours that lomi. tells about events, and what became of each delivery. */
	declare readonly webhooks: Webhooks;

	/**
	 * @param options The API key, the base URL, timeouts, retries and so on. All optional. See README.md.
	 * @throws {TypeError} If the API key is missing, or an option is invalid.
	 */
	constructor(options?: ClientOptions);
	/** @internal `lomi-openapi/validate` checks each response. */
	constructor(options?: ClientOptions, check?: Check);
	constructor(options: ClientOptions = {}, check?: Check) {
		const transport: Transport = createTransport(api, options, check);
		this.#transport = transport;
		this.checkoutSessions = new CheckoutSessions(transport);
		this.paymentLinks = new PaymentLinks(transport);
		this.customers = new Customers(transport);
		this.products = new Products(transport);
		this.subscriptionPlans = new SubscriptionPlans(transport);
		this.subscriptions = new Subscriptions(transport);
		this.transactions = new Transactions(transport);
		this.refunds = new Refunds(transport);
		this.providers = new Providers(transport);
		this.merchants = new Merchants(transport);
		this.webhooks = new Webhooks(transport);
	}

	/** The plain openapi-fetch client, typed by path, with this client's key, retries and errors: `lomi.http.GET("/customers/{id}", …)`. */
	get http(): HttpClient {
		return this.#transport.http;
	}
}

/** The type of `lomi.http`. */
export interface HttpClient extends Client<paths> {}

/** Checkout Sessions: `lomi.checkoutSessions`. */
export class CheckoutSessions {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Create a checkout session.
	 *
	 * Creates a page on which one customer pays once. Send the customer to `url` before `expires_at`, then wait for the `CHECKOUT_COMPLETED` event: it tells your server of the payment, even when the customer never comes back to `success_url`. A session costs nothing; the fee is taken when it is paid.
	 *
	 * @param body What to collect, through which providers, and where to send the customer afterwards.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	create(body: CheckoutSessionCreate, options?: WriteOptions): ApiPromise<CheckoutSessionResponse> {
		return this.#transport.call("POST", "/checkout-sessions", { body }, options);
	}

	/**
	 * List checkout sessions.
	 *
	 * Returns your checkout sessions, newest first, whatever became of them. Filter by `status` to see only some.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListCheckoutSessionsQuery, options?: RequestOptions): ApiListPromise<CheckoutSessionList, CheckoutSession> {
		return this.#transport.list("/checkout-sessions", { query }, { style: "page", size: "limit", sizeUsed: "per_page", total: "total_count", defaultSize: 20 }, options);
	}

	/**
	 * Get a checkout session.
	 *
	 * Returns one checkout session as it is now. Only `completed` means that the customer paid; an `expired` session stays so, and a new attempt needs a new session.
	 *
	 * @param id ID of the checkout session.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(id: string, options?: RequestOptions): ApiPromise<CheckoutSessionResponse> {
		return this.#transport.call("GET", "/checkout-sessions/{id}", { path: { id } }, options);
	}
}

/** Payment Links: `lomi.paymentLinks`. */
export class PaymentLinks {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Create a payment link.
	 *
	 * Creates an address at which anyone can pay, any number of times. Share its `url` in a message, on a page or as a QR code. `link_type` decides what is sold: a fixed `price`, a product, or a plan, which starts a subscription. A link costs nothing; the fee is taken from each payment.
	 *
	 * @param body What the link sells. `link_type` decides which fields it takes.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	create(body: PaymentLinkCreate, options?: WriteOptions): ApiPromise<PaymentLinkResponse> {
		return this.#transport.call("POST", "/payment-links", { body }, options);
	}

	/**
	 * List payment links.
	 *
	 * Returns your payment links, newest first. Expired links are left out unless you ask for them.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListPaymentLinksQuery, options?: RequestOptions): ApiListPromise<PaymentLinkList, PaymentLink> {
		return this.#transport.list("/payment-links", { query }, { style: "page", size: "page_size", sizeUsed: "pageSize", total: "totalCount", defaultSize: 50 }, options);
	}

	/**
	 * Get a payment link.
	 *
	 * Returns one payment link, with the name and price of the product or plan that it sells.
	 *
	 * @param linkId ID of the payment link.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(linkId: string, options?: RequestOptions): ApiPromise<PaymentLinkResponse> {
		return this.#transport.call("GET", "/payment-links/{link_id}", { path: { link_id: linkId } }, options);
	}

	/**
	 * Update a payment link.
	 *
	 * Updates the fields that you send and leaves the rest as it is. `allowed_providers` and `metadata` are replaced whole. What a link sells and for how much cannot change: create another link for that. To stop payments, delete the link, or set `expires_at`.
	 *
	 * @param linkId ID of the payment link.
	 * @param body The fields to change, at least one.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	update(linkId: string, body: PaymentLinkUpdate, options?: WriteOptions): ApiPromise<PaymentLinkResponse> {
		return this.#transport.call("PATCH", "/payment-links/{link_id}", { path: { link_id: linkId }, body }, options);
	}

	/**
	 * Delete a payment link.
	 *
	 * Deletes the link for good, so that nobody can pay at its address any more. To end it later, set `expires_at` instead.
	 *
	 * @param linkId ID of the payment link.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	delete(linkId: string, options?: WriteOptions): ApiPromise<void> {
		return this.#transport.call("DELETE", "/payment-links/{link_id}", { path: { link_id: linkId } }, options);
	}
}

/** Customers: `lomi.customers`. */
export class Customers {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Create a customer.
	 *
	 * Creates a customer from a name and whatever else you know. Nobody is charged. Keep the `customer_id` of the answer: the list shows a customer only after they have paid, so until then the ID is the only way to find this one again.
	 *
	 * @param body Who the customer is.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	create(body: CustomerCreate, options?: WriteOptions): ApiPromise<CustomerResponse> {
		return this.#transport.call("POST", "/customers", { body }, options);
	}

	/**
	 * List customers who have paid.
	 *
	 * Returns the customers who have at least one completed or refunded transaction, newest first. A customer who never paid is not in the list; get that one by ID.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListCustomersQuery, options?: RequestOptions): ApiListPromise<CustomerList, Customer> {
		return this.#transport.list("/customers", { query }, { style: "page", size: "limit", sizeUsed: "per_page", total: "total_count", defaultSize: 20 }, options);
	}

	/**
	 * Get a customer.
	 *
	 * Returns one customer, whether or not they have ever paid.
	 *
	 * @param id ID of the customer.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(id: string, options?: RequestOptions): ApiPromise<CustomerResponse> {
		return this.#transport.call("GET", "/customers/{id}", { path: { id } }, options);
	}

	/**
	 * Update a customer.
	 *
	 * Updates the fields that you send and leaves the rest as it is. Send `null` to empty a field; `name` and `is_business` cannot be empty. `metadata` is replaced whole, so send all the keys that you want to keep.
	 *
	 * @param id ID of the customer.
	 * @param body The fields to change, at least one.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	update(id: string, body: CustomerUpdate, options?: WriteOptions): ApiPromise<CustomerResponse> {
		return this.#transport.call("PATCH", "/customers/{id}", { path: { id }, body }, options);
	}

	/**
	 * Delete a customer.
	 *
	 * Deletes the customer for good. This cannot be undone, and the ID gives a `404` from then on.
	 *
	 * @param id ID of the customer.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	delete(id: string, options?: WriteOptions): ApiPromise<CustomerDeleted> {
		return this.#transport.call("DELETE", "/customers/{id}", { path: { id } }, options);
	}
}

/** Products: `lomi.products`. */
export class Products {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Create a product.
	 *
	 * Creates a product that checkout sessions and payment links can charge for. Only `is_active` can change later, so check the price first: it is in the currency itself, not in its smallest unit.
	 *
	 * @param body What you sell, and at which price.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	create(body: ProductCreate, options?: WriteOptions): ApiPromise<ProductResponse> {
		return this.#transport.call("POST", "/products", { body }, options);
	}

	/**
	 * List products.
	 *
	 * Returns your products, newest first, active and inactive alike. Filter by `is_active` to see only one kind.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListProductsQuery, options?: RequestOptions): ApiListPromise<ProductList, Product> {
		return this.#transport.list("/products", { query }, { style: "offset", size: "limit", sizeUsed: "limit", total: "total_count", defaultSize: 20 }, options);
	}

	/**
	 * Get a product.
	 *
	 * Returns one product, active or not.
	 *
	 * @param id ID of the product.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(id: string, options?: RequestOptions): ApiPromise<ProductResponse> {
		return this.#transport.call("GET", "/products/{id}", { path: { id } }, options);
	}

	/**
	 * Activate or deactivate a product.
	 *
	 * Updates whether the product is active, which is all that can change about it. For another name or price, create a new product and deactivate this one.
	 *
	 * @param id ID of the product.
	 * @param body Whether the product is to be active.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	update(id: string, body: ProductUpdate, options?: WriteOptions): ApiPromise<ProductResponse> {
		return this.#transport.call("PATCH", "/products/{id}", { path: { id }, body }, options);
	}

	/**
	 * Delete a product.
	 *
	 * Deletes the product for good. If you may want to sell it again, deactivate it instead.
	 *
	 * @param id ID of the product.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	delete(id: string, options?: WriteOptions): ApiPromise<void> {
		return this.#transport.call("DELETE", "/products/{id}", { path: { id } }, options);
	}
}

/** Subscription Plans: `lomi.subscriptionPlans`. */
export class SubscriptionPlans {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Create a subscription plan.
	 *
	 * Creates a plan that customers can subscribe to. It charges nobody yet: put its ID into a checkout session or a payment link, and whoever pays there is subscribed. Only `is_active` and `metadata` can change later.
	 *
	 * @param merchantId ID of the merchant whose plans these are.
	 * @param body How much the plan charges, and how often.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	create(merchantId: string, body: SubscriptionPlanCreate, options?: WriteOptions): ApiPromise<SubscriptionPlanResponse> {
		return this.#transport.call("POST", "/merchants/{merchant_id}/subscriptions", { path: { merchant_id: merchantId }, body }, options);
	}

	/**
	 * List subscription plans.
	 *
	 * Returns the merchant's plans, newest first, active and inactive alike. The answer does not say how many there are in all: go on until a page has fewer plans than `limit`.
	 *
	 * @param merchantId ID of the merchant whose plans these are.
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(merchantId: string, query?: ListSubscriptionPlansQuery, options?: RequestOptions): ApiListPromise<SubscriptionPlanList, SubscriptionPlan> {
		return this.#transport.list("/merchants/{merchant_id}/subscriptions", { path: { merchant_id: merchantId }, query }, { style: "offset", size: "limit", defaultSize: 20 }, options);
	}

	/**
	 * Get a subscription plan.
	 *
	 * Returns one plan, active or not.
	 *
	 * @param merchantId ID of the merchant whose plans these are.
	 * @param planId ID of the plan.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(merchantId: string, planId: string, options?: RequestOptions): ApiPromise<SubscriptionPlanResponse> {
		return this.#transport.call("GET", "/merchants/{merchant_id}/subscriptions/{plan_id}", { path: { merchant_id: merchantId, plan_id: planId } }, options);
	}

	/**
	 * Update a subscription plan.
	 *
	 * Updates whether the plan is active, its metadata, or both. The keys of `metadata` that you send are added or replaced, and the others stay. For another amount or frequency, create a new plan.
	 *
	 * @param merchantId ID of the merchant whose plans these are.
	 * @param planId ID of the plan.
	 * @param body The fields to change, at least one.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	update(merchantId: string, planId: string, body: SubscriptionPlanUpdate, options?: WriteOptions): ApiPromise<SubscriptionPlanResponse> {
		return this.#transport.call("PATCH", "/merchants/{merchant_id}/subscriptions/{plan_id}", { path: { merchant_id: merchantId, plan_id: planId }, body }, options);
	}

	/**
	 * Delete a subscription plan.
	 *
	 * Deletes the plan for good, which works only while no active subscription uses it. Cancel those subscriptions first, or keep the plan and deactivate it.
	 *
	 * @param merchantId ID of the merchant whose plans these are.
	 * @param planId ID of the plan.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	delete(merchantId: string, planId: string, options?: WriteOptions): ApiPromise<void> {
		return this.#transport.call("DELETE", "/merchants/{merchant_id}/subscriptions/{plan_id}", { path: { merchant_id: merchantId, plan_id: planId } }, options);
	}
}

/** Subscriptions: `lomi.subscriptions`. */
export class Subscriptions {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List subscriptions.
	 *
	 * Returns your customers' subscriptions, newest first, whatever their status. Filter by `customer_id` or `status` to see only some. A subscription begins when a customer pays for a plan through a checkout session or a payment link; no request creates one.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListSubscriptionsQuery, options?: RequestOptions): ApiListPromise<SubscriptionList, Subscription> {
		return this.#transport.list("/customer-subscriptions", { query }, { style: "offset", size: "limit", sizeUsed: "limit", total: "total_count", defaultSize: 20 }, options);
	}

	/**
	 * Get a subscription.
	 *
	 * Returns one subscription, with what its plan charges and how often, and the name and e-mail address of its customer.
	 *
	 * @param subscriptionId ID of the subscription.
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(subscriptionId: string, query?: GetSubscriptionQuery, options?: RequestOptions): ApiPromise<SubscriptionResponse> {
		return this.#transport.call("GET", "/customer-subscriptions/{subscription_id}", { path: { subscription_id: subscriptionId }, query }, options);
	}

	/**
	 * Update a subscription.
	 *
	 * Updates the status, the dates or the metadata that you send and leaves the rest as it is. The keys of `metadata` that you send are added or replaced, and the others stay. The plan and its amount cannot change. To end a subscription, cancel it.
	 *
	 * @param subscriptionId ID of the subscription.
	 * @param body The fields to change, at least one.
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	update(subscriptionId: string, body: SubscriptionUpdate, query?: UpdateSubscriptionQuery, options?: WriteOptions): ApiPromise<SubscriptionResponse> {
		return this.#transport.call("PATCH", "/customer-subscriptions/{subscription_id}", { path: { subscription_id: subscriptionId }, body, query }, options);
	}

	/**
	 * Cancel a subscription.
	 *
	 * Cancels the subscription: sets `status` to `cancelled`, sets `end_date`, and returns it. It is not deleted, so you can still read it. To stop charging for a while only, set its status to `paused` instead.
	 *
	 * @param subscriptionId ID of the subscription.
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	cancel(subscriptionId: string, query?: CancelSubscriptionQuery, options?: WriteOptions): ApiPromise<SubscriptionResponse> {
		return this.#transport.call("DELETE", "/customer-subscriptions/{subscription_id}", { path: { subscription_id: subscriptionId }, query }, options);
	}
}

/** Transactions: `lomi.transactions`. */
export class Transactions {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List transactions.
	 *
	 * Returns your transactions, newest first, whatever became of them. Filter by `status` to see only the ones that ended well, and by date to settle a day or a month.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListTransactionsQuery, options?: RequestOptions): ApiListPromise<TransactionList, Transaction> {
		return this.#transport.list("/transactions", { query }, { style: "page", size: "limit", sizeUsed: "per_page", total: "total", defaultSize: 20 }, options);
	}

	/**
	 * Get a transaction.
	 *
	 * Returns one transaction with its fee and what is left for you. Deliver what you sold once its `status` is `completed`, and not before.
	 *
	 * @param transactionId ID of the transaction.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(transactionId: string, options?: RequestOptions): ApiPromise<TransactionResponse> {
		return this.#transport.call("GET", "/transactions/{transaction_id}", { path: { transaction_id: transactionId } }, options);
	}
}

/** Refunds: `lomi.refunds`. */
export class Refunds {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Get a refund.
	 *
	 * Returns one refund, as it is now. Refunds are in beta and read only: you make them in the dashboard. Each costs you 4 % of the refunded amount, and the fee of the payment is not given back.
	 *
	 * @param id ID of the refund.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 * @beta
	 */
	get(id: string, options?: RequestOptions): ApiPromise<RefundResponse> {
		return this.#transport.call("GET", "/refunds/{id}", { path: { id } }, options);
	}
}

/** Providers: `lomi.providers`. */
export class Providers {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List payment providers.
	 *
	 * Returns the payment providers, all in one answer, and says which of them are connected to your account. Only a connected provider can take a payment, so offer your customers no other. You can connect `ORANGE`, `WAVE`, `MTN` and `NOWPAYMENTS`.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(options?: RequestOptions): ApiListPromise<ProviderList, Provider> {
		return this.#transport.list("/providers", {  }, { style: "none" }, options);
	}
}

/** Merchants: `lomi.merchants`. */
export class Merchants {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Get a merchant.
	 *
	 * Returns one merchant account, with its recurring revenue and how it retries failed subscription payments.
	 *
	 * @param id ID of the merchant, the `merchant_id` that your objects carry.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(id: string, options?: RequestOptions): ApiPromise<MerchantResponse> {
		return this.#transport.call("GET", "/merchants/{id}", { path: { id } }, options);
	}

	/**
	 * Get a merchant's monthly recurring revenue.
	 *
	 * Returns the monthly recurring revenue (MRR): the sum of all active subscriptions, each normalized to a month. A yearly plan of 90,000 XOF counts as 7,500.
	 *
	 * @param id ID of the merchant, the `merchant_id` that your objects carry.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	getMrr(id: string, options?: RequestOptions): ApiPromise<MerchantMrrResponse> {
		return this.#transport.call("GET", "/merchants/{id}/mrr", { path: { id } }, options);
	}

	/**
	 * Get a merchant's annual recurring revenue.
	 *
	 * Returns the annual recurring revenue (ARR), which is twelve times the monthly one. It looks ahead; it is not what the last year brought in.
	 *
	 * @param id ID of the merchant, the `merchant_id` that your objects carry.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	getArr(id: string, options?: RequestOptions): ApiPromise<MerchantArrResponse> {
		return this.#transport.call("GET", "/merchants/{id}/arr", { path: { id } }, options);
	}

	/**
	 * Get a merchant's balance.
	 *
	 * Returns what the merchant has at lomi. in one currency. Ask once for each currency in which you take payments.
	 *
	 * @param id ID of the merchant, the `merchant_id` that your objects carry.
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	getBalance(id: string, query: GetMerchantBalanceQuery, options?: RequestOptions): ApiPromise<MerchantBalanceResponse> {
		return this.#transport.call("GET", "/merchants/{id}/balance", { path: { id }, query }, options);
	}
}

/** Webhooks: `lomi.webhooks`. */
export class Webhooks {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Register a webhook.
	 *
	 * Creates an endpoint that lomi. tells about the events you choose. The answer holds the signing `secret`, which is shown this once: store it before anything else, and verify each delivery with it. Then send a test event.
	 *
	 * @param body Where to send events, and which.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	create(body: WebhookCreate, options?: WriteOptions): ApiPromise<WebhookCreated> {
		return this.#transport.call("POST", "/webhooks", { body }, options);
	}

	/**
	 * List webhooks.
	 *
	 * Returns all endpoints of your organization in one answer, newest first, active or not. Secrets are not in it.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(options?: RequestOptions): ApiListPromise<WebhookList, Webhook> {
		return this.#transport.list("/webhooks", {  }, { style: "none" }, options);
	}

	/**
	 * Get a webhook.
	 *
	 * Returns one endpoint, without its secret. If you lost that, delete the endpoint and register it again.
	 *
	 * @param id ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(id: string, options?: RequestOptions): ApiPromise<WebhookResponse> {
		return this.#transport.call("GET", "/webhooks/{id}", { path: { id } }, options);
	}

	/**
	 * Update a webhook.
	 *
	 * Updates the fields that you send and leaves the rest as it is. A list of events takes the place of the old list, so send all that you want. Send a test event after you change the URL.
	 *
	 * @param id ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
	 * @param body The fields to change, at least one.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	update(id: string, body: WebhookUpdate, options?: WriteOptions): ApiPromise<WebhookResponse> {
		return this.#transport.call("PATCH", "/webhooks/{id}", { path: { id }, body }, options);
	}

	/**
	 * Delete a webhook.
	 *
	 * Deletes the endpoint for good, together with its secret. To stop its events only for a while, set `is_active` to `false`.
	 *
	 * @param id ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	delete(id: string, options?: WriteOptions): ApiPromise<void> {
		return this.#transport.call("DELETE", "/webhooks/{id}", { path: { id } }, options);
	}

	/**
	 * Send a test event.
	 *
	 * Sends a signed `test.webhook` event to the endpoint, and answers with what became of it. Use it to see that your server is reached and that it verifies the signature.
	 *
	 * @param id ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	test(id: string, options?: WriteOptions): ApiPromise<WebhookTestResponse> {
		return this.#transport.call("POST", "/webhooks/{id}/test", { path: { id } }, options);
	}

	/**
	 * List delivery attempts.
	 *
	 * Returns the attempts to deliver events to the endpoint, newest first. Filter by `failed` to find what your server missed.
	 *
	 * @param id ID of the endpoint: `wh_`, then letters and digits. Endpoints that were registered with an early v1 server have a UUID.
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	listDeliveryLogs(id: string, query?: ListWebhookDeliveryLogsQuery, options?: RequestOptions): ApiListPromise<DeliveryLogList, DeliveryLog> {
		return this.#transport.list("/webhooks/{id}/logs", { path: { id }, query }, { style: "offset", size: "limit", sizeUsed: "limit", defaultSize: 25 }, options);
	}

	/**
	 * Retry a failed delivery.
	 *
	 * Queues a failed delivery again, with the same body. The answer does not wait for your server: list the delivery attempts to see how it went. Your server may get an event that it knows, so deduplicate by the event's `id`.
	 *
	 * @param webhookId ID of the endpoint that the delivery was for.
	 * @param logId ID of the log entry of a failed delivery.
	 * @param options `signal`, `timeout`, `maxRetries` and so on; `idempotencyKey`.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	retryDelivery(webhookId: string, logId: string, options?: WriteOptions): ApiPromise<DeliveryRetryResponse> {
		return this.#transport.call("POST", "/webhooks/{webhook_id}/logs/{log_id}/retry", { path: { webhook_id: webhookId, log_id: logId } }, options);
	}
}

/** Filters and pagination of `checkoutSessions.list`. */
export interface ListCheckoutSessionsQuery extends NonNullable<operations["listCheckoutSessions"]["parameters"]["query"]> {
}

/** Filters and pagination of `paymentLinks.list`. */
export interface ListPaymentLinksQuery extends NonNullable<operations["listPaymentLinks"]["parameters"]["query"]> {
}

/** Filters and pagination of `customers.list`. */
export interface ListCustomersQuery extends NonNullable<operations["listCustomers"]["parameters"]["query"]> {
}

/** Filters and pagination of `products.list`. */
export interface ListProductsQuery extends NonNullable<operations["listProducts"]["parameters"]["query"]> {
}

/** Filters and pagination of `subscriptionPlans.list`. */
export interface ListSubscriptionPlansQuery extends NonNullable<operations["listSubscriptionPlans"]["parameters"]["query"]> {
}

/** Filters and pagination of `subscriptions.list`. */
export interface ListSubscriptionsQuery extends NonNullable<operations["listSubscriptions"]["parameters"]["query"]> {
}

/** Filters and pagination of `subscriptions.get`. */
export interface GetSubscriptionQuery extends NonNullable<operations["getSubscription"]["parameters"]["query"]> {
}

/** Filters and pagination of `subscriptions.update`. */
export interface UpdateSubscriptionQuery extends NonNullable<operations["updateSubscription"]["parameters"]["query"]> {
}

/** Filters and pagination of `subscriptions.cancel`. */
export interface CancelSubscriptionQuery extends NonNullable<operations["cancelSubscription"]["parameters"]["query"]> {
}

/** Filters and pagination of `transactions.list`. */
export interface ListTransactionsQuery extends Omit<NonNullable<operations["listTransactions"]["parameters"]["query"]>, "from_date" | "to_date"> {
	/** Only transactions of this time or later, in the years 2000 to 2099. A date means its first moment in UTC. */
	from_date?: string | Date | undefined;
	/** Only transactions of this time or earlier, in the years 2000 to 2099. A date means its last moment in UTC. */
	to_date?: string | Date | undefined;
}

/** Filters and pagination of `merchants.getBalance`. */
export interface GetMerchantBalanceQuery extends NonNullable<operations["getMerchantBalance"]["parameters"]["query"]> {
}

/** Filters and pagination of `webhooks.listDeliveryLogs`. */
export interface ListWebhookDeliveryLogsQuery extends NonNullable<operations["listWebhookDeliveryLogs"]["parameters"]["query"]> {
}

/** Any event of this version of the API, discriminated by `event`. */
export type WebhookEvent = CheckoutCompletedEvent | SubscriptionCreatedEvent | SubscriptionRenewedEvent | SubscriptionPaymentFailedEvent | SubscriptionCanceledEvent | PaymentCreatedEvent | PaymentSucceededEvent | PaymentFailedEvent | RefundCreatedEvent | RefundCompletedEvent | ProviderStatusChangedEvent | TestWebhookEvent;

export type CheckoutSessionStatus = components["schemas"]["CheckoutSessionStatus"];
export type ProviderCode = components["schemas"]["ProviderCode"];
export type Currency = components["schemas"]["Currency"];
export type Environment = components["schemas"]["Environment"];
export type CheckoutSession = components["schemas"]["CheckoutSession"];
export type PageMeta = components["schemas"]["PageMeta"];
export type CheckoutSessionList = components["schemas"]["CheckoutSessionList"];
export type ErrorCode = components["schemas"]["ErrorCode"];
export type Error = components["schemas"]["Error"];
export type CheckoutSessionCreate = components["schemas"]["CheckoutSessionCreate"];
export type CheckoutSessionResponse = components["schemas"]["CheckoutSessionResponse"];
export type PaymentLinkType = components["schemas"]["PaymentLinkType"];
export type Success = components["schemas"]["Success"];
export type PaymentLink = components["schemas"]["PaymentLink"];
export type PaymentLinkList = components["schemas"]["PaymentLinkList"];
export type InstantLinkCreate = components["schemas"]["InstantLinkCreate"];
export type ProductLinkCreate = components["schemas"]["ProductLinkCreate"];
export type PlanLinkCreate = components["schemas"]["PlanLinkCreate"];
export type PaymentLinkCreate = components["schemas"]["PaymentLinkCreate"];
export type PaymentLinkResponse = components["schemas"]["PaymentLinkResponse"];
export type PaymentLinkUpdate = components["schemas"]["PaymentLinkUpdate"];
export type Customer = components["schemas"]["Customer"];
export type CustomerList = components["schemas"]["CustomerList"];
export type CustomerCreate = components["schemas"]["CustomerCreate"];
export type CustomerResponse = components["schemas"]["CustomerResponse"];
export type CustomerDeleted = components["schemas"]["CustomerDeleted"];
export type CustomerUpdate = components["schemas"]["CustomerUpdate"];
export type Product = components["schemas"]["Product"];
export type ProductList = components["schemas"]["ProductList"];
export type ProductCreate = components["schemas"]["ProductCreate"];
export type ProductResponse = components["schemas"]["ProductResponse"];
export type ProductUpdate = components["schemas"]["ProductUpdate"];
export type BillingFrequency = components["schemas"]["BillingFrequency"];
export type SubscriptionPlan = components["schemas"]["SubscriptionPlan"];
export type SubscriptionPlanList = components["schemas"]["SubscriptionPlanList"];
export type FailedPaymentAction = components["schemas"]["FailedPaymentAction"];
export type FirstPaymentType = components["schemas"]["FirstPaymentType"];
export type SubscriptionPlanCreate = components["schemas"]["SubscriptionPlanCreate"];
export type SubscriptionPlanResponse = components["schemas"]["SubscriptionPlanResponse"];
export type SubscriptionPlanUpdate = components["schemas"]["SubscriptionPlanUpdate"];
export type SubscriptionStatus = components["schemas"]["SubscriptionStatus"];
export type Subscription = components["schemas"]["Subscription"];
export type SubscriptionList = components["schemas"]["SubscriptionList"];
export type SubscriptionResponse = components["schemas"]["SubscriptionResponse"];
export type SubscriptionUpdate = components["schemas"]["SubscriptionUpdate"];
export type TransactionStatus = components["schemas"]["TransactionStatus"];
export type PaymentMethodCode = components["schemas"]["PaymentMethodCode"];
export type TransactionType = components["schemas"]["TransactionType"];
export type Transaction = components["schemas"]["Transaction"];
export type TransactionList = components["schemas"]["TransactionList"];
export type TransactionResponse = components["schemas"]["TransactionResponse"];
export type Refund = components["schemas"]["Refund"];
export type RefundResponse = components["schemas"]["RefundResponse"];
export type ProviderPaymentMethod = components["schemas"]["ProviderPaymentMethod"];
export type Provider = components["schemas"]["Provider"];
export type ProviderList = components["schemas"]["ProviderList"];
export type Merchant = components["schemas"]["Merchant"];
export type MerchantResponse = components["schemas"]["MerchantResponse"];
export type MerchantMrr = components["schemas"]["MerchantMrr"];
export type MerchantMrrResponse = components["schemas"]["MerchantMrrResponse"];
export type MerchantArr = components["schemas"]["MerchantArr"];
export type MerchantArrResponse = components["schemas"]["MerchantArrResponse"];
export type MerchantBalance = components["schemas"]["MerchantBalance"];
export type MerchantBalanceResponse = components["schemas"]["MerchantBalanceResponse"];
export type EventName = components["schemas"]["EventName"];
export type Webhook = components["schemas"]["Webhook"];
export type WebhookList = components["schemas"]["WebhookList"];
export type AuthorizedEvent = components["schemas"]["AuthorizedEvent"];
export type WebhookCreate = components["schemas"]["WebhookCreate"];
export type WebhookCreated = components["schemas"]["WebhookCreated"];
export type WebhookResponse = components["schemas"]["WebhookResponse"];
export type WebhookUpdate = components["schemas"]["WebhookUpdate"];
export type WebhookTestResponse = components["schemas"]["WebhookTestResponse"];
export type DeliveryLog = components["schemas"]["DeliveryLog"];
export type DeliveryLogList = components["schemas"]["DeliveryLogList"];
export type DeliveryRetryResponse = components["schemas"]["DeliveryRetryResponse"];
export type EventId = components["schemas"]["EventId"];
export type EventTimestamp = components["schemas"]["EventTimestamp"];
export type EventEnvironment = components["schemas"]["EventEnvironment"];
export type CheckoutCompletedEvent = components["schemas"]["CheckoutCompletedEvent"];
export type SubscriptionCreatedEvent = components["schemas"]["SubscriptionCreatedEvent"];
export type SubscriptionRenewedEvent = components["schemas"]["SubscriptionRenewedEvent"];
export type SubscriptionPaymentFailedEvent = components["schemas"]["SubscriptionPaymentFailedEvent"];
export type SubscriptionCanceledEvent = components["schemas"]["SubscriptionCanceledEvent"];
export type PaymentCreatedEvent = components["schemas"]["PaymentCreatedEvent"];
export type PaymentSucceededEvent = components["schemas"]["PaymentSucceededEvent"];
export type PaymentFailedEvent = components["schemas"]["PaymentFailedEvent"];
export type RefundCreatedEvent = components["schemas"]["RefundCreatedEvent"];
export type RefundCompletedEvent = components["schemas"]["RefundCompletedEvent"];
export type ProviderStatusChangedEvent = components["schemas"]["ProviderStatusChangedEvent"];
export type TestWebhookEvent = components["schemas"]["TestWebhookEvent"];

