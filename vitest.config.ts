import { tmpdir } from "node:os";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { HANGS } from "./test/hangs.ts";

// Many processes are started in the tests. What one of them has compiled, the others needn't.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "lomi-compile-cache");

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		// `npm run test:long` runs these.
		exclude: [...configDefaults.exclude, "test/**/*.long.test.ts"],
		globalSetup: "test/global-setup.ts",
		testTimeout: HANGS,
		hookTimeout: HANGS,
		expect: { poll: { timeout: HANGS } },
		// One for each core. By itself, vitest would leave a core idle.
		maxWorkers: "100%",
		// No test changes what others see of a module, and loading them again for each file took a third of the time.
		isolate: false,
	},
});
