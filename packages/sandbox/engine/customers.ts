/** Finds or creates the customer of a payment. */
import { type RawBuilder, sql } from "kysely";
import { prepare, prepareInsert } from "../db/statements.ts";
import type { CustomerRow, Owner } from "../db/tables.ts";
import { type Random, uuid } from "../random.ts";
import type { Payer } from "./payer.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Finds the merchant's customer by e-mail or phone, in any spelling, or creates one. An existing customer isn't updated. */
export type FindOrAddCustomer = (
	work: UnitOfWork,
	merchant: Owner & { country: string },
	payer: Payer,
) => Promise<Pick<CustomerRow, "customer_id">>;

export function createFindOrAddCustomer(random: Random): FindOrAddCustomer {
	/** The latest customer with an e-mail address or a phone number, however it is spelled. */
	const findBy = (key: RawBuilder<string | null>) =>
		prepare<{ merchant_id: string; value: string }>()(
			(database, { merchant_id, value }) =>
				database
					.selectFrom("customers")
					.select("customer_id")
					.where("merchant_id", "=", merchant_id)
					.where(key, "=", value)
					.orderBy("created_at", "desc")
					.orderBy("customer_id", "desc")
					.limit(1),
		);
	const findByEmail = findBy(sql`lower(email)`);
	const findByNumber = findBy(sql.ref("phone_key"));
	const insert = prepareInsert("customers");
	return async (
		{ on, at },
		{ merchant_id, organization_id, country },
		{ email, phone, name },
	) => {
		if (email) {
			const value = email.toLowerCase();
			const [known] = await findByEmail(on, { merchant_id, value });
			if (known) return known;
		}
		if (phone) {
			const [known] = await findByNumber(on, { merchant_id, value: phone });
			if (known) return known;
		}
		const customer_id = uuid(random);
		await insert(on, {
			customer_id,
			merchant_id,
			organization_id,
			name: name || email || phone || NOBODY,
			email: email || null,
			phone_number: phone || null,
			// It is in E.164.
			phone_key: phone || null,
			country,
			is_business: 0,
			created_at: at,
			updated_at: at,
		});
		return { customer_id };
	};
}

/** Name of a customer if the payment has no details. */
const NOBODY = "Test Customer";
