/** Looks up the merchant of a request. */
import type { Description, Node } from "@lomi/spec";
import type { Database } from "../db/database.ts";
import type { Owner } from "../db/tables.ts";
import { merchantsOf } from "../seed/merchants.ts";
import { type ControlContext, refuseAs } from "./context.ts";

/** The merchant named in the query. Default: the first one. */
export async function merchantOf(
	{ api, database }: { api: Description; database: Database },
	context: ControlContext,
): Promise<Owner> {
	const { merchant_id } = context.query;
	const [first] = merchantsOf(api);
	return findMerchant(database, context, merchant_id ?? first?.merchant_id);
}

/** The merchant with an ID. Refuses the request if there is none. */
export async function findMerchant(
	database: Database,
	context: ControlContext,
	merchant_id: string,
): Promise<Owner> {
	const merchant = await database
		.selectFrom("merchants")
		.select(["merchant_id", "organization_id"])
		.where("merchant_id", "=", merchant_id)
		.executeTakeFirst();
	return (
		merchant ??
		refuseAs(
			context,
			404,
			`There is no merchant with ID \`${merchant_id}\`.`,
			isAboutMerchants,
		)
	);
}

/** Reads who has which API key. Returns null for a key that nobody has. */
export async function readOwners(
	database: Database,
): Promise<(key: string) => string | null> {
	const keys = await database.selectFrom("api_keys").selectAll().execute();
	const owners = new Map(keys.map((each) => [each.api_key, each.merchant_id]));
	return (key) => owners.get(key) ?? null;
}

function isAboutMerchants({ details }: Node): boolean {
	return String(details).startsWith("There is no merchant ");
}
