/** The packed client in a real browser, on a page and in a module worker, and in a cloud worker without Node or DOM APIs. */
import { once } from "node:events";
import { createServer, request as forward, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { type BuildOptions, build } from "esbuild";
import type { Page } from "playwright-core";
import {
	afterAll,
	beforeAll,
	beforeEach,
	describe,
	expect,
	test,
} from "vitest";
import { KEY, useMock } from "../api.ts";
import { newContext } from "../docs-site/context.ts";
import { delivery, installedPackage, outcome } from "./install.ts";

const mock = useMock();
const installed = installedPackage();

/** Bundles one of the programs. */
async function bundle(
	program: string,
	options?: BuildOptions,
): Promise<string> {
	const { outputFiles, warnings } = await build({
		entryPoints: [join(installed.folder, program)],
		bundle: true,
		write: false,
		format: "esm",
		platform: "browser",
		target: "es2022",
		logLevel: "silent",
		...options,
	});
	expect(warnings).toStrictEqual([]);
	return outputFiles?.[0]?.text ?? "";
}

describe("a bundle", () => {
	test.each(["page.mjs", "worker.mjs"])(
		"of %s doesn't import Node modules",
		async (program) => {
			// Imports of Node modules fail on the platform `neutral`.
			for (const platform of ["browser", "neutral"] as const) {
				const text = await bundle(program, {
					platform,
					minify: platform === "neutral",
					mainFields: ["module", "main"],
				});
				expect(text).toContain("sandbox.api.lomi.africa");
				expect(
					text.match(
						/\brequire\(|["'`]node:|\beval\(|new Function\b|\b__filename\b/g,
					),
				).toBeNull();
			}
		},
	);
});

test("works in a cloud worker without code generation", async () => {
	const context = createContext(
		{
			...{ AbortController, AbortSignal, Headers, Request, Response, fetch },
			...{ TextDecoder, TextEncoder, URL, URLSearchParams, crypto },
			...{ clearTimeout, setTimeout, console, performance },
			navigator: { userAgent: "Cloudflare-Workers" },
		},
		{ codeGeneration: { strings: false, wasm: false } },
	);
	runInContext(await bundle("page.mjs", { format: "iife" }), context);
	const came = await context.onPage({
		options: { apiKey: KEY, baseUrl: mock.baseUrl },
		delivery,
	});
	expect(JSON.parse(JSON.stringify(came))).toMatchObject(outcome);
});

describe("in Chromium", () => {
	let server: Server;
	let page: Page;
	let origin: string;
	/** The browser's requests and errors. */
	const asked: string[] = [];
	const faults: string[] = [];
	/** Requests that reached the API. */
	const calls: { call: string; userAgent: string | undefined }[] = [];

	beforeAll(async () => {
		const scripts = new Map(
			await Promise.all(
				["/page.mjs", "/worker.mjs"].map(
					async (path) => [path, await bundle(path.slice(1))] as const,
				),
			),
		);
		server = createServer((request, response) => {
			const { method, url = "", headers } = request;
			if (url.startsWith("/v1/")) {
				calls.push({
					call: `${method} ${url}`,
					userAgent: headers["user-agent"],
				});
				const to = new URL(url, mock.baseUrl);
				request.pipe(
					forward(to, { method, headers }, (answer) => {
						response.writeHead(answer.statusCode ?? 502, answer.headers);
						answer.pipe(response);
					}),
				);
				return;
			}
			const script = scripts.get(url);
			response.setHeader(
				"content-type",
				script ? "text/javascript" : "text/html",
			);
			response.setHeader("content-security-policy", "default-src 'self'");
			response.end(
				script ??
					'<!doctype html><script type="module" src="/page.mjs"></script>',
			);
		});
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const context = await newContext();
		context.on("request", (request) => asked.push(request.url()));
		page = await context.newPage();
		page.on("pageerror", (error) => faults.push(String(error)));
		page.on("console", (message) => {
			// The expected 404 of the exercise.
			if (message.type() === "error" && !message.text().includes("404"))
				faults.push(message.text());
		});
		await page.goto(origin);
		await page.waitForFunction(() => "onPage" in globalThis);
	});
	afterAll(async () => {
		await page?.context().close();
		server?.closeAllConnections();
		server?.close();
	});
	beforeEach(() => {
		for (const list of [asked, faults, calls]) list.length = 0;
	});

	/** Runs programs/exercise.mjs in the browser. */
	const exercise = (where: "onPage" | "inWorker", options: object) =>
		page.evaluate(
			([name, settings]) =>
				(
					globalThis as unknown as Record<
						string,
						(settings: object) => Promise<object>
					>
				)[name]?.(settings),
			[
				where,
				{
					options: { apiKey: KEY, baseUrl: `${origin}/v1`, ...options },
					delivery,
				},
			] as const,
		);

	describe.each(["onPage", "inWorker"] as const)("%s", (where) => {
		test("lists, throws typed errors, verifies webhooks and validates", async () => {
			const came = await exercise(where, { dangerouslyAllowBrowser: true });
			expect(came).toMatchObject(outcome);
			expect(came).toHaveProperty("wrong.typed", true);
			expect(faults).toStrictEqual([]);
			expect(calls.map(({ call }) => call)).toStrictEqual([
				"GET /v1/customers",
				"POST /v1/customers",
				expect.stringMatching(/^GET \/v1\/customers\/[0-9a-f-]{36}$/),
				"GET /v1/customers",
			]);
			// Browsers set their own.
			for (const { userAgent } of calls) expect(userAgent).toMatch(/^Mozilla/);
			const elsewhere = asked.filter((url) => new URL(url).origin !== origin);
			expect(elsewhere).toStrictEqual([]);
			expect(asked.filter((url) => url.includes("/v1/"))).toHaveLength(
				calls.length,
			);
		});

		test("rejects a secret key without dangerouslyAllowBrowser", async () => {
			await expect(exercise(where, {})).rejects.toThrow(
				/TypeError: .*dangerouslyAllowBrowser/,
			);
			expect(calls).toStrictEqual([]);
		});
	});
});
