/** The options of commands about who can reach a server. */
import { isIP } from "node:net";
import type { Option } from "@lomi/cli";
import type { AllowedHosts } from "./host-check.ts";
import { isLoopback } from "./loopback.ts";

const ALL = "all";
/** A name, perhaps of a domain and all below it. No port, and no scheme. */
const NAME = /^\.?[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*\.?$/u;

/** `--allowed-hosts`. */
export const ALLOWED_HOSTS: Option<AllowedHosts> = {
	placeholder: "NAMES",
	default: "this machine's",
	about: `Other names under which clients reach it, separated by commas; .example.ci is a domain and all below it, ${ALL} any name.`,
	read(texts) {
		const names = readNames(texts);
		return names.includes(ALL) ? ALL : names;
	},
};

/** `--webhook-hosts`. */
export const WEBHOOK_HOSTS: Option<string[]> = {
	placeholder: "NAMES",
	default: "none",
	about:
		"Hosts that webhooks are sent to, besides this machine's, separated by commas; .example.ci is a domain and all below it.",
	read: readNames,
};

function readNames(texts: string[]): string[] {
	const names = texts
		.flatMap((text) => text.split(","))
		.map((name) => name.trim().toLowerCase());
	const wrong = names.find(
		(name) => !NAME.test(name) && isIP(name.replace(/^\[(.*)\]$/, "$1")) === 0,
	);
	if (wrong !== undefined)
		throw new Error(
			`must be names without scheme and port, such as sandbox, not ${JSON.stringify(wrong)}`,
		);
	return names;
}

/** A warning if other machines can reach a server that listens on `host`. */
export function warnOf(host: string): string | undefined {
	return isLoopback(host)
		? undefined
		: `Anyone who can reach ${host} can use this sandbox: its keys are public. Use --host 127.0.0.1 to limit it to this machine.`;
}
