/** Breaking changes that plain `redocly diff` finds too. */
import type { Node } from "../../../packages/spec/operations.ts";
import { drop, type Kind, operation, parameter, schema, text } from "./kind.ts";

export const breaking: Kind[] = [
	{
		kind: "a new required field",
		change(document) {
			const customer = schema(document, "CustomerCreate");
			customer.properties.tax_id = text;
			customer.required.push("tax_id");
		},
		severity: "breaking",
		at: "createCustomer",
		says: "`tax_id` is new and required. `lomi.customers.create` no longer compiles without it, and an installed client that leaves it out gets a `BadRequestError`.",
		redocly: "breaking",
		pointer: "#/components/schemas/CustomerCreate",
		program: `await lomi.customers.create({ name: "Awa Koné" });`,
		compiles: false,
	},
	{
		kind: "an optional field that becomes required",
		change: (document) =>
			schema(document, "ProductCreate").required.push("description"),
		severity: "breaking",
		at: "createProduct",
		says: "`description` is now required. `lomi.products.create` no longer compiles without it",
		redocly: "breaking",
		pointer: "#/components/schemas/ProductCreate/required",
		program: `await lomi.products.create({ name: "Pagne", price: 5000, currency_code: "XOF" });`,
		compiles: false,
	},
	{
		kind: "a removed field of a closed body",
		change: (document) =>
			delete schema(document, "SubscriptionPlanCreate").properties.charge_day,
		severity: "breaking",
		at: "createSubscriptionPlan",
		says: "`charge_day` was removed. `lomi.subscriptionPlans.create` no longer compiles with it, and an installed client that sends it gets a `BadRequestError`.",
		redocly: "breaking",
		pointer: "#/components/schemas/SubscriptionPlanCreate",
		program: `await lomi.subscriptionPlans.create("id", { name: "Club", amount: 5000, currency_code: "XOF", billing_frequency: "monthly", charge_day: 1 });`,
		compiles: false,
	},
	{
		kind: "a removed enum value",
		change(document) {
			const currency = schema(document, "Currency");
			drop(currency.enum, "EUR");
			delete currency["x-enumDescriptions"].EUR;
		},
		severity: "breaking",
		at: "Currency",
		says: "`Currency` no longer includes `EUR`. In requests: calls no longer compile with `EUR`, and an installed client that sends it gets a `BadRequestError`. In responses and events: `EUR` is no longer returned, and a `case` with it no longer compiles.",
		redocly: "breaking",
		pointer: "#/components/schemas/Currency",
		program: `await lomi.products.create({ name: "Pagne", price: 50, currency_code: "EUR" });`,
		compiles: false,
	},
	{
		kind: "a narrowed type",
		change(document) {
			schema(document, "ProductCreate").properties.price.type = "integer";
		},
		severity: "breaking",
		at: "createProduct",
		says: "`price` must be an integer; before, it had to be a number. `lomi.products.create` compiles as before, but a value that is no longer valid gets a `BadRequestError`.",
		redocly: "breaking",
		pointer: "#/components/schemas/ProductCreate/properties/price",
	},
	{
		kind: "a field that may no longer be null",
		change(document) {
			schema(document, "CustomerUpdate").properties.email.type = "string";
		},
		severity: "breaking",
		at: "updateCustomer",
		says: "`email` may no longer be null. `lomi.customers.update` no longer compiles with `null`",
		redocly: "breaking",
		pointer: "#/components/schemas/CustomerUpdate/properties/email",
		program: `await lomi.customers.update("5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11", { email: null });`,
		compiles: false,
	},
	{
		kind: "a tighter limit",
		change(document) {
			parameter(document, "PaymentLinkPageSize").schema.maximum = 50;
		},
		severity: "breaking",
		at: "listPaymentLinks",
		says: "`page_size` must be at most 50; before, it had to be at most 100. `lomi.paymentLinks.list` compiles as before",
		redocly: "breaking",
		pointer: "#/components/parameters/PaymentLinkPageSize",
	},
	{
		kind: "a new pattern",
		change(document) {
			schema(document, "CustomerUpdate").properties.phone_number.pattern =
				"^\\+";
		},
		severity: "breaking",
		at: "updateCustomer",
		says: "`phone_number` must now match ^\\+. `lomi.customers.update` compiles as before",
		redocly: "breaking",
		pointer: "#/components/schemas/CustomerUpdate/properties/phone_number",
	},
	{
		kind: "an open list of a request that becomes closed",
		change(document) {
			const codes = schema(document, "ProviderCode");
			codes.enum = Object.keys(codes["x-enumDescriptions"]);
		},
		severity: "breaking",
		at: "ProviderCode",
		says: "`OZOW` and `OTHER`. In requests: calls no longer compile with anything else",
		redocly: "breaking",
		pointer: "#/components/schemas/ProviderCode",
		program: `await lomi.checkoutSessions.create({ amount: 5000, currency_code: "XOF", allowed_providers: ["DJAMO"], success_url: "https://a.ci", cancel_url: "https://a.ci" });`,
		compiles: false,
	},
	{
		kind: "a new required header",
		change: (document) =>
			operation(document, "/products", "get").parameters.push({
				name: "X-Lomi-Account",
				in: "header",
				required: true,
				description: "The account.",
				schema: { type: "string" },
			}),
		severity: "breaking",
		at: "listProducts",
		says: "The header `X-Lomi-Account` is new and required. `lomi.products.list` compiles as before, but a call gets a `BadRequestError` unless `X-Lomi-Account` is among the `headers` of the options.",
		redocly: "breaking",
		pointer: "#/paths/~1products/get/parameters",
	},
	{
		kind: "a removed query parameter",
		change: (document) =>
			operation(document, "/customers", "get").parameters.pop(),
		severity: "breaking",
		at: "listCustomers",
		says: "The query parameter `phone_number` was removed. `lomi.customers.list` no longer compiles with it",
		redocly: "breaking",
		pointer: "#/paths/~1customers/get/parameters",
		program: `await lomi.customers.list({ phone_number: "+2250701020304" });`,
		compiles: false,
	},
	{
		kind: "a removed variant of a body",
		change(document) {
			const { oneOf, discriminator } = schema(document, "PaymentLinkCreate");
			oneOf.pop();
			delete discriminator.mapping.plan;
		},
		severity: "breaking",
		at: "createPaymentLink",
		says: "`PaymentLinkCreate` may no longer be `PlanLinkCreate`. `lomi.paymentLinks.create` no longer compiles with it",
		redocly: "breaking",
		pointer: "#/components/schemas/PaymentLinkCreate",
		program: `await lomi.paymentLinks.create({ link_type: "plan", title: "Club", currency_code: "XOF", plan_id: "id" });`,
		compiles: false,
	},
	{
		kind: "a field of a response that becomes optional",
		change: (document) => drop(schema(document, "Customer").required, "city"),
		severity: "breaking",
		at: "Customer",
		says: "`city` may now be missing. Calls compile as before; `city` may be `undefined`, and code that relies on it no longer compiles.",
		redocly: "breaking",
		pointer: "#/components/schemas/Customer",
		program: `const city: string | null = (await lomi.customers.get("id")).data.city;`,
		compiles: false,
	},
	{
		kind: "a field of a response that may be null",
		change(document) {
			schema(document, "Transaction").properties.net_amount.type = [
				"integer",
				"null",
			];
		},
		severity: "breaking",
		at: "Transaction",
		says: "`net_amount` may now be null. Calls compile as before; code that does not handle `null` in `net_amount` no longer compiles.",
		redocly: "breaking",
		pointer: "#/components/schemas/Transaction/properties/net_amount",
		program: `const amount: number = (await lomi.transactions.get("id")).data.net_amount;`,
		compiles: false,
	},
	{
		kind: "a removed field of a response",
		change(document) {
			delete schema(document, "MerchantMrr").properties.as_of_date;
			drop(schema(document, "MerchantMrr").required, "as_of_date");
		},
		severity: "breaking",
		at: "getMerchantMrr",
		says: "`data.as_of_date` was removed. Code that reads it no longer compiles, and an installed client gets `undefined`.",
		redocly: "breaking",
		pointer: "#/components/schemas/MerchantMrr",
		program: `console.log((await lomi.merchants.getMrr("id")).data.as_of_date);`,
		compiles: false,
	},
	{
		kind: "a closed enum of a response that grows",
		change(document) {
			const environment = schema(document, "Environment");
			environment.enum.push("demo");
			environment["x-enumDescriptions"].demo = "For a look.";
		},
		severity: "breaking",
		at: "Environment",
		says: "`Environment` now includes `demo`. A `switch` over `Environment` may receive `demo`, and one that names every value no longer compiles.",
		redocly: "breaking",
		pointer: "#/components/schemas/Environment",
		program: `const { environment } = await lomi.transactions.list();
switch (environment) {
	case "test": case "live": break;
	default: environment satisfies never;
}`,
		compiles: false,
	},
	{
		kind: "a status that is no longer returned",
		change: (document) =>
			delete operation(document, "/payment-links", "post").responses["404"],
		severity: "breaking",
		at: "createPaymentLink",
		says: "It no longer fails with `404`. Code that catches a `NotFoundError` no longer runs.",
		redocly: "breaking",
		pointer: "#/paths/~1payment-links/post/responses",
	},
	{
		kind: "a removed response header",
		change: (document) =>
			delete document.components.responses?.RateLimited?.headers,
		severity: "breaking",
		at: "RateLimited",
		says: "The response header `Retry-After` was removed. Code that reads it no longer finds it.",
		redocly: "breaking",
		pointer: "#/components/responses/RateLimited",
	},
	{
		kind: "a removed operation",
		change: (document) =>
			delete document.paths["/payment-links/{link_id}"]?.delete,
		severity: "breaking",
		at: "deletePaymentLink",
		says: "It was removed. `lomi.paymentLinks.delete` no longer compiles, and fails in an installed client.",
		redocly: "breaking",
		pointer: "#/paths/~1payment-links~1{link_id}/delete",
		program: `await lomi.paymentLinks.delete("id");`,
		compiles: false,
	},
	{
		kind: "a removed event",
		change: (document) => delete document.webhooks.PROVIDER_STATUS_CHANGED,
		severity: "breaking",
		at: "PROVIDER_STATUS_CHANGED",
		says: "It was removed. Receivers no longer get it, and a `case` with `PROVIDER_STATUS_CHANGED` no longer compiles.",
		redocly: "breaking",
		pointer: "#/webhooks/PROVIDER_STATUS_CHANGED",
		program: `const name: WebhookEvent["event"] = "PROVIDER_STATUS_CHANGED";`,
		compiles: false,
	},
	{
		kind: "a removed field of an event",
		change(document) {
			const event = schema(document, "RefundCompletedEvent");
			delete event.properties.lomi_environment;
			drop(event.required, "lomi_environment");
		},
		severity: "breaking",
		at: "REFUND_COMPLETED",
		says: "`lomi_environment` was removed. Code that reads it no longer compiles",
		redocly: "breaking",
		pointer: "#/components/schemas/RefundCompletedEvent",
		program: `declare const event: RefundCompletedEvent; console.log(event.lomi_environment);`,
		compiles: false,
	},
	{
		kind: "a changed operationId",
		change(document) {
			operation(document, "/providers", "get").operationId = "findProviders";
		},
		severity: "breaking",
		at: "findProviders",
		says: "Its operationId was `listProviders`, and its method in the client is now `lomi.providers.find`. `lomi.providers.list` no longer compiles. Nothing changes on the wire.",
		redocly: "breaking",
		pointer: "#/paths/~1providers/get/operationId",
		program: "await lomi.providers.list();",
		compiles: false,
	},
	{
		kind: "another header for the key",
		change(document) {
			(document.components.securitySchemes?.apiKey as Node).name =
				"Authorization";
		},
		severity: "breaking",
		at: "The API as a whole",
		says: "changed from `X-API-Key` to `Authorization`. An installed client sends its key as before, and gets an `AuthenticationError`.",
		redocly: "breaking",
		pointer: "#/components/securitySchemes/apiKey",
	},
	{
		kind: "another server URL",
		change(document) {
			(document.servers[1] as Node).url = "https://api.lomi.africa/v2";
		},
		severity: "breaking",
		at: "The API as a whole",
		says: "became `https://api.lomi.africa/v2`. An installed client keeps calling the old URL.",
		redocly: "breaking",
		pointer: "#/servers/1/url",
	},
];
