/** With a proxy in the environment, servers on this machine are reached directly, and errors name the proxy that a request went through. */
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import {
	afterAll,
	beforeAll,
	beforeEach,
	describe,
	expect,
	test,
} from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { KEY, useMock } from "../api.ts";
import { startNode, startProcess } from "../process.ts";

const mock = useMock({ allowedHosts: ["shop.example.ci"] });
/** What the proxy was asked for. */
const asked: string[] = [];
/** The port that the proxy connects to, whatever the host; undefined to refuse. */
let forwardTo: number | undefined;
const proxy: Server = createServer((incoming, outgoing) => {
	const { method = "", url = "", headers } = incoming;
	asked.push(`${method} ${url}`);
	if (forwardTo === undefined) {
		outgoing.writeHead(403).end("<html>Forbidden</html>");
		return;
	}
	const path = url.replace(/^http:\/\/[^/]+/, "");
	const to = { host: "127.0.0.1", port: forwardTo, path, method };
	// The server behind it knows itself by this name only.
	const forwarded = { ...headers, host: `127.0.0.1:${forwardTo}` };
	incoming.pipe(
		request({ ...to, headers: forwarded }, (response) => {
			outgoing.writeHead(response.statusCode ?? 0, response.headers);
			response.pipe(outgoing);
		}),
	);
}).on("connect", (request, socket) => {
	asked.push(`CONNECT ${request.url}`);
	socket.on("error", () => {});
	if (forwardTo === undefined) {
		socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
		return;
	}
	const server = connect(forwardTo, "127.0.0.1", () => {
		socket.write("HTTP/1.1 200 OK\r\n\r\n");
		server.pipe(socket).pipe(server);
	}).on("error", () => socket.destroy());
});
let name: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
	proxy.listen(0, "127.0.0.1");
	await once(proxy, "listening");
	const { port } = proxy.address() as AddressInfo;
	name = `http://127.0.0.1:${port}`;
	const withPassword = `http://shop:pa55word@127.0.0.1:${port}`;
	env = {
		NODE_USE_ENV_PROXY: "1",
		HTTP_PROXY: withPassword,
		HTTPS_PROXY: withPassword,
		NO_PROXY: "intranet.example.ci",
		no_proxy: undefined,
		http_proxy: undefined,
		https_proxy: undefined,
	};
});
afterAll(() => {
	proxy.closeAllConnections();
	proxy.close();
});
beforeEach(() => {
	asked.length = 0;
	forwardTo = undefined;
});

const sandbox = (args: string[], more: NodeJS.ProcessEnv = {}) =>
	startProcess("packages/sandbox/cli/bin.ts", args, {
		env: { ...env, ...more },
	});
const contract = (url: string) =>
	startProcess(
		"scripts/contract.ts",
		[
			...["--url", url, "--key", KEY, "--stateless", "--rate", "0"],
			...["--operation", "listProviders", "--phase", "examples"],
		],
		{ env },
	).ended;
const workflows = (url: string, more: NodeJS.ProcessEnv = {}) =>
	startProcess(
		"scripts/workflows.ts",
		["--url", url, "--key", KEY, "--workflow", "page-through-transactions"],
		{ env: { ...env, ...more } },
	).ended;
const run = (program: string) =>
	startNode(["--input-type=module-typescript", "-e", program], {
		cwd: ROOT,
		env: { ...process.env, ...env },
	}).ended;
const imported = (file: string) => JSON.stringify(`${ROOT}packages/${file}`);

describe("a server on this machine is asked directly", () => {
	test("by deliveries, listen, trigger and events resend", async () => {
		const serving = sandbox(["--port=0", "--empty"]);
		const [, base = ""] = await serving.says(/^Sandbox {2}(\S+)$/m);
		const { port } = new URL(base);
		const listening = sandbox([
			...["listen", "--forward-to", `${mock.baseUrl}/nothing`],
			...["--url", `http://localhost:${port}`],
		]);
		await listening.says(/^ +Secret +whsec_\w+$/m);
		// Each spelling is the same address.
		for (const host of ["127.0.0.1", "localhost", "LOCALHOST", "127.1"]) {
			const sent = await sandbox([
				...["trigger", "PAYMENT_FAILED", "--url", `http://${host}:${port}`],
			]).ended;
			expect(sent).toMatchObject({ code: 0, err: "" });
			const [id = ""] = /evt_\w+/.exec(sent.out) ?? [];
			await listening.says(new RegExp(`PAYMENT_FAILED +${id}  404`));
			const again = sandbox([
				...["events", "resend", id, "--url", `http://${host}:${port}`],
			]);
			expect(await again.ended).toMatchObject({ code: 0, err: "" });
		}
		expect(await listening.stop()).toMatchObject({ code: 0, err: "" });
		expect(asked).toStrictEqual([]);
	});

	test("by the contract suite", async () => {
		expect(await contract(mock.baseUrl)).toMatchObject({ code: 0 });
		expect(asked).toStrictEqual([]);
	});

	test.each([
		["", {}],
		[", whatever Redocly does without Node", { NODE_USE_ENV_PROXY: undefined }],
		[
			", whatever is exempt already",
			{ no_proxy: "a.ci b.ci", NO_PROXY: "c.ci" },
		],
	])("by workflows%s", async (_what, more) => {
		expect(await workflows(mock.baseUrl, more)).toMatchObject({ code: 0 });
		expect(asked).toStrictEqual([]);
	});

	test("by lomi-sandbox/testing, and what it tests", async () => {
		const ended = await run(`
			import { startSandbox } from ${imported("sandbox/testing.ts")};
			await using sandbox = await startSandbox();
			await sandbox.lomi.customers.list();
			const inbox = await sandbox.inbox();
			await sandbox.control.events.send({ event: "PAYMENT_CREATED" });
			await inbox.next("PAYMENT_CREATED");
			const { status } = await fetch(sandbox.url + "/providers");
			console.log(status, process.env.NO_PROXY);`);
		expect(ended).toMatchObject({
			code: 0,
			out: "401 intranet.example.ci,127.0.0.1\n",
		});
		expect(asked).toStrictEqual([]);
	});
});

describe("another host is asked through it", () => {
	beforeEach(() => {
		forwardTo = Number(new URL(mock.baseUrl).port);
	});

	test.each([
		["the contract suite", contract, "Requests went ", /^GET http:/],
		["workflows", workflows, "test, ", /^CONNECT /],
	])("by %s, which says so", async (_what, start, before, how) => {
		const { code, out } = await start("http://shop.example.ci/v1");
		expect(code).toBe(0);
		expect(out).toContain(`${before}through the proxy ${name}`);
		expect(out).not.toContain("pa55word");
		// Node sends requests over http without a tunnel, undici with one.
		expect(asked).toContainEqual(expect.stringMatching(how));
		expect(asked.filter((each) => !each.includes("shop.example.ci"))).toEqual(
			[],
		);
	});
});

describe("where it fails, the message names it, without its password:", () => {
	const refused = /^(?!.*pa55word)/s;

	test("trigger", async () => {
		const url = "http://ci.example.ci:4020";
		expect(
			await sandbox(["trigger", "PAYMENT_FAILED", "--url", url]).ended,
		).toStrictEqual({
			code: 1,
			out: "",
			err: `No sandbox answers at ${url} through the proxy ${name}. If it can be reached without, add ci.example.ci to NO_PROXY.\n`,
		});
		expect(asked).toContain("CONNECT ci.example.ci:4020");
	});

	test.each([
		["the contract suite", contract],
		["workflows", workflows],
	])("%s", async (_what, start) => {
		const { code, err } = await start("https://shop.example.ci/v1");
		expect(code).toBe(2);
		expect(err).toMatch(/^No response from https:\/\/shop\.example\.ci\/v1: /);
		expect(err).toContain(`, through the proxy ${name}. Start the server, or`);
		expect(err).toMatch(refused);
		expect(asked).toContain("CONNECT shop.example.ci:443");
	});

	test.each([
		["https://shop.example.ci/v1", ""],
		["http://shop.example.ci:8080/v1", ""],
		["https://intranet.example.ci/v1", "not asked"],
	])("the client, for %s", async (baseUrl, direct) => {
		const { out } = await run(`
			import { Lomi } from ${imported("client/index.ts")};
			const lomi = new Lomi({ apiKey: "lomi_sk_test_x", baseUrl: "${baseUrl}", maxRetries: 0 });
			await lomi.customers.list().catch(({ name, message }) => console.log(name, message));`);
		expect(out).toMatch(/^ConnectionError /);
		const via = ` through the proxy ${name}: `;
		if (direct) expect(out).not.toContain("proxy");
		else expect(out).toContain(`got no response from ${baseUrl}${via}`);
		expect(out).toMatch(refused);
		expect(asked.length > 0).toBe(!direct);
	});
});
