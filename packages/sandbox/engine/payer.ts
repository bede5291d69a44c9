/** The rules for what customers say about themselves when they pay: on the checkout page, and in the control plane. */
import { FORMATS } from "@lomi/spec/formats";
import type { SessionRow } from "../db/tables.ts";
import { toE164 } from "../phone.ts";
import { ActionError, type PayRequest } from "./engine.ts";

/** Contact details of the payer. */
export interface Payer {
	email?: string | null | undefined;
	phone?: string | null | undefined;
	name?: string | null | undefined;
}

type PayerField = keyof Payer;

/**
 * The fields that nobody can pay with. What is absent is valid.
 *
 * @param country ISO code of the merchant's country, whose phone numbers need no calling code.
 */
export function invalidFields(
	{ phone, email, name }: Payer,
	country: string,
): PayerField[] {
	const fields: PayerField[] = [];
	if (phone && !toE164(phone, country)) fields.push("phone");
	// A customer can only have what the description's format accepts.
	if (email && !FORMATS.email.test(email)) fields.push("email");
	if (name && !name.trim()) fields.push("name");
	return fields;
}

/**
 * Who pays: what the request says, and otherwise the session. The phone number is in E.164.
 *
 * @throws {ActionError} `invalid` for the first field that nobody can pay with.
 */
export function readPayer(
	request: PayRequest,
	session: SessionRow,
	country: string,
): Payer {
	const [invalid] = invalidFields(request, country);
	if (invalid) throw new ActionError("invalid", demandOf(invalid, country));
	return {
		phone: phoneOf(request, session, country),
		email: request.email ?? session.customer_email,
		name: request.name ?? (session.customer_name?.trim() || null),
	};
}

/** A number that is written as one: reading it takes a library, which a start would wait for while it seeds. */
const E164 = /^\+[1-9]\d{7,14}$/;

function phoneOf(
	request: PayRequest,
	{ customer_phone }: SessionRow,
	country: string,
): string | null | undefined {
	if (request.phone !== undefined)
		return request.phone && toE164(request.phone, country);
	if (!customer_phone || E164.test(customer_phone)) return customer_phone;
	const number = toE164(customer_phone, country);
	if (number) return number;
	// Sessions are created with any text, and customers correct it on the page.
	throw new ActionError(
		"invalid",
		`The checkout session's \`customer_phone\` can't be paid with. Send another one: ${demandOf("phone", country)}`,
	);
}

function demandOf(field: PayerField, country: string): string {
	switch (field) {
		case "phone":
			return `\`phone\` must be a phone number: \`+\` and all of its digits, or as it is dialled in ${country}.`;
		case "email":
			return "`email` must be an e-mail address";
		case "name":
			return "`name` must be more than spaces.";
	}
}
