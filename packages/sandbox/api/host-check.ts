/** Protects against DNS rebinding and cross-site requests: websites must not reach the sandbox through a browser. */
import { canonicalHost, isLoopback, refuse, refuseInput } from "@lomi/http";

/** The authority of an absolute-form request target, which takes precedence over `Host`. */
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;
/** The characters of a host and a port (RFC 3986), without percent escapes, which no client sends. A URL parser would accept more. */
const AUTHORITY = /^[\w.~!$&'()*+,;=:[\]-]+$/;

/** The parts of a request that name its destination and its source. */
interface RequestAddress {
	url: string;
	headers: { host?: string | undefined; origin?: string | undefined };
}

/**
 * Where a request was sent to: its path is `/`. Names are in lower case, and addresses in their usual spelling.
 *
 * @throws {Refusal} If the request doesn't say so, or what it says isn't a host.
 */
function destinationOf({ url, headers: { host = "" } }: RequestAddress): URL {
	if (host === "") refuseInput("The `Host` header is missing.");
	const authority = ABSOLUTE.exec(url)?.[1] ?? host;
	// What comes before it isn't the host.
	if (authority.includes("@")) refuseOther(authority);
	const parsed = AUTHORITY.test(authority) && URL.parse(`http://${authority}`);
	return (
		parsed ||
		refuseInput(`The \`Host\` header can't be read: \`${authority}\`.`)
	);
}

function refuseOther(host: string): never {
	return refuse(
		403,
		"Forbidden",
		`The sandbox only answers requests to this machine, not to \`${host}\`.`,
	);
}

/** The origin that a request was sent to. @throws {Refusal} See {@link checkHost}. */
export function originOf(request: RequestAddress): string {
	return destinationOf(request).origin;
}

/**
 * Refuses a request whose `Host` can't be read, or whose `Host` or `Origin` isn't this machine.
 *
 * @param allowed Additional host names, without ports, as {@link canonicalHost} returns them: those that the sandbox was told to listen on.
 */
export function checkHost(
	request: RequestAddress,
	allowed: readonly string[],
): void {
	const { origin } = request.headers;
	const isAllowed = ({ hostname }: URL) =>
		isLoopback(hostname) || allowed.includes(canonicalHost(hostname));
	const destination = destinationOf(request);
	if (!isAllowed(destination)) refuseOther(destination.host);
	if (origin === undefined) return;
	const from = URL.parse(origin);
	if (!from || !isAllowed(from))
		refuse(
			403,
			"Forbidden",
			`The sandbox rejects requests from pages of \`${origin}\`.`,
		);
}
