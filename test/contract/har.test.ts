/** Recorded traffic, as a browser or a proxy saves it, made from the examples of the description. */
import { describe, expect, test } from "vitest";
import {
	CHECKS,
	type CheckName,
} from "../../packages/contract/checks/names.ts";
import { checkRecording } from "../../packages/contract/har.ts";
import type { Operation } from "../../packages/spec/operations.ts";
import {
	documentedRequest,
	targetOf,
} from "../../packages/spec/requests/request.ts";
import { document, KEY, operations } from "../api.ts";

const BASE = document.servers[0]?.url ?? "";

interface Recorded {
	request: {
		method: string;
		url: string;
		headers: { name: string; value: string }[];
		postData?: { mimeType: string; text: string };
		bodySize?: number;
	};
	response: {
		status: number;
		headers: { name: string; value: string }[];
		content: { size: number; text?: string; encoding?: string };
	};
}

/** An exchange as a browser saves it: the example request of an operation, with a response. */
function recorded(
	operation: Operation,
	status: number,
	body: unknown,
	change: (entry: Recorded) => void = () => {},
): Recorded {
	const request = documentedRequest(operation);
	const text = body === undefined ? "" : JSON.stringify(body);
	const entry: Recorded = {
		request: {
			method: request.method,
			url: BASE + targetOf(request),
			headers: [{ name: "x-api-key", value: KEY }],
			...(request.body !== undefined && {
				postData: {
					mimeType: "application/json",
					text: JSON.stringify(request.body),
				},
			}),
		},
		response: {
			status,
			headers: text
				? [{ name: "content-type", value: "application/json" }]
				: [],
			content: { size: text.length, ...(text && { text }) },
		},
	};
	if (request.body !== undefined)
		entry.request.headers.push({
			name: "Content-Type",
			value: "application/json",
		});
	change(entry);
	return structuredClone(entry);
}

function check(
	entries: Recorded[],
	selected: { operations?: string[]; checks?: CheckName[] } = {},
) {
	const { failures, notes, tally } = checkRecording(
		document,
		Buffer.from(JSON.stringify({ log: { version: "1.2", entries } })),
		{
			name: "shop.har",
			operations: new Set(
				selected.operations ?? operations.map(({ id }) => id),
			),
			checks: new Set(selected.checks ?? (Object.keys(CHECKS) as CheckName[])),
			// The pages of examples don't match the requested page.
			stateless: true,
		},
	);
	return {
		notes,
		tally,
		failures: failures.map(({ operation, check: name, message }) => ({
			id: operation.id,
			check: name,
			message,
		})),
	};
}

const find = (id: string) => {
	const operation = operations.find((each) => each.id === id);
	if (!operation) throw new Error(`no operation ${id}`);
	return operation;
};
const exampleOf = (operation: Operation) =>
	operation.answers[0]?.body?.examples[0]?.value;

describe("a recording of every documented response", () => {
	const entries = operations.flatMap((operation) =>
		operation.answers
			.filter(({ status }) => status < 300)
			.flatMap(({ status, body }) =>
				(body?.examples ?? [{ value: undefined }]).map(({ value }) =>
					recorded(operation, status, value),
				),
			),
	);

	test("passes, and covers every operation", () => {
		const { failures, notes, tally } = check(entries);
		expect(failures).toStrictEqual([]);
		expect(notes).toStrictEqual([]);
		for (const { id } of operations)
			expect(tally.get(id)?.get("status_code_conformance"), id).toBeGreaterThan(
				0,
			);
	});

	test("lists the selected operations that it doesn't cover", () => {
		const { notes } = check(
			entries.filter(({ request }) => request.method !== "DELETE"),
			{ operations: ["getCustomer", "deleteCustomer", "deleteProduct"] },
		);
		expect(notes).toStrictEqual([
			"Not in the recording: deleteCustomer, deleteProduct.",
		]);
	});
});

describe("a failure in a recording is found", () => {
	const customer = find("getCustomer");
	const create = find("createCustomer");

	test.each<[string, Recorded, CheckName]>([
		[
			"a 500",
			recorded(customer, 500, { error: { message: "x" } }),
			"not_a_server_error",
		],
		[
			"an undocumented status",
			recorded(customer, 418, { error: { message: "x" } }),
			"status_code_conformance",
		],
		[
			"a body that isn't JSON",
			recorded(customer, 200, {}, ({ response }) => {
				response.content.text = "<html>";
			}),
			"content_type_conformance",
		],
		[
			"a 429 without Retry-After",
			recorded(customer, 429, { error: { message: "x" } }),
			"response_headers_conformance",
		],
		[
			"a missing field",
			recorded(customer, 200, { data: {} }),
			"response_schema_conformance",
		],
		[
			"a response without data",
			recorded(customer, 200, { customer: {} }),
			"envelope_conformance",
		],
		[
			"an error in another shape",
			recorded(customer, 404, { message: "x" }),
			"error_shape",
		],
		[
			"a valid request that is rejected",
			recorded(create, 400, {
				error: { message: "x", code: "INVALID_REQUEST" },
			}),
			"positive_data_acceptance",
		],
		[
			"an invalid request that is accepted",
			recorded(create, 201, exampleOf(create), ({ request }) => {
				if (request.postData) request.postData.text = '{"nmae":"Awa"}';
			}),
			"negative_data_rejection",
		],
	])("%s, by %s", (_what, entry, name) => {
		const found = check([entry]).failures;
		expect(found.map((failure) => failure.check)).toContain(name);
		expect(check([entry], { checks: [name] }).failures.length).toBe(
			found.filter((failure) => failure.check === name).length,
		);
	});

	test("a rejected key says nothing about the request", () => {
		const entry = recorded(create, 401, {
			error: { message: "Invalid API key", status: 401 },
		});
		expect(check([entry]).failures).toStrictEqual([]);
	});

	test("the live environment in the response to a test key", () => {
		const transaction = find("getTransaction");
		const answer = exampleOf(transaction) as { environment: string };
		const entry = recorded(transaction, 200, {
			...answer,
			environment: "live",
		});
		expect(check([entry]).failures).toMatchObject([
			{ check: "envelope_conformance" },
		]);
	});
});

test("a base64 body is decoded, and one that wasn't recorded is no failure", () => {
	const operation = find("getCustomer");
	const saved = recorded(
		operation,
		200,
		exampleOf(operation),
		({ response }) => {
			response.content.encoding = "base64";
			response.content.text = Buffer.from(response.content.text ?? "").toString(
				"base64",
			);
		},
	);
	const unsaved = recorded(
		operation,
		200,
		exampleOf(operation),
		({ response }) => {
			delete response.content.text;
		},
	);
	expect(check([saved]).failures).toStrictEqual([]);
	const { failures, notes } = check([unsaved], { operations: ["getCustomer"] });
	expect(failures).toStrictEqual([]);
	expect(notes.join()).toContain(
		"1 of the responses were recorded without a body",
	);
});

const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();

test.each<[string, (text: string) => Buffer]>([
	["UTF-8 without a byte order mark", (text) => Buffer.from(text)],
	["UTF-8 with one", (text) => Buffer.from(`\uFEFF${text}`)],
	["UTF-16, little-endian", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")],
	["UTF-16, big-endian", (text) => utf16be(`\uFEFF${text}`)],
])("%s is read", (_what, encode) => {
	const operation = find("getCustomer");
	const entry = recorded(operation, 200, exampleOf(operation));
	const { failures, tally } = checkRecording(
		document,
		encode(JSON.stringify({ log: { entries: [entry] } })),
		{
			name: "shop.har",
			operations: new Set([operation.id]),
			checks: new Set(Object.keys(CHECKS) as CheckName[]),
			stateless: true,
		},
	);
	expect(failures).toStrictEqual([]);
	expect(tally.get(operation.id)?.size).toBeGreaterThan(0);
});

test.each<[string, (entry: Recorded) => void]>([
	[
		"its size",
		({ request }) => {
			request.bodySize = 19;
		},
	],
	[
		"its length",
		({ request }) => {
			request.headers.push({ name: "Content-Length", value: "19" });
		},
	],
])(
	"a request whose body wasn't recorded, but %s, isn't said to be invalid",
	(_what, change) => {
		const create = find("createCustomer");
		const entry = recorded(create, 201, exampleOf(create), (it) => {
			delete it.request.postData;
			change(it);
		});
		const { failures, notes } = check([entry]);
		expect(failures).toStrictEqual([]);
		expect(notes).toContain(
			"1 of the requests were recorded without their body, so whether they are valid isn't known.",
		);
	},
);

describe("an entry without a complete response is skipped, and counted by its reason", () => {
	const operation = find("getCustomer");
	const other = find("listProviders");
	/** An entry that would fail, changed to what a browser writes when it has no response. */
	const incomplete = (change: (entry: Recorded) => void) =>
		recorded(operation, 200, {}, change);
	const blocked = { status: 0, headers: [], content: { size: 0 } };

	test.each<[string, string, (entry: Recorded) => void]>([
		[
			"aborted",
			"no response",
			(entry) => Object.assign(entry.response, blocked),
		],
		[
			"status -1, as older versions of Chrome write it",
			"no response",
			({ response }) => Object.assign(response, { status: -1 }),
		],
		[
			"without a response",
			"no response",
			(entry) => Reflect.deleteProperty(entry, "response"),
		],
		[
			"null as the response",
			"no response",
			(entry) => Object.assign(entry, { response: null }),
		],
		[
			"an empty response",
			"no response",
			(entry) => Object.assign(entry, { response: {} }),
		],
		[
			"null as the status",
			"no response",
			({ response }) => Object.assign(response, { status: null }),
		],
		[
			"blocked by an extension",
			"net::ERR_BLOCKED_BY_CLIENT",
			({ response }) =>
				Object.assign(response, blocked, {
					_error: "net::ERR_BLOCKED_BY_CLIENT",
				}),
		],
		[
			"cut off in the middle of its body",
			"net::ERR_INCOMPLETE_CHUNKED_ENCODING",
			({ response }) =>
				Object.assign(response, {
					_error: "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
				}),
		],
		[
			"an error beside the response, as WebKit writes it",
			"cancelled",
			(entry) => Object.assign(entry, { _error: "cancelled" }),
		],
		[
			"revalidated in the cache",
			"304 Not Modified",
			({ response }) => Object.assign(response, { status: 304, content: {} }),
		],
	])("%s", (_what, reason, change) => {
		const good = recorded(other, 200, exampleOf(other));
		const { failures, notes } = check(
			[incomplete(change), good, incomplete(change)],
			{
				operations: [operation.id, other.id],
			},
		);
		expect(failures).toStrictEqual([]);
		expect(notes).toStrictEqual([
			`Not in the recording: ${operation.id}.`,
			`Skipped 2 entries without a complete response: 2 × ${reason}.`,
		]);
	});

	test("unless it is of another server, or has no server at all", () => {
		const at = (url: string) =>
			incomplete(({ request, response }) => {
				request.url = url;
				response.status = 0;
			});
		const { notes } = check(
			[
				at("https://ads.example.com/pixel.gif"),
				at(`data:text/plain,${new URL(BASE).pathname}/customers`),
				at(`blob:${BASE}/customers`),
				at("about:blank"),
				at(""),
			],
			{ operations: [operation.id] },
		);
		expect(notes).toStrictEqual([`Not in the recording: ${operation.id}.`]);
	});
});

test("requests to other servers are ignored; those to unknown paths are listed", () => {
	const at = (method: string, url: string) =>
		recorded(find("getCustomer"), 200, {}, ({ request }) =>
			Object.assign(request, { method, url }),
		);
	const { failures, notes } = check(
		[
			at("GET", "https://shop.example.ci/basket"),
			at("OPTIONS", `${BASE}/customers`),
			at("GET", `${BASE}/nothing`),
			at("PUT", `${BASE}/customers`),
			at("GET", `${BASE}/customers/%E0%A4%A`),
		],
		{ operations: ["getCustomer"] },
	);
	expect(failures).toStrictEqual([]);
	expect(notes).toStrictEqual([
		"Not in the recording: getCustomer.",
		"Not in the description: GET /nothing, PUT /customers, GET /customers/%E0%A4%A.",
	]);
});

test("requests through a proxy with a base path are recognised, and no key or secret is reported", () => {
	const operation = find("getWebhook");
	const entry = recorded(
		operation,
		200,
		{ data: { id: `whsec_hidden ${KEY}` } },
		({ request }) => {
			request.url = request.url.replace(
				new URL(BASE).origin,
				"http://127.0.0.1:8080/proxy",
			);
		},
	);
	const { failures } = checkRecording(
		document,
		Buffer.from(JSON.stringify({ log: { entries: [entry] } })),
		{
			name: "shop.har",
			operations: new Set([operation.id]),
			checks: new Set(Object.keys(CHECKS) as CheckName[]),
			stateless: false,
		},
	);
	expect(failures.length).toBeGreaterThan(0);
	expect(failures[0]?.curl).toContain(
		"http://127.0.0.1:8080/proxy/v1/webhooks/",
	);
	expect(JSON.stringify(failures)).not.toMatch(/whsec_hidden|_anything/);
});

test.each<[what: string, part: "request" | "response", fields: object]>([
	["no request headers", "request", { headers: null }],
	["no response headers", "response", { headers: null }],
	["text as its headers", "response", { headers: "none" }],
	["null as a header", "request", { headers: [null] }],
	["a header without a name", "request", { headers: [{ value: "x" }] }],
	["a header without a value", "request", { headers: [{ name: "x" }] }],
	["a number as the request's body", "request", { postData: { text: 5 } }],
	["no content", "response", { content: null }],
	["a number as the response's body", "response", { content: { text: 5 } }],
	["text as its status", "response", { status: "418" }],
])("an entry with %s is checked as far as it can be", (_what, part, fields) => {
	const entry = recorded(find("createCustomer"), 418, {}, (all) =>
		Object.assign(all[part], fields),
	);
	expect(
		check([entry], { checks: ["status_code_conformance"] }).failures,
	).toMatchObject([{ id: "createCustomer" }]);
});

test.each([
	["invalid JSON", "<html>"],
	["JSON that isn't a HAR", "{}"],
	["an entry without a URL", '{"log":{"entries":[{"request":{}}]}}'],
])("%s is an error", (_what, text) => {
	expect(() =>
		checkRecording(document, Buffer.from(text), {
			name: "shop.har",
			operations: new Set(),
			checks: new Set(),
			stateless: false,
		}),
	).toThrow("shop.har is not a HAR file. Save one from");
});
