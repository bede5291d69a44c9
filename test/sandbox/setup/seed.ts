/** What a sandbox of the tests begins with: the merchants, and for the first of them a key more. */
import { systemClock } from "../../../packages/sandbox/clock.ts";
import {
	merchantsOf,
	seedMerchants,
} from "../../../packages/sandbox/seed/merchants.ts";
import type { SandboxOptions } from "../../../packages/sandbox/server.ts";

/** @param api_key One that the tests of other servers use as well. */
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
			// A file that is opened again has it.
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	};
}
