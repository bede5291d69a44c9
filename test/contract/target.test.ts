/** Which server and key a command uses, and that no live server is reached by accident. */
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
const LOCAL = "http://127.0.0.1:4010/v1";

/** The error message. */
function refusal(...[options]: [Parameters<typeof readTarget>[0]]): string {
	try {
		readTarget(options, document, {});
	} catch (error) {
		expect(error).toBeInstanceOf(CommandError);
		expect((error as Error).message).not.toContain("hidden");
		return (error as Error).message;
	}
	throw new Error("There was no error.");
}

describe("a target", () => {
	test("is read from the options", () => {
		expect(
			readTarget({ url: `${LOCAL}/`, key: KEY }, document, {}),
		).toStrictEqual({
			baseUrl: LOCAL,
			key: KEY,
			environment: "test",
			live: false,
			rate: 0,
		});
	});

	test("is read from the environment, which options override", () => {
		const env = { LOMI_API_URL: "http://127.0.0.1:1/v1", LOMI_API_KEY: KEY };
		expect(readTarget({}, document, env)).toMatchObject({
			baseUrl: env.LOMI_API_URL,
			key: KEY,
		});
		expect(readTarget({ url: LOCAL }, document, env).baseUrl).toBe(LOCAL);
	});

	test.each([undefined, ""])("requires a URL, not %j", (url) => {
		expect(refusal({ url, key: KEY })).toMatch(
			/^No server\. Pass --url, .* LOMI_API_URL\.$/,
		);
	});

	test.each([undefined, ""])("requires a key, not %j", (key) => {
		expect(refusal({ url: LOCAL, key })).toMatch(
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
	])("rejects the URL %s without printing it", (url) => {
		expect(refusal({ url, key: KEY })).toMatch(
			/^--url must be an http or https URL without a query or password,/,
		);
	});

	test.each([
		"hidden",
		testServer["x-key-prefix"],
		`${KEY} hidden`,
		`${KEY}"hidden`,
	])("rejects the key %j", (key) => {
		expect(refusal({ url: LOCAL, key })).toMatch(
			/^The API key doesn't start with lomi_sk_test_ or lomi_sk_live_, or contains characters that no key has\./,
		);
	});

	test.each([
		["a test key for the live server", liveServer.url, KEY],
		["a live key for the test server", testServer.url, LIVE_KEY],
		[
			"the live server over http",
			liveServer.url.replace("https", "http"),
			LIVE_KEY,
		],
		[
			"the live server in upper case",
			liveServer.url.replace("api.", "API."),
			KEY,
		],
		[
			"the live server with a trailing dot",
			liveServer.url.replace("/v1", "./v1"),
			KEY,
		],
		[
			"the live server at another port",
			liveServer.url.replace("/v1", ":8443/v1"),
			KEY,
		],
	])("rejects %s", (_what, url, key) => {
		expect(refusal({ url, key })).toMatch(
			/ requires (https: |a key that starts with lomi_sk_(test|live)_, )/,
		);
	});

	test.each([liveServer.url, LOCAL])(
		"with a live key, %s may only be changed after confirmation",
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

test("keys and secrets are found anywhere in a text", () => {
	expect(
		`{"a":"${KEY}","b":"${LIVE_KEY} whsec_hidden="}`.replaceAll(
			secretPattern(document),
			"*",
		),
	).toBe('{"a":"*","b":"* *"}');
});
