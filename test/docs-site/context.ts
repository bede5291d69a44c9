/** Contexts of the shared browser. */
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

/** The shared browser. Each worker connects once; close only your contexts. */
export function connectBrowser(): Promise<Browser> {
	connected ??= chromium.connect(inject("browser"), { timeout: HANGS });
	return connected;
}

/** An isolated context: cookies, storage, viewport, language. */
export async function newContext(
	options?: BrowserContextOptions,
): Promise<BrowserContext> {
	const browser = await connectBrowser();
	const context = await browser.newContext(options);
	context.setDefaultTimeout(HANGS);
	return context;
}

/** Waits until the reference has a heading. */
export function waitForHeading(page: Page, name: string): Promise<void> {
	return page
		.locator("#redoc")
		.getByRole("heading", { name })
		.first()
		.waitFor();
}
