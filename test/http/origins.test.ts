/** The origins at which a server is reached, by the address that it listens on. */
import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { networkOrigins, ownOrigin } from "../../packages/http/origins.ts";

const at = (
	address: string,
	family: "IPv4" | "IPv6",
	internal = false,
): NetworkInterfaceInfo =>
	({ address, family, internal }) as NetworkInterfaceInfo;

const INTERFACES = {
	lo: [at("127.0.0.1", "IPv4", true), at("::1", "IPv6", true)],
	eth0: [
		at("fe80::1", "IPv6"),
		at("2001:db8::5", "IPv6"),
		at("192.168.1.10", "IPv4"),
	],
	none: undefined,
	wlan0: [at("10.0.0.7", "IPv4")],
};
const place = (address: string) => ({
	address,
	port: 4020,
	family: address.includes(":") ? "IPv6" : "IPv4",
});

test.each([
	["127.0.0.1", "http://127.0.0.1:4020", []],
	["127.0.0.5", "http://127.0.0.5:4020", []],
	["::1", "http://[::1]:4020", []],
	[
		"0.0.0.0",
		"http://127.0.0.1:4020",
		["http://192.168.1.10:4020", "http://10.0.0.7:4020"],
	],
	[
		"::",
		"http://127.0.0.1:4020",
		[
			"http://192.168.1.10:4020",
			"http://10.0.0.7:4020",
			"http://[2001:db8::5]:4020",
		],
	],
	["192.168.1.10", "http://192.168.1.10:4020", ["http://192.168.1.10:4020"]],
	["2001:db8::5", "http://[2001:db8::5]:4020", ["http://[2001:db8::5]:4020"]],
])("%s is reached at %s and %j", (address, own, network) => {
	expect(ownOrigin(place(address))).toBe(own);
	expect(networkOrigins(place(address), INTERFACES)).toStrictEqual(network);
});

test("a server that isn't listening is reached nowhere", () => {
	expect(ownOrigin(undefined)).toBe("http://127.0.0.1:0");
	expect(networkOrigins(undefined, INTERFACES)).toStrictEqual([]);
});

test("this machine's own addresses are used by default", () => {
	for (const origin of networkOrigins(place("0.0.0.0")))
		expect(origin).toMatch(/^http:\/\/\d+\.\d+\.\d+\.\d+:4020$/);
});
