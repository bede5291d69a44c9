/** Reads the extensions that state the API's rules: numbers, states and names that OpenAPI has no word for. openapi/README.md lists them. */
import { SpecError } from "./error.ts";
import type { Description, Node } from "./operations.ts";

/**
 * `x-request-faults`: the error codes for invalid requests, the one of most constraints first. A valid request can also fail with any other
 * code.
 */
export function requestFaults({ components }: Description): string[] {
	return components.schemas?.ErrorCode?.["x-request-faults"];
}

/** lomi.'s fee: a percentage of the amount, plus a fixed part in the currency's smallest unit. */
export interface Fee {
	percent: number;
	fixed: number;
	currency: string;
	/** The `fee_reference` of transactions with this fee. */
	reference: string;
}

/** The events that an endpoint can be registered for. Test events are sent to every endpoint. */
export function authorizableEvents({ components }: Description): string[] {
	return components.schemas?.AuthorizedEvent?.enum;
}

/** `x-fees`: the fee of a payment, by payment method code. */
export function paymentFees({ components }: Description): Record<string, Fee> {
	return components.schemas?.PaymentMethodCode?.["x-fees"];
}

/** `x-fee`: the merchant's fee for a refund, as a percentage of the refunded amount. */
export function refundFee({ components }: Description): Pick<Fee, "percent"> {
	return components.schemas?.Refund?.properties.refunded_amount["x-fee"];
}

/** `x-intervals`: the time between payments by billing frequency, as an ISO 8601 duration in weeks or months. Null if there is only one payment. */
export function billingIntervals({
	components,
}: Description): Record<string, string | null> {
	return components.schemas?.BillingFrequency?.["x-intervals"];
}

/** How an event is delivered. */
export interface DeliveryRules {
	/** How long an endpoint has to answer. */
	timeoutSeconds: number;
	/** The delay before each retry, counted from the attempt before it. There are as many retries. */
	retrySeconds: number[];
}

/** `x-delivery`: the timeout and the retries of webhook deliveries. */
export function deliveryRules({ components }: Description): DeliveryRules {
	return components.responses?.EventReceived?.["x-delivery"];
}

/** The sum of delays in whole hours, approximately. */
export function hoursOf(seconds: readonly number[]): number {
	return Math.round(seconds.reduce((sum, each) => sum + each, 0) / 3600);
}

/** `x-retention-hours`: how long the response to an idempotency key is kept. */
export function idempotencyHours({ components }: Description): number {
	return components.parameters?.IdempotencyKey?.["x-retention-hours"];
}

/** Lists of subscription statuses. Their order is that of the sandbox's indexes. */
export interface SubscriptionStates<Status = string> {
	/** Due payments are charged. */
	charged: Status[];
	/** It has not ended: its end date applies. */
	running: Status[];
	/** Its plan can't be deleted. */
	holdsPlan: Status[];
}

/** `x-states`: what the statuses of a subscription mean for its charges, its end and its plan. */
export function subscriptionStates<Status = string>({
	components,
}: Description): SubscriptionStates<Status> {
	return components.schemas?.SubscriptionStatus?.["x-states"];
}

/** What is known of a payment provider besides its code and meaning. */
export interface ProviderFacts {
	/** Brand colour, as in CSS; without one, a provider has the default. */
	color?: string;
	/** True if a merchant of v1 can connect it. */
	connectable?: boolean;
}

/** `x-providers`: colours of providers, and which of them can be connected, by code. */
export function providerFacts({
	components,
}: Description): Record<string, ProviderFacts> {
	return components.schemas?.ProviderCode?.["x-providers"];
}

/** How the IDs of events and webhooks and the secrets of webhooks start: `evt_`, `wh_`, `whsec_`. */
export interface IdPrefixes {
	/** Only a convention: receivers must accept any string. */
	event: string;
	webhook: string;
	webhookSecret: string;
}

/** `x-id-prefix`, and the `pattern` of secrets. */
export function idPrefixes({ components }: Description): IdPrefixes {
	const { EventId, Webhook, WebhookCreated } = components.schemas ?? {};
	return {
		event: EventId?.["x-id-prefix"],
		webhook: Webhook?.properties.id["x-id-prefix"],
		webhookSecret: prefixOfSecret(WebhookCreated?.properties.secret),
	};
}

/** Prefixes of all secrets: the keys of each environment, and fields with `format: password`. */
export function secretPrefixes({ servers, components }: Description): string[] {
	const fields = Object.values(components.schemas ?? {})
		.flatMap(({ properties = {} }) => Object.values<Node>(properties))
		.filter(({ format }) => format === "password")
		.map(prefixOfSecret);
	return [...servers.map((server) => server["x-key-prefix"]), ...fields];
}

function prefixOfSecret({ pattern }: Node): string {
	return pattern.slice("^".length);
}

/** What to do about an error. */
export interface Remedy {
	/** The cause, in Markdown. */
	happened: string;
	/** In Markdown. */
	remedy: string;
	/** Whether to retry the request. Only for statuses. */
	retry?: string;
}

/** `x-remedies` of the error code list: what to do about each code, with its meaning. */
export function codeRemedies({
	components,
}: Description): Record<string, Remedy> {
	const { "x-enumDescriptions": meanings, "x-remedies": remedies } =
		components.schemas?.ErrorCode ?? {};
	return Object.fromEntries(
		Object.entries<string>(meanings).map(([code, happened]) => [
			code,
			{ happened, remedy: remedies[code] },
		]),
	);
}

/** `x-remedies` of an error's `status`: what to do about each HTTP status. */
export function statusRemedies({
	components,
}: Description): Record<string, Remedy> {
	return components.schemas?.Error?.properties.error.properties.status[
		"x-remedies"
	];
}

/**
 * What to do about a status or a code.
 *
 * @throws {SpecError} If the description doesn't say.
 */
export function remedyOf(document: Description, name: string | number): Remedy {
	const found = { ...statusRemedies(document), ...codeRemedies(document) }[
		name
	];
	if (found?.remedy) return found;
	throw new SpecError(
		`Nothing says what to do about ${name}. Add it to x-remedies in openapi/shared/schemas.yaml.`,
	);
}

/** `x-maximum` of the control plane's parameter `wait`: the longest wait, as an ISO 8601 duration. */
export function longestWait({ components }: Description): string {
	return components.parameters?.Wait?.schema["x-maximum"];
}

/** How an attempt to pay ends in the sandbox. */
export interface OutcomeFacts {
	/** The last digits of the phone numbers that choose it. Absent for the outcome of all others. */
	phoneSuffix?: string;
	/** How long it takes. Absent if it ends at once, or when its time to be confirmed is over. */
	seconds?: number;
}

/** `x-outcomes` of the control plane's description: test phone numbers and delays by outcome. */
export function paymentOutcomes<Outcome extends string = string>({
	components,
}: Description): Record<Outcome, OutcomeFacts> {
	return components.schemas?.PaymentOutcome?.["x-outcomes"];
}
