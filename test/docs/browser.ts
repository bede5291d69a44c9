/** A real Chromium for the tests: one that is on the machine, or else the one that npm brought. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import chromium, { inflate } from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const INSTALLED = [
	process.env.CHROME_PATH,
	"/usr/bin/google-chrome",
	"/usr/bin/google-chrome-stable",
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const BUNDLED_LIBRARIES = join(
	dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")),
	"../bin/al2023.tar.br",
);
const ARGUMENTS = [
	"--no-sandbox",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

const LIBRARIES = join(tmpdir(), "al2023/lib");

/** What Playwright starts it with, once it has been started here. */
export async function launchOptions() {
	const installed = INSTALLED.find((path) => path && existsSync(path));
	return {
		executablePath: installed ?? (await chromium.executablePath()),
		args: ARGUMENTS,
		env: {
			...process.env,
			...(existsSync(LIBRARIES) && { LD_LIBRARY_PATH: LIBRARIES }),
		} as Record<string, string>,
	};
}

/** Starts it; throws where none does, so that a test fails and isn't skipped. */
export async function launchBrowser(): Promise<Browser> {
	const options = await launchOptions();
	// A machine without the libraries of a desktop takes those that came with the browser.
	return playwright.launch(options).catch(async (error: unknown) => {
		if (INSTALLED.includes(options.executablePath)) throw error;
		await inflate(BUNDLED_LIBRARIES);
		return playwright.launch(await launchOptions());
	});
}

/** Unpacks the browser before any test file asks for it: two that ask at once would find half of it. */
export async function setup(): Promise<void> {
	await (await launchBrowser()).close();
}
