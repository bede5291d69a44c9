/** What the guides take from the description instead of saying it again, by the names that stand in them: `{{ test.url }}`. */
import { decimalsOf } from "../currency.ts";
import {
	type ApiServer,
	type Description,
	type Fee,
	idempotencyHeader,
	keyHeader,
	type Node,
	type Operation,
	paymentFees,
	readEvents,
	readOperations,
	refundFee,
	resolve,
	signatureHeader,
} from "../operations.ts";

/** How a number is written for people: `20,000`. */
export function grouped(number: number): string {
	return number.toLocaleString("en");
}

/** A fee as it is written: `3.2 % + 200 XOF`. */
export function feeInWords({ percent, fixed, currency }: Fee): string {
	const decimals = decimalsOf(currency);
	const amount = (fixed / 10 ** decimals).toFixed(decimals);
	return `${percent} % + ${amount} ${currency}`;
}

/**
 * All facts that a guide can name. Each is looked up when a guide names it, so that a description needs no more than its guides do.
 */
export function guideVariables(document: Description): Node {
	const environments = Object.fromEntries(
		document.servers.map((server) => [
			server["x-environment"],
			environmentOf(server),
		]),
	);
	return {
		...environments,
		headers: {
			key: keyHeader(document),
			idempotency: idempotencyHeader(document),
			signature: signatureHeader(document),
		},
		get currencies() {
			return document.components.schemas?.Currency?.enum;
		},
		get fees() {
			return Object.entries(paymentFees(document)).map(([method, fee]) => ({
				method,
				name: method.toLowerCase().replace("_", " ").replace(/s$/, ""),
				words: feeInWords(fee),
			}));
		},
		get fee() {
			return paymentFees(document);
		},
		get refundFee() {
			return refundFee(document);
		},
		get lists() {
			return readOperations(document)
				.filter(({ pagination }) => pagination)
				.map((operation) => listOf(document, operation));
		},
		get events() {
			return readEvents(document).map(({ name, tag, id, summary, body }) => ({
				name,
				link: operationLink(tag, id),
				summary,
				data: dataOf(document, body.schema),
			}));
		},
		get code() {
			return meaningsOf(document, "ErrorCode");
		},
		get states() {
			return { subscription: valuesOf(document, "SubscriptionStatus") };
		},
		get status() {
			return { session: meaningsOf(document, "CheckoutSessionStatus") };
		},
		get linkTypes() {
			return valuesOf(document, "PaymentLinkType");
		},
		get frequencies() {
			return valuesOf(document, "BillingFrequency");
		},
		get failedPaymentActions() {
			return valuesOf(document, "FailedPaymentAction");
		},
		get sessionMinutes() {
			return document.components.schemas?.CheckoutSessionCreate?.properties
				.expiration_minutes.default;
		},
	};
}

function environmentOf(server: ApiServer): Node {
	const { perMinute, perDay } = server["x-rate-limit"];
	return {
		url: server.url,
		keyPrefix: server["x-key-prefix"],
		perMinute: grouped(perMinute),
		perDay: grouped(perDay),
		// Spread evenly over the day, a request every so many seconds.
		secondsBetween: (86_400 / perDay).toFixed(1),
		minutesToSpend: Math.floor(perDay / perMinute),
	};
}

/** A link as the guides write it; whoever shows a guide makes an address of it. */
function operationLink(tag: string, id: string): string {
	return `#tag/${tag.replaceAll(" ", "-")}/operation/${id}`;
}

/** A list, how it is cut into pages, and what the answer says of them. */
function listOf(
	document: Description,
	{ id, tag, pagination, parameters, answers, summary }: Operation,
): Node {
	const [answer] = answers;
	const { properties } = resolve(document, { $ref: answer?.body?.schema });
	const meta = resolve(document, properties.meta ?? {});
	const given = [pagination?.size, pagination?.position].flatMap(
		(name) => parameters.find((parameter) => parameter.name === name) ?? [],
	);
	return {
		name: summary.replace("List ", ""),
		link: operationLink(tag, id),
		parameters: given
			.map(({ name, schema: { maximum } }) =>
				maximum ? `\`${name}\` (at most ${maximum})` : `\`${name}\``,
			)
			.join(", "),
		defaults: given.map(({ schema }) => schema.default).join(", "),
		meta: Object.keys(meta.properties ?? {})
			.map((name) =>
				meta.required?.includes(name) ? `\`${name}\`` : `at times \`${name}\``,
			)
			.join(", "),
	};
}

/** The resource that an event carries, as a link; `a message` where it is none. */
function dataOf(document: Description, schema: string): string {
	const { $ref } = resolve(document, { $ref: schema }).properties.data;
	const name = String($ref).split("/").at(-1);
	return $ref ? `\`${name}\`` : "a message";
}

/** What each value of an enumeration means, open or closed. */
function meaningsOf(
	{ components }: Description,
	schema: string,
): Record<string, string> {
	const found = components.schemas?.[schema]?.["x-enumDescriptions"];
	if (!found) throw new Error(`The schema ${schema} has no values.`);
	return found;
}

/** The same, as a list to make rows of. */
function valuesOf(
	document: Description,
	schema: string,
): { name: string; meaning: string }[] {
	return Object.entries(meaningsOf(document, schema)).map(
		([name, meaning]) => ({ name, meaning }),
	);
}
