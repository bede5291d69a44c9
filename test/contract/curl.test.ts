/** The curl commands of a failure: they have the smallest request, and reproduce the failure when pasted into a shell. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { CheckName } from "../../packages/contract/checks/names.ts";
import type { Settings } from "../../packages/contract/run/settings.ts";
import { KEY } from "../api.ts";
import { changingResponse, error } from "./faults/fault.ts";
import { FAULTS } from "./faults/index.ts";
import type { Fault, TestServer } from "./server/server.ts";
import { run, start, startFaulty } from "./setup/run.ts";

const exec = promisify(execFile);

/** The commands of the only failure of a check. */
async function linesOf(
	server: TestServer,
	check: CheckName,
	settings: Partial<Settings>,
): Promise<string> {
	const { failures } = await run(server, settings);
	const [found, ...others] = failures.filter((each) => each.check === check);
	if (!found || others.length > 0) throw new Error(`${failures.length}`);
	return found.curl;
}

/** A server with a fault of the table, and the commands that reproduce it. */
async function faulty(name: string) {
	const known = FAULTS.find((each) => each.name === name);
	if (!known) throw new Error(`no fault «${name}»`);
	const server = await startFaulty(known);
	const lines = await linesOf(server, known.check, {
		phases: [known.phase],
		operations: new Set([known.operation]),
	});
	return { server, lines };
}

/** Runs commands in a shell. Returns the status and body of each response, in order. */
async function paste(lines: string) {
	const env = { ...process.env, LOMI_API_KEY: KEY };
	const { stdout } = await exec("sh", ["-c", lines], { env });
	return stdout.split(/(?=HTTP\/1\.1 \d)/).map((answer) => ({
		status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]),
		body: answer.split("\r\n\r\n")[1] ?? "",
	}));
}

const data = (body: string) => JSON.parse(body).data;

describe("the smallest request", () => {
	const failing = (wrong: (call: Parameters<Fault>[0]) => boolean) =>
		start(
			changingResponse((_, call) =>
				wrong(call) ? error(500, "Failed") : undefined,
			),
		);

	test("has only the required fields and the failing one in its body", async () => {
		const server = await failing(({ body }) => body.city === "Abidjan");
		const lines = await linesOf(server, "not_a_server_error", {
			phases: ["examples"],
			operations: new Set(["createCustomer"]),
		});
		expect(lines).toBe(
			`curl -i '${server.baseUrl}/customers' -H "X-API-Key: $LOMI_API_KEY" -H 'Content-Type: application/json' --data-raw '{"name":"Awa Koné","city":"Abidjan"}'`,
		);
	});

	test("has only the failing parameter in its query", async () => {
		const server = await failing(({ query }) => query.has("from_date"));
		const lines = await linesOf(server, "not_a_server_error", {
			phases: ["stateful"],
			operations: new Set(["listTransactions"]),
		});
		expect(lines).toMatch(
			/^curl -i '[^'?]+\/transactions\?from_date=[^'&]+' -H "X-API-Key: \$LOMI_API_KEY"$/,
		);
	});

	test("found by fuzzing, has one shrunk field", async () => {
		const { lines } = await faulty("500 for a quotation mark");
		expect(lines).toMatch(/--data-raw '\{"name":"'\\''"\}'$/);
	});

	test("has no key if the missing key is the failure", async () => {
		const { server, lines } = await faulty("no key required");
		expect(lines).toBe(`curl -i '${server.baseUrl}/customers'`);
	});
});

describe("the commands reproduce it:", () => {
	test("they create and delete the resource again", async () => {
		const { lines } = await faulty("deleted resource can be read");
		// Twice: they must not depend on anything that works only once.
		for (let time = 0; time < 2; time++)
			expect((await paste(lines)).map(({ status }) => status)).toStrictEqual([
				200, 200,
			]);
	});

	test("they create a resource that must be unique", async () => {
		const { lines } = await faulty("deleted resource can be updated");
		for (let time = 0; time < 2; time++)
			expect((await paste(lines)).map(({ status }) => status)).toStrictEqual([
				204, 200,
			]);
	});

	test("they create the resource of the path", async () => {
		const { lines } = await faulty("500 for one value of a field");
		expect((await paste(lines)).map(({ status }) => status)).toStrictEqual([
			500,
		]);
	});

	test("they create the resource that the body refers to", async () => {
		const server = await start(
			changingResponse((_, { body }) =>
				body.link_type === "product" ? error(500, "Failed") : undefined,
			),
		);
		const lines = await linesOf(server, "not_a_server_error", {
			phases: ["examples"],
			operations: new Set(["createPaymentLink"]),
		});
		expect(lines).toMatch(/^PRODUCT_ID=/m);
		const [answer] = (await paste(lines)).slice(-1);
		expect(answer?.status).toBe(500);
		const links = [...server.memory.resources].filter(([path]) =>
			path.startsWith("/payment-links/"),
		);
		expect(new Set(links.map(([, link]) => link.link_type))).toContain(
			"product",
		);
	});

	test("they read the resource before and after an update", async () => {
		const { lines } = await faulty("PATCH that resets a field");
		const [before, after] = await paste(lines);
		expect(data(before?.body ?? "").phone_number).toMatch(/^\+/);
		expect(data(after?.body ?? "").phone_number).toBeNull();
	});

	test("they send the same request twice with one idempotency key", async () => {
		const { lines } = await faulty("replay that creates another resource");
		const [first, second] = await paste(lines);
		expect([first?.status, second?.status]).toStrictEqual([201, 201]);
		expect(first?.body).not.toBe(second?.body);
	});

	test("they send a different request with the same key", async () => {
		const { lines } = await faulty(
			"different request with the same key is executed",
		);
		expect(
			(await paste(lines)).map(({ status }) => status).slice(-2),
		).toStrictEqual([200, 200]);
	});
});
