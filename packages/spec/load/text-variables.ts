/** The variables that guides and descriptions can use for facts of the description: `{{ test.url }}`. */
import { decimalsOf } from "../currency.ts";
import {
	codeRemedies,
	deliveryRules,
	type Fee,
	hoursOf,
	idempotencyHours,
	longestWait,
	paymentFees,
	paymentOutcomes,
	providerFacts,
	type Remedy,
	refundFee,
	statusRemedies,
} from "../extensions.ts";
import {
	type ApiServer,
	type Description,
	idempotencyHeader,
	keyHeader,
	type Node,
	type Operation,
	readEvents,
	readOperations,
	resolve,
	signatureHeader,
} from "../operations.ts";

/** Formats a number: `20,000`. */
export function grouped(number: number): string {
	return number.toLocaleString("en");
}

/** Formats a fee: `3.2 % + 200 XOF`. */
export function feeInWords({ percent, fixed, currency }: Fee): string {
	const decimals = decimalsOf(currency);
	const amount = (fixed / 10 ** decimals).toFixed(decimals);
	return `${percent} % + ${amount} ${currency}`;
}

/** All variables. Most are getters, so that a description only needs the facts that its texts use. */
export function textVariables(document: Description): Node {
	const environments = Object.fromEntries(
		document.servers
			.filter((server) => server["x-environment"])
			.map((server) => [server["x-environment"], environmentOf(server)]),
	);
	return {
		...environments,
		get headers() {
			return {
				key: keyHeader(document),
				idempotency: idempotencyHeader(document),
				signature: signatureHeader(document),
			};
		},
		get currencies() {
			return document.components.schemas?.Currency?.enum;
		},
		get version() {
			return document.info.version;
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
		get delivery() {
			const { timeoutSeconds, retrySeconds } = deliveryRules(document);
			return {
				timeoutSeconds,
				retries: retrySeconds.length,
				hours: hoursOf(retrySeconds),
			};
		},
		get idempotencyHours() {
			return idempotencyHours(document);
		},
		/** Codes of the providers that merchants can connect. */
		get connectable() {
			return Object.entries(providerFacts(document)).flatMap(
				([code, { connectable }]) => (connectable ? code : []),
			);
		},
		get longestWait() {
			return longestWait(document);
		},
		get outcome() {
			return paymentOutcomes(document);
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
		get statuses() {
			return named(statusRemedies(document));
		},
		get codes() {
			return named(codeRemedies(document));
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
		get largest() {
			const { CheckoutSessionCreate, ProductCreate } =
				document.components.schemas ?? {};
			return {
				amount: CheckoutSessionCreate?.properties.amount.maximum,
				price: ProductCreate?.properties.price.maximum,
			};
		},
		get sessionMinutes() {
			return document.components.schemas?.CheckoutSessionCreate?.properties
				.expiration_minutes.default;
		},
	};
}

function named(remedies: Record<string, Remedy>): Node[] {
	return Object.entries(remedies).map(([name, remedy]) => ({
		name,
		...remedy,
	}));
}

function environmentOf(server: ApiServer): Node {
	const { perMinute, perDay } = server["x-rate-limit"];
	return {
		url: server.url,
		keyPrefix: server["x-key-prefix"],
		perMinute: grouped(perMinute),
		perDay: grouped(perDay),
		// Seconds between requests that are spread evenly over the day.
		secondsBetween: (86_400 / perDay).toFixed(1),
		minutesToSpend: Math.floor(perDay / perMinute),
	};
}

/** A link as guides contain it. The docs resolve it to a URL. */
function operationLink(tag: string, id: string): string {
	return `#tag/${tag.replaceAll(" ", "-")}/operation/${id}`;
}

/** A list operation, its pagination parameters, and the fields of `meta` in its response. */
function listOf(
	document: Description,
	{ id, tag, pagination, parameters, answers, summary }: Operation,
): Node {
	const [answer] = answers;
	const { properties } = resolve(document, { $ref: answer?.body?.schema });
	const meta = resolve(document, properties.meta ?? {});
	const paging = [pagination?.size, pagination?.position].flatMap(
		(name) => parameters.find((parameter) => parameter.name === name) ?? [],
	);
	return {
		name: summary.replace("List ", ""),
		link: operationLink(tag, id),
		parameters: paging
			.map(({ name, schema: { maximum } }) =>
				maximum ? `\`${name}\` (at most ${maximum})` : `\`${name}\``,
			)
			.join(", "),
		defaults: paging.map(({ schema }) => schema.default).join(", "),
		meta: Object.keys(meta.properties ?? {})
			.map((name) =>
				meta.required?.includes(name) ? `\`${name}\`` : `at times \`${name}\``,
			)
			.join(", "),
	};
}

/** The schema of an event's data, in backticks; `a message` if it is inline. */
function dataOf(document: Description, schema: string): string {
	const { $ref } = resolve(document, { $ref: schema }).properties.data;
	const name = String($ref).split("/").at(-1);
	return $ref ? `\`${name}\`` : "a message";
}

/** Descriptions of the values of an open or closed enum. */
function meaningsOf(
	{ components }: Description,
	schema: string,
): Record<string, string> {
	const found = components.schemas?.[schema]?.["x-enumDescriptions"];
	if (!found)
		throw new Error(`The schema ${schema} has no x-enumDescriptions.`);
	return found;
}

/** {@link meaningsOf} as a list, for table rows. */
function valuesOf(
	document: Description,
	schema: string,
): { name: string; meaning: string }[] {
	return Object.entries(meaningsOf(document, schema)).map(
		([name, meaning]) => ({ name, meaning }),
	);
}
