/** The proxy that a request goes through, by the rules of Node's fetch. test/cli/proxy.test.ts has a real one. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { proxyOf } from "../../packages/client/proxy.ts";
import { client, refused, thrown } from "./fake.ts";

const PROXY = "http://proxy.example.ci:3128";
const NAMES = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

beforeEach(() => {
	for (const name of [...NAMES, "NODE_OPTIONS", "NODE_USE_ENV_PROXY"]) {
		vi.stubEnv(name, undefined);
		vi.stubEnv(name.toLowerCase(), undefined);
	}
});
afterEach(() => void vi.unstubAllEnvs());

const ON = { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: PROXY };
const HTTPS = "https://api.example.ci/v1";
const HTTP = "http://api.example.ci:8080/v1";

test.each<[Record<string, string>, url: string, proxy: string | undefined]>([
	[{ HTTP_PROXY: PROXY }, HTTP, undefined],
	[{ ...ON, NODE_USE_ENV_PROXY: "0" }, HTTP, undefined],
	[{ NODE_OPTIONS: "--use-env-proxy", HTTP_PROXY: PROXY }, HTTP, PROXY],
	[ON, HTTP, PROXY],
	[ON, HTTPS, PROXY],
	[{ ...ON, HTTPS_PROXY: "http://other:1" }, HTTPS, "http://other:1"],
	[{ ...ON, HTTPS_PROXY: "http://other:1" }, HTTP, PROXY],
	[{ ...ON, http_proxy: "http://lower:1" }, HTTP, "http://lower:1"],
	[{ NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: PROXY }, HTTP, undefined],
	[{ NODE_USE_ENV_PROXY: "1", ALL_PROXY: PROXY }, HTTP, undefined],
	[{ ...ON, NO_PROXY: "*" }, HTTP, undefined],
	[{ ...ON, NO_PROXY: "api.example.ci" }, HTTPS, undefined],
	[{ ...ON, NO_PROXY: "API.example.ci" }, HTTPS, undefined],
	[{ ...ON, no_proxy: "a.ci b.ci,api.example.ci" }, HTTPS, undefined],
	[{ ...ON, NO_PROXY: "api.example.ci:8080" }, HTTP, undefined],
	[{ ...ON, NO_PROXY: "api.example.ci:81" }, HTTP, PROXY],
	[{ ...ON, NO_PROXY: ".example.ci" }, HTTP, undefined],
	[{ ...ON, NO_PROXY: "*.example.ci" }, HTTP, undefined],
	[{ ...ON, NO_PROXY: "example.ci" }, HTTP, PROXY],
	[{ ...ON, NO_PROXY: "a.ci" }, HTTP, PROXY],
])("with %j, %s goes through %s", (env, url, proxy) => {
	for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
	expect(proxyOf(url)).toBe(proxy);
});

test.each([
	["http://shop:pa55@proxy:1", "http://proxy:1"],
	["http://pa55@proxy:1", "http://proxy:1"],
	["http://shop:p@55@proxy:1", "http://proxy:1"],
	["shop:pa55@proxy:1", "proxy:1"],
	["http://proxy:1", "http://proxy:1"],
])("%s is named without credentials", (given, named) => {
	vi.stubEnv("NODE_USE_ENV_PROXY", "1");
	vi.stubEnv("HTTP_PROXY", given);
	expect(proxyOf(HTTP)).toBe(named);
});

test("a fetch of one's own has its own way", async () => {
	for (const [name, value] of Object.entries(ON)) vi.stubEnv(name, value);
	const error = await thrown(
		client(async () => refused(), { maxRetries: 0 }).customers.list(),
	);
	expect(error.message).toContain("got no response from http://api.test/v1: ");
});
