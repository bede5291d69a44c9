/** Calls webhook endpoints: with a timeout, without redirects, and only on allowed hosts. */
import { lookup as lookUp } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { createHostMatcher, isLoopback, isThisMachine } from "@lomi/http";
import { clearTimeout, setTimeout } from "../timers.ts";
import { keepText, type ResponseText } from "./response-text.ts";

/** An endpoint's response. */
export interface CallResult {
	/** Null if there was none. */
	status: number | null;
	/** Why the attempt failed, in a sentence, if the status doesn't say it. Absent after a timeout. */
	reason?: string;
	/** Milliseconds, if it isn't to be measured. */
	duration?: number;
	/** The start of its body, which may still be arriving. */
	text?: ResponseText;
}

/** Bytes of a response body that are read, so that the connection can be reused. */
const MAX_RESPONSE_BYTES = 65_536;

/** Statuses that send a browser to another URL. */
const REDIRECTS = [301, 302, 303, 307, 308];

export interface Caller {
	/** Calls an endpoint, and resolves within the timeout, however the exchange ends. Never rejects. */
	post(
		url: string,
		body: string,
		headers: Record<string, string>,
	): Promise<CallResult>;
	/** Aborts pending calls, and refuses later ones. */
	close(): void;
}

/**
 * @param allowed Hosts besides this machine that may be called: names or addresses.
 * @param timeout Timeout in milliseconds.
 * @param ownPort The port that the sandbox listens on. Nothing is delivered to it on this machine: the control plane trusts what comes from
 * here.
 */
export function createCaller(
	allowed: readonly string[] = [],
	timeout: number,
	ownPort: () => number | undefined = () => undefined,
): Caller {
	const agents = {
		"http:": new http.Agent({ keepAlive: true }),
		"https:": new https.Agent({ keepAlive: true }),
	};
	let isClosed = false;
	/** Aborts each exchange that isn't over. */
	const pending = new Set<() => void>();
	const isNamed = createHostMatcher(allowed);
	const isAllowed = (host: string) =>
		isNamed(host) || (isIP(host) > 0 && isLoopback(host));
	const refusal = (host: string) =>
		`The sandbox only delivers to this machine, not to ${host}. --webhook-hosts ${host} allows it.`;

	const isOwn = (address: string, port: number) =>
		port === ownPort() && isThisMachine(address);

	/** Resolves a name to allowed addresses only. The connection uses the checked address, whatever the name resolves to later. */
	const lookupFor =
		(url: URL): LookupFunction =>
		(host, options, done) => {
			lookUp(host, { ...options, all: true }, (error, found) => {
				if (error) return done(error, "");
				const there = found.filter(
					({ address }) => !isOwn(address, portOf(url)),
				);
				if (there.length === 0) return done(new Error(ownAddress(url)), "");
				const callable = there.filter(
					({ address }) => isAllowed(host) || isLoopback(address),
				);
				const [first] = callable;
				if (!first) return done(new Error(refusal(host)), "");
				return options.all
					? done(null, callable)
					: done(null, first.address, first.family);
			});
		};

	/** Returns why a URL isn't called; undefined if it is. */
	const refuse = (url: string): string | undefined => {
		const parsed = URL.parse(url);
		if (!parsed || !(parsed.protocol in agents)) return `Invalid URL: ${url}`;
		if (parsed.username || parsed.password)
			return "URLs with credentials aren't called. Remove them.";
		const host = hostOf(parsed);
		if (isOwn(host, portOf(parsed))) return ownAddress(parsed);
		// The addresses of `localhost` are checked as well. Other names aren't even resolved, which would query a DNS server.
		return isAllowed(host) || isLoopback(host) ? undefined : refusal(host);
	};

	/** Calls back once, and again while the body of the response is still being read, which has no effect. */
	const exchange = (
		url: string,
		body: string,
		headers: Record<string, string>,
		done: (result: CallResult) => void,
	) => {
		const parsed = new URL(url);
		const protocol = parsed.protocol as keyof typeof agents;
		let current: http.ClientRequest | undefined;
		const end = (result: CallResult) => {
			clearTimeout(timer);
			pending.delete(abort);
			current?.destroy();
			done(result);
		};
		const fail = (reason: string) => end({ status: null, reason });
		const abort = () => fail("The sandbox was stopped.");
		// Bounds everything: a name that doesn't resolve, connecting, headers and bodies that never end, and the second attempt below.
		const timer = setTimeout(() => end({ status: null }), timeout);
		pending.add(abort);

		const send = (agent: http.Agent | false) => {
			const { request: open } = protocol === "https:" ? https : http;
			const request = open(url, {
				method: "POST",
				headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
				agent,
				lookup: lookupFor(parsed),
			});
			current = request;
			request.on("response", (response) => {
				// The status is what counts. An endless body is cut off.
				done({ ...resultOf(response), text: keepText(response) });
				let length = 0;
				response.on("data", (piece: Buffer) => {
					length += piece.length;
					if (length > MAX_RESPONSE_BYTES) request.destroy();
				});
				response.on("error", () => {});
			});
			// Without a listener, Node closes the connection and reports neither a response nor an error.
			request.on("upgrade", (response, socket) => {
				socket.destroy();
				end(resultOf(response));
			});
			request.on("error", (error: Error & { code?: string }) => {
				// The endpoint closed a kept-alive connection just as it was reused. A new connection can't be reused.
				if (agent && request.reusedSocket && error.code === "ECONNRESET")
					send(false);
				else fail(sentenceOf(error));
			});
			request.on("close", () => {
				if (request === current)
					fail("Your endpoint closed the connection without a response.");
			});
			request.end(body);
		};
		try {
			send(agents[protocol]);
		} catch (error) {
			fail(sentenceOf(error as Error));
		}
	};

	return {
		post(url, body, headers) {
			const reason = isClosed ? "The sandbox was stopped." : refuse(url);
			return reason === undefined
				? new Promise((resolve) => exchange(url, body, headers, resolve))
				: Promise.resolve({ status: null, reason });
		},
		close() {
			isClosed = true;
			for (const abort of pending) abort();
			for (const agent of Object.values(agents)) agent.destroy();
		},
	};
}

/** The host of a URL, without the brackets of IPv6. */
function hostOf({ hostname }: URL): string {
	return hostname.replace(/^\[|\]$/g, "");
}

function portOf({ port, protocol }: URL): number {
	return Number(port) || { "http:": 80, "https:": 443 }[protocol] || 0;
}

function ownAddress({ origin }: URL): string {
	return `The sandbox doesn't deliver to itself, and ${origin} is its own address. Register that of your program.`;
}

function resultOf({
	statusCode: status = 0,
}: http.IncomingMessage): CallResult {
	const says = (what: string) => ({
		status,
		reason: `Your endpoint answered ${status}: ${what}`,
	});
	if (status === 101) return says("webhooks don't switch protocols.");
	if (REDIRECTS.includes(status))
		return says(
			"redirects aren't followed. Register the address that it redirects to.",
		);
	return { status };
}

/** What a network error says. If a name has several addresses, the errors of all of them are in one without a message. */
function sentenceOf(
	error: Error & { code?: string; errors?: Error[] },
): string {
	const [first = error] = error.errors ?? [];
	return first.message || error.code || error.name;
}
