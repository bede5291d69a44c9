/** Takes random steps, and reads everything back after each sequence. */
import fc from "fast-check";
import { step } from "./steps.ts";
import { createWorld } from "./world.ts";

/**
 * Runs sequences of steps. A failure names the seed, and the shortest sequence that was found to fail.
 *
 * @param options How many sequences, or for how long; the seed.
 * @returns Number of answers by door and status.
 */
export async function walkThroughDoors(
	steps: number,
	options: fc.Parameters<unknown>,
): Promise<Map<string, number>> {
	const world = await createWorld();
	try {
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, { minLength: steps / 2, maxLength: steps }),
				async (sequence) => {
					await world.reset();
					for (const each of sequence) await world.take(each);
					await world.read();
				},
			),
			options as never,
		);
		return world.answers;
	} finally {
		await world.close();
	}
}
