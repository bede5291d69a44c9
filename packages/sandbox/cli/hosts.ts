/** By which names others may call the sandbox, and what they should be told who let them. */
import { hostname, networkInterfaces } from "node:os";
import { isLoopback } from "@lomi/http";

/** Listening on one of these is listening on all addresses of the machine. */
const ALL = ["0.0.0.0", "::"];

/** The names that a sandbox on `host` is called by from other machines; none where only this one reaches it. */
export function namesOf(host: string): string[] {
	if (isLoopback(host)) return [];
	if (!ALL.includes(host)) return [inAddress(host)];
	const addresses = Object.values(networkInterfaces()).flatMap(
		(each) => each?.map(({ address }) => inAddress(address)) ?? [],
	);
	return [hostname().toLowerCase(), ...addresses];
}

/** A name as it stands in an address. */
function inAddress(host: string): string {
	return host.includes(":") ? `[${host}]` : host.toLowerCase();
}

/** A sentence for whoever opens the sandbox to others; undefined where nobody else reaches it. */
export function warnOf(host: string): string | undefined {
	return isLoopback(host)
		? undefined
		: `Whoever reaches ${host} can use this sandbox: its keys are known to everybody. --host 127.0.0.1 keeps it to this machine.`;
}
