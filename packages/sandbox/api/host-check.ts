/** Protects against DNS rebinding and cross-site requests: websites must not reach the sandbox through a browser. */
import { isLoopback, refuse, refuseInput } from "@lomi/http";

/** The authority of an absolute-form request target, which takes precedence over `Host`. */
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;

/** The parts of a request that name its destination and its source. */
interface RequestAddress {
	url: string;
	headers: { host?: string | undefined; origin?: string | undefined };
}

/** The origin that a request was sent to. */
export function originOf({ url, headers: { host } }: RequestAddress): string {
	return `http://${ABSOLUTE.exec(url)?.[1] ?? host}`;
}

/**
 * Refuses a request whose `Host` or `Origin` isn't this machine.
 *
 * @param allowed Additional host names, without ports: those that the sandbox was told to listen on.
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
			`The sandbox only answers requests to this machine, not to \`${authority}\`.`,
		);
	if (origin === undefined) return;
	const from = URL.canParse(origin) ? new URL(origin).host : origin;
	if (!isAllowed(from))
		refuse(
			403,
			"Forbidden",
			`The sandbox rejects requests from pages of \`${origin}\`.`,
		);
}
