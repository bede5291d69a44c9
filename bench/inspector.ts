/**
 * The inspector: its weight, its first paint, the time from a request to its row on the screen, and the API's speed while the page is open,
 * against its speed without.
 * `npm run bench -- inspector`
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bold, dim } from "@lomi/cli";
import { INSPECTOR_PATH } from "@lomi/inspector/path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../test/docs-site/browser.ts";
import { installPackages } from "./installed.ts";
import { KEYED, send } from "./load.ts";
import { median, progress } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import { type Started, start } from "./servers.ts";

/** Limits: kB, ms, ms, ratio. */
const HEAVIEST = 150;
const SLOWEST_PAINT = 300;
const SLOWEST_ROW = 200;
const LEAST_SPEED = 0.9;

const READER = { locale: "en-GB" };

/** Sends requests one after another, and waits for the row of each. Milliseconds from the response to the row, per request. */
async function timeRows(
	page: Page,
	{ baseUrl }: Started,
	requests: number,
): Promise<number[]> {
	await page.goto(`${new URL(baseUrl).origin}${INSPECTOR_PATH}/requests`);
	await page.getByRole("heading", { level: 1 }).waitFor();
	const times: number[] = [];
	for (let number = 1; number <= requests; number++) {
		const path = `/customers?limit=1&page=${number + Date.now()}`;
		const shown = page.evaluate(
			(text) =>
				new Promise<number>((resolve) => {
					const look = () => {
						if (!document.querySelector("tbody")?.textContent?.includes(text))
							return;
						observer.disconnect();
						// The frame with the row in it.
						requestAnimationFrame(() =>
							resolve(performance.timeOrigin + performance.now()),
						);
					};
					const observer = new MutationObserver(look);
					observer.observe(document.body, {
						subtree: true,
						childList: true,
						characterData: true,
					});
				}),
			path,
		);
		const answer = await fetch(baseUrl + path, { headers: KEYED });
		await answer.arrayBuffer();
		const answered = performance.timeOrigin + performance.now();
		times.push((await shown) - answered);
	}
	return times;
}

/** Milliseconds until something is painted, in a context of its own: nothing is cached. */
async function timePaint(browser: Browser, { origin }: Started) {
	const context = await browser.newContext(READER);
	try {
		const page = await context.newPage();
		await page.goto(`${origin}/`);
		await page.getByRole("heading", { level: 2 }).first().waitFor();
		return await page.evaluate(
			() =>
				performance.getEntriesByName("first-contentful-paint")[0]?.startTime ??
				NaN,
		);
	} finally {
		await context.close();
	}
}

/** Kilobytes that the first page loads, compressed. */
async function weigh(browser: Browser, { origin }: Started): Promise<number> {
	const folder = join(
		await installPackages(),
		"node_modules/lomi-sandbox/dist/inspector",
	);
	const files = new Set(
		readdirSync(folder, { recursive: true }).map((file) => String(file)),
	);
	const page = await browser.newPage(READER);
	const loaded: string[] = ["page.html"];
	page.on("request", (request) => {
		const { pathname } = new URL(request.url());
		const name = pathname.replace(`${INSPECTOR_PATH}/`, "");
		if (files.has(name)) loaded.push(name);
	});
	await page.goto(`${origin}/`);
	await page.locator("canvas").waitFor();
	await page.close();
	const sizes = loaded.map(
		(name) => gzipSync(readFileSync(join(folder, name))).length,
	);
	return sizes.reduce((sum, size) => sum + size, 0) / 1_000;
}

export async function run({
	rounds = 9,
	quick = false,
}: BenchOptions): Promise<boolean> {
	const seconds = quick ? 1 : 2;
	const server = await start("lomi-sandbox");
	const browser = await launchBrowser();
	try {
		const weight = await weigh(browser, server);
		const paints: number[] = [];
		for (let round = 0; round < rounds; round++)
			paints.push(await timePaint(browser, server));
		const page = await browser.newPage(READER);
		const rows = await timeRows(page, server, quick ? 3 : 100);
		const { pathname } = new URL(`${server.baseUrl}/customers`);
		const request = { path: `${pathname}?limit=1` };
		const open: number[] = [];
		const closed: number[] = [];
		for (let round = 0; round <= rounds; round++) {
			progress(round, rounds);
			await page.goto(`${server.origin}${INSPECTOR_PATH}/requests`);
			await page.locator("tbody tr").first().waitFor();
			const during = await send(server, [request], seconds);
			await page.goto("about:blank");
			const without = await send(server, [request], seconds);
			if (round === 0) continue;
			open.push(during.rate);
			closed.push(without.rate);
		}
		const sorted = rows.toSorted((a, b) => a - b);
		const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? NaN;
		const paint = median(paints);
		const ratio = median(
			open.map((rate, round) => rate / (closed[round] ?? NaN)),
		);
		console.log(
			bold(
				[
					`weight          ${weight.toFixed(1)} kB compressed (at most ${HEAVIEST})`,
					`first paint     ${Math.round(paint)} ms (at most ${SLOWEST_PAINT})`,
					`request to row  ${Math.round(median(rows))} ms, p95 ${Math.round(p95)} ms (at most ${SLOWEST_ROW})`,
					`speed           ${ratio.toFixed(2)} × with the page open (at least ${LEAST_SPEED})`,
				].join("\n"),
			),
		);
		console.log(
			dim(
				`${Math.round(median(open))} requests per second with the page open, ${Math.round(median(closed))} without`,
			),
		);
		return (
			weight <= HEAVIEST &&
			paint <= SLOWEST_PAINT &&
			p95 <= SLOWEST_ROW &&
			ratio >= LEAST_SPEED
		);
	} finally {
		await browser.close();
		await server.stop();
	}
}
