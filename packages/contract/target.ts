/** The server that a command is pointed at, and whose key it uses. */

import { CommandError } from "@lomi/cli";
import { type Description, secretPrefixes, testServer } from "@lomi/spec";

export interface Target {
	/** Without a slash at its end. */
	baseUrl: string;
	/** Never to be shown. */
	key: string;
	/** The environment that the key belongs to: `test`. */
	environment: "test" | "live";
	/** True where real money may move: the address or the key is live. */
	live: boolean;
	/** Requests a minute that the documentation allows here; 0 on this machine, where nobody counts. */
	rate: number;
}

/** What keys and secrets are made of, after their prefix: nothing that JSON or a URL would write otherwise. */
const CHARACTERS = "[\\w.~+/=-]+";

/**
 * Checks where a command is pointed, before anything is sent.
 *
 * @param url From the command line; default: `LOMI_API_URL`.
 * @param key From the command line; default: `LOMI_API_KEY`.
 * @throws {CommandError} Where there is no address or no key, the address is none, or the key is of another environment than the address.
 * No message has the key in it.
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
	// Not shown where it is wrong: it may hold a password.
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
		rate: isThisMachine(hostname) ? 0 : own["x-rate-limit"].perMinute,
	};
}

function isThisMachine(hostname: string): boolean {
	return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/**
 * Stops a command that changes things.
 *
 * @param known True where somebody has said that they know.
 * @throws {CommandError} Where what it sends would be real, and nobody has said so.
 */
export function refuseLive({ live }: Target, known = false): void {
	if (live && !known)
		throw new CommandError(
			"This is a live key: requests with it have real effects. Use a test key, or pass --i-know-this-is-live.",
		);
}

/** Finds every key and every secret in a text, so that none is shown. */
export function secretPattern(document: Description): RegExp {
	return new RegExp(
		`(?:${secretPrefixes(document).join("|")})${CHARACTERS}`,
		"g",
	);
}
