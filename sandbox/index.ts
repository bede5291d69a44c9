/** The package `lomi-sandbox`: a sandbox in your own process. */
import { readFileSync } from "node:fs";
import type { Description } from "../description/operations.ts";
import { countingClock } from "./clock.ts";
import { seededRandom } from "./random.ts";
import { seedMerchants } from "./seed/merchants.ts";
import {
	createSandbox as createFrom,
	type Sandbox,
	type SandboxOptions as ServerOptions,
} from "./server.ts";

export type { Description } from "../description/operations.ts";
export { type Clock, countingClock, systemClock } from "./clock.ts";
export { DataFileError } from "./data/file.ts";
export { type Random, secureRandom, seededRandom } from "./random.ts";
export { MERCHANTS, type SeededMerchant } from "./seed/merchants.ts";
export type { Sandbox } from "./server.ts";

export interface SandboxOptions extends Omit<ServerOptions, "seed"> {
	/** The same IDs, secrets and times again: sets `random` and `clock`. Default: chance and the time of day. */
	seed?: number;
	/** What it answers by. Default: the description that came with the package. */
	document?: Description;
}

/** When a seeded sandbox begins. */
const SEEDED_TIME = new Date("2026-01-01T00:00:00.000Z");

/**
 * Makes a sandbox with its merchants in it. It listens when you tell it: `await sandbox.app.listen({ port: 0, host: "127.0.0.1" })`
 * gives its address, to which the API's path, `/v1`, is added.
 *
 * @throws {DataFileError} Where the file is none that it can use.
 */
export function createSandbox({
	seed,
	document = readDescription(),
	...options
}: SandboxOptions = {}): Promise<Sandbox> {
	const seeded = seed === undefined ? {} : startFrom(seed);
	const all = { ...seeded, ...options };
	return createFrom(document, {
		...all,
		seed: (database) =>
			seedMerchants(database, document, all.clock?.now() ?? new Date()),
	});
}

function startFrom(seed: number) {
	return { random: seededRandom(seed), clock: countingClock(SEEDED_TIME) };
}

/** The description that came with the package. */
export function readDescription(): Description {
	const file = new URL("../generated/openapi.json", import.meta.url);
	return JSON.parse(readFileSync(file, "utf8"));
}
