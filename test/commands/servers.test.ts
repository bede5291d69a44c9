/** The commands that serve: what they print, how they refuse, and how they end. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { rename } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KEY } from "../api.ts";
import { copyProject, type Project } from "../project.ts";

let project: Project;
beforeAll(async () => {
	project = await copyProject();
});
afterAll(() => project.remove());

const ALL_FREE = ["--port=0", "--docs-port=0", "--sandbox-port=0"];

const shell = (line: string) => promisify(execFile)("sh", ["-c", line]);

describe("npm run mock", () => {
	test("says where it is, with a curl line that works as pasted", async () => {
		const mock = project.start("scripts/mock.ts", "--port", "0");
		const [, base] = await mock.says(
			/^Mock {2}(http:\/\/127\.0\.0\.1:\d+\/v1)$/m,
		);
		const [curl] = await mock.says(/curl .*/);
		expect(curl).toContain(`${base}/`);
		const { stdout } = await shell(`${curl} -s`);
		expect(JSON.parse(stdout)).toHaveProperty("data");
		await mock.says(/^200 GET \/v1\//m);
		expect(await mock.stop()).toMatchObject({ code: 0, err: "" });
	});

	test.each(["SIGINT", "SIGTERM"] as const)(
		"ends in order on %s, an open connection or not",
		async (signal) => {
			const mock = project.start("scripts/mock.ts", "--port", "0");
			const [, base] = await mock.says(/^Mock {2}(\S+)$/m);
			const open = await fetch(`${base}/providers`, {
				headers: { "x-api-key": KEY },
			});
			await open.text();
			expect(await mock.stop(signal)).toMatchObject({ code: 0, err: "" });
		},
	);

	test("never prints a key", async () => {
		const mock = project.start("scripts/mock.ts", "--port", "0");
		const [, base] = await mock.says(/^Mock {2}(\S+)$/m);
		await fetch(`${base}/providers`, {
			headers: { "x-api-key": "lomi_sk_live_do_not_print" },
		});
		await mock.says(/^401 GET/m);
		expect((await mock.stop()).out).not.toContain("do_not_print");
	});
});

describe.each([
	["scripts/mock.ts", "--port"],
	["scripts/serve-docs.ts", "--port"],
	["sandbox/command.ts", "--port"],
	["scripts/start.ts", "--docs-port"],
	["scripts/start.ts", "--sandbox-port"],
])("%s", (script, option) => {
	test("says in a sentence that a port is taken", async () => {
		const other = createServer();
		await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
		const { port } = other.address() as { port: number };
		const ports = script.endsWith("start.ts") ? ALL_FREE : [];
		const { code, err } = await project.run(
			script,
			...ports,
			option,
			String(port),
		);
		other.close();
		expect(code).toBe(1);
		expect(err).toBe(
			`Port ${port} is taken. Stop what uses it, or choose another one (0 is any free port).\n`,
		);
	});

	test.each(["http", "70000", "-1", "4.5", ""])(
		`refuses ${option} %j`,
		async (value) => {
			const { code, err } = await project.run(script, `${option}=${value}`);
			expect(code).toBe(1);
			expect(err).toContain(
				`${option} takes a number from 0 to 65535 (0 is any free port), not "${value}"`,
			);
			expect(err.trim().split("\n")).toHaveLength(1);
		},
	);

	test("refuses an option that it doesn't know, and names those it does", async () => {
		const { code, err } = await project.run(script, "--prot", "4010");
		expect(code).toBe(1);
		expect(err).toContain("--prot");
		expect(err).toContain(`The options are --port`);
		expect(err.trim().split("\n")).toHaveLength(1);
	});
});

test("an address that isn't this machine's is refused in a sentence", async () => {
	const { code, err } = await project.run(
		"scripts/mock.ts",
		"--host",
		"192.0.2.1",
		"--port",
		"0",
	);
	expect(code).toBe(1);
	expect(err).toBe(
		"192.0.2.1 is not an address of this machine. Use --host 127.0.0.1.\n",
	);
});

test("on all interfaces it prints an address that can be called", async () => {
	const mock = project.start(
		"scripts/mock.ts",
		"--host",
		"0.0.0.0",
		"--port",
		"0",
	);
	const [, base] = await mock.says(
		/^Mock {2}(http:\/\/127\.0\.0\.1:\d+\/v1)$/m,
	);
	expect((await fetch(`${base}/providers`)).status).toBe(401);
	expect(await mock.stop()).toMatchObject({ code: 0 });
});

test("a client that never ends its request doesn't keep the mock from ending", async () => {
	const mock = project.start("scripts/mock.ts", "--port", "0");
	const [, base = ""] = await mock.says(/^Mock {2}(\S+)$/m);
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

test("the mock says what to do where nothing is built yet", async () => {
	await rename(`${project.folder}/generated`, `${project.folder}/elsewhere`);
	const { code, err } = await project.run("scripts/mock.ts", "--port", "0");
	await rename(`${project.folder}/elsewhere`, `${project.folder}/generated`);
	expect(code).toBe(1);
	expect(err).toBe(
		"There is no generated/openapi.json. Run npm run build first.\n",
	);
});

test("npm run docs builds and serves", async () => {
	const docs = project.start("scripts/serve-docs.ts", "--port", "0");
	const [, url] = await docs.says(/^Docs {2}(\S+)$/m);
	expect(await (await fetch(`${url}`)).text()).toContain("<title>lomi. docs: ");
	expect((await fetch(`${url}/openapi.yaml`)).status).toBe(200);
	expect(await docs.stop()).toMatchObject({ code: 0 });
});

test("npm start serves docs, mock and sandbox, and tells their requests apart", async () => {
	const all = project.start("scripts/start.ts", ...ALL_FREE);
	const [, docs] = await all.says(/^Docs {2}(\S+)$/m);
	const [, mock] = await all.says(/^Mock {2}(\S+)$/m);
	const [, sandbox] = await all.says(/^Sandbox {2}(\S+)$/m);
	expect((await fetch(`${docs}/reference/redoc.js`)).status).toBe(200);
	expect((await fetch(`${mock}/providers`)).status).toBe(401);
	expect((await fetch(`${sandbox}/webhooks`)).status).toBe(401);
	await all.says(/^mock +401 GET \/v1\/providers$/m);
	await all.says(/^sandbox +401 GET \/v1\/webhooks$/m);
	expect(await all.stop("SIGINT")).toMatchObject({ code: 0, err: "" });
});
