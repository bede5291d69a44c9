/** `lomi-sandbox listen`, `trigger` and `events resend`: their effect on a running sandbox, output and errors. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
	afterAll,
	beforeAll,
	beforeEach,
	describe,
	expect,
	test,
} from "vitest";
import { verifyWebhook } from "../../packages/client/index.ts";
import { sandboxCommand } from "../../packages/sandbox/cli/index.ts";
import {
	findEvent,
	readEventNames,
} from "../../packages/sandbox/cli/remote/event-names.ts";
import { readEvents, signatureHeader } from "../../packages/spec/operations.ts";
import { controlDocument, document } from "../api.ts";
import { type Running, run, type Setting, startCommand } from "../command.ts";
import { SECOND, useSandbox } from "../sandbox/setup/sandbox.ts";

const sandbox = useSandbox({ control: controlDocument });
/** The webhooks that the receiver got. */
const taken: { body: string; signature: string }[] = [];
let status = 204;
const program = createServer(async (request, response) => {
	const signature = request.headers[signatureHeader(document).toLowerCase()];
	taken.push({ body: await text(request), signature: String(signature) });
	response.writeHead(status).end();
});
let address: string;
beforeAll(async () => {
	program.listen(0, "127.0.0.1");
	await once(program, "listening");
	address = `http://127.0.0.1:${(program.address() as AddressInfo).port}/webhooks`;
});
afterAll(async () => {
	program.closeAllConnections();
	program.close();
});
beforeEach(() => {
	taken.length = 0;
	status = 204;
});

const command = (...args: string[]) =>
	run(sandboxCommand, [...args, "--url", sandbox.origin]);
const listening = async (args: string[] = [], setting?: Setting) => {
	const listen = startCommand(
		sandboxCommand,
		[
			...["listen", "--forward-to", address],
			...["--url", sandbox.origin, ...args],
		],
		setting,
	);
	const [, secret = ""] = await listen.says(/^ +Secret +(whsec_\w+)$/m);
	return { listen, secret };
};
const registered = async () => (await sandbox.lomi.webhooks.list()).data;
const idOf = (out: string) => /evt_\w+/.exec(out)?.[0] ?? "";

describe("listen", () => {
	let listen: Running;
	let secret: string;
	beforeAll(async () => {
		({ listen, secret } = await listening([], { kept: true }));
	});
	afterAll(() => listen.stop());

	test("prints each event and the response to it, and the signing secret", async () => {
		const sent = await command("trigger", "refund.completed");
		const id = idOf(sent.out);
		await listen.says(
			new RegExp(`^12:00:00  REFUND_COMPLETED +${id}  204$`, "m"),
		);
		const [delivery] = taken;
		expect(await verifyWebhook({ ...delivery, secret } as never)).toMatchObject(
			{ id, event: "REFUND_COMPLETED" },
		);
	});

	test("prints failed deliveries, and the time of the next attempt", async () => {
		status = 500;
		const id = idOf((await command("trigger", "PAYMENT_FAILED")).out);
		await listen.says(
			new RegExp(`${id}  500  attempt 1, again at \\d\\d:\\d\\d:\\d\\d$`, "m"),
		);
		status = 200;
		await sandbox.engine.advance(
			new Date(sandbox.engine.clock().now.getTime() + 60 * 60_000),
		);
		await listen.says(new RegExp(`${id}  200  attempt 2$`, "m"));
	});

	test("prints a resent event, with the same bytes", async () => {
		const id = idOf((await command("trigger", "test.webhook")).out);
		const again = await command("events", "resend", id);
		expect(again).toMatchObject({
			code: 0,
			err: "",
			out: `test.webhook ${id}\nSent to ${(await registered())[0]?.id}.\n`,
		});
		await listen.says(new RegExp(`${id}  204\n.*${id}  204  attempt 2$`, "m"));
		const [first, second] = taken;
		expect(second).toStrictEqual(first);
	});

	test("shuts down gracefully, and removes its endpoint", async () => {
		expect(await registered()).toHaveLength(1);
		expect(await listen.stop("SIGINT")).toMatchObject({ code: 0, err: "" });
		expect(await registered()).toStrictEqual([]);
	});

	test("receives the selected events of its merchant", async () => {
		const { listen, secret } = await listening([
			...["--events", "payment.created, REFUND_CREATED"],
			...["--key", SECOND.api_key],
		]);
		expect(secret).toMatch(/^whsec_/);
		expect(await registered()).toStrictEqual([]);
		const { data } = await sandbox.other.webhooks.list();
		expect(data).toMatchObject([
			{ url: address, events: ["PAYMENT_CREATED", "REFUND_CREATED"] },
		]);
		const [, other] = await Promise.all([
			command("trigger", "PAYMENT_SUCCEEDED", "--merchant", SECOND.merchant_id),
			command("trigger", "REFUND_CREATED", "--merchant", SECOND.merchant_id),
		]);
		await listen.says(
			new RegExp(`REFUND_CREATED +${idOf(other.out)}  204$`, "m"),
		);
		expect(taken).toHaveLength(1);
		await listen.stop("SIGTERM");
	});

	test("replaces its own leftover endpoint, and no other", async () => {
		// Like one that was killed.
		const killed = await listening();
		const [left] = await registered();
		await killed.listen.stop();
		await sandbox.lomi.webhooks.create({
			url: address,
			authorized_events: ["PAYMENT_CREATED"],
			description: left?.description ?? "",
		});
		const { listen } = await listening();
		expect(await registered()).toHaveLength(1);
		await listen.stop();
		const { data } = await sandbox.lomi.webhooks.create({
			url: address,
			authorized_events: ["PAYMENT_CREATED"],
		});
		const refused = await command("listen", "--forward-to", address);
		expect(refused).toStrictEqual({
			code: 1,
			out: "",
			err: `${address} is already registered as a webhook. Delete that one, or choose another address with --forward-to.\n`,
		});
		await sandbox.lomi.webhooks.delete(data.id);
	});

	test("exits with one sentence if its endpoint was removed", async () => {
		const { listen } = await listening();
		await sandbox.lomi.webhooks.delete((await registered())[0]?.id ?? "");
		expect(await listen.ended).toMatchObject({
			code: 1,
			err: "The endpoint was deleted, or the sandbox was reset. Run listen again to register another one.\n",
		});
	});
});

describe("trigger", () => {
	test("sends an event's example with the fields that are set, and prints its destination", async () => {
		const { code, out, err } = await command(
			...["trigger", "payment.succeeded", "--set", "data.gross_amount=5000"],
			...["--set", "data.description=42", "--set", "data.metadata[note]=7"],
		);
		expect({ code, err }).toStrictEqual({ code: 0, err: "" });
		expect(out).toMatch(
			/^PAYMENT_SUCCEEDED evt_\w+\nNo endpoint receives it\. /,
		);
		const row = await sandbox.database
			.selectFrom("events")
			.select("payload")
			.where("event_id", "=", idOf(out))
			.executeTakeFirstOrThrow();
		const { example } = findEvent(document, "PAYMENT_SUCCEEDED");
		expect(JSON.parse(row.payload).data).toStrictEqual({
			...example.data,
			gross_amount: 5000,
			description: "42",
			metadata: { ...example.data.metadata, note: "7" },
		});
	});

	test.each(readEvents(document))("knows $name, and its example", (event) => {
		const [example] = event.body.examples;
		for (const name of [event.name, example?.component ?? ""])
			expect(findEvent(document, name.toUpperCase()).name).toBe(event.name);
	});
});

describe("invalid input", () => {
	const nowhere = "http://127.0.0.1:1";
	const names = readEvents(document).map(({ name }) => name);

	test("is rejected with a message, and nothing is sent", async () => {
		const before = await sandbox.database
			.selectFrom("events")
			.selectAll()
			.execute();
		const refusals: [string[], RegExp][] = [
			[["trigger"], /^EVENT is missing\. lomi-sandbox trigger --help /],
			[["trigger", "payment"], /^Unknown event payment\. The events are:\n/],
			[
				["trigger", "PAYMENT_FAILED", "--set", "data.gross_amount=a"],
				/^`data\.gross_amount` must be an integer\.\n$/,
			],
			[
				["trigger", "PAYMENT_FAILED", "--set", "data.gros_amount=5"],
				/^data has no field gros_amount\. Did you mean data\.gross_amount\?\n$/,
			],
			[
				["trigger", "x", "--sat=1"],
				/^Unknown option --sat\. Did you mean --set\? lomi-sandbox trigger --help /,
			],
			[["events", "list"], /^Unknown command events list\. /],
			[["events", "resend", "evt_0"], /evt_0/],
			[
				["listen", "--forward-to", "3000"],
				/^--forward-to must be an address, such as /,
			],
			[["listen", "--key", "lomi_sk_test_x"], /API key/],
		];
		const given = await Promise.all(refusals.map(([args]) => command(...args)));
		for (const [index, { code, out, err }] of given.entries()) {
			const [args, sentence] = refusals[index] ?? [[], /^$/];
			expect({ code, out }, args.join(" ")).toStrictEqual({ code: 1, out: "" });
			expect(err).toMatch(sentence);
			expect(err).not.toMatch(/\n {4}at /);
			if (err.includes("The events are:"))
				expect(names.filter((name) => !err.includes(name))).toStrictEqual([]);
		}
		expect(
			await sandbox.database.selectFrom("events").selectAll().execute(),
		).toStrictEqual(before);
	});

	test("such as unknown events is reported completely", () => {
		expect(() => readEventNames(document, ["PAYMENT_FAILED,none"])).toThrow(
			/^Unknown event none\. The events are:\n/,
		);
	});

	test("such as test events alone, which every endpoint gets", () => {
		expect(readEventNames(document, ["test.webhook,PAYMENT_FAILED"])).toEqual([
			"PAYMENT_FAILED",
		]);
		expect(() => readEventNames(document, ["test.webhook"])).toThrow(
			/^Every endpoint is sent test events\. Name at least one other event: PAYMENT_CREATED, /,
		);
	});

	test("such as a URL without a sandbox", async () => {
		const other = new URL(address).origin;
		const at = (url: string) =>
			run(sandboxCommand, ["trigger", "PAYMENT_FAILED", "--url", url]);
		const [none, strange, word] = await Promise.all([
			at(nowhere),
			at(other),
			at("localhost:4020"),
		]);
		expect(none).toStrictEqual({
			code: 1,
			out: "",
			err: `No sandbox answers at ${nowhere}. Start one with npx lomi-sandbox, or pass its address with --url.\n`,
		});
		expect(strange).toStrictEqual({
			code: 1,
			out: "",
			err: `The server at ${other} accepts no commands: it isn't a sandbox, or it was started with --no-control.\n`,
		});
		expect(word.err).toMatch(/^--url must be an address, such as /);
	});
});

test.each([
	["listen", ["forward-to", "events", "key", "url", "help"]],
	["trigger", ["set", "merchant", "url", "help"]],
	["events resend", ["to", "url", "help"]],
])("%s --help prints its options and does nothing", async (name, options) => {
	const { code, out, err } = await run(sandboxCommand, [
		...name.split(" "),
		"--help",
	]);
	expect({ code, err }).toStrictEqual({ code: 0, err: "" });
	expect(out).toContain(`\nUsage: lomi-sandbox ${name} `);
	const told = [...out.matchAll(/^ {2}--([\w-]+)/gm)].map(([, each]) => each);
	expect(told).toStrictEqual(options);
});
