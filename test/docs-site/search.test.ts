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
	["numéro de téléphone", "operations/createCustomer/"],
	["NUMERO TELEPHONE", "operations/createCustomer/"],
	["numéros de téléphone", "operations/createCustomer/"],
	["remboursements", "operations/getRefund/"],
	["état d’un remboursement", "operations/getRefund/"],
	["clé d'API", "guides/environments-and-keys/"],
	["clés d’API", "guides/environments-and-keys/"],
	["mot de passe", "guides/environments-and-keys/"],
	["signature du webhook", "guides/receiving-webhooks/#verify-the-signature"],
	["webhook signature", "guides/receiving-webhooks/#verify-the-signature"],
	["codes d’erreur", "guides/error-handling/"],
	["solde du compte", "operations/getMerchantBalance/"],
	["frais de transaction", "guides/amounts-and-currencies/#fees"],
	["taux de change", "guides/amounts-and-currencies/"],
	["créer un client", "operations/createCustomer/"],
	["supprimer un client", "operations/deleteCustomer/"],
	["lien de paiement", "guides/share-a-payment-link/"],
	["liens de paiement", "guides/share-a-payment-link/"],
	["historique des transactions", "operations/listTransactions/"],
	["paiement échoué", "events/PAYMENT_FAILED/"],
	["limite de requêtes", "guides/rate-limits/"],
	["bac à sable", "guides/testing/"],
	["mise en production", "guides/going-live/"],
	["annuler un abonnement", "operations/cancelSubscription/"],
	["renvoyer un webhook", "operations/retryWebhookDelivery/"],
	["créer un produit", "operations/createProduct/"],
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
