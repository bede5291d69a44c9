/** Whose something is. */
import type { Node } from "@lomi/spec";
import { merchantsOf } from "../seed/merchants.ts";
import { type ControlContext, type Controlled, refuseAs } from "./context.ts";

type Merchant = { merchant_id: string; organization_id: string };

/** The merchant that a request names, or else the first one. */
export async function merchantOf(
	controlled: Controlled,
	context: ControlContext,
): Promise<Merchant> {
	const { merchant_id } = context.query;
	const [first] = merchantsOf(controlled.api);
	return findMerchant(controlled, context, merchant_id ?? first?.merchant_id);
}

/** The merchant with an ID. */
export async function findMerchant(
	{ database }: Controlled,
	context: ControlContext,
	merchant_id: string,
): Promise<Merchant> {
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
