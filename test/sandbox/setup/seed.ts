/** Seed of the tests' sandboxes: the merchants, and another key for the first. */
import { systemClock } from "../../../packages/sandbox/clock.ts";
import {
	merchantsOf,
	seedMerchants,
} from "../../../packages/sandbox/seed/merchants.ts";
import type { SandboxOptions } from "../../../packages/sandbox/server.ts";

/** @param api_key Shared with the tests of other servers. */
export function seedFor(
	api_key: string,
	clock = systemClock,
): NonNullable<SandboxOptions["seed"]> {
	return async (database, document) => {
		await seedMerchants(database, document, clock.now());
		const [first] = merchantsOf(document);
		await database
			.insertInto("api_keys")
			.values({ api_key, merchant_id: first?.merchant_id ?? "" })
			// A reopened file already has it.
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	};
}
