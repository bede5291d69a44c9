/** Changes that break nothing. */
import type { Node } from "../../../packages/spec/operations.ts";
import { type Kind, operation, parameter, schema, text } from "./kind.ts";

export const additive: Kind[] = [
	{
		kind: "a new optional field",
		change(document) {
			schema(document, "WebhookCreate").properties.label = text;
		},
		severity: "additive",
		at: "createWebhook",
		says: "`label` was added. `lomi.webhooks.create` compiles as before, and may send it.",
		redocly: "additive",
		pointer: "#/components/schemas/WebhookCreate",
		program: `await lomi.webhooks.create({ url: "https://a.ci", authorized_events: ["PAYMENT_FAILED"] });`,
		compiles: true,
	},
	{
		kind: "a new optional parameter",
		change: (document) =>
			operation(document, "/transactions", "get").parameters.push({
				name: "q",
				in: "query",
				description: "Words to look for.",
				schema: { type: "string" },
			}),
		severity: "additive",
		at: "listTransactions",
		says: "The query parameter `q` was added. `lomi.transactions.list` compiles as before, and may send it.",
		redocly: "additive",
		pointer: "#/paths/~1transactions/get/parameters",
		program: `await lomi.transactions.list({ provider: "WAVE" }, { timeout: 5000 });`,
		compiles: true,
	},
	{
		kind: "a new field in a response",
		change(document) {
			schema(document, "Product").properties.brand = text;
			schema(document, "Product").required.push("brand");
		},
		severity: "additive",
		at: "Product",
		says: "`brand` was added. Code compiles as before, and may read it.",
		redocly: "additive",
		pointer: "#/components/schemas/Product/",
	},
	{
		kind: "a new operation",
		change(document) {
			document.paths["/refunds"] = {
				get: {
					...structuredClone(operation(document, "/refunds/{id}", "get")),
					operationId: "listRefunds",
				},
			};
		},
		severity: "additive",
		at: "listRefunds",
		says: "It was added. `lomi.refunds.list` is available; everything else is unchanged.",
		redocly: "additive",
		pointer: "#/paths/~1refunds",
	},
	{
		kind: "a new event",
		change(document) {
			document.webhooks.DISPUTE_OPENED = {
				post: {
					...structuredClone(document.webhooks.REFUND_CREATED?.post),
					operationId: "receiveDisputeOpened",
				},
			};
		},
		severity: "additive",
		at: "DISPUTE_OPENED",
		says: "It was added. Receivers that subscribe to it get it; a `switch` over all events needs a default.",
		redocly: "additive",
		pointer: "#/webhooks/DISPUTE_OPENED",
	},
	{
		kind: "a new status",
		change(document) {
			operation(document, "/merchants/{id}", "get").responses["403"] = {
				description: "Not yours.",
			};
		},
		severity: "additive",
		at: "getMerchant",
		says: "It may now fail with `403`. `lomi.merchants.get` may throw a `PermissionError`.",
		redocly: "additive",
		pointer: "#/paths/~1merchants~1{id}/get/responses/403",
	},
	{
		kind: "an open list that grows",
		change(document) {
			schema(document, "TransactionType")["x-enumDescriptions"].chargeback =
				"A payment that was disputed.";
		},
		severity: "additive",
		at: "TransactionType",
		says: "The open list `TransactionType` now names `chargeback`.",
		redocly: "editorial",
		pointer: "#/components/schemas/TransactionType/x-enumDescriptions",
	},
	{
		kind: "a looser limit",
		change(document) {
			parameter(document, "TransactionLimit").schema.maximum = 200;
		},
		severity: "additive",
		at: "listTransactions",
		says: "`limit` must be at most 200; before, it had to be at most 100. `lomi.transactions.list` compiles as before.",
		redocly: "editorial",
		pointer: "#/components/parameters/TransactionLimit",
	},
	{
		kind: "a field that may now be null",
		change(document) {
			schema(document, "WebhookUpdate").properties.url.type = [
				"string",
				"null",
			];
		},
		severity: "additive",
		at: "updateWebhook",
		says: "`url` may now be null. `lomi.webhooks.update` compiles as before.",
		redocly: "editorial",
		pointer: "#/components/schemas/WebhookUpdate/properties/url",
	},
	{
		kind: "a field of a response that becomes required",
		change: (document) =>
			schema(document, "PageMeta").required.push("total_count"),
		severity: "additive",
		at: "PageMeta",
		says: "`total_count` is now always present. Code compiles as before.",
		redocly: "editorial",
		pointer: "#/components/schemas/PageMeta",
	},
	{
		kind: "a deprecation",
		change(document) {
			operation(document, "/merchants/{id}/arr", "get").deprecated = true;
		},
		severity: "additive",
		at: "getMerchantArr",
		says: "It is deprecated. Calls work as before; editors strike it through.",
		redocly: "editorial",
		pointer: "#/paths/~1merchants~1{id}~1arr/get/deprecated",
	},
];

export const editorial: Kind[] = [
	{
		kind: "a changed description of a field",
		change(document) {
			schema(document, "DeliveryLog").properties.success.description =
				"True when it went well.";
		},
		severity: "editorial",
		at: "listWebhookDeliveryLogs",
		says: "Changed texts: `data[].success`",
		redocly: "editorial",
		pointer: "#/components/schemas/DeliveryLog",
	},
	{
		kind: "a changed summary",
		change(document) {
			operation(document, "/products/{id}", "delete").summary = "Drop it";
		},
		severity: "editorial",
		at: "deleteProduct",
		says: "Changed texts: the summary.",
		redocly: "editorial",
		pointer: "#/paths/~1products~1{id}/delete/summary",
	},
	{
		kind: "a changed guide",
		change(document) {
			const guide = document.tags.find(({ name }) => name === "Pagination");
			(guide as Node).description += "\nMore.";
		},
		severity: "editorial",
		at: "The API as a whole",
		says: "Changed texts: `Pagination`.",
		redocly: "editorial",
		pointer: "#/tags/",
	},
	{
		kind: "a changed example",
		change(document) {
			const { examples = {} } = document.components;
			const example = examples["cancelSubscription.cancelled.200"] as Node;
			example.value.data.plan_name = "Club";
		},
		severity: "editorial",
		at: "cancelSubscription",
		says: "Changed examples: `cancelSubscription.cancelled.200`.",
		redocly: undefined,
		pointer: "#/components/examples",
	},
	{
		kind: "a value that an open list no longer names",
		change: (document) =>
			delete schema(document, "ErrorCode")["x-enumDescriptions"].FORBIDDEN,
		severity: "editorial",
		at: "ErrorCode",
		says: "The open list `ErrorCode` no longer names `FORBIDDEN`, which remains valid.",
		redocly: "editorial",
		pointer: "#/components/schemas/ErrorCode",
	},
];
