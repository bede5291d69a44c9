/** All handlers, by operationId: a file for each resource, named as in openapi/resources/. */
import type { Description, Operation } from "@lomi/spec";
import type { Handler, Handlers } from "../context.ts";
import { checkoutSessions } from "./checkout-sessions.ts";
import { customers } from "./customers.ts";
import { merchants } from "./merchants.ts";
import { paymentLinks } from "./payment-links.ts";
import { products } from "./products.ts";
import { providers } from "./providers.ts";
import { refunds } from "./refunds.ts";
import { subscriptionPlans } from "./subscription-plans.ts";
import { subscriptions } from "./subscriptions.ts";
import { transactions } from "./transactions.ts";
import { webhooks } from "./webhooks.ts";

const RESOURCES = [
	checkoutSessions,
	paymentLinks,
	customers,
	products,
	subscriptionPlans,
	subscriptions,
	transactions,
	refunds,
	providers,
	merchants,
	webhooks,
];

/**
 * The handler of each operation.
 *
 * @param instead Take the place of our own.
 * @throws Where an operation of the description has none, or a handler has no operation.
 */
export function handlersOf(
	document: Description,
	operations: Operation[],
	instead: Handlers = {},
): Record<string, Handler> {
	// Each is only ever given requests of its own operation.
	const handlers: Record<string, Handler> = Object.assign(
		{},
		...RESOURCES.map((resource) => resource(document)),
		instead,
	);
	const ids = operations.map(({ id }) => id);
	const missing = ids.filter((id) => !handlers[id]);
	const strange = Object.keys(handlers).filter((id) => !ids.includes(id));
	if (missing.length + strange.length > 0)
		throw new Error(
			`packages/sandbox/resources: no handler for ${missing.join(", ") || "none"}; no operation for ${strange.join(", ") || "none"}.`,
		);
	return handlers;
}
