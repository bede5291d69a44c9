/** `npm run screenshots`: takes the pictures of README and docs, of a sandbox in which something happens. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { Lomi } from "../../packages/client/index.ts";
import { Control } from "../../packages/control/index.ts";
import { pathOf } from "../../packages/inspector/app/routes.ts";
import { createSandbox } from "../../packages/sandbox/index.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { BASE } from "../bundle.ts";
import { launchBrowser } from "../docs-site/browser.ts";

const FOLDER = `${ROOT}docs-site/images/`;
const TAB = { viewport: { width: 1280, height: 800 }, locale: "en-GB" };

const sandbox = await createSandbox({ seed: 7, seedSize: 1_500 });
const origin = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
const [merchant] = sandbox.merchants;
const lomi = new Lomi({
	apiKey: merchant?.api_key ?? "",
	baseUrl: origin + BASE,
	maxRetries: 0,
});
const control = new Control({ url: origin });

/** An endpoint that has moved. */
const moved = createServer((_request, response) =>
	response
		.writeHead(301, { location: "/api/webhooks" })
		.end("Moved Permanently"),
);
await new Promise<void>((resolve) => moved.listen(0, "127.0.0.1", resolve));

async function live(): Promise<void> {
	await lomi.webhooks.create({
		url: `http://127.0.0.1:${(moved.address() as AddressInfo).port}/webhooks`,
		authorized_events: ["PAYMENT_SUCCEEDED", "CHECKOUT_COMPLETED"],
	});
	await lomi.providers.list();
	const { data: customer } = await lomi.customers.create({
		name: "Awa Koné",
		phone_number: "+2250701020304",
		city: "Abidjan",
	});
	await lomi.customers.get(customer.customer_id);
	await lomi.customers.create({ nom: "Fanta Traoré" } as never).catch(() => {});
	for (const amount of [12_500, 30_000]) {
		const { data } = await lomi.checkoutSessions.create({
			amount,
			currency_code: "XOF",
			title: "Pagne tissé, 6 yards",
			allowed_providers: ["WAVE", "ORANGE"],
			success_url: "https://boutique.example.ci/merci",
			cancel_url: "https://boutique.example.ci/panier",
			metadata: { order_id: "CI-2041" },
		});
		await control.checkoutSessions.pay(data.checkout_session_id, {
			phone: customer.phone_number ?? "",
		});
	}
	await lomi.transactions.list({ limit: 5 });
}

const take = async (page: Page, path: string, name: string, ready: string) => {
	await page.goto(origin + path);
	await page.locator(ready).first().waitFor();
	// Fonts and the chart's last frame.
	await page.evaluate(() => new Promise(requestAnimationFrame));
	await page.screenshot({ path: `${FOLDER}${name}.png` });
	console.log(`docs-site/images/${name}.png`);
};

const browser = await launchBrowser();
try {
	await live();
	for (const colorScheme of ["light", "dark"] as const) {
		const page = await browser.newPage({ ...TAB, colorScheme });
		await take(page, "/", `inspector-${colorScheme}`, "canvas");
		await page.close();
	}
	const page = await browser.newPage(TAB);
	const { data: requests } = await control.requests.list({
		status: 400,
		limit: 1,
	});
	await take(
		page,
		pathOf("requests", requests[0]?.request_id),
		"inspector-request",
		".explained",
	);
	const { data: events } = await control.events.list({
		event: "PAYMENT_SUCCEEDED",
		limit: 1,
	});
	await take(
		page,
		pathOf("events", events[0]?.event_id),
		"inspector-webhook",
		".delivery .notice",
	);
	const { data: subscriptions } = await control.subscriptions.list({
		status: "active",
		limit: 1,
	});
	await take(
		page,
		pathOf("subscriptions", subscriptions[0]?.subscription_id),
		"inspector-subscription",
		".timeline .upcoming",
	);
} finally {
	await browser.close();
	moved.close();
	moved.closeAllConnections();
	await sandbox.close();
}
