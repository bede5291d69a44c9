/** What breaks, and plain `redocly diff` takes for harmless or does not see. */
import type { Node } from "../../../packages/spec/operations.ts";
import { drop, type Kind, operation, parameter, schema, text } from "./kind.ts";

export const unseen: Kind[] = [
	{
		kind: "another default",
		change(document) {
			parameter(document, "DeliveryLogLimit").schema.default = 50;
		},
		severity: "breaking",
		at: "listWebhookDeliveryLogs",
		says: "The default of `limit` is `50`, where it was `25`. `lomi.webhooks.listDeliveryLogs` compiles as before and does something else where `limit` is left out.",
		redocly: "editorial",
		pointer: "#/components/parameters/DeliveryLogLimit",
	},
	{
		kind: "an operation under another tag",
		change(document) {
			operation(document, "/merchants/{id}/balance", "get").tags = [
				"Transactions",
			];
		},
		severity: "breaking",
		at: "getMerchantBalance",
		says: "In the client it is `lomi.transactions.getMerchantBalance` now. `lomi.merchants.getBalance` no longer compiles. On the wire nothing changes.",
		redocly: "editorial",
		pointer: "#/paths/~1merchants~1{id}~1balance/get/tags",
		program: `await lomi.merchants.getBalance("id", { currency_code: "XOF" });`,
		compiles: false,
	},
	{
		kind: "a schema with another name",
		change(document) {
			const schemas = document.components.schemas as Node;
			schemas.Earnings = schemas.MerchantArr;
			delete schemas.MerchantArr;
			schemas.MerchantArrResponse.properties.data.$ref =
				"#/components/schemas/Earnings";
		},
		severity: "breaking",
		at: "Types of the client",
		says: "The type `MerchantArr` is called `Earnings` now. Code that imports `MerchantArr` no longer compiles.",
		redocly: "editorial",
		pointer: "#/components/schemas/MerchantArr",
		program: `declare const arr: import("./packages/client/index.ts").MerchantArr;`,
		compiles: false,
	},
	{
		kind: "another style of pages",
		change(document) {
			operation(document, "/webhooks/{id}/logs", "get")["x-pagination"].style =
				"page";
		},
		severity: "breaking",
		at: "listWebhookDeliveryLogs",
		says: "`style` of `x-pagination` is `page`, where it was `offset`. An installed client pages as before, and in a `for await` it may miss items or see them twice.",
		redocly: "editorial",
		pointer: "#/paths/~1webhooks~1{id}~1logs/get/x-pagination",
	},
	{
		kind: "a PATCH that keeps what it replaced",
		change(document) {
			operation(document, "/payment-links/{link_id}", "patch")["x-metadata"] =
				"merge";
		},
		severity: "breaking",
		at: "updatePaymentLink",
		says: "`x-metadata` is `merge`, where it was `replace`. Calls compile as before, and do something else",
		redocly: "editorial",
		pointer: "#/paths/~1payment-links~1{link_id}/patch/x-metadata",
	},
	{
		kind: "a filter that looks at another field",
		change(document) {
			parameter(document, "ProductActiveFilter")["x-filter"].field =
				"display_on_storefront";
		},
		severity: "breaking",
		at: "listProducts",
		says: "`field` of `x-filter` of `is_active` is `display_on_storefront`, where it was `is_active`. Calls compile as before, and give other items.",
		redocly: "editorial",
		pointer: "#/components/parameters/ProductActiveFilter",
	},
	{
		kind: "keys that begin otherwise",
		change(document) {
			(document.servers[1] as Node)["x-key-prefix"] = "lomi_key_live_";
		},
		severity: "breaking",
		at: "The API as a whole",
		says: "is `lomi_key_live_`, where it was `lomi_sk_live_`. An installed client refuses the new keys.",
		redocly: "editorial",
		pointer: "#/servers/1/x-key-prefix",
	},
	{
		kind: "a lower rate limit",
		change(document) {
			(document.servers[0] as Node)["x-rate-limit"].perMinute = 30;
		},
		severity: "breaking",
		at: "The API as a whole",
		says: "is `30`, where it was `120`. A program that keeps to the old limit gets a `RateLimitError`.",
		redocly: "editorial",
		pointer: "#/servers/0/x-rate-limit",
	},
	{
		kind: "a header of events that may be missing",
		change(document) {
			parameter(document, "SignatureHeader").required = false;
		},
		severity: "breaking",
		at: "SignatureHeader",
		says: "The header `X-Lomi-Signature` may now be missing. Receivers that count on it find nothing.",
		redocly: "editorial",
		pointer: "#/components/parameters/SignatureHeader",
	},
	{
		kind: "a value that is no longer answered",
		change(document) {
			const { status } = schema(document, "Refund").properties;
			drop(status.enum, "failed");
			delete status["x-enumDescriptions"].failed;
		},
		severity: "breaking",
		at: "Refund",
		says: "`status` has lost `failed`. `failed` no longer comes, and a `case` with it no longer compiles.",
		redocly: "editorial",
		pointer: "#/components/schemas/Refund/properties/status",
		program: `const { data: { status } } = await lomi.refunds.get("id");
switch (status) { case "failed": break; }`,
		compiles: false,
	},
	{
		kind: "a required body where there was none",
		change(document) {
			operation(document, "/webhooks/{id}/test", "post").requestBody = {
				description: "What to send.",
				required: true,
				content: {
					"application/json": {
						schema: { $ref: "#/components/schemas/WebhookUpdate" },
					},
				},
			};
		},
		severity: "breaking",
		at: "testWebhook",
		says: "It takes a body now. `lomi.webhooks.test` no longer compiles without one, and an installed client gets a `BadRequestError`.",
		redocly: "additive",
		pointer: "#/paths/~1webhooks~1{id}~1test/post/requestBody",
		program: `await lomi.webhooks.test("wh_1");`,
		compiles: false,
	},
	{
		kind: "the first query parameter of an operation",
		change(document) {
			operation(document, "/products/{id}", "get").parameters = [
				{ name: "fields", in: "query", description: "Some.", schema: text },
			];
		},
		severity: "breaking",
		at: "getProduct",
		says: "It has a query now, before the options: `lomi.products.get(id, query, options)`. Calls with options no longer compile",
		also: "The query parameter `fields` is new.",
		redocly: "additive",
		pointer: "#/paths/~1products~1{id}/get/parameters",
		program: `await lomi.products.get("id", { timeout: 5000 });`,
		compiles: false,
	},
	{
		kind: "IDs in another order",
		change: (document) =>
			(
				document.paths["/webhooks/{webhook_id}/logs/{log_id}/retry"] as Node
			).parameters.reverse(),
		severity: "breaking",
		at: "retryWebhookDelivery",
		says: "Its IDs have another order: `lomi.webhooks.retryDelivery(logId, webhookId, options)`. Calls compile as before, and ask for the wrong thing.",
		redocly: undefined,
		pointer: "#/paths/~1webhooks~1{webhook_id}~1logs~1{log_id}~1retry",
		program: `await lomi.webhooks.retryDelivery("wh_1", "id");`,
		compiles: true,
	},
	{
		kind: "a parameter of a path with another name",
		change(document) {
			const { "/transactions/{transaction_id}": item, ...paths } =
				document.paths;
			document.paths = { ...paths, "/transactions/{id}": item as Node };
			parameter(document, "TransactionId").name = "id";
		},
		severity: "breaking",
		at: "getTransaction",
		says: "Its path was `/transactions/{transaction_id}`. On the wire nothing changes.",
		redocly: "editorial",
		pointer: "#/paths/~1transactions~1{",
		program: `await lomi.http.GET("/transactions/{transaction_id}", { params: { path: { transaction_id: "id" } } });`,
		compiles: false,
	},
];
