/** One of each resource for the first merchant, and requests that use them, for any operation. */

import type {
	Example,
	Node,
	Operation,
} from "../../../packages/spec/operations.ts";
import {
	documentedRequest,
	type Request,
	targetOf,
} from "../../../packages/spec/requests/request.ts";
import { operations } from "../../bundle.ts";
import { addRefund, addSubscription, addTransaction } from "./rows.ts";
import { FIRST, type RunningSandbox } from "./sandbox.ts";

/** Creates a valid request to an operation, with references to existing objects. */
export type MakeRequest = (operation: Operation, example?: Example) => Request;

/** Makes endpoint URLs unique. */
let serial = 0;

export async function createResources(
	sandbox: RunningSandbox,
): Promise<MakeRequest> {
	const { lomi } = sandbox;
	const { merchant_id } = FIRST;
	const { data: customer } = await lomi.customers.create({ name: "Awa Koné" });
	const { data: product } = await lomi.products.create({
		name: "Pagne",
		price: 15_000,
		currency_code: "XOF",
	});
	const { data: plan } = await lomi.subscriptionPlans.create(merchant_id, {
		name: "Boutique Pro",
		amount: 10_000,
		currency_code: "XOF",
		billing_frequency: "monthly",
	});
	const { data: session } = await lomi.checkoutSessions.create({
		amount: 10_000,
		currency_code: "XOF",
		allowed_providers: ["WAVE"],
		success_url: "https://boutique.example.ci/merci",
		cancel_url: "https://boutique.example.ci/panier",
	});
	const { data: link } = await lomi.paymentLinks.create({
		link_type: "instant",
		title: "Don",
		currency_code: "XOF",
		price: 5_000,
	});
	const { data: webhook } = await lomi.webhooks.create({
		url: `https://boutique.example.ci/webhooks/${++serial}`,
		authorized_events: ["CHECKOUT_COMPLETED"],
	});
	const { customer_id } = customer;
	const { product_id } = product;
	// The plan in use is not the one that can be deleted.
	const { data: used } = await lomi.subscriptionPlans.create(merchant_id, {
		name: "Club",
		amount: 90_000,
		currency_code: "XOF",
		billing_frequency: "yearly",
	});
	const { plan_id } = plan;
	const subscription_id = await addSubscription(sandbox, {
		plan_id: used.plan_id,
		customer_id,
	});
	const transaction_id = await addTransaction(sandbox, { customer_id });
	const refund_id = await addRefund(sandbox, { transaction_id });
	// The endpoint is on another machine, so the delivery fails.
	await lomi.webhooks.test(webhook.id).catch(() => {});
	const { data: logs } = await lomi.webhooks.listDeliveryLogs(webhook.id);

	/** By name of the path parameter, or by tag if that is only `id`. */
	const ids: Record<string, string> = {
		merchant_id,
		plan_id,
		subscription_id,
		transaction_id,
		link_id: link.link_id,
		webhook_id: webhook.id,
		log_id: logs[0]?.id ?? "",
		Customers: customer_id,
		Products: product_id,
		"Checkout Sessions": session.checkout_session_id,
		Merchants: merchant_id,
		Refunds: refund_id,
		Webhooks: webhook.id,
	};
	// Other resources are created by their own requests.
	for (const { tag, method, path, id } of operations) {
		const [, name = ""] = /{(\w+)}$/.exec(path) ?? [];
		const key = name === "id" ? tag : name;
		const create = operations.find(
			(each) => each.tag === tag && each.id.startsWith("create"),
		);
		if (method !== "get" || !name || key in ids || !create) continue;
		const request = documentedRequest(create);
		const { status, body } = await sandbox.send(targetOf(request), {
			method: request.method,
			body: request.body,
		});
		if (status !== 201)
			throw new Error(
				`${create.id}, for ${id}: ${status} ${JSON.stringify(body)}`,
			);
		ids[key] = String(Object.values(body.data)[0]);
	}
	const references: Node = { product_id, plan_id };
	return (operation, example) => {
		const request = documentedRequest(operation, example);
		const names = Object.keys(request.path);
		return {
			...request,
			path: Object.fromEntries(
				names.map((name) => [
					name,
					ids[name === "id" ? operation.tag : name] ?? "",
				]),
			),
			query: request.query.filter(([name]) =>
				operation.parameters.some(
					(each) => each.name === name && each.required,
				),
			),
			...(request.body !== undefined && {
				body: withReferences(request.body as Node, references),
			}),
		};
	};
}

function withReferences(body: Node, references: Node): Node {
	const named = Object.keys(body).filter((name) => name in references);
	return {
		...body,
		...Object.fromEntries(named.map((name) => [name, references[name]])),
	};
}
