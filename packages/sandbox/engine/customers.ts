/** Finds or creates the customer of a payment. */

import { FORMATS } from "@lomi/spec/formats";
import type { CustomerRow, Owner } from "../db/tables.ts";
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
 * Finds the merchant's customer by e-mail or phone, or creates one. An existing customer isn't updated.
 *
 * @throws {ActionError} `invalid` if the e-mail address is malformed.
 */
export async function findOrAddCustomer(
	{ on, at }: UnitOfWork,
	random: Random,
	{ merchant_id, organization_id }: Owner,
	{ email, phone, name }: Payer,
): Promise<CustomerRow> {
	if (email && !isEmail(email))
		throw new ActionError("invalid", "`email` must be an e-mail address");
	const find = (column: "email" | "phone_number", value: string) =>
		on
			.selectFrom("customers")
			.selectAll()
			.where("merchant_id", "=", merchant_id)
			.where(column, "=", value)
			.orderBy("created_at", "desc")
			.orderBy("customer_id", "desc")
			.limit(1)
			.executeTakeFirst();
	const known =
		(email && (await find("email", email))) ||
		(phone && (await find("phone_number", phone)));
	if (known) return known;
	const { country } = await on
		.selectFrom("merchants")
		.select("country")
		.where("merchant_id", "=", merchant_id)
		.executeTakeFirstOrThrow();
	return on
		.insertInto("customers")
		.values({
			customer_id: uuid(random),
			merchant_id,
			organization_id,
			name: name || email || phone || NOBODY,
			email: email || null,
			phone_number: phone || null,
			whatsapp_number: null,
			country,
			city: null,
			address: null,
			postal_code: null,
			is_business: 0,
			metadata: null,
			created_at: at,
			updated_at: at,
		})
		.returningAll()
		.executeTakeFirstOrThrow();
}

/** Name of a customer if the payment has no details. */
const NOBODY = "Test Customer";
