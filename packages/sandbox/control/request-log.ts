/** The latest requests to the API and their responses, in memory. Secrets are redacted on reading, which keeps recording cheap. */
import type { IncomingHttpHeaders } from "node:http";
import { type Redact, redactHeaders } from "lomi-openapi/internal";

/** A request and its response. */
export interface Exchange {
	/** Milliseconds, by the machine's clock. */
	received: number;
	method: string;
	url: string;
	operation: string | null;
	api_key: string;
	headers: IncomingHttpHeaders;
	body: Buffer | undefined;
	/** Null if the connection was dropped. */
	status: number | null;
	/** Body of the response. */
	text: string;
	duration: number;
	fault_id: string | null;
}

export interface RequestLog {
	add(exchange: Exchange): void;
	/** Newest first. */
	find(fits: (exchange: Exchange) => boolean, limit: number): Exchange[];
	clear(): void;
}

const MAX_EXCHANGES = 1_000;
/** Limit of all bodies together. */
const MAX_CHARACTERS = 20_000_000;

export function createRequestLog(): RequestLog {
	let exchanges: Exchange[] = [];
	let size = 0;
	return {
		add(exchange) {
			exchanges.push(exchange);
			size += sizeOf(exchange);
			// Trimmed only at twice the limit, so that the array is rarely shifted.
			if (exchanges.length <= 2 * MAX_EXCHANGES && size <= MAX_CHARACTERS)
				return;
			while (exchanges.length > MAX_EXCHANGES || size > MAX_CHARACTERS) {
				const oldest = exchanges.shift();
				if (!oldest) break;
				size -= sizeOf(oldest);
			}
		},
		find(fits, limit) {
			const found: Exchange[] = [];
			const last = Math.max(0, exchanges.length - MAX_EXCHANGES);
			for (let at = exchanges.length - 1; at >= last; at--) {
				const exchange = exchanges[at] as Exchange;
				if (fits(exchange) && found.push(exchange) >= limit) break;
			}
			return found;
		},
		clear() {
			exchanges = [];
			size = 0;
		},
	};
}

function sizeOf({ body, text, url }: Exchange): number {
	return (body?.length ?? 0) + text.length + url.length;
}

/** A request as the control plane shows it, with secrets redacted. */
export function serializeExchange(
	exchange: Exchange,
	redact: Redact,
	merchant_id: string | null,
) {
	const headers = Object.entries(exchange.headers).map(
		([name, value]): [string, string] => [name, String(value)],
	);
	return {
		received_at: new Date(exchange.received).toISOString(),
		method: exchange.method,
		path: redact(exchange.url),
		operation: exchange.operation,
		merchant_id,
		fault_id: exchange.fault_id,
		request_headers: Object.fromEntries(redactHeaders(redact, headers)),
		request_body: parseBody(exchange.body?.toString() ?? "", redact),
		status: exchange.status,
		response_body: parseBody(exchange.text, redact),
		duration_ms: Math.round(exchange.duration * 10) / 10,
	};
}

/** Parsed JSON, or the text if it isn't JSON; null if there is no body. */
function parseBody(text: string, redact: Redact): unknown {
	if (text === "") return null;
	try {
		// Serialise first: a secret with escaped characters would not be found.
		return JSON.parse(redact(JSON.stringify(JSON.parse(text))));
	} catch {
		return redact(text);
	}
}
