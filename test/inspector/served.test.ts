/** How the inspector is served: who gets it, with which headers, and what is no page of it. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundleInspector } from "../../packages/inspector/bundle.ts";
import { controlDocument } from "../bundle.ts";
import { raw } from "../hostile.ts";
import { useSandbox } from "../sandbox/setup/sandbox.ts";

const sandbox = useSandbox({ control: controlDocument });
const without = useSandbox({ control: controlDocument, inspector: false });
const noControl = useSandbox();

const get = (path: string, init?: RequestInit) =>
	fetch(sandbox.origin + path, init);

test.each([
	"/",
	"/inspector",
	"/inspector/",
	"/inspector/requests",
	"/inspector/events/evt_1",
])(
	"%s is the page, which only loads what is the sandbox's own",
	async (path) => {
		const response = await get(path);
		expect(response.status).toBe(200);
		expect(response.headers.get("content-type")).toBe(
			"text/html; charset=utf-8",
		);
		expect(response.headers.get("content-security-policy")).toMatch(
			/^default-src 'none'; script-src 'self'; style-src 'self';/,
		);
		expect(response.headers.get("x-frame-options")).toBe("DENY");
		const html = await response.text();
		const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(
			([, file]) => file,
		);
		expect(files.length).toBeGreaterThan(2);
		for (const file of files) {
			const { status, headers } = await get(String(file));
			expect(status, file).toBe(200);
			expect(headers.get("x-content-type-options")).toBe("nosniff");
			if (!String(file).endsWith("icon.svg"))
				expect(headers.get("cache-control")).toContain("immutable");
		}
	},
);

test("files are compressed for those who accept it", async () => {
	const html = await (await get("/")).text();
	const [, script = ""] =
		/<script type="module" src="([^"]+)"/.exec(html) ?? [];
	const plain = await raw(
		sandbox.port,
		`GET ${script} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`,
	);
	expect(plain).not.toContain("content-encoding");
	const packed = await fetch(sandbox.origin + script, {
		headers: { "accept-encoding": "gzip" },
	});
	expect(packed.headers.get("content-encoding")).toBe("gzip");
	expect(plain).toContain(await packed.text());
});

test("a file that isn't there is a 404 in the API's shape", async () => {
	const response = await get("/inspector/assets/nothing-12345678.js");
	expect(response.status).toBe(404);
	expect(await response.json()).toMatchObject({
		error: {
			message: "Not found",
			details: expect.stringContaining("nothing-12345678.js"),
		},
	});
});

test("a path without the API's base is still an error, not a page", async () => {
	for (const path of ["/customers", "/requests", "/v2/customers"])
		expect((await get(path)).status, path).toBe(404);
});

test("it keeps out whom the control plane keeps out", async () => {
	const ask = async (headers: string) =>
		raw(
			sandbox.port,
			`GET / HTTP/1.1\r\n${headers}\r\nconnection: close\r\n\r\n`,
		);
	expect(await ask("host: localhost")).toContain("200 OK");
	expect(await ask("host: attacker.example")).toContain("403 Forbidden");
	expect(
		await ask("host: localhost\r\nx-lomi-event: PAYMENT_SUCCEEDED"),
	).toContain("403 Forbidden");
});

test("it can be disabled, alone or with the control plane", async () => {
	for (const { origin } of [without, noControl])
		for (const path of ["/", "/inspector", "/inspector/requests"])
			expect((await fetch(origin + path)).status).toBe(404);
});

test("the first page weighs at most 150 kB, compressed", async () => {
	const files = await bundleInspector();
	const html = files["page.html"]?.body ?? "";
	const loaded = [...html.matchAll(/\/inspector\/(assets\/[^"]+)/g)].map(
		([, file]) => String(file),
	);
	// The chart comes right after.
	const chart = Object.keys(files).filter((name) =>
		name.startsWith("assets/chart-"),
	);
	const sizes = ["page.html", ...loaded, ...chart].map(
		(name) => gzipSync(files[name]?.body ?? "").length,
	);
	expect(sizes.length).toBeGreaterThan(4);
	const total = sizes.reduce((sum, size) => sum + size, 0);
	expect(total).toBeGreaterThan(20_000);
	expect(total).toBeLessThan(150_000);
});
