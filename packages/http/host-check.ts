/** Protects against DNS rebinding and cross-site requests: websites must not reach a server on this machine through a browser. */
import { isIP } from "node:net";
import { hostname } from "node:os";
import { createHostMatcher, isLoopback } from "./loopback.ts";
import { refuse, refuseInput } from "./refusal.ts";

/** The authority of an absolute-form request target, which takes precedence over `Host`. */
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;
/** The characters of a host and a port (RFC 3986), without percent escapes, which no client sends. A URL parser would accept more. */
const AUTHORITY = /^[\w.~!$&'()*+,;=:[\]-]+$/;

/** Names under which clients reach a server, without ports: `sandbox`, or `.example.ci` for a domain and all below it. Or any name. */
export type AllowedHosts = readonly string[] | "all";

/** What a server answers to besides this machine's own names. */
export interface HostRules {
	/** Default: none. */
	allowedHosts?: AllowedHosts | undefined;
	/**
	 * The address that the server listens on. If others can reach it, it also answers to that name, to this machine's own, and to every IP
	 * address: rebinding needs a name, and behind port forwarding any address may be its own.
	 */
	listensOn?: string | undefined;
}

/** The parts of a request that name its destination and its source. */
interface RequestAddress {
	url?: string | undefined;
	headers: { host?: string | undefined; origin?: string | undefined };
}

/**
 * Refuses a request whose `Host` can't be read, or whose `Host` or `Origin` isn't the server's.
 *
 * @throws {Refusal}
 */
export type HostCheck = (request: RequestAddress) => void;

/** @param server What to call the server: `sandbox`. */
export function createHostCheck(
	server: string,
	{ allowedHosts = [], listensOn = "localhost" }: HostRules = {},
): HostCheck {
	const all = allowedHosts === "all";
	const isOpen = !isLoopback(listensOn);
	const isNamed = createHostMatcher([
		...(all ? [] : allowedHosts),
		...(isOpen ? [listensOn, hostname()] : []),
	]);
	const isOwn = ({ hostname }: URL) =>
		// The usual case first: each request is checked.
		isLoopback(hostname) ||
		isNamed(hostname) ||
		(isOpen && isIP(hostname.replace(/^\[(.*)\]$/, "$1")) > 0);
	return (request) => {
		const { origin } = request.headers;
		const destination = destinationOf(request);
		if (!all && !isOwn(destination)) refuseOther(server, destination);
		if (origin === undefined) return;
		const from = URL.parse(origin);
		// A page of the server itself, or of another one on this machine.
		if (from?.host === destination.host || (from && isOwn(from))) return;
		refuse(
			403,
			"Forbidden",
			`The ${server} rejects requests from pages of \`${origin}\`.`,
		);
	};
}

/**
 * Where a request was sent to: its path is `/`. Names are in lower case, and addresses in their usual spelling.
 *
 * @throws {Refusal} If the request doesn't say so, or what it says isn't a host.
 */
function destinationOf({
	url = "",
	headers: { host = "" },
}: RequestAddress): URL {
	if (host === "") refuseInput("The `Host` header is missing.");
	const authority = ABSOLUTE.exec(url)?.[1] ?? host;
	// What comes before an @ isn't the host.
	const isHost = AUTHORITY.test(authority) && !authority.includes("@");
	return (
		(isHost && URL.parse(`http://${authority}`)) ||
		refuseInput(`The \`Host\` header can't be read: \`${authority}\`.`)
	);
}

function refuseOther(server: string, { host, hostname }: URL): never {
	return refuse(
		403,
		"Forbidden",
		`The ${server} only answers requests to this machine, not to \`${host}\`. --allowed-hosts ${hostname} allows it.`,
	);
}

/** The origin that a request was sent to. @throws {Refusal} See {@link HostCheck}. */
export function originOf(request: RequestAddress): string {
	return destinationOf(request).origin;
}
