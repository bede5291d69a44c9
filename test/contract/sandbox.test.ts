/** The suite against the sandbox, which remembers: all that the description says can be told of it, and holds. */
import { beforeAll, expect, test } from "vitest";
import {
	CHECKS,
	type CheckName,
} from "../../packages/contract/checks/names.ts";
import { cellOf, PHASES } from "../../packages/contract/result.ts";
import { runContract } from "../../packages/contract/run.ts";
import { systemClock } from "../../packages/sandbox/clock.ts";
import { document, KEY, operations } from "../bundle.ts";
import { createResources } from "../sandbox/setup/resources.ts";
import { addSubscription, addTransaction } from "../sandbox/setup/rows.ts";
import { FIRST, useSandbox } from "../sandbox/setup/sandbox.ts";

const sandbox = useSandbox({ clock: systemClock });

// What no request makes has to be there, for its lists and their filters to be tried.
beforeAll(async () => {
	await createResources(sandbox);
	const plans = await sandbox.lomi.subscriptionPlans.list(FIRST.merchant_id);
	const plan_id = plans.data[0]?.plan_id ?? "";
	for (const status of ["pending", "completed", "failed", "refunded"])
		for (const provider_code of ["WAVE", "MTN"])
			await addTransaction(sandbox, { status, provider_code });
	for (const status of ["active", "paused", "cancelled", "trial"])
		await addSubscription(sandbox, { plan_id, status });
});

test("the sandbox holds, in every phase and every check", async () => {
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
	// A session never goes away again.
	expect(result.notes).toStrictEqual([
		expect.stringMatching(/^Left behind, .* createCheckoutSession made, /),
	]);
	for (const check of checks) {
		const held = operations.filter(
			(operation) => cellOf(result, operation, check) === "holds",
		);
		// It is never over a limit, and so never says when to come back.
		if (check === "response_headers_conformance")
			expect(held, check).toStrictEqual([]);
		else expect(held.length, check).toBeGreaterThan(0);
	}
});
