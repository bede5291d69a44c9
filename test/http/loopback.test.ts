import { expect, test } from "vitest";
import { isLoopback } from "../../packages/http/loopback.ts";

test.each([
	"localhost",
	"LOCALHOST",
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
	"app.localhost",
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
