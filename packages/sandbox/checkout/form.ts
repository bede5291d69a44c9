/** The payment form's fields and their validation. */
import type { ProviderRow } from "../db/tables.ts";
import type { Outcome, PayRequest } from "../engine/engine.ts";
import { invalidFields } from "../engine/payer.ts";
import { OUTCOMES } from "../engine/test-phone-numbers.ts";
import { toE164 } from "../phone.ts";
import type { ProviderPaymentMethod } from "../schema-types.ts";

/** The field values, as typed. */
export interface FormValues {
	quantity: string;
	provider: string;
	phone: string;
	name: string;
	email: string;
	/** From the sandbox's test menu; empty to decide by phone number. */
	outcome: string;
}

/** A validation error. The field's name comes before `_`. */
export type Problem =
	| "quantity"
	| "provider"
	| "phone_missing"
	| "phone_invalid"
	| "name"
	| "email";

/** What is read where bytes aren't UTF-8. */
const INVALID = "\ufffd";
/** Characters that a single-line field can't have. */
const LINE_BREAKS = /[\r\n\0]/g;

/** Reads the submitted form. Absent fields are empty. */
export function readValues(sent: URLSearchParams): FormValues {
	const read = (name: string) =>
		(sent.get(name) ?? "").replaceAll(LINE_BREAKS, " ").trim();
	return {
		quantity: read("quantity"),
		provider: read("provider"),
		phone: read("phone"),
		name: read("name"),
		email: read("email"),
		outcome: read("outcome"),
	};
}

/** Whether a provider confirms payments on the customer's phone. */
export function needsPhone({ payment_methods }: ProviderRow): boolean {
	return JSON.parse(payment_methods).some((method: string) =>
		BY_PHONE.has(method),
	);
}
const BY_PHONE = new Set<string>([
	"mobile_money",
	"e_wallet",
] satisfies ProviderPaymentMethod[]);

/** The number of items that was asked for; undefined if it isn't possible. @param most The largest number. */
export function readQuantity(
	{ quantity }: FormValues,
	most: number,
): number | undefined {
	const number = Number(quantity);
	return /^\d{1,9}$/.test(quantity) && number >= 1 && number <= most
		? number
		: undefined;
}

/** Validates all values but the quantity; empty if there are no errors. */
export function problemsOf(
	values: FormValues,
	providers: ProviderRow[],
	country: string,
): Problem[] {
	const provider = providers.find(({ code }) => code === values.provider);
	const { phone, name } = values;
	const invalid = invalidFields(values, country);
	const problems: Problem[] = [];
	if (!provider) problems.push("provider");
	if (invalid.includes("phone")) problems.push("phone_invalid");
	if (!phone && provider && needsPhone(provider))
		problems.push("phone_missing");
	if (!name || name.includes(INVALID)) problems.push("name");
	if (invalid.includes("email")) problems.push("email");
	return problems;
}

/** Converts valid values to a payment request. */
export function toPayRequest(
	values: FormValues,
	country: string,
	quantity?: number,
): PayRequest {
	const phone = toE164(values.phone, country);
	const outcome = OUTCOMES.find((each) => each === values.outcome);
	return {
		provider: values.provider,
		name: values.name,
		...(quantity !== undefined && { quantity }),
		...(phone && { phone }),
		...(values.email && { email: values.email }),
		...(outcome && ({ outcome } satisfies { outcome: Outcome })),
	};
}
