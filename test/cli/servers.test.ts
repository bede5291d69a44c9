/** The commands that start servers: output, errors and shutdown. processes.test.ts runs them as processes. */
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDocsServer } from "../../docs-site/builder/server.ts";
import { docsCommand } from "../../packages/build/docs.ts";
import { startCommand as startAll } from "../../packages/build/start.ts";
import type { Command } from "../../packages/cli/command.ts";
import { mockCommand } from "../../packages/mock/command.ts";
import { sandboxCommand } from "../../packages/sandbox/cli/index.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { KEY } from "../api.ts";
import { run, startCommand } from "../command.ts";
import { createSmallProject, type Project } from "../copied-project.ts";

/** A small project for the commands that build first, built only once. */
let project: Project;
beforeAll(async () => {
	project = await createSmallProject();
});
afterAll(() => project.remove());

const ALL_FREE = ["--port=0", "--docs-port=0", "--sandbox-port=0"];

async function startMock(...args: string[]) {
	const mock = startCommand(mockCommand, ["--port", "0", ...args]);
	const [, base = ""] = await mock.says(/^Mock {2}(\S+)$/m);
	return { mock, base };
}

describe("npm run mock", () => {
	test("logs each request, and never a key", async () => {
		const { mock, base } = await startMock();
		await fetch(`${base}/providers`, { headers: { "x-api-key": KEY } });
		await mock.says(/^200 GET \/v1\//m);
		await fetch(`${base}/providers`, {
			headers: { "x-api-key": "lomi_sk_live_do_not_print" },
		});
		await mock.says(/^401 GET/m);
		expect((await mock.stop()).out).not.toContain("do_not_print");
	});

	test.each(["SIGINT", "SIGTERM"] as const)(
		"shuts down gracefully on %s, with or without an open connection",
		async (signal) => {
			const { mock, base } = await startMock();
			const open = await fetch(`${base}/providers`, {
				headers: { "x-api-key": KEY },
			});
			await open.text();
			expect(await mock.stop(signal)).toMatchObject({ code: 0, err: "" });
		},
	);

	test("rejects an address of another machine with one sentence", async () => {
		expect(
			await run(mockCommand, ["--host", "192.0.2.1", "--port", "0"]),
		).toStrictEqual({
			code: 1,
			out: "",
			err: "192.0.2.1 is not an address of this machine. Use --host 127.0.0.1.\n",
		});
	});

	test("prints a usable URL if it listens on all interfaces", async () => {
		const { base } = await startMock("--host", "0.0.0.0");
		expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
		expect((await fetch(`${base}/providers`)).status).toBe(401);
	});

	test("a client that never completes its request doesn't block the shutdown", async () => {
		const { mock, base } = await startMock();
		const half = connect(Number(new URL(base).port), "127.0.0.1");
		half.on("error", () => {});
		const head = [
			"POST /v1/customers HTTP/1.1",
			"Host: x",
			`X-API-Key: ${KEY}`,
			"Content-Length: 99",
			"Expect: 100-continue",
			"",
			"",
		];
		half.write(head.join("\r\n"));
		await once(half, "data");
		half.write("{");
		expect(await mock.stop()).toMatchObject({ code: 0 });
	});

	test("says what to do if nothing has been built", async () => {
		const root = `${tmpdir()}/`;
		expect(await run(mockCommand, ["--port", "0"], { root })).toStrictEqual({
			code: 1,
			out: "",
			err: "There is no generated/openapi.json. Run npm run build first.\n",
		});
	});
});

test("the docs say that they are being built, and reload, until there are any", async () => {
	const folder = await mkdtemp(join(tmpdir(), "lomi-docs-"));
	const { server } = createDocsServer(folder);
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const page = async () => {
		const response = await fetch(`http://127.0.0.1:${port}/guides/`);
		return { status: response.status, text: await response.text() };
	};
	const before = await page();
	expect(before.status).toBe(503);
	expect(before.text).toContain('http-equiv="refresh"');
	await writeFile(join(folder, "404.html"), "No such page.");
	expect(await page()).toStrictEqual({ status: 404, text: "No such page." });
	server.close();
	await rm(folder, { recursive: true });
});

const SERVERS: [name: string, option: string, command: Command][] = [
	["npm run mock", "--port", mockCommand],
	["npm run docs", "--port", docsCommand],
	["npm run sandbox", "--port", sandboxCommand],
	["npm start", "--docs-port", startAll],
	["npm start", "--sandbox-port", startAll],
];

describe.each(SERVERS)("%s %s", (_name, option, command) => {
	test("reports a port in use with one sentence, and leaves nothing listening", async () => {
		const other = createServer();
		await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
		const { port } = other.address() as { port: number };
		const ports = command === startAll ? ALL_FREE : [];
		// The sandbox needs all operations that it has handlers for.
		const whole = command === mockCommand || option === "--sandbox-port";
		const { code, out, err } = await run(
			command,
			[...ports, option, String(port)],
			{ root: whole ? ROOT : project.root },
		);
		other.close();
		expect(code).toBe(1);
		expect(err.split("\n").at(-2)).toBe(
			`Port ${port} is already in use. Stop the other process, or choose another port (0 picks a free one).`,
		);
		for (const [url] of out.matchAll(/http:\/\/127\.0\.0\.1:\d+/g))
			await expect(fetch(url)).rejects.toThrow("fetch failed");
	});

	test.each(["http", "70000", "-1", "4.5"])(
		`rejects ${option} %j`,
		async (value) => {
			const { code, err } = await run(command, [`${option}=${value}`]);
			expect(code).toBe(1);
			expect(err).toContain(
				`${option} must be an integer from 0 to 65535 (0 picks a free port), not "${value}".`,
			);
			expect(err.trim().split("\n")).toHaveLength(1);
		},
	);

	test("rejects an unknown option, and suggests the right one", async () => {
		const { code, err } = await run(command, ["--prot", "4010"]);
		expect(code).toBe(1);
		expect(err).toContain("Unknown option --prot. Did you mean --port? ");
		expect(err.trim().split("\n")).toHaveLength(1);
	});
});
