import { defineConfig } from "vitest/config";

/** What takes long: sandboxes that are killed 50 times, 20,000 hostile requests, two years of subscriptions. */
export default defineConfig({
	test: {
		include: ["test/**/*.long.test.ts"],
		testTimeout: 60_000,
		hookTimeout: 120_000,
	},
});
