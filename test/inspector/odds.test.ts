/** What goes wrong, or is unusual, and how the pages deal with it, in a real browser. */
import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { BODY_LIMIT } from "../../packages/http/read-request.ts";
import { pathOf } from "../../packages/inspector/app/routes.ts";
import { BASE } from "../bundle.ts";
import { type Inspector, startInspector } from "./open-inspector.ts";

let inspector: Inspector;
beforeAll(async () => {
	inspector = await startInspector();
});
afterAll(() => inspector.close());

const post = (body: string) =>
	fetch(`${inspector.origin}${BASE}/customers`, {
		method: "POST",
		headers: {
			"content-type": "application/json",
			"x-api-key": inspector.sandbox.merchants[0]?.api_key ?? "",
		},
		body,
	});
const latest = async () => {
	const { data } = await inspector.control.requests.list({ limit: 1 });
	return pathOf("requests", data[0]?.request_id ?? "");
};

test("snapshots and rules of another tab appear", async () => {
	const { control } = inspector;
	const page = await inspector.open(pathOf("snapshots"));
	await control.snapshots.create({ name: "from-elsewhere" });
	const cell = page.getByRole("cell", { name: "from-elsewhere" });
	await cell.first().waitFor();
	await control.snapshots.delete("from-elsewhere");
	await cell.first().waitFor({ state: "detached" });
	await page.goto(inspector.origin + pathOf("faults"));
	await page.getByText("No rules yet: nothing is made to fail.").waitFor();
	const { data } = await control.faults.create({
		kind: "request",
		status: 503,
	});
	const rule = page.locator(".rules li", { hasText: data.fault_id });
	await rule.waitFor();
	await control.faults.update(data.fault_id, { enabled: false });
	await expect.poll(() => rule.getByRole("switch").isChecked()).toBe(false);
	await control.faults.delete(data.fault_id);
	await rule.waitFor({ state: "detached" });
});

test("a body that was never read is sent again as another one", async () => {
	expect(
		(await post(JSON.stringify({ name: "x".repeat(BODY_LIMIT) }))).status,
	).toBe(413);
	const page = await inspector.open(await latest());
	await page.getByRole("button", { name: "Edit and send" }).click();
	const field = page.locator("textarea");
	expect(await field.inputValue()).toBe("");
	await field.fill('{ "name": "Awa Koné" }');
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.locator(".detail .status", { hasText: "201" }).waitFor();
});

test("the body of a sample that is too long for a command line can be saved", async () => {
	const sent = { name: "Awa Koné", metadata: { note: "é".repeat(120_000) } };
	await post(JSON.stringify(sent));
	const page = await inspector.open(await latest());
	const source = await page.locator(".detail .code pre").last().textContent();
	const [, file] = /@([\w.]+)/.exec(source ?? "") ?? [];
	const download = page.waitForEvent("download");
	await page.getByRole("button", { name: `Save ${file}` }).click();
	const saved = join(tmpdir(), `lomi-${randomUUID()}-${file}`);
	onTestFinished(() => rm(saved, { force: true }));
	await (await download).saveAs(saved);
	expect(JSON.parse(await readFile(saved, "utf8"))).toStrictEqual(sent);
});

test("the merchant in the address has its own providers, or is unknown", async () => {
	const { merchants } = (await inspector.control.sandbox.get()).data;
	for (const { merchant_id, providers } of merchants) {
		const page = await inspector.open(
			`${pathOf("payments")}?merchant=${merchant_id}`,
		);
		const options = page.getByLabel("Provider").locator("option");
		await expect
			.poll(() =>
				options.evaluateAll((all) =>
					all.map((each) => (each as HTMLOptionElement).value).filter(Boolean),
				),
			)
			.toStrictEqual(providers.map(({ code }) => code));
	}
	// What is found of the one that is chosen keeps it.
	const [chosen] = merchants;
	const home = await inspector.open(`/?merchant=${chosen?.merchant_id}`);
	await home.keyboard.press("/");
	await home.keyboard.type("Awa Koné");
	await home
		.getByRole("option", { name: /Awa Koné/ })
		.first()
		.waitFor();
	await home.keyboard.press("Enter");
	await expect
		.poll(() => new URL(home.url()).searchParams.get("merchant"))
		.toBe(chosen?.merchant_id);
	await expect.poll(() => new URL(home.url()).pathname).not.toBe("/");
	const page = await inspector.open("/?merchant=nobody");
	await page.getByText("no merchant with this ID").waitFor();
});

test("a payment link that has expired can't be paid", async () => {
	const { lomi, control } = inspector;
	const { now } = (await control.clock.get()).data;
	const { data: link } = await lomi.paymentLinks.create({
		title: "Fête de fin d'année",
		link_type: "instant",
		currency_code: "XOF",
		price: 5_000,
		expires_at: new Date(Date.parse(now) + 60 * 60_000).toISOString(),
	} as never);
	const page = await inspector.open(pathOf("links", link.link_id));
	const pay = page.getByRole("button", { name: "Pay", exact: true });
	await pay.waitFor();
	await control.clock.advance({ by: "P1D" });
	await page.locator(".detail .status", { hasText: "Expired" }).waitFor();
	expect(await pay.count()).toBe(0);
});

test("on a phone, the menu has the clock, and Escape closes it", async () => {
	const page = await inspector.open("/", {
		viewport: { width: 360, height: 740 },
	});
	const menu = page.getByRole("button", { name: "Menu" });
	await menu.click();
	await page
		.locator(".side")
		.getByRole("link", { name: /^Clock: / })
		.waitFor();
	await page.keyboard.press("Escape");
	await expect.poll(() => menu.getAttribute("aria-expanded")).toBe("false");
	expect(await menu.evaluate((each) => each === document.activeElement)).toBe(
		true,
	);
});

test.each([360, 1440])(
	"the keyboard stays where it was, or goes to what has opened, at %i px",
	async (width) => {
		const page = await inspector.open(pathOf("customers"), {
			viewport: { width, height: 800 },
		});
		const focused = () =>
			page.evaluate(() => document.activeElement?.className);
		const row = page.locator("main .list tbody a").nth(1);
		await row.focus();
		await page.keyboard.press("Enter");
		await page.locator(".detail h2").first().waitFor();
		if (width === 360) await expect.poll(focused).toBe("detail");
		else {
			expect(
				await row.evaluate((each) => each === document.activeElement),
			).toBe(true);
		}
		await page.keyboard.press("Escape");
		await expect
			.poll(() => row.evaluate((each) => each === document.activeElement))
			.toBe(true);
	},
);

test("the keyboard goes on in the page when what was focused is gone", async () => {
	const { control } = inspector;
	const page = await inspector.open(pathOf("snapshots"));
	await control.snapshots.create({ name: "to-delete" });
	const open = page.getByRole("button", { name: "Delete: to-delete" });
	await open.focus();
	await page.keyboard.press("Enter");
	await page.getByText("It can't be brought back.").waitFor();
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await page.getByText("The snapshot was deleted.").waitFor();
	await expect
		.poll(() => page.locator('p.hidden[role="status"]').textContent())
		.toBe("Done.");
	await page.keyboard.press("Tab");
	expect(
		await page.evaluate(() => Boolean(document.activeElement?.closest("main"))),
	).toBe(true);
});

test("methods without an operation can be chosen once they were sent", async () => {
	await fetch(`${inspector.origin}${BASE}/customers`, { method: "PUT" });
	const page = await inspector.open(pathOf("requests"));
	await page.getByLabel("Method").selectOption("PUT");
	await page.locator("main .list tbody tr", { hasText: "PUT" }).waitFor();
	await expect.poll(() => page.locator("main .list tbody tr").count()).toBe(1);
});

test("the chart is there in a browser without a language", async () => {
	const page = await inspector.open("/", { locale: "en-US@posix" });
	await page.locator("main canvas").waitFor();
});
