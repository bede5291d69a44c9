/** Calls webhook endpoints: with a timeout, without redirects, and only on allowed hosts. */
import { lookup as lookUp } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isLoopback } from "@lomi/http";

/** An endpoint's response; `status` is null if there was none, and `reason` says why, except for a timeout. */
export interface CallResult {
	status: number | null;
	reason?: string;
}

/** Bytes of a response body that are read, so that the connection can be reused. */
const MAX_RESPONSE_BYTES = 65_536;

/** Names for this machine. The addresses they resolve to are checked as well. */
const LOCALHOST_NAME = /^(.+\.)?localhost$/i;

export interface Caller {
	post(
		url: string,
		body: string,
		headers: Record<string, string>,
	): Promise<CallResult>;
	/** Aborts pending calls. */
	close(): void;
}

/**
 * @param allowed Hosts besides this machine that may be called: names or addresses.
 * @param timeout Timeout in milliseconds.
 */
export function createCaller(
	allowed: readonly string[] = [],
	timeout: number,
): Caller {
	const agents = {
		"http:": new http.Agent({ keepAlive: true }),
		"https:": new https.Agent({ keepAlive: true }),
	};
	const pending = new Set<http.ClientRequest>();
	const isAllowed = (host: string) =>
		allowed.includes(host.toLowerCase()) ||
		(isIP(host) > 0 && isLoopback(host));
	const refusal = (host: string) =>
		`The sandbox only delivers to this machine, not to ${host}. --allow-host ${host} allows it.`;

	/** Resolves a name to allowed addresses only. The connection uses the checked address, whatever the name resolves to later. */
	const lookup: LookupFunction = (host, options, done) => {
		lookUp(host, { ...options, all: true }, (error, found) => {
			if (error) return done(error, "");
			const callable = found.filter(
				({ address }) => isAllowed(host) || isLoopback(address),
			);
			const [first] = callable;
			if (!first) return done(new Error(refusal(host)), "");
			return options.all
				? done(null, callable)
				: done(null, first.address, first.family);
		});
	};

	const post: Caller["post"] = (url, body, headers) => {
		if (!URL.canParse(url))
			return Promise.resolve({ status: null, reason: `Invalid URL: ${url}` });
		const { protocol, hostname, username, password } = new URL(url);
		if (username || password)
			return Promise.resolve({
				status: null,
				reason: "URLs with credentials aren't called. Remove them.",
			});
		const host = hostname.replace(/^\[|\]$/g, "");
		// Other names aren't even resolved, which would query a DNS server.
		if (!isAllowed(host) && !LOCALHOST_NAME.test(host))
			return Promise.resolve({ status: null, reason: refusal(host) });
		const isSecure = protocol === "https:";
		return new Promise((resolve) => {
			const request = (isSecure ? https : http).request(url, {
				method: "POST",
				headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
				agent: agents[isSecure ? "https:" : "http:"],
				lookup,
			});
			pending.add(request);
			let isLate = false;
			const timer = setTimeout(() => {
				isLate = true;
				request.destroy();
			}, timeout);
			const end = () => {
				clearTimeout(timer);
				pending.delete(request);
			};
			request.on("response", (response) => {
				// The status is what counts. An endless body is cut off.
				resolve({ status: response.statusCode ?? null });
				let length = 0;
				response.on("data", (piece: Buffer) => {
					length += piece.length;
					if (length > MAX_RESPONSE_BYTES) request.destroy();
				});
				response.on("error", () => {});
				response.on("close", end);
			});
			request.on("error", (error: Error & { code?: string }) => {
				end();
				// The endpoint closed a kept-alive connection just as it was reused.
				if (request.reusedSocket && error.code === "ECONNRESET" && !isLate)
					resolve(post(url, body, headers));
				else
					resolve({ status: null, ...(!isLate && { reason: error.message }) });
			});
			request.end(body);
		});
	};

	return {
		post,
		close() {
			for (const request of pending) request.destroy();
			for (const agent of Object.values(agents)) agent.destroy();
		},
	};
}
