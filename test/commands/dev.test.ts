/** `npm run dev`: a change in openapi/ is in the browser, the mock and the sandbox at once; a mistake shows and changes nothing. */
import { cp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { merchantsOf } from "../../sandbox/seed/merchants.ts";
import { document, KEY } from "../api.ts";
import { launchBrowser } from "../docs/browser.ts";
import { copyProject, type Project, startDev } from "../project.ts";

let project: Project;
let browser: Browser;
beforeAll(async () => {
	[project, browser] = await Promise.all([copyProject(), launchBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await project.remove();
});

const customers = (mock: string) =>
	fetch(`${mock}/customers`, { headers: { "x-api-key": KEY } });

test("rebuilds, shows it in the browser and restarts the mock", {
	timeout: 90_000,
}, async () => {
	const { dev, docs, mock, file, text, page, shows, renamed } = await startDev(
		project,
		browser,
	);

	await writeFile(
		file,
		renamed("Create somebody new").replace(
			"city: Abidjan\n",
			"city: Korhogo\n",
		),
	);
	await shows("Create somebody new");
	await dev.says(/✓ built \d/);
	expect(await (await customers(mock)).text()).toContain("Korhogo");

	await writeFile(file, renamed("Create a customer."));
	await dev.says(/customers\.yaml:\d+:\d+ at [\s\S]*rule\/summary-is-short/);
	expect((await fetch(docs)).status).toBe(200);
	await page.reload();
	await shows("Create somebody new");
	expect((await customers(mock)).status).toBe(200);

	// Many editors, and git, put a new file in the place of the old one.
	for (const letter of "abcdefgh") {
		await writeFile(`${file}.new`, renamed(`Create customer ${letter}`));
		await rename(`${file}.new`, file);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	await shows("Create customer h");

	// The whole folder, as when a branch is switched; and after that one file as ever.
	const folder = join(project.folder, "openapi");
	await cp(folder, `${folder}.old`, { recursive: true });
	await rm(folder, { recursive: true });
	await rename(`${folder}.old`, folder);
	await writeFile(file, text);
	await shows("Create a customer");
	await writeFile(file, renamed("Create one more customer"));
	await shows("Create one more customer");
	expect(await dev.stop()).toMatchObject({ code: 0 });
});

test("has the sandbox answer by the new description, with what it remembers", {
	timeout: 90_000,
}, async () => {
	const start = (...args: string[]) =>
		project.start(
			"scripts/start.ts",
			...["--port=0", "--docs-port=0", "--sandbox-port=0", ...args],
		);
	const dev = start("--watch");
	const [, sandbox] = await dev.says(/^Sandbox {2}(\S+)$/m);
	await dev.says(/^Watching openapi\//m);
	const resources = join(project.folder, "openapi/resources");
	const headers = {
		"x-api-key": merchantsOf(document)[0]?.api_key ?? "",
		"content-type": "application/json",
	};
	const answered = await fetch(`${sandbox}/customers`, {
		method: "POST",
		headers,
		body: JSON.stringify({ name: "Awa Koné" }),
	});
	const { data: customer } = await answered.json();
	const get = async (id: string) =>
		(await fetch(`${sandbox}/customers/${id}`, { headers })).text();
	const nobody = "00000000-0000-4000-8000-000000000000";
	expect(await get(nobody)).toContain('"Customer not found"');

	const file = join(resources, "customers.yaml");
	const text = await readFile(file, "utf8");
	await writeFile(
		file,
		text.replace("Customer not found", "Nobody is called so"),
	);
	await dev.says(/✓ built \d/);
	expect(await get(nobody)).toContain('"Nobody is called so"');
	expect(await get(customer.customer_id)).toContain("Awa Koné");

	// An operation that the sandbox has no handler for: docs and mock have it, and the sandbox goes on.
	const merchants = join(resources, "merchants.yaml");
	const before = await readFile(merchants, "utf8");
	await writeFile(
		merchants,
		before.replaceAll("getMerchantArr", "getYearlyIncome"),
	);
	await dev.says(/The sandbox stays as it was: .*getYearlyIncome/);
	await dev.says(/✓ built \d[\s\S]*✓ built \d/);
	expect(await get(customer.customer_id)).toContain("Awa Koné");
	expect(await dev.stop()).toMatchObject({ code: 0 });

	const started = start();
	await started.says(/There is no sandbox: .*getYearlyIncome/);
	const [, mock] = await started.says(/^Mock {2}(\S+)$/m);
	expect((await customers(`${mock}`)).status).toBe(200);
	expect((await started.stop()).code).toBe(0);
});
