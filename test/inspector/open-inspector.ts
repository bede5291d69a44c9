/** A sandbox with its inspector open in the shared browser. */

import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { Lomi } from "../../packages/client/index.ts";
import { Control } from "../../packages/control/index.ts";
import {
	createSandbox,
	type Sandbox,
	type SandboxOptions,
} from "../../packages/sandbox/index.ts";
import { BASE } from "../bundle.ts";
import { newContext } from "../docs-site/context.ts";

export interface Inspector {
	sandbox: Sandbox;
	/** Its origin. */
	origin: string;
	control: Control;
	/** The first merchant's client. */
	lomi: Lomi;
	/** Opens a path in a context of its own, which is closed at the end of the test, and waits for its heading. */
	open(path: string, options?: BrowserContextOptions): Promise<Page>;
	/** Console errors, exceptions and requests to other hosts, of all pages. */
	faults: string[];
	/** Closes everything, and fails if there were faults, on the pages or in the sandbox. */
	close(): Promise<void>;
}

/**
 * Starts a sandbox with a seeded year, the same in each run.
 *
 * @param createContext Creates a context of a browser. Default: of the shared one.
 */
export async function startInspector(
	options: SandboxOptions = {},
	createContext: typeof newContext = newContext,
): Promise<Inspector> {
	const faults: string[] = [];
	const sandbox = await createSandbox({
		seed: 7,
		seedSize: 400,
		onFault: (trace) => faults.push(trace),
		...options,
	});
	const origin = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	const [merchant] = sandbox.merchants;
	return {
		sandbox,
		origin,
		control: new Control({ url: origin }),
		lomi: new Lomi({
			apiKey: merchant?.api_key ?? "",
			baseUrl: origin + BASE,
			maxRetries: 0,
		}),
		faults,
		async open(path, contextOptions) {
			const context = await createContext({
				locale: "en-GB",
				timezoneId: "Africa/Abidjan",
				...contextOptions,
			});
			onTestFinished(() => context.close());
			const page = await context.newPage();
			page.on("console", (message) => {
				if (message.type() === "error" || message.type() === "warning")
					faults.push(`${page.url()}: ${message.text()}`);
			});
			page.on("pageerror", (error) =>
				faults.push(`${page.url()}: ${error.stack}`),
			);
			page.on("request", (request) => {
				const url = new URL(request.url());
				if (url.origin !== origin && !/^(blob|data):/.test(url.protocol))
					faults.push(`${page.url()} asks for ${url}`);
			});
			await page.goto(origin + path);
			await page.getByRole("heading", { level: 1 }).waitFor();
			return page;
		},
		async close() {
			await sandbox.close();
			expect(faults).toStrictEqual([]);
		},
	};
}
