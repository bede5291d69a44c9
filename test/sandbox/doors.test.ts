/**
 * What goes in through any door can come out: no 5xx, all lists and objects can be read, what was sent comes back, and the ledger holds.
 * Set another seed for other steps: `LOMI_SEED=7 npx vitest run test/sandbox/doors.test.ts`.
 */
import { expect, test } from "vitest";
import { operations } from "../bundle.ts";
import { walkThroughDoors } from "./doors/run.ts";

const SEED = Number(process.env.LOMI_SEED ?? 14);

test("8 sequences of up to 80 steps", async () => {
	const answers = await walkThroughDoors(80, { numRuns: 8, seed: SEED });
	const succeeded = [...answers.keys()].filter((each) =>
		/ [23]\d\d$/.test(each),
	);
	const ids = operations.map(({ id }) => id);
	// Some need luck, such as a delivery that can be retried.
	expect(
		succeeded.filter((each) => each.startsWith("api ")).length,
	).toBeGreaterThan(ids.length / 2);
	for (const door of ["page the form", "control pay", "control advance"])
		expect(
			succeeded.some((each) => each.startsWith(door)),
			door,
		).toBe(true);
});
