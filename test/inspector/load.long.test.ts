/** The inspector stays responsive and small while requests pour in. */
import { expect, test } from "vitest";
import { pathOf } from "../../packages/inspector/app/routes.ts";
import { launchBrowser } from "../docs-site/browser.ts";
import { startInspector } from "./open-inspector.ts";

/** More than 10,000 requests a minute, for as many rounds. */
const ROUND = 2_000;
const ROUNDS = 6;

test("12,000 requests arrive while the page is open: its memory doesn't grow, and the last one is shown", async () => {
	// The shared browser is that of the short tests.
	const browser = await launchBrowser();
	const inspector = await startInspector({ empty: true }, (options) =>
		browser.newContext(options),
	);
	try {
		const { lomi, control } = inspector;
		const page = await inspector.open(pathOf("requests"));
		const tab = await page.context().newCDPSession(page);
		await tab.send("Performance.enable");
		const heap = async () => {
			await tab.send("HeapProfiler.collectGarbage");
			const { metrics } = await tab.send("Performance.getMetrics");
			return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0;
		};
		const sizes: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			for (let sent = 0; sent < ROUND; sent += 20) {
				await Promise.all(
					Array.from({ length: 20 }, () => lomi.customers.list({ limit: 1 })),
				);
				// A page that doesn't answer would hang here.
				if (sent % 500 === 0)
					await page.evaluate(() => new Promise(requestAnimationFrame));
			}
			const last = `/v1/customers?limit=${round + 2}`;
			await lomi.customers.list({ limit: round + 2 });
			await page.locator("tbody tr").filter({ hasText: last }).waitFor();
			expect(await page.locator("tbody tr").count()).toBeLessThanOrEqual(50);
			sizes.push(await heap());
		}
		// The slope of the last rounds: what one round of 2,000 requests leaves behind.
		const later = sizes.slice(2);
		const slope = ((later.at(-1) ?? 0) - (later[0] ?? 0)) / (later.length - 1);
		expect(slope, sizes.join(", ")).toBeLessThan(300_000);
		const { data } = await control.requests.list({ limit: 1 });
		expect(data).toHaveLength(1);
	} finally {
		await inspector.close();
		await browser.close();
	}
});
