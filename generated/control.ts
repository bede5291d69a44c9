// Made from openapi/ by npm run build. Do not edit.
import type { ApiListPromise, ApiPromise, Client, RequestOptions } from "lomi-openapi/internal";
import { type ControlOptions, type ControlTransport as AnyTransport, createControlTransport } from "../packages/control/transport.ts";
import type { components, operations, paths as AllPaths } from "./sandbox.d.ts";

/** Without the stream, which `EventSource` reads, and what isn't JSON. */
type paths = Omit<AllPaths, "/metrics" | "/stream">;

type Transport = AnyTransport<paths>;

/**
 * Facts about the control plane that the client needs, apart from the operations.
 *
 * @internal
 */
export const control = {
	"version": "1.0.0",
	"url": "http://127.0.0.1:4020/_sandbox",
	"secretPrefixes": [
		"lomi_sk_test_",
		"lomi_sk_live_",
		"whsec_"
	]
} as const;

/**
 * lomi. sandbox
 *
 * The control plane of the sandbox: what customers, merchants and time do in the real lomi., done on request.
 */
export class Control {
	readonly #transport: Transport;
	/** What runs here: addresses, merchants and their keys, and whether it is well. */
	declare readonly sandbox: Sandbox;
	/** Checkout sessions of all merchants, and what customers do on their pages: pay, go away, or let the time run out. */
	declare readonly checkoutSessions: CheckoutSessions;
	/** Payment links of all merchants, and what customers do there. */
	declare readonly paymentLinks: PaymentLinks;
	/** Transactions of all merchants, and how those end that are pending. */
	declare readonly transactions: Transactions;
	/** Money that goes back, as you send it in lomi.'s dashboard. */
	declare readonly refunds: Refunds;
	/** Which providers a merchant has connected, as you choose it in lomi.'s dashboard. */
	declare readonly providers: Providers;
	/** What merchants settle about themselves, as they do in lomi.'s dashboard. */
	declare readonly merchants: Merchants;
	/** Customers of all merchants, also those who haven't paid yet. */
	declare readonly customers: Customers;
	/** Products of all merchants. */
	declare readonly products: Products;
	/** Subscription plans of all merchants. */
	declare readonly plans: Plans;
	/** Subscriptions of all merchants, with what has happened to them and what is going to. */
	declare readonly subscriptions: Subscriptions;
	/** Endpoints of all merchants. */
	declare readonly webhooks: Webhooks;
	/** What merchants have earned. */
	declare readonly statistics: Statistics;
	/** Finding anything by its ID, or by a text in it. */
	declare readonly search: Search;
	/** The time that the sandbox goes by: it can stand still, and be turned on. */
	declare readonly clock: Clock;
	/** All that the sandbox remembers. */
	declare readonly data: Data;
	/** States of all data to go back to: one for each test. */
	declare readonly snapshots: Snapshots;
	/** Scheduled work that has failed, such as a charge or the end of a session. It is put aside, so that everything else goes on. */
	declare readonly failedJobs: FailedJobs;
	/** What was asked of the API, and what it answered. */
	declare readonly requests: Requests;
	/** The events that merchants are notified of, and events of your own making. */
	declare readonly events: Events;
	/** Events on their way to endpoints: one for each event and each endpoint. */
	declare readonly deliveries: Deliveries;
	/** What goes wrong on purpose, in answers of the API and in deliveries. */
	declare readonly faults: Faults;
	/** What the API can do: operations with their errors, and events. */
	declare readonly catalogue: Catalogue;

	/**
	 * @param options The sandbox's URL, and how long to wait for it.
	 * @throws {TypeError} If an option is invalid.
	 */
	constructor(options: ControlOptions = {}) {
		const transport: Transport = createControlTransport(control, options);
		this.#transport = transport;
		this.sandbox = new Sandbox(transport);
		this.checkoutSessions = new CheckoutSessions(transport);
		this.paymentLinks = new PaymentLinks(transport);
		this.transactions = new Transactions(transport);
		this.refunds = new Refunds(transport);
		this.providers = new Providers(transport);
		this.merchants = new Merchants(transport);
		this.customers = new Customers(transport);
		this.products = new Products(transport);
		this.plans = new Plans(transport);
		this.subscriptions = new Subscriptions(transport);
		this.webhooks = new Webhooks(transport);
		this.statistics = new Statistics(transport);
		this.search = new Search(transport);
		this.clock = new Clock(transport);
		this.data = new Data(transport);
		this.snapshots = new Snapshots(transport);
		this.failedJobs = new FailedJobs(transport);
		this.requests = new Requests(transport);
		this.events = new Events(transport);
		this.deliveries = new Deliveries(transport);
		this.faults = new Faults(transport);
		this.catalogue = new Catalogue(transport);
	}

	/** The plain openapi-fetch client, typed by path, with this client's errors: `control.http.GET("/clock")`. */
	get http(): ControlHttpClient {
		return this.#transport.http;
	}
}

/** The type of `control.http`. */
export interface ControlHttpClient extends Client<paths> {}

/** Sandbox: `control.sandbox`. */
export class Sandbox {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * See what runs here.
	 *
	 * Returns the sandbox's addresses, where the docs are if they are served too, whether its data are kept, and its merchants with their keys and providers.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(options?: RequestOptions): ApiPromise<SandboxResponse> {
		return this.#transport.call("GET", "/info", {  }, options);
	}

	/**
	 * Check that the process answers.
	 *
	 * Returns as long as the process answers. Restart it if that fails. Answers everybody who reaches the sandbox, as load balancers and container platforms do, and says nothing about its data.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	getLiveness(options?: RequestOptions): ApiPromise<HealthResponse> {
		return this.#transport.call("GET", "/health/live", {  }, options);
	}

	/**
	 * Check that requests can be answered.
	 *
	 * Returns when requests can be answered: the database is there. Send no requests while that fails; it may succeed again by itself. Answers everybody who reaches the sandbox.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	getReadiness(options?: RequestOptions): ApiPromise<HealthResponse> {
		return this.#transport.call("GET", "/health/ready", {  }, options);
	}
}

/** Checkout Sessions: `control.checkoutSessions`. */
export class CheckoutSessions {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List checkout sessions.
	 *
	 * Returns the checkout sessions, newest first.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListCheckoutSessionsQuery, options?: RequestOptions): ApiListPromise<CheckoutSessionList, CheckoutSession> {
		return this.#transport.list("/checkout-sessions", { query }, { style: "cursor", position: "before", size: "limit", defaultSize: 100 }, options);
	}

	/**
	 * Pay a checkout session.
	 *
	 * Pays as a customer would on the session's page. The transaction, its events and what comes of it are there when the answer is; with the outcome `delayed` or `unconfirmed`, the transaction is `pending`, and ends by the sandbox's clock. An attempt that fails leaves the session open for another one.
	 *
	 * @param id ID of the checkout session.
	 * @param body What the customer does. Without a body, they pay with what the session allows.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	pay(id: string, body: CheckoutSessionPay = {}, options?: RequestOptions): ApiPromise<PaymentAttemptResponse> {
		return this.#transport.call("POST", "/checkout-sessions/{id}/pay", { path: { id }, body }, options);
	}

	/**
	 * Leave a checkout session.
	 *
	 * Cancels as a customer does who goes back to the shop: an attempt that is under way is given up. The session stays open, for they may come back.
	 *
	 * @param id ID of the checkout session.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	cancel(id: string, options?: RequestOptions): ApiPromise<CheckoutSessionState> {
		return this.#transport.call("POST", "/checkout-sessions/{id}/cancel", { path: { id } }, options);
	}

	/**
	 * Expire a checkout session.
	 *
	 * Ends the session as if its time were over. Nobody can pay it any more.
	 *
	 * @param id ID of the checkout session.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	expire(id: string, options?: RequestOptions): ApiPromise<CheckoutSessionState> {
		return this.#transport.call("POST", "/checkout-sessions/{id}/expire", { path: { id } }, options);
	}
}

/** Payment Links: `control.paymentLinks`. */
export class PaymentLinks {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List payment links.
	 *
	 * Returns the payment links, newest first.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListPaymentLinksQuery, options?: RequestOptions): ApiListPromise<PaymentLinkList, PaymentLink> {
		return this.#transport.list("/payment-links", { query }, { style: "cursor", position: "before", size: "limit", defaultSize: 100 }, options);
	}

	/**
	 * Pay at a payment link.
	 *
	 * Opens a checkout session for the link, as whoever follows it does, and pays it. A link can be paid as often as you like while it is active.
	 *
	 * @param linkId ID of the payment link.
	 * @param body What the customer does. Without a body, they pay with what the link allows.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	pay(linkId: string, body: CheckoutSessionPay = {}, options?: RequestOptions): ApiPromise<PaymentAttemptResponse> {
		return this.#transport.call("POST", "/payment-links/{link_id}/pay", { path: { link_id: linkId }, body }, options);
	}
}

/** Transactions: `control.transactions`. */
export class Transactions {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List transactions.
	 *
	 * Returns the transactions, newest first, each with the session that it pays, its customer and its refunds.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListTransactionsQuery, options?: RequestOptions): ApiListPromise<TransactionRecordList, TransactionRecord> {
		return this.#transport.list("/transactions", { query }, { style: "cursor", position: "before", size: "limit", defaultSize: 100 }, options);
	}

	/**
	 * Confirm a pending payment.
	 *
	 * Confirms a payment as its customer or provider would, now instead of at its time: it is completed, and what it pays for is delivered, with all events. It fails instead if what it pays for was deleted meanwhile.
	 *
	 * @param transactionId ID of the transaction.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	confirm(transactionId: string, options?: RequestOptions): ApiPromise<TransactionRecordResponse> {
		return this.#transport.call("POST", "/transactions/{transaction_id}/confirm", { path: { transaction_id: transactionId } }, options);
	}

	/**
	 * Let a pending payment fail.
	 *
	 * Ends a payment as failed, now instead of at its time. A checkout session stays open for another attempt, and a subscription is charged again by the merchant's settings.
	 *
	 * @param transactionId ID of the transaction.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	fail(transactionId: string, options?: RequestOptions): ApiPromise<TransactionRecordResponse> {
		return this.#transport.call("POST", "/transactions/{transaction_id}/fail", { path: { transaction_id: transactionId } }, options);
	}
}

/** Refunds: `control.refunds`. */
export class Refunds {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Refund a payment.
	 *
	 * Gives money of a completed payment back, as a merchant does in the dashboard. It costs the merchant 4 % of what goes back, and the fee of the payment stays taken.
	 *
	 * @param body Which payment, and how much of it.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	create(body: RefundCreate, options?: RequestOptions): ApiPromise<RefundCreated> {
		return this.#transport.call("POST", "/refunds", { body }, options);
	}
}

/** Providers: `control.providers`. */
export class Providers {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Connect or disconnect a provider.
	 *
	 * Connects a provider to a merchant's account, or disconnects it. Sessions that name it take it from then on, or no more.
	 *
	 * @param code Code of the provider.
	 * @param body Whether it is connected from now on.
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	set(code: string, body: ProviderUpdate, query?: SetProviderQuery, options?: RequestOptions): ApiPromise<ProviderState> {
		return this.#transport.call("PUT", "/providers/{code}", { path: { code }, body, query }, options);
	}
}

/** Merchants: `control.merchants`. */
export class Merchants {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Change how often charges are retried.
	 *
	 * Changes how a merchant's subscriptions are charged again after a failure, as the merchant settles it in the dashboard. What has failed already is tried again by the new settings.
	 *
	 * @param merchantId ID of the merchant.
	 * @param body What to change.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	update(merchantId: string, body: MerchantSettingsUpdate, options?: RequestOptions): ApiPromise<MerchantSettingsResponse> {
		return this.#transport.call("PATCH", "/merchants/{merchant_id}", { path: { merchant_id: merchantId }, body }, options);
	}
}

/** Customers: `control.customers`. */
export class Customers {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List customers.
	 *
	 * Returns the customers, newest first, whether they have paid or not.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListCustomersQuery, options?: RequestOptions): ApiListPromise<CustomerList, Customer> {
		return this.#transport.list("/customers", { query }, { style: "cursor", position: "before", size: "limit", defaultSize: 100 }, options);
	}
}

/** Products: `control.products`. */
export class Products {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List products.
	 *
	 * Returns the products, newest first.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListProductsQuery, options?: RequestOptions): ApiListPromise<ProductList, Product> {
		return this.#transport.list("/products", { query }, { style: "cursor", position: "before", size: "limit", defaultSize: 100 }, options);
	}
}

/** Plans: `control.plans`. */
export class Plans {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List plans.
	 *
	 * Returns the subscription plans that were not deleted, newest first.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListPlansQuery, options?: RequestOptions): ApiListPromise<PlanList, SubscriptionPlan> {
		return this.#transport.list("/plans", { query }, { style: "cursor", position: "before", size: "limit", defaultSize: 100 }, options);
	}
}

/** Subscriptions: `control.subscriptions`. */
export class Subscriptions {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List subscriptions.
	 *
	 * Returns the subscriptions, newest first.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListSubscriptionsQuery, options?: RequestOptions): ApiListPromise<SubscriptionList, Subscription> {
		return this.#transport.list("/subscriptions", { query }, { style: "cursor", position: "before", size: "limit", defaultSize: 100 }, options);
	}

	/**
	 * Get the timeline of a subscription.
	 *
	 * Returns what has happened to a subscription, oldest first, and what happens next by its schedule, as far as it can be said today. What happened before the sandbox recorded events is known from its transactions alone.
	 *
	 * @param subscriptionId ID of the subscription.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	getTimeline(subscriptionId: string, options?: RequestOptions): ApiPromise<TimelineResponse> {
		return this.#transport.call("GET", "/subscriptions/{subscription_id}/timeline", { path: { subscription_id: subscriptionId } }, options);
	}
}

/** Webhooks: `control.webhooks`. */
export class Webhooks {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List endpoints.
	 *
	 * Returns the endpoints that merchants have registered, newest first. Their secrets are never shown.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListWebhooksQuery, options?: RequestOptions): ApiListPromise<WebhookList, WebhookRecord> {
		return this.#transport.list("/webhooks", { query }, { style: "cursor", position: "before", size: "limit", defaultSize: 100 }, options);
	}
}

/** Statistics: `control.statistics`. */
export class Statistics {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Get the figures of the last days.
	 *
	 * Returns how many payments began on each of the last days, how they ended and what they brought, in one currency. Days are in UTC, by the sandbox's clock, and today is the last of them. Amounts are those of payments that were collected; what went back afterwards is not taken off, but in the balance. Without a merchant, the figures are those of all merchants together.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(query?: GetStatisticsQuery, options?: RequestOptions): ApiPromise<StatisticsResponse> {
		return this.#transport.call("GET", "/statistics", { query }, options);
	}
}

/** Search: `control.search`. */
export class Search {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Find anything by a text.
	 *
	 * Returns what a text leads to. What has it as its ID comes first, whatever it is; then what has it as the provider's ID, an e-mail address, a phone number in any spelling or a value of `metadata`; then what has it within its names. Of large tables, only the newest rows are searched for a part of a text.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	searchData(query: SearchDataQuery, options?: RequestOptions): ApiPromise<SearchResultList> {
		return this.#transport.call("GET", "/search", { query }, options);
	}
}

/** Clock: `control.clock`. */
export class Clock {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Read the clock.
	 *
	 * Returns the time that the sandbox goes by, and whether it stands still.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(options?: RequestOptions): ApiPromise<ClockResponse> {
		return this.#transport.call("GET", "/clock", {  }, options);
	}

	/**
	 * Turn the clock on.
	 *
	 * Moves the clock to a later time, and answers when all that was due until then has happened, each at its own time and in order: sessions and links expire, subscriptions renew, deliveries are tried again. Other requests are answered meanwhile, at the time that the clock has reached; reading the clock shows how far it is. It ends early if its caller disconnects, with a reset or a freeze, and when the sandbox stops: the clock stays where it is, and what has happened stays. An endpoint that doesn't respond is waited for once.
	 *
	 * @param body How far, or until when.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	advance(body: ClockAdvance, options?: RequestOptions): ApiPromise<ClockResponse> {
		return this.#transport.call("POST", "/clock/advance", { body }, options);
	}

	/**
	 * Stop the clock.
	 *
	 * Stops the clock. Nothing becomes due until it is turned on or goes again. Ends an advance that is under way.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	freeze(options?: RequestOptions): ApiPromise<ClockResponse> {
		return this.#transport.call("POST", "/clock/freeze", {  }, options);
	}

	/**
	 * Let the clock go again.
	 *
	 * Lets the clock go on, from the time at which it stands.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	resume(options?: RequestOptions): ApiPromise<ClockResponse> {
		return this.#transport.call("POST", "/clock/resume", {  }, options);
	}

	/**
	 * List what happens next.
	 *
	 * Returns the work that is scheduled and the deliveries that wait for their next attempt, the earliest first. Nothing of it is run: it happens at its time, or when the clock is advanced to it.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	listUpcoming(query?: ListUpcomingQuery, options?: RequestOptions): ApiListPromise<UpcomingJobList, UpcomingJob> {
		return this.#transport.list("/upcoming", { query }, { style: "none" }, options);
	}
}

/** Data: `control.data`. */
export class Data {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Begin again.
	 *
	 * Deletes all data and begins again, with the merchants and their year of business or with the merchants alone. The clock goes again, at the time of a new sandbox; rules for faults, the log of requests and the counts of rate limits are gone, snapshots stay. A sandbox with `--seed` has the same IDs again, now and from now on.
	 *
	 * @param body What is there afterwards. Without a body, it is `seed`.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	reset(body: DataReset = {}, options?: RequestOptions): ApiPromise<DataResetResponse> {
		return this.#transport.call("POST", "/reset", { body }, options);
	}
}

/** Snapshots: `control.snapshots`. */
export class Snapshots {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Take a snapshot.
	 *
	 * Keeps a copy of all data, with the clock and the rules for faults, under a name, until the sandbox ends, or in PostgreSQL for good. It takes the place of an earlier one with that name.
	 *
	 * @param body What to call it. Without a body, it is `default`.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	create(body: SnapshotCreate = {}, options?: RequestOptions): ApiPromise<SnapshotResponse> {
		return this.#transport.call("POST", "/snapshots", { body }, options);
	}

	/**
	 * List snapshots.
	 *
	 * Returns the snapshots that are there, in the order in which they were taken.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(options?: RequestOptions): ApiListPromise<SnapshotList, Snapshot> {
		return this.#transport.list("/snapshots", {  }, { style: "none" }, options);
	}

	/**
	 * Delete a snapshot.
	 *
	 * Deletes the snapshot and gives its space back. The data stay as they are.
	 *
	 * @param name Name of the snapshot.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	delete(name: string, options?: RequestOptions): ApiPromise<void> {
		return this.#transport.call("DELETE", "/snapshots/{name}", { path: { name } }, options);
	}

	/**
	 * Go back to a snapshot.
	 *
	 * Puts all data, the clock and the rules for faults back to what they were when the snapshot was taken, to the byte. The log of requests is emptied. The snapshot stays, and can be restored again.
	 *
	 * @param name Name of the snapshot.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	restore(name: string, options?: RequestOptions): ApiPromise<SnapshotResponse> {
		return this.#transport.call("POST", "/snapshots/{name}/restore", { path: { name } }, options);
	}

	/**
	 * Export a snapshot.
	 *
	 * Returns a snapshot as one JSON document, which can be kept, and imported in this sandbox or another one. It has everything that the snapshot has, the secrets of endpoints included.
	 *
	 * @param name Name of the snapshot.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	export(name: string, options?: RequestOptions): ApiPromise<SnapshotFileResponse> {
		return this.#transport.call("GET", "/snapshots/{name}/export", { path: { name } }, options);
	}

	/**
	 * Import a snapshot.
	 *
	 * Adds a snapshot that was exported, under its name. It takes the place of an earlier one with that name, and nothing else changes until it is restored: then data, rules for faults and the clock are those of the sandbox that it came from, at the time of the snapshot.
	 *
	 * @param body What the export has under `data`, of a sandbox with the same tables.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	import(body: SnapshotFile, options?: RequestOptions): ApiPromise<SnapshotResponse> {
		return this.#transport.call("POST", "/snapshots/import", { body }, options);
	}
}

/** Failed Jobs: `control.failedJobs`. */
export class FailedJobs {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List failed jobs.
	 *
	 * Returns the jobs that have failed and were put aside, the latest first, each with its error. A job is tried again three times, after 1, 10 and 60 minutes of the sandbox's clock, and then only on request. Everything else goes on without it. A failure is a fault of the sandbox, or data that it can't use; please tell us.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(options?: RequestOptions): ApiListPromise<FailedJobList, FailedJob> {
		return this.#transport.list("/failed-jobs", {  }, { style: "none" }, options);
	}

	/**
	 * Run a failed job again.
	 *
	 * Runs a job that has failed again, at the current time, and removes it from the list if it succeeds or isn't due any more.
	 *
	 * @param jobId ID of the job.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	retry(jobId: string, options?: RequestOptions): ApiPromise<void> {
		return this.#transport.call("POST", "/failed-jobs/{job_id}/retry", { path: { job_id: jobId } }, options);
	}
}

/** Requests: `control.requests`. */
export class Requests {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List what was asked and answered.
	 *
	 * Returns the last requests to the API with their answers, newest first. Keys and secrets are blanked. The last 10,000 are kept, in memory, and fewer where they are large.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListRequestsQuery, options?: RequestOptions): ApiListPromise<RequestList, RequestRecord> {
		return this.#transport.list("/requests", { query }, { style: "none" }, options);
	}

	/**
	 * Get a request with all about it.
	 *
	 * Returns a request with its answer, what an error means and what to do about it, the events that it caused, and the request as code in several languages. Keys and secrets are blanked.
	 *
	 * @param requestId ID of the request.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(requestId: string, options?: RequestOptions): ApiPromise<RequestResponse> {
		return this.#transport.call("GET", "/requests/{request_id}", { path: { request_id: requestId } }, options);
	}

	/**
	 * Send a request again.
	 *
	 * Sends a request again, with its own key, headers and body, or with another body. It is a new request to the API, which counts for rate limits and faults, and is in the list. Its idempotency key is left out, so that it is done again.
	 *
	 * @param requestId ID of the request.
	 * @param body What is different about it. Without a body, nothing is.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	resend(requestId: string, body: RequestResend = {}, options?: RequestOptions): ApiPromise<ResentRequestResponse> {
		return this.#transport.call("POST", "/requests/{request_id}/resend", { path: { request_id: requestId }, body }, options);
	}
}

/** Events: `control.events`. */
export class Events {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Send an event.
	 *
	 * Sends an event to the merchant's endpoints as if it had happened, and changes nothing else. Its data are those of the event's example in the description of the API, with yours in their place.
	 *
	 * @param body Which event, and what is different about its data.
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	send(body: EventSend, query?: SendEventQuery, options?: RequestOptions): ApiPromise<EventResponse> {
		return this.#transport.call("POST", "/events", { body, query }, options);
	}

	/**
	 * List events, or wait for one.
	 *
	 * Returns the events that merchants are notified of, newest first, whether they have an endpoint for them or not, and how far each has come at its endpoints.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListEventsQuery, options?: RequestOptions): ApiListPromise<EventList, ListedEvent> {
		return this.#transport.list("/events", { query }, { style: "cursor", position: "before", size: "limit", defaultSize: 100 }, options);
	}

	/**
	 * Get an event with its deliveries.
	 *
	 * Returns an event, and for each endpoint that it goes to the signature and every attempt, with the start of what the endpoint answered.
	 *
	 * @param eventId ID of the event.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(eventId: string, options?: RequestOptions): ApiPromise<EventDetailsResponse> {
		return this.#transport.call("GET", "/events/{event_id}", { path: { event_id: eventId } }, options);
	}

	/**
	 * Send an event again.
	 *
	 * Sends an event again, the same to the byte, to the endpoints that it went to, or to one of them.
	 *
	 * @param eventId ID of the event.
	 * @param body Which endpoint. Without a body, all that it went to.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	resend(eventId: string, body: EventResend = {}, options?: RequestOptions): ApiPromise<EventResponse> {
		return this.#transport.call("POST", "/events/{event_id}/resend", { path: { event_id: eventId }, body }, options);
	}
}

/** Deliveries: `control.deliveries`. */
export class Deliveries {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List deliveries, or wait for one.
	 *
	 * Returns which event goes to which endpoint and how far it has come, the last changed first. With `wait`, it waits for the next attempt. Each attempt by itself is in the delivery logs of the API.
	 *
	 * @param query Filters and pagination.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(query?: ListDeliveriesQuery, options?: RequestOptions): ApiListPromise<DeliveryList, DeliveryRecord> {
		return this.#transport.list("/deliveries", { query }, { style: "none" }, options);
	}
}

/** Faults: `control.faults`. */
export class Faults {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Let something go wrong.
	 *
	 * Creates a rule by which requests to the API or deliveries go wrong, from now on until it is deleted or has done so `times` times. Several rules can hold at once: what they wait adds up, and of errors and drops the oldest rule's is taken.
	 *
	 * @param body Which requests or deliveries, and what happens to them.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	create(body: FaultCreate, options?: RequestOptions): ApiPromise<FaultResponse> {
		return this.#transport.call("POST", "/faults", { body }, options);
	}

	/**
	 * List the rules.
	 *
	 * Returns the rules that there are, oldest first, each with how often it was done.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	list(options?: RequestOptions): ApiListPromise<FaultList, Fault> {
		return this.#transport.list("/faults", {  }, { style: "none" }, options);
	}

	/**
	 * Delete all rules.
	 *
	 * Deletes all rules. Nothing goes wrong on purpose any more.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	clear(options?: RequestOptions): ApiPromise<void> {
		return this.#transport.call("DELETE", "/faults", {  }, options);
	}

	/**
	 * Switch a rule on or off.
	 *
	 * Switches a rule off, so that it does nothing and counts nothing, or on again. It goes on where it was.
	 *
	 * @param faultId ID of the rule.
	 * @param body Whether it is on.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	update(faultId: string, body: FaultUpdate, options?: RequestOptions): ApiPromise<FaultResponse> {
		return this.#transport.call("PATCH", "/faults/{fault_id}", { path: { fault_id: faultId }, body }, options);
	}

	/**
	 * Delete a rule.
	 *
	 * Deletes the rule. What it has begun goes on to its end.
	 *
	 * @param faultId ID of the rule.
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	delete(faultId: string, options?: RequestOptions): ApiPromise<void> {
		return this.#transport.call("DELETE", "/faults/{fault_id}", { path: { fault_id: faultId } }, options);
	}
}

/** Catalogue: `control.catalogue`. */
export class Catalogue {
	readonly #transport: Transport;
	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * List all operations and events.
	 *
	 * Returns every operation of the API with the errors that it documents, and every event with the data of its example: what filters, faults and events can name.
	 *
	 * @param options `signal`, `timeout`, `maxRetries` and so on.
	 * @throws {LomiError} If there is no response, or it isn't a 2xx.
	 */
	get(options?: RequestOptions): ApiPromise<CatalogueResponse> {
		return this.#transport.call("GET", "/catalogue", {  }, options);
	}
}

/** Filters and pagination of `checkoutSessions.list`. */
export interface ListCheckoutSessionsQuery extends NonNullable<operations["listCheckoutSessions"]["parameters"]["query"]> {
}

/** Filters and pagination of `paymentLinks.list`. */
export interface ListPaymentLinksQuery extends NonNullable<operations["listPaymentLinks"]["parameters"]["query"]> {
}

/** Filters and pagination of `transactions.list`. */
export interface ListTransactionsQuery extends NonNullable<operations["listTransactions"]["parameters"]["query"]> {
}

/** Filters and pagination of `providers.set`. */
export interface SetProviderQuery extends NonNullable<operations["setProvider"]["parameters"]["query"]> {
}

/** Filters and pagination of `customers.list`. */
export interface ListCustomersQuery extends NonNullable<operations["listCustomers"]["parameters"]["query"]> {
}

/** Filters and pagination of `products.list`. */
export interface ListProductsQuery extends NonNullable<operations["listProducts"]["parameters"]["query"]> {
}

/** Filters and pagination of `plans.list`. */
export interface ListPlansQuery extends NonNullable<operations["listPlans"]["parameters"]["query"]> {
}

/** Filters and pagination of `subscriptions.list`. */
export interface ListSubscriptionsQuery extends NonNullable<operations["listSubscriptions"]["parameters"]["query"]> {
}

/** Filters and pagination of `webhooks.list`. */
export interface ListWebhooksQuery extends NonNullable<operations["listWebhooks"]["parameters"]["query"]> {
}

/** Filters and pagination of `statistics.get`. */
export interface GetStatisticsQuery extends NonNullable<operations["getStatistics"]["parameters"]["query"]> {
}

/** Filters and pagination of `search.searchData`. */
export interface SearchDataQuery extends NonNullable<operations["searchData"]["parameters"]["query"]> {
}

/** Filters and pagination of `clock.listUpcoming`. */
export interface ListUpcomingQuery extends NonNullable<operations["listUpcoming"]["parameters"]["query"]> {
}

/** Filters and pagination of `requests.list`. */
export interface ListRequestsQuery extends Omit<NonNullable<operations["listRequests"]["parameters"]["query"]>, "since"> {
	/** Only requests that came at this time or later, by the clock of the machine. */
	since?: string | Date | undefined;
}

/** Filters and pagination of `events.send`. */
export interface SendEventQuery extends NonNullable<operations["sendEvent"]["parameters"]["query"]> {
}

/** Filters and pagination of `events.list`. */
export interface ListEventsQuery extends Omit<NonNullable<operations["listEvents"]["parameters"]["query"]>, "since"> {
	/** Only events that happened at this time or later, by the sandbox's clock. */
	since?: string | Date | undefined;
}

/** Filters and pagination of `deliveries.list`. */
export interface ListDeliveriesQuery extends Omit<NonNullable<operations["listDeliveries"]["parameters"]["query"]>, "since"> {
	/** Only deliveries that last changed at this time or later, by the sandbox's clock. */
	since?: string | Date | undefined;
}

export type ProviderCode = components["schemas"]["ProviderCode"];
export type SandboxProvider = components["schemas"]["SandboxProvider"];
export type SandboxMerchant = components["schemas"]["SandboxMerchant"];
export type SandboxInfo = components["schemas"]["SandboxInfo"];
export type SandboxResponse = components["schemas"]["SandboxResponse"];
export type ErrorCode = components["schemas"]["ErrorCode"];
export type Error = components["schemas"]["Error"];
export type Health = components["schemas"]["Health"];
export type HealthResponse = components["schemas"]["HealthResponse"];
export type MetricsText = components["schemas"]["MetricsText"];
export type CheckoutSessionStatus = components["schemas"]["CheckoutSessionStatus"];
export type Currency = components["schemas"]["Currency"];
export type Environment = components["schemas"]["Environment"];
export type CheckoutSession = components["schemas"]["CheckoutSession"];
export type NextPage = components["schemas"]["NextPage"];
export type CheckoutSessionList = components["schemas"]["CheckoutSessionList"];
export type PaymentOutcome = components["schemas"]["PaymentOutcome"];
export type CheckoutSessionPay = components["schemas"]["CheckoutSessionPay"];
export type PaymentMethodCode = components["schemas"]["PaymentMethodCode"];
export type TransactionType = components["schemas"]["TransactionType"];
export type TransactionStatus = components["schemas"]["TransactionStatus"];
export type Transaction = components["schemas"]["Transaction"];
export type PaymentAttempt = components["schemas"]["PaymentAttempt"];
export type PaymentAttemptResponse = components["schemas"]["PaymentAttemptResponse"];
export type CheckoutSessionState = components["schemas"]["CheckoutSessionState"];
export type PaymentLinkType = components["schemas"]["PaymentLinkType"];
export type PaymentLink = components["schemas"]["PaymentLink"];
export type PaymentLinkList = components["schemas"]["PaymentLinkList"];
export type Refund = components["schemas"]["Refund"];
export type TransactionRecord = components["schemas"]["TransactionRecord"];
export type TransactionRecordList = components["schemas"]["TransactionRecordList"];
export type TransactionRecordResponse = components["schemas"]["TransactionRecordResponse"];
export type RefundCreate = components["schemas"]["RefundCreate"];
export type RefundCreated = components["schemas"]["RefundCreated"];
export type ProviderUpdate = components["schemas"]["ProviderUpdate"];
export type ProviderPaymentMethod = components["schemas"]["ProviderPaymentMethod"];
export type Provider = components["schemas"]["Provider"];
export type ProviderState = components["schemas"]["ProviderState"];
export type MerchantSettingsUpdate = components["schemas"]["MerchantSettingsUpdate"];
export type MerchantSettings = components["schemas"]["MerchantSettings"];
export type MerchantSettingsResponse = components["schemas"]["MerchantSettingsResponse"];
export type Customer = components["schemas"]["Customer"];
export type CustomerList = components["schemas"]["CustomerList"];
export type Product = components["schemas"]["Product"];
export type ProductList = components["schemas"]["ProductList"];
export type BillingFrequency = components["schemas"]["BillingFrequency"];
export type SubscriptionPlan = components["schemas"]["SubscriptionPlan"];
export type PlanList = components["schemas"]["PlanList"];
export type SubscriptionStatus = components["schemas"]["SubscriptionStatus"];
export type Subscription = components["schemas"]["Subscription"];
export type SubscriptionList = components["schemas"]["SubscriptionList"];
export type TimelineEntry = components["schemas"]["TimelineEntry"];
export type UpcomingCharge = components["schemas"]["UpcomingCharge"];
export type Timeline = components["schemas"]["Timeline"];
export type TimelineResponse = components["schemas"]["TimelineResponse"];
export type EventName = components["schemas"]["EventName"];
export type Webhook = components["schemas"]["Webhook"];
export type WebhookRecord = components["schemas"]["WebhookRecord"];
export type WebhookList = components["schemas"]["WebhookList"];
export type StatisticsProvider = components["schemas"]["StatisticsProvider"];
export type StatisticsDay = components["schemas"]["StatisticsDay"];
export type StatisticsTotals = components["schemas"]["StatisticsTotals"];
export type Figures = components["schemas"]["Figures"];
export type StatisticsResponse = components["schemas"]["StatisticsResponse"];
export type SearchResultKind = components["schemas"]["SearchResultKind"];
export type SearchResult = components["schemas"]["SearchResult"];
export type SearchResultList = components["schemas"]["SearchResultList"];
export type ClockAdvanceProgress = components["schemas"]["ClockAdvanceProgress"];
export type ClockState = components["schemas"]["ClockState"];
export type ClockResponse = components["schemas"]["ClockResponse"];
export type ClockAdvance = components["schemas"]["ClockAdvance"];
export type JobKind = components["schemas"]["JobKind"];
export type UpcomingJob = components["schemas"]["UpcomingJob"];
export type UpcomingJobList = components["schemas"]["UpcomingJobList"];
export type FailedJob = components["schemas"]["FailedJob"];
export type FailedJobList = components["schemas"]["FailedJobList"];
export type DataState = components["schemas"]["DataState"];
export type DataReset = components["schemas"]["DataReset"];
export type DataResetResponse = components["schemas"]["DataResetResponse"];
export type SnapshotName = components["schemas"]["SnapshotName"];
export type Snapshot = components["schemas"]["Snapshot"];
export type SnapshotList = components["schemas"]["SnapshotList"];
export type SnapshotCreate = components["schemas"]["SnapshotCreate"];
export type SnapshotResponse = components["schemas"]["SnapshotResponse"];
export type Drop = components["schemas"]["Drop"];
export type FixedLatency = components["schemas"]["FixedLatency"];
export type UniformLatency = components["schemas"]["UniformLatency"];
export type NormalLatency = components["schemas"]["NormalLatency"];
export type ExponentialLatency = components["schemas"]["ExponentialLatency"];
export type Latency = components["schemas"]["Latency"];
export type RequestFault = components["schemas"]["RequestFault"];
export type DeliveryFault = components["schemas"]["DeliveryFault"];
export type Fault = components["schemas"]["Fault"];
export type SnapshotTable = components["schemas"]["SnapshotTable"];
export type SnapshotFile = components["schemas"]["SnapshotFile"];
export type SnapshotFileResponse = components["schemas"]["SnapshotFileResponse"];
export type StatusClass = components["schemas"]["StatusClass"];
export type RequestRecord = components["schemas"]["RequestRecord"];
export type RequestList = components["schemas"]["RequestList"];
export type RequestExplanation = components["schemas"]["RequestExplanation"];
export type EventId = components["schemas"]["EventId"];
export type CausedEvent = components["schemas"]["CausedEvent"];
export type RequestSample = components["schemas"]["RequestSample"];
export type RequestDetail = components["schemas"]["RequestDetail"];
export type RequestResponse = components["schemas"]["RequestResponse"];
export type RequestResend = components["schemas"]["RequestResend"];
export type ResentRequestResponse = components["schemas"]["ResentRequestResponse"];
export type RequestSummary = components["schemas"]["RequestSummary"];
export type RequestsMessage = components["schemas"]["RequestsMessage"];
export type EventUpdate = components["schemas"]["EventUpdate"];
export type EventsMessage = components["schemas"]["EventsMessage"];
export type DeliveryStatus = components["schemas"]["DeliveryStatus"];
export type DeliveryUpdate = components["schemas"]["DeliveryUpdate"];
export type DeliveriesMessage = components["schemas"]["DeliveriesMessage"];
export type ClockMessage = components["schemas"]["ClockMessage"];
export type SnapshotsMessage = components["schemas"]["SnapshotsMessage"];
export type FaultsMessage = components["schemas"]["FaultsMessage"];
export type ResetMessage = components["schemas"]["ResetMessage"];
export type StreamMessage = components["schemas"]["StreamMessage"];
export type DeliveryState = components["schemas"]["DeliveryState"];
export type ListedEvent = components["schemas"]["ListedEvent"];
export type EventList = components["schemas"]["EventList"];
export type EventSend = components["schemas"]["EventSend"];
export type EventRecord = components["schemas"]["EventRecord"];
export type EventResponse = components["schemas"]["EventResponse"];
export type DeliveryAttempt = components["schemas"]["DeliveryAttempt"];
export type EventDelivery = components["schemas"]["EventDelivery"];
export type EventDetails = components["schemas"]["EventDetails"];
export type EventDetailsResponse = components["schemas"]["EventDetailsResponse"];
export type EventResend = components["schemas"]["EventResend"];
export type DeliveryRecord = components["schemas"]["DeliveryRecord"];
export type DeliveryList = components["schemas"]["DeliveryList"];
export type FaultList = components["schemas"]["FaultList"];
export type RequestFaultCreate = components["schemas"]["RequestFaultCreate"];
export type DeliveryFaultCreate = components["schemas"]["DeliveryFaultCreate"];
export type FaultCreate = components["schemas"]["FaultCreate"];
export type FaultResponse = components["schemas"]["FaultResponse"];
export type FaultUpdate = components["schemas"]["FaultUpdate"];
export type CatalogueError = components["schemas"]["CatalogueError"];
export type CatalogueOperation = components["schemas"]["CatalogueOperation"];
export type CatalogueEvent = components["schemas"]["CatalogueEvent"];
export type CatalogueContent = components["schemas"]["CatalogueContent"];
export type CatalogueResponse = components["schemas"]["CatalogueResponse"];

