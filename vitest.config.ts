import { tmpdir } from "node:os";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

// Many processes are started in the tests. What one of them has compiled, the others needn't.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "lomi-compile-cache");

/** A test takes as long as the machine needs. This is for those that hang, and the only time limit that there is. */
const HANGS = 10 * 60_000;

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		// `npm run test:long` runs these.
		exclude: [...configDefaults.exclude, "test/**/*.long.test.ts"],
		globalSetup: [
			"test/docs/browser.ts",
			"test/docs/site.ts",
			"test/package/pack.ts",
		],
		testTimeout: HANGS,
		hookTimeout: HANGS,
		expect: { poll: { timeout: HANGS } },
		// One more than CI has cores: many tests wait for a process or a browser. By itself, vitest would leave a core idle.
		maxWorkers: 3,
		// No test changes what others see of a module, and loading them again for each file took a third of the time.
		isolate: false,
	},
});
