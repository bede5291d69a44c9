/** What the control plane says about the sandbox: addresses, docs and merchants. */
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { networkOrigins } from "../../../packages/http/origins.ts";
import {
	createSandbox,
	type SandboxOptions,
} from "../../../packages/sandbox/index.ts";
import { merchantsOf } from "../../../packages/sandbox/seed/merchants.ts";
import { BASE, controlViolations, document } from "../../bundle.ts";
import { useControlled } from "../setup/control.ts";
import { FIRST, KEY_HEADER } from "../setup/sandbox.ts";

/** Asks a sandbox that listens on an address. */
async function ask(host: string, options: SandboxOptions = {}) {
	const sandbox = await createSandbox({ empty: true, ...options });
	onTestFinished(() => sandbox.close());
	await sandbox.app.listen({ port: 0, host });
	const answer = await sandbox.app.inject({
		url: "/_sandbox/info",
		headers: { host: "localhost" },
	});
	const { data } = answer.json();
	expect(
		controlViolations("#/components/schemas/SandboxInfo", data),
	).toStrictEqual([]);
	return { data, place: sandbox.app.server.address() as AddressInfo };
}

test("on this machine, only this machine reaches it", async () => {
	const { data, place } = await ask("127.0.0.1");
	const url = `http://127.0.0.1:${place.port}`;
	expect(data).toMatchObject({
		version: document.info.version,
		url,
		api_url: url + BASE,
		network_urls: [],
		docs_url: null,
		is_kept: false,
	});
	expect((await fetch(`${data.api_url}/products`)).status).toBe(401);
});

test("on all interfaces, others reach it by this machine's addresses, if it is told so", async () => {
	const open = await ask("0.0.0.0", { listensOn: "0.0.0.0" });
	expect(open.data.url).toBe(`http://127.0.0.1:${open.place.port}`);
	expect(open.data.network_urls).toStrictEqual(networkOrigins(open.place));
	for (const url of open.data.network_urls)
		expect((await fetch(`${url}${BASE}/products`)).status).toBe(401);
	// It refuses these names otherwise, as DNS rebinding could use them.
	const closed = await ask("0.0.0.0");
	expect(closed.data.network_urls).toStrictEqual([]);
	const all = await ask("0.0.0.0", { allowedHosts: "all" });
	expect(all.data.network_urls).toStrictEqual(networkOrigins(all.place));
});

test.each([
	["http://127.0.0.1:4000", "http://127.0.0.1:4000"],
	["http://127.0.0.1:4000/", "http://127.0.0.1:4000"],
	["https://docs.example.ci/lomi//?x#y", "https://docs.example.ci/lomi"],
])("the docs are at %s", async (docsUrl, expected) => {
	expect((await ask("127.0.0.1", { docsUrl })).data.docs_url).toBe(expected);
});

test.each(["", "docs", "127.0.0.1:4000", "ftp://example.ci"])(
	"%j is no address of docs",
	async (docsUrl) => {
		await expect(createSandbox({ docsUrl })).rejects.toThrow(
			new TypeError(
				`docsUrl must be an address such as http://127.0.0.1:4000, not ${JSON.stringify(docsUrl)}.`,
			),
		);
	},
);

test("behind a load balancer, all addresses are those that clients use, and no other name is answered", async () => {
	const sandbox = await createSandbox({
		empty: true,
		publicUrl: "https://sandbox.example.ci/",
	});
	onTestFinished(() => sandbox.close());
	const send = (host: string, url: string, payload?: object) =>
		sandbox.app.inject({
			method: payload ? "POST" : "GET",
			url,
			headers: { host, [KEY_HEADER]: FIRST.api_key },
			...(payload && { payload }),
		});
	const { data } = (await send("sandbox.example.ci", "/_sandbox/info")).json();
	expect(data).toMatchObject({
		url: "https://sandbox.example.ci",
		api_url: `https://sandbox.example.ci${BASE}`,
	});
	// Whatever name the load balancer itself uses.
	for (const host of ["sandbox.example.ci", "127.0.0.1:4020"]) {
		const answer = await send(host, `${BASE}/checkout-sessions`, {
			amount: 1_000,
			currency_code: "XOF",
			allowed_providers: ["WAVE"],
			success_url: "https://boutique.example.ci/merci",
			cancel_url: "https://boutique.example.ci/panier",
		});
		expect(answer.json().data.url).toMatch(
			/^https:\/\/sandbox\.example\.ci\/checkout\//,
		);
	}
	expect((await send("example.ci", `${BASE}/products`)).statusCode).toBe(403);
});

test.each([
	"",
	"sandbox.example.ci",
	"ftp://sandbox.example.ci",
	"https://sandbox.example.ci/path",
	"https://sandbox.example.ci/?x",
	"http://*",
	"http://0.0.0.0:4020",
	"http://[::]",
	"https://user:s3cret@sandbox.example.ci",
])(
	"%j is no public address, and no password is repeated",
	async (publicUrl) => {
		const error = await createSandbox({ publicUrl }).catch((reason) => reason);
		expect(error).toBeInstanceOf(TypeError);
		expect(error.message).toContain(
			"publicUrl must be an address without a path",
		);
		expect(error.message).not.toContain("s3cret");
	},
);

test("what is in a file is kept", async () => {
	const folder = await mkdtemp(join(tmpdir(), "lomi-kept-"));
	const { data } = await ask("127.0.0.1", { data: join(folder, "x.db") });
	expect(data.is_kept).toBe(true);
	onTestFinished(() => rm(folder, { recursive: true }));
});

const sandbox = useControlled();

test("the merchants are those of the sandbox, the usual one first, with keys and providers as they are", async () => {
	const { data } = await sandbox.control.sandbox.get();
	expect(
		data.merchants.map(({ merchant_id, api_keys, name, country }) => ({
			merchant_id,
			api_key: api_keys.join(),
			name,
			country,
		})),
	).toStrictEqual(
		merchantsOf(document).map(({ merchant_id, api_key, name, country }) => ({
			merchant_id,
			api_key,
			name,
			country,
		})),
	);
	const connected = async () => {
		const { data } = await sandbox.control.sandbox.get();
		return data.merchants.map(
			({ providers }) =>
				providers.find(({ code }) => code === "ORANGE")?.is_connected,
		);
	};
	expect(await connected()).toStrictEqual([true, true]);
	await sandbox.control.providers.set("ORANGE", { is_connected: false });
	expect(await connected()).toStrictEqual([false, true]);
});
