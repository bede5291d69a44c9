/** `npm run dev`: a change in openapi/ is in the browser and in the mock at once; a mistake shows and changes nothing. */
import { cp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KEY } from "../api.ts";
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
