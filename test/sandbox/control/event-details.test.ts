/** An event with its deliveries: the signature that was sent, and what endpoints answered, which nobody waits for. */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { MOST_KEPT } from "../../../packages/sandbox/webhooks/response-text.ts";
import { signatureHeader } from "../../../packages/spec/operations.ts";
import { controlDocument, document } from "../../bundle.ts";
import { useControlled } from "../setup/control.ts";

const sandbox = useControlled();

interface Endpoint {
	id: string;
	url: string;
	secret: string;
	/** The signatures of what has arrived. */
	signatures: string[];
}

/** Registers an endpoint. */
async function register(
	answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<Endpoint> {
	const signatures: string[] = [];
	const server = createServer((request, response) => {
		signatures.push(
			String(request.headers[signatureHeader(document).toLowerCase()]),
		);
		answer(response, request);
	}).listen(0, "127.0.0.1");
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const { data, secret } = await sandbox.lomi.webhooks.create({
		url: `http://127.0.0.1:${port}/hook`,
		authorized_events: ["REFUND_COMPLETED"],
	});
	return { id: data.id, url: data.url, secret, signatures };
}

/** Sends an event, waits for its deliveries, and returns it. */
async function send() {
	const { data } = await sandbox.control.events.send({
		event: "REFUND_COMPLETED",
	});
	await sandbox.engine.idle();
	return data.event_id;
}
const read = async (id: string) => (await sandbox.control.events.get(id)).data;
const texts = async (id: string) =>
	(await read(id)).deliveries.flatMap(({ logs }) =>
		logs.map(({ response_text }) => response_text),
	);

test("has the signature as it was sent, every attempt, and no secret", async () => {
	const answers = [
		(response: ServerResponse) => response.writeHead(500).end("Oups: é"),
		(response: ServerResponse) => response.writeHead(204).end(),
	];
	const first = await register((response) => answers.shift()?.(response));
	const second = await register((response) => response.end("OK"));
	const id = await send();
	await sandbox.control.clock.advance({ by: "PT20M" });
	const event = await read(id);
	const { data: listed } = await sandbox.control.deliveries.list({
		event_id: id,
	});
	expect(event.deliveries.map(({ webhook_id }) => webhook_id)).toStrictEqual(
		[first.id, second.id].toSorted(),
	);
	for (const { url, signature, logs, ...delivery } of event.deliveries) {
		const own = delivery.webhook_id === first.id ? first : second;
		expect(listed).toContainEqual(delivery);
		expect(url).toBe(own.url);
		expect(own.signatures).toStrictEqual(logs.map(() => signature));
		expect(signature).toBe(
			createHmac("sha256", own.secret)
				.update(JSON.stringify(event.payload))
				.digest("hex"),
		);
		const { data } = await sandbox.lomi.webhooks.listDeliveryLogs(own.id);
		expect(data.map((each) => each.id)).toStrictEqual(
			logs.map((each) => each.id).reverse(),
		);
		expect(logs.map((each) => each.attempt_number)).toStrictEqual(
			logs.map((_, index) => index + 1),
		);
	}
	const logs = event.deliveries.find(
		({ webhook_id }) => webhook_id === first.id,
	)?.logs;
	expect(
		logs?.map(({ success, response_status, response_text }) => [
			success,
			response_status,
			response_text,
		]),
	).toStrictEqual([
		[false, 500, "Oups: é"],
		[true, 204, null],
	]);
	expect(JSON.stringify(event)).not.toContain(first.secret);
	expect(JSON.stringify(event)).not.toContain("whsec_");
});

test("the API's own log shows nothing of it", async () => {
	const { id } = await register((response) => response.end("secret of mine"));
	await send();
	const answer = await fetch(`${sandbox.url}/v1/webhooks/${id}/logs`, {
		headers: { "x-api-key": "lomi_sk_test_sandbox" },
	});
	const text = await answer.text();
	expect(text).toContain('"response_status":200');
	expect(text).not.toContain("secret of mine");
	expect(text).not.toContain("response_text");
});

test("as much of an answer is kept as is described", () => {
	const { properties } =
		controlDocument.components.schemas?.DeliveryAttempt ?? {};
	expect(properties.response_text.maxLength).toBe(MOST_KEPT);
});

test.each([
	["long", "x".repeat(100_000), "x".repeat(MOST_KEPT)],
	["empty", "", null],
	["in other scripts", "ⵣ".repeat(3_000), "ⵣ".repeat(MOST_KEPT)],
	["cut within a character", `x${"😀".repeat(1_500)}`, `x${"😀".repeat(999)}`],
	["no text", Buffer.from([0xff, 0xfe, 0x00, 0x41]), "\ufffd\ufffd\u0000A"],
])("an answer that is %s", async (_, body, text) => {
	await register((response) => response.end(body));
	const id = await send();
	await expect.poll(() => texts(id)).toStrictEqual([text]);
});

test("nobody waits for the rest of an answer, which is added when it arrives", async () => {
	let finish = () => {};
	await register((response) => {
		response.writeHead(500);
		response.write("begun, ");
		finish = () => response.end("and done");
	});
	const id = await send();
	// It is over for the sandbox: the next attempt is scheduled.
	expect((await read(id)).deliveries[0]?.status).toBe("waiting");
	expect([null, "begun, "]).toContain((await texts(id))[0]);
	finish();
	await expect.poll(() => texts(id)).toStrictEqual(["begun, and done"]);
});

test("an answer that never ends doesn't hold up the next", async () => {
	let requests = 0;
	await register((response) => {
		requests++;
		response.writeHead(200);
		const write = () => {
			if (response.destroyed) return;
			response.write("again ", () => setImmediate(write));
		};
		write();
	});
	const id = await send();
	await send();
	expect(requests).toBe(2);
	await expect.poll(async () => (await texts(id))[0]?.length).toBe(MOST_KEPT);
});

test("an answer that arrives after the sandbox was reset is dropped", async () => {
	let finish = () => {};
	await register((response) => {
		response.writeHead(200);
		response.write("x");
		finish = () => response.end("y");
	});
	const id = await send();
	await sandbox.control.snapshots.restore("at-first");
	finish();
	await sleep(20);
	expect(await sandbox.ask("GET", `/events/${id}`)).toHaveProperty(
		"status",
		404,
	);
});

test("an event that nobody is told of has no deliveries", async () => {
	const id = await send();
	expect((await read(id)).deliveries).toStrictEqual([]);
});

test("an endpoint that isn't there has answered nothing", async () => {
	await sandbox.lomi.webhooks.create({
		url: "http://127.0.0.1:9/",
		authorized_events: ["REFUND_COMPLETED"],
	});
	const id = await send();
	expect((await read(id)).deliveries[0]?.logs).toMatchObject([
		{ success: false, response_status: null, response_text: null },
	]);
});
