/** What other people's measure says of the description: `redocly score`, which lomi.'s own published one passes with 56.2. */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/root.ts";

const redocly = join(
	dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")),
	"bin/cli.js",
);
const score = JSON.parse(
	execFileSync(
		process.execPath,
		[redocly, "score", "generated/openapi.yaml", "--format", "json"],
		{
			cwd: ROOT,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
			env: {
				...process.env,
				REDOCLY_TELEMETRY: "off",
				REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
			},
		},
	),
);

test("redocly score is 85 or more", () => {
	expect(score.agentReadiness).toBeGreaterThanOrEqual(85);
});

test.each([
	"documentationQuality",
	"exampleCoverage",
	"errorClarity",
	"identifierClarity",
])("its %s is 100 %", (part) => {
	expect(score.subscores[part]).toBe(1);
});
