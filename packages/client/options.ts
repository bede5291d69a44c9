/** The options of a client and of a call: their defaults and their validation. */
import { environment } from "./environment.ts";
import type { Log, Logger, LogLevel } from "./log.ts";
import { createLog, createRedact, type Redact } from "./log.ts";
import { proxyOf } from "./proxy.ts";

/** Timeouts and retries. Can be set for a client or for a single call. */
export interface Limits {
	/** Time limit for one attempt, from sending to the last byte of the response, in milliseconds. Default: `LOMI_TIMEOUT`, otherwise 30,000. */
	timeout?: number | undefined;
	/** Time limit for the whole call, including retries, delays and hooks, in milliseconds. Default: 120,000. */
	totalTimeout?: number | undefined;
	/** How many times a request is retried after a network error, a 408, a 429 or a 5xx. Default: 2. */
	maxRetries?: number | undefined;
	/** Longest delay before a retry, in milliseconds. If `Retry-After` asks for more, the call fails at once. Default: 60,000. */
	maxRetryDelay?: number | undefined;
}

export type CompleteLimits = { [Name in keyof Limits]-?: number };

export interface ClientOptions extends Limits {
	/** Your secret key. Default: the environment variable `LOMI_API_KEY`. */
	apiKey?: string | undefined;
	/** The base URL of the API, including the version. Default: `LOMI_API_URL`, otherwise the key's environment. */
	baseUrl?: string | undefined;
	/** Replaces the global `fetch`, for tests, proxies and other runtimes. */
	fetch?: Fetch | undefined;
	/**
	 * Called and awaited before each attempt. An error that it throws ends the call. Before the first attempt, the call throws that error
	 * and sends nothing. Before a retry, the call throws the previous attempt's error, which has the idempotency key, and the hook's error
	 * is logged.
	 */
	onRequest?: ((request: RequestEvent) => unknown) | undefined;
	/** Called and awaited after each attempt, with or without a response. An error that it throws is logged and otherwise ignored. */
	onResponse?: ((response: ResponseEvent) => unknown) | undefined;
	/** Receives the log lines. Errors that it throws are ignored. Default: the console. */
	logger?: Logger | undefined;
	/** What is logged. `info` logs every attempt and retry; `debug` adds headers and bodies, with secrets masked. Default: `warn`. */
	logLevel?: LogLevel | undefined;
	/** Allows a secret key in a browser, where anyone who opens the page can read it. Default: false. */
	dangerouslyAllowBrowser?: boolean | undefined;
}

export interface RequestOptions extends Limits {
	/** Aborts the call, even during a retry delay or a hook. */
	signal?: AbortSignal | null | undefined;
	/** Extra headers to send. */
	headers?: RequestInit["headers"] | undefined;
}

export interface WriteOptions extends RequestOptions {
	/** Makes it safe to repeat this change. Use a key for one change only: its first response is kept, even an error. Default: a new UUID for each call, reused for its retries. */
	idempotencyKey?: string | undefined;
}

/** The part of the global `fetch` that the client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A request that is about to be sent. Its headers don't include the API key, which is added later. */
export interface RequestEvent {
	method: string;
	/** Path below the base URL, without the query. */
	path: string;
	url: string;
	/** Request headers. The hook may change them. */
	headers: Headers;
	/** The body as sent. */
	body: string | undefined;
	idempotencyKey: string | undefined;
	/** 1 for the first attempt, 2 for the first retry. */
	attempt: number;
}

/** The outcome of an attempt. */
export interface ResponseEvent extends Omit<RequestEvent, "headers"> {
	/** Milliseconds from sending to the last byte of the response. */
	duration: number;
	/** Undefined if there was no response. */
	status: number | undefined;
	/** Response headers, without secrets. */
	headers: Headers | undefined;
	requestId: string | undefined;
	/** The error that the call throws unless a retry succeeds. */
	error: Error | undefined;
}

/** Facts about the API from its description, apart from the operations. */
export interface Api {
	/** Version of the description, which is also the client's. */
	version: string;
	/** The environments, each with its URL and the prefix of the keys that it accepts. */
	servers: readonly { url: string; keyPrefix: string }[];
	/** Header for the API key, in lower case. */
	keyHeader: string;
	/** Header for the idempotency key, in lower case. */
	idempotencyHeader: string;
	/** The methods whose operations accept an idempotency key. */
	idempotentMethods: readonly string[];
	/** Prefixes of keys and secrets. */
	secretPrefixes: readonly string[];
}

/** The options of a client, validated and with defaults filled in. */
export interface Settings
	extends Pick<ClientOptions, "onRequest" | "onResponse"> {
	api: Api;
	apiKey: string;
	/** Without a trailing slash. */
	baseUrl: string;
	fetch: Fetch;
	/** The proxy that requests go through, for messages. */
	proxy: string | undefined;
	limits: CompleteLimits;
	log: Log;
	redact: Redact;
	inBrowser: boolean | undefined;
}

/**
 * Fills in a client's options from the environment and the description.
 *
 * @throws {TypeError} If the API key is missing, the base URL is invalid, the two belong to different environments, a limit is out of
 * range, or a key is used in a browser.
 */
export function resolveSettings(api: Api, options: ClientOptions): Settings {
	const { logger = console, logLevel = "warn" } = options;
	const apiKey = options.apiKey ?? environment("LOMI_API_KEY");
	if (!apiKey)
		throw new TypeError("No API key. Pass { apiKey } or set LOMI_API_KEY.");
	if (/[^!-~]/.test(apiKey))
		throw new TypeError(
			"The API key contains an invalid character. Copy it again.",
		);
	// Matches browser pages and their workers. Node, Deno, Bun and cloud workers have a user agent that names them.
	const inBrowser = globalThis.navigator?.userAgent?.startsWith("Mozilla/");
	if (inBrowser && !options.dangerouslyAllowBrowser)
		throw new TypeError(
			"A secret key in a browser is public. Use it on a server, or pass { dangerouslyAllowBrowser: true }.",
		);
	const redact = createRedact(api.secretPrefixes, apiKey);
	const baseUrl = resolveBaseUrl(api, apiKey, options.baseUrl);
	return {
		...options,
		api,
		apiKey,
		baseUrl,
		// Looked up at each call, so that a test or a tracer can replace the global one. Browsers require the global as `this`.
		fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
		proxy: options.fetch ? undefined : proxyOf(baseUrl),
		limits: resolveLimits(options, {
			timeout: Number(environment("LOMI_TIMEOUT") ?? 30_000),
			totalTimeout: 120_000,
			maxRetries: 2,
			maxRetryDelay: 60_000,
		}),
		log: createLog(logger, logLevel, redact),
		redact,
		inBrowser,
	};
}

/**
 * The limits of a call: its own, otherwise those of its client.
 *
 * @throws {TypeError} If one is not a number or is out of range.
 */
export function resolveLimits(
	overrides: Limits,
	defaults: CompleteLimits,
): CompleteLimits {
	const limits = { ...defaults };
	for (const name of Object.keys(defaults) as (keyof Limits)[]) {
		const value = overrides[name] ?? defaults[name];
		checkNumber(
			name === "timeout" ? "timeout (or LOMI_TIMEOUT)" : name,
			value,
			name === "maxRetries" ? 0 : 1,
		);
		limits[name] = value;
	}
	return limits;
}

/** @throws {TypeError} If the value is not a number, or less than `min`. */
export function checkNumber(name: string, value: number, min: number): void {
	// Rejects NaN and "5" too.
	if (!(value === +value && value >= min))
		throw new TypeError(`${name} must be a number ≥ ${min}, not ${value}.`);
}

function resolveBaseUrl(
	{ servers }: Api,
	apiKey: string,
	option: string | undefined,
): string {
	const own = servers.find(({ keyPrefix }) => apiKey.startsWith(keyPrefix));
	const baseUrl = option ?? environment("LOMI_API_URL") ?? own?.url;
	if (baseUrl === undefined)
		throw new TypeError(
			`The API key doesn't start with ${servers.map(({ keyPrefix }) => keyPrefix).join(" or ")}. Check it, or pass { baseUrl }.`,
		);
	// The message doesn't quote it: it may contain a password.
	if (
		!/^https?:\/\/[^\s?#@/][^\s?#@]*$/i.test(baseUrl) ||
		!URL.canParse(baseUrl)
	)
		throw new TypeError(
			`The base URL (baseUrl or LOMI_API_URL) must be a plain URL, such as ${servers[0]?.url}.`,
		);
	const { hostname, href, protocol } = new URL(baseUrl);
	// A fully qualified host name may end with a dot.
	const known = servers.find(
		({ url }) => new URL(url).hostname === hostname.replace(/\.$/, ""),
	);
	if (known && (known !== own || protocol !== "https:"))
		throw new TypeError(
			`The base URL ${href} requires https and a key that starts with ${known.keyPrefix}.`,
		);
	return href.replace(/\/+$/, "");
}
