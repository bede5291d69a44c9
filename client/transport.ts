/**
 * What happens on the wire for every method of the client: the address, the key, the query, the idempotency key, and what an answer
 * becomes. The generated methods only say which operation it is.
 */
import createClient from "openapi-fetch";
import { LomiError } from "./errors.ts";

export interface ClientOptions {
	/** Your secret key. Default: the environment variable `LOMI_API_KEY`. */
	apiKey?: string | undefined;
	/** Where requests go, version included. Default: `LOMI_API_URL`, or else the environment that the key belongs to. */
	baseUrl?: string | undefined;
	/** Used instead of the global `fetch`: for tests, proxies and other runtimes. */
	fetch?: (request: Request) => Promise<Response>;
}

export interface RequestOptions {
	/** Aborts the request. */
	signal?: AbortSignal;
	/** Headers to send besides the client's own. */
	headers?: Record<string, string>;
}

export interface WriteOptions extends RequestOptions {
	/** Makes a retry of this change safe. The same key must only ever go with the same change. Default: a new UUID. */
	idempotencyKey?: string;
}

/** What an operation is sent with. */
export interface Parameters {
	path?: Record<string, string>;
	query?: object | undefined;
	body?: object;
}

/** Sends one operation and gives the documented body; throws a {@link LomiError} for any answer but a 2xx. */
export type Transport = <Result>(
	method: "get" | "post" | "patch" | "delete",
	path: string,
	parameters: Parameters,
	options?: WriteOptions,
) => Promise<Result>;

/** An environment of the API: its address, and the start of the keys that it takes. */
export interface Server {
	url: string;
	keyPrefix: string;
}

/**
 * Makes the transport that all resources of one client share.
 *
 * @throws {TypeError} Where there is no API key, or the address is not one.
 */
export function createTransport(
	servers: readonly Server[],
	options: ClientOptions,
): Transport {
	const apiKey = options.apiKey ?? environment("LOMI_API_KEY");
	if (!apiKey)
		throw new TypeError("No API key. Pass { apiKey } or set LOMI_API_KEY.");
	const baseUrl =
		options.baseUrl ??
		environment("LOMI_API_URL") ??
		servers.find((server) => apiKey.startsWith(server.keyPrefix))?.url;
	if (!baseUrl) {
		const prefixes = servers
			.map((server) => `${server.keyPrefix}…`)
			.join(" nor ");
		throw new TypeError(
			`The API key starts with neither ${prefixes}. Check it, or pass { baseUrl }.`,
		);
	}
	if (!URL.canParse(baseUrl))
		throw new TypeError(
			`The base URL ${baseUrl} is not a URL. Write it like ${servers[0]?.url}.`,
		);

	const http = createClient<Record<string, Record<string, never>>>({
		baseUrl,
		...(options.fetch && { fetch: options.fetch }),
		headers: { "X-API-Key": apiKey, Accept: "application/json" },
		// Lists in the query are comma-separated; the client generator refuses a description that says otherwise.
		querySerializer: { array: { style: "form", explode: false } },
	});
	// The paths are the generated code's own, so openapi-fetch has nothing left to check.
	const send = http.request as unknown as (
		method: string,
		path: string,
		init: object,
	) => Promise<{ data?: string; error?: unknown; response: Response }>;

	return async (
		method,
		path,
		parameters,
		{ signal, headers, idempotencyKey } = {},
	) => {
		const { data, error, response } = await send(method, path, {
			params: {
				path: present(path, parameters.path),
				query: parameters.query ?? {},
			},
			...(parameters.body && { body: parameters.body }),
			...(signal && { signal }),
			headers: {
				...(method !== "get" && {
					"Idempotency-Key": idempotencyKey ?? crypto.randomUUID(),
				}),
				...headers,
			},
			parseAs: "text",
		});
		if (!response.ok) throw new LomiError(response, errorOf(error));
		return (data ? parse(response, data) : undefined) as never;
	};
}

/** Path parameters, each of which must be there: an empty one would name another resource. */
function present(
	path: string,
	values: Record<string, string> = {},
): Record<string, string> {
	for (const [name, value] of Object.entries(values)) {
		if (!value)
			throw new TypeError(`The path parameter ${name} of ${path} is missing.`);
	}
	return values;
}

function parse(response: Response, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new LomiError(response, {
			message: "The answer is not JSON. Is the base URL that of the API?",
		});
	}
}

/** The `error` object of an answer; empty where the answer has another shape. */
function errorOf(body: unknown): {
	message?: unknown;
	code?: unknown;
	details?: unknown;
} {
	const error =
		typeof body === "object" && body !== null && "error" in body
			? body.error
			: undefined;
	return typeof error === "object" && error !== null ? error : {};
}

function environment(name: string): string | undefined {
	return globalThis.process?.env?.[name] || undefined;
}
