/** Bad requests, made from the schemas: each breaks one constraint of one field or parameter and nothing else. */
import {
	type Node,
	type Operation,
	type Parameter,
	resolve,
} from "../description/operations.ts";
import { document, type GoodRequest, goodRequest } from "./contract.ts";

export interface Mistake {
	/** What is wrong: `amount: minimum`. */
	name: string;
	request: GoodRequest;
}

/** Every mistake that can be made with the parameters and the body of an operation. */
export function mistakesOf(operation: Operation): Mistake[] {
	return [
		...operation.parameters.flatMap((parameter) =>
			parameterMistakes(operation, parameter),
		),
		...bodyMistakes(operation),
	];
}

function parameterMistakes(
	operation: Operation,
	parameter: Parameter,
): Mistake[] {
	const good = goodRequest(operation);
	const withText = (text: string): GoodRequest => {
		if (parameter.in === "header")
			return { ...good, headers: { [parameter.name]: text } };
		if (parameter.in === "query") {
			const query = new URLSearchParams(good.query);
			query.set(parameter.name, text);
			return { ...good, query };
		}
		const path = good.path.replace(
			String(parameter.example),
			encodeURIComponent(text),
		);
		return { ...good, path };
	};
	const named = (what: string, request: GoodRequest): Mistake => ({
		name: `${parameter.name}: ${what}`,
		request,
	});
	// A text stands for any string, so only its constraints can be broken.
	const broken = Object.entries(brokenValues(parameter.schema))
		.filter(
			([keyword]) => keyword !== "type" || parameter.schema.type !== "string",
		)
		.map(([keyword, value]) =>
			named(keyword, withText(keyword === "type" ? "seven" : String(value))),
		);
	if (parameter.in !== "query") return broken;
	const twice = new URLSearchParams(good.query);
	twice.append(parameter.name, String(parameter.example));
	const without = new URLSearchParams(good.query);
	without.delete(parameter.name);
	return [
		...broken,
		named("twice", { ...good, query: twice }),
		...(parameter.required
			? [named("required", { ...good, query: without })]
			: []),
	];
}

function bodyMistakes(operation: Operation): Mistake[] {
	const { body } = operation;
	if (!body) return [];
	const whole = [
		{ name: "body: missing", request: { ...goodRequest(operation), body: "" } },
		{
			name: "body: cut off",
			request: { ...goodRequest(operation), body: '{"a":' },
		},
		{ name: "body: type", request: { ...goodRequest(operation), body: [] } },
	];
	const schema = resolve(document, { $ref: body.schema });
	const fields = variantsOf(schema).flatMap((variant) => {
		const example =
			body.examples.find(({ value }) => isOf(variant, value as Node)) ??
			body.examples[0];
		const good = goodRequest(operation, example);
		return brokenObjects(variant, good.body as Node).map(({ name, value }) => ({
			name,
			request: { ...good, body: value },
		}));
	});
	const seen = new Set<string>();
	return [...whole, ...fields].filter(({ name, request }) => {
		const key = `${name} ${JSON.stringify(request.body)}`;
		return !seen.has(key) && seen.add(key);
	});
}

function variantsOf(schema: Node): Node[] {
	return schema.oneOf
		? schema.oneOf.map((variant: Node) => resolve(document, variant))
		: [schema];
}

/** Whether a value has the constants of a variant: `link_type: "plan"`. */
function isOf(variant: Node, value: Node): boolean {
	return Object.entries<Node>(variant.properties).every(([name, property]) => {
		const { const: constant } = resolve(document, property);
		return constant === undefined || value[name] === constant;
	});
}

/** Copies of a good object, each with one mistake. */
function brokenObjects(
	schema: Node,
	good: Node,
): { name: string; value: unknown }[] {
	const without = (name: string) =>
		Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
	return [
		...(schema.required ?? []).map((name: string) => ({
			name: `${name}: required`,
			value: without(name),
		})),
		...(schema.additionalProperties === false
			? [
					{
						name: "no_such_field: unknown",
						value: { ...good, no_such_field: 1 },
					},
				]
			: []),
		...(schema.minProperties
			? [{ name: "body: minProperties", value: {} }]
			: []),
		...Object.entries<Node>(schema.properties).flatMap(([name, property]) =>
			Object.entries(brokenValues(resolve(document, property))).map(
				([keyword, value]) => ({
					name: `${name}: ${keyword}`,
					value: { ...good, [name]: value },
				}),
			),
		),
	];
}

const BAD_FORMAT = {
	uuid: "not-a-uuid",
	email: "not an e-mail",
	uri: "not a url",
	"date-time": "yesterday",
} as const;

/** For each constraint of a schema, a value that breaks it and, where that can be, nothing else. */
function brokenValues(schema: Node): Record<string, unknown> {
	const types: string[] = [schema.type].flat();
	const text = types.includes("string");
	return {
		...(schema.type && {
			type: text ? { not: "text" } : "not a number, list or object",
		}),
		...(schema.enum && { enum: "NO_SUCH_VALUE" }),
		...(schema.const !== undefined && { const: "NO_SUCH_VALUE" }),
		...(schema.format in BAD_FORMAT && {
			format: BAD_FORMAT[schema.format as keyof typeof BAD_FORMAT],
		}),
		...(schema.pattern && {
			pattern: schema.format === "uri" ? "ftp://shop.example.ci" : "%%",
		}),
		...(schema.minimum !== undefined && { minimum: schema.minimum - 1 }),
		...(schema.exclusiveMinimum !== undefined && {
			exclusiveMinimum: schema.exclusiveMinimum,
		}),
		...(schema.maximum !== undefined && { maximum: schema.maximum + 1 }),
		...(schema.minLength && { minLength: "x".repeat(schema.minLength - 1) }),
		...(schema.minItems && {
			minItems: types.includes("array") ? [] : undefined,
		}),
		...(schema.maxProperties && {
			maxProperties: Object.fromEntries(
				Array.from({ length: schema.maxProperties + 1 }, (_, index) => [
					`key_${index}`,
					"x",
				]),
			),
		}),
		...(schema.items && {
			items: Object.values(brokenValues(resolve(document, schema.items))).slice(
				0,
				1,
			),
		}),
		...(typeof schema.additionalProperties === "object" && {
			additionalProperties: { key: 5 },
		}),
		...(types.includes("integer") && { "type of a fraction": 1.5 }),
	};
}

/** Every keyword of the schemas of an operation's parameters and body that a request can break, as `mistakesOf` names them. */
export function constraintsOf(operation: Operation): Set<string> {
	const found = new Set<string>();
	const look = (node: Node) => {
		const schema = resolve(document, node);
		for (const [keyword, value] of Object.entries(schema)) {
			if (!SAY_NOTHING.includes(keyword))
				found.add(
					keyword === "additionalProperties" && value === false
						? "unknown"
						: keyword,
				);
		}
		// Mistakes in items and in free fields count under `items` and `additionalProperties`.
		const parts = [
			...(schema.oneOf ?? []),
			...Object.values<Node>(schema.properties ?? {}),
		];
		for (const part of parts) look(part);
	};
	for (const parameter of operation.parameters) look(parameter.schema);
	if (operation.body) look({ $ref: operation.body.schema });
	return found;
}

/** Keywords that constrain nothing by themselves: words, and where other schemas stand. */
const SAY_NOTHING = [
	"title",
	"description",
	"default",
	"deprecated",
	"x-enumDescriptions",
	"properties",
	"oneOf",
	"discriminator",
];
