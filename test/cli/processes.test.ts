/** Runs each command once as a process: start-up, output streams, exit. Behaviour is tested in the other files. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
	afterAll,
	beforeAll,
	describe,
	expect,
	onTestFinished,
	test,
} from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { KEY, useMock } from "../api.ts";
import { startNode, startProcess } from "../process.ts";

const ANY_PORTS = ["--port=0", "--docs-port=0", "--sandbox-port=0"];
const mock = useMock();
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "lomi-processes-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a line in a shell. */
const shell = async (line: string) =>
	(await promisify(execFile)("sh", ["-c", line])).stdout;

describe("npm run build", () => {
	test("leaves all files unchanged if it is interrupted", async () => {
		const hashes = () =>
			["generated", "docs-site/dist"]
				.flatMap((folder) =>
					globSync(`${folder}/**`, { cwd: ROOT, withFileTypes: true }),
				)
				.filter((entry) => entry.isFile())
				.map(({ parentPath, name }) => join(parentPath, name))
				.sort()
				.map((name) => [
					name,
					createHash("sha1").update(readFileSync(name)).digest("hex"),
				]);
		const unfinished = async () =>
			(await readdir(ROOT)).filter((name) => name.startsWith(".build"));
		const [before, others] = [hashes(), await unfinished()];
		expect(before.length).toBeGreaterThan(100);
		const build = startProcess("scripts/build.ts");
		await build.says(/✓ lint/);
		expect(await build.stop("SIGINT")).toMatchObject({ code: 130, err: "" });
		expect(hashes()).toStrictEqual(before);
		expect(await unfinished()).toStrictEqual(others);
	});
});

test("npm run mock prints its URL and a curl command that works as pasted", async () => {
	const served = startProcess("scripts/mock.ts", ["--port", "0"]);
	const [, base] = await served.says(
		/^Mock {2}(http:\/\/127\.0\.0\.1:\d+\/v1)$/m,
	);
	const [curl] = await served.says(/curl .*/);
	expect(curl).toContain(`${base}/`);
	expect(JSON.parse(await shell(`${curl} -s`))).toHaveProperty("data");
	await served.says(/^200 GET \/v1\//m);
	expect(await served.stop()).toMatchObject({ code: 0, err: "" });
});

test("npm run docs builds and serves", async () => {
	const served = startProcess("scripts/docs.ts", ["--port", "0"]);
	const [, url] = await served.says(/^Docs {2}(\S+)$/m);
	expect(await (await fetch(`${url}`)).text()).toContain("<title>lomi. docs: ");
	expect((await fetch(`${url}/openapi.yaml`)).status).toBe(200);
	expect(await served.stop()).toMatchObject({ code: 0 });
});

test("npm start serves docs, mock and sandbox, and labels their requests", async () => {
	const all = startProcess("scripts/start.ts", ANY_PORTS);
	const [, docs] = await all.says(/^Docs {2}(\S+)$/m);
	const [, base] = await all.says(/^Mock {2}(\S+)$/m);
	const [, sandbox] = await all.says(/^Sandbox {2}(\S+)$/m);
	expect((await fetch(`${docs}/reference/redoc.js`)).status).toBe(200);
	expect((await fetch(`${base}/providers`)).status).toBe(401);
	expect((await fetch(`${sandbox}/webhooks`)).status).toBe(401);
	await all.says(/^mock +401 GET \/v1\/providers$/m);
	await all.says(/^sandbox +401 GET \/v1\/webhooks$/m);
	// The sandbox knows where the docs are.
	const plane = `${sandbox}`.replace(/v1$/, "_sandbox");
	const { data: info } = await (await fetch(`${plane}/info`)).json();
	expect(info.docs_url).toBe(docs);
	const { data: catalogue } = await (await fetch(`${plane}/catalogue`)).json();
	for (const { docs_path } of [catalogue.operations[0], catalogue.events[0]])
		expect((await fetch(`${docs}/${docs_path}`)).status).toBe(200);
	// Nobody waits for who follows what happens.
	const stream = await fetch(`${plane}/stream`);
	expect(stream.status).toBe(200);
	expect(await all.stop("SIGINT")).toMatchObject({ code: 0, err: "" });
});

describe("npm run sandbox", () => {
	test("prints its URL, keeps its data after a crash, and shuts down gracefully", async () => {
		const args = ["--port=0", "--data", join(folder, "kept.db")];
		const start = async () => {
			const sandbox = startProcess("packages/sandbox/cli/bin.ts", args);
			const [, base = ""] = await sandbox.says(/^Sandbox {2}(\S+)$/m);
			const [, key = ""] = await sandbox.says(/^ +Key +(\S+)$/m);
			return { sandbox, base, headers: { "x-api-key": key } };
		};
		const { sandbox, base, headers } = await start();
		const created = await fetch(`${base}/products`, {
			method: "POST",
			headers: { ...headers, "content-type": "application/json" },
			body: JSON.stringify({ name: "Bazin", price: 5, currency_code: "XOF" }),
		});
		expect(created.status).toBe(201);
		expect(await sandbox.stop("SIGKILL")).toMatchObject({
			code: null,
			err: "",
		});

		const again = await start();
		const listed = await fetch(`${again.base}/products`, { headers });
		expect(await listed.text()).toContain("Bazin");
		expect(await again.sandbox.stop("SIGTERM")).toMatchObject({
			code: 0,
			err: "",
		});
	});

	test("listen prints events and removes its endpoint at the end; trigger and events resend send them", async () => {
		const sandbox = startProcess("packages/sandbox/cli/bin.ts", [
			"--port=0",
			"--empty",
		]);
		const [, base = ""] = await sandbox.says(/^Sandbox {2}(\S+)$/m);
		const [, key = ""] = await sandbox.says(/^ +Key +(\S+)$/m);
		const url = ["--url", new URL(base).origin];
		const registered = async () => {
			const headers = { "x-api-key": key };
			return (await fetch(`${base}/webhooks`, { headers })).json();
		};
		const listen = startProcess("packages/sandbox/cli/bin.ts", [
			...["listen", "--forward-to", `${mock.baseUrl}/nothing`],
			...url,
		]);
		await listen.says(/^ +Secret +whsec_\w+$/m);
		const { out } = await startProcess("packages/sandbox/cli/bin.ts", [
			...["trigger", "PAYMENT_FAILED"],
			...url,
		]).ended;
		const [id = ""] = /evt_\w+/.exec(out) ?? [];
		await listen.says(new RegExp(`PAYMENT_FAILED +${id}  404`));
		expect(
			await startProcess("packages/sandbox/cli/bin.ts", [
				...["events", "resend", id],
				...url,
			]).ended,
		).toMatchObject({ code: 0, err: "" });
		expect((await registered()).data).toHaveLength(1);
		expect(await listen.stop("SIGINT")).toMatchObject({ code: 0, err: "" });
		expect((await registered()).data).toHaveLength(0);
	});
});

test("a command whose standard error nobody reads any more goes on, and doesn't report that", async () => {
	const file = join(folder, "faults.txt");
	const program = `
		import { writeFileSync } from "node:fs";
		import "${ROOT}packages/cli/index.ts";
		let faults = 0;
		process.on("uncaughtException", (error) => console.error(error, ++faults));
		const timer = setInterval(() => console.error("Something happened."), 5);
		setTimeout(() => {
			writeFileSync(${JSON.stringify(file)}, String(faults));
			process.exit();
		}, 300);`;
	await promisify(execFile)("sh", [
		...["-c", '"$0" "$@" 2>&1 >/dev/null | true', process.execPath],
		...["--input-type=module-typescript", "--eval", program],
	]);
	expect(readFileSync(file, "utf8")).toBe("0");
});

test("npm run diff exits with 2 if it can't compare", async () => {
	expect(await startProcess("scripts/diff.ts", ["none.yaml"]).ended).toEqual({
		code: 2,
		out: "",
		err: "No such file: none.yaml.\n",
	});
});

describe("npm run contract", () => {
	const few = ["--operation", "listProviders", "--phase", "examples"];

	test("writes a report into a pipe", async () => {
		const args = [
			...["--url", mock.baseUrl, "--key", KEY, "--stateless", ...few],
			...["--json", "/dev/stdout"],
		];
		const { stdout } = await promisify(execFile)("sh", [
			...["-c", '"$0" "$@" | cat', process.execPath],
			...[`${ROOT}scripts/contract.ts`, ...args],
		]);
		expect(stdout).toContain('\n{\n  "version": 1,\n');
		expect(stdout).toMatch(/^✓ The server conforms to the description\.\n/);
	});

	test("reports its findings so far after a signal", async () => {
		const contract = startProcess("scripts/contract.ts", [
			...["--url", mock.baseUrl, "--key", KEY, "--stateless"],
			// At one request per second, it would take an hour.
			...["--rate", "60"],
		]);
		await contract.says(/^examples \(/m);
		const { code, out, err } = await contract.stop("SIGINT");
		expect(code).toBe(130);
		expect(err).toContain("Stopping, after created resources are deleted.\n");
		expect(out).toContain(
			"! The run was interrupted, so the rest was not tested.",
		);
	});
});

test("npm run workflows exits with 0 if they pass, and with 2 if they can't run", async () => {
	const to = ["--url", mock.baseUrl, "--key", KEY];
	const workflow = ["--workflow", "page-through-transactions"];
	const [held, refused] = await Promise.all([
		startProcess("scripts/workflows.ts", [...to, ...workflow]).ended,
		startProcess("scripts/workflows.ts", ["--key", KEY]).ended,
	]);
	expect(held).toMatchObject({ code: 0, err: "" });
	expect(held.out).toMatch(/^1 of 1 workflows passed\./m);
	expect(refused).toMatchObject({ code: 2, out: "" });
});

test("an error that nothing caught is printed, and ends no server", async () => {
	const program = `
		import { createServer } from "node:http";
		import { listen, runCommand, serve } from ${JSON.stringify(`${ROOT}packages/cli/index.ts`)};
		const first = createServer((_, response) => {
			setImmediate(() => { throw new Error("Thrown from nowhere"); });
			Promise.reject(new Error("Rejected by nobody"));
			response.end("one");
		});
		const second = createServer((_, response) => response.end("two"));
		await runCommand((context) => serve(context, [first, second], async () => {
			console.log(await listen(first, 0, "127.0.0.1"), await listen(second, 0, "127.0.0.1"));
		}));`;
	const served = startNode(["--input-type=module-typescript", "-e", program], {
		cwd: ROOT,
	});
	onTestFinished(() => void served.child.kill("SIGKILL"));
	const [, one = "", two = ""] = await served.says(/^(http:\S+) (http:\S+)$/m);
	for (let round = 0; round < 2; round++) {
		expect(await (await fetch(one)).text()).toBe("one");
		await served.says(/Thrown from nowhere/);
		await served.says(/Rejected by nobody/);
		expect(await (await fetch(two)).text()).toBe("two");
	}
	expect(await served.stop()).toMatchObject({ code: 0 });
});
