import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import {
	canonicalHost,
	isLoopback,
	isThisMachine,
} from "../../packages/http/loopback.ts";
import { some } from "../some.ts";

test.each([
	"localhost",
	"LOCALHOST",
	"localhost.",
	"app.localhost",
	"Shop.Localhost.",
	"127.0.0.1",
	"127.8.8.8",
	"::1",
	"[::1]",
	"::ffff:127.0.0.1",
])("%s is this machine", (host) => {
	expect(isLoopback(host)).toBe(true);
});

test.each([
	"",
	"localhost.example.com",
	"notlocalhost",
	".localhost",
	"app.localhost.example.com",
	"128.0.0.1",
	"127.0.0.1.example.com",
	"127.0.0.256",
	"0.0.0.0",
	"::2",
	"[::1",
	"::ffff:10.0.0.1",
])("%j is not this machine", (host) => {
	expect(isLoopback(host)).toBe(false);
});

const interfaces = Object.values(networkInterfaces()).flatMap(
	(each) => each?.map(({ address }) => address) ?? [],
);

test.each(
	some([
		...interfaces,
		"127.0.0.1",
		"[::1]",
		"0.0.0.0",
		"::",
		"::ffff:0.0.0.0",
		"::ffff:127.0.0.1",
	]),
)("a connection to %s reaches this machine", (address) => {
	expect(isThisMachine(address)).toBe(true);
});

test.each([
	"198.51.100.7",
	"2001:db8::1",
	"::ffff:198.51.100.7",
	"localhost",
	"",
])(
	"a connection to %j reaches another machine, or must be resolved first",
	(address) => {
		expect(isThisMachine(address)).toBe(false);
	},
);

test.each([
	["LocalHost.", "localhost"],
	["Boutique.Example.CI", "boutique.example.ci"],
	["::1", "[::1]"],
	["[0:0:0:0:0:0:0:1]", "[::1]"],
	["FE80::00A", "[fe80::a]"],
	["::ffff:127.0.0.1", "[::ffff:7f00:1]"],
	["192.168.001.010", "192.168.1.8"],
	["not a host", "not a host"],
])("%s is %s", (host, canonical) => {
	expect(canonicalHost(host)).toBe(canonical);
});
