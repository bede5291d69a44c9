/** What our own extensions say agrees with the schemas, parameters and guides beside them. */
import { describe, expect, test } from "vitest";
import {
	type Node,
	requestFaults,
	resolve,
} from "../../description/operations.ts";
import { document, operations } from "../api.ts";

const lists = operations.filter(({ pagination }) => pagination);
const filters = lists.flatMap(({ id, answers, parameters }) => {
	const page = answers.find(({ status }) => status === 200)?.body?.schema;
	const { data } = resolve(document, { $ref: page }).properties;
	const { properties } = resolve(document, data.items);
	return parameters.flatMap(({ name, pointer, schema, filter }) =>
		filter ? { id, name, pointer, schema, filter, properties } : [],
	);
});

test.each(lists)(
	"each query parameter of $id filters it or pages it",
	({ parameters, pagination }) => {
		const paging = [pagination?.position, pagination?.size];
		for (const { name, filter, in: where } of parameters)
			expect(filter !== undefined, name).toBe(
				where === "query" && !paging.includes(name),
			);
	},
);

describe.each(filters)("$name of $id", ({ schema, filter, properties }) => {
	test("is about a field that items have, and can be compared with it", () => {
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
});

test("a parameter that filters is taken by a list", () => {
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

	test("are known codes, and stand nowhere else", () => {
		expect(codes).toEqual(expect.arrayContaining(faults));
		for (const [name, schema] of Object.entries(
			document.components.schemas ?? {},
		))
			expect("x-request-faults" in schema, name).toBe(name === "ErrorCode");
	});

	test("are answers of 400, and of no other status", () => {
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

test("the rate limits of the servers are those of their guide", () => {
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
