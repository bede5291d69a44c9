/** The checkout page in a real browser: everyone can pay, and only the sandbox receives requests. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { MESSAGES } from "../../../packages/sandbox/checkout/pages/locales.ts";
import { FIRST, useSandbox } from "../setup/sandbox.ts";
import { type Customer, pay, useShop } from "./customer.ts";

const sandbox = useSandbox();
const shop = useShop(sandbox);

const statusOf = async (id: string) =>
	(await sandbox.lomi.checkoutSessions.get(id)).data.status;
/** Statuses of the attempts, sorted, since they have the same time. */
const attemptsOf = async (id: string) => {
	const rows = await sandbox.database
		.selectFrom("transactions")
		.select("status")
		.where("checkout_session_id", "=", id)
		.orderBy("status")
		.execute();
	return rows.map(({ status }) => status);
};
const notice = (page: Page) => page.getByRole("alert").innerText();

const CUSTOMERS: Record<string, Customer> = {
	"on a phone, in French, without JavaScript": {
		width: 360,
		locale: "fr-CI",
		javaScript: false,
		scheme: "light",
	},
	"on a phone, in English, in the dark": {
		width: 360,
		locale: "en-GB",
		javaScript: true,
		scheme: "dark",
	},
	"on a desktop, in French": {
		width: 1440,
		locale: "fr-CI",
		javaScript: true,
		scheme: "light",
	},
	"on a desktop, in English, without JavaScript, in the dark": {
		width: 1440,
		locale: "en-GB",
		javaScript: false,
		scheme: "dark",
	},
};

describe.each(Object.entries(CUSTOMERS))("a customer %s", (_, customer) => {
	const words = MESSAGES[customer.locale === "fr-CI" ? "fr" : "en"];
	const amount =
		customer.locale === "fr-CI"
			? "10\u202f000\u00a0F\u202fCFA"
			: "F\u202fCFA\u00a010,000";

	test("sees why a payment fails, tries again, and returns to the shop", async () => {
		const { id, url } = await shop.session();
		const page = await shop.open(customer);
		await page.goto(url);
		expect(await page.locator(".amount").textContent()).toBe(amount);
		expect(await page.locator(".pay").textContent()).toBe(words.pay(amount));
		expect(await page.locator(".test").innerText()).toMatch(/^test/i);
		await pay(page, "07 01 02 00 01");
		expect(await notice(page)).toContain(words.failure.insufficient_funds);
		expect(await page.locator("#name").inputValue()).toBe("Awa Koné");
		await pay(page, "07 01 02 00 02");
		expect(await notice(page)).toContain(words.failure.declined);
		await page.reload();
		expect(await attemptsOf(id)).toStrictEqual(["failed", "failed"]);
		shop.visits.length = 0;
		await pay(page, "07 01 02 03 04");
		await expect.poll(() => page.url()).toBe(shop.paid);
		expect(await statusOf(id)).toBe("completed");
		expect(await attemptsOf(id)).toStrictEqual([
			"completed",
			"failed",
			"failed",
		]);
		for (const { headers } of shop.visits.filter(({ url }) => url === "/merci"))
			expect(headers).not.toHaveProperty("referer");
		await page.goto(url);
		expect(await page.locator("h1").innerText()).toBe(
			words.completed("", "").title,
		);
		await page.getByRole("link", { name: words.back }).click();
		await expect.poll(() => page.url()).toBe(shop.paid);
	});

	test("returns to the shop without paying", async () => {
		const { id, url } = await shop.session();
		const page = await shop.open(customer);
		await page.goto(url);
		await page.getByRole("button", { name: words.cancel }).click();
		await expect.poll(() => page.url()).toBe(shop.cancelled);
		expect(await statusOf(id)).toBe("open");
		expect(await attemptsOf(id)).toStrictEqual([]);
	});

	test("sees that the session has expired", async () => {
		const { id, url } = await shop.session();
		const page = await shop.open(customer);
		await page.goto(url);
		await sandbox.engine.expire(id);
		await pay(page, "07 01 02 03 04");
		expect(await page.locator("h1").innerText()).toBe(words.expired("").title);
		expect(await attemptsOf(id)).toStrictEqual([]);
	});
});

describe("after paying", () => {
	test("the shop may redirect to wherever it wants, such as an app", async () => {
		const { id, url } = await shop.session({
			success_url: `${shop.origin}/app`,
		});
		const page = await shop.open();
		const asked = page.waitForRequest("myapp://paid");
		await page.goto(url);
		await pay(page, "07 01 02 03 04");
		await asked;
		expect(await statusOf(id)).toBe("completed");
	});
});

describe("a quantity", () => {
	test.each([true, false])(
		"is chosen on the page, with JavaScript: %s",
		async (javaScript) => {
			const { data: product } = await sandbox.lomi.products.create({
				name: "Pagne wax 6 yards",
				price: 15_000,
				currency_code: "XOF",
			});
			const { id, url } = await shop.session({
				product_id: product.product_id,
				allow_quantity: true,
			});
			const page = await shop.open({ javaScript });
			await page.goto(url);
			const shown = () => page.locator(".amount").innerText();
			expect(await shown()).toMatch(/^15\s000/);
			await page.locator("#name").fill("Awa Koné");
			await page.locator("#quantity").fill("3");
			if (javaScript) await page.locator("#phone").click();
			else await pay(page, "07 01 02 03 04");
			await expect.poll(shown).toMatch(/^45\s000/);
			expect(await attemptsOf(id)).toStrictEqual([]);
			expect(await page.locator("#name").inputValue()).toBe("Awa Koné");
			await pay(page, "07 01 02 03 04");
			await expect.poll(() => page.url()).toBe(shop.paid);
			const { data } = await sandbox.lomi.checkoutSessions.get(id);
			expect(data).toMatchObject({ quantity: 3, amount: 45_000 });
		},
	);
});

describe("a payment", () => {
	test("is made once on a double click", async () => {
		const { id, url } = await shop.session({
			customer_phone: "+2250701020304",
			customer_name: "Awa Koné",
		});
		const page = await shop.open();
		await page.goto(url);
		await page.getByLabel("Wave").check();
		await page.locator(".pay").dblclick();
		await expect.poll(() => page.url()).toBe(shop.paid);
		expect(await attemptsOf(id)).toStrictEqual(["completed"]);
	});

	test.each([true, false])(
		"is polled while pending, with JavaScript: %s",
		async (javaScript) => {
			const { id, url } = await shop.session();
			// Its own tab, whose scripts use a fake clock. Without scripts, the browser uses its own.
			const page = await shop.open({ javaScript, width: 400 });
			if (javaScript) await page.clock.install();
			await page.goto(url);
			await pay(page, "07 01 02 00 05");
			expect(await page.locator("h1").innerText()).toBe(
				MESSAGES.fr.pending("").title,
			);
			expect(await page.getByRole("status").innerText()).toContain("Wave");
			expect(await page.locator("main").innerText()).toContain(
				"+225 07 01 02 0005",
			);
			expect(await attemptsOf(id)).toStrictEqual(["pending"]);
			sandbox.clock.turn(20_000);
			if (javaScript) await page.clock.runFor(20_000);
			await expect.poll(() => page.url()).toBe(shop.paid);
			expect(await attemptsOf(id)).toStrictEqual(["completed"]);
		},
	);

	test("ends as the test menu says, whatever the number", async () => {
		const { id, url } = await shop.session();
		const page = await shop.open();
		await page.goto(url);
		await page.locator("summary").click();
		await page.getByRole("combobox").selectOption("provider_down");
		await pay(page, "07 01 02 00 05");
		expect(await notice(page)).toContain(MESSAGES.fr.failure.provider_down);
		expect(await attemptsOf(id)).toStrictEqual(["failed"]);
	});

	test("that nobody confirms can be cancelled, and expires with the session", async () => {
		const { id, url } = await shop.session();
		const page = await shop.open({ javaScript: false });
		await page.goto(url);
		await pay(page, "07 01 02 00 03");
		await page.getByRole("button", { name: MESSAGES.fr.cancel }).click();
		await expect.poll(() => page.url()).toBe(shop.cancelled);
		expect(await attemptsOf(id)).toStrictEqual(["failed"]);
		await page.goto(url);
		await pay(page, "07 01 02 00 03");
		sandbox.clock.turn(31 * 60_000);
		// The page may be reloading itself.
		await page.goto(url);
		expect(await page.locator("h1").innerText()).toBe(
			MESSAGES.fr.expired("").title,
		);
		expect(await attemptsOf(id)).toStrictEqual(["expired", "failed"]);
	});
});

test("a payment link opens a session, and shows a subscriber the interval", async () => {
	const { data: plan } = await sandbox.lomi.subscriptionPlans.create(
		FIRST.merchant_id,
		{
			name: "Club",
			amount: 90_000,
			currency_code: "XOF",
			billing_frequency: "quarterly",
		},
	);
	const { data: link } = await sandbox.lomi.paymentLinks.create({
		link_type: "plan",
		plan_id: plan.plan_id,
		title: "Club des fidèles",
		currency_code: "XOF",
	});
	const page = await shop.open({ locale: "en-GB" });
	await page.goto(link.url);
	expect(new URL(page.url()).pathname).toMatch(/^\/checkout\/[0-9a-f-]{36}$/);
	expect(await page.locator(".amount").innerText()).toBe(
		"F\u202fCFA\u00a090,000 / 3 months",
	);
	await pay(page, "07 01 02 03 04");
	// The link has no URL of the shop.
	await page.getByText(MESSAGES.en.completed("", "").title).waitFor();
	expect(await page.getByRole("link", { name: MESSAGES.en.back }).count()).toBe(
		0,
	);
	const { data } = await sandbox.lomi.subscriptions.list();
	expect(data[0]).toMatchObject({ plan_id: plan.plan_id, status: "active" });
});

describe("the page", () => {
	/** Each state of the page, and how to get there. */
	const STATES: Record<string, (page: Page) => Promise<unknown>> = {
		open: async (page) => {
			await page.goto(
				(await shop.session({ public_description: "Six yards" })).url,
			);
			await page.locator("summary").click();
		},
		wrong: async (page) => {
			await page.goto((await shop.session()).url);
			await page.locator("form").evaluate((form: HTMLFormElement) => {
				form.noValidate = true;
			});
			await page.locator("#phone").fill("12");
			await page.locator("#email").fill("awa");
			await page.locator(".pay").click();
			await page.locator("#email-wrong").waitFor();
		},
		pending: async (page) => {
			await page.goto((await shop.session()).url);
			await pay(page, "+221 77 102 00 05");
			await page.getByRole("status").waitFor();
		},
		completed: async (page) => {
			const { id, url } = await shop.session();
			await sandbox.engine.pay(id);
			await page.goto(url);
		},
		expired: async (page) => {
			const { id, url } = await shop.session();
			await sandbox.engine.expire(id);
			await page.goto(url);
		},
		unknown: (page) => page.goto(`${sandbox.origin}/checkout/nothing`),
		unusable: async (page) => {
			const { data } = await sandbox.lomi.paymentLinks.create({
				link_type: "instant",
				title: "Don",
				price: 500,
				currency_code: "XOF",
				is_active: false,
			});
			await page.goto(data.url);
		},
	};

	test.each(Object.entries(STATES))(
		"is accessible when %s, and fits a small phone",
		async (_, go) => {
			const page = await shop.open({ width: 320 });
			await go(page);
			await page.evaluate(axe.source);
			const backgrounds = new Set<string>();
			for (const colorScheme of ["light", "dark"] as const) {
				await page.emulateMedia({ colorScheme });
				// Axe's other rules don't depend on the theme.
				const only = colorScheme === "dark" ? '"color-contrast"' : "";
				expect(
					await page.evaluate(
						`axe.run(${only && `{ runOnly: [${only}] }`}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`,
					),
				).toStrictEqual([]);
				const [background, width] = await page.evaluate(() => [
					getComputedStyle(document.body).backgroundColor,
					document.documentElement.scrollWidth,
				]);
				expect(width).toBe(320);
				backgrounds.add(String(background));
			}
			expect(backgrounds.size).toBe(2);
		},
	);

	test("can be switched to the other language, and keeps it", async () => {
		const page = await shop.open();
		await page.goto((await shop.session()).url);
		await page.getByRole("link", { name: "English" }).click();
		await page.getByText(MESSAGES.en.payWith).waitFor();
		await pay(page, "07 01 02 00 02");
		expect(await notice(page)).toContain(MESSAGES.en.failed);
		await page.getByRole("link", { name: "Français" }).click();
		await page.getByText(MESSAGES.fr.payWith).waitFor();
		expect(await notice(page)).toContain(MESSAGES.fr.failed);
	});
});

/** Injection attempts. */
const HOSTILE: Record<string, string> = {
	elements: `"><script>alert(1)</script><img src=x onerror=alert(2)>`,
	"ends of elements": "</title></style></textarea><svg onload=alert(3)>",
	attributes: "' autofocus onfocus=alert(4) x='",
	"other signs": "&lt;b&gt; &#60;i&#62; {{7*7}} \u202eelddim\u0007",
	"a long word": "a".repeat(500),
};

test.each(Object.entries(HOSTILE))(
	"shows %s as text, in every field",
	async (_, shown) => {
		const texts = {
			title: shown,
			public_description: shown,
			customer_name: shown,
			customer_phone: shown,
		};
		const { id, url } = await shop.session(texts);
		// No request can store these.
		const { database } = sandbox;
		const setEmail = (customer_email: string | null) =>
			database
				.updateTable("checkout_sessions")
				.set({ customer_email })
				.where("checkout_session_id", "=", id)
				.execute();
		await setEmail(shown);
		onTestFinished(async () => void (await setEmail(null)));
		await database.updateTable("merchants").set({ name: shown }).execute();
		await database.updateTable("providers").set({ name: shown }).execute();
		const page = await shop.open();
		await page.goto(`${url}?lang=${encodeURIComponent(shown)}`);
		const look = async () => {
			expect(
				await page
					.locator("script, img, svg, b b, [onload], [autofocus]")
					.count(),
			).toBe(0);
			const { scrollWidth, clientWidth } = await page.evaluate(() => {
				const { scrollWidth, clientWidth } = document.documentElement;
				return { scrollWidth, clientWidth };
			});
			expect(scrollWidth).toBe(clientWidth);
		};
		await look();
		for (const place of [".shop bdi", "h1", ".about", ".choice b"])
			expect(await page.locator(place).first().textContent()).toBe(shown);
		const sent = await page
			.locator("form")
			.evaluate((form: HTMLFormElement) => {
				form.noValidate = true;
				return Object.fromEntries(new FormData(form));
			});
		expect(sent.phone).toBe(shown);
		expect(sent.name).toBe(shown);
		await page.locator(".pay").click();
		await page.locator(".wrong").first().waitFor();
		await look();
		await sandbox.engine.expire(id);
		await page.goto(url);
		await look();
		expect(await page.locator("main p").first().textContent()).toContain(shown);
	},
);

test("a payment link opens a session for a customer who follows it, and for nothing that a page loads", async () => {
	const { data: link } = await sandbox.lomi.paymentLinks.create({
		link_type: "instant",
		title: "Don",
		price: 500,
		currency_code: "XOF",
	});
	const sessions = async () =>
		(await sandbox.lomi.checkoutSessions.list()).meta.total_count ?? 0;
	const before = await sessions();
	const url = link.url;
	shop.body = `
		<img src="${url}" alt=""><iframe src="${url}"></iframe><object data="${url}"></object>
		<embed src="${url}"><script async src="${url}"></script><link rel="stylesheet" href="${url}"><link rel="prefetch" href="${url}">
		<a href="${url}">Payer</a>`;
	const browser = (await shop.open()).context().browser();
	// Errors in this page are expected.
	const page = await (await browser?.newContext())?.newPage();
	if (!page) throw new Error("There is no browser.");
	const loaded: string[] = [];
	page.on("request", (request) => {
		if (request.url() === url) loaded.push(request.resourceType());
	});
	await page.goto(shop.paid);
	await page.evaluate((at) => fetch(at, { mode: "no-cors" }), url);
	// Otherwise nothing would be tested.
	expect(new Set(loaded)).toEqual(
		new Set([...loaded, "image", "script", "stylesheet", "document", "fetch"]),
	);
	expect(await sessions()).toBe(before);
	await page.getByRole("link").click();
	await expect.poll(() => page.url()).toContain("/checkout/");
	expect(await sessions()).toBe(before + 1);
	await page.context().close();
	shop.body = "";
});
