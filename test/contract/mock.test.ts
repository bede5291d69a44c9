/** The suite against the mock: it passes every check that needs no memory. */
import { expect, test } from "vitest";
import {
	CHECKS,
	type CheckName,
	NEED_MEMORY,
} from "../../packages/contract/checks/names.ts";
import { cellOf, PHASES } from "../../packages/contract/result.ts";
import { runContract } from "../../packages/contract/run/run.ts";
import { document, KEY, operations, useMock } from "../api.ts";

const mock = useMock();

test("the mock passes in every phase", async () => {
	const checks = Object.keys(CHECKS) as CheckName[];
	const result = await runContract(document, {
		baseUrl: mock.baseUrl,
		key: KEY,
		environment: "test",
		rate: 0,
		timeout: 120_000,
		stateless: true,
		mayWrite: true,
		phases: PHASES,
		operations: new Set(operations.map(({ id }) => id)),
		checks: new Set(checks),
		runs: 10,
		seed: 1,
	});
	expect(result.failures).toStrictEqual([]);
	expect(result.notes).toStrictEqual([]);
	for (const check of checks) {
		const passed = operations.filter(
			(operation) => cellOf(result, operation, check) === "holds",
		);
		// Without memory there is no rate limit, and so no Retry-After.
		if (NEED_MEMORY.has(check) || check === "response_headers_conformance")
			expect(passed, check).toStrictEqual([]);
		else expect(passed.length, check).toBeGreaterThan(0);
	}
});
