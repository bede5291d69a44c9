/** A browser with the docs' server that records errors on pages. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type {
	BrowserContext,
	BrowserContextOptions,
	Page,
} from "playwright-core";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { createDocsServer } from "../../docs-site/builder/server.ts";
import { newContext } from "./context.ts";

export interface Reader {
	/** URL of the docs, with a trailing slash. */
	url: string;
	/** Requests to other hosts, console errors and script errors. Must stay empty. */
	faults: string[];
	/** Opens a page of the docs in a new context. */
	open(path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Runs a reader for the tests of one file. */
export function useReader(): Reader {
	const reader = { faults: [] as string[] } as Reader;
	const contexts: BrowserContext[] = [];
	let server: Server;
	beforeAll(async () => {
		({ server } = createDocsServer(inject("site")));
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		reader.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	});
	afterAll(async () => {
		await Promise.all(contexts.map((context) => context.close()));
		server.closeAllConnections();
		server.close();
	});
	beforeEach(() => {
		reader.faults.length = 0;
	});
	reader.open = async (path, options = {}) => {
		const context = await newContext({
			viewport: { width: 1440, height: 900 },
			colorScheme: "light",
			...options,
		});
		contexts.push(context);
		const page = await context.newPage();
		page.on("request", (request) => {
			const address = request.url();
			if (!address.startsWith(reader.url) && !/^(data|blob):/.test(address))
				reader.faults.push(`asks ${address}`);
		});
		page.on("requestfailed", (request) => {
			// Requests are aborted if a test navigates before the page is loaded.
			if (request.failure()?.errorText !== "net::ERR_ABORTED")
				reader.faults.push(`fails to get ${request.url()}`);
		});
		page.on(
			"console",
			(message) =>
				message.type() === "error" && reader.faults.push(message.text()),
		);
		page.on("pageerror", (error) => reader.faults.push(String(error)));
		await page.goto(`${reader.url}${path}`);
		return page;
	};
	return reader;
}
