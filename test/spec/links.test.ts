/** The links from responses to operations: their targets, and whether their values exist. */
import { describe, expect, test } from "vitest";
import {
	type Body,
	type Link,
	type Operation,
	resolve,
} from "../../packages/spec/operations.ts";
import { parseParameter } from "../../packages/spec/validation/validator.ts";
import { document, operations, violations } from "../api.ts";
import { some } from "../some.ts";

/** Every link of every response, with its source and target. */
const links = operations.flatMap((operation) =>
	operation.answers.flatMap(({ status, body, links }) =>
		links.map((link) => ({
			at: `${operation.id} ${status}`,
			operation,
			status,
			body,
			link,
			target: targetOf(link),
		})),
	),
);

function targetOf({ operationId, name }: Link): Operation {
	const target = operations.find(({ id }) => id === operationId);
	if (!target)
		throw new Error(`${name} leads to ${operationId}: no operation.`);
	return target;
}

const pathParameters = ({ parameters }: Operation) =>
	parameters.filter((parameter) => parameter.in === "path");

const successOf = ({ answers }: Operation) =>
	answers.find(({ status }) => status < 300)?.body;

/** The value at a JSON pointer, or undefined. */
const at = (value: unknown, pointer: string) =>
	pointer
		.split("/")
		.slice(1)
		.reduce(
			(node, key) => (node as Record<string, unknown> | undefined)?.[key],
			value,
		);

/** The values of a link's expression: one for each example of the response with items. */
function valuesOf(
	expression: string,
	{ parameters }: Operation,
	body: Body | undefined,
): unknown[] {
	const [, source, place = ""] =
		/^\$(response\.body#|request\.path\.)(.+)$/.exec(expression) ?? [];
	if (!source) throw new Error(`${expression} is no expression.`);
	if (source === "request.path.")
		return parameters
			.filter(({ name }) => name === place)
			.map(({ example }) => example);
	const examples = body?.examples.map(({ value }) => value) ?? [];
	return examples
		.filter(
			(value) =>
				!place.startsWith("/data/0/") ||
				(value as { data: unknown[] }).data.length > 0,
		)
		.map((value) => at(value, place));
}

describe.each(some(links))("$link.name of $at", (found) => {
	const { operation, body, link, target } = found;

	test("sets every path parameter of its target, and no unknown ones", () => {
		const taken = target.parameters.filter((parameter) =>
			["path", "query"].includes(parameter.in),
		);
		expect(taken.map(({ name }) => name)).toEqual(
			expect.arrayContaining(Object.keys(link.parameters)),
		);
		expect(Object.keys(link.parameters)).toEqual(
			expect.arrayContaining(pathParameters(target).map(({ name }) => name)),
		);
	});

	test("resolves in each example to a value that the target accepts", () => {
		for (const [name, expression] of Object.entries(link.parameters)) {
			const parameter = target.parameters.find((one) => one.name === name);
			if (!parameter) throw new Error(`${target.id} doesn't take ${name}.`);
			const values = expression.startsWith("$")
				? valuesOf(expression, operation, body)
				: [parseParameter(parameter, expression)];
			expect(values, name).not.toContain(undefined);
			// A nullable field that is null has no target.
			const given = values.filter((value) => value !== null);
			expect(given.length, name).toBeGreaterThan(0);
			for (const value of given)
				expect(violations(parameter.pointer, value)).toStrictEqual([]);
		}
	});
});

test("every operation with a path parameter has a link to it, unless no other operation returns its ID", () => {
	const led = new Set(links.map(({ target }) => target.id));
	// For example getRefund: no operation returns the ID of a refund.
	const outOfReach = (asked: Operation) => {
		const others = operations.filter(({ id }) => id !== asked.id);
		const answers = JSON.stringify(
			others.map((other) => successOf(other)?.examples),
		);
		return pathParameters(asked).some(
			({ example }) => !answers.includes(JSON.stringify(example)),
		);
	};
	const left = operations.filter(
		(operation) =>
			pathParameters(operation).length > 0 &&
			!led.has(operation.id) &&
			!outOfReach(operation),
	);
	expect(left.map(({ id }) => id)).toStrictEqual([]);
});

/** The operations on one item of a collection: `/customers/{id}` of `/customers`. */
const onItemOf = ({ path }: Operation) =>
	operations.filter(
		(operation) =>
			operation.path.startsWith(`${path}/{`) &&
			operation.path.endsWith("}") &&
			!operation.path.slice(path.length + 1).includes("/"),
	);

const linksOf = ({ id }: Operation, status: number) =>
	links.filter((found) => found.operation.id === id && found.status === status);

const creators = operations.filter(({ answers }) =>
	answers.some(({ status }) => status === 201),
);

test.each(some(creators))(
	"$id links to all operations on the new resource",
	(operation) => {
		const led = linksOf(operation, 201).map(({ target }) => target.id);
		const own = onItemOf(operation);
		expect(own.length).toBeGreaterThan(0);
		expect(led).toEqual(expect.arrayContaining(own.map(({ id }) => id)));
	},
);

test.each(some(creators))(
	"$id links to its list if that always contains the new resource, and to no other list",
	(operation) => {
		const led = linksOf(operation, 201)
			.map(({ target }) => target)
			.filter(({ pagination }) => pagination);
		const list = operations.find(
			({ path, pagination }) => pagination && path === operation.path,
		);
		// The list of customers only contains those who have paid.
		const expected = operation.id === "createCustomer" ? [] : [list?.id];
		expect(led.map(({ id }) => id)).toStrictEqual(expected);
		const created = resolve(document, { $ref: successOf(operation)?.schema });
		for (const target of led) {
			const page = resolve(document, { $ref: successOf(target)?.schema });
			expect(page.properties.data.items).toStrictEqual(created.properties.data);
		}
	},
);

test.each(some(operations.filter(({ pagination }) => pagination)))(
	"$id links to its first item, and to no change or delete",
	(operation) => {
		const led = linksOf(operation, 200).map(({ target }) => target);
		const getters = onItemOf(operation).filter(
			({ method }) => method === "get",
		);
		expect(led.map(({ id }) => id)).toEqual(
			expect.arrayContaining(getters.map(({ id }) => id)),
		);
		expect(
			led.filter(({ method }) => method === "patch" || method === "delete"),
		).toStrictEqual([]);
	},
);
