import { defineConfig } from "vitest/config";
import { HANGS } from "../hangs.ts";

/** The tests for mutants: those without a browser, compiler, build or child process. Relative to the folder in run.ts. */
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
