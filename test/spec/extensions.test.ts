/** Our extensions agree with the schemas, parameters and guides. */
import { describe, expect, test } from "vitest";
import {
	billingIntervals,
	type Node,
	paymentFees,
	refundFee,
	requestFaults,
	resolve,
} from "../../packages/spec/operations.ts";
import { document, operations } from "../api.ts";
import { some } from "../some.ts";

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
				expect([schema.format, field.format]).toStrictEqual([
					"date-time",
					"date-time",
				]);
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
