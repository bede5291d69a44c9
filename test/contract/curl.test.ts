/** What a failure shows: the smallest request, and lines for a terminal that show it again. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { CheckName } from "../../packages/contract/checks/names.ts";
import type { Settings } from "../../packages/contract/run/settings.ts";
import { KEY } from "../api.ts";
import { answering, house } from "./faults/fault.ts";
import { FAULTS } from "./faults/index.ts";
import { run, start, startFaulty } from "./run.ts";
import type { Fault, TestServer } from "./server/server.ts";

const exec = promisify(execFile);

/** The lines of the one failure of a check. */
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

/** The server with a fault of the table, and the lines that tell of it. */
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

/** Runs lines as somebody who pastes them; gives each answer's status and body, in their order. */
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
			answering((_, call) => (wrong(call) ? house(500, "Failed") : undefined)),
		);

	test("has of a body only what is required and what is to blame", async () => {
		const server = await failing(({ body }) => body.city === "Abidjan");
		const lines = await linesOf(server, "not_a_server_error", {
			phases: ["examples"],
			operations: new Set(["createCustomer"]),
		});
		expect(lines).toBe(
			`curl -i '${server.baseUrl}/customers' -H "X-API-Key: $LOMI_API_KEY" -H 'Content-Type: application/json' --data-raw '{"name":"Awa Koné","city":"Abidjan"}'`,
		);
	});

	test("has of a query only what is to blame", async () => {
		const server = await failing(({ query }) => query.has("from_date"));
		const lines = await linesOf(server, "not_a_server_error", {
			phases: ["stateful"],
			operations: new Set(["listTransactions"]),
		});
		expect(lines).toMatch(
			/^curl -i '[^'?]+\/transactions\?from_date=[^'&]+' -H "X-API-Key: \$LOMI_API_KEY"$/,
		);
	});

	test("of a random one, has one field at its smallest", async () => {
		const { lines } = await faulty("500 for a quotation mark");
		expect(lines).toMatch(/--data-raw '\{"name":"'\\''"\}'$/);
	});

	test("still has no key where that was tried", async () => {
		const { server, lines } = await faulty("no key asked for");
		expect(lines).toBe(`curl -i '${server.baseUrl}/customers'`);
	});
});

describe("the lines show it again when they are pasted", () => {
	test("make what was deleted since, and delete it", async () => {
		const { lines } = await faulty("what was deleted is still there");
		// A second time, too: nothing in them can be used only once.
		for (let time = 0; time < 2; time++)
			expect((await paste(lines)).map(({ status }) => status)).toStrictEqual([
				200, 200,
			]);
	});

	test("make anew what there can be only once", async () => {
		const { lines } = await faulty("what was deleted can be changed");
		for (let time = 0; time < 2; time++)
			expect((await paste(lines)).map(({ status }) => status)).toStrictEqual([
				204, 200,
			]);
	});

	test("make what the path is about", async () => {
		const { lines } = await faulty("500 for one value of a field");
		expect((await paste(lines)).map(({ status }) => status)).toStrictEqual([
			500,
		]);
	});

	test("make what the body refers to", async () => {
		const server = await start(
			answering((_, { body }) =>
				body.link_type === "product" ? house(500, "Failed") : undefined,
			),
		);
		const lines = await linesOf(server, "not_a_server_error", {
			phases: ["examples"],
			operations: new Set(["createPaymentLink"]),
		});
		expect(lines).toMatch(/^PRODUCT_ID=/m);
		const [answer] = (await paste(lines)).slice(-1);
		expect(answer?.status).toBe(500);
		const links = [...server.memory.things].filter(([path]) =>
			path.startsWith("/payment-links/"),
		);
		expect(new Set(links.map(([, link]) => link.link_type))).toContain(
			"product",
		);
	});

	test("look at it before and after a change", async () => {
		const { lines } = await faulty("PATCH that resets a field");
		const [before, after] = await paste(lines);
		expect(data(before?.body ?? "").phone_number).toMatch(/^\+/);
		expect(data(after?.body ?? "").phone_number).toBeNull();
	});

	test("send the same twice under one key", async () => {
		const { lines } = await faulty("replay that makes another");
		const [first, second] = await paste(lines);
		expect([first?.status, second?.status]).toStrictEqual([201, 201]);
		expect(first?.body).not.toBe(second?.body);
	});

	test("send another request under the same key", async () => {
		const { lines } = await faulty(
			"another request under the same key is done",
		);
		expect(
			(await paste(lines)).map(({ status }) => status).slice(-2),
		).toStrictEqual([200, 200]);
	});
});
