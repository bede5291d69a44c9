/** The suite against the sandbox: it passes every check. */
import { beforeAll, expect, test } from "vitest";
import {
	CHECKS,
	type CheckName,
} from "../../packages/contract/checks/names.ts";
import { cellOf, PHASES } from "../../packages/contract/result.ts";
import { runContract } from "../../packages/contract/run/run.ts";
import { systemClock } from "../../packages/sandbox/clock.ts";
import { document, KEY, operations } from "../bundle.ts";
import { createResources } from "../sandbox/setup/resources.ts";
import { addSubscription, addTransaction } from "../sandbox/setup/rows.ts";
import { FIRST, useSandbox } from "../sandbox/setup/sandbox.ts";
import { some } from "../some.ts";
import { undeletable } from "./setup/undeletable.ts";

const sandbox = useSandbox({ clock: systemClock });

// No request creates these, and their lists and filters need items.
beforeAll(async () => {
	await createResources(sandbox);
	const plans = await sandbox.lomi.subscriptionPlans.list(FIRST.merchant_id);
	const plan_id = plans.data[0]?.plan_id ?? "";
	for (const status of ["pending", "completed", "failed", "refunded"] as const)
		for (const provider_code of ["WAVE", "MTN"])
			await addTransaction(sandbox, { status, provider_code });
	for (const status of ["active", "paused", "cancelled", "trial"] as const)
		await addSubscription(sandbox, { plan_id, status });
});

test("the sandbox passes in every phase", async () => {
	const checks = Object.keys(CHECKS) as CheckName[];
	const result = await runContract(document, {
		baseUrl: sandbox.baseUrl,
		key: KEY,
		environment: "test",
		rate: 0,
		timeout: 120_000,
		stateless: false,
		mayWrite: true,
		phases: PHASES,
		operations: new Set(operations.map(({ id }) => id)),
		checks: new Set(checks),
		runs: 10,
		seed: 1,
	});
	expect(result.failures).toStrictEqual([]);
	expect(result.notes).toStrictEqual(
		some(undeletable).map(({ id }) =>
			expect.stringMatching(
				new RegExp(`^Not cleaned up: \\d+ resources created by ${id} `),
			),
		),
	);
	for (const check of checks) {
		const passed = operations.filter(
			(operation) => cellOf(result, operation, check) === "holds",
		);
		// The rate limit isn't reached, and so there is no Retry-After.
		if (check === "response_headers_conformance")
			expect(passed, check).toStrictEqual([]);
		else expect(passed.length, check).toBeGreaterThan(0);
	}
});
