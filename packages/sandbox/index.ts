/** The package `lomi-sandbox`: a sandbox in your own process. */
import type { Description } from "@lomi/spec";
import { type Clock, countingClock, systemClock } from "./clock.ts";
import { readControlDescription, readDescription } from "./documents.ts";
import { type Random, secureRandom, seededRandom } from "./random.ts";
import {
	merchantsOf,
	type SeededMerchant,
	seedMerchants,
} from "./seed/merchants.ts";
import { seedDatabase } from "./seed/world.ts";
import {
	createSandbox as createFrom,
	type Sandbox as Server,
	type SandboxOptions as ServerOptions,
} from "./server.ts";
import { documentedNow } from "./spec-examples.ts";

export type { Description } from "@lomi/spec";
export { type Clock, countingClock, systemClock } from "./clock.ts";
export { DataFileError } from "./db/data-file.ts";
export { readControlDescription, readDescription } from "./documents.ts";
export { type Random, secureRandom, seededRandom } from "./random.ts";
export type { SeededMerchant } from "./seed/merchants.ts";

export interface SandboxOptions
	extends Omit<ServerOptions, "seed" | "control"> {
	/** Begins with the merchants alone. Default: false. */
	empty?: boolean;
	/** How many transactions the year of business has. Default: that of `--seed-size`. */
	seedSize?: number;
	/** The same IDs, secrets and times again: sets `random` and `clock`. Default: chance and the time of day. */
	seed?: number;
	/** What it answers by. Default: the description that came with the package. */
	document?: Description;
	/** What its control plane answers by. Default: the description that came with the package; false leaves the control plane out. */
	control?: Description | false;
}

export interface Sandbox extends Server {
	/** Whose data it has, each with the key that it is read and changed with. */
	merchants: SeededMerchant[];
}

/**
 * Makes a sandbox with its merchants in it. It listens when you tell it: `await sandbox.app.listen({ port: 0, host: "127.0.0.1" })`
 * gives its address, to which the API's path, `/v1`, is added.
 *
 * @throws {DataFileError} Where the file is none that it can use.
 */
export async function createSandbox({
	document = readDescription(),
	seed,
	empty = false,
	seedSize,
	control = readControlDescription(),
	...options
}: SandboxOptions = {}): Promise<Sandbox> {
	const { clock, random, concurrentRandom } = {
		...randomAndClock(document, seed),
		...options,
	};
	const sandbox = await createFrom(document, {
		...options,
		clock,
		random,
		...(concurrentRandom && { concurrentRandom }),
		...(control && { control }),
		seed: (database, _, to = empty ? "empty" : "seed") =>
			to === "empty"
				? seedMerchants(database, document, clock.now())
				: seedDatabase(database, document, {
						now: clock.now(),
						// Hundreds of thousands of numbers, which a generator gives faster; where it begins is as unpredictable as `random`.
						random: seededRandom(random.int(0, 2 ** 31 - 1)),
						...(seedSize !== undefined && { size: seedSize }),
					}),
	});
	return Object.assign(sandbox, { merchants: merchantsOf(document) });
}

function randomAndClock(
	document: Description,
	seed: number | undefined,
): { clock: Clock; random: Random; concurrentRandom?: Random } {
	return seed === undefined
		? { clock: systemClock, random: secureRandom }
		: {
				// The day of the examples, which then stand in it to the letter.
				clock: countingClock(documentedNow(document)),
				random: seededRandom(seed),
				concurrentRandom: seededRandom(seed + 1),
			};
}
