/** One version for the description and all packages. */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { document } from "../api.ts";
import { some } from "../some.ts";

const manifests = ["package.json", "{packages/*,docs-site}/package.json"]
	.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
	.sort();
const { version } = document.info;

test.each(some(manifests))(
	"%s has it, also for the packages it depends on",
	(file) => {
		const manifest = JSON.parse(readFileSync(ROOT + file, "utf8"));
		const { dependencies = {}, devDependencies = {} } = manifest;
		const own = Object.entries({ ...dependencies, ...devDependencies }).filter(
			([name]) => name.startsWith("@lomi/") || name.startsWith("lomi-"),
		);
		expect([manifest.version, ...own.map(([, each]) => each)]).toStrictEqual(
			Array(own.length + 1).fill(version),
		);
	},
);
