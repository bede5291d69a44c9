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

/** Starts it; throws where none does, so that a test fails and isn't skipped. */
export async function launchBrowser(): Promise<Browser> {
	const installed = INSTALLED.find((path) => path && existsSync(path));
	const executablePath = installed ?? (await chromium.executablePath());
	const start = (env: NodeJS.ProcessEnv) =>
		playwright.launch({ executablePath, args: ARGUMENTS, env: env as never });
	// A machine without the libraries of a desktop takes those that came with the browser.
	return start(process.env).catch(async (error: unknown) => {
		if (installed) throw error;
		await inflate(BUNDLED_LIBRARIES);
		return start({
			...process.env,
			LD_LIBRARY_PATH: join(tmpdir(), "al2023/lib"),
		});
	});
}

/** Unpacks the browser before any test file asks for it: two that ask at once would find half of it. */
export async function setup(): Promise<void> {
	await (await launchBrowser()).close();
}
