import { configDefaults, defineConfig } from "vitest/config";
import config from "./vitest.config.ts";

/** What takes long: sandboxes that are killed 50 times, 20,000 hostile requests, two years of subscriptions. */
export default defineConfig({
	test: {
		...config.test,
		include: ["test/**/*.long.test.ts"],
		exclude: configDefaults.exclude,
		globalSetup: [],
	},
});
