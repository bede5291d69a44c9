/** The suite against our mock, which has no memory: it does what the description says, as far as that can be told. */
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

test("the mock holds, in every phase and every check that needs no memory", async () => {
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
		const held = operations.filter(
			(operation) => cellOf(result, operation, check) === "holds",
		);
		// Without a memory it is never over a limit, and so never says when to come back.
		if (NEED_MEMORY.has(check) || check === "response_headers_conformance")
			expect(held, check).toStrictEqual([]);
		else expect(held.length, check).toBeGreaterThan(0);
	}
});
