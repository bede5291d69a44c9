/** Which hosts are this machine. */
import { BlockList, isIP } from "node:net";

const addresses = new BlockList();
addresses.addSubnet("127.0.0.0", 8, "ipv4");
addresses.addAddress("::1", "ipv6");

/**
 * True for `localhost` and for every loopback address: 127.0.0.0/8 and ::1, also as IPv4-mapped IPv6.
 *
 * @param host A name or an address without a port, with or without the brackets that a URL puts around IPv6.
 */
export function isLoopback(host: string): boolean {
	if (host.toLowerCase() === "localhost") return true;
	const address = host.replace(/^\[(.*)\]$/, "$1");
	const version = isIP(address);
	return version > 0 && addresses.check(address, `ipv${version as 4 | 6}`);
}
