/** The `redocly score` of the description. lomi.'s published description has 56.2. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { QUIET_REDOCLY, redocly } from "../command-lines.ts";

const score = JSON.parse(
	execFileSync(
		process.execPath,
		[redocly, "score", "generated/openapi.yaml", "--format", "json"],
		{
			cwd: ROOT,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
			env: QUIET_REDOCLY,
		},
	),
);

test("redocly score is at least 85", () => {
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
