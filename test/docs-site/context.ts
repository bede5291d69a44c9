/** Tabs of the run's one browser, for the tests of any file. */
import {
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	chromium,
	type Page,
} from "playwright-core";
import { inject } from "vitest";
import { HANGS } from "../hangs.ts";

let connected: Promise<Browser> | undefined;

/** The browser, to which each worker connects once. Whoever closes their contexts is done with it. */
export function connectBrowser(): Promise<Browser> {
	connected ??= chromium.connect(inject("browser"), { timeout: HANGS });
	return connected;
}

/** A context of its own, which knows nothing of others: cookies, storage, size, language. */
export async function newContext(
	options?: BrowserContextOptions,
): Promise<BrowserContext> {
	const browser = await connectBrowser();
	const context = await browser.newContext(options);
	context.setDefaultTimeout(HANGS);
	return context;
}

/** Waits until the reference shows a heading. */
export function waitForHeading(page: Page, name: string): Promise<void> {
	return page
		.locator("#redoc")
		.getByRole("heading", { name })
		.first()
		.waitFor();
}
