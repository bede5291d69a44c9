/** `npm run contract` end to end: options, requests, output, reports and exit codes. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { runContract } from "../../packages/contract/run/run.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { testServer } from "../../packages/spec/operations.ts";
import { KEY_VARIABLE } from "../../packages/spec/requests/curl.ts";
import { document, KEY, operations, useMock } from "../api.ts";
import { useCommand } from "./setup/contract-command.ts";
import { checks } from "./setup/result.ts";
import { BASE, HEADER, serve } from "./setup/wrong-server.ts";

const live = document.servers.find(
	(server) => server["x-environment"] === "live",
);
const LIVE_KEY = `${live?.["x-key-prefix"]}anything`;

const mock = useMock();
const { start, run: contract, folder } = useCommand();

describe("exits with", () => {
	test("0 if every check passes", async () => {
		const { code, out, err } = await contract(
			...["--url", mock.baseUrl, "--key", KEY, "--stateless"],
			...["--operation", "getCustomer", "--phase", "examples,coverage"],
		);
		expect({ code, out }).toMatchObject({
			code: 0,
			out: expect.stringMatching(
				/^✓ The server conforms to the description\.\n/,
			),
		});
		// Progress goes to standard error, a line per phase.
		expect(err).toMatch(/^examples \(.*\)\ncoverage \(.*\)\n$/);
	});

	test("1 if a check fails, with a curl command and the source of the rule", async () => {
		const { url } = await serve();
		const { code, out, err } = await contract(
			...["--url", url, "--key", KEY, "--phase", "examples"],
			...["--operation", "listProviders"],
			...["--check", "response_schema_conformance"],
		);
		expect(code).toBe(1);
		expect(out).toMatch(/^✗ listProviders · response_schema_conformance$/m);
		expect(out).toMatch(
			/^✗ 1 failure: the server doesn't conform to the description\.$/m,
		);
		const [, curl = ""] = /^ {2}(curl .*)$/m.exec(out) ?? [];
		const { stdout } = await promisify(execFile)("sh", ["-c", `${curl} -s`], {
			env: { ...process.env, [KEY_VARIABLE]: KEY },
		});
		expect(stdout).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n{}$/s);
		const [, file = "", line = ""] =
			/^ {2}source {4}(openapi\/\S+):(\d+)$/m.exec(out) ?? [];
		const text = await readFile(`${ROOT}${file}`, "utf8");
		expect(text.split("\n")[Number(line) - 1]?.trim()).toBe("data:");
		expect(out + err).not.toContain("\x1b");
	});

	test("2 if there is no server", async () => {
		const { url, stop } = await serve();
		await stop();
		const { code, out, err } = await contract("--url", url, "--key", KEY);
		expect({ code, out }).toStrictEqual({ code: 2, out: "" });
		expect(err).toBe(
			`No response from ${url}: connect ECONNREFUSED ${new URL(url).host}. Start the server, or correct --url.\n`,
		);
	});

	test("2 if the key is rejected", async () => {
		const { url, seen } = await serve(() => ({ status: 401 }));
		const { code, err } = await contract("--url", url, "--key", KEY);
		expect(code).toBe(2);
		expect(err).toMatch(/rejected the API key: list\w+ returned 401\./);
		expect(err.trim().split("\n")).toHaveLength(1);
		expect(seen).toHaveLength(1);
	});

	test("2 if the server doesn't serve the API", async () => {
		const { url } = await serve(() => ({ status: 404 }));
		const { code, err } = await contract("--url", url, "--key", KEY);
		expect(code).toBe(2);
		expect(err).toMatch(/doesn't serve this API: list[\w, ]+ returned 404\./);
		expect(err.trim().split("\n")).toHaveLength(1);
	});

	test("2 if no check applies", async () => {
		const { code, out } = await contract(
			...["--url", mock.baseUrl, "--key", KEY, "--stateless"],
			...["--operation", "getCustomer", "--check", "use_after_free"],
		);
		expect(code).toBe(2);
		expect(out).toMatch(/^✗ Nothing was checked: /);
	});

	test("2 and one line for an unknown option", async () => {
		const { code, out, err } = await contract("--ulr", mock.baseUrl);
		expect({ code, out }).toStrictEqual({ code: 2, out: "" });
		expect(err).toMatch(/^Unknown option --ulr\. Did you mean --url\? .*\n$/);
		expect(err.trim().split("\n")).toHaveLength(1);
	});
});

describe("sends", () => {
	test("only what is selected", async () => {
		const { url, seen } = await serve();
		await contract(
			...["--url", url, "--key", KEY, "--json", "r.json"],
			...["--operation", "listProviders", "--phase", "examples"],
			...["--check", "error_shape,response_schema_conformance"],
			...["--exclude", "error_shape"],
		);
		// The first request is the preflight.
		expect(
			seen.slice(1).map(({ method, url }) => `${method} ${url}`),
		).toContain(`GET ${BASE}/providers`);
		expect(new Set(seen.slice(1).map(({ url }) => url)).size).toBe(1);
		const report = JSON.parse(await readFile(join(folder(), "r.json"), "utf8"));
		expect(report).toMatchObject({
			phases: ["examples"],
			checks: [{ name: "response_schema_conformance" }],
			operations: [{ operationId: "listProviders" }],
			complete: true,
		});
	});

	const writes = [
		...["--phase", "examples,coverage,fuzzing,stateful", "--runs", "2"],
		...["--operation", "createCustomer,listCustomers,updateCustomer"],
		...["--key", LIVE_KEY, "--rate", "0"],
	];

	test("only GET requests with a live key", async () => {
		const { url, seen } = await serve();
		const { out } = await contract("--url", url, ...writes);
		expect(seen.length).toBeGreaterThan(10);
		expect(seen.filter(({ method }) => method !== "GET")).toStrictEqual([]);
		expect(out).toContain(
			"! Read-only: no request that changes data was sent.\n",
		);
	});

	test("everything with --i-know-this-is-live", async () => {
		const { url, seen } = await serve();
		const { out } = await contract(
			...["--url", url, ...writes, "--i-know-this-is-live"],
		);
		expect(seen.map(({ method }) => method)).toContain("POST");
		expect(out).not.toContain("Read-only");
	});
});

test("never prints the key, even if the server returns it", async () => {
	const secret = `${testServer(document)["x-key-prefix"]}do_not_print`;
	const { url } = await serve(({ headers }) => ({
		body: {
			data: headers[HEADER],
			error: { message: headers[HEADER], details: { ...headers } },
		},
	}));
	const { code, out, err } = await contract(
		...["--url", url, "--key", secret, "--operation", "createCustomer"],
		...["--phase", "examples,coverage"],
		...["--json", "r.json", "--junit", "r.xml", "--html", "r.html"],
	);
	expect(code).toBe(1);
	const reports = await Promise.all(
		["r.json", "r.xml", "r.html"].map((name) =>
			readFile(join(folder(), name), "utf8"),
		),
	);
	for (const text of [out, ...reports]) {
		expect(text).not.toContain("do_not_print");
		expect(text).toContain("***");
	}
	expect(err).not.toContain("do_not_print");
});

describe("reports", () => {
	const few = ["--operation", "listProviders", "--phase", "examples"];

	test("are written and listed at the end", async () => {
		const { url } = await serve();
		const { out } = await contract(
			...["--url", url, "--key", KEY, ...few],
			...["--html", "r.html", "--json", "r.json", "--junit", "r.xml"],
		);
		expect(out).toMatch(/\n\nWrote r\.xml, r\.json, r\.html\.\n$/);
		expect((await readdir(folder())).sort()).toStrictEqual([
			...["r.html", "r.json", "r.xml"],
		]);
	});

	test("that can't be written fail before any request is sent", async () => {
		const { url, seen } = await serve();
		const { code, out, err } = await contract(
			...["--url", url, "--key", KEY, ...few, "--json", "none/r.json"],
		);
		expect({ code, out, err }).toStrictEqual({
			code: 2,
			out: "",
			err: "Can't write --json none/r.json: the folder none doesn't exist. Create it first.\n",
		});
		expect(seen).toStrictEqual([]);
	});
});

describe("a recording", () => {
	test("is checked instead of a server", async () => {
		const har = {
			log: {
				entries: [
					{
						request: {
							method: "GET",
							url: `${testServer(document).url}/providers`,
							headers: [{ name: HEADER, value: KEY }],
						},
						response: {
							status: 200,
							headers: [{ name: "content-type", value: "application/json" }],
							content: { text: "{}" },
						},
					},
				],
			},
		};
		await writeFile(join(folder(), "r.har"), JSON.stringify(har));
		const { code, out } = await contract(
			...["--har", "r.har", "--html", "r.html"],
		);
		expect(code).toBe(1);
		expect(out).toMatch(/^✗ listProviders · response_schema_conformance$/m);
		expect(out).toContain("! Not in the recording: ");
		expect(await readFile(join(folder(), "r.html"), "utf8")).toContain("r.har");
	});

	test("that doesn't exist is an error", async () => {
		const { code, err } = await contract("--har", "none.har");
		expect(code).toBe(2);
		expect(err).toBe(
			"Can't read --har none.har: ENOENT. Name an existing file that you may read.\n",
		);
	});
});

describe("interrupted", () => {
	const create = operations.find(({ id }) => id === "createCustomer");
	const created = create?.answers.find(({ status }) => status === 201);
	const customer = created?.body?.examples[0]?.value as {
		data: { customer_id: string };
	};

	test.each([
		["SIGINT", 130],
		["SIGTERM", 143],
	] as const)(
		"by %s, it deletes what it created and reports its findings",
		async (signal, expected) => {
			const { url, seen } = await serve(async ({ method }) => {
				if (method === "DELETE") return {};
				if (method !== "POST") return { body: { data: [] } };
				// Interrupted before the response arrives: the resource must still be deleted.
				running.stop(signal);
				return { status: 201, body: customer };
			});
			const running = start(
				...["--url", url, "--key", KEY, "--json", "r.json"],
				...["--operation", "listCustomers,createCustomer"],
			);
			const { code, out, err } = await running.ended;
			expect(code).toBe(expected);
			expect(err).toContain("Stopping, after created resources are deleted.\n");
			expect(out).toContain(
				"! The run was interrupted, so the rest was not tested.",
			);
			expect(out).not.toContain("Not cleaned up");
			expect(
				seen.slice(-2).map(({ method, url }) => `${method} ${url}`),
			).toStrictEqual([
				`POST ${BASE}/customers`,
				`DELETE ${BASE}/customers/${customer.data.customer_id}`,
			]);
			const report = JSON.parse(
				await readFile(join(folder(), "r.json"), "utf8"),
			);
			expect(report.complete).toBe(false);
		},
	);

	const settings = {
		key: KEY,
		environment: "test",
		rate: 0,
		timeout: 30_000,
		stateless: false,
		mayWrite: true,
		checks: new Set(checks),
		runs: 1000,
		seed: 1,
	};

	test("during the clean-up, it finishes it", async () => {
		const ending = new AbortController();
		const made: string[] = [];
		const { url, seen } = await serve(({ method }) => {
			if (method === "DELETE") ending.abort();
			if (method !== "POST") return {};
			const customer_id = randomUUID();
			made.push(`DELETE ${BASE}/customers/${customer_id}`);
			const data = { ...customer.data, customer_id };
			return { status: 201, body: { ...customer, data } };
		});
		const { complete } = await runContract(document, {
			...settings,
			baseUrl: url,
			phases: ["examples"],
			operations: new Set(["createCustomer"]),
			signal: ending.signal,
		});
		expect(complete).toBe(false);
		expect(made.length).toBeGreaterThan(1);
		expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual(
			expect.arrayContaining(made),
		);
	});

	test("while fuzzing, it sends no further requests", async () => {
		const ending = new AbortController();
		const gone = { error: { message: "Not found" } };
		const { url, seen } = await serve(() => {
			if (seen.length === 30) ending.abort();
			return seen.length === 1 ? {} : { status: 404, body: gone };
		});
		const { complete } = await runContract(document, {
			...settings,
			baseUrl: url,
			phases: ["fuzzing"],
			operations: new Set(["deleteCustomer"]),
			signal: ending.signal,
		});
		expect(complete).toBe(false);
		expect(seen).toHaveLength(30);
	});
});
