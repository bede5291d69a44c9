/** Whose something is. */
import type { Node } from "../../description/operations.ts";
import { merchantsOf } from "../seed/merchants.ts";
import { type ControlContext, type Controlled, refuseAs } from "./context.ts";

/** The merchant that a request names, or else the first one. */
export async function merchantOf(
	{ api, database }: Controlled,
	context: ControlContext,
): Promise<{ merchant_id: string; organization_id: string }> {
	const merchant_id: string =
		context.query.merchant_id ?? merchantsOf(api)[0]?.merchant_id;
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

function isAboutMerchants({ details }: Node): boolean {
	return String(details).startsWith("There is no merchant ");
}
