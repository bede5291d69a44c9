/** Validates recorded traffic, a HAR 1.2 file of a browser or proxy, against the description. */

import { CommandError } from "@lomi/cli";
import { createRouter } from "@lomi/http";
import {
	curlOf,
	type Description,
	keyHeader,
	type Operation,
	type Request,
	readOperations,
	secretPrefixes,
} from "@lomi/spec";
import type { Place } from "@lomi/spec/load";
import { createSchemaCheck, createValidator } from "@lomi/spec/validation";
import { createRedact, type Redact } from "lomi-openapi/internal";
import { createConformance } from "./checks/conformance.ts";
import type { CheckedExchange } from "./checks/exchange.ts";
import type { CheckName } from "./checks/names.ts";
import { type HttpResponse, parseJson } from "./http/response.ts";
import { isValid } from "./requests/validity.ts";
import type { Result } from "./result.ts";
import { createFindings } from "./run/findings.ts";

export interface HarSettings {
	/** File name, for reports. */
	name: string;
	operations: ReadonlySet<string>;
	checks: ReadonlySet<CheckName>;
	/** True if the recorded server has no memory. */
	stateless: boolean;
	locate?: (pointer: string) => Place | undefined;
}

interface Entry {
	startedDateTime?: string;
	request: {
		method: string;
		url: string;
		headers: { name: string; value: string }[];
		postData?: { text?: string };
	};
	response: {
		status: number;
		headers: { name: string; value: string }[];
		content: { size?: number; text?: string; encoding?: string };
	};
}

/**
 * Validates every exchange of a recording against the description.
 *
 * @param text Contents of the HAR file.
 * @throws {CommandError} If it isn't a HAR file.
 */
export function checkRecording(
	document: Description,
	text: string,
	settings: HarSettings,
): Result {
	const start = performance.now();
	const entries = readEntries(text, settings.name);
	const operations = readOperations(document);
	const selected = operations.filter(({ id }) => settings.operations.has(id));
	const result: Result = {
		title: document.info.title,
		version: document.info.version,
		subject: settings.name,
		operations: selected,
		checks: [...settings.checks],
		phases: [],
		tally: new Map(),
		failures: [],
		requests: entries.length,
		duration: 0,
		times: new Map(),
		startedAt: new Date().toISOString(),
		seed: undefined,
		complete: true,
		notes: [],
	};
	const keyHeaderName = keyHeader(document);
	const check = createSchemaCheck(document);
	const validate = createValidator(document, check);
	const redact = redactAll(
		secretPrefixes(document),
		apiKeysIn(entries, keyHeaderName),
	);
	const findings = createFindings(result, redact, settings.locate);
	const match = createMatcher(document, operations);
	const seen = new Set<Operation>();
	const unknownRequests = new Set<string>();
	let responsesWithoutBody = 0;
	for (const entry of entries) {
		const matched = match(entry);
		if (matched === undefined) continue;
		if (typeof matched === "string") {
			unknownRequests.add(matched);
			continue;
		}
		const { request, baseUrl } = matched;
		const { operation } = request;
		seen.add(operation);
		if (!settings.operations.has(operation.id)) continue;
		const key = headerOf(entry.request.headers, keyHeaderName) ?? "";
		const environment = document.servers.find((server) =>
			key.startsWith(server["x-key-prefix"]),
		)?.["x-environment"];
		const conformance = createConformance(document, check, {
			environment,
			stateless: settings.stateless,
		});
		const response = responseOf(entry);
		const bodyMissing =
			!entry.response.content.text && entry.response.content.size;
		if (bodyMissing) responsesWithoutBody += 1;
		const exchange: CheckedExchange = {
			request,
			response,
			// A request with an invalid key is rejected, valid or not.
			...(response.status !== 401 && {
				expected: isValid(validate, request) ? "accepted" : "rejected",
			}),
		};
		for (const checked of conformance(exchange)) {
			if (!settings.checks.has(checked.check)) continue;
			if (bodyMissing && NEED_BODY.has(checked.check)) continue;
			findings.add(operation, checked, () => ({
				operation,
				phase: undefined,
				tried: entry.startedDateTime && `recorded at ${entry.startedDateTime}`,
				curl: curlOf(request, { baseUrl, keyHeader: keyHeaderName }),
			}));
		}
	}
	const unseen = selected.filter((operation) => !seen.has(operation));
	if (unseen.length > 0)
		result.notes.push(
			`Not in the recording: ${unseen.map(({ id }) => id).join(", ")}.`,
		);
	if (unknownRequests.size > 0)
		result.notes.push(
			`Not in the description: ${[...unknownRequests].join(", ")}.`,
		);
	if (responsesWithoutBody > 0)
		result.notes.push(
			`${responsesWithoutBody} of the responses were recorded without a body. Save the recording with content.`,
		);
	result.duration = (performance.now() - start) / 1000;
	return result;
}

/** The checks that need the body of a response. */
const NEED_BODY: ReadonlySet<CheckName> = new Set([
	"content_type_conformance",
	"response_schema_conformance",
	"envelope_conformance",
	"error_shape",
	"positive_data_acceptance",
]);

function readEntries(text: string, name: string): Entry[] {
	const har = parseJson(text) as { log?: { entries?: unknown } } | undefined;
	const entries = har?.log?.entries;
	const isEntry = (entry: Partial<Entry> | null) =>
		typeof entry?.request?.url === "string" &&
		URL.canParse(entry.request.url) &&
		Array.isArray(entry.request.headers) &&
		typeof entry.response?.status === "number" &&
		Array.isArray(entry.response.headers) &&
		typeof entry.response.content === "object";
	if (!Array.isArray(entries) || !entries.every(isEntry))
		throw new CommandError(
			`${name} is not a HAR file. Save one from the network panel of a browser, or from a proxy.`,
		);
	return entries;
}

/** Redacts several API keys, and everything that looks like a key or secret. */
function redactAll(prefixes: string[], keys: string[]): Redact {
	// createRedact needs a key: without any, the prefix of one.
	const redacts = (keys.length > 0 ? keys : prefixes.slice(0, 1)).map((key) =>
		createRedact(prefixes, key),
	);
	return (text) => redacts.reduce((rest, redact) => redact(rest), text);
}

/** All keys in a recording, which may be of several environments. */
function apiKeysIn(entries: Entry[], header: string): string[] {
	const keys = entries.map(({ request }) => headerOf(request.headers, header));
	return [...new Set(keys)].filter(
		(key) => key !== undefined && key !== "",
	) as string[];
}

function headerOf(
	headers: Entry["request"]["headers"],
	name: string,
): string | undefined {
	return headers.find(
		(header) => header.name.toLowerCase() === name.toLowerCase(),
	)?.value;
}

/**
 * Creates the function that finds the operation of an entry.
 *
 * @returns The request; the method and path if the API has no such operation; undefined for a request to another server.
 */
function createMatcher(document: Description, operations: Operation[]) {
	const router = createRouter(operations);
	const base = new URL(document.servers[0]?.url ?? "").pathname;
	const routeOf: typeof router = (method, path) => {
		try {
			return router(method, path);
		} catch (error) {
			// No path of an operation has a malformed percent escape.
			if (error instanceof URIError) return { found: "nothing" };
			throw error;
		}
	};
	const hosts = document.servers.map(({ url }) => new URL(url).host);
	return ({
		request: { method, url, headers, postData },
	}: Entry): { request: Request; baseUrl: string } | string | undefined => {
		const { origin, host, pathname, searchParams } = new URL(url);
		// A proxy may add a prefix to the path.
		const index = `${pathname}/`.indexOf(`${base}/`);
		if (index < 0)
			return hosts.includes(host) ? `${method} ${pathname}` : undefined;
		const path = pathname.slice(index + base.length);
		const route = routeOf(method, path);
		if (route.found !== "operation" || method === "HEAD")
			return method === "OPTIONS" ? undefined : `${method} ${path}`;
		const names = route.operation.parameters
			.filter((parameter) => parameter.in === "header")
			.map(({ name }) => name);
		const contentType = headerOf(headers, "content-type");
		const documentedHeaders = names.flatMap((name) => {
			const value = headerOf(headers, name);
			return value === undefined ? [] : [[name, value]];
		});
		return {
			baseUrl: origin + pathname.slice(0, index + base.length),
			request: {
				operation: route.operation,
				method,
				path: route.path,
				query: [...searchParams],
				headers: {
					...Object.fromEntries(documentedHeaders),
					...(contentType && postData && { "content-type": contentType }),
				},
				...(postData?.text !== undefined && { text: postData.text }),
			},
		};
	};
}

function responseOf({
	response: { status, headers, content },
}: Entry): HttpResponse {
	const text =
		content.encoding === "base64"
			? Buffer.from(content.text ?? "", "base64").toString("utf8")
			: (content.text ?? "");
	return {
		status,
		headers: Object.fromEntries(
			headers.map(({ name, value }) => [name.toLowerCase(), value]),
		),
		text,
		body: parseJson(text),
	};
}
