/** The command line of the contract suite: what it chooses, and what it refuses, in one sentence that says what would do. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CommandError } from "../../packages/cli/terminal.ts";
import { CHECKS } from "../../packages/contract/checks/names.ts";
import { readContractOptions } from "../../packages/contract/options.ts";
import { PHASES } from "../../packages/contract/result.ts";
import { readTarget } from "../../packages/contract/target.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { document, KEY, operations } from "../api.ts";

const read = (...args: string[]) => readContractOptions(args, operations);
const ids = operations.map(({ id }) => id);
const names = Object.keys(CHECKS);

/** What a refusal says: one line, and no stack trace. */
function refusal(run: () => unknown): string {
	try {
		run();
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		expect(error.message).toMatch(/^[^\n]+[.?]$/);
		return error.message;
	}
	throw new Error("It was not refused.");
}

describe("chooses", () => {
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

	test("by several names, in the order of the description", () => {
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

	test("all but what is excluded, of any kind", () => {
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

describe("refuses", () => {
	test.each([
		[["--phase", "example"], "Did you mean examples?"],
		[["--operation", "customers"], "Did you mean listCustomers?"],
		[["--check", "error"], "Did you mean not_a_server_error, error_shape?"],
		[["--check", "typo"], "There are not_a_server_error, "],
		[["--exclude", "listNothing"], "--exclude listNothing: there is no such"],
		[["--exclude", PHASES.join()], "--exclude leaves no phase to look at."],
		[["--operation", ""], "--operation requires a value."],
		[["--url", ""], "--url requires a value."],
		[["--runs", "0"], '--runs takes a whole number from 1 on, not "0".'],
		[["--rate", "fast"], '--rate takes a whole number from 0 on, not "fast".'],
		[["--verbose"], "The options are --url, --key,"],
		[["customers"], "The options are --url, --key,"],
		[["--stateless=yes"], "The options are --url, --key,"],
	])("%j", (args, hint) => {
		expect(refusal(() => read(...args))).toContain(hint);
	});

	const url = "http://127.0.0.1:4010/v1";
	const [test1, live] = ["test", "live"].map((environment) =>
		document.servers.find((server) => server["x-environment"] === environment),
	);
	const liveKey = `${live?.["x-key-prefix"]}x`;

	test.each([
		["no address", { key: KEY }, "Pass --url"],
		["what is no address", { url: "localhost", key: KEY }, "--url takes"],
		["a password in it", { url: "http://a:b@localhost", key: KEY }, "--url"],
		["no key", { url }, "Pass --key"],
		["what is no key", { url, key: "sk_123" }, "The key doesn't start with"],
		["a key with a line break", { url, key: `${KEY}\n` }, "Copy it again."],
		[
			"a live key at the test address",
			{ url: test1?.url, key: liveKey },
			"live",
		],
		["a test key at the live address", { url: live?.url, key: KEY }, "test"],
	])("%s", (_, given, hint) => {
		const said = refusal(() => readTarget(given, document, {}));
		expect(said).toContain(hint);
		if ("key" in given) expect(said).not.toContain(given.key);
	});
});

test("knows what is live, and how fast each environment may be asked", () => {
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

describe("packages/contract/README.md tells of", () => {
	const page = readFileSync(`${ROOT}packages/contract/README.md`, "utf8");

	test("each check, and where it holds", () => {
		const rows = [...page.matchAll(/^\| `(\w+)` +\| (.+?) +\|$/gm)]
			.filter(([, name = ""]) => names.includes(name))
			.map(([, name, meaning]) => [name, meaning]);
		expect(rows).toStrictEqual(Object.entries(CHECKS));
	});

	test("each phase", () => {
		const rows = [...page.matchAll(/^\| `(\w+)` +\| /gm)]
			.map(([, name]) => name)
			.filter((name) => !names.includes(name ?? ""));
		expect(rows).toStrictEqual([...PHASES]);
	});

	test("each option", () => {
		const section = page.split("\n## Options\n")[1]?.split("\n## ")[0] ?? "";
		const told = [...section.matchAll(/^\| (`--.*?`) +\| /gm)].flatMap(
			([, cell = ""]) => cell.match(/--[\w-]+/g) ?? [],
		);
		const known = refusal(() => read("--nothing")).match(/--[\w-]+/g) ?? [];
		expect(told.toSorted()).toStrictEqual(
			known.filter((name) => name !== "--nothing").toSorted(),
		);
	});
});
