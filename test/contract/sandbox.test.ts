/** The suite against the sandbox: it passes every check. On PostgreSQL, three instances answer its requests in turn. */
import { beforeAll, expect, onTestFinished, test } from "vitest";
import {
	CHECKS,
	type CheckName,
} from "../../packages/contract/checks/names.ts";
import { cellOf, PHASES } from "../../packages/contract/result.ts";
import { runContract } from "../../packages/contract/run/run.ts";
import { systemClock } from "../../packages/sandbox/clock.ts";
import { BASE, document, KEY, operations } from "../bundle.ts";
import { isOnPostgres, newData } from "../sandbox/setup/data.ts";
import { balance } from "../sandbox/setup/load-balancer.ts";
import { createResources } from "../sandbox/setup/resources.ts";
import { addSubscription, addTransaction } from "../sandbox/setup/rows.ts";
import { FIRST, startSandbox, useSandbox } from "../sandbox/setup/sandbox.ts";
import { some } from "../some.ts";
import { undeletable } from "./setup/undeletable.ts";

const options = { clock: systemClock, ...(await newData()) };
const sandbox = useSandbox(options);

/** Where the suite sends its requests. */
async function addressOfAll(): Promise<string> {
	if (!isOnPostgres) return sandbox.baseUrl;
	const others = [await startSandbox(options), await startSandbox(options)];
	const balancer = await balance(
		[sandbox, ...others].map(({ origin }) => origin),
	);
	onTestFinished(async () => {
		balancer.close();
		for (const { stop, faults } of others) {
			await stop();
			expect(faults).toStrictEqual([]);
		}
		for (const count of balancer.counts) expect(count).toBeGreaterThan(100);
	});
	return balancer.url + BASE;
}

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
		baseUrl: await addressOfAll(),
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
