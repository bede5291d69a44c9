/** The merchants whose data are asked for. */
import type { Database } from "../../db/database.ts";
import type { Row } from "../../db/tables.ts";

export type MerchantOfData = Pick<
	Row<"merchants">,
	"merchant_id" | "organization_id" | "country"
>;

/** The merchant with an ID, or all. Empty if there is none. */
export function merchantsOf(
	database: Database,
	merchant_id: string | undefined,
): Promise<MerchantOfData[]> {
	const all = database
		.selectFrom("merchants")
		.select(["merchant_id", "organization_id", "country"]);
	const asked =
		merchant_id === undefined
			? all
			: all.where("merchant_id", "=", merchant_id);
	return asked.execute();
}
