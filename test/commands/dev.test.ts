/** `npm run dev`: a change in openapi/ is in the browser and in the mock at once; a mistake shows and changes nothing. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../docs/browser.ts";
import { copyProject, type Project } from "../project.ts";

let project: Project;
let browser: Browser;
beforeAll(async () => {
	[project, browser] = await Promise.all([copyProject(), launchBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await project.remove();
});

test("rebuilds, reloads the browser and restarts the mock", {
	timeout: 60_000,
}, async () => {
	const dev = project.start(
		"scripts/start.ts",
		"--watch",
		"--port",
		"0",
		"--docs-port",
		"0",
	);
	const [, docs = ""] = await dev.says(/^Docs {2}(\S+)$/m);
	const [, mock] = await dev.says(/^Mock {2}(\S+)$/m);
	await dev.says(/^Watching openapi\//m);
	const file = join(project.folder, "openapi/resources/customers.yaml");
	const text = await readFile(file, "utf8");
	const page = await browser.newPage();
	await page.goto(`${docs}/#tag/Customers/operation/createCustomer`);
	await page
		.getByRole("heading", { name: "Create a customer" })
		.first()
		.waitFor();

	await writeFile(
		file,
		text
			.replace("summary: Create a customer\n", "summary: Create somebody new\n")
			.replace("city: Abidjan\n", "city: Korhogo\n"),
	);
	await page
		.getByRole("heading", { name: "Create somebody new" })
		.first()
		.waitFor({ timeout: 10_000 });
	await dev.says(/✓ built \d/);
	const answer = await fetch(`${mock}/customers`, {
		headers: { "x-api-key": "lomi_sk_test_x" },
	});
	expect(await answer.text()).toContain("Korhogo");

	await writeFile(
		file,
		text.replace(
			"summary: Create a customer\n",
			"summary: Create a customer.\n",
		),
	);
	await dev.says(/customers\.yaml:\d+:\d+ at [\s\S]*rule\/summary-is-short/);
	expect((await fetch(docs)).status).toBe(200);
	await page.reload();
	await page
		.getByRole("heading", { name: "Create somebody new" })
		.first()
		.waitFor({ timeout: 10_000 });
	expect(
		(
			await fetch(`${mock}/customers`, {
				headers: { "x-api-key": "lomi_sk_test_x" },
			})
		).status,
	).toBe(200);

	await writeFile(file, text);
	await page
		.getByRole("heading", { name: "Create a customer" })
		.first()
		.waitFor({ timeout: 10_000 });
	expect(await dev.stop()).toMatchObject({ code: 0 });
});
