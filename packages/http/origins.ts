/** The origins at which a server is reached. */
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { isLoopback } from "./loopback.ts";

/** The addresses that stand for all of a machine's, by the family of those that they stand for. */
const ALL: Record<string, string[]> = {
	"0.0.0.0": ["IPv4"],
	"::": ["IPv4", "IPv6"],
};
/** Addresses of a single link, which need the name of an interface besides. */
const LINK_LOCAL = /^fe[89ab]/i;

/** The origin that a browser on this machine uses: `http://127.0.0.1:4020`. @param place Undefined if the server isn't listening. */
export function ownOrigin(place: AddressInfo | undefined): string {
	if (!place) return originAt("127.0.0.1", 0);
	const { address, port } = place;
	return originAt(address in ALL ? "127.0.0.1" : address, port);
}

/**
 * The origins by which other machines in the network reach a server, IPv4 first; none if it listens to this machine only.
 *
 * @param interfaces The machine's.
 */
export function networkOrigins(
	place: AddressInfo | undefined,
	interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): string[] {
	if (!place || isLoopback(place.address)) return [];
	const { address, port } = place;
	const families = ALL[address];
	if (!families) return [originAt(address, port)];
	const outside = Object.values(interfaces)
		.flatMap((each) => each ?? [])
		.filter((each) => !each.internal && !LINK_LOCAL.test(each.address));
	return families.flatMap((family) =>
		outside
			.filter((each) => each.family === family)
			.map((each) => originAt(each.address, port)),
	);
}

function originAt(address: string, port: number): string {
	return `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
}
