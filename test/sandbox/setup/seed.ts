/** What a sandbox of the tests begins with: the merchants, and for the first of them a key more. */
import { systemClock } from "../../../sandbox/clock.ts";
import {
	MERCHANTS,
	type SeededMerchant,
	seedMerchants,
} from "../../../sandbox/seed/merchants.ts";
import type { SandboxOptions } from "../../../sandbox/server.ts";

const [first, second] = MERCHANTS;
if (!first || !second) throw new Error("The sandbox has two merchants.");
export const FIRST: SeededMerchant = first;
export const SECOND: SeededMerchant = second;

/** @param key One that the tests of other servers use as well. */
export function seedFor(
	api_key: string,
	clock = systemClock,
): NonNullable<SandboxOptions["seed"]> {
	return async (database, document) => {
		await seedMerchants(database, document, clock.now());
		await database
			.insertInto("api_keys")
			.values({ api_key, merchant_id: FIRST.merchant_id })
			// A file that is opened again has it.
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	};
}
