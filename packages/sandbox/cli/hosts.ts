/** Host names for requests from other machines, and the warning about them. */
import { hostname, networkInterfaces } from "node:os";
import { canonicalHost, isLoopback } from "@lomi/http";

/** These addresses mean all addresses of the machine. */
const ALL = ["0.0.0.0", "[::]"];

/** The names under which other machines reach a sandbox on `host`; none for a loopback address. */
export function namesOf(host: string): string[] {
	if (isLoopback(host)) return [];
	const name = canonicalHost(host);
	if (!ALL.includes(name)) return [name];
	const addresses = Object.values(networkInterfaces()).flatMap(
		(each) => each?.map(({ address }) => canonicalHost(address)) ?? [],
	);
	return [canonicalHost(hostname()), ...addresses];
}

/** A warning if other machines can reach `host`. */
export function warnOf(host: string): string | undefined {
	return isLoopback(host)
		? undefined
		: `Anyone who can reach ${host} can use this sandbox: its keys are public. Use --host 127.0.0.1 to limit it to this machine.`;
}
