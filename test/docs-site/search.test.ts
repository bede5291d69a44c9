/** Search quality: queries the built index as the browser does. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import MiniSearch from "minisearch";
import { expect, inject, test } from "vitest";
import { find } from "../../docs-site/browser/search.ts";
import { options } from "../../docs-site/browser/search-options.ts";
import keywords from "../../docs-site/keywords.json" with { type: "json" };
import { operations } from "../api.ts";
import { pages } from "./html.ts";

const index = MiniSearch.loadJSON(
	readFileSync(join(inject("site"), "search.json"), "utf8"),
	options,
);

/** Queries and the expected first result. */
const QUERIES: [query: string, address: string][] = [
	["refund status", "operations/getRefund/"],
	["rembourser", "operations/getRefund/"],
	["signature header", "guides/receiving-webhooks/#verify-the-signature"],
	["verify webhook", "guides/receiving-webhooks/#verify-the-signature"],
	["429", "errors/#429"],
	["404", "errors/#404"],
	["MISSING_PARAMETER", "errors/#MISSING_PARAMETER"],
	["invalid reference", "errors/#INVALID_REFERENCE"],
	["expire link", "operations/updatePaymentLink/"],
	["create checkout session", "operations/createCheckoutSession/"],
	["createCheckoutSession", "operations/createCheckoutSession/"],
	["POST /customers", "operations/createCustomer/"],
	["creat chekout sesion", "operations/createCheckoutSession/"],
	["idempotency key", "guides/idempotency/"],
	["idempotence", "guides/idempotency/"],
	["rate limit", "guides/rate-limits/"],
	["api key", "guides/environments-and-keys/"],
	["clé api", "guides/environments-and-keys/"],
	["pagination", "guides/pagination/"],
	["fees", "guides/amounts-and-currencies/#fees"],
	["frais", "guides/amounts-and-currencies/#fees"],
	["cancel subscription", "operations/cancelSubscription/"],
	["annuler abonnement", "operations/cancelSubscription/"],
	["PAYMENT_SUCCEEDED", "events/PAYMENT_SUCCEEDED/"],
	["payment failed event", "events/PAYMENT_FAILED/"],
	["balance", "operations/getMerchantBalance/"],
	["solde", "operations/getMerchantBalance/"],
	["retry delivery", "operations/retryWebhookDelivery/"],
	["go live", "guides/going-live/"],
	["sandbox", "guides/testing/#the-sandbox-whole-flows"],
	["abonnement", "guides/sell-subscriptions/"],
	["CheckoutSessionCreate", "schemas/CheckoutSessionCreate/"],
	["typescript client", "client/"],
	["mrr", "operations/getMerchantMrr/"],
];

test.each(QUERIES)("%s finds %s first", (query, address) => {
	const found = find(index, query).map((result) => result.address);
	expect(found).toContain(address);
	expect(found[0]).toBe(address);
});

test("each operation is found by its operationId and by its summary", () => {
	for (const { id, summary } of operations) {
		const addresses = (query: string) =>
			find(index, query).map(({ address }) => address);
		expect(addresses(id)[0], id).toBe(`operations/${id}/`);
		expect(addresses(summary), summary).toContain(`operations/${id}/`);
	}
});

test("partial matches return results, and nonsense returns none", () => {
	expect(find(index, "refund zzzzqqqq")).not.toStrictEqual([]);
	expect(find(index, "zzzzqqqq")).toStrictEqual([]);
	expect(find(index, "")).toStrictEqual([]);
});

test("the keywords refer to existing pages", () => {
	for (const address of Object.keys(keywords)) {
		const [page = "", anchor] = address.split("#");
		expect(pages.get(page), address).toBeDefined();
		if (anchor) expect(pages.get(page)?.anchors).toContain(anchor);
	}
});
