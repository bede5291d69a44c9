/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are for a shell. */
/** Recorded requests as code: curl and TypeScript are run and send the same again; Python and PHP parse. */
import { execFile } from "node:child_process";
import { stripTypeScriptTypes } from "node:module";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { RequestDetail } from "../../../generated/control.ts";
import { Lomi } from "../../../packages/client/index.ts";
import { idempotencyHeader } from "../../../packages/spec/operations.ts";
import { KEY_VARIABLE } from "../../../packages/spec/requests/curl.ts";
import { BASE, document } from "../../bundle.ts";
import { phpMistakes, pythonMistakes } from "../../docs-site/samples/syntax.ts";
import { raw } from "../../hostile.ts";
import { useControlled } from "../setup/control.ts";
import { FIRST, KEY_HEADER } from "../setup/sandbox.ts";

const sandbox = useControlled();
const ID = "5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11";
const ALL = ["curl", "typescript", "python", "php"];
const JSON_TYPE = "Content-Type: application/json";

/** Sends a request as it is given, and returns all about it. */
async function send(
	line: string,
	body = "",
	headers = [JSON_TYPE],
): Promise<RequestDetail> {
	const { port } = new URL(sandbox.url);
	const before = await latestId();
	const [method, target] = line.split(/ (.*)/s);
	const entity = [`Content-Length: ${Buffer.byteLength(body)}`, ...headers];
	const head = [
		`${method} ${BASE}${target} HTTP/1.1`,
		"Host: localhost",
		"Connection: close",
		`${KEY_HEADER}: ${FIRST.api_key}`,
		...(body ? entity : []),
	];
	await raw(Number(port), `${head.join("\r\n")}\r\n\r\n${body}`);
	return recordedAfter(before);
}

async function latestId() {
	const { data } = await sandbox.control.requests.list({ limit: 1 });
	return data[0]?.request_id;
}

async function recordedAfter(id: string | undefined): Promise<RequestDetail> {
	await expect.poll(latestId).not.toBe(id);
	const { data } = await sandbox.control.requests.get((await latestId()) ?? "");
	return data;
}

const sourceOf = ({ samples }: RequestDetail, language: string) =>
	samples.find((sample) => sample.language === language)?.source ?? "";

async function runCurl(
	detail: RequestDetail,
	files = "",
): Promise<RequestDetail> {
	const before = await latestId();
	await promisify(execFile)(
		"bash",
		[
			"-euc",
			`cd "$(mktemp -d)"; ${files}\n${sourceOf(detail, "curl")} --silent`,
		],
		{ env: { ...process.env, [KEY_VARIABLE]: FIRST.api_key } },
	);
	return recordedAfter(before);
}

/** Runs a sample here, with a client that doesn't retry. */
async function runTypeScript(detail: RequestDetail): Promise<RequestDetail> {
	const before = await latestId();
	const code = stripTypeScriptTypes(
		sourceOf(detail, "typescript").replace(/^import .*$/m, ""),
	);
	class Client extends Lomi {
		constructor(options: object) {
			super({ ...options, apiKey: FIRST.api_key, maxRetries: 0 });
		}
	}
	const run = new Function(
		"Lomi",
		"console",
		`return (async () => {${code}})()`,
	);
	// What it throws is the documented error, which the record has.
	await run(Client, { log() {} }).catch(() => {});
	return recordedAfter(before);
}

/** What has to be the same, however an address is escaped. */
function essence({ method, path, request_body, status }: RequestDetail) {
	const { pathname, searchParams } = new URL(path, "http://localhost");
	return {
		method,
		path: decodeURIComponent(pathname),
		query: [...searchParams].toSorted(),
		request_body,
		status,
	};
}

/** Requests that every language can send. */
const SENDABLE: [line: string, body?: string][] = [
	["GET /customers"],
	["GET /customers?page=2&pageSize=5"],
	[`GET /customers/${ID}`],
	["GET /customers/not%20an%20ID"],
	["GET /customers/%24(echo%20a)%60b%60'%22"],
	["GET /customers?page=abc&unknown=1"],
	["GET /customers?page=010&pageSize=1e3"],
	["GET /transactions?status=completed,failed&page=1"],
	[`GET /payment-links?merchant_id=${ID}&include_expired=true`],
	["GET /customers?a%20b=c%26d&%C3%A9=%E2%82%AC"],
	// Its body is never read.
	["GET /customers", '{"a":1}'],
	["GET /customers?q=$HOME`id`$(id)\"!x'y"],
	["POST /customers", '{"name":"Awa Koné","metadata":{"a":{},"b":[]}}'],
	["POST /customers", '{"nom":1.5,"name":true,"email":["x"],"phone":null}'],
	["POST /customers", '{"name":"$HOME `id` \\"quoted\\" it\'s \\\\ done!\\n"}'],
	["POST /customers", '{"name":"A","metadata":{"0":"x","1":"y"}}'],
	["POST /customers", '{"name":"A","metadata":{"1":"x"},"__proto__":{"x":1}}'],
	["POST /customers", '{"name":"\\u2028 💸 \\ud83d\\udcb8"}'],
	["POST /customers", "{}"],
	["POST /customers", "[]"],
	[`PATCH /customers/${ID}`, '{"city":"Bouaké"}'],
	["DELETE /webhooks/wh_none"],
];

describe.each(SENDABLE)("%s %s", (line, body) => {
	test("is sent again by its samples", async () => {
		const first = await send(line, body);
		expect(first.samples.map(({ language }) => language)).toStrictEqual(ALL);
		expect(essence(await runCurl(first))).toStrictEqual(essence(first));
		expect(essence(await runTypeScript(first))).toStrictEqual(essence(first));
		expect(pythonMistakes(sourceOf(first, "python"))).toStrictEqual([]);
		expect(phpMistakes(sourceOf(first, "php"))).toStrictEqual([]);
	});
});

/** Requests that only curl can send. */
const FOR_CURL: [line: string, body?: string, headers?: string[]][] = [
	["GET /nothing?x=[1-3]{a,b}"],
	["PUT /customers"],
	["GET /customers?page=1&page=2"],
	["GET /customers?x=%E0%A4%A"],
	["GET /customers/%E0%A4%A"],
	["GET /customers/.."],
	["GET /customers/%2e%2e"],
	["GET /./customers"],
	["HEAD /customers"],
	["GET /customers?__proto__=x"],
	["POST /customers", "name=Awa&x='$HOME'"],
	["POST /customers", "@/etc/hostname\n"],
	["POST /customers", "{"],
	["POST /customers", '{"name":9007199254740993}'],
	["POST /customers", '{"name":"A","name":"B"}'],
	["POST /customers", '{"name":"A"}', ['Content-Type: text/plain; a="$b\'"']],
	["POST /customers", '{"name":"A"}', []],
	["POST /customers", `${"[".repeat(60)}${"]".repeat(60)}`],
];

describe.each(FOR_CURL)("%s %j", (line, body, headers) => {
	test("is in curl alone, which sends it again", async () => {
		const first = await send(line, body, headers);
		const second = await runCurl(first);
		expect(first.samples.map(({ language }) => language)).toStrictEqual([
			"curl",
		]);
		const type = (detail: RequestDetail) =>
			detail.request_headers["content-type"];
		if (body) expect(type(second)).toBe(type(first));
		const plain = ({ path, ...rest }: RequestDetail) => ({
			path: path.replaceAll(/%5B|%5D|%7B|%7D|[[\]{}]/g, ""),
			method: rest.method,
			request_body: rest.request_body,
			status: rest.status,
		});
		expect(plain(second)).toStrictEqual(plain(first));
	});
});

test("a body that a command line can't hold is in a file", async () => {
	const body = JSON.stringify({ name: "x".repeat(900_000) });
	const first = await send("POST /customers", body);
	expect(first.samples).toHaveLength(1);
	expect(sourceOf(first, "curl")).toContain("--data-binary @body.json");
	const second = await runCurl(
		first,
		`printf '{"name":"%s"}' "$(head -c 900000 /dev/zero | tr '\\0' x)" > body.json`,
	);
	expect(essence(second)).toStrictEqual(essence(first));
});

test("an address with bytes that none may have is escaped", async () => {
	const first = await send('GET /customers?q="<>\\^|#top');
	expect(sourceOf(first, "curl")).toContain(
		`${BASE}/customers?q=%22%3C%3E%5C%5E%7C"`,
	);
});

test("an idempotency key is sent where one was", async () => {
	const header = idempotencyHeader(document);
	const without = await send("POST /customers", "{}");
	expect(sourceOf(without, "python")).not.toContain(header);
	const keyed = await send("POST /customers", "{}", [
		JSON_TYPE,
		`${header}: mine`,
	]);
	for (const language of ["python", "php"])
		expect(sourceOf(keyed, language)).toContain(header);
	expect(JSON.stringify(keyed.samples)).not.toContain("mine");
});

test("the key comes from the environment, and no secret is in any sample", async () => {
	const secret = `${FIRST.api_key}_Q7`;
	const details = [
		await send(`GET /customers?a=${secret}&b=lomi%5Fsk%5Ftest%5FQ7`),
		await send("POST /customers", `{"name":"${secret}","${secret}":1}`),
		await send("POST /customers", `name=${secret}&x=lomi%5Fsk%5Ftest%5FQ7`),
		await send("POST /customers", `{"name":"\\u006comi_sk_test_Q7`),
		await send("POST /customers", "text", [`Content-Type: text/${secret}`]),
	];
	for (const { samples } of details)
		for (const { source } of samples) {
			expect(source).not.toContain("Q7");
			expect(source).toContain(KEY_VARIABLE);
		}
});

test("they are for the sandbox itself, and short", async () => {
	const { samples } = await send("POST /customers", '{"name":"Awa"}');
	for (const { source, label } of samples) {
		expect(source).toContain(`${sandbox.url}${BASE}`);
		expect(source.split("\n").length, label).toBeLessThan(30);
	}
});
