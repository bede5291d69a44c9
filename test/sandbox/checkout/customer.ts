/** A shop whose customers pay in the sandbox, and their browsers. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { newContext } from "../../docs-site/context.ts";
import type { RunningSandbox } from "../setup/sandbox.ts";

export interface Customer {
	width: number;
	locale: "fr-CI" | "en-GB";
	javaScript: boolean;
	scheme: "light" | "dark";
}

export interface Shop {
	/** On another host than the sandbox. */
	origin: string;
	/** Where customers end up: the shop redirects from a host of its own. */
	paid: string;
	cancelled: string;
	/** A blank browser page. Requests to other hosts and errors in the page count as faults. */
	open(customer?: Partial<Customer>): Promise<Page>;
	/** Creates a session, and returns its ID and URL. */
	session(fields?: object): Promise<{ id: string; url: string }>;
	/** Requests that the shop received. */
	visits: IncomingMessage[];
	/** What the body of the shop's pages has. */
	body: string;
}

const USUAL: Customer = {
	width: 360,
	locale: "fr-CI",
	javaScript: true,
	scheme: "light",
};

/** The shop and the browser for a test file. */
export function useShop(sandbox: RunningSandbox): Shop {
	const shop = { visits: [] as IncomingMessage[], body: "" } as Shop;
	const faults: string[] = [];
	/** Contexts by their options: opening one takes longer than many pages. */
	const opened = new Map<string, Page>();
	const server = createServer((request, response) => {
		shop.visits.push(request);
		const isFirst = request.headers.host?.startsWith("localhost");
		// At /app, the last redirect leads to an app on the customer's phone.
		const isApp = request.url === "/app" && !isFirst;
		const location = isApp
			? "myapp://paid"
			: `http://127.0.0.1:${port()}${request.url}`;
		response.writeHead(isFirst || isApp ? 302 : 200, {
			"content-type": "text/html",
			...((isFirst || isApp) && { location }),
		});
		response.end(`<!doctype html><title>Boutique</title><body>${shop.body}`);
	});
	const port = () => (server.address() as AddressInfo).port;
	beforeAll(async () => {
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		shop.origin = `http://localhost:${port()}`;
		shop.paid = `http://127.0.0.1:${port()}/merci`;
		shop.cancelled = `http://127.0.0.1:${port()}/panier`;
	});
	afterAll(async () => {
		for (const page of opened.values()) await page.context().close();
		server.closeAllConnections();
		server.close();
		expect(faults).toStrictEqual([]);
	});
	shop.open = async (customer) => {
		const { width, locale, javaScript, scheme } = { ...USUAL, ...customer };
		const kind = [width, locale, javaScript, scheme].join();
		const known = opened.get(kind);
		if (known) {
			// Clear what the previous page left.
			await known.goto("about:blank");
			await known.emulateMedia({ colorScheme: scheme });
			await known.context().clearCookies();
			return known;
		}
		const context = await newContext({
			viewport: { width, height: 800 },
			locale,
			javaScriptEnabled: javaScript,
			colorScheme: scheme,
		});
		const page = await context.newPage();
		opened.set(kind, page);
		const own = () => [sandbox.origin, shop.origin, new URL(shop.paid).origin];
		page.on("request", (request) => {
			const url = request.url();
			if (url.startsWith("http") && !own().includes(new URL(url).origin))
				faults.push(`asks ${url}`);
		});
		page.on("console", (message) => {
			// An expected 404 page isn't a fault.
			const isStatus = /status of 4\d\d/.test(message.text());
			if (message.type() === "error" && !isStatus) faults.push(message.text());
		});
		page.on("pageerror", (error) => faults.push(String(error)));
		page.on("dialog", (dialog) => faults.push(dialog.message()));
		return page;
	};
	shop.session = async (fields = {}) => {
		const { data } = await sandbox.lomi.checkoutSessions.create({
			amount: 10_000,
			currency_code: "XOF",
			allowed_providers: ["WAVE", "ORANGE"],
			success_url: `${shop.origin}/merci`,
			cancel_url: `${shop.origin}/panier`,
			title: "Pagne wax",
			...fields,
		});
		return { id: data.checkout_session_id, url: data.url };
	};
	return shop;
}

/** Fills in and submits the form. */
export async function pay(page: Page, phone: string): Promise<void> {
	await page.getByLabel("Wave").check();
	await page.locator("#phone").fill(phone);
	await page.locator("#name").fill("Awa Koné");
	await page.locator(".pay").click();
}
