import { tmpdir } from "node:os";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

// Hundreds of processes are started in the tests. What one of them has compiled, the others needn't.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "lomi-compile-cache");

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		// `npm run test:long` runs these: all together must not take five minutes.
		exclude: [...configDefaults.exclude, "test/**/*.long.test.ts"],
		globalSetup: [
			"test/docs/browser.ts",
			"test/docs/site.ts",
			"test/package/pack.ts",
		],
		testTimeout: 60_000,
		hookTimeout: 120_000,
		// One more than CI has cores: many tests wait for a process or a browser. By itself, vitest would leave a core idle.
		maxWorkers: 3,
		// No test changes what others see of a module, and loading them again for each file took a third of the time.
		isolate: false,
	},
});
