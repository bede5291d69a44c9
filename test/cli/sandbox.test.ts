/** `npm run sandbox`: its output, options, errors and shutdown. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxCommand } from "../../packages/sandbox/cli/index.ts";
import { createLog } from "../../packages/sandbox/cli/log.ts";
import { OPTIONS } from "../../packages/sandbox/cli/options.ts";
import { merchantsOf } from "../../packages/sandbox/seed/merchants.ts";
import { USUAL_SIZE } from "../../packages/sandbox/seed/world.ts";
import { testServer } from "../../packages/spec/operations.ts";
import { document } from "../api.ts";
import { type Running, run, startCommand } from "../command.ts";

/** A folder for data files. */
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "lomi-sandbox-"));
});
afterAll(() => rm(folder, { recursive: true }));

const shell = (line: string) => promisify(execFile)("sh", ["-c", line]);
const [merchant] = merchantsOf(document);
const headers = {
	"x-api-key": merchant?.api_key ?? "",
	"content-type": "application/json",
};

async function start(
	...args: string[]
): Promise<{ sandbox: Running; base: string }> {
	const sandbox = startCommand(sandboxCommand, ["--port=0", ...args]);
	const [, base = ""] = await sandbox.says(/^Sandbox {2}(\S+)$/m);
	return { sandbox, base };
}

/** Creates a product, and returns the response. */
async function create(base: string, name: string): Promise<string> {
	const answer = await fetch(`${base}/products`, {
		method: "POST",
		headers,
		body: JSON.stringify({ name, price: 5, currency_code: "XOF" }),
	});
	expect(answer.status).toBe(201);
	return answer.text();
}
const products = async (base: string) =>
	(await fetch(`${base}/products`, { headers })).text();

describe("its output", () => {
	test("has the URL, the key, the merchant, and three commands that work as pasted", async () => {
		const { sandbox, base } = await start();
		expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
		await sandbox.says(/^ +curl .*balance.*$/m);
		const said = sandbox.said();
		expect(said).toMatch(new RegExp(`^ +Key +${merchant?.api_key}$`, "m"));
		expect(said).toMatch(
			new RegExp(`^ +Merchant +${merchant?.merchant_id}\\b`, "m"),
		);
		const lines = said.match(/curl .*/g) ?? [];
		expect(lines).toHaveLength(3);
		for (const line of lines) {
			const { stdout } = await shell(`${line} -s`);
			expect(JSON.parse(stdout), line).toHaveProperty("data");
		}
		await sandbox.says(/^201 POST \/v1\/customers$/m);
		expect(await sandbox.stop()).toMatchObject({ code: 0, err: "" });
	});

	test("has no requests with --quiet", async () => {
		const { sandbox, base } = await start("--quiet");
		await products(base);
		expect((await sandbox.stop()).out).not.toContain("GET");
	});

	test("has an object a line with --log json, also for an error, and no key", async () => {
		const sandbox = startCommand(sandboxCommand, ["--port=0", "--log=json"]);
		const [, origin = ""] = await sandbox.says(/"url":"([^"]+)"/);
		await products(`${origin}/v1`);
		await sandbox.says(/"request"/);
		const { code, out } = await sandbox.stop();
		expect(code).toBe(0);
		const lines = out
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(lines).toMatchObject([
			{ level: "info", message: "listening", url: origin },
			{
				level: "info",
				message: "request",
				status: 200,
				method: "GET",
				path: "/v1/products",
				duration_ms: expect.any(Number),
			},
		]);
		for (const { time } of lines)
			expect(Number.isNaN(Date.parse(time))).toBe(false);
		expect(out).not.toContain(merchant?.api_key);
		const errors: string[] = [];
		createLog("json", {
			console: { error: (line: string) => errors.push(line) } as never,
		}).fault("Error: gone\n    at here");
		expect(JSON.parse(errors.join(""))).toMatchObject({
			level: "error",
			message: "Error: gone",
			stack: "Error: gone\n    at here",
		});
	});

	test("lists every option with --help, and nothing else", async () => {
		const { code, out, err } = await run(sandboxCommand, ["--help"]);
		expect({ code, err }).toStrictEqual({ code: 0, err: "" });
		const named = [...out.matchAll(/^ {2}--([\w-]+)/gm)].map(
			([, name]) => name,
		);
		expect(named).toStrictEqual([...Object.keys(OPTIONS), "help"]);
	});

	test.each([
		["--prot", "Unknown option --prot. Did you mean --port? "],
		["lisen", "Unknown command lisen. Did you mean listen? "],
		["nothing-like-it", "Unknown command nothing-like-it. lomi-sandbox "],
	])("has a suggestion for the misspelt %s", async (given, sentence) => {
		const { code, err } = await run(sandboxCommand, [given]);
		expect(code).toBe(1);
		expect(err.startsWith(sentence), err).toBe(true);
		expect(err.trim().split("\n")).toHaveLength(1);
	});
});

describe("--data", () => {
	test("persists data", async () => {
		const data = join(folder, "kept.db");
		for (const name of ["Pagne", "Boubou"]) {
			const { sandbox, base } = await start("--data", data);
			await sandbox.says(/It remembers what you do, in .*kept\.db\.$/m);
			await create(base, name);
			expect(await sandbox.stop()).toMatchObject({ code: 0, err: "" });
		}
		const { sandbox, base } = await start("--data", data);
		const text = await products(base);
		for (const name of ["Pagne", "Boubou"]) expect(text).toContain(name);
		await sandbox.stop();
	});

	test("is rejected with one sentence if another sandbox uses the file", async () => {
		const data = join(folder, "taken.db");
		const { sandbox } = await start("--data", data);
		const { code, out, err } = await run(sandboxCommand, [
			"--port=0",
			"--data",
			data,
		]);
		expect({ code, out, err }).toStrictEqual({
			code: 1,
			out: "",
			err: `${data} is in use, possibly by another sandbox. Stop it, or choose another file.\n`,
		});
		await sandbox.stop();
	});

	test("is rejected with one sentence if it is invalid, and nothing is written", async () => {
		const text = join(folder, "list.csv");
		writeFileSync(text, "a,b\n".repeat(1_000));
		const before = readdirSync(folder);
		const none = join(folder, "none");
		for (const [value, sentence] of [
			[
				`${none}/x.db`,
				`${none}/x.db can't be created: the folder ${none} doesn't exist.`,
			],
			[folder, `${folder} is a folder. Choose a file in it.`],
			[text, `${text} is not a sandbox data file`],
			["", "--data requires a value."],
		]) {
			const { code, out, err } = await run(sandboxCommand, [
				"--port=0",
				`--data=${value}`,
			]);
			expect({ code, out }).toStrictEqual({ code: 1, out: "" });
			expect(err).toContain(sentence);
			expect(err.trim().split("\n")).toHaveLength(1);
		}
		expect(readdirSync(folder)).toStrictEqual(before);
	});
});

describe("its initial data", () => {
	const total = async (...args: string[]) => {
		const { sandbox, base } = await start(...args);
		const list = async (path: string) =>
			(await fetch(`${base}/${path}`, { headers })).json();
		const { meta } = await list("transactions");
		const providers = await list("providers");
		await sandbox.stop();
		return { transactions: meta.total, providers: providers.data.length };
	};

	test("covers a year, with the size of --seed-size, or only merchants with --empty", async () => {
		const usual = await total();
		const small = await total("--seed-size=50");
		const none = await total("--empty");
		expect(usual.transactions).toBeGreaterThan(USUAL_SIZE / 2);
		expect(small.transactions).toBeGreaterThan(10);
		expect(small.transactions).toBeLessThan(usual.transactions / 4);
		expect(none.transactions).toBe(0);
		expect(none.providers).toBe(usual.providers);
	});
});

describe("--seed", () => {
	const first = async (...args: string[]) => {
		const { sandbox, base } = await start(...args);
		const answer = await create(base, "Pagne");
		await sandbox.stop();
		return answer;
	};

	test("makes IDs and times reproducible, different for each number, and random without it", async () => {
		const [one, same, other, free, freeAgain] = [
			await first("--seed=1"),
			await first("--seed=1"),
			await first("--seed=2"),
			await first(),
			await first(),
		];
		expect(same).toBe(one);
		expect(new Set([one, other, free, freeAgain]).size).toBe(4);
	});

	test("is rejected for a file that already has data", async () => {
		const data = join(folder, "seeded.db");
		await first("--seed=1", "--data", data);
		const { code, err } = await run(sandboxCommand, [
			"--seed=1",
			"--data",
			data,
		]);
		expect(code).toBe(1);
		expect(err).toBe(
			`--seed gives the IDs of its first run again, and ${data} has them already. Leave --seed out, or choose another file.\n`,
		);
	});

	test.each(["one", "1.5", "-1"])("rejects %j", async (text) => {
		const { code, err } = await run(sandboxCommand, [`--seed=${text}`]);
		expect(code).toBe(1);
		expect(err).toBe(
			`--seed must be an integer ≥ 0, not ${JSON.stringify(text)}.\n`,
		);
	});
});

describe("--docs", () => {
	test("is where the control plane says that the docs are", async () => {
		const { sandbox, base } = await start("--docs=http://127.0.0.1:4000/");
		const info = await fetch(base.replace(/v1$/, "_sandbox/info"));
		expect((await info.json()).data.docs_url).toBe("http://127.0.0.1:4000");
		await sandbox.stop();
	});

	test("rejects what isn't an address", async () => {
		const { code, err } = await run(sandboxCommand, ["--docs=4000"]);
		expect({ code, err }).toStrictEqual({
			code: 1,
			err: '--docs must be an address such as http://127.0.0.1:4000, not "4000".\n',
		});
	});
});

test("--rate-limit enforces the limits of the description", async () => {
	const { sandbox, base } = await start("--rate-limit", "--seed=1");
	const { perMinute } = testServer(document)["x-rate-limit"];
	const statuses = new Set<number>();
	for (let sent = 0; sent <= perMinute; sent++)
		statuses.add((await fetch(`${base}/providers`, { headers })).status);
	expect([...statuses]).toStrictEqual([200, 429]);
	await sandbox.stop();
});

describe("--host", () => {
	test("warns if the sandbox is open to other machines, and accepts their requests", async () => {
		const { sandbox, base } = await start("--host=0.0.0.0");
		await sandbox.says(
			/^Anyone who can reach 0\.0\.0\.0 can use this sandbox: its keys are public\./m,
		);
		expect(await products(base)).toContain("data");
		const call = async (host: string) => {
			const { port } = new URL(base);
			const line = `curl -s -o /dev/null -w '%{http_code}' ${base}/products -H 'X-API-Key: ${headers["x-api-key"]}' -H 'Host: ${host}:${port}'`;
			return (await shell(line)).stdout;
		};
		// Behind port forwarding, it can't know its address.
		for (const name of [
			hostname(),
			"192.168.1.7",
			"[fd00::1]",
			"shop.localhost",
		])
			expect(await call(name), name).toBe("200");
		expect(await call("evil.example")).toBe("403");
		await sandbox.stop();
	});

	test.each(["127.0.0.1", "localhost"])("%s gives no warning", async (host) => {
		const { sandbox, base } = await start(`--host=${host}`);
		expect(await products(base)).toContain("data");
		expect((await sandbox.stop()).err).toBe("");
	});
});

describe("its shutdown", () => {
	test("waits for a pending response", async () => {
		const { sandbox, base } = await start();
		// Receives a delivery, and closes the connection without a response some time after the shutdown started.
		const receiver = createServer().listen(0, "127.0.0.1");
		await once(receiver, "listening");
		const { port } = receiver.address() as AddressInfo;
		const made = await fetch(`${base}/webhooks`, {
			method: "POST",
			headers,
			body: JSON.stringify({
				url: `https://127.0.0.1:${port}/`,
				authorized_events: ["PAYMENT_SUCCEEDED"],
			}),
		});
		const { data } = await made.json();
		const tested = fetch(`${base}/webhooks/${data.id}/test`, {
			method: "POST",
			headers,
		});
		const [delivery] = await once(receiver, "connection");
		const ended = sandbox.stop();
		// It accepts no new connections, and still waits.
		await expect(fetch(`${base}/webhooks`)).rejects.toThrow("fetch failed");
		delivery.destroy();
		expect((await tested).status).toBe(400);
		expect(await ended).toMatchObject({ code: 0, err: "" });
		receiver.close();
	});

	test("doesn't wait for a client that never completes its request", async () => {
		const { sandbox, base } = await start();
		const half = connect(Number(new URL(base).port), "127.0.0.1");
		half.on("error", () => {});
		half.write(
			`POST /v1/products HTTP/1.1\r\nHost: localhost\r\nX-API-Key: ${headers["x-api-key"]}\r\nContent-Type: application/json\r\nContent-Length: 99\r\nExpect: 100-continue\r\n\r\n`,
		);
		await once(half, "data");
		half.write("{");
		expect(await sandbox.stop()).toMatchObject({ code: 0, err: "" });
	});
});

test("a port in use leaves no process and no lock on the file", async () => {
	const data = join(folder, "port.db");
	const { sandbox, base } = await start();
	const { code } = await run(sandboxCommand, [
		"--port",
		new URL(base).port,
		"--data",
		data,
	]);
	expect(code).toBe(1);
	await sandbox.stop();
	expect(existsSync(data)).toBe(true);
	const { sandbox: next } = await start("--data", data);
	await next.stop();
});
