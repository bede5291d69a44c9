/** Keeps pages of the internet out: a reader's browser must not reach the sandbox for them. */
import { isLoopback, refuse, refuseInput } from "@lomi/http";

/** The authority of a target that is a whole address. It stands above the header. */
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;

/** What of a request says where it is going, and from where. */
interface RequestAddress {
	url: string;
	headers: { host?: string | undefined; origin?: string | undefined };
}

/** The origin that a request was sent to. */
export function originOf({ url, headers: { host } }: RequestAddress): string {
	return `http://${ABSOLUTE.exec(url)?.[1] ?? host}`;
}

/**
 * Refuses a request whose `Host` or `Origin` is not this machine's.
 *
 * @param allowed Hosts besides, without a port: what the sandbox was told to listen on.
 */
export function checkHost(
	{ url, headers: { host = "", origin } }: RequestAddress,
	allowed: readonly string[],
): void {
	if (host === "") refuseInput("The `Host` header is missing.");
	const isAllowed = (authority: string) => {
		const name = authority.replace(/:\d+$/, "");
		return isLoopback(name) || allowed.includes(name);
	};
	const authority = ABSOLUTE.exec(url)?.[1] ?? host;
	if (!isAllowed(authority))
		refuse(
			403,
			"Forbidden",
			`The sandbox answers to names of this machine only, and not to \`${authority}\`.`,
		);
	if (origin === undefined) return;
	const from = URL.canParse(origin) ? new URL(origin).host : origin;
	if (!isAllowed(from))
		refuse(
			403,
			"Forbidden",
			`The sandbox takes no request from a page of \`${origin}\`.`,
		);
}
