/** Requests to no operation are refused in the house shape. */
import { describe, expect, test } from "vitest";
import { createSandbox } from "../../../packages/sandbox/server.ts";
import {
	documentedRequest,
	targetOf,
} from "../../../packages/spec/requests/request.ts";
import { document, operations } from "../../bundle.ts";
import {
	check,
	get,
	post,
	type Refused,
	raw,
	refused as refusedByAll,
} from "../../hostile.ts";
import { some } from "../../some.ts";
import { KEY_HEADER, useSandbox } from "../setup/sandbox.ts";

const sandbox = useSandbox();

const at = (host: string, headers: string[] = []) =>
	get("/v1/providers", headers).replace("Host: localhost", `Host: ${host}`);
const otherHost = "only answers requests to this machine, not to `";
const refused: Refused[] = [
	...refusedByAll,
	[
		"no host",
		400,
		"`Host` header is missing",
		get("/v1/providers").replace(/Host: .*\r\n/, ""),
	],
	["another host", 403, `${otherHost}evil.example\``, at("evil.example")],
	[
		"a host that begins like this machine",
		403,
		otherHost,
		at("localhost.evil.example"),
	],
	[
		"a host behind a name",
		400,
		"`Host` header can't be read",
		at("localhost@evil.example"),
	],
	[
		"another host in the address itself",
		403,
		otherHost,
		get("http://evil.example/v1/providers"),
	],
	[
		"a page of another host",
		403,
		"rejects requests from pages of `https://evil.example`",
		at("localhost", ["Origin: https://evil.example"]),
	],
	[
		"a page of no host",
		403,
		"rejects requests from pages of `null`",
		at("localhost", ["Origin: null"]),
	],
	[
		"an ID longer than any",
		400,
		"Invalid `Customer ID` format.",
		get(`/v1/customers/${"a".repeat(15_000)}`),
	],
	[
		"a method that HTTP has since yesterday",
		405,
		"takes POST, GET",
		get("/v1/customers").replace("GET", "QUERY"),
	],
	[
		"a method for a path that is spelled otherwise",
		405,
		"takes POST, GET",
		get("/v1/%63ustomers").replace("GET", "PUT"),
	],
	[
		"a body that goes too deep",
		400,
		"more than 1,000 levels deep",
		post(
			`{"name":"Awa","metadata":{"a":${"[".repeat(2_000)}${"]".repeat(2_000)}}}`,
		),
	],
];

test.each(some(refused))(
	"%s is refused with %i: %s",
	async (what, status, reason, request) => {
		const answer = await raw(sandbox.port, request, { patience: 5_000 });
		check(answer, what);
		expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
		expect(
			JSON.parse(answer.slice(answer.indexOf("{"))).error.details,
		).toContain(reason);
	},
);

test.each(["localhost", "LOCALHOST:80", "127.0.0.1", "127.1.2.3:9", "[::1]"])(
	"%s is this machine",
	async (host) => {
		const answer = await raw(
			sandbox.port,
			at(host, ["Origin: http://localhost:3000"]),
		);
		expect(answer).toMatch(/^HTTP\/1.1 200 /);
	},
);

test("an absolute URL, an upgrade and an Expect are like any other request", async () => {
	const { port } = sandbox;
	for (const request of [
		get(`http://localhost:${port}/v1/providers`),
		get("/v1/providers", ["Upgrade: websocket"]),
		get("/v1/providers#part"),
	])
		expect(await raw(port, request)).toMatch(/^HTTP\/1.1 200 /);
	const headers = ["Content-Type: application/json", "Expect: 100-continue"];
	expect(await raw(port, post('{"name":"Awa"}', headers))).toMatch(
		/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 201 /,
	);
});

test("no connection waits forever", async () => {
	const { app, close } = await createSandbox(document);
	expect(app.server.headersTimeout).toBe(10_000);
	expect(app.server.requestTimeout).toBe(30_000);
	await close();
});

describe.each(operations)("$id", (operation) => {
	const path = targetOf({ ...documentedRequest(operation), query: [] });
	const methods = operations
		.filter((each) => each.path === operation.path)
		.map(({ method }) => method.toUpperCase());
	const others = ["PUT", "OPTIONS", "POST", "PATCH", "DELETE", "GET"].filter(
		(method) => !methods.includes(method),
	);

	test.each(others)(
		"doesn't support %s, and lists what it does",
		async (method) => {
			const { status, headers, body } = await sandbox.send(path, { method });
			expect(status).toBe(405);
			expect(headers.get("allow")?.split(", ")).toStrictEqual(methods);
			expect(body.error.message).toBe("Method not allowed");
		},
	);

	test("allows no cross-origin requests", async () => {
		const { headers } = await sandbox.send(path, {
			method: "OPTIONS",
			headers: {
				origin: "http://localhost:3000",
				"access-control-request-method": operation.method.toUpperCase(),
				"access-control-request-headers": KEY_HEADER,
			},
		});
		expect([...headers.keys()].join()).not.toContain("access-control");
	});

	if (operation.method === "get")
		test("answers HEAD like GET, without the body", async () => {
			const [head, got] = [
				await sandbox.send(path, { method: "HEAD" }),
				await sandbox.send(path),
			];
			expect(head.status).toBe(got.status);
			expect(head.text).toBe("");
			for (const name of ["content-type", "content-length"])
				expect(head.headers.get(name)).toBe(got.headers.get(name));
		});

	if (operation.body)
		test.each([
			["malformed JSON", "{", "application/json"],
			["no body", "", "application/json"],
			["text", "name=Awa", "text/plain"],
			["a form", "name=Awa", "application/x-www-form-urlencoded"],
		])("refuses %s", async (_what, body, type) => {
			const { status } = await sandbox.send(path, {
				method: operation.method.toUpperCase(),
				headers: { "content-type": type },
				body,
			});
			expect(status).toBe(400);
		});

	const [parameter] = operation.parameters.filter(
		({ in: place }) => place === "query",
	);
	if (parameter)
		test("refuses a repeated parameter", async () => {
			const value = encodeURIComponent(String(parameter.example));
			const query = `${parameter.name}=${value}&${parameter.name}=${value}`;
			const { status, body } = await sandbox.send(`${path}?${query}`, {
				method: operation.method.toUpperCase(),
				...(operation.body && { body: operation.body.examples[0]?.value }),
			});
			expect(status).toBe(400);
			expect(body.error.details).toContain(
				`\`${parameter.name}\` was given more than once`,
			);
		});
});
