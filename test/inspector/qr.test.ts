/** The QR codes of addresses can be scanned: what is on the screen is decoded, as a phone's camera would. */
import jsqr from "jsqr";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pathOf } from "../../packages/inspector/app/routes.ts";
import { newContext } from "../docs-site/context.ts";
import { type Inspector, startInspector } from "./open-inspector.ts";

/** Of the longest kind: the code has the more modules, and smaller ones. */
const ORIGIN = "http://awa-kones-macbook-pro-14.local:40200";
/** What is seen around the code, in CSS pixels. */
const AROUND = 24;
// The package is CommonJS, and its types say otherwise.
const decode = jsqr as unknown as typeof jsqr.default;

let inspector: Inspector;
beforeAll(async () => {
	inspector = await startInspector({}, async (options) => {
		const context = await newContext(options);
		// Which networks this machine is in differs.
		await context.route("**/_sandbox/info", async (route) => {
			const response = await route.fetch();
			const { data } = await response.json();
			const json = { data: { ...data, network_urls: [ORIGIN] } };
			await route.fulfill({ response, json });
		});
		return context;
	});
});
afterAll(() => inspector.close());

/** The pixels of the code, and of what is around it. */
async function look(page: Page) {
	const code = page.locator(".qr");
	await code.scrollIntoViewIfNeeded();
	const { x, y, width, height } = (await code.boundingBox()) ?? {
		x: 0,
		y: 0,
		width: 0,
		height: 0,
	};
	const picture = await page.screenshot({
		clip: {
			x: x - AROUND,
			y: y - AROUND,
			width: width + 2 * AROUND,
			height: height + 2 * AROUND,
		},
	});
	return page.evaluate(async (base64) => {
		const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
		const image = await createImageBitmap(new Blob([bytes]));
		const canvas = new OffscreenCanvas(image.width, image.height);
		const context = canvas.getContext("2d");
		context?.drawImage(image, 0, 0);
		const pixels = context?.getImageData(0, 0, image.width, image.height);
		return {
			data: [...(pixels?.data ?? [])],
			width: image.width,
			height: image.height,
		};
	}, picture.toString("base64"));
}

test.each([
	["light", 1],
	["light", 2],
	["dark", 1],
	["dark", 2],
] as const)(
	"a session's code leads to its page, in the %s theme on a screen of density %d",
	async (colorScheme, deviceScaleFactor) => {
		const { data: session } = await inspector.lomi.checkoutSessions.create({
			amount: 30_000,
			currency_code: "XOF",
			allowed_providers: ["WAVE"],
			success_url: "https://boutique.example.ci/merci",
			cancel_url: "https://boutique.example.ci/panier",
		});
		const page = await inspector.open(
			pathOf("checkout", session.checkout_session_id),
			{ colorScheme, deviceScaleFactor },
		);
		const shown = await page.locator("figcaption code").innerText();
		expect(shown).toBe(ORIGIN + new URL(session.url).pathname);
		const { data, width, height } = await look(page);
		// Not every app looks for inverted codes.
		const found = decode(Uint8ClampedArray.from(data), width, height, {
			inversionAttempts: "dontInvert",
		});
		expect(found?.data).toBe(shown);
	},
);
