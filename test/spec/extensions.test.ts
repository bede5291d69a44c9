/** Our extensions agree with the schemas, parameters, texts and examples. */
import { describe, expect, test } from "vitest";
import {
	billingIntervals,
	deliveryRules,
	hoursOf,
	idempotencyHours,
	idPrefixes,
	paymentFees,
	paymentOutcomes,
	providerFacts,
	refundFee,
	remedyOf,
	requestFaults,
	secretPrefixes,
	statusRemedies,
	subscriptionStates,
} from "../../packages/spec/extensions.ts";
import {
	type Node,
	type Operation,
	resolve,
} from "../../packages/spec/operations.ts";
import { successExamples } from "../../packages/spec/workflows.ts";
import { controlDocument, document, operations } from "../api.ts";
import { some } from "../some.ts";

const schemas = document.components.schemas ?? {};

/** The known values of an open or closed enum. */
function valuesOf(schema: Node | undefined): string[] {
	return Object.keys(schema?.["x-enumDescriptions"]);
}

const transactionExamples = some(
	operations
		.filter(({ tag }) => tag === "Transactions")
		.flatMap(({ answers }) => answers)
		.filter(({ status }) => status === 200)
		.flatMap(({ body }) => body?.examples ?? [])
		.flatMap(({ value }) => (value as { data: Node | Node[] }).data),
).flat() as Node[];

const lists = operations.filter(({ pagination }) => pagination);
const filters = lists.flatMap(({ id, answers, parameters }) => {
	const page = answers.find(({ status }) => status === 200)?.body?.schema;
	const { data } = resolve(document, { $ref: page }).properties;
	const { properties } = resolve(document, data.items);
	return parameters.flatMap(({ name, pointer, schema, filter }) =>
		filter ? { id, name, pointer, schema, filter, properties } : [],
	);
});

test.each(some(lists))(
	"each query parameter of $id is a filter or for pagination",
	({ parameters, pagination }) => {
		const paging = [pagination?.position, pagination?.size];
		for (const { name, filter, in: where } of parameters)
			expect(filter !== undefined, name).toBe(
				where === "query" && !paging.includes(name),
			);
	},
);

describe.each(some(filters))(
	"$name of $id",
	({ schema, filter, properties }) => {
		test("refers to a field of the items with a comparable type", () => {
			expect(properties).toHaveProperty(filter.field);
			const field: Node = resolve(document, properties[filter.field]);
			const types = [field.type].flat();
			if (filter.hides) {
				expect(schema).toMatchObject({ type: "boolean", default: false });
				expect(field.format).toBe("date-time");
				return;
			}
			const wanted =
				schema.type === "array" ? resolve(document, schema.items) : schema;
			expect(types).toContain(wanted.type);
			expect(field.enum).toStrictEqual(wanted.enum);
			if (filter.is === "not") expect(schema.type).toBe("boolean");
			if (filter.is === "from" || filter.is === "to")
				expect(schema.anyOf.map(({ format }: Node) => format)).toContain(
					field.format,
				);
		});
	},
);

test("every filter parameter belongs to a list", () => {
	const pointers = filters.map(({ pointer }) => pointer);
	for (const { id, parameters } of operations)
		for (const { pointer, filter } of parameters)
			if (filter) expect(pointers, id).toContain(pointer);
});

describe("x-request-faults", () => {
	const faults = requestFaults(document);
	const codes = Object.keys(
		document.components.schemas?.ErrorCode?.["x-enumDescriptions"],
	);

	test("are known codes, and only used there", () => {
		expect(codes).toEqual(expect.arrayContaining(faults));
		for (const [name, schema] of some(
			Object.entries(document.components.schemas ?? {}),
		))
			expect("x-request-faults" in schema, name).toBe(name === "ErrorCode");
	});

	test("only occur in 400 responses", () => {
		const told = operations.flatMap(({ id, answers }) =>
			answers.flatMap(({ status, body }) =>
				(body?.examples ?? []).map(({ value }) => ({
					id,
					status,
					code: (value as { error?: { code?: string } }).error?.code ?? "",
				})),
			),
		);
		const found = told.filter(({ code }) => faults.includes(code));
		expect(found.length).toBeGreaterThan(0);
		expect(found.filter(({ status }) => status !== 400)).toStrictEqual([]);
	});
});

describe("x-error-codes", () => {
	const known = Object.keys(
		document.components.schemas?.ErrorCode?.["x-enumDescriptions"],
	);
	const owners: Node[] = [
		...Object.values(document.components.schemas ?? {}),
		...Object.values(document.components.parameters ?? {}),
	].filter((node) => "x-error-codes" in node);

	test("are known codes of constraints that are there", () => {
		for (const owner of some(owners))
			for (const [keyword, code] of some(
				Object.entries(owner["x-error-codes"]),
			)) {
				expect(known).toContain(code);
				expect(owner).toHaveProperty(keyword);
			}
	});
});

describe("x-fees and x-fee", () => {
	const fees = paymentFees(document);
	const guide =
		document.tags.find(({ name }) => name === "Amounts and Currencies")
			?.description ?? "";
	/** In the guide's format: `3.2 % + 200 XOF`, `4 % + 0.30 USD`. */
	const inWords = Object.entries(fees).map(
		([method, { percent, fixed, currency }]) => {
			const amount = currency === "XOF" ? fixed : (fixed / 100).toFixed(2);
			const name = method.toLowerCase().replace("_", " ").replace(/s$/, "");
			return [name, `${percent} % + ${amount} ${currency}`] as const;
		},
	);

	test("refer to existing payment methods and currencies", () => {
		const { PaymentMethodCode, Currency } = document.components.schemas ?? {};
		expect(PaymentMethodCode?.["x-enumDescriptions"]).toMatchObject(
			Object.fromEntries(
				Object.keys(fees).map((method) => [method, expect.any(String)]),
			),
		);
		for (const { currency } of some(Object.values(fees)))
			expect(Currency?.enum).toContain(currency);
	});

	test("match the table in their guide", () => {
		const rows = [
			...guide.matchAll(/^\| ([a-z ]+?) +\| (.+? %.+?) +\|$/gm),
		].map(([, name, fee]) => [name, fee]);
		expect(rows).toStrictEqual(inWords);
	});

	test("match the descriptions of fees", () => {
		const { description } =
			document.components.schemas?.Transaction?.properties.fee_amount ?? {};
		for (const [, fee] of some(inWords)) expect(description).toContain(fee);
		const { percent } = refundFee(document);
		const refund = operations.find(({ id }) => id === "getRefund");
		expect(refund?.description).toContain(`${percent} %`);
		expect(guide).toContain(`${percent} % of the amount that you refund`);
	});

	test("name the fee as transactions in examples do", () => {
		const names = transactionExamples.flatMap(
			({ fee_reference }) => fee_reference ?? [],
		);
		expect(new Set(names)).toStrictEqual(
			new Set(Object.values(fees).map(({ reference }) => reference)),
		);
	});
});

test("x-intervals has an entry for each billing frequency, and null only for a single charge", () => {
	const { BillingFrequency } = document.components.schemas ?? {};
	const intervals = billingIntervals(document);
	expect(Object.keys(intervals)).toStrictEqual(BillingFrequency?.enum);
	for (const [frequency, interval] of some(Object.entries(intervals)))
		expect(interval === null, frequency).toBe(frequency === "one-time");
});

test("the rate limits of the servers match their guide", () => {
	const guide = document.tags.find(({ name }) => name === "Rate Limits");
	const told = [
		...(guide?.description ?? "").matchAll(
			/^\| (\w+) +\| ([\d,]+) requests +\| ([\d,]+) requests/gm,
		),
	].map(([, environment = "", perMinute = "", perDay = ""]) => [
		environment.toLowerCase(),
		Number(perMinute.replace(",", "")),
		Number(perDay.replace(",", "")),
	]);
	expect(
		document.servers.map((server) => [
			server["x-environment"],
			server["x-rate-limit"].perMinute,
			server["x-rate-limit"].perDay,
		]),
	).toStrictEqual(told);
});

describe("x-delivery", () => {
	const { timeoutSeconds, retrySeconds } = deliveryRules(document);

	test("backs off exponentially", () => {
		for (const [index, delay] of some(retrySeconds.slice(1)).entries())
			expect(delay / (retrySeconds[index] ?? 0)).toBeCloseTo(4, 2);
	});

	test("is what the response to an event and the guide say", () => {
		const told = `within ${timeoutSeconds} seconds. Everything else is a failure, and the delivery is tried up to ${retrySeconds.length} more times.`;
		for (const { post } of some(Object.values(document.webhooks)))
			expect(resolve(document, post.responses["200"]).description).toContain(
				told,
			);
		const guide = document.tags.find(
			({ name }) => name === "Receiving Webhooks",
		);
		expect(guide?.description).toContain(
			`tried up to ${retrySeconds.length} more times, with growing pauses, over about ${hoursOf(retrySeconds)} hours.`,
		);
	});
});

test("x-retention-hours is what its parameter and its conflict say", () => {
	const hours = `${idempotencyHours(document)} hours`;
	const { parameters, examples } = document.components;
	expect(parameters?.IdempotencyKey?.description).toContain(hours);
	expect(examples?.["idempotencyKeyReused.409"]?.value.error.details).toContain(
		hours,
	);
});

describe("x-states", () => {
	const { charged, running, holdsPlan } = subscriptionStates(document);
	const all: string[] = schemas.SubscriptionStatus?.enum;

	test.each(Object.entries({ charged, running, holdsPlan }))(
		"%s has known statuses",
		(_, states) => expect(all).toEqual(expect.arrayContaining(states)),
	);

	test("charges and keeps plans of running subscriptions only", () => {
		expect(running).toEqual(expect.arrayContaining(charged));
		expect(running).toEqual(expect.arrayContaining(holdsPlan));
		expect(all.filter((status) => !running.includes(status))).toStrictEqual([
			"cancelled",
			"expired",
		]);
	});

	test("a PATCH accepts every status but that before the start", () => {
		const { status } = schemas.SubscriptionUpdate?.properties ?? {};
		expect(status.enum).toStrictEqual(all.filter((each) => each !== "pending"));
		expect(valuesOf(status).toSorted()).toStrictEqual(status.enum.toSorted());
	});
});

test("x-providers names known providers, and those in examples can be connected", () => {
	const facts = providerFacts(document);
	expect(valuesOf(schemas.ProviderCode)).toEqual(
		expect.arrayContaining(Object.keys(facts)),
	);
	const listed = successExamples(
		operations.find(({ id }) => id === "listProviders") as Operation,
	).flatMap(({ value }) => (value as { data: Node[] }).data);
	expect(new Set(some(listed).map(({ code }) => code))).toStrictEqual(
		new Set(Object.keys(facts).filter((code) => facts[code]?.connectable)),
	);
});

test("x-remedies has every code, and every status of every operation", () => {
	expect(Object.keys(schemas.ErrorCode?.["x-remedies"])).toStrictEqual(
		valuesOf(schemas.ErrorCode),
	);
	const statuses = operations.flatMap(({ answers }) =>
		answers.flatMap(({ status }) => (status >= 400 ? String(status) : [])),
	);
	expect(Object.keys(statusRemedies(document))).toStrictEqual(
		[...new Set(some(statuses))].toSorted(),
	);
	expect(() => remedyOf(document, 418)).toThrow("what to do about 418");
});

test("x-outcomes has every outcome, each but one with its own phone numbers", () => {
	const outcomes = paymentOutcomes(controlDocument);
	const { PaymentOutcome } = controlDocument.components.schemas ?? {};
	expect(Object.keys(outcomes)).toStrictEqual(PaymentOutcome?.enum);
	const suffixes = Object.values(outcomes).map((each) => each.phoneSuffix);
	expect(new Set(suffixes).size).toBe(suffixes.length);
	expect(suffixes.filter((suffix) => suffix === undefined)).toHaveLength(1);
});

test("x-id-prefix and secrets begin as the examples and patterns do", () => {
	const prefixes = idPrefixes(document);
	const examples = Object.values(document.components.examples ?? {}).map(
		({ value }) => JSON.stringify(value),
	);
	for (const prefix of Object.values(prefixes))
		expect(examples.some((text) => text.includes(`"${prefix}`))).toBe(true);
	const { schema } = document.components.parameters?.WebhookId ?? {};
	expect(schema.pattern.startsWith(`^(${prefixes.webhook}`)).toBe(true);
	expect(secretPrefixes(document)).toContain(prefixes.webhookSecret);
});
