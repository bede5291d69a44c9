/** Requests as the control plane shows them, with secrets blanked. */

import type { RequestRecord, RequestSummary } from "@lomi/control";
import { type Redact, redactHeaders } from "lomi-openapi/internal";
import { MAX_DEPTH } from "../../api/parse-request.ts";
import { createFinder, searchKey } from "../../db/search-text.ts";
import { readPasted } from "../listing/pasted.ts";
import { blankValue } from "./blank-secrets.ts";
import type { Exchange } from "./request-log.ts";

export interface RequestRecords {
	/** @param merchant_id The owner of its key. */
	record(exchange: Exchange, merchant_id: string | null): RequestRecord;
	summary(exchange: Exchange, merchant_id: string | null): RequestSummary;
	/** Creates the function that finds a text in what is shown of an exchange, in capitals or not, with accents or without. */
	createSearch(text: string): (exchange: Exchange) => boolean;
}

export function createRequestRecords(blank: Redact): RequestRecords {
	const summary = (exchange: Exchange, merchant_id: string | null) => ({
		request_id: idOf(exchange),
		received_at: new Date(exchange.received).toISOString(),
		method: exchange.method,
		path: blank(exchange.url),
		operation: exchange.operation,
		merchant_id,
		fault_id: exchange.fault_id,
		status: exchange.status,
		duration_ms: Math.round(exchange.duration * 10) / 10,
	});
	return {
		summary,
		record: (exchange, merchant_id) => ({
			...summary(exchange, merchant_id),
			request_headers: showHeaders(exchange, blank),
			request_body: showBody(bodyOf(exchange), blank),
			response_body: showBody(exchange.text, blank),
		}),
		createSearch(text) {
			const wanted = searchKey(readPasted(text)) || text;
			const has = createFinder(wanted);
			// Marks of JSON may have had spaces around them when they were sent.
			const isPlain = !/["{}[\]:,\s]/.test(wanted);
			/** Most bodies don't have it at all, and needn't be parsed. */
			const mayHave = (sent: string) =>
				sent !== "" && (!isPlain || sent.includes("\\") || has(sent));
			const isInBody = (sent: string) =>
				mayHave(sent) && has(asText(showBody(sent, blank)));
			return (exchange) => {
				const path = blank(exchange.url);
				return (
					has(path) ||
					has(decode(path)) ||
					has(exchange.operation ?? "") ||
					isInBody(bodyOf(exchange)) ||
					isInBody(exchange.text)
				);
			};
		},
	};
}

const ID = "req_";

export function idOf({ number }: Pick<Exchange, "number">): string {
	return `${ID}${number}`;
}

/** The number of an exchange. @param id As {@link idOf} returns it. */
export function numberOf(id: string): number {
	return Number(id.slice(ID.length));
}

/** The request's body as text; empty if there is none. */
export function bodyOf({ body }: Exchange): string {
	return body?.toString() ?? "";
}

function showHeaders(
	{ headers }: Exchange,
	blank: Redact,
): Record<string, string> {
	const sent = Object.entries(headers).flatMap(
		([name, value]): [string, string][] =>
			value === undefined ? [] : [[name, String(value)]],
	);
	return Object.fromEntries(redactHeaders(blank, sent));
}

/** Parsed JSON, or the text if it isn't JSON; null if there is no body. */
function showBody(text: string, blank: Redact): unknown {
	if (text === "") return null;
	try {
		return blankValue(JSON.parse(text), blank, MAX_DEPTH);
	} catch {
		// Not JSON, or nested so deeply that nothing could write it as JSON.
		return blank(text);
	}
}

function asText(shown: unknown): string {
	return typeof shown === "string" ? shown : JSON.stringify(shown);
}

function decode(path: string): string {
	try {
		return decodeURIComponent(path.replaceAll("+", " "));
	} catch {
		return path;
	}
}
