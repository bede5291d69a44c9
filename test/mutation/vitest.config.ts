import { defineConfig } from "vitest/config";
import { HANGS } from "../hangs.ts";

/** The tests for mutants: those without a browser, compiler, build or child process. Relative to the folder in run.ts. */
export default defineConfig({
	test: {
		include: [
			// test/client
			"{answers,logs,pages,retries,secrets,settings,timeouts,webhooks}.test.ts",
			// test/sandbox
			"{keyed-mutex,money,schedule}.test.ts",
			"api/{idempotency,lists,rate-limit}.test.ts",
			"engine/{payments,subscriptions}.test.ts",
			"api/resources/*.test.ts",
			// test/diff
			"{severity,version}.test.ts",
		],
		testTimeout: HANGS,
		hookTimeout: HANGS,
	},
});
