/** Mock and docs only answer to their own names, as the sandbox does. Its tests are in test/sandbox/api/host-check.test.ts. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { describe, expect, onTestFinished, test } from "vitest";
import { createDocsServer } from "../../docs-site/builder/server.ts";
import {
	ALLOWED_HOSTS,
	type HostRules,
	WEBHOOK_HOSTS,
} from "../../packages/http/index.ts";
import { createMock } from "../../packages/mock/server.ts";
import { document } from "../bundle.ts";
import { answersIn, raw } from "../hostile.ts";

const SERVERS: [
	name: string,
	create: (rules?: HostRules) => Promise<Server>,
][] = [
	["mock", async (rules) => (await createMock(document, rules)).server],
	["docs server", async (rules) => createDocsServer(tmpdir(), rules).server],
];

describe.each(SERVERS)("the %s", (name, create) => {
	const ask = async (rules: HostRules, host: string) => {
		const server = await create(rules);
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		onTestFinished(() => {
			server.closeAllConnections();
			server.close();
		});
		const { port } = server.address() as AddressInfo;
		const request = `GET /v1/nothing HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
		const [answer] = answersIn(await raw(port, request, { patience: 10_000 }));
		return answer;
	};

	test.each(["localhost", "127.0.0.1:1", "[::1]", "shop.localhost"])(
		"answers to %s",
		async (host) => {
			expect((await ask({}, host))?.status).not.toBe(403);
		},
	);

	test("refuses other names, and says how to allow them", async () => {
		const answer = await ask({}, "docs.evil.example:80");
		expect(answer?.status).toBe(403);
		expect(JSON.parse(answer?.body ?? "").error.details).toBe(
			`The ${name} only answers requests to this machine, not to \`docs.evil.example\`. --allowed-hosts docs.evil.example allows it.`,
		);
	});

	test.each([
		[{ allowedHosts: ["mock"] }, "mock:4010"],
		[{ allowedHosts: ["élan.ci"] }, "xn--lan-9la.ci"],
		[{ allowedHosts: [".Example.ci"] }, "shop.EXAMPLE.ci."],
		[{ allowedHosts: "all" as const }, "anything.example"],
		[{ listensOn: "0.0.0.0" }, "192.168.1.7:80"],
	])("with %j, answers to %s", async (rules, host) => {
		expect((await ask(rules, host))?.status).not.toBe(403);
	});
});

describe("the options", () => {
	test("take names, separated by commas or repeated", () => {
		expect(ALLOWED_HOSTS.read(["Sandbox, .example.ci", "[::1]"])).toStrictEqual(
			["sandbox", ".example.ci", "[::1]"],
		);
		expect(ALLOWED_HOSTS.read(["sandbox,all"])).toBe("all");
		expect(ALLOWED_HOSTS.read([])).toStrictEqual([]);
		expect(ALLOWED_HOSTS.read(["élan.ci"])).toStrictEqual(["élan.ci"]);
		expect(WEBHOOK_HOSTS.read(["shop,10.0.0.1"])).toStrictEqual([
			"shop",
			"10.0.0.1",
		]);
	});

	test.each([
		"http://shop",
		"shop:3000",
		"shop/",
		"",
		"a b",
		"*",
		"shop,,x",
		".",
		"::g",
	])("refuse %j", (name) => {
		expect(() => ALLOWED_HOSTS.read([name])).toThrow(
			"must be names without scheme and port, such as sandbox, not",
		);
	});
});
