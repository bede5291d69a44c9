/** What a client and a call can be told, with the defaults of each, and the checks that no wrong setting gets past. */
import type { Log, Logger, LogLevel } from "./log.ts";
import { createLog, createRedact, type Redact } from "./log.ts";

/** How long a call may take, and how often it is tried. Can be set for a client, and for a single call. */
export interface Limits {
	/** Longest time for one attempt, from sending to the last byte of the answer, in milliseconds. Default: `LOMI_TIMEOUT`, or else 30,000. */
	timeout?: number | undefined;
	/** Longest time for the whole call, with all attempts, the waits between them and the hooks, in milliseconds. Default: 120,000. */
	totalTimeout?: number | undefined;
	/** How often a request is sent again after a network fault, a 408, a 429 or a 5xx. Default: 2. */
	maxRetries?: number | undefined;
	/** Longest wait before a retry, in milliseconds. Where `Retry-After` asks for more, the call fails at once. Default: 60,000. */
	maxRetryDelay?: number | undefined;
}

export type CompleteLimits = { [Name in keyof Limits]-?: number };

export interface ClientOptions extends Limits {
	/** Your secret key. Default: the environment variable `LOMI_API_KEY`. */
	apiKey?: string | undefined;
	/** Where requests go, version included. Default: `LOMI_API_URL`, or else the environment that the key belongs to. */
	baseUrl?: string | undefined;
	/** Used instead of the global `fetch`: for tests, proxies and other runtimes. */
	fetch?: Fetch | undefined;
	/**
	 * Called before each attempt, and waited for. What it throws ends the call: before the first attempt, the call throws it, and nothing is
	 * sent; before a retry, the call throws the error of the attempt before, which has the idempotency key, and the hook's own is logged.
	 */
	onRequest?: ((request: RequestEvent) => unknown) | undefined;
	/** Called after each attempt, with an answer or without, and waited for. What it throws is logged, and changes nothing. */
	onResponse?: ((response: ResponseEvent) => unknown) | undefined;
	/** Where log lines go. What it throws changes nothing. Default: the console. */
	logger?: Logger | undefined;
	/** What is logged: `info` has a line for each call and retry, `debug` headers and bodies as well, without the secrets. Default: `warn`. */
	logLevel?: LogLevel | undefined;
	/** Allows a secret key in a browser, where everyone who opens the page can read it. Default: false. */
	dangerouslyAllowBrowser?: boolean | undefined;
}

export interface RequestOptions extends Limits {
	/** Ends the call, also while it waits for the next attempt or a hook. */
	signal?: AbortSignal | null | undefined;
	/** Headers to send besides the client's own. */
	headers?: RequestInit["headers"] | undefined;
}

export interface WriteOptions extends RequestOptions {
	/** Makes a retry of this change safe. The same key must only ever go with the same change, and its first answer is kept, an error too. Default: a new UUID, kept for all attempts of the call. */
	idempotencyKey?: string | undefined;
}

/** The part of the global `fetch` that the client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A request that is about to be sent. The secret key is not among the headers; it is added afterwards. */
export interface RequestEvent {
	method: string;
	/** Path below the base URL, without the query. */
	path: string;
	url: string;
	/** Headers to send. Add to them what you like. */
	headers: Headers;
	/** The body as it goes out. */
	body: string | undefined;
	idempotencyKey: string | undefined;
	/** 1 for the first attempt, 2 for the first retry. */
	attempt: number;
}

/** What became of an attempt. */
export interface ResponseEvent extends Omit<RequestEvent, "headers"> {
	/** Milliseconds from sending to the last byte of the answer. */
	duration: number;
	/** Absent where no answer came. */
	status: number | undefined;
	/** Headers of the answer, without secrets. */
	headers: Headers | undefined;
	requestId: string | undefined;
	/** What will be thrown, unless a retry goes better. */
	error: Error | undefined;
}

/** What the description says of the API besides its operations. */
export interface Api {
	/** Version of the description, which is that of the client. */
	version: string;
	/** The environments: each with its address, and the start of the keys that it takes. */
	servers: readonly { url: string; keyPrefix: string }[];
	/** Header that carries the secret key, in small letters. */
	keyHeader: string;
	/** Header that carries the idempotency key, in small letters. */
	idempotencyHeader: string;
	/** The methods whose operations take an idempotency key. */
	idempotentMethods: readonly string[];
	/** How keys and secrets begin. */
	secretPrefixes: readonly string[];
}

/** The options of a client, checked and complete. */
export interface Settings
	extends Pick<ClientOptions, "onRequest" | "onResponse"> {
	api: Api;
	apiKey: string;
	/** Without a slash at its end. */
	baseUrl: string;
	fetch: Fetch;
	limits: CompleteLimits;
	log: Log;
	redact: Redact;
	inBrowser: boolean | undefined;
}

/**
 * Completes the options of a client from the environment and the description.
 *
 * @throws {TypeError} Where there is no API key, the address is not one, both are of different environments, a limit is no number, or a
 * key is used in a browser.
 */
export function resolveSettings(api: Api, options: ClientOptions): Settings {
	const { logger = console, logLevel = "warn" } = options;
	const apiKey = options.apiKey ?? environment("LOMI_API_KEY");
	if (!apiKey)
		throw new TypeError("No API key. Pass { apiKey } or set LOMI_API_KEY.");
	if (/[^!-~]/.test(apiKey))
		throw new TypeError("The API key has a wrong character. Copy it again.");
	// Pages and their workers; not Node, Deno, Bun or the workers of a cloud, which say in `userAgent` what they are.
	const inBrowser = globalThis.navigator?.userAgent?.startsWith("Mozilla/");
	if (inBrowser && !options.dangerouslyAllowBrowser)
		throw new TypeError(
			"A secret key in a browser is public. Use it on a server, or pass { dangerouslyAllowBrowser: true }.",
		);
	const redact = createRedact(api.secretPrefixes, apiKey);
	return {
		...options,
		api,
		apiKey,
		baseUrl: resolveBaseUrl(api, apiKey, options.baseUrl),
		// Looked up at each call, so that a test or a tracer can still replace the global one; called as a function, as browsers demand.
		fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
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
 * The limits of a call: its own, or else those of its client.
 *
 * @throws {TypeError} Where one is no number, or makes no sense.
 */
export function resolveLimits(
	given: Limits,
	defaults: CompleteLimits,
): CompleteLimits {
	const limits = { ...defaults };
	for (const name of Object.keys(defaults) as (keyof Limits)[]) {
		const value = given[name] ?? defaults[name];
		checkNumber(
			name === "timeout" ? "timeout, or LOMI_TIMEOUT," : name,
			value,
			name === "maxRetries" ? 0 : 1,
		);
		limits[name] = value;
	}
	return limits;
}

/** @throws {TypeError} Where a value is no number, or a smaller one. */
export function checkNumber(name: string, value: number, least: number): void {
	// Written so that NaN and "5" are refused, too.
	if (!(value === +value && value >= least))
		throw new TypeError(`${name} is ${value}, not a number from ${least} on.`);
}

function resolveBaseUrl(
	{ servers }: Api,
	apiKey: string,
	given: string | undefined,
): string {
	const own = servers.find(({ keyPrefix }) => apiKey.startsWith(keyPrefix));
	const baseUrl = given ?? environment("LOMI_API_URL") ?? own?.url;
	if (baseUrl === undefined)
		throw new TypeError(
			`The API key doesn't start with ${servers.map(({ keyPrefix }) => keyPrefix).join(" or ")}. Check it, or pass { baseUrl }.`,
		);
	// Not shown where it is wrong: it may hold a password.
	if (
		!/^https?:\/\/[^\s?#@/][^\s?#@]*$/i.test(baseUrl) ||
		!URL.canParse(baseUrl)
	)
		throw new TypeError(
			`The base URL, or LOMI_API_URL, is not a plain address, such as ${servers[0]?.url}.`,
		);
	const { hostname, href, protocol } = new URL(baseUrl);
	// Some write a name with the dot at its end.
	const known = servers.find(
		({ url }) => new URL(url).hostname === hostname.replace(/\.$/, ""),
	);
	if (known && (known !== own || protocol !== "https:"))
		throw new TypeError(
			`The base URL ${href} takes only https, and keys that start with ${known.keyPrefix}.`,
		);
	return href.replace(/\/+$/, "");
}

function environment(name: string): string | undefined {
	try {
		return globalThis.process?.env?.[name] || undefined;
	} catch {
		// Deno refuses what --allow-env doesn't name.
		return undefined;
	}
}
