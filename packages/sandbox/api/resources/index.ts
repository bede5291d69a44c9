/** The handlers of each resource. This line per resource is its registration; the file is named as in openapi/resources/. */
export * from "./checkout-sessions.ts";
export * from "./customers.ts";
export * from "./merchants.ts";
export * from "./payment-links.ts";
export * from "./products.ts";
export * from "./providers.ts";
export * from "./refunds.ts";
export * from "./subscription-plans.ts";
export * from "./subscriptions.ts";
export * from "./transactions.ts";
export * from "./webhooks.ts";
