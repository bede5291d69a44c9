/** The server that a command sends its requests to, and the API key. */

import { CommandError, flag, text } from "@lomi/cli";
import { isLoopback } from "@lomi/http";
import {
	type ApiServer,
	type Description,
	secretPrefixes,
	testServer,
} from "@lomi/spec";

/** Options of every command that calls a server. */
export const URL_OPTION = text({
	placeholder: "URL",
	about: "URL of the server, version included.",
	default: "LOMI_API_URL",
});
export const KEY_OPTION = text({
	placeholder: "KEY",
	about: "API key; never printed.",
	default: "LOMI_API_KEY",
});
export const LIVE_OPTION = flag(
	"Send more than GET with a live key. What is sent is real.",
);

export interface Target {
	/** Without a trailing slash. */
	baseUrl: string;
	/** Must never be printed. */
	key: string;
	/** The environment that the key belongs to: `test`. */
	environment: ApiServer["x-environment"];
	/** True for a live key: its requests may move real money. */
	live: boolean;
	/** Requests per minute: the documented limit, or 0 for localhost, which has none. */
	rate: number;
}

/** Characters of keys and secrets after their prefix. JSON and URLs escape none of them. */
const CHARACTERS = "[\\w.~+/=-]+";

/**
 * Validates the URL and the key before any request is sent.
 *
 * @param url From the command line; defaults to `LOMI_API_URL`.
 * @param key From the command line; defaults to `LOMI_API_KEY`.
 * @throws {CommandError} If one is missing or invalid, or the key is for another environment than the server. Messages never contain the key.
 */
export function readTarget(
	{ url, key }: { url?: string | undefined; key?: string | undefined },
	document: Description,
	env: NodeJS.ProcessEnv,
): Target {
	url ??= env.LOMI_API_URL;
	key ??= env.LOMI_API_KEY;
	const example = "http://127.0.0.1:4010/v1";
	if (!url)
		throw new CommandError(
			`No server. Pass --url, such as ${example}, or set LOMI_API_URL.`,
		);
	// Not printed if invalid: it may contain a password.
	if (!/^https?:\/\/[^\s?#@/][^\s?#@]*$/i.test(url) || !URL.canParse(url))
		throw new CommandError(
			`--url must be an http or https URL without a query or password, such as ${example}.`,
		);
	const { "x-key-prefix": prefix } = testServer(document);
	if (!key)
		throw new CommandError(
			`No API key. Pass --key, such as ${prefix}…, or set LOMI_API_KEY.`,
		);
	const own = document.servers.find((server) =>
		key.startsWith(server["x-key-prefix"]),
	);
	const rest = key.slice(own?.["x-key-prefix"].length);
	if (!own || !new RegExp(`^${CHARACTERS}$`).test(rest))
		throw new CommandError(
			`The API key doesn't start with ${document.servers.map((server) => server["x-key-prefix"]).join(" or ")}, or contains characters that no key has. Copy it again.`,
		);
	const { hostname, href, protocol } = new URL(url);
	const host = hostname.replace(/\.$/, "");
	const there = document.servers.find(
		(server) => new URL(server.url).hostname === host,
	);
	if (there && there !== own)
		throw new CommandError(
			`${host} requires a key that starts with ${there["x-key-prefix"]}, and this is a ${own["x-environment"]} key.`,
		);
	if (there && protocol !== "https:")
		throw new CommandError(
			`${host} requires https: over http, the key would be sent unencrypted.`,
		);
	return {
		baseUrl: href.replace(/\/+$/, ""),
		key,
		environment: own["x-environment"],
		live: own["x-environment"] === "live",
		rate: isLoopback(hostname) ? 0 : own["x-rate-limit"].perMinute,
	};
}

/**
 * Guards a command that changes data.
 *
 * @param confirmed True if the user has passed `--i-know-this-is-live`.
 * @throws {CommandError} If the key is live and the user hasn't confirmed.
 */
export function refuseLive({ live }: Target, confirmed = false): void {
	if (live && !confirmed)
		throw new CommandError(
			"This is a live key: requests with it have real effects. Use a test key, or pass --i-know-this-is-live.",
		);
}

/** Matches every key and secret in a text, to mask them. */
export function secretPattern(document: Description): RegExp {
	return new RegExp(
		`(?:${secretPrefixes(document).join("|")})${CHARACTERS}`,
		"g",
	);
}
