/** The package `lomi-sandbox`: a sandbox in your own process. */
import type { Description } from "@lomi/spec";
import { type Clock, countingClock, systemClock } from "./clock.ts";
import { readControlDescription, readDescription } from "./documents.ts";
import { type Random, secureRandom, seededRandom } from "./random.ts";
import { continueFrom } from "./reopen.ts";
import {
	isEmpty,
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
export { DataFileError } from "./db/stored-json.ts";
export { readControlDescription, readDescription } from "./documents.ts";
export { type Random, secureRandom, seededRandom } from "./random.ts";
export type { SeededMerchant } from "./seed/merchants.ts";

export interface SandboxOptions
	extends Omit<ServerOptions, "seed" | "control"> {
	/** Seed only the merchants. Default: false. */
	empty?: boolean;
	/** Number of transactions in the seeded year of business. Default: that of `--seed-size`. */
	seedSize?: number;
	/** Called while the year is being seeded with the share that is done, from 0 to 1. Throwing ends it. */
	onSeedProgress?: (share: number) => void;
	/** Makes IDs, secrets and times repeatable by setting `random` and `clock`. Default: random values and the current time. */
	seed?: number;
	/** The API's description. Default: the one that ships with the package. */
	document?: Description;
	/** The control plane's description; false disables the control plane. Default: the one that ships with the package. */
	control?: Description | false;
}

export interface Sandbox extends Server {
	/** The seeded merchants, each with its API key. */
	merchants: SeededMerchant[];
}

/**
 * Creates a sandbox with its merchants. It doesn't listen yet: `await sandbox.app.listen({ port: 0, host: "127.0.0.1" })` resolves to its
 * address, to which you append the API's path, `/v1`.
 *
 * @throws {DataFileError} If the data file can't be used.
 */
export async function createSandbox({
	document = readDescription(),
	seed,
	empty = false,
	seedSize,
	onSeedProgress,
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
		seed: async (database, _, to = empty ? "empty" : "seed") => {
			if (!(await isEmpty(database)))
				return continueFrom(database, clock, [
					random,
					...(concurrentRandom ? [concurrentRandom] : []),
				]);
			if (to === "empty") return seedMerchants(database, document, clock.now());
			return seedDatabase(database, document, {
				now: clock.now(),
				// A generator is faster for hundreds of thousands of numbers; its seed is as unpredictable as `random`.
				random: seededRandom(random.int(0, 2 ** 31 - 1)),
				...(seedSize !== undefined && { size: seedSize }),
				...(onSeedProgress && { onProgress: onSeedProgress }),
			});
		},
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
				// The day of the examples: their times are then seeded unchanged.
				clock: countingClock(documentedNow(document)),
				random: seededRandom(seed),
				concurrentRandom: seededRandom(seed + 1),
			};
}
