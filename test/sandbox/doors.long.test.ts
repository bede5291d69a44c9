/**
 * The same as doors.test.ts, for longer: `LOMI_DOORS_SECONDS=1200 npm run test:long -- test/sandbox/doors.long.test.ts`. A failure names its
 * seed, which `LOMI_SEED` repeats.
 */
import { expect, test } from "vitest";
import { HANGS } from "../hangs.ts";
import { walkThroughDoors } from "./doors/run.ts";

const SECONDS = Number(process.env.LOMI_DOORS_SECONDS ?? 20);
const SEED = process.env.LOMI_SEED;

test(
	`sequences of up to 200 steps, for ${SECONDS} seconds`,
	async () => {
		const answers = await walkThroughDoors(200, {
			numRuns: Number.MAX_SAFE_INTEGER,
			interruptAfterTimeLimit: SECONDS * 1_000,
			...(SEED && { seed: Number(SEED) }),
		});
		expect(answers.size).toBeGreaterThan(50);
	},
	SECONDS * 1_000 + HANGS,
);
