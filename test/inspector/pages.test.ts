/** Every page in a real browser: widths, themes, languages, screen readers, and nothing but the sandbox's own answers. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NAVIGATION, pathOf } from "../../packages/inspector/app/routes.ts";
import { seriousIn } from "../docs-site/serious.ts";
import { some } from "../some.ts";
import { type Inspector, startInspector } from "./open-inspector.ts";

let inspector: Inspector;
/** Every list, and one item of each kind. */
let paths: string[];
beforeAll(async () => {
	inspector = await startInspector();
	const { control, lomi } = inspector;
	// What the seed doesn't have.
	await control.faults.create({
		kind: "request",
		status: 503,
		times: 2,
		nth: 9,
	});
	await control.snapshots.create({ name: "first" });
	await lomi.customers.create({ name: "" }).catch(() => {});
	const one = { limit: 1 };
	const first = async <Item>(list: PromiseLike<{ data: Item[] }>) =>
		(await list).data[0] as Item;
	const items = await Promise.all([
		first(control.requests.list(one)).then((it) =>
			pathOf("requests", it.request_id),
		),
		first(control.transactions.list(one)).then((it) =>
			pathOf("payments", it.transaction.transaction_id),
		),
		first(control.checkoutSessions.list(one)).then((it) =>
			pathOf("checkout", it.checkout_session_id),
		),
		first(control.paymentLinks.list(one)).then((it) =>
			pathOf("links", it.link_id),
		),
		first(control.customers.list(one)).then((it) =>
			pathOf("customers", it.customer_id),
		),
		first(control.products.list(one)).then((it) =>
			pathOf("products", it.product_id),
		),
		first(control.plans.list(one)).then((it) => pathOf("plans", it.plan_id)),
		first(control.subscriptions.list(one)).then((it) =>
			pathOf("subscriptions", it.subscription_id),
		),
		first(control.events.list(one)).then((it) => pathOf("events", it.event_id)),
		first(control.webhooks.list(one)).then((it) => pathOf("webhooks", it.id)),
	]);
	paths = [
		...NAVIGATION.flat().map((page) => pathOf(page)),
		...items,
		"/inspector/none",
	];
});
afterAll(() => inspector.close());

/** Waits until nothing is loading any more. */
const settle = async (page: Page) => {
	await page.getByRole("heading", { level: 1 }).waitFor();
	// The stream stays open, so the network is never idle: the lists say when they are there.
	await expect
		.poll(() =>
			page.evaluate(() => document.querySelector("main")?.childElementCount),
		)
		.toBeGreaterThan(1);
};

describe.each(["en-GB", "fr-FR"])("in %s", (locale) => {
	test("no page scrolls sideways, and all are readable, at 360 and 1440 pixels, light and dark", async () => {
		const page = await inspector.open("/", { locale });
		expect(await page.evaluate(() => document.documentElement.lang)).toBe(
			locale.slice(0, 2),
		);
		const found: string[] = [];
		for (const path of some(paths)) {
			await page.goto(inspector.origin + path);
			await settle(page);
			for (const width of [360, 1440]) {
				await page.setViewportSize({ width, height: 900 });
				for (const colorScheme of ["light", "dark"] as const) {
					await page.emulateMedia({ colorScheme });
					const where = `${path} at ${width} px, ${colorScheme}`;
					const wide = await page.evaluate(
						() => document.documentElement.scrollWidth,
					);
					if (wide > width) found.push(`${where}: ${wide} px wide`);
					// All other rules are the same in both themes.
					const only = colorScheme === "dark" ? "color-contrast" : undefined;
					for (const fault of await seriousIn(page, only))
						found.push(`${where}: ${fault}`);
				}
			}
		}
		expect(found).toStrictEqual([]);
	});
});

test("violations are detected", async () => {
	const page = await inspector.open("/");
	await page.evaluate(() => {
		const image = document.createElement("img");
		document.querySelector("main")?.append(image);
	});
	expect(await seriousIn(page)).toStrictEqual([
		expect.stringContaining("image-alt"),
	]);
});

test("back and forward, and addresses, lead to the same states", async () => {
	const page = await inspector.open("/inspector/payments?status=failed");
	const rows = page.locator("tbody tr");
	await rows.first().waitFor();
	await expect
		.poll(() => page.locator("tbody .status.bad").count())
		.toBe(await rows.count());
	await rows.first().getByRole("link").click();
	await page.locator(".detail h2").first().waitFor();
	const item = page.url();
	expect(item).toContain("?status=failed");
	await page.goBack();
	await expect.poll(() => page.locator(".detail").count()).toBe(0);
	await page.goForward();
	await page.locator(".detail h2").first().waitFor();
	expect(page.url()).toBe(item);
	const other = await inspector.open(
		new URL(item).pathname + new URL(item).search,
	);
	await other.locator(".detail h2").first().waitFor();
	expect(await other.getByLabel("Status").inputValue()).toBe("failed");
});

test("everything can be reached with the keyboard, and / searches", async () => {
	const { control } = inspector;
	const { data } = await control.events.list({ limit: 1 });
	const id = data[0]?.event_id ?? "";
	const page = await inspector.open("/");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
	await page.keyboard.press("/");
	await page.keyboard.type(id);
	await page.getByRole("option", { name: id }).waitFor();
	await page.keyboard.press("Enter");
	await expect
		.poll(() => new URL(page.url()).pathname)
		.toBe(pathOf("events", id));
	await page.locator(".detail h2").first().waitFor();
});

test("language and theme are remembered", async () => {
	const page = await inspector.open("/");
	await page.getByRole("button", { name: /Français/ }).click();
	await page.getByRole("heading", { name: "Accueil" }).waitFor();
	await page.getByRole("button", { name: /^Thème/ }).click();
	await page.getByRole("button", { name: "Thème : clair" }).waitFor();
	await page.reload();
	await page.getByRole("heading", { name: "Accueil" }).waitFor();
	expect(
		await page.evaluate(() => document.documentElement.dataset.theme),
	).toBe("light");
});

test("a hidden page holds no connection, and is up to date when it is shown again", async () => {
	const { lomi } = inspector;
	const page = await inspector.open(pathOf("customers"));
	await page.locator("tbody tr").first().waitFor();
	const setHidden = (isHidden: boolean) =>
		page.evaluate((hidden) => {
			Object.defineProperty(document, "hidden", {
				value: hidden,
				configurable: true,
			});
			document.dispatchEvent(new Event("visibilitychange"));
		}, isHidden);
	const streams = () =>
		new Promise<number>((resolve) =>
			inspector.sandbox.app.server.getConnections((_, count) => resolve(count)),
		);
	const before = await streams();
	await setHidden(true);
	await expect.poll(streams).toBeLessThan(before);
	await lomi.customers.create({ name: "Salimata Bamba" });
	expect(await page.getByText("Salimata Bamba").count()).toBe(0);
	await setHidden(false);
	await page.getByText("Salimata Bamba").waitFor();
});

test("what others have written is shown as text", async () => {
	const { lomi } = inspector;
	const hostile = `"><img src=x onerror="document.title='caught'"><script>document.title='caught'</script>`;
	const { data: customer } = await lomi.customers.create({
		name: hostile,
		metadata: { [hostile]: hostile },
	});
	const page = await inspector.open(pathOf("customers", customer.customer_id));
	await page.getByRole("heading", { name: hostile }).waitFor();
	await page.goto(inspector.origin + pathOf("requests"));
	await page.locator("tbody tr").first().getByRole("link").click();
	await page.locator(".detail .json").first().waitFor();
	expect(await page.title()).not.toContain("caught");
});
