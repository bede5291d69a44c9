/** Registers each resource with one line. The file is named as in openapi/resources/. */
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
