/** `npm run workflows` on the sandbox: with whatever it has, and as often as one likes. */
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { workflowsCommand } from "../../../packages/contract/workflows/command.ts";
import { createSandbox } from "../../../packages/sandbox/index.ts";
import { BASE } from "../../bundle.ts";
import { run } from "../../command.ts";

const SKIPPED = "– pause-and-cancel-a-subscription  skipped: No subscription";

test.each([
	["the seed", { seed: 1 }, ["6 of 6 workflows passed.", "6 of 6"]],
	[
		"no data",
		{ empty: true },
		["5 of 6 workflows passed, 1 skipped.", "5 of 6"],
	],
])("all pass twice in a row on %s", async (_what, options, expected) => {
	const sandbox = await createSandbox(options);
	onTestFinished(sandbox.close);
	await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	const { port } = sandbox.app.server.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}${BASE}`;
	const key = sandbox.merchants[0]?.api_key ?? "";
	for (const summary of expected) {
		const { code, out, err } = await run(
			workflowsCommand,
			["--url", url, "--key", key],
			{ failure: 2 },
		);
		expect(err).toBe("");
		expect(out).not.toContain("✗");
		expect(out).toContain(summary);
		expect(out.includes(SKIPPED)).toBe("empty" in options);
		expect(code).toBe(0);
	}
});
