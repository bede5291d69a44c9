/** Transport of the control plane's typed client: that of the lomi. client, without retries, and with lists that have cursors. */
import {
	type ApiListPromise,
	checkNumber,
	createLog,
	createRedact,
	type Fetch,
	proxyOf,
	type Transport,
	transportOf,
} from "lomi-openapi/internal";
import { type CursorPagination, cursorList } from "./cursor-list.ts";

export interface ControlOptions {
	/** The sandbox's URL, with or without the API's path. Default: `http://127.0.0.1:4020`. */
	url?: string | undefined;
	/** Replaces the global `fetch`. */
	fetch?: Fetch | undefined;
	/** Timeout in milliseconds. Default: 600,000, since advancing the clock can take long. */
	timeout?: number | undefined;
}

/** Sends the operations of one client. */
export interface ControlTransport<Paths extends object>
	extends Omit<Transport<Paths>, "list"> {
	list<Page, Item>(
		path: Parameters<Transport<Paths>["list"]>[0],
		parameters: Parameters<Transport<Paths>["list"]>[1],
		pagination: Parameters<Transport<Paths>["list"]>[2] | CursorPagination,
		options?: Parameters<Transport<Paths>["list"]>[3],
	): ApiListPromise<Page, Item>;
}

/** Facts about the control plane from its description. */
export interface ControlFacts {
	version: string;
	/** Default URL, with its path. */
	url: string;
	secretPrefixes: readonly string[];
}

/** @throws {TypeError} If an option is invalid. */
export function createControlTransport<Paths extends object>(
	{ version, url: usual, secretPrefixes }: ControlFacts,
	{ url = usual, fetch, timeout = 600_000 }: ControlOptions,
): ControlTransport<Paths> {
	if (!/^https?:/.test(url) || !URL.canParse(url))
		throw new TypeError(
			`Invalid url: ${JSON.stringify(url)}. Pass an address such as ${new URL(usual).origin}.`,
		);
	checkNumber("timeout", timeout, 1);
	const limits = {
		timeout,
		totalTimeout: timeout,
		maxRetries: 0,
		maxRetryDelay: 1,
	};
	const redact = createRedact(secretPrefixes, "");
	const baseUrl = new URL(url).origin + new URL(usual).pathname;
	const transport = transportOf<Paths>({
		api: {
			version,
			servers: [],
			// The control plane takes no key. The header identifies the client instead.
			keyHeader: "x-client",
			idempotencyHeader: "",
			idempotentMethods: [],
			secretPrefixes,
		},
		apiKey: `lomi-sandbox/${version}`,
		baseUrl,
		fetch: fetch ?? ((...request) => globalThis.fetch(...request)),
		proxy: fetch ? undefined : proxyOf(baseUrl),
		limits,
		log: createLog(console, "warn", redact),
		redact,
		inBrowser: false,
	});
	return {
		call: transport.call,
		list: (path, parameters, pagination, options) =>
			pagination.style === "cursor"
				? cursorList(
						(query) =>
							transport.call("GET", path, { ...parameters, query }, options),
						{ ...parameters.query },
						pagination,
					)
				: transport.list(path, parameters, pagination, options),
		get http() {
			return transport.http;
		},
	};
}
