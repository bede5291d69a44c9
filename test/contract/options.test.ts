/** The command line of the contract suite: what its options select, and the errors for invalid ones. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCommandLine } from "../../packages/cli/command-line.ts";
import { CommandError } from "../../packages/cli/terminal.ts";
import { CHECKS } from "../../packages/contract/checks/names.ts";
import { CONTRACT, resolveOptions } from "../../packages/contract/options.ts";
import { PHASES } from "../../packages/contract/result.ts";
import { readTarget } from "../../packages/contract/target.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { document, KEY, operations } from "../api.ts";

/** Receives help, which no test here asks for. */
const console = { log() {}, error() {} };
const read = (...args: string[]) => {
	const line = readCommandLine({ args, console }, CONTRACT);
	if (!line) throw new Error("It printed help.");
	return resolveOptions(line.options, operations);
};
const ids = operations.map(({ id }) => id);
const names = Object.keys(CHECKS);

/** The error message: one sentence, without a stack trace. */
function refusal(run: () => unknown): string {
	try {
		run();
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		expect(error.message).toMatch(/^[^\n]+[.?]$/);
		return error.message;
	}
	throw new Error("There was no error.");
}

describe("selects", () => {
	test("everything by default", () => {
		const options = read();
		expect(options.phases).toStrictEqual([...PHASES]);
		expect([...options.operations]).toStrictEqual(ids);
		expect([...options.checks]).toStrictEqual(names);
		expect(options).toMatchObject({
			...{ stateless: false, knowsLive: false, reports: {}, timeout: 30_000 },
			...{ url: undefined, key: undefined, rate: undefined },
		});
	});

	test("several names, in the order of the description", () => {
		const options = read(
			...["--phase", "stateful,examples", "--check", "error_shape"],
			...["--operation", "getCustomer", "--operation", "createCustomer"],
		);
		expect(options.phases).toStrictEqual(["examples", "stateful"]);
		expect([...options.operations]).toStrictEqual([
			...["createCustomer", "getCustomer"],
		]);
		expect([...options.checks]).toStrictEqual(["error_shape"]);
	});

	test("everything except what is excluded, of any kind", () => {
		const options = read("--exclude", "fuzzing,getCustomer,error_shape");
		const without = (all: readonly string[], name: string) =>
			all.filter((each) => each !== name);
		expect(options.phases).toStrictEqual(without(PHASES, "fuzzing"));
		expect([...options.operations]).toStrictEqual(without(ids, "getCustomer"));
		expect([...options.checks]).toStrictEqual(without(names, "error_shape"));
	});

	test("reports, numbers and flags", () => {
		expect(
			read(
				...["--json", "a", "--junit", "b", "--html", "c", "--runs", "7"],
				...["--seed", "0", "--rate", "0", "--timeout", "5", "--stateless"],
				...["--i-know-this-is-live", "--har", "d"],
			),
		).toMatchObject({
			...{ reports: { json: "a", junit: "b", html: "c" }, har: "d" },
			...{ runs: 7, seed: 0, rate: 0, timeout: 5000 },
			...{ stateless: true, knowsLive: true },
		});
	});
});

describe("rejects", () => {
	test.each([
		[["--phase", "example"], "Did you mean examples?"],
		[["--operation", "customers"], "Did you mean listCustomers?"],
		[["--check", "error"], "Did you mean not_a_server_error, error_shape?"],
		[["--check", "typo"], "Use one of not_a_server_error, "],
		[["--check", "eror_shape"], "Did you mean error_shape?"],
		[["--exclude", "listNothing"], '--exclude: unknown name "listNothing".'],
		[["--exclude", PHASES.join()], "--exclude leaves no phase to test."],
		[["--operation", ""], "--operation requires a value."],
		[["--url", ""], "--url requires a value."],
		[["--runs", "0"], '--runs must be an integer ≥ 1, not "0".'],
		[["--rate", "fast"], '--rate must be an integer ≥ 0, not "fast".'],
		[["--statless"], "Unknown option --statless. Did you mean --stateless?"],
		[["customers"], 'Unexpected argument "customers".'],
		[["--stateless=yes"], "--stateless doesn't take a value."],
	])("%j", (args, hint) => {
		expect(refusal(() => read(...args))).toContain(hint);
	});

	const url = "http://127.0.0.1:4010/v1";
	const [test1, live] = ["test", "live"].map((environment) =>
		document.servers.find((server) => server["x-environment"] === environment),
	);
	const liveKey = `${live?.["x-key-prefix"]}x`;

	test.each([
		["no URL", { key: KEY }, "Pass --url"],
		["an invalid URL", { url: "localhost", key: KEY }, "--url must be"],
		[
			"a URL with a password",
			{ url: "http://a:b@localhost", key: KEY },
			"--url",
		],
		["no key", { url }, "Pass --key"],
		[
			"an invalid key",
			{ url, key: "sk_123" },
			"The API key doesn't start with",
		],
		["a key with a line break", { url, key: `${KEY}\n` }, "Copy it again."],
		[
			"a live key for the test server",
			{ url: test1?.url, key: liveKey },
			"live",
		],
		["a test key for the live server", { url: live?.url, key: KEY }, "test"],
	])("%s", (_, given, hint) => {
		const message = refusal(() => readTarget(given, document, {}));
		expect(message).toContain(hint);
		if ("key" in given) expect(message).not.toContain(given.key);
	});
});

test("the target has the environment and the rate limit of the key", () => {
	for (const server of document.servers) {
		const key = `${server["x-key-prefix"]}x`;
		expect(
			readTarget({ url: `${server.url}/`, key }, document, {}),
		).toStrictEqual({
			baseUrl: server.url,
			key,
			environment: server["x-environment"],
			live: server["x-environment"] === "live",
			rate: server["x-rate-limit"].perMinute,
		});
	}
	expect(
		readTarget({ url: "http://localhost:1/v1", key: KEY }, document, {}),
	).toMatchObject({ live: false, rate: 0 });
});

describe("packages/contract/README.md documents", () => {
	const page = readFileSync(`${ROOT}packages/contract/README.md`, "utf8");

	test("every check, and what it means", () => {
		const rows = [...page.matchAll(/^\| `(\w+)` +\| (.+?) +\|$/gm)]
			.filter(([, name = ""]) => names.includes(name))
			.map(([, name, meaning]) => [name, meaning]);
		expect(rows).toStrictEqual(Object.entries(CHECKS));
	});

	test("every phase", () => {
		const rows = [...page.matchAll(/^\| `(\w+)` +\| /gm)]
			.map(([, name]) => name)
			.filter((name) => !names.includes(name ?? ""));
		expect(rows).toStrictEqual([...PHASES]);
	});

	test("every option", () => {
		const section = page.split("\n## Options\n")[1]?.split("\n## ")[0] ?? "";
		const documented = [...section.matchAll(/^\| (`--.*?`) +\| /gm)].flatMap(
			([, cell = ""]) => cell.match(/--[\w-]+/g) ?? [],
		);
		const known = Object.keys(CONTRACT.options).map((name) => `--${name}`);
		expect(documented.toSorted()).toStrictEqual(known.toSorted());
	});
});
