/** A real Chromium for the tests: one that is on the machine, or else the one that npm brought. One for the whole run, started before the first test. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import chromium, { inflate } from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import type { TestProject } from "vitest/node";
import { HANGS } from "../hangs.ts";

declare module "vitest" {
	export interface ProvidedContext {
		/** Where the browser of this run takes connections. */
		browser: string;
	}
}

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
async function launchOptions() {
	const installed = INSTALLED.find((path) => path && existsSync(path));
	return {
		executablePath: installed ?? (await chromium.executablePath()),
		args: ARGUMENTS,
		timeout: HANGS,
		env: {
			...process.env,
			...(existsSync(LIBRARIES) && { LD_LIBRARY_PATH: LIBRARIES }),
		} as Record<string, string>,
	};
}

type LaunchOptions = Awaited<ReturnType<typeof launchOptions>>;

/** Starts it by one of Playwright's ways to do so; throws where none starts, so that a test fails and isn't skipped. */
async function start<Started>(
	launch: (options: LaunchOptions) => Promise<Started>,
): Promise<Started> {
	const options = await launchOptions();
	// A machine without the libraries of a desktop takes those that came with the browser.
	return launch(options).catch(async (error: unknown) => {
		if (INSTALLED.includes(options.executablePath)) throw error;
		await inflate(BUNDLED_LIBRARIES);
		return launch(await launchOptions());
	});
}

/** A browser of its own, for what isn't run by vitest. */
export const launchBrowser = (): Promise<Browser> =>
	start((options) => playwright.launch(options));

/** Starts the browser of all tests, and returns what stops it. */
export async function startBrowser(
	project: TestProject,
): Promise<() => Promise<void>> {
	const server = await start((options) => playwright.launchServer(options));
	project.provide("browser", server.wsEndpoint());
	return () => server.close();
}
