/**
 * Load time and transfer size of the docs until the text is painted, with a CPU slowdown of four and fast 3G, next to plain
 * `redocly build-docs` of the same description.
 */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "@lomi/build";
import { bold, dim } from "@lomi/cli";
import { createDocsServer, DOCS } from "@lomi/docs-site";
import { ROOT } from "@lomi/spec/generated-files";
import type { Browser } from "playwright-core";
import { redocly } from "../test/command-lines.ts";
import { launchBrowser } from "../test/docs-site/browser.ts";
import { median, progress, time } from "./measure.ts";
import type { BenchOptions } from "./options.ts";

/** Fast 3G in browser developer tools: bytes per second, and latency in milliseconds. */
const NETWORK = {
	offline: false,
	downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8,
	uploadThroughput: (750 * 1024 * 0.9) / 8,
	latency: 562.5,
};
const SLOWER = 4;

interface Case {
	name: string;
	path: string;
	/** Selector of the heading to wait for. */
	heading: string;
	peer?: boolean;
	/** Limits in milliseconds and kB. */
	limits?: [milliseconds: number, kilobytes: number];
}

/** An operation in the middle of the Redoc page, for ours and the peer's: linked readers have to wait for it. */
const DEEP_LINK = "#tag/Customers/operation/createCustomer";
const SECTION = '[data-section-id="/customers/createcustomer"] :is(h1, h2)';

const CASES: Case[] = [
	{ name: "home", path: "", heading: "main h1", limits: [1_500, 150] },
	{
		name: "longest guide",
		path: "guides/receiving-webhooks/",
		heading: "main h1",
		limits: [1_500, 150],
	},
	{
		name: "operation",
		path: "operations/createCheckoutSession/",
		heading: "main h1",
		limits: [1_500, 150],
	},
	{
		name: "reference",
		path: `reference/${DEEP_LINK}`,
		// The plain page of the operation is shown until Redoc is loaded.
		heading: `${SECTION}, .early article h1`,
		limits: [4_000, 900],
	},
	{
		name: "redocly build-docs",
		path: DEEP_LINK,
		heading: SECTION,
		peer: true,
	},
];

export async function run({ rounds = 5 }: BenchOptions): Promise<boolean> {
	const folder = mkdtempSync(join(tmpdir(), "lomi-bench-"));
	const [browser] = await Promise.all([launchBrowser(), build({ root: ROOT })]);
	time(
		[
			redocly,
			"build-docs",
			`${ROOT}generated/openapi.yaml`,
			"--inlineBundle",
			"-o",
			join(folder, "index.html"),
		],
		folder,
	);
	const ours = await serve(createDocsServer(ROOT + DOCS));
	const theirs = await serve(createDocsServer(folder));
	try {
		const seen = CASES.map(() => [] as SessionDetails[]);
		for (let round = 0; round <= rounds; round++) {
			for (const [index, each] of CASES.entries()) {
				const url = (each.peer ? theirs.url : ours.url) + each.path;
				const found = await look(browser, url, each.heading);
				if (round > 0) seen[index]?.push(found);
			}
			progress(round, rounds);
		}
		let within = true;
		for (const [index, { name, limits }] of CASES.entries()) {
			const text = median((seen[index] ?? []).map((each) => each.text));
			const weight = median((seen[index] ?? []).map((each) => each.weight));
			const row = `${name.padEnd(20)} ${text.toFixed(0).padStart(6)} ms  ${(weight / 1000).toFixed(0).padStart(5)} kB`;
			console.log(
				limits
					? row + dim(`  (at most ${limits[0]} ms, ${limits[1]} kB)`)
					: row,
			);
			if (limits && (text > limits[0] || weight > limits[1] * 1000))
				within = false;
		}
		console.log(
			bold(within ? "\nwithin the limits" : "\nover a limit") +
				dim(
					` (fast 3G, ${SLOWER}× slower CPU, empty cache, median of ${rounds})`,
				),
		);
		return within;
	} finally {
		await browser.close();
		for (const { server } of [ours, theirs]) {
			server.closeAllConnections();
			server.close();
		}
		rmSync(folder, { recursive: true, force: true });
	}
}

async function serve({ server }: ReturnType<typeof createDocsServer>) {
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	return { server, url: `http://127.0.0.1:${port}/` };
}

interface SessionDetails {
	/** Milliseconds until the text is painted. */
	text: number;
	/** Bytes transferred until the page is idle. */
	weight: number;
}

/** Opens a page with an empty cache, and waits until the heading is painted and the network is idle. */
async function look(
	browser: Browser,
	url: string,
	heading: string,
): Promise<SessionDetails> {
	const context = await browser.newContext();
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	let weight = 0;
	session.on("Network.loadingFinished", ({ encodedDataLength }) => {
		weight += encodedDataLength;
	});
	await session.send("Network.enable");
	await session.send("Network.emulateNetworkConditions", NETWORK);
	await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
	// Checks each frame, and takes the first one with the heading.
	await page.addInitScript((selector) => {
		const wait = () => {
			const shown = document.querySelector<HTMLElement>(selector);
			if (shown?.innerText)
				requestAnimationFrame(() => performance.mark("text"));
			else requestAnimationFrame(wait);
		};
		requestAnimationFrame(wait);
	}, heading);
	await page.goto(url, { waitUntil: "commit" });
	await page.waitForFunction(
		() => performance.getEntriesByName("text").length > 0,
		undefined,
		{ timeout: 120_000 },
	);
	await page.waitForLoadState("networkidle");
	const text = await page.evaluate(
		() => performance.getEntriesByName("text")[0]?.startTime ?? Number.NaN,
	);
	await context.close();
	return { text, weight };
}
