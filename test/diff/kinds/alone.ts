/** Changes of further kinds, each compared by itself: many are in the same few places. */
import type { Node } from "../../../packages/spec/operations.ts";
import { type Kind, operation, parameter, schema } from "./kind.ts";

export type Alone = Pick<Kind, "kind" | "severity" | "at" | "says"> & {
	/** Prepares both descriptions: what there was before. */
	given?: Kind["change"];
	change: Kind["change"];
};

const JSON_TYPE = "application/json";
type Document = Parameters<Kind["change"]>[0];
const contentOf = (document: Document) =>
	operation(document, "/products", "get").responses["200"].content as Node;
const bodyOf = (document: Document) =>
	operation(document, "/products", "post").requestBody as Node;
const sent = (document: Document, name: string) =>
	schema(document, "ProductCreate").properties[name] as Node;
const received = (document: Document, name: string) =>
	schema(document, "Product").properties[name] as Node;
const move = (map: Node, from: string, to: string) => {
	map[to] = map[from];
	delete map[from];
};

/** Changes of nested extensions, which are compared in full. */
export const extensions: Alone[] = [
	{
		kind: "a higher fee",
		change(document) {
			schema(document, "PaymentMethodCode")["x-fees"].MOBILE_MONEY.percent = 99;
		},
		severity: "breaking",
		at: "PaymentMethodCode",
		says: "`MOBILE_MONEY.percent` of `x-fees` of `PaymentMethodCode` changed from `3.2` to `99`. Amounts that a program computes with the old fee are wrong.",
	},
	{
		kind: "a fee that is no longer charged",
		change(document) {
			delete schema(document, "PaymentMethodCode")["x-fees"].CARDS.fixed;
		},
		severity: "breaking",
		at: "PaymentMethodCode",
		says: "`CARDS.fixed` of `x-fees` of `PaymentMethodCode` was removed; it was `30`.",
	},
	{
		kind: "a fee that becomes known",
		change(document) {
			const fees = schema(document, "PaymentMethodCode")["x-fees"];
			fees.CASH = { percent: 1, fixed: 0 };
		},
		severity: "editorial",
		at: "PaymentMethodCode",
		says: "`x-fees` of `PaymentMethodCode`",
	},
	{
		kind: "a higher fee for a refund",
		change(document) {
			schema(document, "Refund").properties.refunded_amount["x-fee"].percent =
				9;
		},
		severity: "breaking",
		at: "Refund",
		says: "`percent` of `x-fee` of `refunded_amount` changed from `4` to `9`. Amounts",
	},
	{
		kind: "a longer interval",
		change(document) {
			schema(document, "BillingFrequency")["x-intervals"].monthly = "P2M";
		},
		severity: "breaking",
		at: "BillingFrequency",
		says: "`monthly` of `x-intervals` of `BillingFrequency` changed from `P1M` to `P2M`. A program that computes the next payment",
	},
	{
		kind: "a status that is no longer charged",
		change(document) {
			schema(document, "SubscriptionStatus")["x-states"].charged.pop();
		},
		severity: "breaking",
		at: "SubscriptionStatus",
		says: "`charged` of `x-states` of `SubscriptionStatus` changed from `[",
	},
	{
		kind: "another delay before a retry",
		change({ components }) {
			const { EventReceived } = components.responses as Node;
			EventReceived["x-delivery"].retrySeconds[1] = 5;
		},
		severity: "breaking",
		at: "EventReceived",
		says: "`retrySeconds` of `x-delivery` of `EventReceived` changed from `[1029,4114,16457]` to `[1029,5,16457]`.",
	},
	{
		kind: "a value deep in an unknown extension",
		given(document) {
			schema(document, "Refund")["x-deep"] = { a: [{ b: { c: 1 } }] };
		},
		change(document) {
			schema(document, "Refund")["x-deep"].a[0].b.c = 2;
		},
		severity: "breaking",
		at: "Refund",
		says: "`a.0.b.c` of `x-deep` of `Refund` changed from `1` to `2`. Check the code that relies on it.",
	},
	{
		kind: "another remedy",
		change(document) {
			schema(document, "ErrorCode")["x-remedies"].INVALID_REQUEST = "Try.";
		},
		severity: "editorial",
		at: "ErrorCode",
		says: "`x-remedies` of `ErrorCode`",
	},
];

/** Kinds that oasdiff checks for, by the names of its checks, with the severity that they have for programs that use this API. */
export const oasdiff: Alone[] = [
	{
		kind: "response-media-type-removed",
		change: (document) =>
			move(contentOf(document), JSON_TYPE, "application/xml"),
		severity: "breaking",
		at: "listProducts",
		says: "Media type `application/json` became `application/xml`.",
	},
	{
		kind: "response-media-type-added",
		change(document) {
			contentOf(document)["text/csv"] = { schema: { type: "string" } };
		},
		severity: "additive",
		at: "listProducts",
		says: "`text/csv` was added.",
	},
	{
		kind: "request-body-media-type-removed",
		change: (document) =>
			move(bodyOf(document).content, JSON_TYPE, "application/xml"),
		severity: "breaking",
		at: "createProduct",
		says: "Media type `application/json` became `application/xml`.",
	},
	{
		kind: "request-body-media-type-added",
		change(document) {
			const { content } = bodyOf(document);
			content["application/x-www-form-urlencoded"] = content[JSON_TYPE];
		},
		severity: "additive",
		at: "createProduct",
		says: "`application/x-www-form-urlencoded` was added.",
	},
	{
		kind: "request-body-became-optional",
		change(document) {
			bodyOf(document).required = false;
		},
		severity: "additive",
		at: "createProduct",
		says: "The request body is now optional. `lomi.products.create` compiles as before.",
	},
	{
		kind: "request-body-became-required",
		given(document) {
			bodyOf(document).required = false;
		},
		change(document) {
			bodyOf(document).required = true;
		},
		severity: "breaking",
		at: "createProduct",
		says: "The request body is now required. `lomi.products.create` no longer compiles without one, and an installed client gets a `BadRequestError`.",
	},
	{
		kind: "request-body-added-optional",
		change(document) {
			operation(document, "/webhooks/{id}/test", "post").requestBody = {
				description: "What to send.",
				content: { [JSON_TYPE]: { schema: { type: "object" } } },
			};
		},
		severity: "additive",
		at: "testWebhook",
		says: "It now has a request body. `lomi.webhooks.test` compiles as before.",
	},
	{
		kind: "request-property-max-length-set",
		change(document) {
			sent(document, "name").maxLength = 20;
		},
		severity: "breaking",
		at: "createProduct",
		says: "`name` must now have at most 20 characters.",
	},
	{
		kind: "request-property-min-items-increased",
		change(document) {
			const { authorized_events } = schema(
				document,
				"WebhookCreate",
			).properties;
			authorized_events.minItems = 2;
		},
		severity: "breaking",
		at: "createWebhook",
		says: "`authorized_events` must have at least 2 items; before, it had to have at least 1 item.",
	},
	{
		kind: "response-property-min-decreased",
		change(document) {
			received(document, "price").exclusiveMinimum = -5;
		},
		severity: "breaking",
		at: "Product",
		says: "`price` will be greater than -5; before, it was to be greater than 0.",
	},
	{
		kind: "response-property-max-set",
		change(document) {
			received(document, "price").maximum = 5;
		},
		severity: "additive",
		at: "Product",
		says: "`price` will now be at most 5.",
	},
	{
		kind: "response-property-format-changed",
		change(document) {
			received(document, "created_at").format = "date";
		},
		severity: "breaking",
		at: "Product",
		says: "`created_at` will be an RFC 3339 date; before, it was to be an RFC 3339 date-time.",
	},
	{
		kind: "request-property-format-added",
		change(document) {
			sent(document, "name").format = "email";
		},
		severity: "breaking",
		at: "createProduct",
		says: "`name` must now be an e-mail address.",
	},
	{
		kind: "request-property-type-generalized",
		change(document) {
			sent(document, "name").type = ["integer", "string"];
		},
		severity: "additive",
		at: "createProduct",
		says: "`name` must be an integer or a string; before, it had to be a string.",
	},
	{
		kind: "response-property-type-generalized",
		change(document) {
			received(document, "name").type = ["integer", "string"];
		},
		severity: "breaking",
		at: "Product",
		says: "`name` will be an integer or a string; before, it was to be a string.",
	},
	{
		kind: "request-parameter-became-required",
		change(document) {
			parameter(document, "ProductActiveFilter").required = true;
		},
		severity: "breaking",
		at: "listProducts",
		says: "The query parameter `is_active` is now required.",
	},
	{
		kind: "request-parameter-became-optional",
		change(document) {
			parameter(document, "BalanceCurrency").required = false;
		},
		severity: "additive",
		at: "getMerchantBalance",
		says: "The query parameter `currency_code` is now optional.",
	},
	{
		kind: "response-header-became-optional",
		change(document) {
			(document.components as Node).headers.RetryAfter.required = false;
		},
		severity: "breaking",
		at: "RetryAfter",
		says: "The response header `Retry-After` may now be missing. Code that relies on it may not find it.",
	},
	{
		kind: "response-header-type-changed",
		change(document) {
			(document.components as Node).headers.RetryAfter.schema.type = "string";
		},
		severity: "breaking",
		at: "RetryAfter",
		says: "`Retry-After` will be a string; before, it was to be an integer.",
	},
	{
		kind: "request-property-default-value-removed",
		change: (document) => delete sent(document, "is_active").default,
		severity: "breaking",
		at: "createProduct",
		says: "`is_active` no longer has a default (it was `true`).",
	},
	{
		kind: "response-property-default-value-changed",
		change(document) {
			received(document, "is_active").default = false;
		},
		severity: "editorial",
		at: "Product",
		says: "`is_active` now defaults to `false`.",
	},
	{
		kind: "request-property-became-read-only",
		change(document) {
			sent(document, "name").readOnly = true;
		},
		severity: "breaking",
		at: "createProduct",
		says: "`readOnly` of `name` is now `true`.",
	},
	{
		kind: "response-property-became-write-only",
		change(document) {
			received(document, "name").writeOnly = true;
		},
		severity: "breaking",
		at: "Product",
		says: "`writeOnly` of `name` is now `true`.",
	},
	{
		kind: "response-property-content-encoding-changed",
		change(document) {
			received(document, "name").contentEncoding = "base64";
		},
		severity: "breaking",
		at: "Product",
		says: "`contentEncoding` of `name` is now `base64`.",
	},
	{
		kind: "request-property-multiple-of-set",
		change(document) {
			sent(document, "price").multipleOf = 5;
		},
		severity: "breaking",
		at: "createProduct",
		says: "`multipleOf` of `price` was set to `5`.",
	},
	{
		kind: "request-property-unique-items-added",
		change(document) {
			const { authorized_events } = schema(
				document,
				"WebhookCreate",
			).properties;
			authorized_events.uniqueItems = true;
		},
		severity: "breaking",
		at: "createWebhook",
		says: "`uniqueItems` of `authorized_events` was set to `true`.",
	},
	{
		kind: "request-body-min-properties-set",
		change(document) {
			schema(document, "ProductCreate").minProperties = 4;
		},
		severity: "breaking",
		at: "createProduct",
		says: "The body must now have at least 4 fields.",
	},
	{
		kind: "request-body-dependent-required-added",
		change(document) {
			schema(document, "ProductCreate").dependentRequired = {
				image_url: ["description"],
			};
		},
		severity: "breaking",
		at: "createProduct",
		says: "`dependentRequired` of `ProductCreate` was added.",
	},
	{
		kind: "request-property-not-added",
		change(document) {
			sent(document, "name").not = { enum: ["x"] };
		},
		severity: "breaking",
		at: "createProduct",
		says: "`not` of `name` was added.",
	},
	{
		kind: "request-body-any-of-added",
		change(document) {
			schema(document, "ProductCreate").anyOf = [
				{ required: ["description"] },
				{ required: ["image_url"] },
			];
		},
		severity: "breaking",
		at: "createProduct",
		says: "`anyOf` of `ProductCreate` was added.",
	},
	{
		kind: "api-security-removed",
		change(document) {
			operation(document, "/products", "get").security = [];
		},
		severity: "additive",
		at: "listProducts",
		says: "The authentication requirements changed. Calls work as before.",
	},
	{
		kind: "endpoint-reactivated",
		given(document) {
			operation(document, "/products", "get").deprecated = true;
		},
		change(document) {
			operation(document, "/products", "get").deprecated = false;
		},
		severity: "additive",
		at: "listProducts",
		says: "It is no longer deprecated.",
	},
	{
		kind: "request-property-const-changed",
		change(document) {
			const { properties } = schema(document, "InstantLinkCreate");
			properties.link_type.const = "once";
		},
		severity: "breaking",
		at: "createPaymentLink",
		says: "`link_type` of `InstantLinkCreate` no longer includes `instant`.",
	},
];
