/** What people do with the inspector, from beginning to end, in a real browser. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { pathOf } from "../../packages/inspector/app/routes.ts";
import { type Inspector, startInspector } from "./open-inspector.ts";

let inspector: Inspector;
const servers: ReturnType<typeof createServer>[] = [];
beforeAll(async () => {
	inspector = await startInspector({ webhookRetries: [3_600, 3_600] });
});
afterAll(async () => {
	for (const server of servers) server.close().closeAllConnections();
	await inspector.close();
});

const rows = (page: Page) => page.locator("main .list tbody tr");
const detail = (page: Page) => page.locator(".detail");

/** Creates a session for the connected providers. */
const openSession = async (fields: object = {}) => {
	const { data } = await inspector.lomi.checkoutSessions.create({
		amount: 30_000,
		currency_code: "XOF",
		allowed_providers: ["WAVE"],
		success_url: "https://boutique.example.ci/merci",
		cancel_url: "https://boutique.example.ci/panier",
		...fields,
	});
	return data;
};

test("a failing request is understood, corrected and sent again", async () => {
	const { lomi } = inspector;
	const page = await inspector.open(pathOf("requests"));
	await lomi.customers
		.create({ nom: "Awa Koné", city: "Abidjan" } as never)
		.catch(() => {});
	const failed = rows(page).filter({ hasText: "400" }).first();
	await failed.waitFor();
	expect(await failed.textContent()).toContain("/v1/customers");
	await failed.getByRole("link").click();
	await detail(page).getByText("INVALID_REQUEST").first().waitFor();
	const explained = await detail(page).locator(".explained").textContent();
	expect(explained).toContain("Fix:");
	const shown = await detail(page).textContent();
	expect(shown).toContain("Unknown field: `nom`");
	expect(shown).toContain("lomi_sk_test_***");
	expect(shown).not.toContain(inspector.sandbox.merchants[0]?.api_key);
	for (const label of ["curl", "TypeScript", "Python", "PHP"]) {
		await detail(page)
			.getByRole("button", { name: label, exact: true })
			.click();
		await expect
			.poll(() => detail(page).locator(".code pre").textContent())
			.toContain("Awa Koné");
	}
	await detail(page).getByRole("button", { name: "Edit and send" }).click();
	const field = detail(page).locator("textarea");
	expect(await field.inputValue()).toContain('"nom"');
	await field.fill("{ nobody");
	await detail(page).getByRole("button", { name: "Send", exact: true }).click();
	await detail(page).getByRole("alert").waitFor();
	await field.fill('{ "name": "Awa Koné", "city": "Abidjan" }');
	await detail(page).getByRole("button", { name: "Send", exact: true }).click();
	await detail(page).locator(".status", { hasText: "201" }).waitFor();
	const { data } = await inspector.control.customers.list({
		search: "Awa Koné",
		limit: 5,
	});
	expect(data.some(({ city }) => city === "Abidjan")).toBe(true);
	// Again, as it is.
	await detail(page).getByRole("button", { name: "Send again" }).click();
	await expect
		.poll(async () =>
			(
				await inspector.control.requests.list({
					operation: "createCustomer",
					limit: 9,
				})
			).data.map(({ status }) => status),
		)
		.toStrictEqual([201, 201, 400]);
});

test("no request is left out between the pages of a list that grows", async () => {
	const { lomi, control } = inspector;
	for (let n = 0; n < 55; n++) await lomi.providers.list();
	const page = await inspector.open(
		`${pathOf("requests")}?operation=listProviders`,
	);
	await expect.poll(() => rows(page).count()).toBe(50);
	for (let n = 0; n < 3; n++) await lomi.providers.list();
	const { data } = await control.requests.list({ operation: "listProviders" });
	const wanted = data.map(({ request_id }) => pathOf("requests", request_id));
	const shown = () =>
		rows(page)
			.getByRole("link")
			.evaluateAll((links) =>
				links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
			);
	await expect.poll(shown).toStrictEqual(wanted.slice(0, 50));
	await page.getByRole("link", { name: /Older/ }).click();
	await expect.poll(shown).toStrictEqual(wanted.slice(50));
});

test("a webhook that failed is understood, resent, and arrives", async () => {
	let isFixed = false;
	const received: string[] = [];
	const server = createServer((request, response) => {
		let body = "";
		request.on("data", (chunk) => {
			body += chunk;
		});
		request.on("end", () => {
			if (isFixed) received.push(JSON.parse(body).event);
			response.writeHead(
				isFixed ? 200 : 301,
				isFixed ? {} : { location: "/new" },
			);
			response.end(isFixed ? "" : "Moved");
		});
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;

	const page = await inspector.open(pathOf("webhooks"));
	await page.getByText("Add an endpoint").first().click();
	await page.getByLabel("URL").fill(url);
	await page.getByRole("button", { name: "Add an endpoint" }).click();
	await page.getByText("Its signing secret, shown only now:").waitFor();
	expect(await page.locator(".notice.good code").textContent()).toMatch(
		/^whsec_/,
	);
	await rows(page).filter({ hasText: url }).waitFor();

	const { checkout_session_id } = await openSession();
	await inspector.control.checkoutSessions.pay(checkout_session_id, {});
	await page.goto(inspector.origin + pathOf("events"));
	const failed = rows(page).filter({ hasText: "PAYMENT_CREATED" }).first();
	await failed.locator(".status").first().waitFor();
	await failed.getByRole("link").click();
	const delivery = detail(page).locator(".delivery").filter({ hasText: url });
	await delivery.getByText("redirects aren't followed").waitFor();
	await delivery.getByText("Moved").waitFor();
	await delivery.getByText("Next attempt").waitFor();
	expect(await delivery.locator(".copyable code").textContent()).toMatch(
		/^[0-9a-f]{64}$/,
	);

	isFixed = true;
	await delivery.getByRole("button", { name: /^Resend/ }).click();
	await delivery.locator("h3").getByText("Delivered").waitFor();
	expect(received).toContain("PAYMENT_CREATED");
});

test("any event is edited and sent", async () => {
	const page = await inspector.open(pathOf("events"));
	await page.getByText("Send an event").click();
	const panel = page.locator(".panel");
	await panel.getByLabel("Event").selectOption("PROVIDER_STATUS_CHANGED");
	const field = panel.getByLabel("Data of the event (JSON)");
	const data = JSON.parse(await field.inputValue());
	await field.fill(JSON.stringify({ ...data, name: "Wave Sénégal" }));
	await panel.getByRole("button", { name: "Send", exact: true }).click();
	await detail(page).getByText("Wave Sénégal").first().waitFor();
});

test("a subscription is followed through a year by the clock", async () => {
	const { lomi, control, sandbox } = inspector;
	const [merchant] = sandbox.merchants;
	const { data: plan } = await lomi.subscriptionPlans.create(
		merchant?.merchant_id ?? "",
		{
			name: "Suivi",
			amount: 5_000,
			currency_code: "XOF",
			billing_frequency: "monthly",
		},
	);
	const session = await openSession({ plan_id: plan.plan_id });
	await control.checkoutSessions.pay(session.checkout_session_id, {
		phone: "+2250701020304",
	});
	const page = await inspector.open(pathOf("subscriptions"));
	await rows(page)
		.filter({ hasText: "Suivi" })
		.first()
		.getByRole("link")
		.click();
	const entries = detail(page).locator(".timeline li");
	await entries.filter({ hasText: "Will be charged" }).first().waitFor();
	const address = page.url();

	await page.goto(inspector.origin + pathOf("clock"));
	const before = await page.locator(".now time").getAttribute("datetime");
	await page.getByRole("button", { name: "+ 1 year" }).click();
	await page
		.locator(".happened li")
		.filter({ hasText: "SUBSCRIPTION_RENEWED" })
		.first()
		.waitFor();
	await expect
		.poll(async () => {
			const now = await page.locator(".now time").getAttribute("datetime");
			return Date.parse(now ?? "") - Date.parse(before ?? "");
		})
		.toBeGreaterThan(364 * 24 * 3_600_000);
	await page.getByRole("button", { name: "+ 1 year" }).isEnabled();

	await page.goto(address);
	await expect
		.poll(() => entries.filter({ hasText: /^(?!.*Will be).*Charged/ }).count())
		.toBeGreaterThanOrEqual(12);
	await entries.filter({ hasText: "Will be charged" }).first().waitFor();
	await detail(page).getByRole("button", { name: "Pause" }).click();
	await detail(page).locator("h2 .status", { hasText: "Paused" }).waitFor();
});

test("an advance of the clock is stopped on its way", async () => {
	const page = await inspector.open(pathOf("clock"));
	await page.getByLabel("Or to a moment (UTC)").fill("2090-01-01T00:00");
	await page.getByRole("button", { name: "Advance", exact: true }).click();
	await page.locator(".progress").getByText("Until").waitFor();
	await page.getByRole("button", { name: "Stop" }).click();
	await expect.poll(() => page.locator(".progress").count()).toBe(0);
	const { data } = await inspector.control.clock.get();
	expect(data.now < "2090").toBe(true);
	expect(await page.getByRole("alert").count()).toBe(0);
	await page.getByRole("button", { name: "Freeze" }).click();
	await page.locator(".now").getByText("Frozen").waitFor();
	await page.getByRole("button", { name: "Resume" }).click();
	await page.getByRole("button", { name: "Freeze" }).waitFor();
});

test("an advance that another program has started is stopped, too", async () => {
	const { control } = inspector;
	const page = await inspector.open(pathOf("clock"));
	const advance = control.clock.advance({ to: "2095-01-01T00:00:00Z" }).then(
		() => "arrived",
		({ status }) => status,
	);
	await page.locator(".progress").getByText("Until").waitFor();
	expect(await page.getByRole("button", { name: "+ 1 day" }).isEnabled()).toBe(
		false,
	);
	await page.getByRole("button", { name: "Stop" }).click();
	expect(await advance).toBe(409);
	await expect.poll(() => page.locator(".progress").count()).toBe(0);
	expect((await control.clock.get()).data.frozen).toBe(false);
});

test("something is paid in two clicks, on its page, and a part of it refunded", async () => {
	const page = await inspector.open("/");
	await page.getByRole("button", { name: "Create a session" }).click();
	const popup = page.waitForEvent("popup");
	await page.getByRole("link", { name: "Open the page" }).click();
	const checkout = await popup;
	await checkout.getByLabel(/Wave/).check();
	await checkout.getByRole("button", { name: /^Pay/ }).click();
	// The shop's page is the list of payments.
	await checkout.waitForURL(`**${pathOf("payments")}**`);
	await rows(checkout).first().getByRole("link").click();
	await detail(checkout)
		.getByRole("button", { name: "Refund" })
		.first()
		.click();
	const dialog = checkout.getByRole("dialog");
	await dialog.getByLabel("Amount (XOF)").fill("2500");
	await dialog.getByLabel("Reason").fill("Taille");
	await dialog.getByRole("button", { name: "Refund" }).click();
	const refund = detail(checkout)
		.locator("section")
		.filter({ hasText: "Refunds" })
		.first();
	await refund.getByText("Taille").waitFor();
	expect(await refund.textContent()).toContain("2,500");
	// What is left is offered next.
	await detail(checkout)
		.getByRole("button", { name: "Refund" })
		.first()
		.click();
	expect(await dialog.getByLabel("Amount (XOF)").inputValue()).toBe("7500");
});

test("a pending payment is confirmed, another one fails", async () => {
	const page = await inspector.open(pathOf("payments"));
	for (const [button, status] of [
		["Confirm the payment", "Completed"],
		["Fail the payment", "Failed"],
	] as const) {
		const { checkout_session_id } = await openSession();
		const { data } = await inspector.control.checkoutSessions.pay(
			checkout_session_id,
			{
				outcome: "unconfirmed",
			},
		);
		const id = data.transaction?.transaction_id ?? "";
		await page.goto(inspector.origin + pathOf("payments", id));
		await detail(page).getByRole("button", { name: button }).click();
		await detail(page).locator("h2 .status", { hasText: status }).waitFor();
	}
});

test("a fault that is switched on is seen by the client, until it is switched off", async () => {
	const { lomi } = inspector;
	const page = await inspector.open(pathOf("faults"));
	const form = page.locator("form").first();
	await form.getByLabel("Operation").selectOption("listCustomers");
	await form.getByLabel("What happens").selectOption("503");
	await form.getByLabel("How often (empty: always)").fill("");
	await form.getByRole("button", { name: "Add the rule" }).click();
	const rule = page.getByRole("switch", { name: /listCustomers/ });
	await rule.waitFor();
	await expect(lomi.customers.list()).rejects.toMatchObject({ status: 503 });
	await page.getByText("has hit 1 time").waitFor();
	await rule.click();
	await expect
		.poll(async () => (await inspector.control.faults.list()).data[0]?.enabled)
		.toBe(false);
	await lomi.customers.list();
	await page.getByRole("button", { name: /^Delete/ }).click();
	await page.getByText("No rules yet: nothing is made to fail.").waitFor();
});

test("a session is paid, cancelled and expired from its page", async () => {
	const page = await inspector.open(pathOf("checkout"));
	const { checkout_session_id: paid } = await openSession();
	await page.goto(inspector.origin + pathOf("checkout", paid));
	await detail(page).getByLabel("Outcome").selectOption("insufficient_funds");
	await detail(page).getByRole("button", { name: "Pay", exact: true }).click();
	await detail(page).locator("tbody .status", { hasText: "Failed" }).waitFor();
	await detail(page).getByLabel("Outcome").selectOption("");
	await detail(page).getByRole("button", { name: "Pay", exact: true }).click();
	await detail(page).locator("h2 .status", { hasText: "Completed" }).waitFor();
	const { checkout_session_id: other } = await openSession();
	await page.goto(inspector.origin + pathOf("checkout", other));
	await detail(page).getByRole("button", { name: "Expire now" }).click();
	await detail(page).locator("h2 .status", { hasText: "Expired" }).waitFor();
});

test("a snapshot exported from one sandbox and imported in another shows the same", async () => {
	const { lomi } = inspector;
	await lomi.customers.create({ name: "Fanta Traoré" });
	const page = await inspector.open(pathOf("snapshots"));
	await page.getByRole("textbox", { name: "Name", exact: true }).fill("bug-42");
	await page.getByRole("button", { name: "Take a snapshot" }).click();
	await page.getByText("The snapshot was taken.").waitFor();
	const downloading = page.waitForEvent("download");
	await page.getByRole("button", { name: "Export: bug-42" }).click();
	const download = await downloading;
	expect(download.suggestedFilename()).toBe("lomi-sandbox-bug-42.json");
	const folder = await mkdtemp(join(tmpdir(), "lomi-snapshot-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	const file = join(folder, download.suggestedFilename());
	await download.saveAs(file);

	const second = await startInspector({ empty: true });
	try {
		const there = await second.open(pathOf("snapshots"));
		await there.getByLabel("Import a file").setInputFiles({
			name: "notes.txt",
			mimeType: "text/plain",
			buffer: Buffer.from("not JSON"),
		});
		await there.getByText("The file isn't JSON.").waitFor();
		await there.getByLabel("Import a file").setInputFiles(file);
		await there.getByText("The snapshot was imported.").waitFor();
		await there.getByRole("button", { name: "Restore" }).click();
		await there
			.getByRole("dialog")
			.getByRole("button", { name: "Restore" })
			.click();
		await there.getByText("Everything is as in the snapshot.").waitFor();
		const all = ({ control }: Inspector) =>
			control.customers.list({ limit: 1_000 }).then(({ data }) => data);
		expect(await all(second)).toStrictEqual(await all(inspector));
		await there.goto(second.origin + pathOf("customers"));
		await rows(there).filter({ hasText: "Fanta Traoré" }).waitFor();
	} finally {
		await second.close();
	}
});

test("a reset shows at once, wherever the page is", async () => {
	const page = await inspector.open(pathOf("customers"));
	await rows(page).first().waitFor();
	await inspector.control.data.reset({ to: "empty" });
	await page.getByText("Nothing to show.").waitFor();
	await page.goto(inspector.origin + pathOf("snapshots"));
	await page
		.getByRole("button", { name: "Reset to a new year of business" })
		.click();
	await page
		.getByRole("dialog")
		.getByRole("button", { name: "Reset to a new year of business" })
		.click();
	await page.getByText("The sandbox is new.").waitFor();
	const { data } = await inspector.control.customers.list({ limit: 1 });
	expect(data).toHaveLength(1);
});
