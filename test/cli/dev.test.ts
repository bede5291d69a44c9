/** `npm run dev`: a change in openapi/ reaches the browser, the mock and the sandbox; an error is printed and changes nothing. */
import { cp, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../packages/build/pipeline.ts";
import { startCommand as startAll } from "../../packages/build/start.ts";
import { watch } from "../../packages/build/watch.ts";
import { createSandbox, type Sandbox } from "../../packages/sandbox/index.ts";
import { merchantsOf } from "../../packages/sandbox/seed/merchants.ts";
import type { Description } from "../../packages/spec/operations.ts";
import { document, KEY } from "../api.ts";
import { type Running, startCommand } from "../command.ts";
import { createSmallProject, type Project } from "../copied-project.ts";
import { newContext, waitForHeading } from "../docs-site/context.ts";

const ANY_PORTS = ["--port=0", "--docs-port=0", "--sandbox-port=0"];
const FILE = "openapi/resources/checkout-sessions.yaml";
const SUMMARY = "summary: Create a checkout session\n";

describe("a change", () => {
	let project: Project;
	let dev: Running;
	let context: BrowserContext;
	let page: Page;
	let text: string;
	let docs: string;
	let mock: string;
	beforeAll(async () => {
		project = await createSmallProject();
		text = await project.read(FILE);
		dev = startCommand(startAll, [...ANY_PORTS, "--watch"], {
			root: project.root,
			kept: true,
		});
		[, docs = ""] = await dev.says(/^Docs {2}(\S+)$/m);
		[, mock = ""] = await dev.says(/^Mock {2}(\S+)$/m);
		await dev.says(/^Watching openapi\/ /m);
		context = await newContext();
		page = await context.newPage();
		await page.goto(
			`${docs}/reference/#tag/Checkout-Sessions/operation/createCheckoutSession`,
		);
		await shows("Create a checkout session");
	});
	afterAll(async () => {
		await context?.close();
		await dev?.stop();
		await project?.remove();
	});

	/** Waits until the page shows an operation with this summary. */
	const shows = (summary: string) => waitForHeading(page, summary);
	/** Waits for the next output. */
	const saysNext = async (what: RegExp) => {
		const before = dev.said().length;
		return (act: () => Promise<unknown>) =>
			act().then(() =>
				dev.says(new RegExp(`(?<=^[\\s\\S]{${before},})${what.source}`)),
			);
	};
	const renamed = (summary: string) =>
		text.replace(SUMMARY, `summary: ${summary}\n`);
	const list = () =>
		fetch(`${mock}/checkout-sessions`, { headers: { "x-api-key": KEY } });

	test("reaches the browser and the mock", async () => {
		const built = await saysNext(/✓ built \d/);
		await built(() =>
			project.write(
				FILE,
				renamed("Open a till").replaceAll(
					"Commande 1042",
					"Commande de Korhogo",
				),
			),
		);
		await shows("Open a till");
		expect(await (await list()).text()).toContain("Commande de Korhogo");
	});

	test("with an error is reported with its location, and the last build stays live", async () => {
		const told = await saysNext(
			/checkout-sessions\.yaml:\d+:\d+ at [\s\S]*rule\/summary-is-short/,
		);
		await told(() => project.write(FILE, renamed("Create a session.")));
		expect((await fetch(docs)).status).toBe(200);
		await page.reload();
		await shows("Open a till");
		expect((await list()).status).toBe(200);
	});

	test("in a template reaches the site's pages", async () => {
		await project.write(FILE, text);
		await shows("Create a checkout session");
		const home = await context.newPage();
		await home.goto(docs);
		await project.edit(
			"docs-site/layouts/base.liquid",
			"</main>",
			'<i id="new">New</i></main>',
		);
		await home.locator("#new").waitFor();
		await home.close();
	});
});

test("a mistake that is there at the start leaves mock and sandbox with the last good build, until it is fixed", async () => {
	const project = await createSmallProject();
	const text = await project.read(FILE);
	await build({ root: project.root, docs: false });
	await project.write(FILE, text.replace(SUMMARY, "summary: Wrong.\n"));
	const dev = startCommand(startAll, [...ANY_PORTS, "--watch"], {
		root: project.root,
		kept: true,
	});
	try {
		const [, mock = ""] = await dev.says(/^Mock {2}(\S+)$/m);
		await dev.says(/rule\/summary-is-short/);
		await dev.says(/^Watching openapi\/ /m);
		const list = await fetch(`${mock}/checkout-sessions`, {
			headers: { "x-api-key": KEY },
		});
		expect(list.status).toBe(200);
		await project.write(FILE, text);
		await dev.says(/✓ built \d/);
	} finally {
		await dev.stop();
		await project.remove();
	}
});

describe("watching", () => {
	/** A watched folder. Records the content of a file after each change. */
	async function watched() {
		const root = `${await mkdtemp(join(tmpdir(), "lomi-watch-"))}/`;
		const file = join(root, "openapi/resources/customers.yaml");
		await cp("openapi/resources/customers.yaml", file, { recursive: true });
		let told = () => {};
		let runs = 0;
		const watcher = watch(root, async () => {
			runs++;
			told();
		});
		await watcher.ready;
		return {
			root,
			file,
			runs: () => runs,
			/** Waits until a change is noticed. */
			async seen(act: () => Promise<unknown>) {
				const news = new Promise<void>((resolve) => {
					told = resolve;
				});
				await act();
				await news;
			},
			async stop() {
				await watcher.close();
				await rm(root, { recursive: true });
			},
		};
	}

	test("notices a file that is replaced repeatedly, as editors and git do", async () => {
		const { file, seen, stop } = await watched();
		for (const letter of "abc")
			await seen(async () => {
				await writeFile(`${file}.new`, letter);
				await rename(`${file}.new`, file);
			});
		await stop();
	});

	test("notices a folder that is replaced, as by a branch switch, and later changes in it", async () => {
		const { root, file, seen, stop } = await watched();
		const folder = join(root, "openapi");
		await cp(folder, join(root, "other"), { recursive: true });
		await seen(async () => {
			await rm(folder, { recursive: true });
			await rename(join(root, "other"), folder);
		});
		await seen(() => writeFile(file, "changed"));
		await stop();
	});

	test("doesn't run after close, which waits for the current run", async () => {
		const { file, seen, stop, runs } = await watched();
		await seen(() => writeFile(file, "one"));
		await stop();
		expect(runs()).toBeGreaterThan(0);
	});
});

describe("the sandbox", () => {
	let sandbox: Sandbox;
	let base: string;
	beforeAll(async () => {
		sandbox = await createSandbox({ empty: true });
		base = `${await sandbox.app.listen({ port: 0, host: "127.0.0.1" })}/v1`;
	});
	afterAll(() => sandbox.close());

	const headers = {
		"x-api-key": merchantsOf(document)[0]?.api_key ?? "",
		"content-type": "application/json",
	};
	const get = async (id: string) =>
		(await fetch(`${base}/customers/${id}`, { headers })).text();
	const replaced = (from: string, to: string): Description =>
		JSON.parse(JSON.stringify(document).replaceAll(from, to));

	test("uses the new description and keeps its data", async () => {
		const answered = await fetch(`${base}/customers`, {
			method: "POST",
			headers,
			body: JSON.stringify({ name: "Awa Koné" }),
		});
		const { data } = await answered.json();
		const nobody = "00000000-0000-4000-8000-000000000000";
		expect(await get(nobody)).toContain('"Customer not found"');
		await sandbox.load(replaced("Customer not found", "Nobody is called so"));
		expect(await get(nobody)).toContain('"Nobody is called so"');
		expect(await get(data.customer_id)).toContain("Awa Koné");

		// An operation without a handler.
		const next = replaced("getMerchantArr", "getYearlyIncome");
		await expect(sandbox.load(next)).rejects.toThrow(/getYearlyIncome/);
		expect(await get(nobody)).toContain('"Nobody is called so"');
		expect(await get(data.customer_id)).toContain("Awa Koné");
	});
});
