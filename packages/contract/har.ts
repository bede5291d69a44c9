/** Validates recorded traffic, a HAR 1.2 file of a browser or proxy, against the description. */

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
import {
	type HarEntry,
	lacksRequestBody,
	readEntries,
	reasonToSkip,
} from "./har-entries.ts";
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

/**
 * Validates every exchange of a recording against the description.
 *
 * @param contents Contents of the HAR file.
 * @throws {CommandError} If it isn't a HAR file.
 */
export function checkRecording(
	document: Description,
	contents: Uint8Array,
	settings: HarSettings,
): Result {
	const start = performance.now();
	const entries = readEntries(contents, settings.name);
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
	/** How many entries were skipped, by reason. */
	const skipped = new Map<string, number>();
	let responsesWithoutBody = 0;
	let requestsWithoutBody = 0;
	for (const entry of entries) {
		const matched = match(entry);
		if (matched === undefined) continue;
		if (typeof matched === "string") {
			unknownRequests.add(matched);
			continue;
		}
		const { request, baseUrl } = matched;
		const { operation } = request;
		const reason = reasonToSkip(entry);
		if (reason === undefined) seen.add(operation);
		if (!settings.operations.has(operation.id)) continue;
		if (reason !== undefined) {
			skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
			continue;
		}
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
		const requestBodyMissing = lacksRequestBody(entry);
		if (requestBodyMissing) requestsWithoutBody += 1;
		const exchange: CheckedExchange = {
			request,
			response,
			// A request with an invalid key is rejected, valid or not.
			...(response.status !== 401 &&
				!requestBodyMissing && {
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
	if (skipped.size > 0) result.notes.push(describeSkipped(skipped));
	if (requestsWithoutBody > 0)
		result.notes.push(
			`${requestsWithoutBody} of the requests were recorded without their body, so whether they are valid isn't known.`,
		);
	if (responsesWithoutBody > 0)
		result.notes.push(
			`${responsesWithoutBody} of the responses were recorded without a body. Save the recording with content.`,
		);
	result.duration = (performance.now() - start) / 1000;
	return result;
}

function describeSkipped(skipped: ReadonlyMap<string, number>): string {
	const total = [...skipped.values()].reduce((sum, count) => sum + count, 0);
	const reasons = [...skipped].map(([reason, count]) => `${count} × ${reason}`);
	return `Skipped ${total} ${total === 1 ? "entry" : "entries"} without a complete response: ${reasons.join(", ")}.`;
}

/** The checks that need the body of a response. */
const NEED_BODY: ReadonlySet<CheckName> = new Set([
	"content_type_conformance",
	"response_schema_conformance",
	"envelope_conformance",
	"error_shape",
	"positive_data_acceptance",
]);

/** Redacts several API keys, and everything that looks like a key or secret. */
function redactAll(prefixes: string[], keys: string[]): Redact {
	// createRedact needs a key: without any, the prefix of one.
	const redacts = (keys.length > 0 ? keys : prefixes.slice(0, 1)).map((key) =>
		createRedact(prefixes, key),
	);
	return (text) => redacts.reduce((rest, redact) => redact(rest), text);
}

/** All keys in a recording, which may be of several environments. */
function apiKeysIn(entries: HarEntry[], header: string): string[] {
	const keys = entries.map(({ request }) => headerOf(request.headers, header));
	return [...new Set(keys)].filter(
		(key) => key !== undefined && key !== "",
	) as string[];
}

function headerOf(
	headers: HarEntry["request"]["headers"],
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
	}: HarEntry): { request: Request; baseUrl: string } | string | undefined => {
		const parsed = URL.parse(url);
		// Others, such as data: and blob:, never reached a server.
		if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined;
		const { origin, host, pathname, searchParams } = parsed;
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
}: HarEntry): HttpResponse {
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
