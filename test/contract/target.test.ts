/** Which server a command is let loose on: what is read, what is refused, and that nothing live is reached by mistake. */
import { describe, expect, test } from "vitest";
import { CommandError } from "../../packages/cli/terminal.ts";
import {
	readTarget,
	refuseLive,
	secretPattern,
} from "../../packages/contract/target.ts";
import { document, KEY } from "../api.ts";

const [testServer, liveServer] = ["test", "live"].map((environment) => {
	const found = document.servers.find(
		(server) => server["x-environment"] === environment,
	);
	if (!found) throw new Error(`There is no ${environment} server.`);
	return found;
}) as [(typeof document.servers)[0], (typeof document.servers)[0]];
const LIVE_KEY = `${liveServer["x-key-prefix"]}hidden`;
const HERE = "http://127.0.0.1:4010/v1";

/** The sentence with which it is refused. */
function refusal(...[options]: [Parameters<typeof readTarget>[0]]): string {
	try {
		readTarget(options, document, {});
	} catch (error) {
		expect(error).toBeInstanceOf(CommandError);
		expect((error as Error).message).not.toContain("hidden");
		return (error as Error).message;
	}
	throw new Error("It is not refused.");
}

describe("a target", () => {
	test("is read from the options", () => {
		expect(
			readTarget({ url: `${HERE}/`, key: KEY }, document, {}),
		).toStrictEqual({
			baseUrl: HERE,
			key: KEY,
			environment: "test",
			live: false,
			rate: 0,
		});
	});

	test("is read from the environment, which an option goes before", () => {
		const env = { LOMI_API_URL: "http://127.0.0.1:1/v1", LOMI_API_KEY: KEY };
		expect(readTarget({}, document, env)).toMatchObject({
			baseUrl: env.LOMI_API_URL,
			key: KEY,
		});
		expect(readTarget({ url: HERE }, document, env).baseUrl).toBe(HERE);
	});

	test.each([undefined, ""])("needs a URL, and %j is none", (url) => {
		expect(refusal({ url, key: KEY })).toMatch(
			/^No server to look at\. Pass --url, .* LOMI_API_URL\.$/,
		);
	});

	test.each([undefined, ""])("needs a key, and %j is none", (key) => {
		expect(refusal({ url: HERE, key })).toMatch(
			/^No API key\. Pass --key, such as lomi_sk_test_…, or set LOMI_API_KEY\.$/,
		);
	});

	test.each([
		"127.0.0.1:4010",
		"ftp://127.0.0.1/v1",
		"http://",
		"http://user:hidden@127.0.0.1/v1",
		"http://127.0.0.1/v1?key=hidden",
		"http://127.0.0.1/v1#hidden",
		"http://127.0.0.1:99999/v1",
	])("refuses %s, which is no plain address, without saying it", (url) => {
		expect(refusal({ url, key: KEY })).toMatch(
			/^--url takes an http or https address without query and password,/,
		);
	});

	test.each([
		"hidden",
		testServer["x-key-prefix"],
		`${KEY} hidden`,
		`${KEY}"hidden`,
	])("refuses the key %j", (key) => {
		expect(refusal({ url: HERE, key })).toMatch(
			/^The key doesn't start with lomi_sk_test_ or lomi_sk_live_, or has something in it that no key has\./,
		);
	});

	test.each([
		["a test key for the live address", liveServer.url, KEY],
		["a live key for the test address", testServer.url, LIVE_KEY],
		[
			"the live address over http",
			liveServer.url.replace("https", "http"),
			LIVE_KEY,
		],
		[
			"the live address in other letters",
			liveServer.url.replace("api.", "API."),
			KEY,
		],
		[
			"the live address with a dot at its end",
			liveServer.url.replace("/v1", "./v1"),
			KEY,
		],
		[
			"the live address at another port",
			liveServer.url.replace("/v1", ":8443/v1"),
			KEY,
		],
	])("refuses %s", (_what, url, key) => {
		expect(refusal({ url, key })).toMatch(
			/ takes (only https: |keys that start with lomi_sk_(test|live)_, )/,
		);
	});

	test.each([liveServer.url, HERE])(
		"with a live key, %s is changed only when somebody says so",
		(url) => {
			const target = readTarget({ url, key: LIVE_KEY }, document, {});
			expect(target).toMatchObject({ environment: "live", live: true });
			expect(() => refuseLive(target)).toThrow(
				/^This is a live key: .* --i-know-this-is-live\.$/,
			);
			expect(() => refuseLive(target, true)).not.toThrow();
		},
	);
});

test("keys and secrets are found in a text, wherever they stand", () => {
	expect(
		`{"a":"${KEY}","b":"${LIVE_KEY} whsec_hidden="}`.replaceAll(
			secretPattern(document),
			"*",
		),
	).toBe('{"a":"*","b":"* *"}');
});
