/** How the typed client of the control plane sends its requests: as lomi.'s own client does, and never a second time. */
import {
	checkNumber,
	createLog,
	createRedact,
	type Fetch,
	type Transport,
	transportOf,
} from "lomi-openapi/internal";

export interface ControlOptions {
	/** Where the sandbox is: its address, with or without the path of the API. Default: `http://127.0.0.1:4020`. */
	url?: string | undefined;
	/** Used instead of the global `fetch`. */
	fetch?: Fetch | undefined;
	/** Longest time for an answer, in milliseconds. Default: 600,000, for a clock can have far to go. */
	timeout?: number | undefined;
}

/** What the description says of the control plane besides its operations. */
export interface ControlFacts {
	version: string;
	/** Its usual address, with its path. */
	url: string;
	secretPrefixes: readonly string[];
}

/** @throws {TypeError} Where an option is wrong. */
export function createControlTransport<Paths extends object>(
	{ version, url: usual, secretPrefixes }: ControlFacts,
	{
		url = usual,
		fetch = (...request) => globalThis.fetch(...request),
		timeout = 600_000,
	}: ControlOptions,
): Transport<Paths> {
	if (!/^https?:/.test(url) || !URL.canParse(url))
		throw new TypeError(
			`The url is ${JSON.stringify(url)}, which is no address, such as ${new URL(usual).origin}.`,
		);
	checkNumber("timeout", timeout, 1);
	const limits = {
		timeout,
		totalTimeout: timeout,
		maxRetries: 0,
		maxRetryDelay: 1,
	};
	const redact = createRedact(secretPrefixes, "");
	return transportOf<Paths>({
		api: {
			version,
			servers: [],
			// It takes no key: in its place, it is told who asks.
			keyHeader: "x-client",
			idempotencyHeader: "",
			idempotentMethods: [],
			secretPrefixes,
		},
		apiKey: `lomi-sandbox/${version}`,
		baseUrl: new URL(url).origin + new URL(usual).pathname,
		fetch,
		limits,
		log: createLog(console, "warn", redact),
		redact,
		inBrowser: false,
	});
}
