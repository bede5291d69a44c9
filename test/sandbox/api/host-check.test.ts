/** Which hosts the sandbox answers to: malformed ones are refused everywhere, and its own in any spelling. */
import { describe, expect, test } from "vitest";
import { controlDocument, ERROR, violations } from "../../bundle.ts";
import { answersIn, raw } from "../../hostile.ts";
import { some } from "../../some.ts";
import { useSandbox } from "../setup/sandbox.ts";
import { openSession } from "../setup/shop.ts";

const sandbox = useSandbox({
	control: controlDocument,
	hosts: ["Boutique.example.ci", "FD00:0::12", "192.168.1.10"],
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
])("%s is a name of its own, but not for the control plane", async (host) => {
	for (const [method, path] of await requests()) {
		const answer = await send(method, path, host);
		if (path.startsWith("/_sandbox")) expect(answer?.status).toBe(403);
		else expect([400, 403], path).not.toContain(answer?.status);
	}
});

test.each(["boutique.example.ci.evil.example", "notlocalhost", "[fd00::13]"])(
	"%s is somebody else's",
	async (host) => {
		for (const [method, path] of await requests())
			expect((await send(method, path, host))?.status, path).toBe(403);
	},
);
