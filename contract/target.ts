/** The server that a command is pointed at, and whose key it uses. */
import { type Description, testServer } from "../description/operations.ts";
import { CommandError } from "../scripts/terminal.ts";

export interface Target {
	/** Without a slash at its end. */
	baseUrl: string;
	key: string;
	/** The environment that the key belongs to: `test`. */
	environment: "test" | "live";
	/** True where real money may move: the address or the key is live. */
	live: boolean;
	/** Requests a minute that the documentation allows here; 0 on this machine, where nobody counts. */
	rate: number;
}

/**
 * Checks where a command is pointed, before anything is sent.
 *
 * @param url From the command line; default: `LOMI_API_URL`.
 * @param key From the command line; default: `LOMI_API_KEY`.
 * @throws {CommandError} Where there is no address or no key, the address is none, or the key is of another environment than the address.
 */
export function readTarget(
	{
		url = process.env.LOMI_API_URL,
		key = process.env.LOMI_API_KEY,
	}: { url?: string | undefined; key?: string | undefined },
	document: Description,
): Target {
	const example = "http://127.0.0.1:4010/v1";
	if (!url)
		throw new CommandError(
			`No server to look at. Pass --url, such as ${example}, or set LOMI_API_URL.`,
		);
	if (!/^https?:\/\/[^\s?#@]+$/.test(url) || !URL.canParse(url))
		throw new CommandError(
			`--url takes an http or https address without query and password, such as ${example}.`,
		);
	const { "x-key-prefix": prefix } = testServer(document);
	if (!key)
		throw new CommandError(
			`No API key. Pass --key, such as ${prefix}…, or set LOMI_API_KEY.`,
		);
	const own = document.servers.find((server) =>
		key.startsWith(server["x-key-prefix"]),
	);
	if (!own || !/^[\x21-\x7e]+$/.test(key))
		throw new CommandError(
			`The key doesn't start with ${document.servers.map((server) => server["x-key-prefix"]).join(" or ")}. Copy it again.`,
		);
	const { hostname } = new URL(url);
	const there = document.servers.find(
		(server) => new URL(server.url).hostname === hostname,
	);
	if (there && there !== own)
		throw new CommandError(
			`${hostname} takes keys that start with ${there["x-key-prefix"]}, and this one is of the ${own["x-environment"]} environment.`,
		);
	return {
		baseUrl: url.replace(/\/+$/, ""),
		key,
		environment: own["x-environment"],
		live: own["x-environment"] === "live",
		rate: isThisMachine(hostname) ? 0 : own["x-rate-limit"].perMinute,
	};
}

function isThisMachine(hostname: string): boolean {
	return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
