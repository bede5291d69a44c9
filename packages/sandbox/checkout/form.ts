/** What a customer fills in, and what is wrong with it. */
import type { ProviderRow } from "../db/tables.ts";
import { OUTCOMES, type Outcome, type PayRequest } from "../engine/engine.ts";
import { toE164 } from "./phone.ts";

/** What stands in the fields of the form, as it was typed. */
export interface FormValues {
	provider: string;
	phone: string;
	name: string;
	email: string;
	/** Of the menu that only the sandbox has; empty where the number decides. */
	outcome: string;
}

/** What is wrong, and where: the name of the field stands before `_`. */
export type Problem =
	| "provider"
	| "phone_missing"
	| "phone_invalid"
	| "name"
	| "email";

/** Something, `@`, and a name with a dot: whether it is there only its owner knows. */
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
/** What can't be typed into a line. */
const LINE_BREAKS = /[\r\n\0]/g;

/** Reads the fields of a form as a browser sends it. What isn't there is empty. */
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

/** Whether a provider asks for a confirmation on a phone. */
export function needsPhone({ payment_methods }: ProviderRow): boolean {
	return JSON.parse(payment_methods).some((method: string) =>
		BY_PHONE.has(method),
	);
}
const BY_PHONE = new Set(["mobile_money", "e_wallet"]);

/** What is wrong with the values; empty where they can be paid with. */
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
	if (!name) problems.push("name");
	if (email && !EMAIL.test(email)) problems.push("email");
	return problems;
}

/** What the values ask for. Only those without problems can be asked for. */
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
