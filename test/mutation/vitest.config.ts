import { defineConfig } from "vitest/config";
import { HANGS } from "../hangs.ts";

/** The tests that run for each mutant: those that need no browser, compiler, build, or process of their own. Below the folder that run.ts names. */
export default defineConfig({
	test: {
		include: [
			// test/client
			"{answers,logs,pages,retries,secrets,settings,timeouts,webhooks}.test.ts",
			// test/sandbox
			"{money,schedule}.test.ts",
			"http/{idempotency,lists,rate-limit,turns}.test.ts",
			"engine/{payments,subscriptions}.test.ts",
			"resources/*.test.ts",
			// test/diff
			"{rate,version}.test.ts",
		],
		testTimeout: HANGS,
		hookTimeout: HANGS,
	},
});
