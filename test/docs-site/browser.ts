/** A real Chromium for all tests: the machine's, otherwise the one installed by npm. Started once per run. */
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
		/** The WebSocket endpoint of this run's browser. */
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

/** The launch options that worked. */
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

/** Launches it with a Playwright method. Throws if no browser starts, so that tests fail instead of being skipped. */
async function start<Started>(
	launch: (options: LaunchOptions) => Promise<Started>,
): Promise<Started> {
	const options = await launchOptions();
	// On a machine without desktop libraries, use those bundled with the browser.
	return launch(options).catch(async (error: unknown) => {
		if (INSTALLED.includes(options.executablePath)) throw error;
		await inflate(BUNDLED_LIBRARIES);
		return launch(await launchOptions());
	});
}

/** A separate browser, for use outside of vitest. */
export const launchBrowser = (): Promise<Browser> =>
	start((options) => playwright.launch(options));

/** Starts the shared browser, and returns a function that stops it. */
export async function startBrowser(
	project: TestProject,
): Promise<() => Promise<void>> {
	const server = await start((options) => playwright.launchServer(options));
	project.provide("browser", server.wsEndpoint());
	return () => server.close();
}
