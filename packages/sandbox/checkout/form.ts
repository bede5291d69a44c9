/** The payment form's fields and their validation. */
import type { ProviderRow } from "../db/tables.ts";
import { isEmail } from "../engine/customers.ts";
import type { Outcome, PayRequest } from "../engine/engine.ts";
import { OUTCOMES } from "../engine/test-phone-numbers.ts";
import type { ProviderPaymentMethod } from "../schema-types.ts";
import { toE164 } from "./phone.ts";

/** The field values, as typed. */
export interface FormValues {
	provider: string;
	phone: string;
	name: string;
	email: string;
	/** From the sandbox's test menu; empty to decide by phone number. */
	outcome: string;
}

/** A validation error. The field's name comes before `_`. */
export type Problem =
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

/** Validates the values; empty if there are no errors. */
export function problemsOf(
	values: FormValues,
	providers: ProviderRow[],
	country: string,
): Problem[] {
	const provider = providers.find(({ code }) => code === values.provider);
	const { phone, name, email } = values;
	const problems: Problem[] = [];
	if (!provider) problems.push("provider");
	if (phone && !toE164(phone, country)) problems.push("phone_invalid");
	if (!phone && provider && needsPhone(provider))
		problems.push("phone_missing");
	if (!name || name.includes(INVALID)) problems.push("name");
	if (email && !isEmail(email)) problems.push("email");
	return problems;
}

/** Converts valid values to a payment request. */
export function toPayRequest(values: FormValues, country: string): PayRequest {
	const phone = toE164(values.phone, country);
	const outcome = OUTCOMES.find((each) => each === values.outcome);
	return {
		provider: values.provider,
		name: values.name,
		...(phone && { phone }),
		...(values.email && { email: values.email }),
		...(outcome && ({ outcome } satisfies { outcome: Outcome })),
	};
}
