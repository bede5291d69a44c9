/** The spelling of customers' phone numbers by which they are found, kept in a column beside the number. */
import { phoneKey } from "../phone.ts";
import type { Connection } from "./database.ts";
import { prepare } from "./statements.ts";

const selectCountry = prepare<{ merchant_id: string }>()(
	(database, { merchant_id }) =>
		database
			.selectFrom("merchants")
			.select("country")
			.where("merchant_id", "=", merchant_id),
);

/** The country of a merchant, whose numbers need no calling code. */
export async function countryOf(
	on: Connection,
	merchant_id: string,
): Promise<string> {
	const [merchant] = await selectCountry(on, { merchant_id });
	return merchant?.country ?? "";
}

/** The columns to write with a customer's phone number; none if it isn't written. */
export async function phoneColumns(
	on: Connection,
	merchant_id: string,
	{ phone_number }: { phone_number?: string | null },
): Promise<{ phone_key?: string | null }> {
	if (phone_number === undefined) return {};
	if (phone_number === null) return { phone_key: null };
	const country = await countryOf(on, merchant_id);
	return { phone_key: phoneKey(phone_number, country) ?? null };
}
