/** Writes recorded requests as code, to send them again to the same sandbox. */

import type { RequestSample } from "@lomi/control";
import { createRouter } from "@lomi/http";
import {
	type Description,
	idempotencyHeader,
	keyHeader,
	type Operation,
	readOperations,
	testServer,
} from "@lomi/spec";
import { parseBody } from "@lomi/spec/parse-body";
import {
	type CurlRequest,
	curlSample,
	type OperationRequest,
	phpSample,
	pythonSample,
	type SampleRequest,
	typescriptSample,
} from "@lomi/spec/samples";
import { parseParameter } from "@lomi/spec/validation";
import type { Redact } from "lomi-openapi/internal";
import type { Exchange } from "./request-log.ts";
import { bodyOf } from "./request-record.ts";

/** @param origin The sandbox's. */
export type RequestSamples = (
	exchange: Exchange,
	origin: string,
) => RequestSample[];

/** Characters of a body that a command line can hold. */
const MAX_CHARACTERS = 100_000;
/** Levels of a body that is written as a literal. */
const MAX_DEPTH = 50;
/** Where a longer body is to be. */
const BODY_FILE = "body.json";
const PLAIN_JSON = /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

/**
 * Creates the function that writes the samples: curl, and the languages of the docs for what their clients send just so. None has a key or a
 * secret in it.
 */
export function createRequestSamples(
	api: Description,
	blank: Redact,
): RequestSamples {
	const route = createRouter(readOperations(api));
	const base = new URL(testServer(api).url).pathname;

	/** The operation and its parameters; undefined if no client sends such a request. */
	const findOperation = (
		method: string,
		{ target }: SampleRequest,
	): Pick<OperationRequest, "operation" | "path" | "params"> | undefined => {
		const [pathname = "", query = ""] = target.split(/\?(.*)/s);
		const found = route(method, pathname);
		if (found.found !== "operation") return undefined;
		const { operation, path } = found;
		const params = readParams(operation, query);
		// Clients resolve or refuse these.
		const isPlain = Object.values(path).every((id) => !/^\.{1,2}$/.test(id));
		const isSame = operation.method.toUpperCase() === method;
		return params && isPlain && isSame
			? { operation, path, params }
			: undefined;
	};

	return (exchange, origin) => {
		const { method, headers } = exchange;
		const url = encodeTarget(blank(exchange.url));
		const isBelow = url.startsWith(`${base}/`);
		const request: SampleRequest = {
			method,
			baseUrl: isBelow ? origin + base : origin,
			target: isBelow ? url.slice(base.length) : url,
			keyHeader: keyHeader(api),
		};
		const type = blank(headers["content-type"] ?? "");
		const sent = readBody(blank(bodyOf(exchange)), type);
		const curl = { language: "curl", label: "curl" };
		const called =
			isBelow && "body" in sent
				? tryTo(() => findOperation(method, request))
				: undefined;
		if (!called || !("body" in sent))
			return [
				{
					...curl,
					source: curlSample({ ...request, ...sent }),
					...("file" in sent && { body_file: sent.file }),
				},
			];

		const { operation } = called;
		const idempotency = idempotencyHeader(api);
		const full: OperationRequest = {
			...request,
			...called,
			...(sent.body !== undefined && { body: sent.body }),
			...(operation.idempotent &&
				headers[idempotency.toLowerCase()] !== undefined && {
					idempotencyHeader: idempotency,
				}),
		};
		// A client's method has an object as its body, or none.
		const isTyped = operation.body
			? Object(full.body) === full.body
			: full.body === undefined;
		return [
			{ ...curl, source: curlSample(full) },
			...(isTyped
				? [
						{
							language: "typescript",
							label: "TypeScript",
							source: typescriptSample(api, full),
						},
					]
				: []),
			// `requests` would send no body for None.
			...(full.body === null
				? []
				: [
						{
							language: "python",
							label: "Python",
							source: pythonSample(full),
						},
					]),
			{ language: "php", label: "PHP", source: phpSample(full) },
		];
	};
}

/** A body as samples have it: `body` is what any client can send as JSON, and the others are for curl. */
function readBody(
	text: string,
	contentType: string,
):
	| { body: unknown }
	| Pick<CurlRequest, "text" | "contentType">
	| (Pick<CurlRequest, "contentType"> & { file: string }) {
	if (text === "") return { body: undefined };
	if (text.length > MAX_CHARACTERS) return { file: BODY_FILE, contentType };
	const parsed = parseBody(text);
	return "value" in parsed &&
		PLAIN_JSON.test(contentType) &&
		!isDeeperThan(parsed.value, MAX_DEPTH)
		? { body: parsed.value }
		: { text, contentType };
}

function isDeeperThan(value: unknown, levels: number): boolean {
	if (typeof value !== "object" || value === null) return false;
	return (
		levels === 0 ||
		Object.values(value).some((item) => isDeeperThan(item, levels - 1))
	);
}

/**
 * The query's values as the client takes them, and in the order in which they were sent; undefined if an object can't hold them. A value that
 * would be sent otherwise than it was stays text.
 */
function readParams(
	{ parameters }: Operation,
	query: string,
): Record<string, unknown> | undefined {
	// Throws for a malformed escape, which no client sends.
	decodeURIComponent(query);
	const entries = [...new URLSearchParams(query)];
	const names = new Set(entries.map(([name]) => name));
	// Some clients lose a field with the name of the prototype.
	if (names.size < entries.length || names.has("__proto__")) return undefined;
	return Object.fromEntries(
		entries.map(([name, text]) => {
			const parameter = parameters.find(
				(each) => each.in === "query" && each.name === name,
			);
			const value = parameter ? parseParameter(parameter, text) : text;
			return [name, String(value) === text ? value : text];
		}),
	);
}

/** A target as any client sends it: what isn't allowed in one, percent-encoded by its bytes, and without a fragment. */
function encodeTarget(url: string): string {
	return url
		.replace(/#.*/s, "")
		.replaceAll(
			/[^\w.~!$&'()*+,;=:@/?%-]/g,
			(char) =>
				`%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
		);
}

/** Undefined for an address with a malformed percent escape. */
function tryTo<Result>(act: () => Result): Result | undefined {
	try {
		return act();
	} catch (error) {
		if (error instanceof URIError) return undefined;
		throw error;
	}
}
