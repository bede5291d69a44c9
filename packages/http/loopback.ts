/** Which hosts are this machine. */
import { BlockList, isIP } from "node:net";
import { networkInterfaces } from "node:os";

const addresses = new BlockList();
addresses.addSubnet("127.0.0.0", 8, "ipv4");
addresses.addAddress("::1", "ipv6");

/**
 * A host as URL parsers write it, so that two spellings of one host are the same text: `LOCALHOST.` is `localhost`, and `::0001` is `[::1]`.
 *
 * @param host A name or an address without a port, with or without the brackets that a URL puts around IPv6.
 */
export function canonicalHost(host: string): string {
	const bracketed = isIP(host) === 6 ? `[${host}]` : host;
	const { hostname = host.toLowerCase() } =
		URL.parse(`http://${bracketed}`) ?? {};
	return hostname.replace(/\.$/, "");
}

/**
 * Creates the function that tells whether a host is one of those named, in any spelling.
 *
 * @param names Names or addresses without ports; `.example.ci` is a domain and all below it.
 */
export function createHostMatcher(
	names: readonly string[],
): (host: string) => boolean {
	const canonical = names.map((name) =>
		name.startsWith(".")
			? `.${canonicalHost(name.slice(1))}`
			: canonicalHost(name),
	);
	return (host) => {
		const own = canonicalHost(host);
		return canonical.some((name) =>
			name.startsWith(".") ? `.${own}`.endsWith(name) : own === name,
		);
	};
}

/** Resolvers and browsers take these for loopback addresses (RFC 6761, section 6.3). */
const LOCALHOST = /^(.+\.)?localhost\.?$/i;

/**
 * True for `localhost`, for all names below it, and for every loopback address: 127.0.0.0/8 and ::1, also as IPv4-mapped IPv6.
 *
 * @param host A name or an address without a port, with or without the brackets that a URL puts around IPv6.
 */
export function isLoopback(host: string): boolean {
	if (LOCALHOST.test(host)) return true;
	const address = host.replace(/^\[(.*)\]$/, "$1");
	const version = isIP(address);
	return version > 0 && addresses.check(address, `ipv${version as 4 | 6}`);
}

/** Connecting to "all addresses" reaches this machine. */
const unspecified = new BlockList();
unspecified.addSubnet("0.0.0.0", 8, "ipv4");
unspecified.addAddress("::", "ipv6");

/**
 * True for every address at which a connection reaches this machine: loopback, unspecified, and those of its network interfaces.
 *
 * @param address As in {@link isLoopback}. False for a name: resolve it first.
 */
export function isThisMachine(address: string): boolean {
	const bare = address.replace(/^\[(.*)\]$/, "$1");
	const version = isIP(bare);
	if (version === 0) return false;
	const interfaces = new BlockList();
	for (const each of Object.values(networkInterfaces()).flat())
		if (each)
			interfaces.addAddress(
				each.address,
				each.family === "IPv4" ? "ipv4" : "ipv6",
			);
	return (
		isLoopback(bare) ||
		[unspecified, interfaces].some((list) =>
			list.check(bare, `ipv${version as 4 | 6}`),
		)
	);
}
