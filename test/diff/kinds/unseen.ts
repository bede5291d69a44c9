/** Breaking changes that plain `redocly diff` considers harmless, or doesn't find. */
import type { Node } from "../../../packages/spec/operations.ts";
import { drop, type Kind, operation, parameter, schema, text } from "./kind.ts";

export const unseen: Kind[] = [
	{
		kind: "a changed default",
		change(document) {
			parameter(document, "DeliveryLogLimit").schema.default = 50;
		},
		severity: "breaking",
		at: "listWebhookDeliveryLogs",
		says: "`limit` now defaults to `50` (it was `25`). `lomi.webhooks.listDeliveryLogs` compiles as before, but behaves differently if `limit` is omitted.",
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
		says: "Its method in the client is now `lomi.transactions.getMerchantBalance`. `lomi.merchants.getBalance` no longer compiles. Nothing changes on the wire.",
		redocly: "editorial",
		pointer: "#/paths/~1merchants~1{id}~1balance/get/tags",
		program: `await lomi.merchants.getBalance("id", { currency_code: "XOF" });`,
		compiles: false,
	},
	{
		kind: "a renamed schema",
		change(document) {
			const schemas = document.components.schemas as Node;
			schemas.Earnings = schemas.MerchantArr;
			delete schemas.MerchantArr;
			schemas.MerchantArrResponse.properties.data.$ref =
				"#/components/schemas/Earnings";
		},
		severity: "breaking",
		at: "Client types",
		says: "The type `MerchantArr` was renamed to `Earnings`. Code that imports `MerchantArr` no longer compiles.",
		redocly: "editorial",
		pointer: "#/components/schemas/MerchantArr",
		program: `declare const arr: import("./packages/client/index.ts").MerchantArr;`,
		compiles: false,
	},
	{
		kind: "another pagination style",
		change(document) {
			operation(document, "/webhooks/{id}/logs", "get")["x-pagination"].style =
				"page";
		},
		severity: "breaking",
		at: "listWebhookDeliveryLogs",
		says: "`style` of `x-pagination` changed from `offset` to `page`. An installed client pages as before, so that a `for await` may skip or repeat items.",
		redocly: "editorial",
		pointer: "#/paths/~1webhooks~1{id}~1logs/get/x-pagination",
	},
	{
		kind: "a PATCH that merges instead of replacing",
		change(document) {
			operation(document, "/payment-links/{link_id}", "patch")["x-metadata"] =
				"merge";
		},
		severity: "breaking",
		at: "updatePaymentLink",
		says: "`x-metadata` changed from `replace` to `merge`. Calls compile as before, but handle the keys of `metadata`",
		redocly: "editorial",
		pointer: "#/paths/~1payment-links~1{link_id}/patch/x-metadata",
	},
	{
		kind: "a filter on another field",
		change(document) {
			parameter(document, "ProductActiveFilter")["x-filter"].field =
				"display_on_storefront";
		},
		severity: "breaking",
		at: "listProducts",
		says: "`field` of `x-filter` of `is_active` changed from `is_active` to `display_on_storefront`. Calls compile as before, but return other items.",
		redocly: "editorial",
		pointer: "#/components/parameters/ProductActiveFilter",
	},
	{
		kind: "another prefix for keys",
		change(document) {
			(document.servers[1] as Node)["x-key-prefix"] = "lomi_key_live_";
		},
		severity: "breaking",
		at: "The API as a whole",
		says: "changed from `lomi_sk_live_` to `lomi_key_live_`. An installed client rejects the new keys.",
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
		says: "changed from `120` to `30`. A program that relies on the old limit gets a `RateLimitError`.",
		redocly: "editorial",
		pointer: "#/servers/0/x-rate-limit",
	},
	{
		kind: "a shorter timeout of deliveries",
		change({ components }) {
			const { EventReceived } = components.responses as Node;
			EventReceived["x-delivery"].timeoutSeconds = 5;
		},
		severity: "breaking",
		at: "EventReceived",
		says: "changed from `10` to `5`. A receiver that takes as long as before, or whose replay window fits the old retries, may miss events.",
		redocly: "editorial",
		pointer: "#/components/responses/EventReceived/x-delivery",
	},
	{
		kind: "a shorter life of idempotency keys",
		change(document) {
			parameter(document, "IdempotencyKey")["x-retention-hours"] = 12;
		},
		severity: "breaking",
		at: "IdempotencyKey",
		says: "changed from `24` to `12`. A program that retries with the same key as late as before may do the work twice.",
		redocly: "editorial",
		pointer: "#/components/parameters/IdempotencyKey",
	},
	{
		kind: "a header of events that may be missing",
		change(document) {
			parameter(document, "SignatureHeader").required = false;
		},
		severity: "breaking",
		at: "SignatureHeader",
		says: "The header `X-Lomi-Signature` may now be missing. Receivers that rely on it may not find it.",
		redocly: "editorial",
		pointer: "#/components/parameters/SignatureHeader",
	},
	{
		kind: "a value that is no longer returned",
		change(document) {
			const { status } = schema(document, "Refund").properties;
			drop(status.enum, "failed");
			delete status["x-enumDescriptions"].failed;
		},
		severity: "breaking",
		at: "Refund",
		says: "`status` no longer includes `failed`. `failed` is no longer returned, and a `case` with it no longer compiles.",
		redocly: "editorial",
		pointer: "#/components/schemas/Refund/properties/status",
		program: `const { data: { status } } = await lomi.refunds.get("id");
switch (status) { case "failed": break; }`,
		compiles: false,
	},
	{
		kind: "a new required body",
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
		says: "It now has a request body. `lomi.webhooks.test` no longer compiles without one, and an installed client gets a `BadRequestError`.",
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
		says: "It now has a query, before the options: `lomi.products.get(id, query, options)`. Calls with options no longer compile",
		also: "The query parameter `fields` was added.",
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
		says: "The order of its IDs changed: `lomi.webhooks.retryDelivery(logId, webhookId, options)`. Calls compile as before, but request the wrong resource.",
		redocly: undefined,
		pointer: "#/paths/~1webhooks~1{webhook_id}~1logs~1{log_id}~1retry",
		program: `await lomi.webhooks.retryDelivery("wh_1", "id");`,
		compiles: true,
	},
	{
		kind: "a renamed path parameter",
		change(document) {
			const { "/transactions/{transaction_id}": item, ...paths } =
				document.paths;
			document.paths = { ...paths, "/transactions/{id}": item as Node };
			parameter(document, "TransactionId").name = "id";
		},
		severity: "breaking",
		at: "getTransaction",
		says: "Its path parameters were renamed: the path was `/transactions/{transaction_id}`. Nothing changes on the wire.",
		redocly: "editorial",
		pointer: "#/paths/~1transactions~1{",
		program: `await lomi.http.GET("/transactions/{transaction_id}", { params: { path: { transaction_id: "id" } } });`,
		compiles: false,
	},
];
