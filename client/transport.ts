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
	/** True when the operation takes an idempotency key. */
	idempotent?: true;
}

/** Sends one operation and gives the documented body; throws a {@link LomiError} for any answer but a 2xx. */
export type Transport = <Result>(
	method: "get" | "post" | "patch" | "delete",
	path: string,
	parameters: Parameters,
	options?: WriteOptions,
) => Promise<Result>;

/** What the description says of the API besides its operations. */
export interface Api {
	/** The environments: each with its address, and the start of the keys that it takes. */
	servers: readonly { url: string; keyPrefix: string }[];
	/** Header that carries the secret key. */
	keyHeader: string;
	/** Header that carries the idempotency key. */
	idempotencyHeader: string;
}

/**
 * Makes the transport that all resources of one client share.
 *
 * @throws {TypeError} Where there is no API key, or the address is not one.
 */
export function createTransport(
	{ servers, keyHeader, idempotencyHeader }: Api,
	options: ClientOptions,
): Transport {
	const apiKey = options.apiKey ?? environment("LOMI_API_KEY");
	if (!apiKey)
		throw new TypeError("No API key. Pass { apiKey } or set LOMI_API_KEY.");
	const baseUrl =
		options.baseUrl ??
		environment("LOMI_API_URL") ??
		servers.find((server) => apiKey.startsWith(server.keyPrefix))?.url;
	if (baseUrl === undefined) {
		const prefixes = servers
			.map((server) => `${server.keyPrefix}…`)
			.join(" nor ");
		throw new TypeError(
			`The API key starts with neither ${prefixes}. Check it, or pass { baseUrl }.`,
		);
	}
	if (!isBaseUrl(baseUrl))
		throw new TypeError(
			`The base URL ${JSON.stringify(withoutPassword(baseUrl))} is not a plain http or https address. Write it like ${servers[0]?.url}.`,
		);

	const http = createClient<Record<string, Record<string, never>>>({
		baseUrl: baseUrl.replace(/\/+$/, ""),
		// Followed, a redirect would hand the key to another address.
		redirect: "manual",
		...(options.fetch && { fetch: options.fetch }),
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
		if ("body" in parameters && !isObject(parameters.body))
			throw new TypeError(
				`The body of ${method.toUpperCase()} ${path} is missing. Pass an object.`,
			);
		const { data, error, response } = await send(method, path, {
			params: {
				path: present(path, parameters.path),
				query: parameters.query ?? {},
			},
			...(parameters.body && { body: parameters.body }),
			...(signal && { signal }),
			headers: {
				Accept: "application/json",
				...headers,
				[keyHeader]: apiKey,
				...(parameters.idempotent && {
					[idempotencyHeader]: idempotencyKey || crypto.randomUUID(),
				}),
			},
			parseAs: "text",
		});
		if (response.status >= 300 && response.status < 400)
			throw new LomiError(response, { message: REDIRECTED });
		if (!response.ok) throw new LomiError(response, errorOf(error));
		return (
			response.status === 204 ? undefined : parse(response, data ?? "")
		) as never;
	};
}

const REDIRECTED =
	"The answer is a redirect, which the client doesn't follow. Is the base URL that of the API, with its version?";

/** Path parameters, each of which must name something: an empty one, or one of dots, would lead to another address. */
function present(
	path: string,
	values: Record<string, string> = {},
): Record<string, string> {
	for (const [name, value] of Object.entries(values)) {
		if (!value)
			throw new TypeError(
				`The path parameter ${name} of ${path} is missing. Pass an ID.`,
			);
		if (/^\.\.?$/.test(value))
			throw new TypeError(
				`The path parameter ${name} of ${path} is ${JSON.stringify(value)}, which leads to another address. Pass an ID.`,
			);
	}
	return values;
}

function parse(response: Response, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		const message =
			"The answer is not JSON. Is the base URL that of the API, with its version?";
		throw new LomiError(response, { message }, { cause });
	}
}

function isBaseUrl(text: string): boolean {
	if (!/^https?:\/\/[^\s?#@/][^\s?#@]*$/i.test(text)) return false;
	return URL.canParse(text);
}

/** The address as it may be shown: what stands before an `@` is somebody's secret. */
function withoutPassword(text: string): string {
	return text.replace(/^([a-z]+:\/\/)?.*@/i, "$1…@");
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}

/** The `error` object of an answer; empty where the answer has another shape. */
function errorOf(body: unknown): {
	message?: unknown;
	code?: unknown;
	details?: unknown;
} {
	const error = isObject(body) && "error" in body ? body.error : undefined;
	return isObject(error) ? error : {};
}

function environment(name: string): string | undefined {
	return globalThis.process?.env?.[name] || undefined;
}
