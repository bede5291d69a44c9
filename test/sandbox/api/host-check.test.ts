/** Which hosts the sandbox answers to: malformed ones are refused everywhere, and its own in any spelling. */
import { describe, expect, test } from "vitest";
import { controlDocument, ERROR, violations } from "../../bundle.ts";
import { answersIn, raw } from "../../hostile.ts";
import { some } from "../../some.ts";
import { useControlled } from "../setup/control.ts";
import { useSandbox } from "../setup/sandbox.ts";
import { openSession } from "../setup/shop.ts";

const sandbox = useSandbox({
	control: controlDocument,
	allowedHosts: [
		"Boutique.example.ci",
		"FD00:0::12",
		"192.168.1.10",
		".Pay.ci",
	],
});

/** One request of each kind. */
const requests = async (): Promise<[method: string, path: string][]> => {
	const { url } = await openSession(sandbox);
	const { pathname } = new URL(url);
	return [
		["GET", "/v1/products"],
		["GET", "/_sandbox/clock"],
		["GET", pathname],
		["POST", pathname],
		["POST", `${pathname}/cancel`],
		["GET", "/pay/instant/x"],
		["GET", "/nothing"],
	];
};
const send = async (
	method: string,
	target: string,
	host: string,
	more = "",
) => {
	const request = `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`;
	const said = await raw(sandbox.port, Buffer.from(request, "latin1"), {
		patience: 10_000,
	});
	return answersIn(said)[0];
};

const MALFORMED = [
	"localhost:99999",
	"localhost:65536",
	"localhost:-1",
	"localhost:x",
	"localhost:1:2",
	":4020",
	"[",
	"[]",
	"[::1",
	"::1",
	"[::1]x",
	"[localhost]",
	"localhost/",
	"localhost?x",
	"localhost#x",
	"localhost\\x",
	"awa@localhost",
	"%6cocalhost",
	"local host",
	"localhost\u00e9",
	"127.0.0.256",
	"a".repeat(5_000),
];

test.each(some(MALFORMED))("a Host of %j is refused", async (host) => {
	for (const [method, path] of await requests())
		for (const [target, name] of [
			[path, host],
			// The target takes precedence.
			...(/[\s/?#]/.test(host) ? [] : [[`http://${host}${path}`, "localhost"]]),
		] as const)
			for (const more of ["", "Origin: http://localhost\r\n"]) {
				const answer = await send(method, target, name, more);
				expect([400, 403], `${method} ${target}`).toContain(answer?.status);
				expect(violations(ERROR, JSON.parse(answer?.body ?? ""))).toStrictEqual(
					[],
				);
			}
});

test.each(["http://localhost:99999", "http://[", "null", "localhost", ""])(
	"an Origin of %j is refused",
	async (origin) => {
		for (const [method, path] of await requests()) {
			const answer = await send(
				method,
				path,
				"localhost",
				`Origin: ${origin}\r\n`,
			);
			expect(answer?.status, path).toBe(403);
		}
	},
);

describe.each([
	"LOCALHOST",
	"localhost.",
	"LocalHost.:4020",
	"localhost:",
	"127.0.0.1:80",
	"127.1",
	"[::1]",
	"[0:0:0:0:0:0:0:1]:4020",
	"[::FFFF:127.0.0.1]",
	"shop.localhost:4020",
	"a.b.LOCALHOST.",
])("%s", (host) => {
	test("is this machine", async () => {
		for (const [method, path] of await requests()) {
			const answer = await send(method, path, host);
			expect([400, 403], path).not.toContain(answer?.status);
		}
	});
});

test.each([
	"boutique.example.ci",
	"BOUTIQUE.EXAMPLE.CI:80",
	"boutique.example.ci.",
	"[fd00::12]",
	"[FD00:0:0:0:0:0:0:12]:4020",
	"192.168.1.10:4020",
	"pay.ci",
	"shop.pay.ci:80",
])("%s is a name of its own, also for the control plane", async (host) => {
	for (const [method, path] of await requests())
		for (const more of ["", `Origin: http://${host}\r\n`]) {
			const answer = await send(method, path, host, more);
			expect([400, 403], path).not.toContain(answer?.status);
		}
});

test.each([
	"boutique.example.ci.evil.example",
	"notlocalhost",
	"localhost.evil.example",
	"notpay.ci",
	"[fd00::13]",
])("%s is somebody else's", async (host) => {
	for (const [method, path] of await requests())
		expect((await send(method, path, host))?.status, path).toBe(403);
});

describe("a sandbox for any name", () => {
	const open = useControlled({ allowedHosts: "all" });

	test("answers to each, and to pages of its own", async () => {
		for (const host of ["sandbox", "evil.example", "host.docker.internal:1"]) {
			const ask = (headers: Record<string, string>) =>
				open.app.inject({
					url: "/_sandbox/clock",
					remoteAddress: "172.17.0.1",
					headers: { host, ...headers },
				});
			expect((await ask({})).statusCode).toBe(200);
			expect((await ask({ origin: `http://${host}` })).statusCode).toBe(200);
			const other = await ask({ origin: "http://other.example" });
			expect(other.statusCode).toBe(403);
		}
	});
});

describe("a sandbox that listens on an address of the network", () => {
	const open = useControlled({ listensOn: "192.168.1.10" });
	const ask = (url: string, host: string) =>
		open.app.inject({ url, headers: { host } });

	test("answers to it and to all addresses, but to no other name", async () => {
		for (const host of ["192.168.1.10:4020", "10.0.0.1", "[fd00::1]:80"])
			expect((await ask("/v1/products", host)).statusCode).toBe(401);
		const { statusCode, body } = await ask("/v1/products", "sandbox:4020");
		expect(statusCode).toBe(403);
		expect(JSON.parse(body).error.details).toBe(
			"The sandbox only answers requests to this machine, not to `sandbox:4020`. --allowed-hosts sandbox allows it.",
		);
	});

	test("keeps its control plane to this machine", async () => {
		const answer = await ask("/_sandbox/clock", "192.168.1.10:4020");
		expect(answer.statusCode).toBe(403);
	});
});
