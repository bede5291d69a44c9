/** Headers as real clients send them: what can't be read is skipped. */
import { describe, expect, test } from "vitest";
import { checkAccept } from "../../packages/http/read-request.ts";
import { Refusal } from "../../packages/http/refusal.ts";
import { STREAM_TYPE } from "../../packages/spec/operations.ts";
import { KEY, useMock } from "../api.ts";
import { KEY_HEADER, useSandbox } from "../sandbox/setup/sandbox.ts";

const mock = useMock();
const sandbox = useSandbox();

/** Statuses of both servers. */
async function statuses(
	path: string,
	headers: Record<string, string>,
	body?: string,
): Promise<number[]> {
	const urls = [mock.baseUrl, `${sandbox.origin}/v1`];
	const responses = await Promise.all(
		urls.map((url) =>
			fetch(url + path, {
				headers: { [KEY_HEADER]: KEY, ...headers },
				...(body !== undefined && { method: "POST", body: Buffer.from(body) }),
			}),
		),
	);
	return responses.map(({ status }) => status);
}

describe("Accept", () => {
	test.each([
		"text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
		"*",
		"json",
		"text/html, *;q=.1",
		"application/json;",
		"application/json; q=.5; charset=utf-8",
		"application/json;version=1",
		"APPLICATION/JSON",
		"application/*, text/html;q=0",
		"*/*;q=0.001",
		"text/html;level=1, application/json;q=0.4",
		'text/html;x="a,b", */*',
		'text/html;x="a, */*',
		"application/json,,",
		", ,",
		"text/html, app lication/json",
		"text/html,;q=1",
		"*/*;q=",
		"text/plain; q=x, */*; q=y",
	])("%j is answered", async (accept) => {
		expect(await statuses("/providers", { accept })).toStrictEqual([200, 200]);
	});

	test.each([
		"text/html",
		"text/html, image/*;q=0.8",
		"application/json;q=0",
		"application/json; q=0.000, */*",
		"*/*;q=0",
		"application/xml, application/*;q=0",
		"application/problem+json",
	])("%j certainly leaves JSON out", async (accept) => {
		expect(await statuses("/providers", { accept })).toStrictEqual([406, 406]);
	});
});

test.each([
	["text/event-stream", true],
	["text/*", true],
	["*/*;q=0.1", true],
	["", true],
	["application/json", false],
	["application/*", false],
	["text/event-stream;q=0, */*", false],
])("a stream for %j", (accept, isAnswered) => {
	const check = () => checkAccept(accept, STREAM_TYPE);
	if (isAnswered) expect(check).not.toThrow();
	else expect(check).toThrow(Refusal);
});

describe("Content-Encoding", () => {
	test("identity is none, and gzip is refused", async () => {
		const send = (encoding: string) =>
			statuses(
				"/customers",
				{ "content-type": "application/json", "content-encoding": encoding },
				'{"name":"Awa"}',
			);
		expect(await send("identity")).toStrictEqual([201, 201]);
		expect(await send("gzip")).toStrictEqual([400, 400]);
	});
});

describe("Content-Type", () => {
	test.each([
		"application/json;",
		"application/json; charset=utf8",
		"application/json;charset=UTF-8;",
		'application/json; charset="utf-8"',
		"Application/JSON ; Charset = utf-8",
		"application/json; charset=",
		"application/json; charset",
		"application/json; boundary=x",
		"application/json;;charset=utf-8",
		"application/json; odata=verbose; charset=utf-8",
	])("%j is accepted", async (type) => {
		expect(
			await statuses("/customers", { "content-type": type }, '{"name":"Awa"}'),
		).toStrictEqual([201, 201]);
	});

	test.each([
		"text/plain",
		"application/json; charset=iso-8859-1",
		"application/json; charset=utf-16",
		"application/jsonp",
		"application/x-www-form-urlencoded",
		"json",
		";",
	])("%j is refused", async (type) => {
		expect(
			await statuses("/customers", { "content-type": type }, '{"name":"Awa"}'),
		).toStrictEqual([400, 400]);
	});
});
