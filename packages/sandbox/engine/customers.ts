/** Finds or creates the customer of a payment. */
import { FORMATS } from "@lomi/spec/formats";
import { type RawBuilder, sql } from "kysely";
import { prepare, prepareInsert } from "../db/statements.ts";
import type { CustomerRow, Owner } from "../db/tables.ts";
import { phoneKey } from "../phone.ts";
import { type Random, uuid } from "../random.ts";
import { ActionError } from "./engine.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Contact details of the payer. */
export interface Payer {
	email?: string | null | undefined;
	phone?: string | null | undefined;
	name?: string | null | undefined;
}

/** Whether a customer can have this e-mail address, by the description's format. */
export function isEmail(text: string): boolean {
	return FORMATS.email.test(text);
}

/**
 * Finds the merchant's customer by e-mail or phone, in any spelling, or creates one. An existing customer isn't updated.
 *
 * @throws {ActionError} `invalid` if the e-mail address is malformed.
 */
export type FindOrAddCustomer = (
	work: UnitOfWork,
	merchant: Owner,
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
	const findByPhone = findBy(sql.ref("phone_number"));
	const countryOf = prepare<{ merchant_id: string }>()(
		(database, { merchant_id }) =>
			database
				.selectFrom("merchants")
				.select("country")
				.where("merchant_id", "=", merchant_id),
	);
	const insert = prepareInsert("customers");
	return async (
		{ on, at },
		{ merchant_id, organization_id },
		{ email, phone, name },
	) => {
		if (email && !isEmail(email))
			throw new ActionError("invalid", "`email` must be an e-mail address");
		if (email) {
			const value = email.toLowerCase();
			const [known] = await findByEmail(on, { merchant_id, value });
			if (known) return known;
		}
		const [merchant] = await countryOf(on, { merchant_id });
		if (phone) {
			const number = phoneKey(phone, merchant?.country ?? "");
			const [known] = await (number
				? findByNumber(on, { merchant_id, value: number })
				: findByPhone(on, { merchant_id, value: phone }));
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
			country: merchant?.country ?? null,
			is_business: 0,
			created_at: at,
			updated_at: at,
		});
		return { customer_id };
	};
}

/** Name of a customer if the payment has no details. */
const NOBODY = "Test Customer";
