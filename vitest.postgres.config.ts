/** The sandbox's tests on PostgreSQL, and the contract suite against three instances. */
import { defineConfig } from "vitest/config";
import config from "./vitest.config.ts";

export default defineConfig({
	test: {
		...config.test,
		globalSetup: "test/postgres-setup.ts",
		include: ["test/sandbox/**/*.test.ts", "test/contract/sandbox.test.ts"],
	},
});
