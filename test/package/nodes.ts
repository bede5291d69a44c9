/** The Node versions that packages are tested on. `npm ci` installs them in separate workspaces. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT } from "../../packages/spec/generated-files.ts";

/** The `node` package in a folder. */
function nodeOf(folder: string): { version: string; path: string } {
	const manifest = createRequire(join(ROOT, folder, "x.js")).resolve(
		"node/package.json",
	);
	const { version } = JSON.parse(readFileSync(manifest, "utf8"));
	return { version, path: join(dirname(manifest), "bin/node") };
}

export const nodes = [
	{ major: 20, ...nodeOf("test/package/node20") },
	{ major: 22, ...nodeOf("test/package/node22") },
	{ major: 24, ...nodeOf("") },
];
